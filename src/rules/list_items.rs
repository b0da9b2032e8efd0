//! `list-items`: a list with fewer or more items than in the reference.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::entries::{self, Lost};
use super::markup::{self, Wording};
use super::outline::{self, Entry};
use super::slips;
use super::stated::{Counted, Stated, TextKind};
use crate::align::{SectionPair, Side};
use crate::compare::mentions::Mention;
use crate::markdown::{Slip, SlipKind};

const WORDING: Wording = Wording {
    rule: RuleId::ListItems,
    kind: TextKind::Words,
    changed: |expected, found| format!("list item is `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("list item `{expected}` of the reference is missing here"),
    added: |found| format!("list item `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(_) => "translate the item, or remove it from the reference".to_owned(),
        None => "take the item out, or add it to the reference too".to_owned(),
    },
};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let meant = comparison.pair_notes.in_both_languages(comparison);
    let pairs = comparison.alignment.sections.iter().enumerate();
    let mut drifts: Vec<Drift> = pairs.flat_map(|(at, pair)| section(comparison, at, pair, meant)).collect();
    let mut texts: BTreeMap<usize, Vec<(&Slip, &SectionPair, usize)>> = BTreeMap::new();
    for lost in slips::of(comparison, SlipKind::Item) {
        texts.entry(lost.1.reference).or_default().push(lost);
    }
    drifts.extend(texts.values().map(|lost| text_drift(comparison, lost)));
    drifts
}

/// Items of a section that lack the blank behind their marks.
fn text_drift(comparison: &Comparison<'_>, lost: &[(&Slip, &SectionPair, usize)]) -> Drift {
    let (slip, pair, block) = lost[0];
    let mark = comparison.translation.document.source.slice(slip.span);
    let shown =
        |side: Side<'_>, at: Option<usize>| at.and_then(|at| side.document.blocks.get(at)).map(|block| markup::brief(block.text.visible()));
    let partner = pair.blocks.iter().find(|blocks| blocks.translation == Some(block)).and_then(|blocks| blocks.reference);
    let stated = |text: Option<String>| text.map(|text| Stated::text(TextKind::Words, text)).into_iter().collect();
    let what = if lost.len() == 1 { "list item is".to_owned() } else { format!("{} list items are", lost.len()) };
    let slips: Vec<&Slip> = lost.iter().map(|(slip, ..)| *slip).collect();
    Drift {
        message: format!("{what} text here, because no blank stands behind `{mark}`"),
        help: Some(format!("put a blank behind `{mark}`")),
        expected: stated(shown(comparison.reference, partner)),
        found: stated(shown(comparison.translation, Some(block))),
        translation_label: "text".to_owned(),
        reference_label: "an item".to_owned(),
        fixes: slips::blanks(&slips).into_iter().collect(),
        ..slips::drift(comparison, RuleId::ListItems, slip, pair, block)
    }
}

/// Blocks of the reference in lists that have lost items.
pub(super) fn covered(comparison: &Comparison<'_>) -> BTreeSet<usize> {
    let of = |pair: &SectionPair| {
        let (left, right) = both(comparison, pair);
        let lost = entries::lost((comparison.reference, &left), (comparison.translation, &right), &entries::partners(pair, true));
        let groups: BTreeSet<u32> = lost.entries.iter().map(|item| item.group).collect();
        left.iter().filter(|item| groups.contains(&item.group)).flat_map(|item| item.blocks.clone()).collect::<Vec<_>>()
    };
    comparison.alignment.sections.iter().flat_map(of).collect()
}

fn both(comparison: &Comparison<'_>, pair: &SectionPair) -> (Vec<Entry>, Vec<Entry>) {
    let items = |side: Side<'_>, of_reference: bool| outline::items(side.document, &outline::blocks(pair, of_reference));
    (items(comparison.reference, true), items(comparison.translation, false))
}

/// `meant`: blocks of the translation that are there in both languages.
fn section(comparison: &Comparison<'_>, at: usize, pair: &SectionPair, meant: &BTreeSet<usize>) -> Vec<Drift> {
    let (left, right) = both(comparison, pair);
    let (reference, translation) = ((comparison.reference, left.as_slice()), (comparison.translation, right.as_slice()));
    let gone = entries::lost(reference, translation, &entries::partners(pair, true));
    let added = entries::lost(translation, reference, &entries::partners(pair, false));
    let (mut lost, all, other, is_gone) = if gone.entries.is_empty() { (added, &right, &left, false) } else { (gone, &left, &right, true) };
    if !is_gone {
        lost.leave_out(|item| item.blocks.iter().any(|block| meant.contains(block)));
    }
    if !lost.entries.is_empty() {
        let paragraphs = said_in_paragraphs(comparison, pair, (all, other), is_gone);
        lost.leave_out(|item| paragraphs.contains(&item.group));
    }
    if lost.is_sure || lost.entries.is_empty() {
        return each(comparison, at, &lost, all, is_gone);
    }
    let first = one(comparison, at, lost.entries[0], lost.after[0], is_gone);
    let (expected, found) = lost.counts((&left, &right), is_gone);
    vec![entries::unsure(first, expected, found, Counted::Item)]
}

/// The lists of one side that the other side says in paragraphs: some items stand for one, and the paragraphs are as long as the list.
fn said_in_paragraphs(comparison: &Comparison<'_>, pair: &SectionPair, (all, other): (&[Entry], &[Entry]), is_gone: bool) -> BTreeSet<u32> {
    let lists: BTreeMap<usize, u32> = all.iter().flat_map(|item| item.blocks.iter().map(|&block| (block, item.group))).collect();
    let held: BTreeSet<usize> = other.iter().flat_map(|item| item.blocks.iter().copied()).collect();
    let scale = comparison.pair_notes.scale(comparison);
    let mut sums: BTreeMap<u32, Letters> = BTreeMap::new();
    let mut alone = 0.0;
    for blocks in &pair.blocks {
        let lengths = scale.lengths(comparison, blocks);
        let (here, there, letters, others) = if is_gone {
            (blocks.reference, blocks.translation, lengths.expected, lengths.found)
        } else {
            (blocks.translation, blocks.reference, lengths.found, lengths.expected)
        };
        if there.is_some_and(|at| held.contains(&at)) {
            continue;
        }
        match here.map(|at| lists.get(&at)) {
            None => alone += others,
            Some(None) => {}
            Some(Some(&list)) => sums.entry(list).or_default().add(letters, others),
        }
    }
    let is_said = |letters: &Letters| letters.is_paired && letters.paragraphs + alone >= letters.items * SAME_LENGTH;
    sums.into_iter().filter(|(_, letters)| is_said(letters)).map(|(list, _)| list).collect()
}

/// How much the items of a list say, and what stands for them.
#[derive(Default)]
struct Letters {
    items: f64,
    paragraphs: f64,
    is_paired: bool,
}

impl Letters {
    fn add(&mut self, items: f64, paragraphs: f64) {
        self.items += items;
        self.paragraphs += paragraphs;
        self.is_paired |= paragraphs > 0.0;
    }
}

/// Paragraphs that say what a list says may be so much shorter.
const SAME_LENGTH: f64 = 0.6;

/// One drift for each item; one for a list of which all are gone.
fn each(comparison: &Comparison<'_>, pair: usize, lost: &Lost<'_>, all: &[Entry], is_gone: bool) -> Vec<Drift> {
    let items = &lost.entries;
    let of_group =
        |group: u32| (items.iter().filter(|item| item.group == group).count(), all.iter().filter(|item| item.group == group).count());
    let document = if is_gone { comparison.reference.document } else { comparison.translation.document };
    let lost_items: BTreeSet<(u32, u32)> = items.iter().map(|item| (item.group, item.index)).collect();
    let mut told = BTreeSet::new();
    let mut drifts = Vec::new();
    // What stands inside an item goes with it.
    for (item, after) in items.iter().zip(&lost.after).filter(|(item, _)| !outline::is_inside(document, item, &lost_items)) {
        let (lost, total) = of_group(item.group);
        let is_whole = lost == total && total > 1;
        if is_whole && !told.insert(item.group) {
            continue;
        }
        let mut drift = one(comparison, pair, item, *after, is_gone);
        if is_whole {
            drift.message = if is_gone {
                format!("list of {total} items of the reference is missing here")
            } else {
                format!("list of {total} items is not in the reference")
            };
        }
        drifts.push(drift);
    }
    drifts
}

fn one(comparison: &Comparison<'_>, pair: usize, item: &Entry, after: Option<usize>, is_gone: bool) -> Drift {
    let side = if is_gone { comparison.reference } else { comparison.translation };
    entries::drift(comparison, pair, (mention(side, item), after), is_gone, &WORDING)
}

fn mention(side: Side<'_>, item: &Entry) -> Option<Mention<()>> {
    let at = *item.blocks.first()?;
    let block = side.document.blocks.get(at)?;
    let shown = markup::brief(if block.text.is_empty() { side.document.source.slice(block.span) } else { block.text.visible() });
    Some(Mention { value: (), shown, block: at, span: block.span, alone: true })
}
