//! How a cell with another literal than the reference's is said: as code where one of the two is, else as a term that is not translated. Belongs to
//! the rules `inline-code` and `protected-term`, which are silent about what stands elsewhere in a section.

use std::collections::BTreeSet;

use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use super::{Comparison, RuleId};
use crate::compare::columns::OtherLiteral;

/// The drift of all tables.
pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    comparison.pair_notes.other_literals(comparison).iter().filter_map(|other| drift(comparison, other)).collect()
}

/// The blocks of such cells, of the reference and of the translation: what else is compared in them is said already.
pub(super) fn told(comparison: &Comparison<'_>) -> (BTreeSet<usize>, BTreeSet<usize>) {
    comparison.pair_notes.other_literals(comparison).iter().map(|other| (other.reference, other.translation)).unzip()
}

fn drift(comparison: &Comparison<'_>, other: &OtherLiteral) -> Option<Drift> {
    let section = comparison.alignment.sections.get(other.section)?;
    let reference = comparison.reference.document.blocks.get(other.reference)?;
    let translation = comparison.translation.document.blocks.get(other.translation)?;
    let (wanted, found, row) = (&other.expected.text, &other.found.text, other.row.as_ref()?);
    let (rule, kind) = if other.expected.is_code || other.found.is_code {
        (RuleId::InlineCode, TextKind::Code)
    } else {
        (RuleId::ProtectedTerm, TextKind::Term)
    };
    Some(Drift {
        confidence: Evidence::BothSides.confidence(),
        message: format!("{row}: cell is `{wanted}` in the reference, `{found}` here"),
        help: Some(format!("write `{wanted}` as in the reference; other cells of this column are kept too")),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        translation: Some(translation.span),
        reference: Some(reference.span),
        translation_label: found.clone(),
        reference_label: wanted.clone(),
        expected: vec![Stated::text(kind, wanted)],
        found: vec![Stated::text(kind, found)],
        ..Drift::of(rule)
    })
}
