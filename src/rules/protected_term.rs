//! `protected-term`: terms that must stay as they are, and do not: in other capitals, misspelt, replaced, or gone.

mod search;
mod terms;

use std::collections::BTreeMap;
use std::ops::Range;

use super::drift::{Confidence, Drift, DriftSection, Mending};
use super::prose;
use super::{Comparison, mend};
use crate::align::SectionPair;
use crate::markdown::{Block, BlockKind};
use terms::{Kind, Term, Terms};

/// Terms of one section that are not there as they should be; a section with more is no translation of the other.
const MOST_ODD: usize = 300;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let terms = Terms::of(comparison);
    if terms.all.is_empty() {
        return Vec::new();
    }
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, &terms, section)).collect()
}

/// A pair of blocks with their texts.
struct Pair<'a> {
    section: &'a SectionPair,
    reference: &'a Block,
    translation: &'a Block,
    /// Visible text without code and addresses.
    expected: String,
    found: String,
}

fn in_section(comparison: &Comparison<'_>, terms: &Terms, section: &SectionPair) -> Vec<Drift> {
    let pairs = pairs(comparison, section);
    let all: String = comparison.translation.document.sections.get(section.translation).map_or(String::new(), |own| {
        let blocks = comparison.translation.document.blocks.get(own.blocks.clone()).unwrap_or_default();
        blocks.iter().map(|block| block.text.visible()).collect::<Vec<_>>().join("\n")
    });
    let mut drifts: Vec<Drift> = Vec::new();
    let mut lost: BTreeMap<&str, bool> = BTreeMap::new();
    let wanted = pairs.iter().flat_map(|pair| terms.within(&pair.expected).map(move |(term, known)| (pair, term, known)));
    let odd = wanted.filter(|(pair, term, _)| !has_only(&pair.found, term));
    for (pair, term, known) in odd.take(MOST_ODD) {
        let wrong = misspelt(comparison, terms, pair, (term, known.kind)).or_else(|| replaced(comparison, terms, pair, term, known));
        if wrong.is_none() && !lost.contains_key(term) {
            let is_lost = !terms.has(&all, term);
            lost.insert(term, is_lost);
            drifts.extend(gone(pair, term, known).filter(|_| is_lost));
        }
        drifts.extend(wrong);
    }
    drifts
}

/// Whether a text has the term, and nowhere in other capitals.
fn has_only(text: &str, term: &str) -> bool {
    let mut places = search::folded(text, term).peekable();
    places.peek().is_some() && places.all(|place| !is_odd(&text[place], term))
}

fn pairs<'a>(comparison: &Comparison<'a>, section: &'a SectionPair) -> Vec<Pair<'a>> {
    let paired = section.blocks.iter().filter_map(|pair| {
        let reference = comparison.reference.document.blocks.get(pair.reference?)?;
        let translation = comparison.translation.document.blocks.get(pair.translation?)?;
        (prose::is_prose(reference) && prose::is_prose(translation)).then_some((reference, translation))
    });
    let texts = paired.map(|(reference, translation)| Pair {
        section,
        reference,
        translation,
        expected: prose::without_code(reference),
        found: prose::without_code(translation),
    });
    texts.collect()
}

/// Other capitals, or one letter that is wrong.
fn misspelt(comparison: &Comparison<'_>, terms: &Terms, pair: &Pair<'_>, (term, kind): (&str, Kind)) -> Option<Drift> {
    if kind == Kind::Numbered {
        return None;
    }
    let odd = search::folded(&pair.found, term).find(|place| is_odd(&pair.found[place.clone()], term));
    let absent = search::folded(&pair.found, term).next().is_none() && !terms.has(pair.translation.text.visible(), term);
    let slip = || absent.then(|| search::misspelt(&pair.found, term)).flatten();
    let place = odd.or_else(slip).filter(|place| !terms.reference.contains(&pair.found[place.clone()]))?;
    let found = pair.found[place.clone()].to_owned();
    let message = format!("`{term}` is written `{found}`");
    let same = search::folded(&pair.found, &found).filter(|other| pair.found[other.clone()] == found);
    let fixes = mending(comparison, pair, term, same.collect()).into_iter().collect();
    Some(Drift { fixes, ..drift(pair, term, place, message, vec![found.clone()]) })
}

/// In other capitals than the term, and neither in capitals throughout nor with one in front alone.
fn is_odd(found: &str, term: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (found, term) = (letters(found), letters(term));
    let capitals = !found.chars().any(char::is_lowercase);
    let behind = |text: &str| text.chars().skip(1).collect::<String>();
    found != term && !capitals && behind(&found) != behind(&term)
}

/// Another name where the term should be, which the reference has not there.
fn replaced(comparison: &Comparison<'_>, terms: &Terms, pair: &Pair<'_>, term: &str, known: Term) -> Option<Drift> {
    if known.kind == Kind::Camel || !known.kept || terms.has(pair.translation.text.visible(), term) {
        return None;
    }
    let others = terms.all.iter().filter(|(_, known)| known.kind != Kind::Camel).map(|(other, _)| other.as_str());
    let words = prose::words(pair.translation).into_iter().map(|word| word.text).filter(|word| terms.names(comparison).contains(*word));
    let mut present = others.chain(words).filter_map(|other| Some((other, search::exact(&pair.found, other)?)));
    let (found, place) = present.find(|(other, _)| !search::in_parts(pair.reference.text.visible(), other))?;
    let message = format!("`{term}` of the reference is `{found}` here");
    let fixes = mending(comparison, pair, term, vec![place.clone()]).into_iter().collect();
    Some(Drift { fixes, ..drift(pair, term, place, message, vec![found.to_owned()]) })
}

/// The term in other places of a text. None where markup stands in one.
fn mending(comparison: &Comparison<'_>, pair: &Pair<'_>, term: &str, places: Vec<Range<usize>>) -> Option<Mending> {
    let text = &pair.translation.text;
    let written = |place: Range<usize>| {
        let span = text.source_span(place.clone());
        let plain = comparison.translation.document.source.slice(span) == &text.visible()[place];
        plain.then(|| (span, term.to_owned()))
    };
    mend::safe(format!("change it to `{term}`"), places.into_iter().map(written).collect::<Option<_>>()?)
}

/// A term that its section has nowhere. Names that were learnt have to be kept elsewhere in the page.
fn gone(pair: &Pair<'_>, term: &str, known: Term) -> Option<Drift> {
    if known.kind != Kind::Listed && !known.kept {
        return None;
    }
    // What a page speaks of all the time may be left out of a sentence, but hardly from a cell.
    let in_cell = matches!(pair.translation.kind, BlockKind::Cell(_));
    let confidence = if known.kind == Kind::Camel && !in_cell && known.often { Confidence::Possible } else { Confidence::Likely };
    let message = format!("`{term}` of the reference is missing here");
    let all = 0..pair.translation.text.visible().len();
    Some(Drift { confidence, translation_label: "not in here".to_owned(), ..drift(pair, term, all, message, Vec::new()) })
}

fn drift(pair: &Pair<'_>, term: &str, place: Range<usize>, message: String, found: Vec<String>) -> Drift {
    let expected = search::exact(&pair.expected, term).unwrap_or_default();
    Drift {
        rule: "protected-term",
        confidence: Confidence::Certain,
        message,
        help: Some(format!("write `{term}`, as the reference does")),
        section: DriftSection::Reference(pair.section.reference),
        aligned_by: pair.section.by.name(),
        translation_label: found.first().cloned().unwrap_or_default(),
        expected: vec![term.to_owned()],
        found,
        translation: Some(pair.translation.text.source_span(place)),
        reference: Some(pair.reference.text.source_span(expected)),
        reference_label: term.to_owned(),
        ..Drift::default()
    }
}
