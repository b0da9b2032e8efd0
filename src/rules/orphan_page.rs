//! `orphan-page`: a translated page that the reference has not, or no longer.

use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use crate::source::Span;

/// Names of files for those who write or translate, which each language has for itself.
const FOR_CONTRIBUTORS: [&str; 8] =
    ["readme", "contributing", "contributors", "translators", "translating", "maintainers", "changelog", "todo"];

fn is_for_contributors(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    FOR_CONTRIBUTORS.iter().any(|known| stem.eq_ignore_ascii_case(known))
}

/// The drift of a translation at `path` without a reference.
pub fn orphan_page(path: &str) -> Drift {
    let evidence = if is_for_contributors(path) { Evidence::MayDiffer } else { Evidence::Counted };
    Drift {
        confidence: evidence.confidence(),
        message: "page has no reference; it was renamed or removed there, or is only here".to_owned(),
        help: Some("remove the page, or rename it as the reference is named".to_owned()),
        section: DriftSection::Page,
        found: vec![Stated::text(TextKind::Page, path)],
        translation: Some(Span::new(0, 0)),
        ..Drift::of(RuleId::OrphanPage)
    }
}
