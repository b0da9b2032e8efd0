//! Alignment of two sequences by a score for each pair: the cheapest way to pair, skip and skip, in order.

use crate::work;

/// Tables above this many cells are aligned by equal shape alone, to bound time and memory.
const LARGEST_TABLE: usize = 1 << 21;

/// Pairs of positions, both increasing, with the greatest total score. Pairs that score 0 or less are never made.
pub(super) fn align(rows: usize, columns: usize, score: impl Fn(usize, usize) -> i32) -> Option<Vec<(usize, usize)>> {
    if rows.saturating_mul(columns) > LARGEST_TABLE {
        return None;
    }
    work::steps(rows * columns);
    let width = columns + 1;
    let mut best = vec![0_i32; (rows + 1) * width];
    let mut scores = vec![0_i32; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let gain = score(row, column);
            scores[row * columns + column] = gain;
            let skip = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let pair = if gain > 0 { gain + best[(row + 1) * width + column + 1] } else { 0 };
            best[row * width + column] = skip.max(pair);
        }
    }
    Some(trace(rows, columns, &best, &scores))
}

fn trace(rows: usize, columns: usize, best: &[i32], scores: &[i32]) -> Vec<(usize, usize)> {
    let width = columns + 1;
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[row * width + column];
        let gain = scores[row * columns + column];
        if gain > 0 && here == gain + best[(row + 1) * width + column + 1] {
            pairs.push((row, column));
            row += 1;
            column += 1;
        } else if here == best[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// Which of some pairs, both increasing, are no guess: those that are `sure`, and those of a run between two of them (or an end) that has as
/// many places on both sides.
pub(super) fn anchored(pairs: &[(usize, usize)], rows: usize, columns: usize, sure: impl Fn(&(usize, usize)) -> bool) -> Vec<bool> {
    let mut strong = vec![false; pairs.len()];
    let (mut row, mut column, mut first) = (0, 0, 0);
    for at in 0..=pairs.len() {
        let end = pairs.get(at).copied().unwrap_or((rows, columns));
        if at < pairs.len() && !sure(&end) {
            continue;
        }
        let is_even = end.0 - row == end.1 - column;
        strong[first..at].fill(is_even);
        if let Some(own) = strong.get_mut(at) {
            *own = true;
        }
        (row, column, first) = (end.0 + 1, end.1 + 1, at + 1);
    }
    strong
}
