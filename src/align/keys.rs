//! Table rows and list items that name what they are about: a severity, a country. Such rows pair by that name, not by their place.

use std::collections::{BTreeMap, BTreeSet};

use super::{BlockPair, Side};
use crate::markdown::{Block, BlockKind, CellPosition, Container};

/// A group of blocks that is paired as one: a table row, a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Row(u32, u32),
    Item(u32, u32),
}

/// Re-pairs the units of a section whose names are the same on both sides but stand in another order.
pub(super) fn by_key(reference: Side<'_>, translation: Side<'_>, pairs: Vec<BlockPair>) -> Vec<BlockPair> {
    let named = |side: Side<'_>, block: Option<usize>| {
        block
            .and_then(|block| side.facts.blocks.get(block))
            .is_some_and(|facts| !facts.severities.is_empty() || !facts.countries.is_empty())
    };
    if !pairs.iter().any(|pair| named(reference, pair.reference)) {
        return pairs;
    }
    let left = keyed(reference, pairs.iter().filter_map(|pair| pair.reference));
    let right = keyed(translation, pairs.iter().filter_map(|pair| pair.translation));
    let moved = left.iter().any(|(key, blocks)| right.get(key).is_some_and(|others| !are_paired(&pairs, blocks[0], others[0])));
    if left.is_empty() || !left.keys().eq(right.keys()) || !moved {
        return pairs;
    }
    let named = left.iter().flat_map(|(key, blocks)| within(reference, translation, blocks, &right[key]));
    let mut partner: Partners = named.collect();
    let (lost, displaced) = parted(&pairs, &partner);
    partner.extend(within(reference, translation, &lost, &displaced));
    rebuild(&pairs, &partner)
}

/// For each re-paired block of the reference: its new partner.
type Partners = BTreeMap<usize, Option<usize>>;

/// Blocks without a name whose partner was given to another one, and the partners that those gave up.
fn parted(pairs: &[BlockPair], partner: &Partners) -> (Vec<usize>, Vec<usize>) {
    let used: BTreeSet<usize> = partner.values().flatten().copied().collect();
    let mut parted = (Vec::new(), Vec::new());
    for pair in pairs {
        let (Some(r), Some(t)) = (pair.reference, pair.translation) else { continue };
        match (partner.contains_key(&r), used.contains(&t)) {
            (false, true) => parted.0.push(r),
            (true, false) => parted.1.push(t),
            _ => {}
        }
    }
    parted
}

fn are_paired(pairs: &[BlockPair], reference: usize, translation: usize) -> bool {
    pairs.iter().any(|pair| pair.reference == Some(reference) && pair.translation == Some(translation))
}

/// Units with a name of their own, by name; empty when two share one.
fn keyed(side: Side<'_>, blocks: impl Iterator<Item = usize>) -> BTreeMap<String, Vec<usize>> {
    let mut units: BTreeMap<Unit, Vec<usize>> = BTreeMap::new();
    for block in blocks {
        if let Some(unit) = unit_of(&side.document.blocks[block]) {
            units.entry(unit).or_default().push(block);
        }
    }
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (_, blocks) in units {
        let Some(key) = key_of(side, blocks[0]) else { continue };
        if named.insert(key, blocks).is_some() {
            return BTreeMap::new();
        }
    }
    named
}

fn unit_of(block: &Block) -> Option<Unit> {
    if let BlockKind::Cell(CellPosition { table, row, .. }) = block.kind {
        return (row > 0).then_some(Unit::Row(table, row));
    }
    block.containers.iter().find_map(|container| match container {
        Container::ListItem { list, index, .. } => Some(Unit::Item(*list, *index)),
        _ => None,
    })
}

fn key_of(side: Side<'_>, block: usize) -> Option<String> {
    let facts = side.facts.blocks.get(block)?;
    match (facts.severities.as_slice(), facts.countries.as_slice()) {
        ([severity], _) => Some(format!("severity {severity}")),
        ([], [country]) => Some(format!("country {country}")),
        _ => None,
    }
}

/// Pairs the blocks of two units: cells by column and order, the rest by order.
fn within(reference: Side<'_>, translation: Side<'_>, left: &[usize], right: &[usize]) -> Vec<(usize, Option<usize>)> {
    let column =
        |side: Side<'_>, block: usize| if let BlockKind::Cell(position) = side.document.blocks[block].kind { position.column } else { 0 };
    let mut free: Vec<usize> = right.to_vec();
    let mut pairs = Vec::new();
    for &r in left {
        let at = free.iter().position(|&t| column(translation, t) == column(reference, r));
        pairs.push((r, at.map(|at| free.remove(at))));
    }
    pairs
}

fn rebuild(pairs: &[BlockPair], partner: &Partners) -> Vec<BlockPair> {
    let used: BTreeSet<usize> = partner.values().flatten().copied().collect();
    let mut rebuilt: Vec<BlockPair> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        match pair.reference.and_then(|r| partner.get(&r).map(|t| (r, *t))) {
            Some((r, t)) => rebuilt.push(BlockPair { reference: Some(r), translation: t }),
            None => rebuilt.push(BlockPair { reference: pair.reference, translation: pair.translation.filter(|t| !used.contains(t)) }),
        }
    }
    rebuilt.retain(|pair| pair.reference.is_some() || pair.translation.is_some());
    let placed: BTreeSet<usize> = rebuilt.iter().filter_map(|pair| pair.translation).collect();
    let left_out = pairs.iter().filter_map(|pair| pair.translation).filter(|t| !placed.contains(t));
    rebuilt.extend(left_out.map(|t| BlockPair { reference: None, translation: Some(t) }));
    rebuilt
}
