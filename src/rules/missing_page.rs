//! `missing-page`: a page of the reference that a locale has not.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
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
