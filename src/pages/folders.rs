//! Layouts with one folder per locale: `docs/{locale}/…`, whose reference is a folder like the others or what stands beside them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::assign::Assignment;
use super::detect::best_reference;
use super::walk::File;
use crate::locale::Tag;

/// Folders that hold translations of what stands beside them: `translations/de/guide.md` of `guide.md`.
const CONTAINERS: [&str; 5] = ["i18n", "l10n", "locales", "translations", "localized"];

/// Folders by the folder above (empty or with `/` at the end): those that are named like a locale.
type Groups<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Tag>>;

/// Takes `docs/{locale}/…` where one of the locales is the reference. Inside the locale folders of one such layout is no other.
pub(super) fn detect_with_reference_folder(files: &[File], assignment: &mut Assignment<'_>, reference: Option<&Tag>, language: &str) {
    let mut taken: Vec<String> = Vec::new();
    for (above, locales) in groups(files, assignment) {
        let english = locales.iter().filter(|(_, tag)| tag.language() == language);
        let Some(spelled) = best_reference(english.map(|(spelled, tag)| (*spelled, tag.clone())), reference) else { continue };
        if locales.len() > 1 && !taken.iter().any(|folder| above.starts_with(folder)) {
            let holds = assignment.take(&format!("{above}{spelled}/{{path}}"), &format!("{above}{{locale}}/{{path}}"), Some(false));
            if holds {
                taken.extend(locales.keys().map(|spelled| format!("{above}{spelled}/")));
            }
        }
    }
}

/// Takes `{locale}/…` where the reference stands beside the folders (`VitePress`, Starlight) or above them (`translations/{locale}/…`),
/// the innermost first. A folder of the reference's own language says that what stands beside it is something else.
pub(super) fn detect_beside_reference(files: &[File], assignment: &mut Assignment<'_>, reference: Option<&Tag>, language: &str) {
    let groups = groups(files, assignment);
    let mut inner_first: Vec<_> = groups.into_iter().collect();
    inner_first.sort_by_key(|(above, _)| (std::cmp::Reverse(above.matches('/').count()), *above));
    for (above, locales) in inner_first {
        let is_reference = |tag: &Tag| tag.language() == language && (tag.is_bare() || Some(tag) == reference);
        if locales.values().any(is_reference) {
            continue;
        }
        let beside = container(above).unwrap_or(above);
        // At the top of a project stand many files that nobody means to translate.
        let partial = beside.is_empty().then_some(true);
        assignment.take(&format!("{beside}{{path}}"), &format!("{above}{{locale}}/{{path}}"), partial);
    }
}

fn container(above: &str) -> Option<&str> {
    CONTAINERS.iter().find_map(|name| above.strip_suffix('/')?.strip_suffix(name)).filter(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// All folders that are named like a locale and hold files that no page has yet.
fn groups<'a>(files: &'a [File], assignment: &Assignment<'_>) -> Groups<'a> {
    let mut groups = Groups::new();
    let mut known: HashMap<&str, Option<Tag>> = HashMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (_, file) in files.iter().enumerate().filter(|(at, _)| !assignment.is_taken(*at)) {
        for (at, _) in file.relative.match_indices('/') {
            if !seen.insert(&file.relative[..at]) {
                continue;
            }
            let start = file.relative[..at].rfind('/').map_or(0, |slash| slash + 1);
            let name = &file.relative[start..at];
            if let Some(tag) = known.entry(name).or_insert_with(|| Tag::parse(name)) {
                groups.entry(&file.relative[..start]).or_default().insert(name, tag.clone());
            }
        }
    }
    groups
}
