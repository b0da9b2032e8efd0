//! How long texts are, and how long they should be beside their reference. Knows scripts, no language and no rule.

use super::Comparison;
use super::prose;
use crate::align::BlockPair;
use crate::align::script::letters;
use crate::markdown::{Block, Document};

/// What translations usually need more than English, when the page says nothing of it.
const USUAL: f64 = 1.17;
/// How many blocks of a page weigh as much as the usual ratio.
const PRIOR: usize = 5;
/// Shorter texts tell nothing of a page's ratio.
const TELLING: f64 = 40.0;

/// The lengths of a page's translation beside those of its reference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The usual length of a translation in terms of its reference.
    ratio: f64,
}

/// A pair of blocks, in letters of the reference.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    /// Of the block of the reference; 0 without one.
    pub(super) expected: f64,
    /// Of the block of the translation, scaled to what its reference would have; 0 without one.
    pub(super) found: f64,
}

impl Lengths {
    /// The logarithm of how much too long the translation is.
    pub(super) fn deviation(self) -> f64 {
        (self.found.max(1.0) / self.expected.max(1.0)).ln()
    }

    /// Letters too many; negative for too few.
    pub(super) fn surplus(self) -> f64 {
        self.found - self.expected
    }
}

impl Scale {
    /// The scale that most blocks of a page keep.
    pub(super) fn of(comparison: &Comparison<'_>) -> Scale {
        let unit = Scale { ratio: 1.0 };
        let pairs = comparison.alignment.sections.iter().flat_map(|section| &section.blocks);
        let lengths = pairs.map(|pair| unit.lengths(comparison, pair)).filter(|lengths| lengths.expected >= TELLING && lengths.found > 0.0);
        let mut ratios: Vec<f64> = lengths.map(|lengths| lengths.found / lengths.expected).chain([USUAL; PRIOR]).collect();
        ratios.sort_by(f64::total_cmp);
        Scale { ratio: ratios[ratios.len() / 2] }
    }

    /// A length of the translation in terms of the reference.
    pub(super) fn scaled(self, found: f64) -> f64 {
        found / self.ratio
    }

    /// The lengths of a pair; of what is no prose, 0.
    pub(super) fn lengths(self, comparison: &Comparison<'_>, pair: &BlockPair) -> Lengths {
        let length = |lengths: &[f64], block: Option<usize>| block.and_then(|at| lengths.get(at).copied()).unwrap_or(0.0);
        let expected = length(comparison.reference_notes.lengths(comparison.reference.document), pair.reference);
        let found = length(comparison.translation_notes.lengths(comparison.translation.document), pair.translation);
        Lengths { expected, found: self.scaled(found) }
    }
}

/// The letters of a block, in letters of the Latin script.
pub(super) fn length(document: &Document, block: &Block) -> f64 {
    if prose::is_prose(block) { letters(block.text.visible()) } else { prose::indented_text(document, block).map_or(0.0, letters) }
}
