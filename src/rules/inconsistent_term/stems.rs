//! Which stems of words go with some blocks of a page and not with the others. Knows no language and no rule.
//!
//! A stem is the beginning of a word, without what grammar puts behind it; in scripts without spaces, some letters on end.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::markdown::Block;
use crate::rules::prose::{self, Word};

/// The words of one block in small letters, in order.
pub(super) type Words<'a> = Vec<Cow<'a, str>>;

/// Letters of the shortest stem: shorter ones are begun alike by words of many meanings.
const SHORTEST: usize = 5;

/// Letters of stems in scripts without spaces.
const UNSPACED: RangeInclusive<usize> = 2..=8;

/// Letters by which a word is looked for in text that may bend it.
const LOOKED_FOR: usize = 4;

/// Letters that two words have together only if they are akin.
const AKIN: usize = 3;

/// A stem that goes with blocks.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    pub(super) text: String,
    /// Of the blocks it goes with, how many have it.
    pub(super) inside: usize,
    /// How many others have it.
    pub(super) outside: usize,
}

/// Blocks whose words are cut where they are asked for: most are told apart by their letters.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    all: Vec<&'a Block>,
    words: Vec<OnceCell<Words<'a>>>,
    small: Vec<OnceCell<String>>,
}

impl<'a> Blocks<'a> {
    pub(super) fn push(&mut self, block: &'a Block) {
        self.all.push(block);
        self.words.push(OnceCell::new());
        self.small.push(OnceCell::new());
    }

    pub(super) fn get(&self, at: usize) -> &'a Block {
        self.all[at]
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The words of a block.
    pub(super) fn words(&self, at: usize) -> &Words<'a> {
        self.words[at].get_or_init(|| words(self.all[at]))
    }

    /// Whether a block has a stem.
    pub(super) fn has(&self, at: usize, stem: &str) -> bool {
        self.may_have(at, stem) && has(self.words(at), stem)
    }

    /// Whether any block has a word.
    pub(super) fn any_has_word(&self, word: &str) -> bool {
        (0..self.len()).any(|at| self.may_have(at, word) && self.words(at).iter().any(|other| other == word))
    }

    /// Whether a block has some small letters on end, if only across words. A sigma that ends a word may end none here.
    fn may_have(&self, at: usize, letters: &str) -> bool {
        let small = self.small[at].get_or_init(|| self.all[at].text.visible().to_lowercase());
        letters.contains('ς') || memchr::memmem::find(small.as_bytes(), letters.as_bytes()).is_some()
    }
}

/// The words of a block in small letters.
fn words(block: &Block) -> Words<'_> {
    written(block).map(|text| Word { text, range: 0..text.len() }.folded()).collect()
}

/// The words of a block as written. What an apostrophe joins is several (`l'adresse`).
pub(super) fn written(block: &Block) -> impl Iterator<Item = &str> {
    prose::words(block).flat_map(|word| word.text.split(['\'', '’']))
}

/// The stems that nearly all blocks of `with` have, and hardly one of `without`; none where there is too little to compare with.
pub(super) fn going_with(blocks: &Blocks<'_>, with: &[usize], without: &[usize]) -> Vec<Stem> {
    if without.len() < 2 * with.len() {
        return Vec::new();
    }
    // A stem that few blocks lack stands in one of any few and one: in one of the shortest, which are read fastest.
    let lacking = with.len() / 8;
    let mut shortest = with.to_vec();
    shortest.sort_by_cached_key(|&block| blocks.words(block).iter().map(|word| word.len()).sum::<usize>());
    let stems: BTreeSet<&str> =
        shortest.iter().take(lacking + 1).flat_map(|&block| blocks.words(block).iter().flat_map(|word| stems_of(word))).collect();
    let counted = stems.into_iter().filter_map(|stem| {
        let inside = with.len() - with.iter().filter(|&&block| !has(blocks.words(block), stem)).take(lacking + 1).count();
        let most = inside / 4;
        let outside = || without.iter().filter(|&&block| blocks.has(block, stem)).take(most + 1).count();
        (inside + lacking >= with.len()).then(|| Stem { text: stem.to_owned(), inside, outside: outside() })
    });
    counted.filter(|stem| stem.outside * 4 <= stem.inside).collect()
}

/// Whether words have a stem.
fn has(words: &Words<'_>, stem: &str) -> bool {
    words.iter().any(|word| begins(word, stem))
}

/// Whether a word has a stem.
pub(super) fn begins(word: &str, stem: &str) -> bool {
    if is_unspaced(stem) { word.contains(stem) } else { word.starts_with(stem) }
}

/// Whether a text of these words may use another word, however bent or put together.
pub(super) fn may_use(words: &Words<'_>, other: &str) -> bool {
    let length = if is_unspaced(other) { *UNSPACED.start() } else { LOOKED_FOR };
    let parts = runs(other, length);
    let parts = if is_unspaced(other) { parts } else { parts.into_iter().take(1).collect() };
    words.iter().any(|word| parts.iter().any(|part| word.contains(part)))
}

/// Whether a word may come of the same root as a stem: they begin alike, or have some letters on end together; in scripts without
/// spaces, any letter.
pub(super) fn may_be_akin(word: &str, stem: &str) -> bool {
    if is_unspaced(word) || is_unspaced(stem) {
        return word.chars().any(|c| stem.contains(c));
    }
    let (word, stem): (Vec<char>, Vec<char>) = (word.chars().collect(), stem.chars().collect());
    let alike = |a: &[char], b: &[char]| a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| is_alike(a, b));
    let together = word.windows(AKIN.min(word.len())).any(|part| stem.windows(part.len()).any(|other| alike(part, other)));
    together || word.len() > 1 && stem.len() > 1 && alike(&word[..2], &stem[..2])
}

/// Whether a letter is another, or may be that with a mark: vowels change in plurals (`Land`, `Länder`).
fn is_alike(a: char, b: char) -> bool {
    let (plain, other) = if a.is_ascii() { (a, b) } else { (b, a) };
    a == b || plain.is_ascii() && matches!(other, '\u{c0}'..='\u{24f}')
}

fn is_unspaced(text: &str) -> bool {
    text.starts_with(prose::is_unspaced)
}

fn stems_of(word: &str) -> Vec<&str> {
    if is_unspaced(word) {
        return UNSPACED.flat_map(|length| runs(word, length)).filter(|run| run.chars().count() >= *UNSPACED.start()).collect();
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(SHORTEST).chain([word.len()]);
    let long_enough = word.chars().count() >= SHORTEST;
    ends.filter(|_| long_enough).filter_map(|end| word.get(..end)).collect()
}

/// All runs of so many letters in a word; the word itself if it is shorter.
fn runs(word: &str, length: usize) -> Vec<&str> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    if ends.len() <= length {
        return vec![word];
    }
    ends.windows(length + 1).filter_map(|run| word.get(run[0]..run[length])).collect()
}
