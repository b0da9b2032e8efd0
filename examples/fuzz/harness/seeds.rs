//! Pages that are there already: fixtures, and any folders that are named, with the translations that lie beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use driftlint::locale::{Tag, registry};

use super::choices::Choices;
use super::generate::Pair;
use super::mutate;

/// Longer pages are not read: a window of them would be all that is used.
const LONGEST_FILE: u64 = 200_000;

/// How much of a page is taken mostly, and at most.
const WINDOWS: [usize; 4] = [600, 1200, 1800, 4000];

/// Pairs of files that may be translations of each other, and configurations.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    /// Of the folders that were named; else of the fixtures.
    groups: Vec<Vec<Page>>,
    /// Configurations of the fixtures.
    pub(crate) configurations: Vec<String>,
}

#[derive(Debug)]
struct Page {
    path: PathBuf,
    /// Of a translation.
    locale: Option<String>,
}

impl Seeds {
    /// All Markdown below some folders, as far as it can be read.
    pub(crate) fn find(folders: &[PathBuf]) -> Seeds {
        let mut files = Vec::new();
        for folder in folders {
            walk(folder, &mut files);
        }
        files.sort();
        let text = |path: &PathBuf| std::fs::read_to_string(path).ok();
        let configurations = files.iter().filter(|path| ends_in(path, "toml")).filter_map(text).filter(|text| text.len() < 8000).collect();
        let mut groups: BTreeMap<String, Vec<Page>> = BTreeMap::new();
        for path in files.into_iter().filter(|path| ends_in(path, "md")) {
            let (name, locale) = name_and_locale(&path);
            groups.entry(name).or_default().push(Page { path, locale });
        }
        Seeds { groups: groups.into_values().collect(), configurations }
    }

    /// How many pages there are.
    pub(crate) fn len(&self) -> usize {
        self.groups.iter().map(Vec::len).sum()
    }

    /// A page of up to a few thousand bytes with one of the same name, both from about the same place.
    pub(crate) fn pair(&self, choices: &mut Choices<'_>) -> Option<Pair> {
        if self.groups.is_empty() {
            return None;
        }
        let group = choices.pick(&self.groups);
        let of_reference: Vec<&Page> = group.iter().filter(|page| page.locale.is_none()).collect();
        let first = if of_reference.is_empty() { choices.pick(group) } else { *choices.pick(&of_reference) };
        let second = choices.pick(group);
        let window = *choices.pick(&WINDOWS);
        let (left, right) = (read(&first.path)?, read(&second.path)?);
        let heading = choices.below(left.matches("\n#").count().min(40) + 1);
        let locale = second.locale.clone().unwrap_or_else(|| "en-GB".to_owned());
        Some(Pair {
            reference: from_heading(&left, heading, window),
            translation: from_heading(&right, heading, window + window / 3),
            locale,
        })
    }
}

/// Of links there may be a circle, so that none is followed.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), files),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}

fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own == ending)
}

fn read(path: &Path) -> Option<String> {
    let len = path.metadata().ok()?.len();
    if len > LONGEST_FILE { None } else { std::fs::read_to_string(path).ok() }
}

/// The name that a page shares with its translations, and the locale that its path tells, if it is not English.
fn name_and_locale(path: &Path) -> (String, Option<String>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts: Vec<&str> = name.split('.').collect();
    let in_name = (parts.len() > 2).then(|| tag(parts[parts.len() - 2])).flatten();
    if in_name.is_some() {
        parts.remove(parts.len() - 2);
    }
    let folders: Vec<String> =
        path.parent().into_iter().flat_map(Path::components).map(|part| part.as_os_str().to_string_lossy().into()).collect();
    let in_path = folders.iter().rev().find_map(|folder| tag(folder));
    let near: Vec<&str> = folders.iter().rev().filter(|folder| tag(folder).is_none()).take(1).map(String::as_str).collect();
    // A fixture's translation is named otherwise than its reference.
    let own = if parts[0] == "translation" { "reference.md".to_owned() } else { parts.join(".") };
    (format!("{}/{own}", near.concat()), in_name.or(in_path).filter(|tag| !tag.starts_with("en")))
}

/// The tag that a name is, if a pack reads it.
fn tag(name: &str) -> Option<String> {
    let tag = Tag::parse(name)?;
    (!registry::pack_name(&tag).is_empty()).then(|| tag.as_str().to_owned())
}

/// A piece of a page, from that heading on or from its start.
fn from_heading(text: &str, heading: usize, most: usize) -> String {
    let start = text.match_indices("\n#").nth(heading.wrapping_sub(1)).map_or(0, |(at, _)| at + 1);
    let end = mutate::floor(text, start + most);
    text[start..end].to_owned()
}
