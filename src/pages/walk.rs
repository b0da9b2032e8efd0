//! Walks folders for the files that can be pages: no hidden ones, none that gitignore excludes, links not followed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::exclusions::Exclusions;
use super::ground::Ground;
use crate::config::pattern::PAGE_ENDINGS;

/// A file that can be a page.
pub(super) struct File {
    /// Relative to the ground's top, with `/`.
    pub relative: String,
    /// Absolute.
    pub path: PathBuf,
    /// Why it is not read, where it is no regular file.
    pub obstacle: Option<Obstacle>,
}

/// What stands in the place of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// A link: what it leads to may be a page elsewhere.
    Link,
    /// A pipe, a socket, a device.
    Special,
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Walked {
    /// Sorted by their relative path.
    pub files: Vec<File>,
    /// Folders and files that could not be looked at, and why.
    pub failures: Vec<(PathBuf, String)>,
    /// Links to folders, absolute; they are not followed.
    pub folder_links: Vec<PathBuf>,
    /// Pipes, sockets and devices that are not called like pages, absolute.
    pub specials: Vec<PathBuf>,
    /// Files that say what is ignored and may not be read, absolute.
    pub unread: Vec<PathBuf>,
}

/// Walks a ground for files with one of the usual endings or of `endings`; `ignore` holds the configured globs, which are relative to
/// each of `dirs`.
pub(super) fn walk(ground: &Ground, endings: &[&str], ignore: &[String], dirs: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    let exclusions = Arc::new(Exclusions::default());
    let starts: Vec<&PathBuf> = ground.starts.iter().filter(|start| exclusions.can_be_told_around(start)).collect();
    let Some((first, others)) = starts.split_first() else {
        walked.failures = exclusions.untold();
        return walked;
    };
    let left_out: Vec<Gitignore> = dirs.iter().filter_map(|dir| globs(ignore, dir)).collect();
    let mut builder = WalkBuilder::new(first);
    for start in others {
        builder.add(start);
    }
    builder.require_git(false).follow_links(false);
    let told = exclusions.clone();
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        entry.file_name() != OsStr::new("node_modules") && (!is_folder || told.can_be_told(entry.path()))
    });
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type().filter(|kind| !kind.is_dir());
                let path = entry.into_path();
                let obstacle = match kind {
                    None => continue,
                    Some(kind) if kind.is_file() => None,
                    Some(kind) if kind.is_symlink() => Some(Obstacle::Link),
                    Some(_) => Some(Obstacle::Special),
                };
                if is_left_out(&left_out, &path) {
                    continue;
                }
                if obstacle == Some(Obstacle::Link) && path.is_dir() {
                    walked.folder_links.push(path);
                } else if has_ending(&path, endings) {
                    walked.files.extend(relative_to(&ground.top, &path).map(|relative| File { relative, path, obstacle }));
                } else if obstacle == Some(Obstacle::Special) {
                    walked.specials.push(path);
                }
            }
            Err(error) => walked.failures.push(failure(&error, &ground.top)),
        }
    }
    walked.failures.extend(exclusions.untold());
    walked.unread = exclusions.unread();
    walked.files.sort_by(|a, b| a.relative.cmp(&b.relative));
    walked.files.dedup_by(|a, b| a.relative == b.relative);
    walked
}

/// A path below a folder, with `/`.
pub(super) fn relative_to(top: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(top).ok()?;
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// Globs that do not compile were reported when the configuration was read.
fn globs(ignore: &[String], dir: &Path) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new(dir);
    for glob in ignore {
        let _ = builder.add_line(None, glob);
    }
    builder.build().ok().filter(|globs| !globs.is_empty())
}

/// Globs speak of what lies below their folder; a path outside of it would be refused with a panic.
fn is_left_out(globs: &[Gitignore], path: &Path) -> bool {
    globs.iter().any(|globs| path.starts_with(globs.path()) && globs.matched_path_or_any_parents(path, false).is_ignore())
}

pub(super) fn has_ending(path: &Path, more: &[&str]) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    PAGE_ENDINGS.iter().chain(more).any(|known| known.eq_ignore_ascii_case(ending))
}

fn failure(error: &ignore::Error, top: &Path) -> (PathBuf, String) {
    let mut inner = error;
    let mut path = top.to_path_buf();
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: found, err } => {
                path.clone_from(found);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => return (path, inner.to_string()),
        };
    }
}
