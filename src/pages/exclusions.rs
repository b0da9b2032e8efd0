//! The files that say what a folder excludes: whether they can be read, before a walk reads them to their ends.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::source::can_be_read;

/// Bytes above which nobody wrote such a file.
const LARGEST: u64 = 1 << 20;

/// What was learned of such files in one walk.
#[derive(Default)]
pub(super) struct Exclusions {
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    /// Folders that cannot be walked, and why.
    untold: BTreeMap<PathBuf, String>,
    unread: BTreeSet<PathBuf>,
}

impl Exclusions {
    /// Whether it can be told what a folder excludes; those that may not be read exclude nothing.
    pub(super) fn can_be_told(&self, folder: &Path) -> bool {
        let trouble = files(folder).into_iter().find_map(|file| Some((trouble(&file)?, file)));
        match trouble {
            None => true,
            Some((Trouble::Denied, file)) => {
                self.locked().unread.insert(file);
                true
            }
            Some((Trouble::Other(what), file)) => {
                let name = file.strip_prefix(folder).unwrap_or(&file).display();
                self.locked().untold.insert(folder.to_owned(), format!("what is ignored here cannot be told, because `{name}` {what}"));
                false
            }
        }
    }

    /// The same for a folder and all those above it.
    pub(super) fn can_be_told_around(&self, folder: &Path) -> bool {
        folder.ancestors().all(|folder| self.can_be_told(folder))
    }

    /// Folders that cannot be walked, and why.
    pub(super) fn untold(&self) -> Vec<(PathBuf, String)> {
        self.locked().untold.clone().into_iter().collect()
    }

    /// Such files that may not be read.
    pub(super) fn unread(&self) -> Vec<PathBuf> {
        self.locked().unread.iter().cloned().collect()
    }

    fn locked(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why such a file is not read.
enum Trouble {
    Denied,
    /// A clause that goes on after its name.
    Other(String),
}

/// The files that a walk reads in a folder, in the order in which one leads to the next.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![folder.join(".gitignore"), folder.join(".ignore")];
    let git = folder.join(".git");
    if git.is_dir() {
        files.push(git.join("info/exclude"));
    } else if git.symlink_metadata().is_ok() {
        // A submodule, or a further working tree, whose repository lies elsewhere.
        let repository = first_line(&git).and_then(|line| line.strip_prefix("gitdir: ").map(PathBuf::from));
        files.push(git);
        files.extend(repository.into_iter().flat_map(|repository| of_repository(&repository)));
    }
    files
}

fn of_repository(repository: &Path) -> Vec<PathBuf> {
    let shared = repository.join("commondir");
    let exclude = first_line(&shared).map(|line| repository.join(line).join("info/exclude"));
    [shared].into_iter().chain(exclude).collect()
}

fn first_line(file: &Path) -> Option<String> {
    if trouble(file).is_some() {
        return None;
    }
    std::fs::read_to_string(file).ok()?.lines().next().map(str::to_owned)
}

fn trouble(file: &Path) -> Option<Trouble> {
    if let Err(error) = can_be_read(file) {
        return Some(Trouble::Other(error.to_string()));
    }
    let is_denied = |error: std::io::Error| (error.kind() == std::io::ErrorKind::PermissionDenied).then_some(Trouble::Denied);
    match std::fs::metadata(file) {
        Ok(there) if there.is_file() && there.len() > LARGEST => Some(Trouble::Other(format!("is larger than {} MB", LARGEST >> 20))),
        Ok(there) if there.is_file() => std::fs::File::open(file).err().and_then(is_denied),
        Ok(_) => None,
        Err(error) => is_denied(error),
    }
}
