//! Where the files of a run come from: the disk, a commit, or what is staged. An editor brings a state of its own.

use crate::findings::Failure;
use crate::git::{Repositories, Revision};
use crate::pages::PageFile;
use crate::source::{ReadError, SourceFile};

/// A state of all files.
pub trait Contents: Sync {
    /// A file as it is in this state; none when it is not there.
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>>;
}

fn failed(file: &PageFile) -> impl FnOnce(ReadError) -> Failure + '_ {
    |error| Failure { path: file.shown.clone(), reason: error.to_string() }
}

/// The files as they lie there. One that cannot be read is a failure.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Contents for Disk {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        Some(SourceFile::read(&file.path, file.shown.clone()).map_err(failed(file)))
    }
}

/// The files as a repository holds them, at a state of each.
pub(super) struct Held<'r, S> {
    pub(super) repositories: &'r Repositories,
    /// The state of the repository with that top.
    pub(super) state: S,
}

impl<'r, S: Fn(&std::path::Path) -> Option<Revision<'r>> + Sync> Contents for Held<'r, S> {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        let tracked = self.repositories.find(&file.path)?;
        let bytes = tracked.repository.content((self.state)(tracked.repository.top())?, &tracked.path)?;
        Some(SourceFile::from_bytes(file.shown.clone(), bytes).map_err(failed(file)))
    }
}
