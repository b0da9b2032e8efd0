//! `table-shape`: a table with other rows, columns or cells than in the reference.

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::entries::{self, Lost};
use super::evidence::Evidence;
use super::markup::{self, Wording};
use super::outline::{self, Entry};
use super::stated::{Counted, TextKind};
use crate::align::{SectionPair, Side};
use crate::compare::mentions::{Difference, Mention};
use crate::markdown::{Block, BlockKind};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::TableShape,
    kind: TextKind::Words,
    changed: |expected, found| format!("table has {expected} in the reference, {found} here"),
    gone: |expected| format!("row `{expected}` of the reference's table is missing here"),
    added: |found| format!("row `{found}` of the table is not in the reference"),
    help: |expected| match expected {
        Some(_) => "bring rows and cells in line with the reference".to_owned(),
        None => "take the row out, or add it to the reference too".to_owned(),
    },
};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = comparison.alignment.sections.iter().enumerate();
    pairs.flat_map(|(at, pair)| section(comparison, at, pair)).collect()
}

/// Blocks of the reference in tables that have lost rows or cells.
pub(super) fn covered(comparison: &Comparison<'_>) -> BTreeSet<usize> {
    let of = |pair: &SectionPair| {
        let (left, right) = both(comparison, pair);
        let lost = entries::lost((comparison.reference, &left), (comparison.translation, &right), &entries::partners(pair, true));
        let mut groups: BTreeSet<u32> = lost.entries.iter().map(|row| row.group).collect();
        if left.len() == right.len() {
            groups.extend(left.iter().zip(&right).filter(|(a, b)| a.blocks.len() > b.blocks.len()).map(|(row, _)| row.group));
        }
        left.iter().filter(|row| groups.contains(&row.group)).flat_map(|row| row.blocks.clone()).collect::<Vec<_>>()
    };
    comparison.alignment.sections.iter().flat_map(of).collect()
}

fn both(comparison: &Comparison<'_>, pair: &SectionPair) -> (Vec<Entry>, Vec<Entry>) {
    let rows = |side: Side<'_>, of_reference: bool| outline::rows(side.document, &outline::blocks(pair, of_reference));
    (rows(comparison.reference, true), rows(comparison.translation, false))
}

fn section(comparison: &Comparison<'_>, at: usize, pair: &SectionPair) -> Vec<Drift> {
    let (left, right) = both(comparison, pair);
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let (reference, translation) = ((comparison.reference, left.as_slice()), (comparison.translation, right.as_slice()));
    let gone = entries::lost(reference, translation, &entries::partners(pair, true));
    let added = entries::lost(translation, reference, &entries::partners(pair, false));
    let (lost, is_gone) = if gone.entries.is_empty() { (added, false) } else { (gone, true) };
    if lost.entries.is_empty() {
        return cells(comparison, at, &left, &right);
    }
    if let Some(drift) = whole(comparison, at, (&left, &right), &lost, is_gone) {
        return vec![drift];
    }
    if lost.is_sure {
        return lost.entries.iter().zip(&lost.after).map(|(row, after)| one(comparison, at, row, *after, is_gone)).collect();
    }
    let first = one(comparison, at, lost.entries[0], lost.after[0], is_gone);
    let (expected, found) = lost.counts((&left, &right), is_gone);
    vec![entries::unsure(first, expected, found, Counted::Row)]
}

/// A table that is lost or added as a whole: one side has one more, as long as what is lost, and the others have as many rows in their order.
fn whole(comparison: &Comparison<'_>, pair: usize, (left, right): (&[Entry], &[Entry]), lost: &Lost<'_>, is_gone: bool) -> Option<Drift> {
    let sizes = |rows: &[Entry]| -> Vec<(u32, usize)> {
        rows.chunk_by(|a, b| a.group == b.group).map(|table| (table[0].group, table.len())).collect()
    };
    let (more, fewer) = if is_gone { (left, right) } else { (right, left) };
    let (tables, others) = (sizes(more), sizes(fewer));
    if tables.len() != others.len() + 1 {
        return None;
    }
    let is_rest = |gone: usize| {
        let rest = tables.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, (_, rows))| rows);
        tables[gone].1 == lost.entries.len() && rest.eq(others.iter().map(|(_, rows)| rows))
    };
    let rows_lost = |gone: &usize| lost.entries.iter().filter(|row| row.group == tables[*gone].0).count();
    let gone = (0..tables.len()).filter(|gone| is_rest(*gone)).max_by_key(rows_lost)?;
    let first = more.iter().find(|row| row.group == tables[gone].0)?;
    let after = lost.entries.iter().position(|row| row.group == first.group).and_then(|at| lost.after[at]);
    let rows = tables[gone].1;
    let drift = one(comparison, pair, first, after, is_gone);
    let message = if is_gone {
        format!("table of {rows} rows of the reference is missing here")
    } else {
        format!("table of {rows} rows is not in the reference")
    };
    Some(Drift { message, ..drift })
}

fn one(comparison: &Comparison<'_>, pair: usize, row: &Entry, after: Option<usize>, is_gone: bool) -> Drift {
    let side = if is_gone { comparison.reference } else { comparison.translation };
    entries::drift(comparison, pair, (mention(side, row), after), is_gone, &WORDING)
}

fn cell_of(side: Side<'_>, block: usize) -> Option<&Block> {
    side.document.blocks.get(block).filter(|block| matches!(block.kind, BlockKind::Cell(_)))
}

/// Cells that say something in the reference and nothing here, unless one of the drifts that are `told` names what is lost with them.
pub(super) fn emptied(comparison: &Comparison<'_>, told: &[Drift]) -> Vec<Drift> {
    let lost: Vec<Span> =
        told.iter().filter(|drift| drift.is_likely() && drift.found.is_empty()).filter_map(|drift| drift.reference).collect();
    let sections = comparison.alignment.sections.iter().enumerate();
    let pairs = sections.flat_map(|(at, section)| section.blocks.iter().map(move |blocks| (at, blocks)));
    let cells: Vec<(usize, usize, usize)> =
        pairs.filter(|(_, blocks)| !blocks.weak).filter_map(|(at, blocks)| Some((at, blocks.reference?, blocks.translation?))).collect();
    let row = |block: usize| {
        if let BlockKind::Cell(cell) = comparison.reference.document.blocks[block].kind { Some((cell.table, cell.row)) } else { None }
    };
    let says = |side: Side<'_>, block: usize| !side.document.blocks[block].text.visible().trim().is_empty();
    // What stands in another column of its row is there.
    let filled = cells.iter().filter(|&&(_, r, t)| !says(comparison.reference, r) && says(comparison.translation, t));
    let shifted: BTreeSet<(u32, u32)> = filled.filter_map(|&(_, r, _)| row(r)).collect();
    let open = cells.iter().copied().filter(|&(_, r, _)| row(r).is_some_and(|row| !shifted.contains(&row)));
    open.filter_map(|(at, r, t)| emptied_cell(comparison, at, (r, t), &lost)).collect()
}

fn emptied_cell(comparison: &Comparison<'_>, pair: usize, (r, t): (usize, usize), lost: &[Span]) -> Option<Drift> {
    let (full, empty) = cell_of(comparison.reference, r).zip(cell_of(comparison.translation, t))?;
    let says_words = full.text.visible().chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
    let is_emptied = says_words && empty.text.visible().trim().is_empty() && empty.inlines.is_empty();
    if !is_emptied || lost.iter().any(|span| full.span.contains(*span) || span.contains(full.span)) {
        return None;
    }
    let shown = markup::brief(full.text.visible());
    let mention = Mention { value: (), shown, block: r, span: full.span, alone: true };
    let difference =
        Difference { pair, reference: Some(mention), translation: None, partner: Some(t), after: None, together: false, exchanged: None };
    Some(Drift {
        message: format!("cell `{}` of the reference's table is empty here", markup::brief(full.text.visible())),
        help: Some("translate the cell, or empty it in the reference too".to_owned()),
        ..markup::drift(comparison, &difference, &WORDING, Evidence::OnlyReference.confidence())
    })
}

/// A row, shown by its first cell with text.
fn mention(side: Side<'_>, row: &Entry) -> Option<Mention<()>> {
    let cells = || row.blocks.iter().filter_map(|&at| side.document.blocks.get(at));
    let (first, last) = (cells().next()?, cells().next_back()?);
    let named = cells().find(|cell| !cell.text.is_empty()).unwrap_or(first);
    let shown = markup::brief(named.text.visible());
    let block = *row.blocks.first()?;
    Some(Mention { value: (), shown, block, span: Span::new(first.span.start, last.span.end.max(first.span.start)), alone: true })
}

fn counts(
    comparison: &Comparison<'_>,
    pair: usize,
    (left, expected, what): (&[Entry], usize, &str),
    (right, found): (&[Entry], usize),
) -> Drift {
    let number = |count: usize| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let named = |side: Side<'_>, row: Option<&Entry>, count: usize| {
        let mention = row.and_then(|row| mention(side, row))?;
        Some(Mention { shown: number(count), ..mention })
    };
    let reference = named(comparison.reference, left.first(), expected);
    let translation = named(comparison.translation, right.first(), found);
    let difference = Difference { pair, reference, translation, partner: None, after: None, together: true, exchanged: None };
    markup::drift(comparison, &difference, &WORDING, Evidence::Counted.confidence())
}

/// Rows of as many on both sides that have another number of cells; one drift when the whole table has.
fn cells(comparison: &Comparison<'_>, pair: usize, left: &[Entry], right: &[Entry]) -> Vec<Drift> {
    let columns = |side: Side<'_>, row: &Entry| {
        let column = |&at: &usize| if let BlockKind::Cell(cell) = side.document.blocks[at].kind { cell.column + 1 } else { 0 };
        row.blocks.iter().map(column).max().unwrap_or(0) as usize
    };
    let width = |a: &Entry, b: &Entry| (columns(comparison.reference, a), columns(comparison.translation, b));
    if left.len() != right.len() || left.iter().zip(right).any(|(a, b)| a.index != b.index) {
        return Vec::new();
    }
    let mut drifts = Vec::new();
    let mut whole = BTreeSet::new();
    for (a, b) in left.iter().zip(right) {
        let (expected, found) = width(a, b);
        if expected == found || whole.contains(&a.group) {
            continue;
        }
        let what = if a.index == 0 { "column" } else { "cell" };
        if a.index == 0 {
            whole.insert(a.group);
        }
        let mut drift = counts(comparison, pair, (std::slice::from_ref(a), expected, what), (std::slice::from_ref(b), found));
        if a.index > 0 {
            drift.message = drift.message.replacen("table", "row", 1);
        }
        drifts.push(drift);
    }
    drifts
}
