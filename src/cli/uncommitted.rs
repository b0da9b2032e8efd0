//! Whether a file can be brought back after it was written: whether Git has it as it is.
//!
//! What the last commit holds is compared with the file itself. What git says of its working tree depends on settings and on marks in
//! the index, and asking for it may run programs.

use std::path::{Path, PathBuf};

use crate::git::{NO_PROGRAM, Repositories, Revision};

use super::Stop;

/// More files than this are only counted.
const MOST_NAMED: usize = 5;

/// A file that is to be written.
#[derive(Clone, Copy)]
pub(super) struct Before<'f> {
    pub(super) path: &'f Path,
    /// The path as messages show it.
    pub(super) shown: &'f str,
    /// What it holds.
    pub(super) text: &'f str,
}

/// Refuses when one of the files is not committed as it is, or is in no repository.
pub(super) fn refuse<'f>(files: impl Iterator<Item = Before<'f>>) -> Result<(), Stop> {
    let repositories = Repositories::of(std::iter::empty());
    let mut changed: Vec<&str> = Vec::new();
    for file in files {
        if !is_committed(file, &repositories)? {
            changed.push(file.shown);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let more = changed.len().saturating_sub(MOST_NAMED);
    changed.truncate(MOST_NAMED);
    let files = changed.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
    Err(Stop::new(format!("not committed as they are: {files}; nothing was written; commit first, or give --allow-dirty")))
}

/// Whether the last commit has the file as it is.
fn is_committed(file: Before<'_>, repositories: &Repositories) -> Result<bool, Stop> {
    let Some(tracked) = repositories.find(&written(file.path)) else {
        let why = match repositories.unreadable().into_iter().next() {
            Some((_, reason)) if reason == NO_PROGRAM => reason,
            Some((_, reason)) => format!("its repository cannot be read: {reason}"),
            None => "it is in no Git repository, so that nothing could bring it back".to_owned(),
        };
        return Err(Stop::new(format!("{}: {why}; nothing was written; give --allow-dirty to write all the same", file.shown)));
    };
    let held = tracked.repository.content(Revision::Head, &tracked.path);
    if let Some((_, reason)) = repositories.unreadable().into_iter().next() {
        return Err(Stop::new(format!(
            "{}: its repository cannot be read: {reason}; nothing was written; give --allow-dirty to write all the same",
            file.shown
        )));
    }
    Ok(held.is_some_and(|held| held == file.text.as_bytes() || is_with_other_line_ends(file.text, &held)))
}

/// The file that is written: that behind a link.
fn written(path: &Path) -> PathBuf {
    if path.is_symlink() { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

/// Whether git changed the ends of all lines when it checked the file out, and nothing else.
fn is_with_other_line_ends(text: &str, held: &[u8]) -> bool {
    let is_uniform = text.matches('\n').count() == text.matches("\r\n").count();
    is_uniform && text.replace("\r\n", "\n").as_bytes() == held
}
