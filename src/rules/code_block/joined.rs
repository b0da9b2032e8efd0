//! Code blocks that were joined into one or split in two: all of their lines are there.

use std::collections::BTreeSet;

use super::runs;
use crate::compare::mentions::Difference;
use crate::rules::code_text::{CodeText, Line};

/// Blocks that were joined or split: what one block has more is a block of its own on the other side.
#[derive(Default)]
pub(super) struct Joined {
    /// Differences that are such blocks.
    pub(super) blocks: BTreeSet<usize>,
    /// Runs of lines that are nothing but such blocks, by the number of their difference and their first line on the side that has them.
    pub(super) runs: BTreeSet<(usize, usize)>,
}

impl Joined {
    /// Finds them among the differences of two pages.
    pub(super) fn of(differences: &[Difference<CodeText>]) -> Joined {
        let mut joined = Joined::default();
        for (at, difference) in differences.iter().enumerate() {
            let Some((left, right)) = difference.reference.as_ref().zip(difference.translation.as_ref()) else { continue };
            for run in runs(&left.value.lines, &right.value.lines) {
                let lines = match (run.left.is_empty(), run.right.is_empty()) {
                    (true, false) => &right.value.lines[run.right.clone()],
                    (false, true) => &left.value.lines[run.left.clone()],
                    _ => continue,
                };
                let taken = joined.find(differences, difference.pair, lines, run.left.is_empty());
                let count: usize = taken.iter().map(|&(_, lines)| lines).sum();
                if count == lines.len() {
                    joined.runs.insert((at, run.left.start.max(run.right.start)));
                }
                joined.blocks.extend(taken.into_iter().map(|(block, _)| block));
            }
        }
        joined
    }

    /// The blocks of one side alone that are parts of a run of lines, each with how many lines it has.
    fn find(&self, differences: &[Difference<CodeText>], pair: usize, lines: &[Line], is_gone: bool) -> Vec<(usize, usize)> {
        let key = |lines: &[Line]| lines.iter().map(|line| line.skeleton.clone()).collect::<Vec<String>>();
        let whole = key(lines);
        let mut from = 0;
        let mut found = Vec::new();
        // Differences stand in the order of their pairs of sections.
        let first = differences.partition_point(|other| other.pair < pair);
        let of_pair = differences[first..].iter().take_while(|other| other.pair == pair).enumerate().map(|(at, other)| (first + at, other));
        for (at, other) in of_pair.filter(|(at, _)| !self.blocks.contains(at)) {
            let alone = if is_gone { (&other.reference, &other.translation) } else { (&other.translation, &other.reference) };
            let (Some(block), None) = alone else { continue };
            let part = key(&block.value.lines);
            if let Some(start) = whole[from..].windows(part.len().max(1)).position(|window| window == part.as_slice()) {
                from += start + part.len();
                found.push((at, part.len()));
            }
        }
        found
    }
}
