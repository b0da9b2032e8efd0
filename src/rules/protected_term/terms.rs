//! Which terms of a page must stay as they are: those that are listed, and names that show what they are.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::search;
use crate::locale::pack::Meaning;
use crate::markdown::{Block, Document};
use crate::rules::Comparison;
use crate::rules::prose;

/// Names of one page that are looked at; one with more is a list of them.
const MOST: usize = 400;

/// A name that the reference has more often is what the page is about.
const OFTEN: usize = 3;

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

/// What is known of a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) kind: Kind,
    /// Whether the translation has it somewhere.
    pub(super) kept: bool,
    /// Whether the reference speaks of it all the time.
    pub(super) often: bool,
}

/// The terms of a page, and what may stand for them.
pub(super) struct Terms {
    pub(super) all: BTreeMap<String, Term>,
    /// Words that the reference writes with a capital only, and the translation has too.
    names: OnceCell<BTreeSet<String>>,
    renderings: BTreeMap<String, Vec<String>>,
    /// The text of the reference.
    pub(super) reference: String,
}

impl Terms {
    pub(super) fn of(comparison: &Comparison<'_>) -> Terms {
        let (reference, translation) = (text_of(comparison.reference.document), text_of(comparison.translation.document));
        let mut kinds = learnt(comparison, &translation);
        kinds.extend(listed(comparison).into_iter().map(|term| (term, Kind::Listed)));
        let known = |term: &str, kind| Term {
            kind,
            kept: search::exact(&translation, term).is_some(),
            often: search::folded(&reference, term).nth(OFTEN).is_some(),
        };
        let all = kinds.into_iter().map(|(term, kind)| (term.clone(), known(&term, kind))).collect();
        Terms { all, names: OnceCell::new(), renderings: renderings(comparison), reference }
    }

    /// Words that are names on both pages. Few pages need them.
    pub(super) fn names(&self, comparison: &Comparison<'_>) -> &BTreeSet<String> {
        self.names.get_or_init(|| names(comparison))
    }

    /// The terms that stand in a text, in order of their spelling.
    pub(super) fn within<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (&'t str, Term)> + 't {
        self.all.iter().filter(|(term, _)| search::exact(text, term).is_some()).map(|(term, known)| (term.as_str(), *known))
    }

    /// Whether a text has a term in any capitals, in parts, or as it may be rendered.
    pub(super) fn has(&self, text: &str, term: &str) -> bool {
        let rendered = self.renderings.get(term).is_some_and(|own| own.iter().any(|own| search::folded(text, own).next().is_some()));
        search::folded(text, term).next().is_some() || rendered || search::in_parts(text, term)
    }
}

fn text_of(document: &Document) -> String {
    let texts: Vec<&str> = document.blocks.iter().map(|block| block.text.visible()).collect();
    texts.join("\n")
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

fn renderings(comparison: &Comparison<'_>) -> BTreeMap<String, Vec<String>> {
    let mut renderings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let own = comparison.options.renderings.iter().filter_map(|pair| pair.split_once('='));
    let of_pack = comparison.pack.into_iter().flat_map(|pack| &pack.terms).map(|(term, rendering)| (term.as_str(), rendering.as_str()));
    for (term, rendering) in own.chain(of_pack) {
        renderings.entry(term.trim().to_owned()).or_default().push(rendering.trim().to_owned());
    }
    renderings
}

fn learnt(comparison: &Comparison<'_>, translation: &str) -> BTreeMap<String, Kind> {
    let dated = dated_words(comparison);
    let mut learnt = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for block in comparison.reference.document.blocks.iter().filter(|block| prose::is_prose(block)) {
        for (term, kind) in names_in(block, &dated) {
            // The whole page is searched for each name, so once for each, and not for any number of them.
            if seen.len() >= MOST || !seen.insert(term.clone()) {
                continue;
            }
            if kind == Kind::Mixed || search::exact(translation, &term).is_some() {
                learnt.insert(term, kind);
            }
        }
    }
    learnt
}

/// Months and days before a number are no names.
fn dated_words<'a>(comparison: &Comparison<'a>) -> BTreeSet<&'a str> {
    let is_dated =
        |meaning: &Meaning| matches!(meaning, Meaning::Month { .. } | Meaning::Weekday { .. } | Meaning::SeverityLabel | Meaning::Unit(_));
    let entries = comparison.reference_pack.into_iter().flat_map(|pack| &pack.entries);
    entries.filter(|(_, meaning)| is_dated(meaning)).map(|(word, _)| word.as_str()).collect()
}

fn names_in(block: &Block, dated: &BTreeSet<&str>) -> Vec<(String, Kind)> {
    let chunks = prose::chunks_of(block);
    let mut names = Vec::new();
    let mut before: Option<&str> = None;
    for chunk in chunks {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let numbered = before.filter(|before| is_number(word) && is_capitalized(before) && !dated.contains(before));
        names.extend(numbered.map(|before| (format!("{before} {word}"), Kind::Numbered)));
        // What ends with a stop or the like does not go with a number behind it.
        before = (word.len() == chunk.len()).then_some(word);
        names.extend(chunk.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|part| shape(part).map(|kind| (part.to_owned(), kind))));
    }
    names
}

fn is_number(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_capitalized(word: &str) -> bool {
    word.len() > 4 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().skip(1).all(|c| c.is_ascii_alphabetic())
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

/// Words that have a capital wherever the reference has them, more than once, and that the translation has too.
fn names(comparison: &Comparison<'_>) -> BTreeSet<String> {
    let (mut counts, mut small) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
    for word in words(comparison.reference.document) {
        if is_capitalized(word) {
            *counts.entry(word).or_default() += 1;
        } else {
            small.insert(word);
        }
    }
    let kept: BTreeSet<&str> = words(comparison.translation.document).filter(|word| is_capitalized(word)).collect();
    let is_name = |word: &str| kept.contains(word) && !small.contains(word.to_lowercase().as_str());
    counts.into_iter().filter(|(word, count)| *count > 1 && is_name(word)).map(|(word, _)| word.to_owned()).collect()
}

fn words(document: &Document) -> impl Iterator<Item = &str> {
    document.blocks.iter().filter(|block| prose::is_prose(block)).flat_map(prose::words).map(|word| word.text)
}
