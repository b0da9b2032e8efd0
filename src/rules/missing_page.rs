//! `missing-page`: a page of the reference that a locale has not.

use std::sync::LazyLock;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{self, Stated, TextKind};
use super::untranslated::Page;
use crate::markdown::Document;
use crate::source::Span;

/// The drift of a page whose translation would be `wanted` (a path, or the page's name where the layout does not say) in `locale`.
pub fn missing_page(locale: &str, wanted: &str) -> Drift {
    Drift {
        confidence: Evidence::Counted.confidence(),
        message: format!("page has no translation in {locale}"),
        help: Some(format!("add {wanted}, or switch this rule off if the page is not to be translated")),
        section: DriftSection::Page,
        expected: vec![Stated::text(TextKind::Page, wanted)],
        reference: Some(Span::new(0, 0)),
        ..Drift::of(RuleId::MissingPage)
    }
}

/// The drift of a page that is there for its front matter only, so that nothing of it is translated; none of any other page.
pub(super) fn stub(comparison: &Comparison<'_>) -> Option<Drift> {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let front_matter = translation.front_matter.as_ref()?;
    if !translation.blocks.is_empty() || reference.blocks.is_empty() {
        return None;
    }
    let first = &reference.blocks[0];
    Some(Drift {
        confidence: Evidence::Counted.confidence(),
        message: "page has front matter and no text, so nothing of it is translated".to_owned(),
        help: Some("translate the page, or switch this rule off if it is not to be translated".to_owned()),
        section: DriftSection::Page,
        expected: vec![Stated::words(first.text.visible())],
        translation: Some(Span::new(front_matter.span.start, front_matter.span.start)),
        reference: Some(first.span),
        translation_label: "no text".to_owned(),
        ..Drift::of(RuleId::MissingPage)
    })
}

/// Keys of the front matter by which a page says that it is not translated, with the values that say so.
const KEYS: [(&str, [&str; 3]); 4] = [
    ("translated", ["false", "no", "0"]),
    ("translate", ["false", "no", "0"]),
    ("untranslated", ["true", "yes", "1"]),
    ("not_translated", ["true", "yes", "1"]),
];

/// Keys that name the language of a page.
const LANGUAGES: [&str; 4] = ["lang", "language", "locale", "hreflang"];

/// What a comment of such a page has; see the file.
static NOTICES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../rules/untranslated-notices.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// What a tag of such a page has.
const ATTRIBUTES: [&str; 4] = ["translate=\"no\"", "translated=\"no\"", "translate='no'", "translated='no'"];

/// The drift of a page that says itself that it is not translated, and is not; none of any other page.
pub(super) fn left_on_purpose(comparison: &Comparison<'_>, page: &Page<'_, '_>) -> Option<Drift> {
    let place = notice(comparison).filter(|_| page.is_mostly_left())?;
    let document = comparison.translation.document;
    let said = document.source.slice(place).lines().next().unwrap_or_default().trim();
    Some(Drift {
        confidence: Evidence::Counted.confidence(),
        message: format!("page says that it is not translated (`{}`)", stated::excerpt(said)),
        help: Some("translate the page, or switch this rule off if it is not to be translated".to_owned()),
        section: DriftSection::Page,
        expected: vec![Stated::words(said)],
        translation: Some(place),
        reference: Some(Span::new(0, 0)),
        translation_label: "says so".to_owned(),
        ..Drift::of(RuleId::MissingPage)
    })
}

/// Where a page says that it is not translated.
fn notice(comparison: &Comparison<'_>) -> Option<Span> {
    let document = comparison.translation.document;
    let comment = |document: &Document| {
        let is_notice = |text: &str| NOTICES.iter().any(|notice| text.to_lowercase().contains(notice));
        document.comments.iter().find(|comment| !comment.speaks_to_driftlint() && is_notice(&comment.text)).map(|comment| comment.span)
    };
    let tag = |document: &Document| {
        let is_notice = |text: &str| ATTRIBUTES.iter().any(|attribute| text.contains(attribute));
        document.tags.iter().find(|tag| is_notice(document.source.slice(tag.span))).map(|tag| tag.span)
    };
    key(comparison).or_else(|| comment(document)).or_else(|| tag(document))
}

fn key(comparison: &Comparison<'_>) -> Option<Span> {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let reference = comparison.reference_pack.map(|pack| base(&pack.language));
    let entries = &comparison.translation.document.front_matter.as_ref()?.entries;
    entries.iter().find_map(|entry| {
        let (name, value) = (entry.key.to_lowercase(), entry.values.first()?);
        let says_so = KEYS.iter().any(|(key, values)| *key == name && values.contains(&value.text.to_lowercase().as_str()));
        let names_it = LANGUAGES.contains(&name.as_str()) && reference == Some(base(&value.text));
        (says_so || names_it).then(|| Span::new(entry.key_span.start, value.span.end))
    })
}
