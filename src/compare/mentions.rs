//! Comparison of what two aligned pages mention: links, code, images, includes. What stands at its place has found its partner; what stands
//! elsewhere in the section, in text or code too, or in another section, is there; two of a table or list may have changed places.
//!
//! It knows equality and likeness of values through [`Value`] only, and nothing of wording.

use std::collections::{BTreeMap, BTreeSet};

use super::Pages;
use super::exchange::{self, Leftover};
use super::places::{Order, Places};
use crate::align::{BlockPair, SectionPair, Side};
use crate::markdown::Block;
use crate::source::Span;

/// More leftovers than this on one side are compared by key only, to bound time.
const MOST_LEFTOVERS: usize = 128;

/// How alike two values in different blocks must be to be one that was changed, in thousandths.
const ALIKE: u32 = 600;

const QUOTES: [char; 11] = ['"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '＂'];

/// What is compared.
pub trait Value {
    /// Equal keys are equal values.
    fn key(&self) -> &str;
    /// Whether values with different keys are equal all the same.
    fn is_same(&self, other: &Self) -> bool;
    /// How likely one is the other, changed; in thousandths.
    fn likeness(&self, other: &Self) -> u32;
    /// Whether saying a value once says it as often as the other side does.
    const ONCE_IS_ENOUGH: bool = false;
    /// Whether the value may also be said in plain text; then [`Value::is_said`] is asked.
    const MAY_BE_TEXT: bool = false;
    /// Whether two of them in a table or list may have changed places.
    const MAY_EXCHANGE: bool = false;
    /// Whether that text takes in code blocks.
    const MAY_BE_CODE: bool = true;
    /// Whether the text of a section, without blanks and quotes and in lower case, says the value.
    fn is_said(&self, _text: &str) -> bool {
        false
    }
}

/// A value where it stands.
#[derive(Clone, Debug)]
pub struct Mention<V> {
    /// What it is.
    pub value: V,
    /// As the finding shows it.
    pub shown: String,
    /// Index into the document's blocks.
    pub block: usize,
    /// Its bytes.
    pub span: Span,
    /// Whether its block is nothing but it, so that no other rule speaks when the block is gone.
    pub alone: bool,
}

/// One difference of a pair of sections.
#[derive(Debug)]
pub struct Difference<V> {
    /// Index into the alignment's pairs of sections.
    pub pair: usize,
    /// What the reference mentions; none when the translation adds something.
    pub reference: Option<Mention<V>>,
    /// What the translation mentions instead, if anything.
    pub translation: Option<Mention<V>>,
    /// The block that stands for the one of the other side.
    pub partner: Option<usize>,
    /// Where there is none: the last block before the place where it should stand.
    pub after: Option<usize>,
    /// Whether both sides stand in one pair of blocks.
    pub together: bool,
    /// The other place, where what both sides mention has changed places with what stands there.
    pub exchanged: Option<Exchanged>,
}

/// The other of two places that have exchanged what they mention.
#[derive(Clone, Debug)]
pub struct Exchanged {
    /// What the reference calls it, if that is short.
    pub label: Option<String>,
    /// Whether a label says that the places themselves have not moved; else only their order and lengths do.
    pub is_labelled: bool,
}

/// What one pair of sections mentions, and which of it has found its equal.
struct Sheet<V> {
    pair: usize,
    left: Vec<Mention<V>>,
    right: Vec<Mention<V>>,
    left_open: Vec<bool>,
    right_open: Vec<bool>,
    /// Blocks of the translation by block of the reference, and the reverse.
    partners: BTreeMap<usize, usize>,
    reverse: BTreeMap<usize, usize>,
    /// Blocks of the reference whose partner is in doubt: what stands in them is neither changed nor gone.
    in_doubt: BTreeSet<usize>,
    /// Mentions of both sides at one place that belong to another one.
    exchanged: Vec<(usize, usize, Exchanged)>,
}

/// The differences of two pages. `collect` lists what one block mentions; nothing is called gone or added inside the `covered` blocks
/// of the reference, for which another rule speaks.
pub fn compare<V: Value>(
    pages: &Pages<'_>,
    covered: &BTreeSet<usize>,
    collect: impl Fn(Side<'_>, usize) -> Vec<Mention<V>>,
) -> Vec<Difference<V>> {
    compare_unlike(pages, covered, |_, _| false, collect)
}

/// The same, where `is_alike` tells at a glance that two blocks mention the same things in the same letters: they are not read.
pub fn compare_unlike<V: Value>(
    pages: &Pages<'_>,
    covered: &BTreeSet<usize>,
    is_alike: impl Fn(&Block, &Block) -> bool,
    collect: impl Fn(Side<'_>, usize) -> Vec<Mention<V>>,
) -> Vec<Difference<V>> {
    let pairs = pages.alignment.sections.iter().enumerate();
    let sheets = pairs.map(|(at, pair)| Sheet::new(pages, at, pair, &is_alike, &collect));
    let mut sheets: Vec<Sheet<V>> = sheets.filter(|sheet| !(sheet.left.is_empty() && sheet.right.is_empty())).collect();
    for sheet in &mut sheets {
        sheet.cancel_in_blocks();
        if V::MAY_EXCHANGE {
            sheet.exchange(pages);
        }
        sheet.cancel(&|a, b| a.key() == b.key());
        sheet.cancel(&V::is_same);
        if V::ONCE_IS_ENOUGH {
            sheet.cancel_repeated();
        }
        if V::MAY_BE_TEXT {
            sheet.cancel_said(pages);
        }
    }
    cancel_across(pages, &mut sheets, &collect);
    sheets.into_iter().flat_map(|sheet| sheet.differences(covered)).collect()
}

impl<V: Value> Sheet<V> {
    fn new<'c>(
        pages: &Pages<'c>,
        at: usize,
        pair: &SectionPair,
        is_alike: &impl Fn(&Block, &Block) -> bool,
        collect: &impl Fn(Side<'_>, usize) -> Vec<Mention<V>>,
    ) -> Self {
        let both = || pair.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation));
        let is_settled = |blocks: &&BlockPair| {
            let block = |side: Side<'c>, at: Option<usize>| at.and_then(|at| side.document.blocks.get(at));
            let both = block(pages.reference, blocks.reference).zip(block(pages.translation, blocks.translation));
            both.is_some_and(|(reference, translation)| is_alike(reference, translation))
        };
        let (mut left, mut right) = mentions(pages, pair.blocks.iter().filter(|blocks| !is_settled(blocks)), collect);
        let is_empty = left.is_empty() && right.is_empty();
        if V::ONCE_IS_ENOUGH && !is_empty {
            // What is settled says what may be repeated.
            (left, right) = mentions(pages, pair.blocks.iter(), collect);
        }
        let both = || both().filter(|_| !is_empty);
        Sheet {
            pair: at,
            left_open: vec![true; left.len()],
            right_open: vec![true; right.len()],
            left,
            right,
            partners: both().collect(),
            reverse: both().map(|(r, t)| (t, r)).collect(),
            in_doubt: pair.blocks.iter().filter(|blocks| blocks.weak).filter_map(|blocks| blocks.reference).collect(),
            exchanged: Vec::new(),
        }
    }

    fn close(&mut self, left: usize, right: usize) {
        (self.left_open[left], self.right_open[right]) = (false, false);
    }

    fn are_partners(&self, left: usize, right: usize) -> bool {
        !self.in_doubt.contains(&self.left[left].block) && self.partners.get(&self.left[left].block) == Some(&self.right[right].block)
    }

    fn open(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |open: &[bool]| open.iter().enumerate().filter_map(|(at, open)| open.then_some(at)).collect();
        (of(&self.left_open), of(&self.right_open))
    }

    /// Equal keys in blocks that stand for each other, so that of several equal mentions the right one is left over.
    fn cancel_in_blocks(&mut self) {
        let mut free: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for (at, mention) in self.right.iter().enumerate().rev() {
            free.entry((mention.block, mention.value.key().to_owned())).or_default().push(at);
        }
        for left in 0..self.left.len() {
            let mention = &self.left[left];
            let Some(&block) = self.partners.get(&mention.block) else { continue };
            if let Some(right) = free.get_mut(&(block, mention.value.key().to_owned())).and_then(Vec::pop) {
                self.close(left, right);
            }
        }
    }

    /// Finds what stands at each other's place in a table or list. One that its own place has too has not left it.
    fn exchange(&mut self, pages: &Pages<'_>) {
        let (left, right) = self.open();
        if left.len().min(right.len()) < 2 || left.len().max(right.len()) > MOST_LEFTOVERS {
            return;
        }
        let pairs = &pages.alignment.sections[self.pair].blocks;
        let number = |block: usize, of: fn(&BlockPair) -> Option<usize>| pairs.iter().position(|pair| of(pair) == Some(block));
        let leftovers = |open: Vec<usize>, all: &[Mention<V>], of: fn(&BlockPair) -> Option<usize>| -> Vec<Leftover<usize>> {
            open.into_iter().filter_map(|at| Some(Leftover { pair: number(all[at].block, of)?, value: at })).collect()
        };
        let (lefts, rights) = (leftovers(left, &self.left, |pair| pair.reference), leftovers(right, &self.right, |pair| pair.translation));
        let places = Places::new(pages.reference, pages.translation, pairs).without_targets();
        let same = |l: usize, r: usize| self.left[l].value.key() == self.right[r].value.key();
        for found in exchange::find(&places, &lefts, &rights, same) {
            let told = found.first.0.first().zip(found.first.1.first()).map(|(&l, &r)| (lefts[l].value, rights[r].value));
            for &l in found.first.0.iter().chain(&found.second.0) {
                self.left_open[lefts[l].value] = false;
            }
            for &r in found.first.1.iter().chain(&found.second.1) {
                self.right_open[rights[r].value] = false;
            }
            let other = Exchanged { label: places.label(found.pairs.1), is_labelled: found.order == Order::Labelled };
            self.exchanged.extend(told.map(|(l, r)| (l, r, other)));
        }
    }

    fn cancel(&mut self, equal: &impl Fn(&V, &V) -> bool) {
        let (left, mut right) = self.open();
        for l in left.into_iter().take(MOST_LEFTOVERS * 8) {
            let candidates = right.iter().take(MOST_LEFTOVERS);
            let found = |near: bool| {
                candidates.clone().position(|&r| equal(&self.left[l].value, &self.right[r].value) && (!near || self.are_partners(l, r)))
            };
            if let Some(at) = found(true).or_else(|| found(false)) {
                let r = right.remove(at);
                self.close(l, r);
            }
        }
    }

    /// What the other side says too, though less often.
    fn cancel_repeated(&mut self) {
        let keys =
            |mentions: &[Mention<V>]| -> BTreeSet<String> { mentions.iter().map(|mention| mention.value.key().to_owned()).collect() };
        let (left, right) = (keys(&self.left), keys(&self.right));
        for (mention, open) in self.left.iter().zip(&mut self.left_open) {
            *open = *open && !right.contains(mention.value.key());
        }
        for (mention, open) in self.right.iter().zip(&mut self.right_open) {
            *open = *open && !left.contains(mention.value.key());
        }
    }

    /// What the other side says in plain text.
    fn cancel_said(&mut self, pages: &Pages<'_>) {
        let (left, right) = self.open();
        let pair = &pages.alignment.sections[self.pair];
        if !left.is_empty() {
            let text = text_of(pages.translation, pair.translation, V::MAY_BE_CODE);
            left.into_iter().take(MOST_LEFTOVERS).for_each(|at| self.left_open[at] = !self.left[at].value.is_said(&text));
        }
        if !right.is_empty() {
            let text = text_of(pages.reference, pair.reference, V::MAY_BE_CODE);
            right.into_iter().take(MOST_LEFTOVERS).for_each(|at| self.right_open[at] = !self.right[at].value.is_said(&text));
        }
    }

    /// What is left over on both sides, the likeliest partners together, those of one pair of blocks first.
    fn changed(&mut self) -> Vec<(usize, usize)> {
        let (left, right) = self.open();
        if left.len().max(right.len()) > MOST_LEFTOVERS {
            return Vec::new();
        }
        let mut candidates: Vec<(bool, u32, usize, usize)> = Vec::new();
        for &l in &left {
            for &r in &right {
                let (together, likeness) = (self.are_partners(l, r), self.left[l].value.likeness(&self.right[r].value));
                if together || likeness >= ALIKE {
                    candidates.push((together, likeness, l, r));
                }
            }
        }
        candidates.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
        let mut taken = Vec::new();
        for (_, _, l, r) in candidates {
            if self.left_open[l] && self.right_open[r] {
                self.close(l, r);
                taken.push((l, r));
            }
        }
        taken
    }

    fn differences(mut self, covered: &BTreeSet<usize>) -> Vec<Difference<V>> {
        let changed = self.changed();
        let together: Vec<bool> = changed.iter().map(|&(l, r)| self.are_partners(l, r)).collect();
        let Sheet { pair, left, right, left_open, right_open, partners, reverse, in_doubt, exchanged } = self;
        let mut left: Vec<Option<Mention<V>>> = left.into_iter().map(Some).collect();
        let mut right: Vec<Option<Mention<V>>> = right.into_iter().map(Some).collect();
        let mut found: Vec<Difference<V>> = Vec::new();
        for (l, r, other) in exchanged {
            let (reference, translation) = (left[l].take(), right[r].take());
            found.push(Difference { pair, reference, translation, partner: None, after: None, together: true, exchanged: Some(other) });
        }
        for ((l, r), together) in changed.into_iter().zip(together) {
            found.push(Difference {
                pair,
                reference: left[l].take(),
                translation: right[r].take(),
                partner: None,
                after: None,
                together,
                exchanged: None,
            });
        }
        for mention in left.into_iter().zip(left_open).filter_map(|(mention, open)| mention.filter(|_| open)) {
            let block = mention.block;
            let partner = partners.get(&block).copied();
            if (partner.is_some() && !in_doubt.contains(&block) || mention.alone) && !covered.contains(&mention.block) {
                found.push(Difference {
                    pair,
                    reference: Some(mention),
                    translation: None,
                    partner,
                    after: before(&partners, block),
                    together: false,
                    exchanged: None,
                });
            }
        }
        for mention in right.into_iter().zip(right_open).filter_map(|(mention, open)| mention.filter(|_| open)) {
            let block = mention.block;
            let partner = reverse.get(&block).copied();
            let is_known = partner.is_some_and(|block| !in_doubt.contains(&block));
            if (is_known || mention.alone) && !partner.is_some_and(|block| covered.contains(&block)) {
                found.push(Difference {
                    pair,
                    reference: None,
                    translation: Some(mention),
                    partner,
                    after: before(&reverse, block),
                    together: false,
                    exchanged: None,
                });
            }
        }
        found
    }
}

/// What both sides of some pairs of blocks mention, in the order of the pages.
fn mentions<'p, V>(
    pages: &Pages<'_>,
    blocks: impl Iterator<Item = &'p BlockPair>,
    collect: &impl Fn(Side<'_>, usize) -> Vec<Mention<V>>,
) -> (Vec<Mention<V>>, Vec<Mention<V>>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for blocks in blocks {
        left.extend(blocks.reference.into_iter().flat_map(|block| collect(pages.reference, block)));
        right.extend(blocks.translation.into_iter().flat_map(|block| collect(pages.translation, block)));
    }
    left.sort_by_key(|mention| mention.block);
    right.sort_by_key(|mention| mention.block);
    (left, right)
}

/// The partner of the nearest block before one that has a partner.
fn before(partners: &BTreeMap<usize, usize>, block: usize) -> Option<usize> {
    partners.range(..block).next_back().map(|(_, &partner)| partner)
}

/// What moved to another section, or stands in one that has no partner, is not gone.
fn cancel_across<V: Value>(pages: &Pages<'_>, sheets: &mut [Sheet<V>], collect: &impl Fn(Side<'_>, usize) -> Vec<Mention<V>>) {
    let unpaired = |side: Side<'_>, sections: &[usize]| -> BTreeMap<String, usize> {
        let blocks = sections.iter().flat_map(|&section| side.document.sections[section].blocks.clone());
        count(blocks.flat_map(|block| collect(side, block)).map(|mention| mention.value.key().to_owned()))
    };
    if sheets.iter().all(|sheet| sheet.left_open.iter().chain(&sheet.right_open).all(|open| !open)) {
        return;
    }
    let mut right = unpaired(pages.translation, &pages.alignment.extra);
    let mut left = unpaired(pages.reference, &pages.alignment.missing);
    for sheet in sheets.iter() {
        let (open_left, open_right) = sheet.open();
        add(&mut left, open_left.iter().map(|&at| sheet.left[at].value.key()));
        add(&mut right, open_right.iter().map(|&at| sheet.right[at].value.key()));
    }
    for sheet in sheets {
        let (open_left, open_right) = sheet.open();
        for at in open_left {
            sheet.left_open[at] = !take(&mut right, sheet.left[at].value.key());
        }
        for at in open_right {
            sheet.right_open[at] = !take(&mut left, sheet.right[at].value.key());
        }
    }
}

/// What a section says and, if asked for, shows in code blocks; without blanks and quotes, in lower case.
fn text_of(side: Side<'_>, section: usize, with_code: bool) -> String {
    let document = side.document;
    let blocks = document.blocks[document.sections[section].blocks.clone()].iter();
    let text =
        blocks.map(|block| if block.text.is_empty() && with_code { document.source.slice(block.span) } else { block.text.visible() });
    text.flat_map(str::chars).filter(|c| !c.is_whitespace() && !QUOTES.contains(c)).flat_map(char::to_lowercase).collect()
}

fn count(keys: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn add<'k>(counts: &mut BTreeMap<String, usize>, keys: impl Iterator<Item = &'k str>) {
    for key in keys {
        *counts.entry(key.to_owned()).or_default() += 1;
    }
}

fn take(counts: &mut BTreeMap<String, usize>, key: &str) -> bool {
    let Some(count) = counts.get_mut(key).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}
