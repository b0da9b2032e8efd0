//! Which entries (list items, table rows) of a pair of sections have no counterpart. Shared by the rules for lists and tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::drift::Drift;
use super::evidence::Evidence;
use super::markup::{self, Wording};
use super::outline::Entry;
use super::stated::{Counted, Stated};
use crate::align::{SectionPair, Side};
use crate::compare::mentions::{Difference, Mention};
use crate::markdown::{Block, InlineKind};

/// More pairs of entries than this are not weighed, to bound time.
const MOST_PAIRS: usize = 1 << 18;

/// By how much the best choice of what is lost must be better than the next one, to be named.
const SURE: i64 = 120;

/// Entries of one side that the other has not.
#[derive(Debug, Default)]
pub(super) struct Lost<'e> {
    /// As many as are missing; the likeliest ones.
    pub(super) entries: Vec<&'e Entry>,
    /// For each of them: the last block of the other side before the place where it should stand.
    pub(super) after: Vec<Option<usize>>,
    /// Whether it can be told that it is these.
    pub(super) is_sure: bool,
}

impl Lost<'_> {
    /// Takes entries out that are not lost.
    pub(super) fn leave_out(&mut self, is_there: impl Fn(&Entry) -> bool) {
        let both = std::mem::take(&mut self.entries).into_iter().zip(std::mem::take(&mut self.after));
        (self.entries, self.after) = both.filter(|(entry, _)| !is_there(entry)).unzip();
    }

    /// How many entries the two sides have: of the list or table that the lost ones are all of, or of the whole section.
    pub(super) fn counts(&self, (left, right): (&[Entry], &[Entry]), is_gone: bool) -> (usize, usize) {
        let group = self.entries.first().map(|entry| entry.group);
        if self.entries.iter().any(|entry| Some(entry.group) != group) {
            return (left.len(), right.len());
        }
        let all = if is_gone { left } else { right }.iter().filter(|entry| Some(entry.group) == group).count();
        let others = all.saturating_sub(self.entries.len());
        if others == 0 {
            return (left.len(), right.len());
        }
        if is_gone { (all, others) } else { (others, all) }
    }
}

/// What the first side of a pair of sections has more than the second. `partners` leads from its blocks to those of the second.
pub(super) fn lost<'e>(
    (first_side, first): (Side<'_>, &'e [Entry]),
    (second_side, second): (Side<'_>, &[Entry]),
    partners: &BTreeMap<usize, usize>,
) -> Lost<'e> {
    let held: BTreeSet<usize> = second.iter().flat_map(|entry| entry.blocks.iter().copied()).collect();
    let partner_of = |entry: &Entry| entry.blocks.iter().find_map(|block| partners.get(block)).copied();
    // What became a paragraph is there.
    let here: Vec<&Entry> = first.iter().filter(|entry| partner_of(entry).is_none_or(|partner| held.contains(&partner))).collect();
    let count = here.len().saturating_sub(second.len());
    let open: Vec<&Entry> = here.iter().copied().filter(|entry| partner_of(entry).is_none()).collect();
    let is_known = are_known((first_side, first), (second_side, second), &open);
    if count == 0 && !is_known {
        return Lost::default();
    }
    // Lists and tables of two entries or more, of which none has a partner.
    let mut whole: BTreeMap<u32, (usize, bool)> = BTreeMap::new();
    for entry in first {
        let (count, is_open) = whole.entry(entry.group).or_insert((0, true));
        (*count, *is_open) = (*count + 1, *is_open && partner_of(entry).is_none());
    }
    let is_whole = |entry: &&Entry| whole.get(&entry.group).is_some_and(|(count, is_open)| *count > 1 && *is_open);
    // What leads to something that has no partner either is lost with it.
    let leads = |entry: &&Entry| leads_to_lost(first_side, entry, partners);
    if is_known || open.len() == count && !second.is_empty() && open.iter().all(|entry| is_whole(entry) || leads(entry)) {
        let after = open.iter().map(|entry| partner_before(partners, entry)).collect();
        return Lost { entries: open, after, is_sure: true };
    }
    if second.is_empty() || here.len().saturating_mul(second.len()) > MOST_PAIRS {
        let is_sure = second.is_empty();
        let entries: Vec<&Entry> = here.into_iter().take(count).collect();
        let after = entries.iter().map(|entry| partner_before(partners, entry)).collect();
        return Lost { entries, after, is_sure };
    }
    let left: Vec<Words> = here.iter().map(|entry| Words::of(first_side, entry)).collect();
    let right: Vec<Words> = second.iter().map(|entry| Words::of(second_side, entry)).collect();
    let (skipped, is_sure) = skipped(&scores(&left, &right), second.len());
    let last_block = |column: usize| column.checked_sub(1).and_then(|before| second[before].blocks.last().copied());
    let after = skipped.iter().map(|&(at, column)| last_block(column).or_else(|| partner_before(partners, here[at]))).collect();
    Lost { entries: skipped.into_iter().map(|(at, _)| here[at]).collect(), after, is_sure }
}

/// Whether an entry ends in a colon, and the block behind it, which is of its section, has no partner.
fn leads_to_lost(side: Side<'_>, entry: &Entry, partners: &BTreeMap<usize, usize>) -> bool {
    let blocks = &side.document.blocks;
    let last = entry.blocks.last().and_then(|&at| Some((at, blocks.get(at)?)));
    last.is_some_and(|(at, block)| {
        let is_lost = blocks.get(at + 1).is_some_and(|next| next.section == block.section && !partners.contains_key(&(at + 1)));
        is_lost && block.leads()
    })
}

/// Whether entries are told from all of the other side by how they begin: half of all begin alike on both sides, and these like none.
fn are_known((first_side, first): (Side<'_>, &[Entry]), (second_side, second): (Side<'_>, &[Entry]), open: &[&Entry]) -> bool {
    let start = |side: Side<'_>, entry: &Entry| {
        let text = entry.blocks.first().and_then(|&at| side.document.blocks.get(at)).map_or("", |block| block.text.visible());
        text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let own: BTreeSet<String> = first.iter().map(|entry| start(first_side, entry)).collect();
    let others: BTreeSet<String> = second.iter().map(|entry| start(second_side, entry)).collect();
    let kept = own.intersection(&others).filter(|text| !text.is_empty()).count();
    let is_new = |entry: &&Entry| {
        let text = start(first_side, entry);
        !text.is_empty() && text.is_ascii() && !others.contains(&text)
    };
    !open.is_empty() && kept >= FEWEST_KEPT && kept * 2 >= own.len() && open.iter().all(is_new)
}

/// Fewer entries that begin alike say nothing of how the others begin.
const FEWEST_KEPT: usize = 3;

fn partner_before(partners: &BTreeMap<usize, usize>, entry: &Entry) -> Option<usize> {
    partners.range(..*entry.blocks.first()?).next_back().map(|(_, &partner)| partner)
}

/// Partners of blocks, from the reference's or from the translation's.
pub(super) fn partners(pair: &SectionPair, from_reference: bool) -> BTreeMap<usize, usize> {
    let both = pair.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation));
    both.map(|(r, t)| if from_reference { (r, t) } else { (t, r) }).collect()
}

/// What an entry holds that a translation keeps, and how long it is.
struct Words {
    kept: BTreeSet<String>,
    length: usize,
}

impl Words {
    fn of(side: Side<'_>, entry: &Entry) -> Words {
        let blocks = || entry.blocks.iter().filter_map(|&at| side.document.blocks.get(at));
        let length = blocks().map(|block| block.text.visible().chars().count()).sum::<usize>() + 1;
        Words { kept: blocks().flat_map(kept).collect(), length }
    }
}

/// Words of ASCII, also by their first letters, for related languages; figures; ends of targets.
fn kept(block: &Block) -> Vec<String> {
    let words = block.text.visible().split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase);
    let mut kept: Vec<String> = words.collect();
    let stems: Vec<String> = kept.iter().filter(|word| word.len() > 4).map(|word| word[..4].to_owned()).collect();
    kept.extend(stems);
    kept.extend(block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { target } | InlineKind::Image { target, .. } => {
            target.rsplit('/').find(|part| !part.is_empty()).map(str::to_lowercase)
        }
        _ => None,
    }));
    kept
}

/// How alike each two entries are.
fn scores(left: &[Words], right: &[Words]) -> Vec<Vec<i64>> {
    let mut seen: BTreeMap<&str, i64> = BTreeMap::new();
    for word in left.iter().chain(right).flat_map(|words| &words.kept) {
        *seen.entry(word).or_default() += 1;
    }
    let weight = |word: &String| 1000 / seen.get(word.as_str()).copied().unwrap_or(1).max(1);
    let total = |words: &Words| words.kept.iter().map(weight).sum::<i64>();
    let length = |all: &[Words]| all.iter().map(|words| words.length).sum::<usize>().max(1) as i64 / all.len().max(1) as i64;
    let (average_left, average_right) = (length(left).max(1), length(right).max(1));
    let totals: Vec<i64> = right.iter().map(total).collect();
    let row = |a: &Words| -> Vec<i64> {
        let own = total(a);
        let score = |(b, other): (&Words, &i64)| {
            let shared: i64 = a.kept.intersection(&b.kept).map(weight).sum();
            let (x, y) = (a.length as i64 * average_right, b.length as i64 * average_left);
            2000 * shared / (own + other).max(1) + 300 * x.min(y) / x.max(y).max(1)
        };
        right.iter().zip(&totals).map(score).collect()
    };
    left.iter().map(row).collect()
}

/// The entries that are left out when all of the other side are paired in order as well as can be, each with how many of the other side
/// come before it; and whether another choice would be clearly worse.
fn skipped(scores: &[Vec<i64>], columns: usize) -> (Vec<(usize, usize)>, bool) {
    let rows = scores.len();
    let before = totals(scores, columns, false);
    let after = totals(scores, columns, true);
    let mut skipped = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows {
        let paired =
            column < columns && after[row][column] == after[row + 1].get(column + 1).copied().unwrap_or(NEVER) + scores[row][column];
        if paired {
            column += 1;
        } else {
            skipped.push((row, column));
        }
        row += 1;
    }
    // What the whole is worth when that entry is left out, each of them being one that could be.
    let without = |row: usize| (0..=columns).map(|column| before[row][column] + after[row + 1][column]).max().unwrap_or(NEVER);
    let best = after[0][0];
    let rival = (0..rows).filter(|row| !skipped.iter().any(|(at, _)| at == row)).map(without).max().unwrap_or(NEVER);
    (skipped, best - rival >= SURE)
}

/// Worth of what cannot be.
const NEVER: i64 = i64::MIN / 4;

/// The best total of pairing all columns in order before (or from) each place.
fn totals(scores: &[Vec<i64>], columns: usize, from: bool) -> Vec<Vec<i64>> {
    let rows = scores.len();
    let mut best = vec![vec![NEVER; columns + 1]; rows + 1];
    if from {
        best[rows][columns] = 0;
        for row in (0..rows).rev() {
            for column in (0..=columns).rev() {
                let paired = if column < columns { best[row + 1][column + 1] + scores[row][column] } else { NEVER };
                best[row][column] = best[row + 1][column].max(paired);
            }
        }
    } else {
        best[0][0] = 0;
        for row in 1..=rows {
            for column in 0..=columns {
                let paired = if column > 0 { best[row - 1][column - 1] + scores[row - 1][column - 1] } else { NEVER };
                best[row][column] = best[row - 1][column].max(paired);
            }
        }
    }
    best
}

/// The drift of an entry that one side has not, and of the block after which it should stand there.
pub(super) fn drift(
    comparison: &Comparison<'_>,
    pair: usize,
    (entry, after): (Option<Mention<()>>, Option<usize>),
    is_gone: bool,
    wording: &Wording,
) -> Drift {
    let (reference, translation) = if is_gone { (entry, None) } else { (None, entry) };
    let difference = Difference { pair, reference, translation, partner: None, after, together: false, exchanged: None };
    markup::drift(comparison, &difference, wording, Evidence::of_values(is_gone, !is_gone, false).confidence())
}

/// The drift of an entry that may be the one: what is sure is how many there are.
pub(super) fn unsure(drift: Drift, expected: usize, found: usize, what: Counted) -> Drift {
    let number = |count: usize| Stated::Count(count, what.clone());
    let place = if what == Counted::Item { "list" } else { "table" };
    let label = |label: String, here: bool| if here { "perhaps this one".to_owned() } else { label };
    Drift {
        message: format!("{place} has {} in the reference, {} here", number(expected), number(found)),
        translation_label: label(drift.translation_label, !drift.found.is_empty()),
        reference_label: label(drift.reference_label, !drift.expected.is_empty()),
        expected: vec![number(expected)],
        found: vec![number(found)],
        ..drift
    }
}
