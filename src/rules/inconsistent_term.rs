//! `inconsistent-term`: a short label that is called otherwise than the text of the page calls the same thing.
//!
//! What the text calls it is learnt from the page alone: which stems of the translation go with a word of the reference.

mod stems;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::prose::{self, Word};
use super::stated::{Stated, TextKind};
use crate::align::SectionPair;
use crate::markdown::{Block, BlockKind, InlineKind, Section};
use crate::source::Span;
use stems::{Blocks, Stem};

/// Texts that use the word, no two alike, from which a custom is seen.
const FEWEST: usize = 4;

/// Letters of a word that says something by itself.
const SHORTEST: usize = 4;

/// Words of a rendering that is still a label.
const LONGEST: usize = 4;

/// A label on both sides.
struct Label<'a> {
    section: &'a SectionPair,
    /// Of the reference.
    block: &'a Block,
    expected: &'a str,
    found: &'a str,
    reference: Span,
    translation: Span,
}

/// Texts that stand for each other.
struct Texts<'a> {
    reference: Blocks<'a>,
    translation: Blocks<'a>,
}

/// What the text of the translation calls something.
struct Custom {
    /// The texts that name it.
    texts: Vec<usize>,
    stems: Vec<Stem>,
}

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let labels = labels(comparison);
    let mut terms: BTreeMap<String, Vec<&Label<'_>>> = BTreeMap::new();
    for label in &labels {
        terms.entry(label.expected.to_lowercase()).or_default().push(label);
    }
    terms.retain(|term, _| is_frequent(comparison, term));
    if terms.is_empty() {
        return Vec::new();
    }
    let texts = Texts::of(comparison);
    terms.iter().flat_map(|(term, labels)| of_term(comparison, &texts, term, labels)).collect()
}

/// What is found of one term, once for each rendering.
fn of_term(comparison: &Comparison<'_>, texts: &Texts<'_>, term: &str, labels: &[&Label<'_>]) -> Vec<Drift> {
    let Some(custom) = texts.custom(term, labels) else { return Vec::new() };
    let mut odd: BTreeMap<String, Vec<&Label<'_>>> = BTreeMap::new();
    for label in labels.iter().filter(|label| is_odd(texts, &custom, label.found)) {
        odd.entry(label.found.to_lowercase()).or_default().push(label);
    }
    let Some(usual) = custom.shown(texts) else { return Vec::new() };
    odd.values().filter_map(|labels| drift(comparison, labels, &usual)).collect()
}

fn labels<'a>(comparison: &Comparison<'a>) -> Vec<Label<'a>> {
    let in_section = |section: &'a SectionPair| {
        let blocks = section.blocks.iter().filter_map(|pair| pair.reference.zip(pair.translation));
        blocks.filter_map(move |(r, t)| label(comparison, section, r, t))
    };
    comparison.alignment.sections.iter().flat_map(in_section).collect()
}

fn label<'a>(comparison: &Comparison<'a>, section: &'a SectionPair, r: usize, t: usize) -> Option<Label<'a>> {
    let left = comparison.reference.document.blocks.get(r)?;
    let right = comparison.translation.document.blocks.get(t)?;
    let (expected, reference) = labelled(left).filter(|(text, _)| is_term(text))?;
    let (found, translation) = labelled(right)?;
    let alike = matches!(left.kind, BlockKind::Cell(_)) == matches!(right.kind, BlockKind::Cell(_));
    alike.then_some(Label { section, block: left, expected, found, reference, translation })
}

/// What a block is called: a cell its whole text, a paragraph the bold words that it begins with, before a mark or alone.
fn labelled(block: &Block) -> Option<(&str, Span)> {
    let visible = block.text.visible();
    let range = match block.kind {
        BlockKind::Cell(_) => 0..visible.len(),
        BlockKind::Paragraph => bold_start(block)?,
        _ => return None,
    };
    let is_around = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    let text = visible.get(range.clone())?;
    let start = range.start + text.len() - text.trim_start_matches(is_around).len();
    let text = text.trim_matches(is_around);
    (!text.is_empty()).then(|| (text, block.text.source_span(start..start + text.len())))
}

fn bold_start(block: &Block) -> Option<Range<usize>> {
    let visible = block.text.visible();
    let range = block.inlines.iter().find(|inline| matches!(inline.kind, InlineKind::Strong)).map(|inline| inline.range.clone())?;
    let begins = visible.get(..range.start)?.trim().is_empty();
    let ends_itself = visible.get(range.clone())?.trim_end().ends_with([':', '：']);
    let rest = visible.get(range.end..)?.trim_start();
    (begins && (ends_itself || !rest.starts_with(char::is_alphanumeric))).then_some(range)
}

/// One or two words of letters, no abbreviations and no names in mixed case.
fn is_term(text: &str) -> bool {
    let is_plain = |word: &str| {
        word.chars().count() >= SHORTEST
            && word.chars().all(|c| c.is_alphabetic() && !prose::is_unspaced(c))
            && !word.chars().skip(1).any(char::is_uppercase)
    };
    (1..=2).contains(&text.split(' ').count()) && text.split(' ').all(is_plain)
}

/// Whether enough blocks of the reference may have the term beside the label: told fast, by its longest word.
fn is_frequent(comparison: &Comparison<'_>, term: &str) -> bool {
    let Some(text) = term.split(' ').max_by_key(|word| word.len()) else { return false };
    let blocks = comparison.reference_notes.text(comparison.reference.document);
    blocks.blocks_with(&Word { text, range: 0..text.len() }).nth(FEWEST).is_some()
}

impl<'a> Texts<'a> {
    fn of(comparison: &Comparison<'a>) -> Self {
        let (reference, translation) = (comparison.reference.document, comparison.translation.document);
        let pairs = comparison.alignment.sections.iter().flat_map(|section| &section.blocks);
        let pairs = pairs.filter_map(|pair| pair.reference.zip(pair.translation));
        let mut texts = Texts { reference: Blocks::default(), translation: Blocks::default() };
        for (r, t) in pairs {
            let (Some(left), Some(right)) = (reference.blocks.get(r), translation.blocks.get(t)) else { continue };
            if prose::is_prose(left) && prose::is_prose(right) {
                texts.reference.push(left);
                texts.translation.push(right);
            }
        }
        texts
    }

    /// What the text calls a term, if it always calls it so and nothing else can be meant.
    fn custom(&self, term: &str, labels: &[&Label<'_>]) -> Option<Custom> {
        let words: Vec<&str> = term.split(' ').collect();
        let names = |text: usize| {
            let has_all = words.iter().all(|word| self.reference.has(text, word));
            has_all && self.reference.words(text).windows(words.len()).any(|part| part.iter().eq(words.iter()))
        };
        let (naming, without): (Vec<usize>, Vec<usize>) = (0..self.reference.len()).partition(|&text| names(text));
        let is_label = |text: usize| {
            let block = self.reference.get(text);
            self.reference.words(text).len() == words.len() || labels.iter().any(|label| std::ptr::eq(label.block, block))
        };
        // What is said again in the same words shows nothing more.
        let mut said = BTreeSet::new();
        let texts: Vec<usize> = naming.into_iter().filter(|&text| !is_label(text) && said.insert(self.reference.words(text))).collect();
        // Where the text keeps the word as it is, what stands around it is no name of it.
        let keeps = texts.iter().filter(|&&text| words.iter().all(|word| self.translation.has(text, word))).count();
        if texts.len() < FEWEST || keeps * 2 >= texts.len() {
            return None;
        }
        let mut stems = stems::going_with(&self.translation, &texts, &without);
        stems.retain(|stem| !(0..self.reference.len()).any(|text| self.reference.has(text, &stem.text)));
        let is_other = |stem: &Stem| !words.iter().any(|word| word.starts_with(&stem.text));
        let beside = if stems.is_empty() { Vec::new() } else { stems::going_with(&self.reference, &texts, &without) };
        let beside: Vec<Stem> = beside.into_iter().filter(is_other).collect();
        // What stands only where another word stands beside the term may be that word's.
        let without_other = |stem: &Stem, other: &Stem| {
            texts.iter().any(|&text| self.translation.has(text, &stem.text) && !self.reference.has(text, &other.text))
        };
        stems.retain(|stem| beside.iter().all(|other| without_other(stem, other)));
        (!stems.is_empty()).then_some(Custom { texts, stems })
    }
}

impl Custom {
    /// The word that the text uses, in the form that it uses most.
    fn shown(&self, texts: &Texts<'_>) -> Option<String> {
        let stem = self.stems.iter().max_by_key(|stem| (stem.inside, Reverse(stem.outside), stem.text.len()))?;
        if stem.text.starts_with(prose::is_unspaced) {
            return Some(stem.text.clone());
        }
        let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
        let words = self.texts.iter().flat_map(|&text| stems::written(texts.translation.get(text)));
        for word in words.filter(|word| stems::begins(&word.to_lowercase(), &stem.text)) {
            *forms.entry(word).or_default() += 1;
        }
        forms.into_iter().max_by_key(|(form, times)| (*times, Reverse(form.len()))).map(|(form, _)| form.to_owned())
    }
}

/// Whether a rendering is a word of its own that the text never uses for the same thing.
fn is_odd(texts: &Texts<'_>, custom: &Custom, found: &str) -> bool {
    let words: Vec<String> = prose::words_of(found).iter().map(|word| word.folded().into_owned()).collect();
    let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).count();
    let all_words = letters(found) == words.iter().map(|word| letters(word)).sum::<usize>();
    // What the reference has as well is a name, or is not translated.
    let is_in_reference = |word: &String| texts.reference.any_has_word(word);
    if !all_words || !(1..=LONGEST).contains(&words.len()) || words.iter().all(is_in_reference) {
        return false;
    }
    // Of stems that begin alike, the shortest: what stands behind it is grammar, which words of all roots have together.
    let is_shortest = |stem: &&Stem| !custom.stems.iter().any(|other| other.text != stem.text && stem.text.starts_with(&other.text));
    let roots: Vec<&Stem> = custom.stems.iter().filter(is_shortest).collect();
    let is_akin = |word: &String| roots.iter().any(|stem| word.contains(&stem.text) || stems::may_be_akin(word, &stem.text));
    let is_used = |word: &String| custom.texts.iter().any(|&text| stems::may_use(texts.translation.words(text), word));
    !words.iter().any(|word| is_akin(word) || is_used(word))
}

fn drift(comparison: &Comparison<'_>, labels: &[&Label<'_>], usual: &str) -> Option<Drift> {
    let (first, others) = labels.split_first()?;
    Some(Drift {
        confidence: Evidence::Measured.confidence(),
        message: format!("`{}` is called `{}` here, and `{usual}` in the text of the page", first.expected, first.found),
        help: Some("use one word for one thing, in labels as in the text".to_owned()),
        section: DriftSection::Reference(first.section.reference),
        aligned_by: first.section.by.name(),
        expected: vec![Stated::text(TextKind::Term, first.expected)],
        found: vec![Stated::text(TextKind::Term, first.found)],
        translation: Some(first.translation),
        reference: Some(first.reference),
        translation_label: format!("elsewhere `{usual}`"),
        reference_label: first.expected.to_owned(),
        notes: notes(comparison, first, others),
        ..Drift::of(RuleId::InconsistentTerm)
    })
}

/// Where else the label is called so.
fn notes(comparison: &Comparison<'_>, first: &Label<'_>, others: &[&Label<'_>]) -> Vec<String> {
    let name = |label: &&Label<'_>| comparison.reference.document.sections.get(label.section.reference).map(Section::name);
    let mut notes: Vec<String> = Vec::new();
    for section in others.iter().filter_map(name) {
        let place = if section.is_empty() { "at the top of the page".to_owned() } else { format!("in section `{section}`") };
        let note = format!("`{}` is called `{}` {place} too", first.expected, first.found);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
