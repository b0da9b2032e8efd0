//! Whether what one side seems to lack may stand there unread: its figures are among those that nothing else has taken up.

use std::cell::OnceCell;

use crate::align::Side;
use crate::compare::ledger::{Ledger, figures_of};
use crate::facts::Kind;
use crate::markdown::InlineKind;
use crate::rules::Comparison;
use crate::source::Span;

use super::Verdicts;
use super::groups::{Blocks, Group, Stated};

/// What is left of the figures of a pair of sections, read when it is first asked for.
pub(super) struct Lacking<'c, 'a> {
    comparison: &'c Comparison<'a>,
    pair: usize,
    /// Places of values that have found their partner, or that are told with another one, in the reference and in the translation.
    settled: (Vec<Span>, Vec<Span>),
    left: OnceCell<Vec<(Blocks, Ledger, Ledger)>>,
}

impl<'c, 'a> Lacking<'c, 'a> {
    pub(super) fn new(comparison: &'c Comparison<'a>, pair: usize, groups: &[Group<'a>], verdicts: &Verdicts<'a>) -> Self {
        let agreed = || groups.iter().flat_map(|group| &group.agreed);
        let told = || verdicts.drifts.iter().rev().take_while(|verdict| verdict.pair == pair);
        let spans = |stated: &[Stated<'_>]| -> Vec<Span> { stated.iter().map(|stated| stated.fact.span).collect() };
        let reference = agreed().map(|(span, _)| *span).chain(told().flat_map(|verdict| spans(&verdict.expected)));
        let translation = agreed().filter_map(|(_, span)| *span).chain(told().flat_map(|verdict| spans(&verdict.found)));
        Lacking { comparison, pair, settled: (reference.collect(), translation.collect()), left: OnceCell::new() }
    }

    /// Whether the translation has the figures of a value, at its place or elsewhere in its section.
    pub(super) fn has_in_translation(&self, place: Blocks, stated: &Stated<'_>) -> bool {
        let text = self.comparison.reference.document.source.slice(stated.fact.span);
        self.any(place, |_, translation| translation.has(text))
    }

    /// Whether the translation has the figures of a value at its place, as something that states nothing: a number in code.
    pub(super) fn is_conserved(&self, place: Blocks, stated: &Stated<'_>) -> bool {
        let text = self.comparison.reference.document.source.slice(stated.fact.span);
        let count = |side: Side<'_>, block: Option<usize>, figures: &String| {
            let code = block.map(|block| code_figures(side, block)).unwrap_or_default();
            code.iter().filter(|own| *own == figures).count()
        };
        let in_code =
            |figures: &String| count(self.comparison.translation, place.1, figures) > count(self.comparison.reference, place.0, figures);
        let figures = figures_of(text);
        // A telephone number is so long that its figures stand there for nothing else: `note-123 456 7890`.
        let is_phone = stated.fact.value.kind() == Kind::Phone;
        let cancelled = || self.any_here(place, |reference| !reference.has(text));
        !figures.is_empty() && (figures.iter().all(in_code) || is_phone && cancelled())
    }

    /// Whether the reference has them.
    pub(super) fn has_in_reference(&self, place: Blocks, stated: &Stated<'_>) -> bool {
        let text = self.comparison.translation.document.source.slice(stated.fact.span);
        self.any(place, |reference, _| reference.has(text))
    }

    /// Whether it holds of what is left of the reference at a place.
    fn any_here(&self, place: Blocks, holds: impl Fn(&Ledger) -> bool) -> bool {
        let left = self.left.get_or_init(|| self.read());
        left.iter().any(|(blocks, reference, _)| *blocks == place && holds(reference))
    }

    fn any(&self, place: Blocks, has: impl Fn(&Ledger, &Ledger) -> bool) -> bool {
        let left = self.left.get_or_init(|| self.read());
        let (here, elsewhere): (Vec<_>, Vec<_>) = left.iter().partition(|(blocks, ..)| *blocks == place);
        here.into_iter().chain(elsewhere).any(|(_, reference, translation)| has(reference, translation))
    }

    fn read(&self) -> Vec<(Blocks, Ledger, Ledger)> {
        let ledger = |side: Side<'_>, block: Option<usize>, settled: &[Span]| {
            block.map(|block| Ledger::of(side, block, settled)).unwrap_or_default()
        };
        let pairs = self.comparison.alignment.sections[self.pair].blocks.iter().take(MOST_PAIRS);
        let read = pairs.map(|pair| {
            let mut reference = ledger(self.comparison.reference, pair.reference, &self.settled.0);
            let mut translation = ledger(self.comparison.translation, pair.translation, &self.settled.1);
            reference.cancel(&mut translation);
            ((pair.reference, pair.translation), reference, translation)
        });
        read.collect()
    }
}

/// The figures that stand in the inline code of a block.
fn code_figures(side: Side<'_>, block: usize) -> Vec<String> {
    let block = &side.document.blocks[block];
    let code = block.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    code.flat_map(|inline| figures_of(&block.text.visible()[inline.range.clone()])).collect()
}

/// Longer sections are data.
const MOST_PAIRS: usize = 1000;
