//! Pairs of blocks inside a pair of sections.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::features::{Features, hash, likeness, of_blocks};
use super::script::letters;
use super::{BlockPair, Side, keys, sequence};
use crate::diff;
use crate::markdown::{Block, BlockKind, Container};

/// What must agree before two blocks can stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    kind: u8,
    /// Column of a cell, level of a heading.
    detail: u32,
    /// Depth of lists, quotes and notes, one digit each.
    nesting: u32,
}

/// Lines up a run of blocks of the reference and one of the translation.
pub(super) fn align(reference: Side<'_>, translation: Side<'_>, rows: Range<usize>, columns: Range<usize>) -> Vec<BlockPair> {
    let left: Vec<Shape> = reference.document.blocks[rows.clone()].iter().map(shape).collect();
    let right: Vec<Shape> = translation.document.blocks[columns.clone()].iter().map(shape).collect();
    let pairs = if left == right && !is_shifted(reference, translation, &left, rows.start, columns.start) {
        (0..left.len()).map(|at| (at, at)).collect()
    } else {
        by_likeness(reference, translation, &left, &right, rows.start, columns.start)
    };
    let pairs = with_rest(&pairs, rows, columns);
    keys::by_key(reference, translation, pairs)
}

/// Whether as many blocks of the same shapes are others all the same: some blocks stand for one, two or more places away, all in the same
/// direction, because one was lost and another one added. Two that have changed places stand for each other's, and are no shift.
fn is_shifted(reference: Side<'_>, translation: Side<'_>, shapes: &[Shape], r0: usize, t0: usize) -> bool {
    if shapes.len() < FEWEST_SHIFTED + 1 {
        return false;
    }
    let alone = |side: Side<'_>, first: usize| -> BTreeMap<u64, Option<usize>> {
        let mut holders: BTreeMap<u64, Option<usize>> = BTreeMap::new();
        for at in 0..shapes.len() {
            for feature in of_blocks(side, first + at..first + at + 1) {
                holders.entry(feature).and_modify(|holder| *holder = None).or_insert(Some(at));
            }
        }
        holders
    };
    let (left, right) = (alone(reference, r0), alone(translation, t0));
    let both = left.iter().filter_map(|(feature, at)| Some(((*at)?, (*right.get(feature)?)?)));
    let pairs: BTreeSet<(usize, usize)> = both.filter(|&(r, t)| shapes[r] == shapes[t]).collect();
    let later = pairs.iter().filter(|(r, t)| t > r).count();
    let earlier = pairs.iter().filter(|(r, t)| t < r).count();
    let in_place = pairs.len() - later - earlier;
    let ordered: Vec<usize> = pairs.iter().map(|&(_, t)| t).collect();
    later.min(earlier) == 0 && later + earlier >= FEWEST_SHIFTED && later + earlier > in_place && ordered.is_sorted()
}

/// Fewer blocks that stand elsewhere are no shift.
const FEWEST_SHIFTED: usize = 2;

fn shape(block: &Block) -> Shape {
    let (kind, detail) = match &block.kind {
        BlockKind::Heading(_) => (0, 0),
        BlockKind::Paragraph => (1, 0),
        BlockKind::Cell(position) => (2, position.column),
        BlockKind::Code { .. } => (3, 0),
        BlockKind::Directive(_) => (4, 0),
        BlockKind::Html => (5, 0),
        BlockKind::ThematicBreak => (6, 0),
    };
    let nesting =
        block.containers.iter().fold(0, |nesting: u32, container| nesting.wrapping_mul(5).wrapping_add(container_digit(container)));
    Shape { kind, detail, nesting }
}

fn container_digit(container: &Container) -> u32 {
    match container {
        Container::ListItem { .. } | Container::HtmlListItem => 1,
        Container::Quote => 2,
        Container::Admonition { .. } => 3,
        Container::Footnote { .. } => 4,
    }
}

fn by_likeness(reference: Side<'_>, translation: Side<'_>, left: &[Shape], right: &[Shape], r0: usize, t0: usize) -> Vec<(usize, usize)> {
    let of = |side: Side<'_>, first: usize, count: usize| -> Vec<Features> {
        (first..first + count).map(|at| of_blocks(side, at..at + 1)).collect()
    };
    let (left_features, right_features) = (of(reference, r0, left.len()), of(translation, t0, right.len()));
    let lengths = |side: Side<'_>, first: usize, count: usize| -> Vec<f64> {
        side.document.blocks[first..first + count].iter().map(|block| letters(block.text.visible())).collect()
    };
    let (left_lengths, right_lengths) = (lengths(reference, r0, left.len()), lengths(translation, t0, right.len()));
    let names = |side: Side<'_>, first: usize, count: usize| -> Vec<BTreeSet<u64>> {
        side.document.blocks[first..first + count].iter().map(names_in).collect()
    };
    let (left_names, right_names) = (names(reference, r0, left.len()), names(translation, t0, right.len()));
    let score = |r: usize, t: usize| {
        let shape = shape_score(left[r], right[t]);
        if shape == 0 {
            return 0;
        }
        let content = likeness(&left_features[r], &right_features[t]).map_or(0, |likeness| likeness * 2 - 400);
        let one_sided = left_features[r].is_empty() != right_features[t].is_empty();
        let length = length_score(left_lengths[r], right_lengths[t]);
        let shared = left_names[r].intersection(&right_names[t]).take(MOST_NAMES).count() as i32 * 60;
        shape + content + length + shared - if one_sided { 150 } else { 0 }
    };
    sequence::align(left.len(), right.len(), score).unwrap_or_else(|| by_shape(left, right))
}

/// Names that count at most; two paragraphs on one thing share some by chance.
const MOST_NAMES: usize = 4;

/// Words that translators tend to keep, by hash: those with a capital in Latin letters.
fn names_in(block: &Block) -> BTreeSet<u64> {
    let words = block.text.visible().split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase())).take(64).map(hash).collect()
}

fn shape_score(a: Shape, b: Shape) -> i32 {
    match () {
        () if a == b => 600,
        // A list that became a paragraph, a quote that became a note.
        () if a.kind == b.kind && a.detail == b.detail => 300,
        () if a.kind <= 1 && b.kind <= 1 => 100,
        () => 0,
    }
}

/// Blocks of like length among their kind are likelier partners.
fn length_score(a: f64, b: f64) -> i32 {
    if a.max(b) < 1.0 { 0 } else { (200.0 * a.min(b) / a.max(b)) as i32 }
}

/// Very long sections: runs of equal shape only.
fn by_shape(left: &[Shape], right: &[Shape]) -> Vec<(usize, usize)> {
    let ids = |shapes: &[Shape]| -> Vec<u64> {
        shapes.iter().map(|shape| u64::from(shape.kind) << 56 | u64::from(shape.detail) << 28 | u64::from(shape.nesting)).collect()
    };
    diff::common(&ids(left), &ids(right))
}

/// Adds the blocks that have no partner.
fn with_rest(pairs: &[(usize, usize)], rows: Range<usize>, columns: Range<usize>) -> Vec<BlockPair> {
    let mut all = Vec::with_capacity(rows.len().max(columns.len()));
    let (mut row, mut column) = (rows.start, columns.start);
    let ends = (rows.len(), columns.len());
    for &(r, t) in pairs.iter().chain([&ends]) {
        let (r, t) = (rows.start + r, columns.start + t);
        all.extend((row..r).map(|block| BlockPair { reference: Some(block), translation: None }));
        all.extend((column..t).map(|block| BlockPair { reference: None, translation: Some(block) }));
        if r < rows.end && t < columns.end {
            all.push(BlockPair { reference: Some(r), translation: Some(t) });
        }
        (row, column) = (r + 1, t + 1);
    }
    all
}
