//! Rows, columns and cells of two tables that stand for each other: rows by their keys and what they hold, columns by their headers and what
//! stands in them. Knows facts, no rule.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::features::{Features, are_shifted, hash, holders, likeness, of_blocks};
use super::names::{self, Name};
use super::script::letters;
use super::{Side, order, sequence};
use crate::markdown::BlockKind;

/// Blocks of two sides that stand for each other, and whether that is in doubt.
pub(super) type Cells = Vec<(usize, usize, bool)>;

/// Pairs the blocks of a table of the reference and of the table of the translation that stands for it.
pub(super) fn align(reference: Side<'_>, translation: Side<'_>, left: Range<usize>, right: Range<usize>) -> Cells {
    let (left, right) = (Table::of(reference, left), Table::of(translation, right));
    let columns = columns(&left, &right);
    let rows = rows(reference, translation, &left, &right);
    rows.iter().flat_map(|&(r, t, weak)| cells(reference, translation, (&left.rows[r], &right.rows[t]), &columns, weak)).collect()
}

/// The texts that make a table known among others: those of its header and of its first column.
pub(super) fn marks(side: Side<'_>, blocks: Range<usize>) -> BTreeSet<u64> {
    let is_mark = |at: &usize| matches!(side.document.blocks[*at].kind, BlockKind::Cell(cell) if cell.row == 0 || cell.column == 0);
    let texts = blocks.filter(is_mark).map(|at| names::plain(side.document.blocks[at].text.visible()));
    texts.filter(|text| !text.is_empty()).map(hash).collect()
}

/// A row: its blocks by the column of their cell.
#[derive(Debug, Default)]
struct Row {
    number: u32,
    cells: BTreeMap<u32, Vec<usize>>,
    /// The text of its first cell.
    key: String,
    /// What that is, if it is a name.
    name: Option<Name>,
    /// Its texts by column.
    texts: BTreeMap<u32, String>,
    /// Those behind the first cell, but for empty ones.
    rest: BTreeSet<String>,
    letters: f64,
}

#[derive(Debug)]
struct Table {
    rows: Vec<Row>,
    /// Columns of the header.
    width: u32,
}

impl Table {
    fn of(side: Side<'_>, blocks: Range<usize>) -> Table {
        let position = |at: usize| if let BlockKind::Cell(cell) = side.document.blocks[at].kind { Some(cell) } else { None };
        let table = blocks.clone().find_map(position).map(|cell| cell.table);
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        let mut here = (0, 0);
        for at in blocks {
            if let Some(cell) = position(at).filter(|cell| Some(cell.table) == table) {
                here = (cell.row, cell.column);
            }
            let row = rows.entry(here.0).or_insert_with(|| Row { number: here.0, ..Row::default() });
            row.cells.entry(here.1).or_default().push(at);
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        for row in &mut rows {
            row.read(side);
        }
        let width = rows.first().and_then(|row| row.cells.keys().next_back()).map_or(0, |last| last + 1);
        Table { rows, width }
    }

    /// The texts of a column below the header, each as often as it stands there.
    fn column(&self, column: u32) -> Vec<&str> {
        let below = self.rows.iter().filter(|row| row.number > 0);
        let mut texts: Vec<&str> =
            below.filter_map(|row| row.texts.get(&column)).map(String::as_str).filter(|text| !text.is_empty()).collect();
        texts.sort_unstable();
        texts
    }

    fn header(&self, column: u32) -> &str {
        self.rows.first().filter(|row| row.number == 0).and_then(|row| row.texts.get(&column)).map_or("", String::as_str)
    }
}

impl Row {
    fn read(&mut self, side: Side<'_>) {
        let visible = |at: &usize| side.document.blocks[*at].text.visible();
        self.texts = self
            .cells
            .iter()
            .map(|(column, blocks)| (*column, names::plain(&blocks.iter().map(visible).collect::<Vec<_>>().join(" "))))
            .collect();
        self.rest = self.texts.iter().filter(|(column, text)| **column > 0 && !text.is_empty()).map(|(_, text)| text.clone()).collect();
        self.letters = self.cells.values().flatten().map(|at| letters(visible(at))).sum();
        self.key = self.texts.get(&0).cloned().unwrap_or_default();
        self.name = self.cells.get(&0).and_then(|blocks| blocks.first()).and_then(|&at| Name::of(&side.document.blocks[at]));
    }

    fn features(&self, side: Side<'_>) -> Features {
        self.cells.values().flatten().flat_map(|&at| of_blocks(side, at..at + 1)).collect()
    }
}

/// For each column of the reference's header, the one of the translation.
fn columns(left: &Table, right: &Table) -> Vec<Option<u32>> {
    let (contents, others) = (contents(left), contents(right));
    let shared = |c: u32, d: u32| shared(&contents[c as usize], &others[d as usize]);
    let same_header = |c: u32, d: u32| !left.header(c).is_empty() && left.header(c) == right.header(d);
    if left.width == right.width {
        return permuted(left.width, same_header, shared);
    }
    let score = |c: usize, d: usize| {
        let look = looks(&contents[c], &others[d]);
        let (c, d) = (c as u32, d as u32);
        100 + if same_header(c, d) { 2000 } else { 0 } + (shared(c, d) * 3 / 2) + look / 2
    };
    let mut columns = vec![None; left.width as usize];
    for (c, d) in sequence::align(left.width as usize, right.width as usize, score).unwrap_or_default() {
        columns[c] = Some(d as u32);
    }
    columns
}

/// Columns of as many on both sides. They stand in their order, unless what two of them hold says otherwise.
fn permuted(width: u32, same_header: impl Fn(u32, u32) -> bool, shared: impl Fn(u32, u32) -> i32) -> Vec<Option<u32>> {
    let mut columns: Vec<Option<u32>> = (0..width).map(Some).collect();
    if width > MOST_COLUMNS {
        return columns;
    }
    let is_foreign = |c: u32| !same_header(c, c) && shared(c, c) < FOREIGN;
    let foreign: Vec<u32> = (0..width).filter(|&c| is_foreign(c)).collect();
    let mut fitting: Vec<(i32, u32, u32)> = Vec::new();
    for &c in &foreign {
        for &d in foreign.iter().filter(|&&d| d != c) {
            let score = if same_header(c, d) { 2000 } else { 0 } + shared(c, d);
            if score >= FITTING {
                fitting.push((score, c, d));
            }
        }
    }
    fitting.sort_by_key(|&(score, c, d)| (std::cmp::Reverse(score), c, d));
    let (mut moved, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, c, d) in fitting {
        if !moved.contains_key(&c) && taken.insert(d) {
            moved.insert(c, d);
        }
    }
    let mut free = (0..width).filter(|d| !taken.contains(d));
    for c in 0..width {
        columns[c as usize] = moved.get(&c).copied().or_else(|| free.next());
    }
    columns
}

/// Wider tables are data.
const MOST_COLUMNS: u32 = 32;
/// Columns that share less, in thousandths, hold other things.
const FOREIGN: i32 = 200;
/// Columns that share as much hold the same things.
const FITTING: i32 = 500;

fn contents(table: &Table) -> Vec<Vec<&str>> {
    (0..table.width).map(|column| table.column(column)).collect()
}

/// How much of two columns is the same text, in thousandths of the longer one; a single one tells nothing.
fn shared(left: &[&str], right: &[&str]) -> i32 {
    let (mut a, mut b, mut both) = (0, 0, 0_usize);
    let mut distinct = BTreeSet::new();
    while a < left.len() && b < right.len() {
        match left[a].cmp(right[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                distinct.insert(left[a]);
                (a, b, both) = (a + 1, b + 1, both + 1);
            }
        }
    }
    if distinct.len() < 2 { 0 } else { (both * 1000 / left.len().max(right.len())) as i32 }
}

/// How alike the texts of two columns look, in thousandths: empty, single tokens, figures, sentences.
fn looks(left: &[&str], right: &[&str]) -> i32 {
    let share =
        |texts: &[&str], of: fn(&str) -> bool| texts.iter().filter(|text| of(text)).count() as i32 * 1000 / texts.len().max(1) as i32;
    let kinds: [fn(&str) -> bool; 3] = [
        |text| text.is_ascii() && !text.contains(' '),
        |text| text.bytes().any(|byte| byte.is_ascii_digit()),
        |text| text.chars().count() > 40,
    ];
    let apart: i32 = kinds.iter().map(|of| (share(left, *of) - share(right, *of)).abs()).sum();
    1000 - apart / 3
}

/// Rows that stand for each other, and whether that is in doubt.
fn rows(reference: Side<'_>, translation: Side<'_>, left: &Table, right: &Table) -> Vec<(usize, usize, bool)> {
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let header = |table: &Table| table.rows.iter().position(|row| row.number == 0);
    partner.extend(header(left).zip(header(right)));
    let count = (left.rows.len(), right.rows.len());
    by_key(&mut partner, (left, right), |row| row.name.as_ref().map(|_| row.key.clone()));
    by_key(&mut partner, (left, right), |row| Some(format!("{}\n{}", row.key, row.texts.get(&1)?)).filter(|_| !row.key.is_empty()));
    by_subject(reference, translation, &mut partner, (left, right));
    let features = |side: Side<'_>, table: &Table| -> Vec<Features> { table.rows.iter().map(|row| row.features(side)).collect() };
    let features = (features(reference, left), features(translation, right));
    by_contents(&mut partner, (left, right), &features);
    let mut all: Vec<(usize, usize, bool)> = partner.iter().map(|(&r, &t)| (r, t, false)).collect();
    for (rows, columns) in gaps(&partner, count) {
        all.extend(between((left, right), &features, &rows, &columns));
    }
    all.sort_unstable();
    all
}

/// Pairs rows whose keys are the same, and are those of no other row of their table.
fn by_key(partner: &mut BTreeMap<usize, usize>, (left, right): (&Table, &Table), key: impl Fn(&Row) -> Option<String>) {
    let used: BTreeSet<usize> = partner.values().copied().collect();
    let keyed = |table: &Table, is_free: &dyn Fn(usize) -> bool| -> BTreeMap<String, Option<usize>> {
        let mut keyed = BTreeMap::new();
        for (at, row) in table.rows.iter().enumerate().filter(|(at, row)| row.number > 0 && is_free(*at)) {
            if let Some(key) = key(row) {
                keyed.entry(key).and_modify(|own| *own = None).or_insert(Some(at));
            }
        }
        keyed
    };
    let own = keyed(left, &|at| !partner.contains_key(&at));
    let others = keyed(right, &|at| !used.contains(&at));
    partner.extend(own.iter().filter_map(|(key, at)| Some(((*at)?, (*others.get(key)?)?))));
}

/// Pairs rows about the same severities or countries, where both tables are about the same ones.
fn by_subject(reference: Side<'_>, translation: Side<'_>, partner: &mut BTreeMap<usize, usize>, (left, right): (&Table, &Table)) {
    let used: BTreeSet<usize> = partner.values().copied().collect();
    let of = |side: Side<'_>, table: &Table, is_free: &dyn Fn(usize) -> bool| -> BTreeMap<String, Option<usize>> {
        let mut subjects = BTreeMap::new();
        for (at, row) in table.rows.iter().enumerate().filter(|(at, row)| row.number > 0 && is_free(*at)) {
            let block = row.cells.get(&0).and_then(|blocks| blocks.first());
            if let Some(subject) = block.and_then(|&block| names::subject(side, block)) {
                subjects.entry(subject).and_modify(|own| *own = None).or_insert(Some(at));
            }
        }
        subjects
    };
    let own = of(reference, left, &|at| !partner.contains_key(&at));
    let others = of(translation, right, &|at| !used.contains(&at));
    if own.keys().eq(others.keys()) {
        partner.extend(own.values().zip(others.values()).filter_map(|(r, t)| Some(((*r)?, (*t)?))));
    }
}

/// Pairs rows by what only they hold, where that says of most of them that they stand elsewhere: a table that is sorted otherwise. Two that
/// have changed what they hold are none.
fn by_contents(partner: &mut BTreeMap<usize, usize>, (left, right): (&Table, &Table), features: &(Vec<Features>, Vec<Features>)) {
    let used: BTreeSet<usize> = partner.values().copied().collect();
    let open = |table: &Table, is_free: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..table.rows.len()).filter(|&at| table.rows[at].number > 0 && is_free(at)).collect()
    };
    let (rows, columns) = (open(left, &|at| !partner.contains_key(&at)), open(right, &|at| !used.contains(&at)));
    if rows.len() != columns.len() || rows.len() < FEWEST_SORTED {
        return;
    }
    let own = holders(rows.iter().map(|&at| &features.0[at]));
    let others = holders(columns.iter().map(|&at| &features.1[at]));
    let mut votes: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (feature, place) in &own {
        if let Some((r, t)) = place.zip(others.get(feature).copied().flatten()) {
            votes.entry(r).or_default().insert(t);
        }
    }
    let agreed: Vec<(usize, usize)> = votes.iter().filter(|(_, at)| at.len() == 1).filter_map(|(&r, at)| Some((r, *at.first()?))).collect();
    let targets: BTreeSet<usize> = agreed.iter().map(|&(_, t)| t).collect();
    let moved = agreed.iter().filter(|(r, t)| r != t).count();
    if targets.len() == agreed.len() && agreed.len() == votes.len() && moved >= FEWEST_SORTED && moved * 2 > rows.len() {
        partner.extend(agreed.into_iter().map(|(r, t)| (rows[r], columns[t])));
    }
}

/// Fewer rows in another order have changed what they hold.
const FEWEST_SORTED: usize = 3;

/// What is open between the rows that are paired in order.
fn gaps(partner: &BTreeMap<usize, usize>, (rows, columns): (usize, usize)) -> Vec<(Vec<usize>, Vec<usize>)> {
    let used: BTreeSet<usize> = partner.values().copied().collect();
    let targets: Vec<usize> = partner.values().copied().collect();
    let kept = order::keep_increasing(&targets, &vec![1; targets.len()]);
    let pairs: Vec<(usize, usize)> = partner.iter().map(|(&r, &t)| (r, t)).collect();
    let ends = kept.iter().map(|&at| pairs[at]).chain([(rows, columns)]);
    let (mut row, mut column) = (0, 0);
    let mut gaps = Vec::new();
    for (r, t) in ends {
        let open_rows: Vec<usize> = (row..r).filter(|at| !partner.contains_key(at)).collect();
        let open_columns: Vec<usize> = (column..t).filter(|at| !used.contains(at)).collect();
        if !open_rows.is_empty() && !open_columns.is_empty() {
            gaps.push((open_rows, open_columns));
        }
        (row, column) = (r + 1, t + 1);
    }
    gaps
}

/// Pairs what is open between two rows that are paired, in order.
fn between(
    (left, right): (&Table, &Table),
    features: &(Vec<Features>, Vec<Features>),
    rows: &[usize],
    columns: &[usize],
) -> Vec<(usize, usize, bool)> {
    let evidence = |r: usize, t: usize| {
        let shared = likeness(&features.0[r], &features.1[t]).unwrap_or(0);
        let (own, other) = (&left.rows[r], &right.rows[t]);
        let same = own.rest.intersection(&other.rest).count() as i32;
        shared * 3 / 5 + same.min(4) * 60 + if !own.key.is_empty() && own.key == other.key { 500 } else { 0 }
    };
    let exclude = |r: usize, t: usize| left.rows[r].name.as_ref().zip(right.rows[t].name.as_ref()).is_some_and(|(a, b)| a.excludes(b));
    let score = |a: usize, b: usize| {
        let (r, t) = (rows[a], columns[b]);
        let (long, short) = (left.rows[r].letters.max(right.rows[t].letters), left.rows[r].letters.min(right.rows[t].letters));
        let length = if long < 1.0 { 0 } else { (200.0 * short / long) as i32 };
        300 + evidence(r, t) + length - if exclude(r, t) { 700 } else { 0 }
    };
    let in_place = || -> Vec<(usize, usize)> { (0..rows.len().min(columns.len())).map(|at| (at, at)).collect() };
    let of = |all: &[usize], features: &[Features]| -> Vec<Features> { all.iter().map(|&at| features[at].clone()).collect() };
    // What cells state is what is looked for: as many rows keep their order, unless their names or most of them say otherwise.
    let is_even = rows.len() == columns.len() && !rows.iter().zip(columns).any(|(&r, &t)| exclude(r, t));
    let keeps_order = is_even && !are_shifted(&of(rows, &features.0), &of(columns, &features.1), |_, _| true);
    let found = if keeps_order { in_place() } else { sequence::align(rows.len(), columns.len(), score).unwrap_or_else(in_place) };
    // The only row on both sides whose other cells are the same has got another name.
    let is_alone = rows.len() == 1 && columns.len() == 1;
    let sure = |&(a, b): &(usize, usize)| evidence(rows[a], columns[b]) > 0 && (is_alone || !exclude(rows[a], columns[b]));
    let strong = sequence::anchored(&found, rows.len(), columns.len(), sure);
    let paired = found.into_iter().zip(strong);
    let is_other = |r: usize, t: usize| exclude(r, t) && !(is_alone && evidence(r, t) > 0);
    paired.map(|((a, b), strong)| (rows[a], columns[b], !strong || is_other(rows[a], columns[b]))).collect()
}

/// Pairs the blocks of two rows, cell by cell.
fn cells(reference: Side<'_>, translation: Side<'_>, (left, right): (&Row, &Row), columns: &[Option<u32>], weak: bool) -> Cells {
    let mut pairs = Cells::new();
    let width = columns.len() as u32;
    for (&column, blocks) in &left.cells {
        // What stands beyond the header has no column.
        let other = if column < width { columns[column as usize] } else { Some(column) };
        let Some(others) = other.and_then(|other| right.cells.get(&other)) else { continue };
        let kind = |side: Side<'_>, at: usize| std::mem::discriminant(&side.document.blocks[at].kind);
        let mut free = others.iter().copied();
        for &r in blocks {
            if let Some(t) = free.find(|&t| kind(translation, t) == kind(reference, r)) {
                pairs.push((r, t, weak));
            }
        }
    }
    pairs
}
