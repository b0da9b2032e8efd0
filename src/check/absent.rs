//! What a repository has and its working tree has not: pages that a sparse checkout leaves out, submodules that are not checked out.
//! Neither is missing, and both are spoken of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::git::Repositories;
use crate::pages::{self, LayoutUse, Site};

/// The site less what is missing only in the working tree, with a note on it, as seen from a folder.
#[must_use]
pub fn present(mut site: Site, current: &Path) -> Site {
    let absent = Absent::of(&site);
    site.notes.extend(absent.notes(&site.layouts, current));
    for page in &mut site.pages {
        page.missing.retain(|missing| !absent.left_out.contains(&missing.path));
    }
    let is_left_out = |name: &str| absent.left_out.iter().any(|path| site.layouts.iter().any(|layout| is_reference(layout, path, name)));
    site.pages.retain(|page| page.reference.is_some() || absent.left_out.is_empty() || !is_left_out(&page.name));
    site.pages.retain(|page| !page.translations.is_empty() || !page.missing.is_empty());
    site
}

/// Why there may be no page to be found around a folder, one clause each.
pub fn hindrances(folder: &Path) -> Vec<String> {
    let absent = Absent::in_folders([folder]);
    let pages: Vec<&PathBuf> = absent.left_out.iter().filter(|path| pages::has_page_ending(path)).collect();
    absent.submodules.iter().map(|path| submodule(path, folder)).chain(sparse(&pages, folder)).collect()
}

/// What is not there; absolute.
#[derive(Default)]
struct Absent {
    left_out: BTreeSet<PathBuf>,
    submodules: BTreeSet<PathBuf>,
}

impl Absent {
    fn of(site: &Site) -> Absent {
        let files = site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)));
        let missing = site.pages.iter().flat_map(|page| &page.missing).map(|missing| missing.path.as_path());
        let folders: BTreeSet<&Path> = files.map(|file| file.path.as_path()).chain(missing).filter_map(Path::parent).collect();
        Absent::in_folders(folders)
    }

    fn in_folders<'p>(folders: impl IntoIterator<Item = &'p Path>) -> Absent {
        let repositories = Repositories::of(std::iter::empty());
        let found = folders.into_iter().filter_map(|folder| repositories.find(&folder.join("page")));
        let opened: BTreeMap<PathBuf, _> = found.map(|tracked| (tracked.repository.top().to_owned(), tracked.repository)).collect();
        let mut absent = Absent::default();
        for (top, repository) in opened {
            let is_there = |path: &PathBuf| std::fs::symlink_metadata(path).is_ok();
            absent.left_out.extend(repository.left_out().into_iter().map(|path| top.join(path)).filter(|path| !is_there(path)));
            absent.submodules.extend(repository.empty_submodules().into_iter().map(|path| top.join(path)));
        }
        absent
    }

    /// About pages of the layouts alone: a sparse checkout leaves out much that is none.
    fn notes(&self, layouts: &[LayoutUse], current: &Path) -> Vec<String> {
        let pages: Vec<&PathBuf> = self.left_out.iter().filter(|path| layouts.iter().any(|layout| is_page(layout, path))).collect();
        let submodules = self.submodules.iter().filter(|path| layouts.iter().any(|layout| path.starts_with(&layout.top)));
        submodules.map(|path| submodule(path, current)).chain(sparse(&pages, current)).collect()
    }
}

fn submodule(path: &Path, current: &Path) -> String {
    format!("{} is a submodule that is not checked out; `git submodule update --init` brings it", shown(path, current))
}

/// Relative to a folder where both lie in one repository, else absolute.
fn shown(path: &Path, current: &Path) -> String {
    let top = current.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(current);
    let climbed = current.ancestors().take_while(|folder| folder.starts_with(top)).enumerate();
    let below = climbed.into_iter().find_map(|(climb, folder)| Some("../".repeat(climb) + path.strip_prefix(folder).ok()?.to_str()?));
    below.unwrap_or_else(|| path.to_string_lossy().into_owned()).replace('\\', "/")
}

fn sparse(pages: &[&PathBuf], current: &Path) -> Option<String> {
    let first = shown(pages.first()?, current);
    Some(match pages.len() {
        1 => format!("the sparse checkout leaves out {first}, which is not compared; `git sparse-checkout disable` brings it back"),
        more => format!(
            "the sparse checkout leaves out {more} pages, such as {first}, which are not compared; `git sparse-checkout disable` brings them back"
        ),
    })
}

fn below(layout: &LayoutUse, path: &Path) -> Option<String> {
    path.strip_prefix(&layout.top).ok()?.to_str().map(|path| path.replace('\\', "/"))
}

fn is_page(layout: &LayoutUse, path: &Path) -> bool {
    below(layout, path)
        .is_some_and(|path| layout.layout.translation.matches(&path).is_some() || layout.layout.reference.matches(&path).is_some())
}

/// Whether a path is the reference of the page of that name.
fn is_reference(layout: &LayoutUse, path: &Path, name: &str) -> bool {
    let Some(path) = below(layout, path) else { return false };
    let reference = &layout.layout.reference;
    reference.matches(&path).is_some_and(|found| reference.page_name(found.path, layout.reference_locale.language()) == name)
}
