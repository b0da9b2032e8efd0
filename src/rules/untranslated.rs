//! `untranslated`: text that was left in the reference's language.

mod alt;
mod language;
mod lists;
mod texts;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Comparison;
use super::RuleId;
use super::drift::{Confidence, Drift, DriftSection};
use super::evidence::Evidence;
use super::prose;
use super::stated::Stated;
use crate::align::SectionPair;
use crate::markdown::Block;
use crate::source::Span;
use language::Language;
use texts::{Text, texts};

/// A page with what tells its two languages apart, learnt when it is first asked for.
pub(super) struct Page<'c, 'a> {
    comparison: &'c Comparison<'a>,
    learnt: OnceCell<Learnt<'c, 'a>>,
}

struct Learnt<'c, 'a> {
    language: Language<'c, 'a>,
    left: Vec<Left<'a>>,
    is_whole_page: bool,
}

impl<'c, 'a> Page<'c, 'a> {
    pub(super) fn new(comparison: &'c Comparison<'a>) -> Self {
        Self { comparison, learnt: OnceCell::new() }
    }

    fn learnt(&self) -> &Learnt<'c, 'a> {
        self.learnt.get_or_init(|| {
            let language = Language::new(self.comparison, texts(self.comparison));
            let mut left = left(&language);
            if !left.is_empty() {
                let blocks = self.comparison.pair_notes.in_both_languages(self.comparison);
                let meant: BTreeSet<usize> = blocks.iter().map(|&at| self.comparison.translation.document.blocks[at].span.start).collect();
                left.retain(|left| !meant.contains(&left.block.span.start));
            }
            let is_whole_page = is_whole_page(language.texts(), &left);
            Learnt { language, left, is_whole_page }
        })
    }

    /// Whether at least half of the page's words were left.
    pub(super) fn is_mostly_left(&self) -> bool {
        if same_language(self.comparison) {
            return false;
        }
        let Learnt { language, left, .. } = self.learnt();
        let all: usize = language.texts().iter().map(|text| prose::words(text.block).count()).sum();
        let untranslated: usize = left.iter().map(|left| left.words).sum();
        untranslated > 0 && untranslated * 2 >= all
    }

    pub(super) fn drifts(&self) -> Vec<Drift> {
        if same_language(self.comparison) {
            return Vec::new();
        }
        let Learnt { left, is_whole_page, .. } = self.learnt();
        if *is_whole_page {
            return vec![page_drift(self.comparison, left)];
        }
        let mut drifts: Vec<Drift> = left.iter().map(|left| drift(self.comparison, left)).collect();
        drifts.extend(alt::drifts(self, self.comparison));
        drifts
    }

    /// How sure it is that a text beside the page, with that `reference`, was left in the reference's language; none when it was not,
    /// or when the whole page was.
    pub(super) fn is_left(&self, text: &str, reference: &str) -> Option<Confidence> {
        let words = prose::words_of(text);
        let same = text.trim() == reference.trim();
        let may_be = if same { words.len() > 1 } else { language::may_be_in(self.comparison, &words) };
        if !may_be || same_language(self.comparison) {
            return None;
        }
        let Learnt { language, is_whole_page, .. } = self.learnt();
        let found = if language.is_in(&words, &[]) {
            Some(Evidence::Counted.confidence())
        } else {
            (same && language.is_label(&words)).then_some(Evidence::Measured.confidence())
        };
        found.filter(|_| !is_whole_page)
    }
}

fn same_language(comparison: &Comparison<'_>) -> bool {
    let base = |language: &str| language.split('-').next().unwrap_or_default().to_owned();
    comparison.pack.zip(comparison.reference_pack).is_some_and(|(own, other)| base(&own.language) == base(&other.language))
}

/// Text that was left.
struct Left<'a> {
    section: &'a SectionPair,
    block: &'a Block,
    /// Of the block's visible text.
    range: Range<usize>,
    partner: Option<&'a Block>,
    noun: &'static str,
    words: usize,
    confidence: Confidence,
}

/// What was left, text by text. A quotation keeps its language, unless what stands around it was left too.
fn left<'a>(language: &Language<'_, 'a>) -> Vec<Left<'a>> {
    let texts = language.texts();
    let mut each: Vec<Vec<Left<'a>>> = texts.iter().map(|text| language.left_in(text)).collect();
    let is_left = |at: usize, each: &[Vec<Left<'_>>]| each[at].iter().any(|left| left.range.len() == left.block.text.visible().len());
    let quotes: Vec<bool> = texts.iter().map(|text| language::is_in_quote(text.block)).collect();
    let mut from = 0_usize;
    for run in quotes.chunk_by(|a, b| a == b) {
        let around = from.checked_sub(1).zip(Some(from + run.len()).filter(|&behind| behind < texts.len()));
        if run[0] && around.is_some_and(|(before, behind)| is_left(before, &each) && is_left(behind, &each)) {
            for at in from..from + run.len() {
                each[at] = language.left_in_quote(&texts[at]);
            }
        }
        from += run.len();
    }
    each.into_iter().flatten().collect()
}

/// Whether most words of a page were left, or nearly all texts are those of the reference.
fn is_whole_page(texts: &[Text<'_>], left: &[Left<'_>]) -> bool {
    if left.len() < 2 {
        return false;
    }
    let count = |texts: &mut dyn Iterator<Item = &Text<'_>>| texts.map(|text| prose::words(text.block).count()).sum::<usize>();
    let all = count(&mut texts.iter());
    let untranslated: usize = left.iter().map(|left| left.words).sum();
    left.len() > 2 && untranslated * 4 >= all * 3 || count(&mut texts.iter().filter(|text| text.is_identical)) * 10 >= all * 9
}

fn drift(comparison: &Comparison<'_>, left: &Left<'_>) -> Drift {
    let span = left.block.text.source_span(left.range.clone());
    let message = format!("{} is left in {}", left.noun, language_name(comparison));
    let reference = left.partner.map(|partner| partner.text.lead());
    Drift {
        confidence: left.confidence,
        message,
        help: Some("translate it; mark it as a quotation if it has to stay".to_owned()),
        section: DriftSection::Reference(left.section.reference),
        aligned_by: left.section.by.name(),
        found: vec![words(left)],
        translation: Some(span),
        reference,
        translation_label: "not translated".to_owned(),
        ..Drift::of(RuleId::Untranslated)
    }
}

fn page_drift(comparison: &Comparison<'_>, left: &[Left<'_>]) -> Drift {
    let first = left.first().map_or(Span::new(0, 0), |left| left.block.span);
    Drift {
        confidence: Evidence::Counted.confidence(),
        message: format!("page is left in {}", language_name(comparison)),
        help: Some("translate the page, or remove it until it is translated".to_owned()),
        section: DriftSection::Page,
        found: left.first().map(words).into_iter().collect(),
        translation: Some(first),
        reference: left.first().and_then(|left| left.partner).map(|partner| partner.text.lead()),
        translation_label: "not translated from here on".to_owned(),
        ..Drift::of(RuleId::Untranslated)
    }
}

fn words(left: &Left<'_>) -> Stated {
    Stated::words(&left.block.text.visible()[left.range.clone()])
}

/// What the reference's language is called.
pub(super) fn language_name<'a>(comparison: &Comparison<'a>) -> &'a str {
    comparison.reference_pack.map_or("the language of the reference", |pack| pack.name.as_str())
}
