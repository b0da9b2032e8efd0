//! Lists and tables of a section, as items and rows with the blocks that they hold. It knows one document and no rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{BlockPair, SectionPair};
use crate::markdown::{Block, BlockKind, Container, Document};

/// A list item or table row.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Number of its list or table in the page.
    pub(super) group: u32,
    /// Item or row, from 0.
    pub(super) index: u32,
    /// Its blocks, those of lists inside it not counted.
    pub(super) blocks: Vec<usize>,
}

/// Whether an entry stands inside one of these items.
pub(super) fn is_inside(document: &Document, entry: &Entry, items: &BTreeSet<(u32, u32)>) -> bool {
    let block = entry.blocks.first().and_then(|&at| document.blocks.get(at));
    let own = (entry.group, entry.index);
    block.is_some_and(|block| {
        block.containers.iter().any(|container| match container {
            Container::ListItem { list, index, .. } => (*list, *index) != own && items.contains(&(*list, *index)),
            _ => false,
        })
    })
}

/// The items of all lists among some blocks, in the order of the page.
pub(super) fn items(document: &Document, blocks: &[usize]) -> Vec<Entry> {
    entries(document, blocks, |block| {
        block.containers.iter().rev().find_map(|container| match container {
            Container::ListItem { list, index, .. } => Some((*list, *index)),
            _ => None,
        })
    })
}

/// The rows of all tables among some blocks, in the order of the page, but for those in which nothing stands.
pub(super) fn rows(document: &Document, blocks: &[usize]) -> Vec<Entry> {
    let mut rows = entries(document, blocks, |block| match block.kind {
        BlockKind::Cell(cell) => Some((cell.table, cell.row)),
        _ => None,
    });
    let says_something = |block: &Block| !block.text.is_empty() || !block.inlines.is_empty() || !matches!(block.kind, BlockKind::Cell(_));
    rows.retain(|row| row.blocks.iter().filter_map(|&at| document.blocks.get(at)).any(says_something));
    rows
}

/// The blocks of a pair of sections on one side, in the order of the page.
pub(super) fn blocks(pair: &SectionPair, of_reference: bool) -> Vec<usize> {
    let own = |blocks: &BlockPair| if of_reference { blocks.reference } else { blocks.translation };
    let mut blocks: Vec<usize> = pair.blocks.iter().filter_map(own).collect();
    blocks.sort_unstable();
    blocks
}

fn entries(document: &Document, blocks: &[usize], place: impl Fn(&Block) -> Option<(u32, u32)>) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut known: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for &at in blocks {
        let Some(place) = document.blocks.get(at).and_then(&place) else { continue };
        let entry = *known.entry(place).or_insert_with(|| {
            found.push(Entry { group: place.0, index: place.1, blocks: Vec::new() });
            found.len() - 1
        });
        found[entry].blocks.push(at);
    }
    found
}

/// Blocks of the reference in lists and tables that have lost something: what they mention is gone with it, and not reported again.
pub(super) type Covered = BTreeSet<usize>;
