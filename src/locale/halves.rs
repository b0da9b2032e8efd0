//! How the words of a generated half and of one written by hand become those of one pack.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::normal::fold;
use super::pack::{Half, Meaning};

/// The words of all texts of a pack, while they are read.
#[derive(Debug, Default)]
pub(super) struct Words {
    generated: Vec<(String, Meaning)>,
    hand: Vec<(String, Meaning)>,
    /// How many of `hand` come from the texts before this one.
    inherited: usize,
    is_hand: bool,
    removed: HashSet<String>,
}

/// What a word is listed as: it may be a fact of today's rules, and beside that a country, a month and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Fact,
    Other(Discriminant<Meaning>),
}

impl Words {
    /// Starts a text.
    pub(super) fn open(&mut self, half: Half) {
        self.is_hand = half == Half::Hand;
        self.inherited = self.hand.len();
    }

    pub(super) fn add(&mut self, word: String, meaning: Meaning) {
        let words = if self.is_hand { &mut self.hand } else { &mut self.generated };
        words.push((word, meaning));
    }

    /// Takes words out of everything before this text: the generated half, and what is inherited.
    pub(super) fn remove(&mut self, words: &[String]) {
        self.removed.extend(words.iter().map(|word| fold(word)));
    }

    /// Ends a text.
    pub(super) fn close(&mut self) {
        let removed = std::mem::take(&mut self.removed);
        if removed.is_empty() {
            return;
        }
        let is_removed = |(word, _): &(String, Meaning)| removed.contains(&fold(word));
        self.generated.retain(|entry| !is_removed(entry));
        let own = self.hand.split_off(self.inherited);
        self.hand.retain(|entry| !is_removed(entry));
        self.hand.extend(own);
    }

    /// All words: a word that is written by hand means what it is written with, and what is generated adds nothing to it.
    pub(super) fn merged(self) -> Vec<(String, Meaning)> {
        let mut entries = self.hand;
        let known: HashSet<(String, Family)> = entries.iter().map(|(word, meaning)| (fold(word), family(meaning))).collect();
        entries.extend(self.generated.into_iter().filter(|(word, meaning)| !known.contains(&(fold(word), family(meaning)))));
        entries
    }
}

fn family(meaning: &Meaning) -> Family {
    match meaning {
        Meaning::Country(_)
        | Meaning::Month { .. }
        | Meaning::Measure(_)
        | Meaning::Currency(_)
        | Meaning::Power(_)
        | Meaning::Denominator(_)
        | Meaning::Parts
        | Meaning::Subunit(_)
        | Meaning::DateJoiner
        | Meaning::YearMark
        | Meaning::DayMark
        | Meaning::Ordinal
        | Meaning::Hour(_)
        | Meaning::Shift { .. }
        | Meaning::Minutes(_)
        | Meaning::Article
        | Meaning::AllDay
        | Meaning::Era(_) => Family::Other(discriminant(meaning)),
        _ => Family::Fact,
    }
}
