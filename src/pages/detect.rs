//! Finds the layouts of a tree without a configuration, the most specific ones first.

use super::assign::Assignment;
use super::walk::File;
use super::{docusaurus, folders, repositories};
use crate::config::pattern::split_page_ending;
use crate::locale::Tag;

/// Takes all layouts that hold.
pub(super) fn detect(files: &[File], assignment: &mut Assignment<'_>, reference: Option<&Tag>) {
    let language = assignment.reference_language();
    docusaurus::detect(files, assignment, language);
    repositories::detect(files, assignment, reference, language);
    folders::detect_with_reference_folder(files, assignment, reference, language);
    for separator in ['.', '-', '_', '/'] {
        detect_named_reference(files, assignment, separator, language);
    }
    folders::detect_beside_reference(files, assignment, reference, language);
    for separator in ['.', '-', '_'] {
        assignment.take("{path}", &format!("{{path}}{separator}{{locale}}"), Some(true));
    }
}

/// `page.de.md` beside `page.en.md`, or `page/de.md` beside `page/en.md`.
fn detect_named_reference(files: &[File], assignment: &mut Assignment<'_>, separator: char, language: &str) {
    let mut spellings: Vec<&str> = Vec::new();
    for (_, file) in files.iter().enumerate().filter(|(at, _)| !assignment.is_taken(*at)) {
        let suffix = split_page_ending(&file.relative).and_then(|(stem, _)| last_tag(stem, separator));
        let Some((spelled, tag)) = suffix else { continue };
        if tag.language() == language && !spellings.contains(&spelled) {
            spellings.push(spelled);
        }
    }
    for spelled in spellings {
        assignment.take(&format!("{{path}}{separator}{spelled}"), &format!("{{path}}{separator}{{locale}}"), Some(true));
    }
}

/// The longest tag at the end of a file's name, after that separator.
fn last_tag(stem: &str, separator: char) -> Option<(&str, Tag)> {
    let (_, file_name) = stem.rsplit_once('/').unwrap_or(("", stem));
    if separator == '/' {
        return Some((file_name, Tag::parse(file_name)?));
    }
    let mut tails = file_name.match_indices(separator).map(|(at, _)| &file_name[at + separator.len_utf8()..]);
    tails.find_map(|tail| Some((tail, Tag::parse(tail)?)))
}

/// Of several spellings of the reference's language the one to take: the configured locale, else the bare language, else `en-US`.
pub(super) fn best_reference<'a>(spellings: impl Iterator<Item = (&'a str, Tag)>, reference: Option<&Tag>) -> Option<&'a str> {
    let rank = |tag: &Tag| match tag {
        tag if Some(tag) == reference => 0,
        tag if tag.is_bare() => 1,
        tag if tag.region() == Some("US") => 2,
        _ => 3,
    };
    spellings.min_by_key(|(spelled, tag)| (rank(tag), *spelled)).map(|(spelled, _)| spelled)
}
