//! Cells of a table whose contents have changed places, whatever they say: identifiers, names with figures, dates that nobody could read.

use std::collections::BTreeSet;

use super::exchange::{self, Exchange, Leftover};
use super::ledger::figures_of;
use super::places::{Place, Places};
use crate::align::{SectionPair, Side};
use crate::locale::normal::plain;

/// What a cell holds, as languages share it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    text: String,
    figures: Vec<String>,
}

/// Two cells of a pair of sections that have changed places.
#[derive(Clone, Debug)]
pub struct ExchangedCells {
    /// The pairs of blocks, by their number in the section.
    pub exchange: Exchange,
    /// Whether their whole texts have, and not only their figures.
    pub is_verbatim: bool,
    /// What the reference calls the first place.
    pub label: Option<String>,
    /// What it calls the other one.
    pub other_label: Option<String>,
}

/// The exchanged cells of a pair of sections but those in `told` pairs of blocks. Only cells with figures are looked at: words are translated.
pub fn exchanged(reference: Side<'_>, translation: Side<'_>, pair: &SectionPair, told: &BTreeSet<usize>) -> Vec<ExchangedCells> {
    let both = pair.blocks.iter().enumerate().filter_map(|(at, blocks)| Some((at, blocks.reference?, blocks.translation?)));
    let contents = both.filter(|(at, ..)| !told.contains(at)).filter_map(|(at, r, t)| {
        let (left, right) = (content(reference, r)?, content(translation, t)?);
        (left.figures != right.figures).then_some((at, left, right))
    });
    let contents: Vec<(usize, Content, Content)> = contents.collect();
    if contents.len() < 2 {
        return Vec::new();
    }
    let places = Places::new(reference, translation, &pair.blocks);
    let left: Vec<Leftover<&Content>> = contents.iter().map(|(at, left, _)| Leftover { pair: *at, value: left }).collect();
    let right: Vec<Leftover<&Content>> = contents.iter().map(|(at, _, right)| Leftover { pair: *at, value: right }).collect();
    let is_cell = |at: usize| matches!(places.of(at), Place::Cell { row, .. } if row > 0);
    let same = |a: &Content, b: &Content| a.text == b.text || a.figures == b.figures;
    let found = exchange::find(&places, &left, &right, same).into_iter().filter(|exchange| is_cell(exchange.pairs.0));
    let verbatim = |exchange: &Exchange| {
        let text = |all: &[Leftover<&Content>], at: &[usize]| at.first().map(|&at| all[at].value.text.clone());
        text(&left, &exchange.first.0) == text(&right, &exchange.second.1)
            && text(&left, &exchange.second.0) == text(&right, &exchange.first.1)
    };
    let named = found.map(|exchange| ExchangedCells {
        is_verbatim: verbatim(&exchange),
        label: places.label(exchange.pairs.0),
        other_label: places.label(exchange.pairs.1),
        exchange,
    });
    named.collect()
}

fn content(side: Side<'_>, block: usize) -> Option<Content> {
    let block = side.document.blocks.get(block)?;
    let crate::markdown::BlockKind::Cell(_) = block.kind else { return None };
    let mut figures = figures_of(block.text.visible());
    figures.sort_unstable();
    let text = plain(block.text.visible(), &[], &[]).text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!figures.is_empty()).then_some(Content { text, figures })
}
