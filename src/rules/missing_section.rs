//! `missing-section`: a section of the reference that the translation has not.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::section;
use super::stated::{Stated, TextKind};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let missing = &comparison.alignment.missing;
    let sections = &comparison.reference.document.sections;
    // A missing section takes its subsections with it; one finding is enough.
    let topmost = missing.iter().filter(|&&at| sections[at].parent.is_none_or(|parent| !missing.contains(&parent)));
    topmost.map(|&at| drift(comparison, at)).collect()
}

fn drift(comparison: &Comparison<'_>, at: usize) -> Drift {
    let title = &comparison.reference.document.sections[at].title;
    let (gap, label) = section::gap(comparison, at);
    Drift {
        confidence: Evidence::OnlyReference.confidence(),
        message: format!("section `{title}` of the reference is missing here"),
        help: Some("translate the section, or remove it from the reference".to_owned()),
        section: DriftSection::Reference(at),
        expected: vec![Stated::text(TextKind::Heading, title)],
        translation: Some(gap),
        reference: section::heading(comparison.reference, at),
        translation_label: label.to_owned(),
        reference_label: "has no counterpart".to_owned(),
        ..Drift::of(RuleId::MissingSection)
    }
}
