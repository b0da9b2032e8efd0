//! How much the sections of both pages hold: whether the text of one that is missing may stand in another.

use std::collections::BTreeSet;

use crate::align::script::letters;
use crate::align::{SectionPair, Side};
use crate::markdown::BlockKind;
use crate::rules::Comparison;
use crate::rules::notes::Notes;

/// How much longer than its reference a section is that may hold another one too.
const MUCH_LONGER: f64 = 1.35;
/// The share of a missing text that must be surplus elsewhere, or be there at all, for it to be no more than moved.
const MOST_OF_IT: f64 = 0.5;
/// Letters that are enough to be missed.
const TELLING: f64 = 40.0;

/// The text and code of each section without its subsections, in letters of the reference.
pub(super) struct Masses {
    reference: Vec<f64>,
    translation: Vec<f64>,
}

impl Masses {
    pub(super) fn of(comparison: &Comparison<'_>) -> Masses {
        let scale = comparison.pair_notes.scale(comparison);
        Masses {
            reference: masses(comparison.reference, comparison.reference_notes, |length| length),
            translation: masses(comparison.translation, comparison.translation_notes, |length| scale.scaled(length)),
        }
    }

    /// Whether the text of these sections of the reference, of which none has a partner, may stand in the section before or behind them.
    pub(super) fn may_be_beside(&self, comparison: &Comparison<'_>, missing: &[usize]) -> bool {
        let (Some(&first), Some(&last)) = (missing.first(), missing.last()) else { return false };
        let lost: f64 = missing.iter().map(|&at| self.reference[at]).sum();
        let (before, behind) = (comparison.alignment.before_in_reference(first), comparison.alignment.behind_in_reference(last));
        lost >= TELLING && [before, behind].into_iter().flatten().any(|pair| self.surplus(pair) >= lost * MOST_OF_IT)
    }

    /// Whether most of what some sections of the reference hold stands neither in these sections of the translation nor beside its like.
    pub(super) fn are_lost(&self, comparison: &Comparison<'_>, references: &[usize], translations: &BTreeSet<usize>) -> bool {
        let lost: f64 = references.iter().map(|&at| self.reference[at]).sum();
        let there: f64 = translations.iter().map(|&at| self.translation[at]).sum();
        let beside: f64 = comparison.alignment.sections.iter().map(|pair| self.surplus(pair)).sum();
        lost >= TELLING && there + beside <= lost * MOST_OF_IT
    }

    /// What the translation of a section holds beyond its reference, if that is more than words make.
    fn surplus(&self, pair: &SectionPair) -> f64 {
        let (expected, found) = (self.reference[pair.reference], self.translation[pair.translation]);
        if found >= expected * MUCH_LONGER { found - expected } else { 0.0 }
    }
}

/// Texts are scaled, code is not.
fn masses(side: Side<'_>, notes: &Notes, scaled: impl Fn(f64) -> f64) -> Vec<f64> {
    let (document, lengths) = (side.document, notes.lengths(side.document));
    let mass = |at: usize| match document.blocks[at].kind {
        BlockKind::Code { .. } if lengths[at] == 0.0 => letters(document.source.slice(document.blocks[at].span)),
        _ => scaled(lengths[at]),
    };
    document.sections.iter().map(|section| section.blocks.clone().map(mass).sum()).collect()
}
