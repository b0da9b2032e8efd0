//! The pages that links lead to: read when a link first asks for one, kept as the names of their places, and shared by all threads.
//!
//! It knows paths and files, and of what they hold only the places.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::markdown::{self, Reading};
use crate::pages::{PageFile, Site};
use crate::rules::{From, OtherPages, Places};
use crate::source::SourceFile;

/// The places of a page; none when it cannot be read.
type Known = Arc<OnceLock<Option<Places>>>;

/// What the links of a run have led to so far.
pub(super) struct Index<'s> {
    /// The references of pages that a locale has not, by where the translation would be, as messages show it.
    missing: HashMap<&'s str, &'s PageFile>,
    known: Mutex<HashMap<PathBuf, Known>>,
}

impl<'s> Index<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let pages = site.pages.iter().filter_map(|page| Some((page.reference.as_ref()?, page)));
        let missing = pages.flat_map(|(reference, page)| page.missing.iter().map(move |missing| (missing.shown.as_str(), reference)));
        Index { missing: missing.collect(), known: Mutex::default() }
    }

    /// Whether the page that a link of `file` leads to has the place.
    fn has_place(&self, file: &PageFile, path: &str, fragment: &str) -> Option<bool> {
        let beside = |own: &Path| own.parent().and_then(|folder| plain(&folder.join(path)));
        let target = beside(&file.path)?;
        if let Some(places) = self.places(&target).get_or_init(|| read(&target)) {
            return Some(places.has(fragment));
        }
        let shown = beside(Path::new(&file.shown))?.to_string_lossy().replace('\\', "/");
        let reference = self.missing.get(shown.as_str())?;
        self.places(&reference.path).get_or_init(|| read(&reference.path)).as_ref().map(|places| places.has(fragment))
    }

    fn places(&self, path: &Path) -> Known {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(path.to_owned()).or_default())
    }
}

fn read(path: &Path) -> Option<Places> {
    if !path.is_file() {
        return None;
    }
    let source = SourceFile::read(path, path.to_string_lossy().into_owned()).ok()?;
    Some(Places::of(&markdown::parse(source, Reading::Own)))
}

/// The path without `.` and `..`; none when it leads out of everything.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::RootDir | Component::Prefix(_))) => {
                return None;
            }
            part => plain.push(part),
        }
    }
    Some(plain)
}

/// The other pages as one pair of pages sees them.
pub(super) struct Neighbours<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) reference: &'a PageFile,
    pub(super) translation: &'a PageFile,
}

impl std::fmt::Debug for Neighbours<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neighbours").field("reference", self.reference).field("translation", self.translation).finish_non_exhaustive()
    }
}

impl OtherPages for Neighbours<'_> {
    fn has_place(&self, from: From, path: &str, fragment: &str) -> Option<bool> {
        let file = if from == From::Reference { self.reference } else { self.translation };
        self.index.has_place(file, path, fragment)
    }
}
