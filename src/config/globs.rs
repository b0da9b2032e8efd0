//! Paths that a configuration names in gitignore syntax, relative to its folder.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns in gitignore syntax, ready to be matched.
#[derive(Clone, Debug)]
pub struct Globs(Vec<Gitignore>);

impl Globs {
    /// Patterns that are relative to each of `dirs`; those that do not compile were reported when the configuration was read.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str> + Clone, dirs: &[PathBuf]) -> Globs {
        let of = |dir: &PathBuf| {
            let mut builder = GitignoreBuilder::new(whole(dir));
            for pattern in patterns.clone() {
                let _ = builder.add_line(None, pattern);
            }
            builder.build().ok().filter(|globs| !globs.is_empty())
        };
        Globs(dirs.iter().filter_map(of).collect())
    }

    /// Whether a file, given as messages show it, is one of them. Nothing outside of the folder is.
    pub fn matches(&self, path: &str) -> bool {
        let path = whole(Path::new(path));
        // A path outside of the folder would be refused with a panic.
        self.0.iter().any(|globs| path.starts_with(globs.path()) && globs.matched_path_or_any_parents(&path, false).is_ignore())
    }
}

/// The absolute path without `.` and `..`, as far as names can tell.
fn whole(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean
}
