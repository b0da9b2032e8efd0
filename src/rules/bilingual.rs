//! Pages that keep texts of the reference and let the translation of each follow: both languages are meant to be read.

use std::collections::BTreeSet;

use super::Comparison;
use super::prose;
use crate::align::script::letters;
use crate::markdown::Block;

/// Fewer texts with their translation behind them are left over from translating.
const FEWEST: usize = 3;
/// Words of a text that is no name.
const SHORTEST: usize = 4;
/// How many times as long as its reference a translation may be, or the other way round.
const MOST_LONGER: f64 = 2.5;

/// The blocks of the translation that are a text of the reference, and those behind them that translate it; none where that is no habit of
/// the page.
pub(super) fn blocks(comparison: &Comparison<'_>) -> BTreeSet<usize> {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let pairs = comparison.alignment.sections.iter().flat_map(|section| &section.blocks);
    let unpaired: BTreeSet<usize> = pairs.clone().filter(|pair| pair.reference.is_none()).filter_map(|pair| pair.translation).collect();
    if unpaired.len() < FEWEST {
        return BTreeSet::new();
    }
    let kept = pairs.filter_map(|pair| {
        let (left, at) = (reference.blocks.get(pair.reference?)?, pair.translation?);
        let (right, behind) = (translation.blocks.get(at)?, translation.blocks.get(at + 1)?);
        let is_kept = left.text.visible() == right.text.visible() && prose::words(left).nth(SHORTEST - 1).is_some();
        (is_kept && unpaired.contains(&(at + 1)) && may_translate(right, behind)).then_some(at)
    });
    let kept: Vec<usize> = kept.collect();
    if kept.len() < FEWEST { BTreeSet::new() } else { kept.into_iter().flat_map(|at| [at, at + 1]).collect() }
}

/// Whether the second is another text of the first's kind and length.
fn may_translate(text: &Block, behind: &Block) -> bool {
    let (first, second) = (letters(text.text.visible()), letters(behind.text.visible()));
    text.kind == behind.kind
        && text.section == behind.section
        && text.text.visible() != behind.text.visible()
        && first <= second * MOST_LONGER
        && second <= first * MOST_LONGER
}
