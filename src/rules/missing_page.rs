//! `missing-page`: a page of the reference that a locale has not.

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
