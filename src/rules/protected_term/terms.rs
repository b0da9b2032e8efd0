//! Which terms of a reference must stay as they are in one translation, and what may stand for them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::names::{Kind, Name, Names, is_capitalized};
use super::search;
use crate::markdown::Document;
use crate::rules::Comparison;
use crate::rules::prose;

/// A term that must stay as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'a> {
    pub(super) name: &'a Name,
    /// Whether the translation has it somewhere.
    pub(super) kept: bool,
}

/// The terms of a page, and what may stand for them.
pub(super) struct Terms<'a> {
    comparison: &'a Comparison<'a>,
    names: &'a Names,
    /// For each of the names: the term that it is, if it is one. What was learnt has to be kept somewhere, or to be no word.
    kept: Vec<Option<Term<'a>>>,
    /// Words that the reference writes with a capital only, and the translation has too.
    words: OnceCell<BTreeSet<String>>,
    renderings: OnceCell<BTreeMap<String, Vec<String>>>,
}

impl<'a> Terms<'a> {
    pub(super) fn of(comparison: &'a Comparison<'a>) -> Terms<'a> {
        let names = comparison.reference_notes.names(comparison);
        let translation = || comparison.translation_notes.text(comparison.translation.document).as_str();
        let term = |name: &'a Name| {
            let term = Term { name, kept: search::exact(translation(), &name.text).is_some() };
            (term.kept || matches!(name.kind, Kind::Listed | Kind::Mixed)).then_some(term)
        };
        let kept = names.all.iter().map(term).collect();
        Terms { comparison, names, kept, words: OnceCell::new(), renderings: OnceCell::new() }
    }

    /// All terms, in order of their spelling.
    pub(super) fn all(&self) -> impl Iterator<Item = Term<'a>> {
        self.kept.iter().filter_map(|term| *term)
    }

    /// The terms of a block of the reference, in order of their spelling.
    pub(super) fn within(&self, block: usize) -> impl Iterator<Item = Term<'a>> {
        self.names.within(block).iter().filter_map(|&at| self.kept[at])
    }

    /// The text of the reference.
    pub(super) fn reference(&self) -> &str {
        self.comparison.reference_notes.text(self.comparison.reference.document).as_str()
    }

    /// Whether a word is a name on both pages. Few pages ask.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.words.get_or_init(|| capitalized(self.comparison)).contains(word)
    }

    /// Whether a text has a term in any capitals, in parts, or as it may be rendered.
    pub(super) fn has(&self, text: &str, term: &str) -> bool {
        let renderings = || self.renderings.get_or_init(|| renderings(self.comparison)).get(term);
        let is_rendered = || renderings().is_some_and(|own| own.iter().any(|own| search::folded(text, own).next().is_some()));
        search::folded(text, term).next().is_some() || is_rendered() || search::in_parts(text, term)
    }
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

/// Words that have a capital wherever the reference has them, more than once, and that the translation has too.
fn capitalized(comparison: &Comparison<'_>) -> BTreeSet<String> {
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
