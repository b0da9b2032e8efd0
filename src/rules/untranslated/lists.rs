//! What the packs of two languages say of their words, gathered once for each two languages and not for each page.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::locale::pack::{Meaning, Pack};
use crate::rules::Comparison;
use crate::rules::prose::Word;

/// Words of the reference's language.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// All function words.
    pub(super) listed: WordSet,
    /// Function words that the translation's language does not share.
    pub(super) unshared: WordSet,
    /// Weekdays, months and units that the translation's language has not.
    pub(super) calendar: WordSet,
}

/// By the translation's language and the reference's.
type Known = BTreeMap<(Option<String>, Option<String>), Arc<Lists>>;

impl Lists {
    pub(super) fn of(comparison: &Comparison<'_>) -> Arc<Lists> {
        static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
        let (own, other) = (comparison.pack, comparison.reference_pack);
        let key = |pack: Option<&Pack>| pack.map(|pack| pack.language.clone());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry((key(own), key(other))).or_insert_with(|| Arc::new(Lists::new(own, other))))
    }

    fn new(own: Option<&Pack>, other: Option<&Pack>) -> Lists {
        let listed = || other.into_iter().flat_map(|pack| &pack.function_words).map(String::as_str);
        let own_words: HashSet<&str> =
            own.into_iter().flat_map(|pack| pack.function_words.iter().chain(&pack.not_english)).map(String::as_str).collect();
        let days = own.zip(other).map(|(own, other)| words_of_days(own, other)).unwrap_or_default();
        Lists {
            listed: listed().collect(),
            unshared: listed().filter(|word| !own_words.contains(word)).collect(),
            calendar: days.iter().map(String::as_str).collect(),
        }
    }
}

fn words_of_days(own: &Pack, other: &Pack) -> Vec<String> {
    let is_dated = |meaning: &Meaning| matches!(meaning, Meaning::Weekday { .. } | Meaning::Month { .. } | Meaning::Unit(_));
    let known: HashSet<String> = own.entries.iter().map(|(word, _)| word.to_lowercase()).collect();
    let words = other.entries.iter().filter(|(word, meaning)| word.len() > 2 && is_dated(meaning)).map(|(word, _)| word.to_lowercase());
    words.filter(|word| !known.contains(word)).collect()
}

/// A set of words that most others are told from by their first letter and their length.
#[derive(Debug)]
pub(super) struct WordSet {
    words: HashSet<String>,
    /// For each first byte: the lengths of the words, one bit each.
    lengths: [u64; 256],
}

impl Default for WordSet {
    fn default() -> Self {
        Self { words: HashSet::new(), lengths: [0; 256] }
    }
}

impl<'w> FromIterator<&'w str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut set = WordSet::default();
        for word in words {
            set.lengths[usize::from(word.as_bytes().first().copied().unwrap_or_default())] |= length_bit(word);
            set.words.insert(word.to_owned());
        }
        set
    }
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

impl WordSet {
    /// The word of the set that a word is.
    pub(super) fn get(&self, word: &Word<'_>) -> Option<&str> {
        let first = word.text.as_bytes().first()?.to_ascii_lowercase();
        if word.text.is_ascii() && self.lengths[usize::from(first)] & length_bit(word.text) == 0 {
            return None;
        }
        self.words.get(&*word.folded()).map(String::as_str)
    }

    pub(super) fn contains(&self, word: &Word<'_>) -> bool {
        self.get(word).is_some()
    }
}
