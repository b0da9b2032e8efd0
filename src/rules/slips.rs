//! Marks of the translation that lack what makes them one, where the reference has none such. Shared by the rules for headings, lists and notes.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::mend;
use crate::align::SectionPair;
use crate::markdown::{Slip, SlipKind};
use crate::source::Span;

/// The slips of a kind in the translation, each with the pair of sections that it stands in and the block that it belongs to. None where the
/// reference writes so too: then its renderer reads them.
pub(super) fn of<'c>(comparison: &'c Comparison<'_>, kind: SlipKind) -> Vec<(&'c Slip, &'c SectionPair, usize)> {
    let is_kind = |slip: &&Slip| slip.kind == kind;
    if comparison.reference.document.slips.iter().any(|slip| is_kind(&slip)) {
        return Vec::new();
    }
    let document = comparison.translation.document;
    let place = |slip: &'c Slip| {
        let holder = |block: &crate::markdown::Block| block.span.end < slip.span.end;
        let at = document.blocks.partition_point(holder).min(document.blocks.len().checked_sub(1)?);
        Some((slip, comparison.alignment.of_translation(document.blocks[at].section)?, at))
    };
    document.slips.iter().filter(is_kind).filter_map(place).collect()
}

/// The drift of a mark that is text.
pub(super) fn drift(comparison: &Comparison<'_>, rule: RuleId, slip: &Slip, pair: &SectionPair, block: usize) -> Drift {
    let partner = pair.blocks.iter().find(|blocks| blocks.translation == Some(block)).and_then(|blocks| blocks.reference);
    Drift {
        confidence: Evidence::OnlyReference.confidence(),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        translation: Some(slip.span),
        reference: partner.and_then(|at| comparison.reference.document.blocks.get(at)).map(|block| block.span),
        ..Drift::of(rule)
    }
}

/// Puts blanks behind marks.
pub(super) fn blanks(slips: &[&Slip]) -> Option<super::drift::Mending> {
    let title = if slips.len() == 1 { "put a blank behind the mark" } else { "put a blank behind each mark" };
    mend::safe(title.to_owned(), slips.iter().map(|slip| (Span::new(slip.span.end, slip.span.end), " ".to_owned())).collect())
}
