//! Table rows and list items that name what they are about: a severity, a country, a name or code that both languages keep. Such items pair
//! by that name, not by their place, and so do rows that have no partner in their own table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Side;
use super::blocks::{Partner, Partners};
use super::names::{self, subject};
use crate::markdown::{Block, BlockKind, CellPosition, Container, InlineKind};

/// A group of blocks that is paired as one: a table row, a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Row(u32, u32),
    Item(u32, u32),
}

/// Re-pairs the items of a section whose names are the same on both sides but stand in another order, and pairs rows of different tables.
pub(super) fn by_key(reference: Side<'_>, translation: Side<'_>, (rows, columns): (Range<usize>, Range<usize>), partners: &mut Partners) {
    let used: BTreeSet<usize> = partners.values().map(|partner| partner.block).collect();
    let left = units(reference, rows, &|block| partners.contains_key(&block));
    let right = units(translation, columns, &|block| used.contains(&block));
    if left.is_empty() || right.is_empty() {
        return;
    }
    let is_paired = |a: usize, b: usize| partners.get(&a).is_some_and(|partner| partner.block == b);
    let subjects = (keyed(reference, &left, subject), keyed(translation, &right, subject));
    // What a row is about is a word, which the other side may have read in another row: only if all are there, they tell.
    let mut moved = if subjects.0.keys().eq(subjects.1.keys()) { shared(&subjects, is_paired) } else { Vec::new() };
    if moved.is_empty() {
        moved = shared(&(keyed(reference, &left, name), keyed(translation, &right, name)), is_paired);
    }
    if moved.is_empty() {
        moved = shared(&(keyed(reference, &left, lead), keyed(translation, &right, lead)), is_paired);
    }
    if !moved.is_empty() {
        re_pair(reference, translation, &moved, partners);
    }
    doubt_other_leads(reference, translation, &left, partners);
}

/// Puts each of the blocks that have moved beside its partner, and pairs what they leave open.
fn re_pair(reference: Side<'_>, translation: Side<'_>, moved: &[(Vec<usize>, Vec<usize>)], partners: &mut Partners) {
    let mut changed: BTreeMap<usize, Option<usize>> =
        moved.iter().flat_map(|(left, right)| within(reference, translation, left, right)).collect();
    let (lost, displaced) = parted(partners, &changed);
    let rest = within(reference, translation, &lost, &displaced).into_iter();
    // Two that begin with other code are no partners.
    let is_other = |a: usize, b: usize| lead(reference, a).zip(lead(translation, b)).is_some_and(|(a, b)| a != b);
    changed.extend(rest.map(|(block, other)| (block, other.filter(|&other| !is_other(block, other)))));
    let taken: BTreeSet<usize> = changed.values().flatten().copied().collect();
    partners.retain(|block, partner| !changed.contains_key(block) && !taken.contains(&partner.block));
    partners.extend(changed.into_iter().filter_map(|(block, other)| Some((block, Partner { block: other?, weak: false }))));
}

/// Items that begin with code where most items keep it: those that begin with other code, between others that do, are partners in doubt.
fn doubt_other_leads(reference: Side<'_>, translation: Side<'_>, items: &BTreeMap<Unit, Vec<usize>>, partners: &mut Partners) {
    let leads = |&block: &usize| {
        let partner = partners.get(&block)?;
        Some(((block, partner.block), lead(reference, block)?, lead(translation, partner.block)?))
    };
    let all: Vec<((usize, usize), String, String)> = items.values().filter_map(|blocks| blocks.first()).filter_map(leads).collect();
    let same = |at: usize| all.get(at).is_some_and(|(_, own, other)| own == other);
    let kept = (0..all.len()).filter(|&at| same(at)).count();
    let is_after = |at: usize| all.get(at..at + 2).is_some_and(|both| both[0].0.1 < both[1].0.1);
    for (at, (blocks, own, other)) in all.iter().enumerate() {
        let is_behind = at.checked_sub(1).is_none_or(|before| same(before) && is_after(before));
        let is_between = is_behind && (at + 1 == all.len() || same(at + 1) && is_after(at));
        if own != other && kept >= FEWEST_KEPT && !is_between && !names::alike(own, other) {
            partners.entry(blocks.0).and_modify(|partner| partner.weak = true);
        }
    }
}

/// Fewer items that begin with the same code say nothing of how the others begin.
const FEWEST_KEPT: usize = 2;

/// The blocks of units with the same key, if one of them stands elsewhere.
fn shared((left, right): &(Keyed, Keyed), is_paired: impl Fn(usize, usize) -> bool) -> Vec<(Vec<usize>, Vec<usize>)> {
    let both = || left.iter().filter_map(|(key, blocks)| Some((blocks, right.get(key)?)));
    let is_moved = |(a, b): (&Vec<usize>, &Vec<usize>)| !is_paired(a[0], b[0]);
    if both().any(is_moved) { both().map(|(a, b)| (a.clone(), b.clone())).collect() } else { Vec::new() }
}

/// Blocks without a name whose partner was given to another one, and the partners that those gave up.
fn parted(partners: &Partners, changed: &BTreeMap<usize, Option<usize>>) -> (Vec<usize>, Vec<usize>) {
    let used: BTreeSet<usize> = changed.values().flatten().copied().collect();
    let mut parted = (Vec::new(), Vec::new());
    for (&r, partner) in partners {
        match (changed.contains_key(&r), used.contains(&partner.block)) {
            (false, true) => parted.0.push(r),
            (true, false) => parted.1.push(partner.block),
            _ => {}
        }
    }
    parted
}

/// The blocks of units by their key.
type Keyed = BTreeMap<String, Vec<usize>>;

/// The items among some blocks, and the rows of which no block has a partner.
fn units(side: Side<'_>, blocks: Range<usize>, is_paired: &dyn Fn(usize) -> bool) -> BTreeMap<Unit, Vec<usize>> {
    let mut units: BTreeMap<Unit, Vec<usize>> = BTreeMap::new();
    for block in blocks {
        if let Some(unit) = unit_of(&side.document.blocks[block]) {
            units.entry(unit).or_default().push(block);
        }
    }
    units.retain(|unit, blocks| matches!(unit, Unit::Item(..)) || !blocks.iter().any(|&block| is_paired(block)));
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

/// The first text of a unit where it is a name: it has letters and no more than a few words.
fn name(side: Side<'_>, block: usize) -> Option<String> {
    let text = side.document.blocks[block].text.visible();
    let words = text.split_whitespace();
    let is_name = text.chars().any(char::is_alphabetic) && words.clone().count() <= LONGEST_NAME;
    is_name.then(|| words.collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Words of a name at most.
const LONGEST_NAME: usize = 6;

/// The code that an item begins with.
fn lead(side: Side<'_>, block: usize) -> Option<String> {
    let block = &side.document.blocks[block];
    let text = block.text.visible();
    let start = text.len() - text.trim_start().len();
    let code = block.inlines.iter().find(|inline| inline.kind == InlineKind::Code && inline.range.start == start)?;
    Some(text.get(code.range.clone())?.trim().to_owned()).filter(|code| !code.is_empty())
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
