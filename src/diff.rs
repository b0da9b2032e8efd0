//! What two sequences have in common, in their order (Myers' algorithm).
//!
//! It knows nothing of what the items are: they are numbered, so that the algorithm is compiled once and not for every kind of item.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// The runs that differ, as ranges of items of both sequences, in order; one of the two may be empty.
pub fn differences<T: Eq + Hash>(left: &[T], right: &[T]) -> Vec<(Range<usize>, Range<usize>)> {
    let (left, right) = numbered(left, right);
    let changed = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
    operations(&left, &right).into_iter().filter(changed).map(|op| (op.old_range(), op.new_range())).collect()
}

/// The items that both have, by their indices, in order.
pub fn common<T: Eq + Hash>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let (left, right) = numbered(left, right);
    let equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    operations(&left, &right).into_iter().filter(equal).flat_map(|op| op.old_range().zip(op.new_range())).collect()
}

/// How alike two texts are: the share of characters that they have in common at their ends, in thousandths.
pub fn likeness(a: &str, b: &str) -> u32 {
    let longest = a.chars().count().max(b.chars().count());
    let head = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let rest = a.chars().count().min(b.chars().count()) - head;
    let tail = a.chars().rev().zip(b.chars().rev()).take(rest).take_while(|(a, b)| a == b).count();
    ((head + tail) * 1000).checked_div(longest).map_or(1000, |share| share as u32)
}

/// Both sequences with a number for each item, the same for equal ones.
fn numbered<'t, T: Eq + Hash>(left: &'t [T], right: &'t [T]) -> (Vec<u32>, Vec<u32>) {
    let mut numbers: HashMap<&'t T, u32> = HashMap::with_capacity(left.len() + right.len());
    let mut number = |item: &'t T| -> u32 {
        let next = numbers.len() as u32;
        *numbers.entry(item).or_insert(next)
    };
    (left.iter().map(&mut number).collect(), right.iter().map(&mut number).collect())
}

fn operations(left: &[u32], right: &[u32]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), left, right);
    // The hooks keep what they are told, and cannot fail.
    match myers::diff(&mut hook, left, 0..left.len(), right, 0..right.len()) {
        Ok(()) => hook.into_inner().into_inner().into_ops(),
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::{common, differences};

    #[test]
    fn equal_sequences_do_not_differ() {
        assert_eq!(differences(&["a", "b"], &["a", "b"]), []);
        assert_eq!(common(&["a", "b"], &["a", "b"]), [(0, 0), (1, 1)]);
        assert_eq!(differences::<u8>(&[], &[]), []);
    }

    #[test]
    fn what_was_changed_added_or_taken_out_is_a_run() {
        assert_eq!(differences(&["a", "b", "c"], &["a", "x", "c"]), [(1..2, 1..2)]);
        assert_eq!(differences(&["a", "c"], &["a", "b", "c"]), [(1..1, 1..2)]);
        assert_eq!(differences(&["a", "b", "c"], &["c"]), [(0..2, 0..0)]);
        assert_eq!(common(&["a", "b", "c"], &["a", "x", "c"]), [(0, 0), (2, 2)]);
    }
}
