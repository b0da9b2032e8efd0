//! Which elements of a permutation stay, when as few as possible are said to have moved.

/// Positions (in `values`) of a heaviest increasing subsequence. Of equally heavy ones, the one that keeps later elements, so that of
/// two that changed places the first has moved: a reader meets it where the other one was.
pub fn keep_increasing(values: &[usize], weights: &[usize]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut best = vec![0_usize; values.len()];
    let mut next = vec![None; values.len()];
    let mut heaviest = Heaviest(vec![None; sorted.len()]);
    for at in (0..values.len()).rev() {
        // Ranks count from the greatest value, so that a prefix holds the greater ones.
        let rank = sorted.len() - sorted.partition_point(|&value| value <= values[at]);
        let follower = heaviest.before(rank);
        best[at] = weights[at] + follower.map_or(0, |(weight, _)| weight);
        next[at] = follower.map(|(_, later)| later);
        heaviest.put(rank, (best[at], at));
    }
    let mut at = (0..values.len()).max_by_key(|&at| (best[at], at));
    let mut kept = Vec::new();
    while let Some(position) = at {
        kept.push(position);
        at = next[position];
    }
    kept
}

/// A weight and the position that has it, the later the better.
type Weight = (usize, usize);

/// The heaviest of each prefix (a Fenwick tree), so that long pages take no quadratic time.
struct Heaviest(Vec<Option<Weight>>);

impl Heaviest {
    /// The heaviest of the ranks below `rank`.
    fn before(&self, rank: usize) -> Option<Weight> {
        let mut node = rank;
        let mut found = None;
        while node > 0 {
            found = found.max(self.0[node - 1]);
            node &= node - 1;
        }
        found
    }

    fn put(&mut self, rank: usize, weight: Weight) {
        let mut node = rank + 1;
        while node <= self.0.len() {
            self.0[node - 1] = self.0[node - 1].max(Some(weight));
            node += node & node.wrapping_neg();
        }
    }
}
