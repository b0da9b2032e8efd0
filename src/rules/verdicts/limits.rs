//! How much of a block is compared: what is more is counted, not told apart, so that time stays bounded.

use std::collections::HashMap;

use super::groups::{Group, is_counted};

/// Facts of one block that are compared. More stand in no text that people read; it bounds the time.
const MOST_FACTS: usize = 1000;

/// Pairs of leftovers of one block that are looked at, for the same reason.
const MOST_PAIRS: usize = 10_000;

/// Pairs of leftovers of one section that are looked at. Where there are more, the two texts are not the same.
const MOST_PAIRS_ACROSS: usize = 1_000_000;

/// Takes out what is left of a section if it is too much to be looked for in other blocks; says how many facts of the reference remain
/// undetermined.
pub(super) fn give_up_across(groups: &mut [Group<'_>]) -> Option<usize> {
    let all = |side: fn(&Group<'_>) -> usize, groups: &[Group<'_>]| groups.iter().map(side).sum::<usize>();
    let pairs = all(|group| group.expected.len(), groups) * all(|group| group.found.len(), groups);
    (pairs > MOST_PAIRS_ACROSS).then(|| groups.iter_mut().map(Group::clear).sum())
}

impl Group<'_> {
    /// Leaves out facts of a block that has more than are compared.
    pub(super) fn shorten(&mut self) {
        if self.expected.len().max(self.found.len()) > MOST_FACTS {
            self.cut = Some(self.expected.iter().skip(MOST_FACTS).filter(is_counted).count());
            self.expected.truncate(MOST_FACTS);
            self.found.truncate(MOST_FACTS);
        }
    }

    /// Whether more is left than can be told apart. What is left out may be the partner of anything that is here.
    fn is_crowded(&self) -> bool {
        self.cut.is_some()
            || self.expected.len() * self.found.len() > MOST_PAIRS
            || self.loose_expected.len().max(self.loose_found.len()) > MOST_FACTS
    }

    /// Takes out what is left if it is too much to be told apart; says how many facts of the reference remain undetermined.
    pub(super) fn give_up(&mut self) -> Option<usize> {
        if !self.is_crowded() || self.is_empty() && self.cut.is_none() {
            return None;
        }
        Some(self.clear() + self.cut.unwrap_or_default())
    }

    /// Takes out all that is left; says how many facts of the reference that was.
    fn clear(&mut self) -> usize {
        let left = self.expected.iter().filter(is_counted).count();
        self.expected.clear();
        self.found.clear();
        self.loose_expected.clear();
        self.loose_found.clear();
        left
    }
}

/// Numbers that stand on both sides stand for each other, not for a fact that was not read.
pub(super) fn cancel<'a>(expected: &mut Vec<&'a str>, found: &mut Vec<&'a str>) {
    let (mut in_both, mut taken) = (counts(found), HashMap::new());
    expected.retain(|number| {
        let is_there = take_one(&mut in_both, number);
        if is_there {
            *taken.entry(*number).or_default() += 1;
        }
        !is_there
    });
    found.retain(|number| !take_one(&mut taken, number));
}

fn counts<'a>(numbers: &[&'a str]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for number in numbers {
        *counts.entry(*number).or_default() += 1;
    }
    counts
}

fn take_one(counts: &mut HashMap<&str, usize>, number: &str) -> bool {
    let left = counts.get_mut(number).filter(|left| **left > 0);
    left.map(|left| *left -= 1).is_some()
}
