//! `orphan-page`: a translated page that the reference has not, or no longer.

use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use crate::source::Span;

/// The drift of a translation at `path` without a reference.
pub fn orphan_page(path: &str) -> Drift {
    Drift {
        confidence: Evidence::Counted.confidence(),
        message: "page has no reference; it was renamed or removed there, or is only here".to_owned(),
        help: Some("remove the page, or rename it as the reference is named".to_owned()),
        section: DriftSection::Page,
        found: vec![Stated::text(TextKind::Page, path)],
        translation: Some(Span::new(0, 0)),
        ..Drift::of(RuleId::OrphanPage)
    }
}
