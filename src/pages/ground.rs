//! The ground a search covers: the folder that all paths are relative to, and the folders below it that are walked.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::repositories;
use crate::config::{Config, Pattern};
use crate::locale::Tag;

/// A folder, and what to walk in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ground {
    /// Absolute; paths of files are relative to it.
    pub top: PathBuf,
    /// The folders to walk: `top` itself or folders below it.
    pub starts: Vec<PathBuf>,
}

impl Ground {
    /// A folder, walked whole.
    pub(super) fn whole(top: PathBuf) -> Ground {
        Ground { starts: vec![top.clone()], top }
    }
}

/// An absolute path without `.` and `..`, by its text alone.
pub(super) fn clean(current: &Path, path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for component in current.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                cleaned.pop();
            }
            other => cleaned.push(other),
        }
    }
    cleaned
}

/// The project that a path belongs to: the folder of the configuration, else the nearest with `.git`, else the current folder if the
/// path lies in it, else what the path's own locale suggests.
pub(super) fn project_of(root: &Path, current: &Path, config: &Config) -> PathBuf {
    let configured = config.dir.as_ref().map(|dir| clean(current, dir)).filter(|dir| root.starts_with(dir));
    let repository = || root.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
    let here = || (root.starts_with(current) && is_a_project(current)).then(|| current.to_path_buf());
    configured.or_else(repository).or_else(here).unwrap_or_else(|| around_locale(root))
}

/// The root folder and the home folder hold projects, they are none, and walking them would take minutes.
fn is_a_project(folder: &Path) -> bool {
    folder.parent().is_some() && std::env::home_dir().is_none_or(|home| home != folder)
}

/// The folder above the innermost one that is named as a locale (and above `i18n`), else the folder itself.
fn around_locale(root: &Path) -> PathBuf {
    let folder = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
    let name_of = |folder: &Path| folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let located = folder.ancestors().find(|folder| Tag::parse(&name_of(folder)).is_some());
    let Some(above) = located.and_then(Path::parent) else { return folder.to_path_buf() };
    let above_i18n = above.parent().filter(|_| name_of(above) == "i18n");
    above_i18n.unwrap_or(above).to_path_buf()
}

/// The grounds on which layouts are detected: one for each project, and first the one with its sister repositories where it has some.
pub(super) fn detected(roots: &[PathBuf], current: &Path, config: &Config) -> Vec<Vec<Ground>> {
    let projects: BTreeSet<PathBuf> = roots.iter().map(|root| project_of(root, current, config)).collect();
    let outermost = projects.iter().filter(|project| !project.ancestors().skip(1).any(|above| projects.contains(above)));
    let mut alternatives: Vec<Vec<Ground>> = Vec::new();
    for project in outermost {
        let grounds: Vec<Ground> = repositories::family(project).into_iter().chain([Ground::whole(project.clone())]).collect();
        // Two repositories of one family are searched once.
        if !alternatives.iter().any(|known| known[0] == grounds[0]) {
            alternatives.push(grounds);
        }
    }
    alternatives
}

/// The ground of configured layouts: the configuration's folder, or as far above it as the patterns climb with `../`; and the
/// folders that the patterns can reach. Returns the patterns' prefix too: what stands between the two folders.
pub(super) fn configured(config: &Config, current: &Path) -> (Ground, Vec<String>) {
    let dir = config.dir.as_ref().map_or_else(|| current.to_path_buf(), |dir| clean(current, dir));
    let patterns = config.layouts.iter().flat_map(|layout| [&layout.reference, &layout.translation]);
    let climb = patterns.clone().map(|pattern| split_climb(pattern.text()).0).max().unwrap_or(0);
    let top = dir.ancestors().nth(climb).unwrap_or(&dir).to_path_buf();
    let between = dir.strip_prefix(&top).unwrap_or(Path::new(""));
    let between: Vec<String> = between.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let texts = patterns.map(|pattern| rebase(pattern.text(), &between));
    let starts: BTreeSet<PathBuf> = texts.flat_map(|text| reachable(&text, &top, climb > 0)).collect();
    let outermost = starts.iter().filter(|start| !start.ancestors().skip(1).any(|above| starts.contains(above)));
    let starts = outermost.cloned().collect();
    (Ground { top, starts }, between)
}

/// The folders of layouts that lie wholly outside of the current folder, where that is the configuration's: nothing but the layout
/// can be meant by them. A layout that reaches the current folder is searched there alone.
pub(super) fn configured_elsewhere(config: &Config, current: &Path) -> Vec<PathBuf> {
    let here = config.dir.as_ref().is_some_and(|dir| clean(current, dir) == clean(current, current));
    let (ground, between) = configured(config, current);
    let folders = |pattern: &Pattern| reachable(&rebase(pattern.text(), &between), &ground.top, !between.is_empty());
    let of_layouts = config.layouts.iter().map(|layout| [folders(&layout.reference), folders(&layout.translation)].concat());
    let is_elsewhere = |folder: &PathBuf| !folder.starts_with(current) && !current.starts_with(folder);
    of_layouts.filter(|folders| here && folders.iter().all(is_elsewhere)).flatten().collect()
}

/// A pattern relative to the configuration's folder as one relative to the top; `between` leads from the top to that folder.
pub(super) fn rebase(text: &str, between: &[String]) -> String {
    let (climb, rest) = split_climb(text);
    let kept = &between[..between.len().saturating_sub(climb)];
    kept.iter().map(String::as_str).chain([rest]).collect::<Vec<_>>().join("/")
}

fn split_climb(text: &str) -> (usize, &str) {
    let (mut climb, mut rest) = (0, text.trim_start_matches("./"));
    while let Some(left) = rest.strip_prefix("../") {
        (climb, rest) = (climb + 1, left);
    }
    (climb, rest)
}

/// The folders where a pattern's files can be: that of its literal start, or those whose names begin with the rest of it. In a top above
/// the configuration's folder lie others too, and only those that are named as locales are meant; links there are the user's own.
fn reachable(text: &str, top: &Path, is_above: bool) -> Vec<PathBuf> {
    let Ok(pattern) = Pattern::parse(text) else { return Vec::new() };
    let (folder, begin) = pattern.literal_start().rsplit_once('/').unwrap_or(("", pattern.literal_start()));
    let is_beside = is_above && folder.is_empty();
    let is_of_locales = is_beside && text.starts_with("{locale}/");
    let folder = top.join(folder);
    if begin.is_empty() && !is_of_locales || pattern.locale_in_file_name() || !pattern.has_locale() {
        return Some(folder).filter(|folder| folder.is_dir()).into_iter().collect();
    }
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let is_meant = |name: &str| if is_of_locales { Tag::parse(name).is_some() } else { name.starts_with(begin) };
    let named = entries.filter(|entry| is_meant(&entry.file_name().to_string_lossy()));
    named.map(|entry| entry.path()).filter(|path| path.is_dir() && (is_beside || !path.is_symlink())).collect()
}
