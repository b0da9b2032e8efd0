//! Pairs of blocks inside a pair of sections.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::features::{self, Features, hash, likeness, of_blocks};
use super::script::letters;
use super::{BlockPair, Side, keys, sequence, tables};
use crate::diff;
use crate::markdown::{Block, BlockKind, Container};

/// What must agree before two blocks can stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    kind: u8,
    /// Depth of lists, quotes and notes, one digit each.
    nesting: u32,
}

/// What is paired as one: a block, or all that belongs to a table.
#[derive(Clone, Debug)]
struct Element {
    blocks: Range<usize>,
    shape: Shape,
}

impl Element {
    fn is_table(&self) -> bool {
        self.shape.kind == TABLE
    }
}

/// The kind of a table's shape.
const TABLE: u8 = 2;

/// Lines up a run of blocks of the reference and one of the translation.
pub(super) fn align(reference: Side<'_>, translation: Side<'_>, rows: Range<usize>, columns: Range<usize>) -> Vec<BlockPair> {
    let (left, right) = (elements(reference, rows.clone()), elements(translation, columns.clone()));
    let is_even = left.iter().map(|element| element.shape).eq(right.iter().map(|element| element.shape));
    let pairs = if is_even && !is_shifted(reference, translation, &left, &right) {
        (0..left.len()).map(|at| (at, at, false)).collect()
    } else {
        by_likeness(reference, translation, &left, &right)
    };
    let mut partners = Partners::new();
    for (l, r, weak) in pairs {
        let (own, other) = (&left[l], &right[r]);
        if own.is_table() && other.is_table() {
            let cells = tables::align(reference, translation, own.blocks.clone(), other.blocks.clone());
            partners.extend(cells.into_iter().map(|(r, t, in_doubt)| (r, Partner { block: t, weak: weak || in_doubt })));
        } else {
            partners.insert(own.blocks.start, Partner { block: other.blocks.start, weak });
        }
    }
    keys::by_key(reference, translation, (rows.clone(), columns.clone()), &mut partners);
    with_rest(&partners, rows, columns)
}

/// The elements of a run of blocks.
fn elements(side: Side<'_>, blocks: Range<usize>) -> Vec<Element> {
    let table = |at: usize| if let BlockKind::Cell(cell) = side.document.blocks[at].kind { Some(cell.table) } else { None };
    let mut ends: BTreeMap<u32, usize> = BTreeMap::new();
    for at in blocks.clone() {
        ends.extend(table(at).map(|table| (table, at + 1)));
    }
    let mut elements = Vec::new();
    let mut at = blocks.start;
    while at < blocks.end {
        let end = table(at).and_then(|table| ends.get(&table)).map_or(at + 1, |&end| end.max(at + 1));
        elements.push(Element { blocks: at..end, shape: shape(&side.document.blocks[at]) });
        at = end;
    }
    elements
}

/// Whether as many elements of the same shapes are others all the same.
fn is_shifted(reference: Side<'_>, translation: Side<'_>, left: &[Element], right: &[Element]) -> bool {
    let of = |side: Side<'_>, elements: &[Element]| -> Vec<Features> {
        elements.iter().map(|element| of_blocks(side, element.blocks.clone())).collect()
    };
    left.len() > features::FEWEST_SHIFTED
        && features::are_shifted(&of(reference, left), &of(translation, right), |r, t| left[r].shape == right[t].shape)
}

fn shape(block: &Block) -> Shape {
    let kind = match &block.kind {
        BlockKind::Heading(_) => 0,
        BlockKind::Paragraph => 1,
        BlockKind::Cell(_) => TABLE,
        BlockKind::Code { .. } => 3,
        BlockKind::Directive(_) => 4,
        BlockKind::Html => 5,
        BlockKind::ThematicBreak => 6,
    };
    let nesting =
        block.containers.iter().fold(0, |nesting: u32, container| nesting.wrapping_mul(5).wrapping_add(container_digit(container)));
    Shape { kind, nesting }
}

fn container_digit(container: &Container) -> u32 {
    match container {
        Container::ListItem { .. } | Container::HtmlListItem => 1,
        Container::Quote => 2,
        Container::Admonition { .. } => 3,
        Container::Footnote { .. } => 4,
    }
}

/// What is known of an element when its partner is looked for.
struct Profile {
    shape: Shape,
    features: Features,
    letters: f64,
    names: BTreeSet<u64>,
    /// Whether it ends in a colon: it belongs to what follows.
    leads: bool,
}

impl Profile {
    fn of(side: Side<'_>, element: &Element) -> Profile {
        let blocks = || &side.document.blocks[element.blocks.clone()];
        let names =
            if element.is_table() { tables::marks(side, element.blocks.clone()) } else { blocks().iter().flat_map(names_in).collect() };
        let letters = blocks().iter().map(|block| letters(block.text.visible())).sum();
        let leads = blocks().last().is_some_and(Block::leads);
        Profile { shape: element.shape, features: of_blocks(side, element.blocks.clone()), letters, names, leads }
    }

    /// How much of what translators keep two elements share.
    fn shared(&self, other: &Profile) -> i32 {
        let most = if self.shape.kind == TABLE { MOST_MARKS } else { MOST_NAMES };
        let names = self.names.intersection(&other.names).take(most).count() as i32 * 60;
        likeness(&self.features, &other.features).map_or(0, |likeness| likeness * 2) + names
    }

    fn score(&self, other: &Profile) -> i32 {
        let shape = shape_score(self.shape, other.shape);
        if shape == 0 {
            return 0;
        }
        let is_unlike = if self.features.is_empty() || other.features.is_empty() { 0 } else { 400 };
        let one_sided = if self.features.is_empty() == other.features.is_empty() { 0 } else { 150 };
        shape + self.shared(other) + length_score(self.letters, other.letters) - is_unlike - one_sided
    }
}

/// Pairs of elements, and whether they are in doubt: nothing speaks for them but their place, where another number of elements is open.
fn by_likeness(reference: Side<'_>, translation: Side<'_>, left: &[Element], right: &[Element]) -> Vec<(usize, usize, bool)> {
    let of = |side: Side<'_>, elements: &[Element]| -> Vec<Profile> { elements.iter().map(|element| Profile::of(side, element)).collect() };
    let (own, others) = (of(reference, left), of(translation, right));
    // What leads to something belongs with what it leads to.
    let led = |r: usize, t: usize| {
        let next = own.get(r + 1).zip(others.get(t + 1)).filter(|_| own[r].leads && others[t].leads);
        next.map_or(0, |(a, b)| a.shared(b) / 2)
    };
    let score = |r: usize, t: usize| match own[r].score(&others[t]) {
        0 => 0,
        score => score + led(r, t),
    };
    let pairs = sequence::align(left.len(), right.len(), score).unwrap_or_else(|| by_shape(left, right));
    let total = |profiles: &[Profile]| profiles.iter().map(|profile| profile.letters).sum::<f64>().max(1.0);
    let scale = total(&own) / total(&others);
    let apart = |a: &Profile, b: &Profile| {
        let (a, b) = (a.letters.max(1.0), (b.letters * scale).max(1.0));
        a.max(b) / a.min(b)
    };
    let is_sure = |&(r, t): &(usize, usize)| own[r].shared(&others[t]) > 0 || led(r, t) > 0;
    let strong = sequence::anchored(&pairs, left.len(), right.len(), is_sure);
    let is_weak = |(r, t): (usize, usize), strong: bool| {
        let apart = apart(&own[r], &others[t]);
        !is_sure(&(r, t)) && if strong { apart > FAR_APART } else { own[r].shape != others[t].shape || apart > LENGTHS_APART }
    };
    pairs.iter().zip(strong).map(|(&(r, t), strong)| (r, t, is_weak((r, t), strong))).collect()
}

/// Texts whose lengths are further apart than usual on their page are partners by chance, if nothing else says that they are.
const LENGTHS_APART: f64 = 1.8;

/// The same for texts between two that are sure, where as many are open on both sides.
const FAR_APART: f64 = 5.0;

/// Names that count at most; two paragraphs on one thing share some by chance.
const MOST_NAMES: usize = 4;

/// Headers and keys of a table that count at most.
const MOST_MARKS: usize = 10;

/// Words that translators tend to keep, by hash: those with a capital in Latin letters.
fn names_in(block: &Block) -> BTreeSet<u64> {
    let words = block.text.visible().split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase())).take(64).map(hash).collect()
}

fn shape_score(a: Shape, b: Shape) -> i32 {
    match () {
        () if a == b => 600,
        // A list that became a paragraph, a quote that became a note.
        () if a.kind == b.kind => 300,
        () if a.kind <= 1 && b.kind <= 1 => 100,
        () => 0,
    }
}

/// Blocks of like length among their kind are likelier partners.
fn length_score(a: f64, b: f64) -> i32 {
    if a.max(b) < 1.0 { 0 } else { (200.0 * a.min(b) / a.max(b)) as i32 }
}

/// Very long sections: runs of equal shape only.
fn by_shape(left: &[Element], right: &[Element]) -> Vec<(usize, usize)> {
    let ids = |elements: &[Element]| -> Vec<u64> {
        elements.iter().map(|element| u64::from(element.shape.kind) << 56 | u64::from(element.shape.nesting)).collect()
    };
    diff::common(&ids(left), &ids(right))
}

/// What stands for a block of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partner {
    pub(super) block: usize,
    pub(super) weak: bool,
}

/// The partners of blocks of the reference.
pub(super) type Partners = BTreeMap<usize, Partner>;

/// All pairs in the order of the reference, with the blocks that have no partner: those of the translation follow what they follow there.
fn with_rest(partners: &Partners, rows: Range<usize>, columns: Range<usize>) -> Vec<BlockPair> {
    let used: BTreeSet<usize> = partners.values().map(|partner| partner.block).collect();
    let behind = |from: usize| (from..columns.end).take_while(|block| !used.contains(block));
    let alone = |block: usize| BlockPair { reference: None, translation: Some(block), weak: false };
    let mut all = Vec::with_capacity(rows.len().max(columns.len()));
    let mut open: Vec<usize> = behind(columns.start).collect();
    for r in rows {
        let partner = partners.get(&r);
        if let Some(partner) = partner {
            all.extend(open.drain(..).map(alone));
            open.extend(behind(partner.block + 1));
        }
        let (translation, weak) = (partner.map(|partner| partner.block), partner.is_some_and(|partner| partner.weak));
        all.push(BlockPair { reference: Some(r), translation, weak });
    }
    all.extend(open.into_iter().map(alone));
    all
}
