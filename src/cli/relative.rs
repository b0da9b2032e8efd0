//! Paths of a report relative to another folder than the current one. Programs that show findings in a repository look for paths from
//! its top, wherever the run was started.

use std::path::{Component, Path, PathBuf};

use crate::findings::Outcome;
use crate::findings::finding::{Finding, Place};

use super::Stop;

/// The folder that paths are written from.
pub(super) struct Base {
    /// Real and absolute.
    folder: PathBuf,
    /// The current folder, real and absolute.
    current: PathBuf,
}

impl Base {
    /// # Errors
    /// When there is no such folder.
    pub(super) fn new(folder: &Path) -> Result<Base, Stop> {
        let real = |path: &Path| path.canonicalize().ok().filter(|path| path.is_dir());
        let failed = || Stop::new(format!("--relative-to {}: there is no such folder; name one that is there", folder.display()));
        Ok(Base { folder: real(folder).ok_or_else(failed)?, current: real(Path::new(".")).ok_or_else(failed)? })
    }

    /// The same findings with all paths written from the folder.
    pub(super) fn outcome(&self, outcome: &Outcome) -> Outcome {
        let mut outcome = outcome.clone();
        outcome.findings.iter_mut().for_each(|finding| self.finding(finding));
        outcome.failures.iter_mut().for_each(|failure| self.path(&mut failure.path));
        outcome
    }

    fn finding(&self, finding: &mut Finding) {
        let also = finding.also.iter_mut().map(|other| &mut other.translation);
        let places = finding.translation.iter_mut().chain(finding.reference.iter_mut()).chain(also);
        places.for_each(|place: &mut Place| self.path(&mut place.path));
        finding.fixes.iter_mut().flat_map(|fix| fix.edits.iter_mut()).for_each(|edit| self.path(&mut edit.path));
    }

    fn path(&self, shown: &mut String) {
        let whole = plain(&self.current.join(&*shown));
        // An absolute path that was named through a link.
        let whole = if Path::new(&*shown).is_absolute() { whole.canonicalize().unwrap_or(whole) } else { whole };
        if let Some(path) = self.written(&whole) {
            *shown = path;
        }
    }

    /// With `/`, and `..` for what lies beside the folder; none on another drive.
    fn written(&self, path: &Path) -> Option<String> {
        let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (self.folder.components().collect(), path.components().collect());
        let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
        if common == 0 {
            return None;
        }
        let up = from[common..].iter().map(|_| "..".into());
        let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy());
        Some(up.chain(down).collect::<Vec<std::borrow::Cow<'_, str>>>().join("/"))
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}
