//! The pages beside one that is compared: read when a link leads to one or a page looks as if it translated another one, kept as the names
//! of their places and as what translators keep of them, and shared by all threads.
//!
//! It knows paths and files, and of what they hold only that.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::align::marks::Marks;
use crate::markdown::{self, Document, Reading};
use crate::pages::{self, PageFile, Site};
use crate::rules::{From, OtherPages, Places};
use crate::source::SourceFile;

/// The places of a page; none when it cannot be read.
type Known = Arc<OnceLock<Option<Places>>>;
/// What translators keep of a page; none when it cannot be read.
type Kept = Arc<OnceLock<Option<Arc<Marks>>>>;

/// So many pages of a folder are looked at, those nearest by name.
const MOST_BESIDE: usize = 200;

/// What the links of a run have led to so far.
pub(super) struct Index<'s> {
    /// The references of pages that a locale has not, by where the translation would be, as messages show it.
    missing: HashMap<&'s str, &'s PageFile>,
    known: Mutex<HashMap<PathBuf, Known>>,
    /// The references of each folder, in the order of their paths.
    folders: HashMap<&'s Path, Vec<&'s PageFile>>,
    kept: Mutex<HashMap<PathBuf, Kept>>,
    /// The real folders that the pages of the run belong to; a link that leads out of all of them is followed to no file.
    homes: BTreeSet<PathBuf>,
}

impl<'s> Index<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let pages = || site.pages.iter().filter_map(|page| Some((page.reference.as_ref()?, page)));
        let mut folders: HashMap<&Path, Vec<&PageFile>> = HashMap::new();
        for (reference, _) in pages() {
            if let Some(folder) = reference.path.parent() {
                folders.entry(folder).or_default().push(reference);
            }
        }
        for files in folders.values_mut() {
            files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        }
        let missing = pages().flat_map(|(reference, page)| page.missing.iter().map(move |missing| (missing.shown.as_str(), reference)));
        Index { missing: missing.collect(), known: Mutex::default(), folders, kept: Mutex::default(), homes: homes(site) }
    }

    /// Whether the page that a link of `file` leads to has the place.
    fn has_place(&self, file: &PageFile, path: &str, fragment: &str) -> Option<bool> {
        let beside = |own: &Path| own.parent().and_then(|folder| plain(&folder.join(path)));
        let target = beside(&file.path)?;
        if let Some(places) = self.places(&target).get_or_init(|| self.read(&target)) {
            return Some(places.has(fragment));
        }
        let shown = beside(Path::new(&file.shown))?.to_string_lossy().replace('\\', "/");
        let reference = self.missing.get(shown.as_str())?;
        self.places(&reference.path).get_or_init(|| self.read(&reference.path)).as_ref().map(|places| places.has(fragment))
    }

    /// The other references in the folder of a reference.
    fn beside(&self, reference: &PageFile) -> Vec<(String, Arc<Marks>)> {
        let files = reference.path.parent().and_then(|folder| self.folders.get(folder)).map_or(&[][..], Vec::as_slice);
        let own = files.partition_point(|file| file.path < reference.path);
        let first = own.saturating_sub(MOST_BESIDE / 2).min(files.len().saturating_sub(MOST_BESIDE + 1));
        let near = files.iter().skip(first).take(MOST_BESIDE + 1).filter(|file| file.path != reference.path);
        near.filter_map(|file| Some((file.shown.clone(), self.marks(&file.path)?))).collect()
    }

    fn marks(&self, path: &Path) -> Option<Arc<Marks>> {
        let cell = Arc::clone(self.kept.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_default());
        cell.get_or_init(|| document(path).map(|document| Arc::new(Marks::of(&document)))).clone()
    }

    fn read(&self, path: &Path) -> Option<Places> {
        let real = path.canonicalize().ok().filter(|real| self.homes.iter().any(|home| real.starts_with(home)))?;
        document(&real).map(|document| Places::of(&document))
    }

    fn places(&self, path: &Path) -> Known {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(path.to_owned()).or_default())
    }
}

/// The repositories of all pages; of pages that lie in none and not in the current folder, the innermost folder that holds them all.
fn homes(site: &Site) -> BTreeSet<PathBuf> {
    let files = site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)));
    let folders: BTreeSet<&Path> = files.filter_map(|file| file.path.parent()).collect();
    let (mut homes, mut others) = (BTreeSet::new(), BTreeSet::new());
    for folder in folders {
        match pages::bounds(&folder.join("page")) {
            Some(home) => homes.extend([home]),
            None => others.extend(folder.canonicalize()),
        }
    }
    let holds_all = |above: &&Path| above.parent().is_some() && others.iter().all(|folder: &PathBuf| folder.starts_with(above));
    match others.first().and_then(|first| first.ancestors().find(holds_all)).map(Path::to_path_buf) {
        Some(common) => homes.extend([common]),
        None => homes.extend(others),
    }
    homes
}

fn document(path: &Path) -> Option<Document> {
    if !path.is_file() {
        return None;
    }
    let source = SourceFile::read(path, path.to_string_lossy().into_owned()).ok()?;
    Some(markdown::parse(source, Reading::Own))
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

    fn beside(&self) -> Vec<(String, Arc<Marks>)> {
        self.index.beside(self.reference)
    }
}
