//! How two cells that have changed places are said: as versions and identifiers where their texts have, else as numbers. Belongs to the rules
//! `version` and `number`, which are silent about what stands elsewhere in a section.

use std::collections::{BTreeMap, BTreeSet};

use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use super::verdicts::Verdicts;
use super::{Comparison, RuleId};
use crate::align::{SectionPair, Side};
use crate::compare::cells::{self, ExchangedCells};
use crate::compare::places::Order;

/// The drift of all sections. What the verdicts say of facts is not said again.
pub(super) fn drifts(comparison: &Comparison<'_>, verdicts: &Verdicts<'_>) -> Vec<Drift> {
    let mut told: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for verdict in &verdicts.drifts {
        let blocks = &comparison.alignment.sections[verdict.pair].blocks;
        let of = |pair: &crate::align::BlockPair| {
            pair.reference.is_some() && pair.reference == verdict.reference_block
                || pair.translation.is_some() && pair.translation == verdict.translation_block
        };
        let other = verdict.exchanged.as_ref().map(|exchanged| exchanged.other_pair);
        told.entry(verdict.pair).or_default().extend(blocks.iter().position(of).into_iter().chain(other));
    }
    let none = BTreeSet::new();
    let sections = comparison.alignment.sections.iter().enumerate();
    sections
        .flat_map(|(at, pair)| {
            let found = cells::exchanged(comparison.reference, comparison.translation, pair, told.get(&at).unwrap_or(&none));
            found.into_iter().filter_map(|cells| drift(comparison, pair, &cells)).collect::<Vec<_>>()
        })
        .collect()
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair, cells: &ExchangedCells) -> Option<Drift> {
    let (first, second) = (pair.blocks.get(cells.exchange.pairs.0)?, pair.blocks.get(cells.exchange.pairs.1)?);
    let block = |side: Side<'_>, at: Option<usize>| side.document.blocks.get(at?).map(|block| (block.span, shown(block.text.visible())));
    let (reference, wanted) = block(comparison.reference, first.reference)?;
    let (translation, stated) = block(comparison.translation, first.translation)?;
    let (_, other) = block(comparison.reference, second.reference)?;
    let (other_place, _) = block(comparison.translation, second.translation)?;
    let evidence = if cells.exchange.order == Order::Labelled { Evidence::BothSides } else { Evidence::Apart };
    let subject = cells.label.as_ref().map_or_else(String::new, |label| format!("{label}: "));
    let line = comparison.translation.document.source.position(other_place.start).line;
    let place = cells.other_label.as_ref().map_or_else(String::new, |label| format!("`{label}` in "));
    Some(Drift {
        confidence: evidence.confidence(),
        message: format!("{subject}cell is {wanted} in the reference, {stated} here"),
        help: Some(format!("the reference says `{wanted}`; state the same here")),
        notes: vec![format!("it has changed places with {other} of {place}line {line}")],
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        translation: Some(translation),
        reference: Some(reference),
        translation_label: stated.clone(),
        reference_label: wanted.clone(),
        expected: vec![Stated::text(TextKind::Identifier, wanted)],
        found: vec![Stated::text(TextKind::Identifier, stated)],
        ..Drift::of(if cells.is_verbatim { RuleId::Version } else { RuleId::Number })
    })
}

fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
