//! Table rows and list items that name what they are about: a severity, a country, a name that both languages keep. Such rows pair by that
//! name, not by their place.

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
    let left = units(reference, pairs.iter().filter_map(|pair| pair.reference));
    let right = units(translation, pairs.iter().filter_map(|pair| pair.translation));
    if left.is_empty() || right.is_empty() {
        return pairs;
    }
    let paired: BTreeSet<(usize, usize)> = pairs.iter().filter_map(|pair| pair.reference.zip(pair.translation)).collect();
    let subjects = (keyed(reference, &left, subject), keyed(translation, &right, subject));
    let names = (keyed(reference, &left, name), keyed(translation, &right, name));
    let is_moved = |(a, b): &(&Vec<usize>, &Vec<usize>)| !paired.contains(&(a[0], b[0]));
    // What a row is about is a word, which the other side may have read in another row: only if all are there, they tell.
    let shared = |(left, right): &(Keyed, Keyed)| -> Vec<(Vec<usize>, Vec<usize>)> {
        let both = || left.iter().filter_map(|(key, blocks)| Some((blocks, right.get(key)?)));
        if both().any(|pair| is_moved(&pair)) { both().map(|(a, b)| (a.clone(), b.clone())).collect() } else { Vec::new() }
    };
    let mut moved = if subjects.0.keys().eq(subjects.1.keys()) { shared(&subjects) } else { Vec::new() };
    if moved.is_empty() {
        moved = shared(&names);
    }
    if moved.is_empty() {
        return pairs;
    }
    let mut partner: Partners = moved.iter().flat_map(|(left, right)| within(reference, translation, left, right)).collect();
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

/// The blocks of units by their key.
type Keyed = BTreeMap<String, Vec<usize>>;

fn units(side: Side<'_>, blocks: impl Iterator<Item = usize>) -> BTreeMap<Unit, Vec<usize>> {
    let mut units: BTreeMap<Unit, Vec<usize>> = BTreeMap::new();
    for block in blocks {
        if let Some(unit) = unit_of(&side.document.blocks[block]) {
            units.entry(unit).or_default().push(block);
        }
    }
    units
}

/// Units with a key of their own; those that share one are left out, and where two are about one subject, no subject tells.
fn keyed(side: Side<'_>, units: &BTreeMap<Unit, Vec<usize>>, key: Key) -> Keyed {
    let mut keyed: BTreeMap<String, Option<Vec<usize>>> = BTreeMap::new();
    for blocks in units.values() {
        if let Some(key) = key(side, blocks[0]) {
            let is_new = !keyed.contains_key(&key);
            keyed.insert(key, is_new.then(|| blocks.clone()));
        }
    }
    keyed.into_iter().filter_map(|(key, blocks)| Some((key, blocks?))).collect()
}

type Key = fn(Side<'_>, usize) -> Option<String>;

fn unit_of(block: &Block) -> Option<Unit> {
    if let BlockKind::Cell(CellPosition { table, row, .. }) = block.kind {
        return (row > 0).then_some(Unit::Row(table, row));
    }
    block.containers.iter().find_map(|container| match container {
        Container::ListItem { list, index, .. } => Some(Unit::Item(*list, *index)),
        _ => None,
    })
}

/// The severity or country that a unit is about.
fn subject(side: Side<'_>, block: usize) -> Option<String> {
    let facts = side.facts.blocks.get(block)?;
    match (facts.severities.as_slice(), facts.countries.as_slice()) {
        ([severity], _) => Some(format!("severity {severity}")),
        ([], [country]) => Some(format!("country {country}")),
        _ => None,
    }
}

/// The first text of a unit where it is a name: it has letters and no more than a few words.
fn name(side: Side<'_>, block: usize) -> Option<String> {
    let text = side.document.blocks[block].text.visible();
    let words = text.split_whitespace();
    let is_name = text.chars().any(char::is_alphabetic) && words.clone().count() <= LONGEST_NAME;
    is_name.then(|| words.collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Words of a name at most.
const LONGEST_NAME: usize = 6;

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
