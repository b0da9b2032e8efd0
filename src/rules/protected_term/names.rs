//! The terms that a reference has, and where: those that are listed, and names that show what they are. Knows no translation.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::search;
use crate::locale::pack::{Meaning, Pack};
use crate::markdown::{Block, Document};
use crate::rules::Comparison;
use crate::rules::page_text::PageText;
use crate::rules::prose;

/// Names of one page that are looked at; one with more is a list of them.
const MOST: usize = 400;

/// Why a term is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The project or the page says so.
    Listed,
    /// Letters and figures in one word: `21Vianet`.
    Mixed,
    /// A word in capitals before a number, which the translation keeps somewhere: `Microsoft 365`.
    Numbered,
    /// Capitals inside a word: `SharePoint`.
    Camel,
}

/// A term of the reference.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// What may be a term on a page.
#[derive(Debug)]
pub(in crate::rules) struct Names {
    /// In order of their spelling.
    pub(super) all: Vec<Name>,
    /// For each block of prose that has any: which, in order.
    blocks: BTreeMap<usize, Vec<usize>>,
}

impl Names {
    /// Those of a comparison's reference.
    pub(in crate::rules) fn of(comparison: &Comparison<'_>) -> Names {
        let document = comparison.reference.document;
        let mut kinds: BTreeMap<String, Kind> = learnt(comparison);
        kinds.extend(listed(comparison).into_iter().map(|term| (term, Kind::Listed)));
        let all: Vec<Name> = kinds.into_iter().map(|(text, kind)| Name { text, kind }).collect();
        Names { blocks: places(document, comparison.reference_notes.text(document), &all), all }
    }

    /// The terms that a block has, in order of their spelling; as indices of [`Names::all`].
    pub(super) fn within(&self, block: usize) -> &[usize] {
        self.blocks.get(&block).map_or(&[], Vec::as_slice)
    }
}

/// Which blocks have which terms outside of code. The whole page is searched for each term, and only where it stands is looked closer.
fn places(document: &Document, text: &PageText, names: &[Name]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        for at in text.blocks_at(search::may_start(text.as_str(), &name.text)) {
            let block = document.blocks.get(at).filter(|block| prose::is_prose(block));
            if block.is_some_and(|block| search::exact(&prose::without_code(block), &name.text).is_some()) {
                found.entry(at).or_default().push(index);
            }
        }
    }
    found
}

/// The configured terms, `no-loc` of the front matter, and `:::no-loc text="…":::`.
fn listed(comparison: &Comparison<'_>) -> Vec<String> {
    let document = comparison.reference.document;
    let entries = document.front_matter.iter().flat_map(|matter| &matter.entries).filter(|entry| entry.key == "no-loc");
    let in_front = entries.flat_map(|entry| &entry.values).map(|value| value.text.trim().to_owned());
    let marked = document.source.text().split(":::no-loc text=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let all = comparison.options.protected_terms.iter().cloned().chain(in_front).chain(marked.take(MOST));
    all.filter(|term| term.chars().count() > 1).collect()
}

fn learnt(comparison: &Comparison<'_>) -> BTreeMap<String, Kind> {
    let dated = dated_words(comparison.reference_pack);
    let mut learnt = BTreeMap::new();
    for block in comparison.reference.document.blocks.iter().filter(|block| prose::is_prose(block)) {
        for (term, kind) in names_in(block, &dated) {
            // The whole page is searched for each name, so once for each, and not for any number of them.
            if learnt.len() < MOST && !learnt.contains_key(&*term) {
                learnt.insert(term.into_owned(), kind);
            }
        }
    }
    learnt
}

/// Months and days before a number are no names; gathered once for each language.
fn dated_words(pack: Option<&Pack>) -> Arc<BTreeSet<String>> {
    static KNOWN: Mutex<BTreeMap<String, Arc<BTreeSet<String>>>> = Mutex::new(BTreeMap::new());
    let is_dated =
        |meaning: &Meaning| matches!(meaning, Meaning::Month { .. } | Meaning::Weekday { .. } | Meaning::SeverityLabel | Meaning::Unit(_));
    let words = |pack: &Pack| pack.entries.iter().filter(|(_, meaning)| is_dated(meaning)).map(|(word, _)| word.clone()).collect();
    let Some(pack) = pack else { return Arc::default() };
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(pack.language.clone()).or_insert_with(|| Arc::new(words(pack))))
}

fn names_in<'b>(block: &'b Block, dated: &BTreeSet<String>) -> Vec<(Cow<'b, str>, Kind)> {
    let mut names = Vec::new();
    let mut before: Option<&str> = None;
    for chunk in prose::chunks_of(block) {
        // Most chunks are small letters, which are no name and come before no number of one.
        let may_be_name = chunk.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !may_be_name && before.is_none() || prose::is_identifier(chunk) {
            continue;
        }
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let numbered = before.filter(|before| is_number(word) && is_capitalized(before) && !dated.contains(*before));
        names.extend(numbered.map(|before| (Cow::Owned(format!("{before} {word}")), Kind::Numbered)));
        // What ends with a stop or the like does not go with a number behind it.
        before = (word.len() == chunk.len() && may_be_name).then_some(word);
        if chunk.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
            let parts = chunk.split(|c: char| !c.is_ascii_alphanumeric());
            names.extend(parts.filter_map(|part| shape(part).map(|kind| (Cow::Borrowed(part), kind))));
        }
    }
    names
}

fn is_number(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is of ASCII letters, the first a capital, and not short.
pub(super) fn is_capitalized(word: &str) -> bool {
    word.len() > 4 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().skip(1).all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a name is a word with a short number behind it (`Product1`), which stands for something that readers put in, and whose word is
/// translated.
pub(super) fn is_placeholder(name: &str) -> bool {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = name.len() - word.len();
    (1..=2).contains(&figures) && word.chars().all(char::is_alphabetic) && word.chars().skip(1).any(char::is_lowercase)
}

fn shape(word: &str) -> Option<Kind> {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let has_small = word.bytes().any(|byte| byte.is_ascii_lowercase());
    let runs = word.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).count();
    let inner = word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    match () {
        () if runs == 2 && letters >= 4 && has_capital && has_small && word.len() < 20 => Some(Kind::Mixed),
        () if runs == 1 && letters >= 6 && inner && word.starts_with(|c: char| c.is_ascii_uppercase()) => Some(Kind::Camel),
        () => None,
    }
}
