//! What the rules have read in a page and its translation together: each thing once, when it is first asked for. `notes` has what one of
//! them holds.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::lengths::Scale;
use super::{Comparison, bilingual};
use crate::compare::columns::{self, OtherLiteral};

/// Notes on a pair of pages; new ones are empty.
#[derive(Debug, Default)]
pub struct PairNotes {
    scale: OnceCell<Scale>,
    in_both_languages: OnceCell<BTreeSet<usize>>,
    other_literals: OnceCell<Vec<OtherLiteral>>,
}

impl PairNotes {
    /// How long the translation's texts are beside those of the reference.
    pub(super) fn scale(&self, comparison: &Comparison<'_>) -> Scale {
        *self.scale.get_or_init(|| Scale::of(comparison))
    }

    /// The blocks of the translation that are there in both languages; see [`bilingual`].
    pub(super) fn in_both_languages(&self, comparison: &Comparison<'_>) -> &BTreeSet<usize> {
        self.in_both_languages.get_or_init(|| bilingual::blocks(comparison))
    }

    /// Cells that hold another literal than that of the reference.
    pub(super) fn other_literals(&self, comparison: &Comparison<'_>) -> &[OtherLiteral] {
        self.other_literals.get_or_init(|| columns::others(&comparison.pages()))
    }
}
