//! `front-matter`: keys before the page that have to be the same, to be translated, or to differ.

use std::collections::HashMap;

use super::RuleId;
use super::change::Change;
use super::drift::{Drift, DriftSection, Mending};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind, one_line};
use super::{Comparison, mend, untranslated};
use crate::locale::Tag;
use crate::markdown::{FrontMatter, FrontMatterEntry};
use crate::source::Span;

/// Keys that direct the build, not the reader.
const KEPT: [&str; 10] =
    ["layout", "type", "template", "weight", "sidebar_position", "ms.service", "ms.subservice", "ms.topic", "ms.prod", "monikerRange"];
/// Those whose value names a file of the build, whatever it looks like. Others are shown to readers on some sites, in their words.
const NAMES: [&str; 2] = ["layout", "template"];
/// Keys that readers see.
const TRANSLATED: [&str; 2] = ["title", "description"];
/// Keys that name the language of the page.
const LANGUAGE: [&str; 4] = ["lang", "language", "locale", "ms.contentlocale"];

pub(super) fn drifts(comparison: &Comparison<'_>, page: &untranslated::Page<'_, '_>) -> Vec<Drift> {
    let sides = comparison.reference.document.front_matter.as_ref().zip(comparison.translation.document.front_matter.as_ref());
    let Some((reference, translation)) = sides else { return Vec::new() };
    let (wanted, found) = (by_key(reference), by_key(translation));
    let is_first = |entry: &&FrontMatterEntry| wanted.get(entry.key.as_str()).is_some_and(|first| std::ptr::eq(*first, *entry));
    let wanted = reference.entries.iter().filter(is_first).filter(|entry| !comparison.options.front_matter.ignore.contains(&entry.key));
    wanted.filter_map(|entry| drift(comparison, page, entry, (translation, found.get(entry.key.as_str()).copied()))).collect()
}

/// The entries by key. Of a key that is written twice the first counts, on both sides.
fn by_key(front: &FrontMatter) -> HashMap<&str, &FrontMatterEntry> {
    front.entries.iter().rev().map(|entry| (entry.key.as_str(), entry)).collect()
}

fn drift(
    comparison: &Comparison<'_>,
    page: &untranslated::Page<'_, '_>,
    expected: &FrontMatterEntry,
    (translation, found): (&FrontMatter, Option<&FrontMatterEntry>),
) -> Option<Drift> {
    let keys = &comparison.options.front_matter;
    let key = expected.key.as_str();
    let names = |known: &[&str], own: &[String]| known.contains(&key) || own.iter().any(|own| own == key);
    match found {
        None if keys.keep.iter().any(|own| own == key) => Some(missing(comparison, expected, translation)),
        None => None,
        Some(found) if names(&KEPT, &keys.keep) => changed(comparison, expected, found),
        Some(found) if names(&TRANSLATED, &keys.translate) => left(comparison, page, expected, found),
        Some(found) if names(&[], &keys.differ) || LANGUAGE.contains(&key) && is_foreign(comparison, found) => copied(expected, found),
        Some(_) => None,
    }
}

fn missing(comparison: &Comparison<'_>, expected: &FrontMatterEntry, translation: &FrontMatter) -> Drift {
    let message = format!("`{}` of the reference's front matter is missing here", expected.key);
    let help = "take it over from the reference".to_owned();
    let fixes = taken_over(comparison, expected, translation).into_iter().collect();
    Drift {
        confidence: Evidence::OnlyReference.confidence(),
        fixes,
        ..draft(expected, message, help, values(expected), Vec::new(), translation.span)
    }
}

/// The reference's lines for a key, at the end of the front matter.
fn taken_over(comparison: &Comparison<'_>, expected: &FrontMatterEntry, translation: &FrontMatter) -> Option<Mending> {
    let (reference, own) = (&comparison.reference.document.source, &comparison.translation.document.source);
    let last = expected.values.last()?;
    let line = |offset: usize| reference.line_span(reference.line_of(offset));
    let lines = reference.slice(Span::new(line(expected.key_span.start).start, line(last.span.start).end.max(last.span.end)));
    let closing = own.slice(translation.span).trim_end().rfind('\n')? + 1;
    let ending = if own.text().contains("\r\n") { "\r\n" } else { "\n" };
    let text: String = lines.lines().flat_map(|line| [line, ending]).collect();
    let at = translation.span.start + closing;
    mend::safe(format!("take over `{}` from the reference", expected.key), vec![(Span::new(at, at), text)])
}

/// One value in the place of another, quoted as in the reference.
fn replaced(comparison: &Comparison<'_>, expected: &FrontMatterEntry, found: &FrontMatterEntry) -> Option<Mending> {
    let ([wanted], [stated]) = (expected.values.as_slice(), found.values.as_slice()) else { return None };
    let written = comparison.reference.document.source.slice(wanted.span);
    if written.contains('\n') {
        return None;
    }
    mend::safe(format!("change it to {written}"), vec![(stated.span, written.to_owned())])
}

fn changed(comparison: &Comparison<'_>, expected: &FrontMatterEntry, found: &FrontMatterEntry) -> Option<Drift> {
    let (wanted, stated) = (values(expected), values(found));
    if sorted(&wanted) == sorted(&stated) || wanted.is_empty() || stated.is_empty() {
        return None;
    }
    let message = format!("`{}` is {} in the reference, {} here", expected.key, listed(&wanted), listed(&stated));
    let fixes = replaced(comparison, expected, found).into_iter().collect();
    let may_be_shown = !NAMES.contains(&expected.key.as_str()) && is_in_words(&wanted, &stated);
    let confidence = if may_be_shown { Evidence::MayDiffer } else { Evidence::Counted }.confidence();
    let change = Some(Change::Value(expected.key.clone()));
    Some(Drift {
        confidence,
        change,
        fixes,
        ..draft(expected, message, "write what the reference has".to_owned(), wanted, stated, span(found))
    })
}

/// Whether the values are words that were translated: letters beyond ASCII for those of ASCII.
fn is_in_words(wanted: &[String], stated: &[String]) -> bool {
    let beyond = |values: &[String]| values.iter().any(|value| value.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
    beyond(stated) && !beyond(wanted)
}

/// Text for readers in the reference's language, on a page that is translated.
fn left(
    comparison: &Comparison<'_>,
    page: &untranslated::Page<'_, '_>,
    expected: &FrontMatterEntry,
    found: &FrontMatterEntry,
) -> Option<Drift> {
    let value = found.values.first().filter(|value| !is_slug(&value.text))?;
    let reference = expected.values.first().map_or("", |value| value.text.as_str());
    let confidence = page.is_left(&value.text, reference)?;
    let message = format!("`{}` is left in {}", expected.key, untranslated::language_name(comparison));
    let stated = vec![one_line(&value.text)];
    Some(Drift { confidence, ..draft(expected, message, "translate it".to_owned(), Vec::new(), stated, value.span) })
}

/// Whether a value is the name of a page in an address (`import-export-in-outlook`): its build may need it as it is.
fn is_slug(value: &str) -> bool {
    let value = value.trim();
    value.contains(['-', '_']) && !value.contains(char::is_whitespace)
}

/// Whether the value says that the page is in the reference's language, which it is not.
fn is_foreign(comparison: &Comparison<'_>, found: &FrontMatterEntry) -> bool {
    let base = |language: &str| Tag::parse(language).map(|tag| tag.language().to_owned());
    let stated = found.values.first().and_then(|value| base(&value.text));
    let own = comparison.pack.and_then(|pack| base(&pack.language));
    let other = comparison.reference_pack.and_then(|pack| base(&pack.language));
    stated.is_some() && stated == other && own.is_some() && own != other
}

fn copied(expected: &FrontMatterEntry, found: &FrontMatterEntry) -> Option<Drift> {
    let (wanted, stated) = (values(expected), values(found));
    let same = !stated.is_empty() && wanted == stated;
    let message = format!("`{}` is {} here too, as in the reference", expected.key, listed(&stated));
    same.then(|| draft(expected, message, "write what is true of this page".to_owned(), Vec::new(), stated, span(found)))
}

fn draft(expected: &FrontMatterEntry, message: String, help: String, wanted: Vec<String>, stated: Vec<String>, place: Span) -> Drift {
    Drift {
        confidence: Evidence::Counted.confidence(),
        message,
        help: Some(help),
        section: DriftSection::Page,
        translation_label: if stated.is_empty() { "not in here".to_owned() } else { String::new() },
        expected: typed(wanted),
        found: typed(stated),
        translation: Some(place),
        reference: Some(span(expected)),
        ..Drift::of(RuleId::FrontMatter)
    }
}

fn typed(values: Vec<String>) -> Vec<Stated> {
    values.into_iter().map(|value| Stated::text(TextKind::FrontMatter, value)).collect()
}

fn values(entry: &FrontMatterEntry) -> Vec<String> {
    entry.values.iter().map(|value| value.text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn sorted(values: &[String]) -> Vec<String> {
    let mut sorted: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
    sorted.sort();
    sorted
}

fn listed(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    quoted.join(", ")
}

/// From the key to the last value.
fn span(entry: &FrontMatterEntry) -> Span {
    Span::new(entry.key_span.start, entry.values.last().map_or(entry.key_span.end, |value| value.span.end.max(entry.key_span.end)))
}
