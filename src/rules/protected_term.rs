//! `protected-term`: terms that must stay as they are, and do not: in other capitals, misspelt, replaced, or gone.

mod names;
mod search;
mod terms;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::RuleId;
use super::drift::{Applicability, Drift, DriftSection, Mending};
use super::evidence::Evidence;
use super::prose;
use super::stated::{Stated, TextKind};
use super::{Comparison, mend};
use crate::align::SectionPair;
use crate::markdown::{Block, BlockKind};
use names::Kind;
pub(super) use names::Names;
use terms::{Term, Terms};

/// Terms of one section that are not there as they should be; a section with more is no translation of the other.
const MOST_ODD: usize = 300;
/// Letters of an ending that is glued to a term in other capitals.
const LONGEST_ENDING: usize = 4;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let terms = Terms::of(comparison);
    if terms.all().next().is_none() {
        return Vec::new();
    }
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, &terms, section)).collect()
}

/// A pair of blocks whose reference has terms.
struct Pair<'a> {
    section: &'a SectionPair,
    reference: &'a Block,
    translation: &'a Block,
    terms: Vec<Term<'a>>,
    /// The translation's visible text without code and addresses.
    found: Cow<'a, str>,
}

fn in_section(comparison: &Comparison<'_>, terms: &Terms<'_>, section: &SectionPair) -> Vec<Drift> {
    let all = OnceCell::new();
    let all = || all.get_or_init(|| text_of(comparison, section));
    let mut drifts: Vec<Drift> = Vec::new();
    let mut lost: BTreeMap<&str, bool> = BTreeMap::new();
    let pairs = pairs(comparison, terms, section);
    let wanted = pairs.iter().flat_map(|pair| pair.terms.iter().map(move |term| (pair, *term)));
    let odd = wanted.filter(|(pair, term)| !has_only(&pair.found, &term.name.text));
    for (pair, known) in odd.take(MOST_ODD) {
        let term = known.name.text.as_str();
        let wrong = misspelt(comparison, terms, pair, known).or_else(|| replaced(comparison, terms, pair, known));
        if wrong.is_none() && !lost.contains_key(term) {
            let is_lost = !terms.has(all(), term);
            lost.insert(term, is_lost);
            drifts.extend(gone(comparison, pair, known).filter(|_| is_lost));
        }
        drifts.extend(wrong);
    }
    drifts
}

/// All that the translation of a section says.
fn text_of(comparison: &Comparison<'_>, section: &SectionPair) -> String {
    let own = comparison.translation.document.sections.get(section.translation);
    let blocks = own.and_then(|own| comparison.translation.document.blocks.get(own.blocks.clone())).unwrap_or_default();
    blocks.iter().map(|block| block.text.visible()).collect::<Vec<_>>().join("\n")
}

/// Whether a text has the term, and nowhere in other capitals.
fn has_only(text: &str, term: &str) -> bool {
    let mut places = search::folded(text, term).peekable();
    places.peek().is_some() && places.all(|place| !is_odd(&text[place], term))
}

fn pairs<'a>(comparison: &Comparison<'a>, terms: &Terms<'a>, section: &'a SectionPair) -> Vec<Pair<'a>> {
    let paired = section.blocks.iter().filter_map(|pair| {
        let terms: Vec<Term<'a>> = terms.within(pair.reference?).collect();
        let reference = comparison.reference.document.blocks.get(pair.reference?)?;
        let translation = comparison.translation.document.blocks.get(pair.translation?).filter(|block| prose::is_prose(block))?;
        (!terms.is_empty()).then(|| Pair { section, reference, translation, terms, found: prose::without_code(translation) })
    });
    paired.collect()
}

/// Other capitals, or one letter that is wrong.
fn misspelt(comparison: &Comparison<'_>, terms: &Terms<'_>, pair: &Pair<'_>, known: Term<'_>) -> Option<Drift> {
    if known.name.kind == Kind::Numbered {
        return None;
    }
    let term = known.name.text.as_str();
    let is_whole = |place: &Range<usize>| search::ending(&pair.found, place.end) <= LONGEST_ENDING;
    let odd = search::folded(&pair.found, term).find(|place| is_whole(place) && is_odd(&pair.found[place.clone()], term));
    let absent = search::folded(&pair.found, term).next().is_none() && !terms.has(pair.translation.text.visible(), term);
    let slip = || absent.then(|| search::misspelt(&pair.found, term)).flatten();
    let place = odd.or_else(slip).filter(|place| !terms.reference().contains(&pair.found[place.clone()]))?;
    let found = pair.found[place.clone()].to_owned();
    let message = format!("`{term}` is written `{found}`");
    if known.name.kind == Kind::Mixed && names::is_placeholder(term) && names::is_placeholder(&found) {
        return None;
    }
    let same = search::folded(&pair.found, &found).filter(|other| pair.found[other.clone()] == found);
    let fixes = mending(comparison, pair, term, same.collect(), Applicability::Safe).into_iter().collect();
    Some(Drift { fixes, ..drift(pair, term, place, message, Some(&found)) })
}

/// In other capitals than the term, and neither in capitals throughout nor with one in front alone.
fn is_odd(found: &str, term: &str) -> bool {
    if found == term {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (found, term) = (letters(found), letters(term));
    let capitals = !found.chars().any(char::is_lowercase);
    let behind = |text: &str| text.chars().skip(1).collect::<String>();
    found != term && !capitals && behind(&found) != behind(&term)
}

/// Another name where the term should be, which the reference has not there.
fn replaced(comparison: &Comparison<'_>, terms: &Terms<'_>, pair: &Pair<'_>, known: Term<'_>) -> Option<Drift> {
    let term = known.name.text.as_str();
    if known.name.kind == Kind::Camel || !known.kept || terms.has(pair.translation.text.visible(), term) {
        return None;
    }
    let others = terms.all().map(|other| other.name).filter(|other| other.kind != Kind::Camel).map(|other| other.text.as_str());
    let words = prose::words(pair.translation).map(|word| word.text).filter(|word| terms.is_name(word));
    let mut present = others.chain(words).filter_map(|other| Some((other, search::exact(&pair.found, other)?)));
    let (found, place) = present.find(|(other, _)| !search::in_parts(pair.reference.text.visible(), other))?;
    let message = format!("`{term}` of the reference is `{found}` here");
    // Names without a word in common may belong to other texts.
    let alike = term.split_whitespace().any(|word| found.split_whitespace().any(|other| word == other));
    let applicability = if alike { Applicability::Safe } else { Applicability::Unsafe };
    let fixes = mending(comparison, pair, term, vec![place.clone()], applicability).into_iter().collect();
    Some(Drift { fixes, ..drift(pair, term, place, message, Some(found)) })
}

/// The term in other places of a text. None where markup stands in one.
fn mending(
    comparison: &Comparison<'_>,
    pair: &Pair<'_>,
    term: &str,
    places: Vec<Range<usize>>,
    applicability: Applicability,
) -> Option<Mending> {
    let text = &pair.translation.text;
    let written = |place: Range<usize>| {
        let span = text.source_span(place.clone());
        let plain = comparison.translation.document.source.slice(span) == &text.visible()[place];
        plain.then(|| (span, term.to_owned()))
    };
    mend::mending(applicability, format!("change it to `{term}`"), places.into_iter().map(written).collect::<Option<_>>()?)
}

/// A term that its section has nowhere. Names that were learnt have to be kept elsewhere in the page.
fn gone(comparison: &Comparison<'_>, pair: &Pair<'_>, known: Term<'_>) -> Option<Drift> {
    let (term, kind) = (known.name.text.as_str(), known.name.kind);
    if kind != Kind::Listed && !known.kept {
        return None;
    }
    // A name that nobody listed may be left out of a sentence that is put otherwise, but hardly from a cell; what the page is about
    // is understood in each.
    let in_cell = matches!(pair.translation.kind, BlockKind::Cell(_));
    let may_differ = kind == Kind::Camel && !in_cell || kind != Kind::Listed && is_in_title(comparison, term);
    let confidence = if may_differ { Evidence::MayDiffer } else { Evidence::OnlyReference }.confidence();
    let message = format!("`{term}` of the reference is missing here");
    let all = 0..pair.translation.text.visible().len();
    Some(Drift { confidence, translation_label: "not in here".to_owned(), ..drift(pair, term, all, message, None) })
}

/// Whether the first heading of the translation has the term.
fn is_in_title(comparison: &Comparison<'_>, term: &str) -> bool {
    let title = comparison.translation.document.sections.iter().find(|section| section.heading.is_some());
    title.is_some_and(|section| search::exact(&section.title, term).is_some())
}

fn drift(pair: &Pair<'_>, term: &str, place: Range<usize>, message: String, found: Option<&str>) -> Drift {
    let expected = search::exact(&prose::without_code(pair.reference), term).unwrap_or_default();
    Drift {
        confidence: Evidence::BothSides.confidence(),
        message,
        help: Some(format!("write `{term}`, as the reference does")),
        section: DriftSection::Reference(pair.section.reference),
        aligned_by: pair.section.by.name(),
        translation_label: found.unwrap_or_default().to_owned(),
        expected: vec![Stated::text(TextKind::Term, term)],
        found: found.map(|found| Stated::text(TextKind::Term, found)).into_iter().collect(),
        translation: Some(pair.translation.text.source_span(place)),
        reference: Some(pair.reference.text.source_span(expected)),
        reference_label: term.to_owned(),
        ..Drift::of(RuleId::ProtectedTerm)
    }
}
