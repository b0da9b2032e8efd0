//! `orphan-page`: a translated page that the reference has not, or no longer.

use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use crate::source::Span;

/// The drift of a translation at `path` without a reference.
pub fn orphan_page(path: &str) -> Drift {
    Drift {
        rule: "orphan-page",
        confidence: Evidence::Counted.confidence(),
        message: "page has no reference; it was renamed or removed there, or is only here".to_owned(),
        help: Some("remove the page, or rename it as the reference is named".to_owned()),
        section: DriftSection::Page,
        found: vec![path.to_owned()],
        translation: Some(Span::new(0, 0)),
        ..Drift::default()
    }
}
