//! `embedded-source`: the English inside a side-by-side page is no longer the reference's.

use super::RuleGroup;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::freshness::Embedded;
use super::hunks::{Hunk, Words, hunks, whole};
use super::revision::{Unit, units};
use super::stated::{Stated, TextKind};
use super::{Comparison, section};
use crate::align::SectionPair;
use crate::markdown::Document;
use crate::source::Span;

/// Texts of a section beyond this are one finding.
const MOST_FINDINGS: usize = 3;
/// Texts of a section that are looked at; where more differ, the sections are not the same text.
const MOST_OPEN: usize = 64;
/// Changes of one text that the notes name.
const MOST_NOTES: usize = 3;

/// A text that is not the same in the reference and in the English inside.
struct Difference {
    /// The text of the reference; none when it has no such text.
    now: Option<Words>,
    /// The text of the English inside.
    was: Option<Words>,
    /// What differs, the one that the message quotes first; none when one side has no such text.
    hunks: Vec<Hunk>,
}

/// Adds the drifts of the English inside. Where another rule names the change already, what the English says becomes a note there.
pub(super) fn add(comparison: &Comparison<'_>, embedded: Embedded<'_>, drifts: &mut Vec<Drift>) {
    let mut own = Vec::new();
    for pair in &embedded.alignment.sections {
        let mut left = Vec::new();
        for difference in differences(comparison, embedded, pair) {
            if !note(pair, &difference, drifts) {
                left.push(difference);
            }
        }
        if left.len() > MOST_FINDINGS {
            own.extend(summary(comparison, pair, &left));
        } else {
            own.extend(left.iter().map(|difference| drift(comparison, pair, difference)));
        }
    }
    // A text is too short or too long for the reference because that has changed.
    let has_changed = |drift: &Drift| own.iter().any(|other: &Drift| overlap(other.reference, drift.reference));
    drifts.retain(|drift| drift.rule != RuleId::LengthRatio || !has_changed(drift));
    drifts.extend(own);
}

/// The texts of a section that differ, in the order of the reference. Code is not embedded.
fn differences(comparison: &Comparison<'_>, embedded: Embedded<'_>, pair: &SectionPair) -> Vec<Difference> {
    let is_text = |unit: &Unit| !matches!(unit.kind.as_str(), "code" | "directive");
    let (reference, english) = (comparison.reference.document, embedded.english.document);
    let is_english = |unit: &Unit| unit.tokens.iter().any(|token| !english.blocks[token.block].segments.is_empty());
    let left: Vec<Unit> = units(comparison.reference, pair.reference).into_iter().filter(is_text).collect();
    let (right, other): (Vec<Unit>, Vec<Unit>) =
        units(embedded.english, pair.translation).into_iter().filter(is_text).partition(is_english);
    let (left, mut right) = open(left, right);
    if left.len().max(right.len()) > MOST_OPEN {
        return Vec::new();
    }
    let mut found = Vec::new();
    for unit in &left {
        match partner(unit, &right).map(|at| right.remove(at)) {
            Some(partner) => found.extend(changed((reference, unit), (english, &partner))),
            // A text that carries no English may be its translation.
            None if other.is_empty() => found.push(Difference { now: Some(whole(reference, unit)), was: None, hunks: Vec::new() }),
            None => {}
        }
    }
    found.extend(right.iter().map(|unit| Difference { now: None, was: Some(whole(english, unit)), hunks: Vec::new() }));
    found
}

/// The texts of each side that the other side has not, wherever it stands in the section.
fn open(left: Vec<Unit>, right: Vec<Unit>) -> (Vec<Unit>, Vec<Unit>) {
    let mut keys: Vec<Option<String>> = right.iter().map(|unit| Some(unit.key())).collect();
    let mut is_open = |unit: &Unit| {
        let key = unit.key();
        let same = keys.iter_mut().find(|other| other.as_ref() == Some(&key));
        same.is_none_or(|same| same.take().is_none())
    };
    let left = left.into_iter().filter(|unit| is_open(unit)).collect();
    let right = right.into_iter().zip(&keys).filter(|(_, key)| key.is_some()).map(|(unit, _)| unit).collect();
    (left, right)
}

/// The text that is most like another one: at least two of five words are the same.
fn partner(unit: &Unit, others: &[Unit]) -> Option<usize> {
    let likeness = |other: &Unit| {
        let mut words: Vec<&str> = other.tokens.iter().map(|token| token.text.as_str()).collect();
        let mut is_shared = |word: &str| words.iter().position(|other| *other == word).map(|at| words.swap_remove(at)).is_some();
        let shared = unit.tokens.iter().filter(|token| is_shared(&token.text)).count();
        shared * 2000 / (unit.tokens.len() + other.tokens.len())
    };
    let kind = |unit: &Unit| unit.kind.split(' ').next().unwrap_or_default().to_owned();
    let fitting = others.iter().enumerate().filter(|(_, other)| kind(other) == kind(unit) || !unit.kind.starts_with("cell"));
    let scored = fitting.map(|(at, other)| (likeness(other), std::cmp::Reverse(at)));
    let only = others.len() == 1 && others[0].kind == unit.kind;
    scored.max().filter(|(likeness, _)| *likeness >= 400 || only && *likeness >= 150).map(|(_, std::cmp::Reverse(at))| at)
}

/// A text that was changed; none when it only became another kind of text.
fn changed(now: (&Document, &Unit), was: (&Document, &Unit)) -> Option<Difference> {
    let mut hunks = hunks(now, was);
    if hunks.is_empty() {
        return None;
    }
    let first = hunks.iter().position(Hunk::has_values).unwrap_or(0);
    hunks[..=first].rotate_right(1);
    Some(Difference { now: Some(whole(now.0, now.1)), was: Some(whole(was.0, was.1)), hunks })
}

/// Whether other drifts name a difference already; those of facts are told what the English says.
fn note(pair: &SectionPair, difference: &Difference, drifts: &mut [Drift]) -> bool {
    let blocks = |words: &Option<Words>| words.as_ref().map(|words| words.blocks);
    let mut is_named = false;
    for drift in drifts.iter_mut().filter(|drift| drift.is_likely() && names_texts(drift)) {
        let is_extra = drift.expected.is_empty() && overlap(drift.translation, blocks(&difference.was));
        let here = is_extra || overlap(drift.reference, blocks(&difference.now));
        // Which entry of a list is the one too many may be a guess.
        let is_entry = difference.hunks.is_empty() && is_about_entries(drift) && drift.section == DriftSection::Reference(pair.reference);
        is_named |= here || is_entry;
        let hunk = difference.hunks.iter().find(|hunk| here && overlap(drift.reference, Some(hunk.now.span)));
        drift.notes.extend(hunk.map(|hunk| format!("the English inside the page still says \"{}\"", hunk.was.text)));
    }
    is_named
}

/// Whether a drift of that kind comes with a change of the reference's text.
fn names_texts(drift: &Drift) -> bool {
    is_about_entries(drift) || drift.rule == RuleId::Admonition || matches!(drift.rule.group(), RuleGroup::Facts | RuleGroup::Sections)
}

fn is_about_entries(drift: &Drift) -> bool {
    matches!(drift.rule, RuleId::MissingBlock | RuleId::ListItems | RuleId::TableShape)
}

fn overlap(a: Option<Span>, b: Option<Span>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair, difference: &Difference) -> Drift {
    let (reference, translation) = headings(comparison, pair);
    let (expected, found) = stated(difference);
    let hunk = difference.hunks.first();
    let (now, was) = hunk.map_or((difference.now.as_ref(), difference.was.as_ref()), |hunk| (Some(&hunk.now), Some(&hunk.was)));
    let more = difference.hunks.iter().skip(1).take(MOST_NOTES).map(|hunk| format!("also, {}", hunk.sentence()));
    Drift {
        confidence: Evidence::of_values(true, true, hunk.is_some()).confidence(),
        message: message(difference),
        help: Some("translate what the reference says now, and put that English beside it".to_owned()),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: words(expected),
        found: words(found),
        translation: Some(was.map_or(translation, |was| was.span)),
        reference: Some(now.map_or(reference, |now| now.span)),
        translation_label: if was.is_some() { "no longer the reference's" } else { "expected in this section" }.to_owned(),
        reference_label: if now.is_some() { "the reference's now" } else { "not in this section" }.to_owned(),
        notes: more.collect(),
        ..Drift::of(RuleId::EmbeddedSource)
    }
}

fn words(texts: Vec<String>) -> Vec<Stated> {
    texts.into_iter().map(|text| Stated::text(TextKind::Words, text)).collect()
}

fn headings(comparison: &Comparison<'_>, pair: &SectionPair) -> (Span, Span) {
    let heading = |side, at| section::heading(side, at).unwrap_or_default();
    (heading(comparison.reference, pair.reference), heading(comparison.translation, pair.translation))
}

fn message(difference: &Difference) -> String {
    match (difference.hunks.first(), &difference.now, &difference.was) {
        (Some(hunk), ..) => format!("the English inside the page is no longer the reference's: {}", hunk.sentence()),
        (None, Some(now), _) => format!("the English inside the page lacks a text of the reference: \"{}\"", now.text),
        (None, None, was) => {
            let text = was.as_ref().map_or("", |was| was.text.as_str());
            format!("the English inside the page says what the reference does not say: \"{text}\"")
        }
    }
}

/// What the reference states, and what the English inside states.
fn stated(difference: &Difference) -> (Vec<String>, Vec<String>) {
    let whole = |words: &Option<Words>| words.iter().map(|words| words.text.clone()).collect();
    difference.hunks.first().map_or_else(|| (whole(&difference.now), whole(&difference.was)), Hunk::values)
}

/// One finding for a section in which much has changed.
fn summary(comparison: &Comparison<'_>, pair: &SectionPair, all: &[Difference]) -> Option<Drift> {
    let (reference, translation) = headings(comparison, pair);
    let (expected, found): (Vec<Vec<String>>, Vec<Vec<String>>) = all.iter().map(stated).unzip();
    let sentence = |difference: &Difference| difference.hunks.first().map(Hunk::sentence);
    Some(Drift {
        message: format!("the English inside the page is no longer the reference's in {} texts of this section", all.len()),
        expected: words(expected.concat()),
        found: words(found.concat()),
        translation: Some(translation),
        reference: Some(reference),
        translation_label: String::new(),
        reference_label: String::new(),
        notes: all.iter().filter_map(sentence).take(MOST_NOTES).collect(),
        ..drift(comparison, pair, all.first()?)
    })
}
