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
