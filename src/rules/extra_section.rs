//! `extra-section`: a section of the translation that the reference has not.

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::change::Change;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::section;
use super::stated::{Stated, TextKind};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let extra: BTreeSet<usize> = comparison.alignment.extra.iter().copied().collect();
    let sections = &comparison.translation.document.sections;
    // What stands at the place of a missing section is told with that.
    let told: BTreeSet<usize> = section::counterparts(comparison).into_values().collect();
    let is_inside = |at: usize| sections[at].parent.is_some_and(|parent| extra.contains(&parent));
    let topmost = extra.iter().filter(|&&at| !told.contains(&at) && !is_inside(at));
    topmost.map(|&at| drift(comparison, at)).collect()
}

fn drift(comparison: &Comparison<'_>, at: usize) -> Drift {
    let title = section::title(comparison.translation, at);
    Drift {
        confidence: Evidence::OnlyTranslation.confidence(),
        message: format!("section `{title}` is not in the reference"),
        help: Some("remove the section, or add it to the reference".to_owned()),
        section: DriftSection::Translation(at),
        found: vec![Stated::text(TextKind::Heading, title)],
        translation: section::heading(comparison.translation, at),
        reference: section::reference_before(comparison, at),
        translation_label: "has no counterpart".to_owned(),
        reference_label: "no such section after this".to_owned(),
        change: Some(Change::Heading(section::title(comparison.translation, at))),
        ..Drift::of(RuleId::ExtraSection)
    }
}
