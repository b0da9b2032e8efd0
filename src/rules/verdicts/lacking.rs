//! Whether what one side seems to lack may stand there unread: its figures are among those that nothing else has taken up.

use std::cell::OnceCell;

use crate::align::Side;
use crate::compare::ledger::Ledger;
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

    /// Whether the reference has them.
    pub(super) fn has_in_reference(&self, place: Blocks, stated: &Stated<'_>) -> bool {
        let text = self.comparison.translation.document.source.slice(stated.fact.span);
        self.any(place, |reference, _| reference.has(text))
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

/// Longer sections are data.
const MOST_PAIRS: usize = 1000;
