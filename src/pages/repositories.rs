//! One repository per locale, side by side: `docs` beside `docs.de-DE`, `docs-pr.nl-NL` beside `docs-pr` or `docs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::assign::Assignment;
use super::detect::best_reference;
use super::ground::Ground;
use super::walk::File;
use crate::locale::Tag;

/// Private twins of public repositories are named so.
const PRIVATE: &str = "-pr";

/// The project with its sister repositories, seen from the folder above; none when it has no sisters.
pub(super) fn family(project: &Path) -> Option<Ground> {
    let top = project.parent()?;
    let name = project.file_name()?.to_str()?;
    let family = stem(name);
    let siblings = std::fs::read_dir(top).ok()?.flatten();
    let names = siblings.filter_map(|entry| entry.file_name().into_string().ok());
    let members: BTreeSet<String> = names.filter(|name| stem(name) == family && top.join(name).is_dir()).collect();
    let is_family = members.len() > 1 && members.iter().any(|name| localized(name).is_some());
    is_family.then(|| Ground { top: top.to_path_buf(), starts: members.iter().map(|name| top.join(name)).collect() })
}

/// Takes the layouts of all families of folders in the tree.
pub(super) fn detect(files: &[File], assignment: &mut Assignment<'_>, reference: Option<&Tag>, language: &str) {
    for ((above, name), spellings) in localized_folders(files) {
        let english = spellings.iter().filter_map(|spelled| Some((*spelled, Tag::parse(spelled)?)));
        let english = best_reference(english.filter(|(_, tag)| tag.language() == language), reference);
        let public = name.strip_suffix(PRIVATE).unwrap_or(name);
        let named = english.map(|spelled| format!("{name}.{spelled}"));
        let sister = reference_sister(files, above, public, language);
        let plain = [name.to_owned(), public.to_owned(), format!("{name}{PRIVATE}")];
        for folder in named.into_iter().chain(plain).chain(sister) {
            if assignment.take(&format!("{above}{folder}/{{path}}"), &format!("{above}{name}.{{locale}}/{{path}}"), Some(false)) {
                break;
            }
        }
    }
}

/// A reference repository of the other naming: `docs.en-us` for `docs-pr.nl-NL`, or the reverse.
fn reference_sister(files: &[File], above: &str, public: &str, language: &str) -> Option<String> {
    let folders = files.iter().filter_map(|file| file.relative.strip_prefix(above)?.split_once('/')).map(|(folder, _)| folder);
    let mut sisters = folders.filter(|folder| stem(folder) == public);
    sisters.find(|folder| localized(folder).is_some_and(|(_, spelled)| is_of(spelled, language))).map(str::to_owned)
}

fn is_of(spelled: &str, language: &str) -> bool {
    Tag::parse(spelled).is_some_and(|tag| tag.language() == language)
}

/// The spelled locales of folders such as `docs.de-DE`, by the folder above and the name without locale.
fn localized_folders(files: &[File]) -> BTreeMap<(&str, &str), BTreeSet<&str>> {
    let mut folders: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for file in files {
        for (at, _) in file.relative.match_indices('/') {
            if !seen.insert(&file.relative[..at]) {
                continue;
            }
            let start = file.relative[..at].rfind('/').map_or(0, |slash| slash + 1);
            if let Some((name, spelled)) = localized(&file.relative[start..at]) {
                folders.entry((&file.relative[..start], name)).or_default().insert(spelled);
            }
        }
    }
    folders
}

/// Splits `docs.de-DE` into `docs` and `de-DE`.
fn localized(name: &str) -> Option<(&str, &str)> {
    let (name, spelled) = name.rsplit_once('.')?;
    (!name.is_empty() && Tag::parse(spelled).is_some()).then_some((name, spelled))
}

/// Whether a folder's name says that it translates what is written in a language.
pub(super) fn is_translation(path: &str, language: &str) -> bool {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    localized(name).is_some_and(|(_, spelled)| !is_of(spelled, language))
}

/// The name without locale and without the mark of a private twin.
fn stem(name: &str) -> &str {
    let name = localized(name).map_or(name, |(name, _)| name);
    name.strip_suffix(PRIVATE).unwrap_or(name)
}
