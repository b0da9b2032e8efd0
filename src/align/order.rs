//! Which elements of a permutation stay, when as few as possible are said to have moved.

/// Positions (in `values`) of a heaviest increasing subsequence. Of equally heavy ones, the one that keeps later elements.
pub fn keep_increasing(values: &[usize], weights: &[usize]) -> Vec<usize> {
    let mut best = vec![0_usize; values.len()];
    let mut next = vec![None; values.len()];
    for at in (0..values.len()).rev() {
        let follower =
            (at + 1..values.len()).filter(|&later| values[later] > values[at]).max_by_key(|&later| (best[later], std::cmp::Reverse(later)));
        best[at] = weights[at] + follower.map_or(0, |later| best[later]);
        next[at] = follower;
    }
    let mut at = (0..values.len()).max_by_key(|&at| (best[at], at));
    let mut kept = Vec::new();
    while let Some(position) = at {
        kept.push(position);
        at = next[position];
    }
    kept
}
