//! Which repository a file lies in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::repository::Repository;

/// A file in its repository.
#[derive(Clone, Debug)]
pub struct Tracked {
    /// The repository; the file need not be committed.
    pub repository: Arc<Repository>,
    /// Relative to the repository's top, with `/`.
    pub path: String,
}

/// The repositories of the files of a run, each opened when first asked for.
#[derive(Debug, Default)]
pub struct Repositories {
    /// All files that history may be asked of, absolute.
    files: Vec<PathBuf>,
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    /// The top of the working tree that a folder lies in, by folder.
    tops: BTreeMap<PathBuf, Option<PathBuf>>,
    /// By top; why git does not read it, when it does not.
    opened: BTreeMap<PathBuf, Result<Arc<Repository>, String>>,
}

impl Repositories {
    /// The repositories of these files; one walk through the history answers for all of them.
    pub fn of<'p>(files: impl IntoIterator<Item = &'p Path>) -> Repositories {
        Repositories { files: files.into_iter().filter_map(absolute).collect(), found: Mutex::default() }
    }

    /// The repository of a file; none when it lies in none, or in one that git does not read.
    pub fn find(&self, file: &Path) -> Option<Tracked> {
        let file = absolute(file)?;
        let mut found = self.locked();
        let top = found.top(file.parent()?)?;
        let path = relative(&top, &file)?;
        let wanted = || self.files.iter().filter_map(|file| relative(&top, file)).collect::<BTreeSet<_>>().into_iter().collect();
        let opened = found.opened.entry(top.clone()).or_insert_with(|| Repository::open(&top, wanted()).map(Arc::new));
        opened.as_ref().ok().map(|repository| Tracked { repository: repository.clone(), path })
    }

    /// Repositories whose history ended before an answer was found, because they are shallow clones.
    pub fn cut_off(&self) -> Vec<PathBuf> {
        let found = self.locked();
        found.opened.values().flatten().filter(|repository| repository.ran_out()).map(|repository| repository.top().to_owned()).collect()
    }

    /// Working trees that git does not read, each with the reason in one clause.
    pub fn unreadable(&self) -> Vec<(PathBuf, String)> {
        let found = self.locked();
        let reason = |opened: &Result<Arc<Repository>, String>| match opened {
            Ok(repository) => repository.silence(),
            Err(reason) => Some(reason.clone()),
        };
        found.opened.iter().filter_map(|(top, opened)| Some((top.clone(), reason(opened)?))).collect()
    }

    /// Whether none of the files lies in a working tree.
    pub fn is_empty(&self) -> bool {
        let mut found = self.locked();
        !self.files.iter().filter_map(|file| file.parent()).any(|folder| found.top(folder).is_some())
    }

    fn locked(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Found {
    /// The nearest folder upwards that holds `.git`, but for those that git is told not to look into.
    fn top(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.tops.get(folder) {
            return known.clone();
        }
        let ceilings: Vec<PathBuf> =
            std::env::var_os("GIT_CEILING_DIRECTORIES").map(|list| std::env::split_paths(&list).collect()).unwrap_or_default();
        let open = folder.ancestors().take_while(|ancestor| !ceilings.iter().any(|ceiling| ceiling == ancestor));
        let top = open.into_iter().find(|ancestor| ancestor.join(".git").exists()).map(Path::to_path_buf);
        self.tops.insert(folder.to_owned(), top.clone());
        top
    }
}

/// An absolute path without `.` and `..`.
fn absolute(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path).ok()?.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// The path below a folder with `/`; none when it lies elsewhere or is no Unicode.
fn relative(top: &Path, file: &Path) -> Option<String> {
    let below = file.strip_prefix(top).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
