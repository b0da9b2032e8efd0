//! What the packs of two languages say of their words, gathered once for each two languages and not for each page.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::locale::pack::{Meaning, Pack};
use crate::markdown::{Block, InlineKind};
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
    /// Whether all of them are of ASCII letters and apostrophes.
    is_plain: bool,
    /// For each first byte: the lengths of the words, one bit each.
    lengths: [u64; 256],
}

impl Default for WordSet {
    fn default() -> Self {
        Self { words: HashSet::new(), is_plain: true, lengths: [0; 256] }
    }
}

impl<'w> FromIterator<&'w str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut set = WordSet::default();
        for word in words {
            set.lengths[usize::from(word.as_bytes().first().copied().unwrap_or_default())] |= length_bit(word);
            set.is_plain &= word.bytes().all(is_letter);
            set.words.insert(word.to_owned());
        }
        set
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'\''
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

impl WordSet {
    /// The word of the set that a word is.
    pub(super) fn get(&self, word: &Word<'_>) -> Option<&str> {
        if word.text.is_ascii() { self.get_ascii(word.text) } else { self.words.get(&*word.folded()).map(String::as_str) }
    }

    fn get_ascii(&self, word: &str) -> Option<&str> {
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        if self.lengths[usize::from(first)] & length_bit(word) == 0 {
            return None;
        }
        let small = word.bytes().all(|byte| !byte.is_ascii_uppercase());
        if small { self.words.get(word) } else { self.words.get(&word.to_ascii_lowercase()) }.map(String::as_str)
    }

    /// How many different words of the set a block may have, up to `most`: told by its runs of ASCII letters, so never too few.
    pub(super) fn count_at_most(&self, block: &Block, most: usize) -> usize {
        // Where something is left out of the text, words may end inside of a run.
        let is_cut = block.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Url | InlineKind::Superscript));
        let visible = block.text.visible();
        if !self.is_plain || is_cut || visible.contains('’') {
            return most;
        }
        let mut found: Vec<&str> = Vec::new();
        let mut bytes = visible.bytes().enumerate();
        while let Some((start, _)) = bytes.find(|(_, byte)| is_letter(*byte)).filter(|_| found.len() < most) {
            let end = bytes.find(|(_, byte)| !is_letter(*byte)).map_or(visible.len(), |(end, _)| end);
            let run = visible[start..end].trim_matches('\'');
            found.extend(self.get_ascii(run).filter(|word| !found.contains(word)));
        }
        found.len()
    }

    pub(super) fn contains(&self, word: &Word<'_>) -> bool {
        self.get(word).is_some()
    }
}
