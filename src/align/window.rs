//! Pairs of the sections that stand open between two sections that are known to be a pair: one dynamic programme, and what moved.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::score::{EXCLUDED, HELD, Scorer};
use crate::work;

/// Windows with more sections on a side than this are not aligned, to bound time.
const LARGEST: usize = 500;
/// What it costs, in hundredths, to leave a section without a partner.
const SKIP: i32 = 200;
/// What it costs to read a section as part of the one before it: a heading that is lost, or added.
const JOIN: i32 = 260;
/// How many sections may be read as one.
const MOST_JOINED: usize = 3;
/// Pairs that score less are none, even where everything else is in place.
const IMPOSSIBLE: i32 = -400;
/// By how much another choice must be better where as many sections with the same levels stand in the same order.
const REORDERED: i32 = 450;
/// By how much pages must become more alike before a section is said to have moved.
const MOVED: i32 = 220;
/// The same where one side has more sections than the other and a section shares little with the one that it fits: much else may be what has
/// changed.
const MOVED_BESIDE_OTHERS: i32 = 600;
/// What a section must share with the one that it fits to have moved beside others that are lost or added.
const SHARED: i32 = 120;

/// What a section and the one that it fits elsewhere must score: two poor pairs in place of two others prove no move.
const FITTING: i32 = 100;

/// How strong nearly all pairs of pages are that keep up with each other.
const USUAL: i32 = 180;
/// How strong a pair must be where half of the pairs and more are weaker than that: such a page was written anew.
const HELD_ANEW: i32 = 300;
/// Where so many times more sections are open on one side than on the other, most of them have no partner: the likeliest pairs alone are in
/// doubt.
const MANY: usize = 3;

/// What two sections must score that are the only ones left on both sides of a window.
const LEFT_OVER: i32 = 0;

/// What is open between two pairs. The first of both is the pair before it.
pub(super) struct Window {
    pub(super) reference: Vec<usize>,
    pub(super) translation: Vec<usize>,
}

/// What became of the sections of a window.
#[derive(Default)]
pub(super) struct Outcome {
    /// In the order of the reference, but for those that moved.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Pairs that are not in the order of the others.
    pub(super) moved: Vec<(usize, usize)>,
    /// A section without partner, and that of the same side with which it is read as one.
    pub(super) joined: [Vec<(usize, usize)>; 2],
    /// Whether it is too large to be aligned.
    pub(super) undetermined: bool,
    /// Sections that stand for each other only because nothing else is left: of the reference, and of the translation. Nothing is known of
    /// them, nor of others that could be theirs as well.
    pub(super) doubtful: [BTreeSet<usize>; 2],
}

pub(super) fn align(window: &Window, scorer: &Scorer<'_>) -> Outcome {
    let (rs, ts) = (&window.reference, &window.translation);
    let in_place = rs.len() == ts.len() && rs.iter().zip(ts).skip(1).all(|(&r, &t)| scorer.same_level(r, t));
    if rs.len().max(ts.len()) > LARGEST {
        let pairs = if in_place { possible(rs.iter().copied().zip(ts.iter().copied()), scorer) } else { Vec::new() };
        return Outcome { pairs, undetermined: !in_place, ..Outcome::default() };
    }
    let table = Table::of(rs, ts, scorer);
    let mut outcome = table.best();
    if in_place {
        let placed: i32 = (1..rs.len()).map(|at| table.score(at, at)).sum();
        if table.total() - table.score(0, 0) - placed < REORDERED {
            outcome = Outcome { pairs: possible(rs.iter().copied().zip(ts.iter().copied()).skip(1), scorer), ..Outcome::default() };
        } else {
            // As many sections are left on both sides: they have moved, unless they contradict each other.
            let moved = left_over(window, &outcome, scorer);
            outcome.moved.extend(moved);
        }
    }
    take_moved(&mut outcome, scorer, in_place);
    if !in_place {
        take_doubtful(window, &mut outcome, scorer);
    }
    outcome
}

fn possible(pairs: impl Iterator<Item = (usize, usize)>, scorer: &Scorer<'_>) -> Vec<(usize, usize)> {
    pairs.filter(|&(r, t)| scorer.pair(r, t) > IMPOSSIBLE).collect()
}

/// Takes out of the pairs those that nothing but their order speaks for: of 1,100 pairs that stand for each other on pages with sections
/// that are lost or added, two score less; of those on pages that were written anew, nearly all do.
fn take_doubtful(window: &Window, outcome: &mut Outcome, scorer: &Scorer<'_>) {
    let strength = |&(r, t): &(usize, usize)| scorer.strength(r, t);
    let strong = outcome.pairs.iter().filter(|pair| strength(pair) >= USUAL).count();
    let least = if strong * 2 > outcome.pairs.len() { HELD } else { HELD_ANEW };
    take_apart(outcome, scorer, least);
    let (held, doubtful): (Vec<_>, Vec<_>) = outcome.pairs.iter().copied().partition(|pair| strength(pair) >= least);
    for &pair in &doubtful {
        let [references, translations] = open_around(window, &held, outcome, pair);
        let are_few = [references.len() < translations.len() * MANY, translations.len() < references.len() * MANY];
        outcome.doubtful[0].extend(references.into_iter().filter(|&r| are_few[0] || r == pair.0));
        outcome.doubtful[1].extend(translations.into_iter().filter(|&t| are_few[1] || t == pair.1));
    }
    for (side, joined) in outcome.joined.iter_mut().enumerate() {
        let is_gone = |host: usize| doubtful.iter().any(|&(r, t)| [r, t][side] == host);
        outcome.doubtful[side].extend(joined.iter().filter(|&&(_, host)| is_gone(host)).map(|&(part, _)| part));
        joined.retain(|&(_, host)| !is_gone(host));
    }
    outcome.pairs = held;
}

/// Where two sections are read as one that is in doubt, the second may be the partner by itself, and the first one is lost or added.
fn take_apart(outcome: &mut Outcome, scorer: &Scorer<'_>, least: i32) {
    let mut apart = Vec::new();
    for pair in &mut outcome.pairs {
        let (r, t) = *pair;
        let parts = |side: usize, host: usize| {
            let parts = outcome.joined[side].iter().filter(move |&&(_, of)| of == host);
            parts.map(|&(part, _)| part)
        };
        let others = parts(0, r).map(|part| (part, t)).chain(parts(1, t).map(|part| (r, part)));
        let best = others.max_by_key(|&(r, t)| scorer.strength(r, t)).filter(|&(r, t)| scorer.strength(r, t) >= least);
        if let Some(best) = best.filter(|_| scorer.strength(r, t) < least) {
            *pair = best;
            apart.push((r, t));
        }
    }
    outcome.joined[0].retain(|&(_, host)| !apart.iter().any(|pair| pair.0 == host));
    outcome.joined[1].retain(|&(_, host)| !apart.iter().any(|pair| pair.1 == host));
}

/// The sections of both sides that are open between the two held pairs around a pair that is in doubt; its own are among them.
fn open_around(window: &Window, held: &[(usize, usize)], outcome: &Outcome, pair: (usize, usize)) -> [Vec<usize>; 2] {
    let before = held.iter().rev().find(|other| other.0 < pair.0);
    let after = held.iter().find(|other| other.0 > pair.0);
    let within = |all: &[usize], side: usize, first: Option<usize>, last: Option<usize>| -> Vec<usize> {
        let is_part = |at: usize| outcome.joined[side].iter().any(|&(part, _)| part == at);
        let is_moved = |at: usize| outcome.moved.iter().any(|&(r, t)| [r, t][side] == at);
        let is_inside = |at: usize| first.is_none_or(|first| at > first) && last.is_none_or(|last| at < last);
        all[1..].iter().copied().filter(|&at| is_inside(at) && !is_part(at) && !is_moved(at)).collect()
    };
    [
        within(&window.reference, 0, before.map(|pair| pair.0), after.map(|pair| pair.0)),
        within(&window.translation, 1, before.map(|pair| pair.1), after.map(|pair| pair.1)),
    ]
}

/// Sections that the window leaves without partner, the likeliest pairs first.
fn left_over(window: &Window, outcome: &Outcome, scorer: &Scorer<'_>) -> Vec<(usize, usize)> {
    let taken: BTreeSet<(usize, usize)> = outcome.pairs.iter().flat_map(|&(r, t)| [(0, r), (1, t)]).collect();
    let open = |side: usize, all: &[usize]| -> Vec<usize> { all[1..].iter().copied().filter(|&at| !taken.contains(&(side, at))).collect() };
    let (rs, ts) = (open(0, &window.reference), open(1, &window.translation));
    let all = rs.iter().flat_map(|&r| ts.iter().map(move |&t| (r, t)));
    let mut likely: Vec<(i32, usize, usize)> =
        all.map(|(r, t)| (scorer.pair(r, t), r, t)).filter(|&(score, ..)| score > LEFT_OVER).collect();
    likely.sort_unstable_by_key(|&(score, r, t)| (Reverse(score), r, t));
    let mut used = BTreeSet::new();
    let free = likely.into_iter().filter(|&(_, r, t)| {
        let is_free = !used.contains(&(0, r)) && !used.contains(&(1, t));
        used.extend(if is_free { vec![(0, r), (1, t)] } else { Vec::new() });
        is_free
    });
    free.map(|(_, r, t)| (r, t)).collect()
}

/// The dynamic programme: for each two places, the best total of what follows them.
struct Table<'w, 'a> {
    rs: &'w [usize],
    ts: &'w [usize],
    scorer: &'w Scorer<'a>,
    /// What the headings of each pair say.
    headings: Vec<Option<i32>>,
    scores: Vec<i32>,
    best: Vec<i32>,
    steps: Vec<(u8, u8)>,
}

impl<'w, 'a> Table<'w, 'a> {
    fn of(rs: &'w [usize], ts: &'w [usize], scorer: &'w Scorer<'a>) -> Self {
        let cells = (rs.len() + 1) * (ts.len() + 1);
        work::steps(cells);
        let pairs = || rs.iter().flat_map(|&r| ts.iter().map(move |&t| (r, t)));
        let headings: Vec<Option<i32>> = pairs().map(|(r, t)| scorer.headings(r, t)).collect();
        let score = |((r, t), headings): (_, &Option<i32>)| headings.map_or(EXCLUDED, |score| scorer.under(score, r..r + 1, t..t + 1));
        let scores = pairs().zip(&headings).map(score).collect();
        let mut table = Table { rs, ts, scorer, headings, scores, best: vec![0; cells], steps: vec![(0, 0); cells] };
        for row in (0..=rs.len()).rev() {
            for column in (0..=ts.len()).rev() {
                table.fill(row, column);
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * (self.ts.len() + 1) + column
    }

    fn score(&self, row: usize, column: usize) -> i32 {
        self.scores[row * self.ts.len() + column]
    }

    fn total(&self) -> i32 {
        self.best[0]
    }

    fn fill(&mut self, row: usize, column: usize) {
        let (rows, columns) = (self.rs.len() - row, self.ts.len() - column);
        let mut best: Option<(i32, (u8, u8))> = None;
        let mut offer = |total: i32, step: (u8, u8)| {
            if best.is_none_or(|(most, _)| total > most) {
                best = Some((total, step));
            }
        };
        // The pair before the window stays one.
        let is_first = row == 0 || column == 0;
        if rows > 0 && columns > 0 && (row == 0) == (column == 0) {
            offer(self.score(row, column) + self.best[self.at(row + 1, column + 1)], (1, 1));
            for more in 2..=MOST_JOINED {
                if more <= rows && consecutive(&self.rs[row..row + more]) {
                    offer(self.joined(row, column, (more, 1)), (more as u8, 1));
                }
                if more <= columns && consecutive(&self.ts[column..column + more]) {
                    offer(self.joined(row, column, (1, more)), (1, more as u8));
                }
            }
        }
        if rows > 0 && !is_first {
            offer(self.best[self.at(row + 1, column)] - SKIP, (1, 0));
        }
        if columns > 0 && !is_first {
            offer(self.best[self.at(row, column + 1)] - SKIP, (0, 1));
        }
        let here = self.at(row, column);
        (self.best[here], self.steps[here]) = best.unwrap_or((0, (0, 0)));
    }

    fn joined(&self, row: usize, column: usize, (down, right): (usize, usize)) -> i32 {
        let (r, t) = (self.rs[row], self.ts[column]);
        let headings = self.headings[row * self.ts.len() + column];
        let score = headings.map_or(EXCLUDED, |headings| self.scorer.under(headings, r..r + down, t..t + right));
        score - JOIN * (down + right - 2) as i32 + self.best[self.at(row + down, column + right)]
    }

    fn best(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let (mut row, mut column) = (0, 0);
        while row < self.rs.len() || column < self.ts.len() {
            let (down, right) = self.steps[self.at(row, column)];
            if (down, right) == (0, 0) {
                break;
            }
            if down > 0 && right > 0 {
                let (r, t) = (self.rs[row], self.ts[column]);
                if row > 0 {
                    outcome.pairs.push((r, t));
                }
                outcome.joined[0].extend((1..usize::from(down)).map(|more| (r + more, r)));
                outcome.joined[1].extend((1..usize::from(right)).map(|more| (t + more, t)));
            }
            (row, column) = (row + usize::from(down), column + usize::from(right));
        }
        outcome
    }
}

fn consecutive(sections: &[usize]) -> bool {
    sections.windows(2).all(|two| two[0] + 1 == two[1])
}

/// A change of order: sections from `from` of the reference on, one with what is nested in it, stand where those at `to` should; the others
/// keep their order.
#[derive(Clone, Copy)]
struct Move {
    gain: i32,
    from: usize,
    to: usize,
    count: usize,
}

/// Takes out of the pairs what fits far better elsewhere, one section with its subsections at a time, the best first.
fn take_moved(outcome: &mut Outcome, scorer: &Scorer<'_>, in_place: bool) {
    let all = std::mem::take(&mut outcome.pairs);
    work::steps(all.len() * all.len());
    let cells: Vec<i32> = all.iter().flat_map(|&(r, _)| all.iter().map(move |&(_, t)| (r, t))).map(|(r, t)| scorer.pair(r, t)).collect();
    let (mut rows, mut columns): (Vec<usize>, Vec<usize>) = (0..all.len()).map(|at| (at, at)).unzip();
    for _ in 0..all.len() / 2 {
        let scores = Scores { rows: &rows, columns: &columns, cells: &cells, width: all.len() };
        let Some(found) = best_move(&all, &scores, scorer, in_place) else { break };
        let moved = rows.drain(found.from..found.from + found.count).zip(columns.drain(found.to..found.to + found.count));
        outcome.moved.extend(moved.map(|(r, t)| (all[r].0, all[t].1)));
    }
    outcome.pairs = rows.into_iter().zip(columns).map(|(r, t)| (all[r].0, all[t].1)).collect();
}

/// The move that gains most, if that is enough.
fn best_move(all: &[(usize, usize)], scores: &Scores<'_>, scorer: &Scorer<'_>, in_place: bool) -> Option<Move> {
    let rs: Vec<usize> = scores.rows.iter().map(|&row| all[row].0).collect();
    let ts: Vec<usize> = scores.columns.iter().map(|&column| all[column].1).collect();
    let placed = scores.totals(0, 0);
    let mut shifted: BTreeMap<usize, [Vec<i32>; 2]> = BTreeMap::new();
    let mut best: Option<Move> = None;
    for from in 0..rs.len() {
        let nested = rs[from..].windows(2).take_while(|two| two[0] + 1 == two[1] && scorer.is_nested(two[1], rs[from])).count();
        for count in BTreeSet::from([1, nested + 1]) {
            let [ahead, behind] = shifted.entry(count).or_insert_with(|| [scores.totals(count, 0), scores.totals(0, count)]);
            for to in (0..=rs.len() - count).filter(|&to| to != from) {
                let own: i32 = (0..count).map(|at| scores.at(from + at, to + at)).sum();
                if own < FITTING * count as i32 {
                    continue;
                }
                let before = placed[from.max(to) + count] - placed[from.min(to)];
                let between = if from < to { ahead[to] - ahead[from] } else { behind[from] - behind[to] };
                let gain = own + between - before;
                let shared = || (0..count).map(|at| scorer.shared(rs[from + at], ts[to + at])).sum::<i32>();
                if gain < MOVED || gain < MOVED_BESIDE_OTHERS && !in_place && shared() < SHARED {
                    continue;
                }
                // Of two that changed places, a reader meets the one that now comes first.
                if best.is_none_or(|best| gain > best.gain || gain == best.gain && from > to && best.from < best.to) {
                    best = Some(Move { gain, from, to, count });
                }
            }
        }
    }
    best
}

/// What each section scores with each of those that are left, by their numbers among all pairs.
struct Scores<'s> {
    rows: &'s [usize],
    columns: &'s [usize],
    cells: &'s [i32],
    width: usize,
}

impl Scores<'_> {
    fn at(&self, row: usize, column: usize) -> i32 {
        self.cells[self.rows[row] * self.width + self.columns[column]]
    }

    /// Totals of what stands before a place, if the reference is that many ahead, or behind.
    fn totals(&self, ahead: usize, behind: usize) -> Vec<i32> {
        let mut sum = 0;
        let steps = (0..=self.rows.len()).map(|at| {
            let before = sum;
            let (r, t) = (at + ahead, at + behind);
            sum += if r < self.rows.len() && t < self.rows.len() { self.at(r, t) } else { 0 };
            before
        });
        steps.collect()
    }
}
