//! How a difference of markup is worded and placed, the same for every rule that compares what pages mention.

use super::Comparison;
use super::RuleId;
use super::drift::{Confidence, Drift, DriftSection};
use super::evidence::Evidence;
use super::prose;
use super::stated::{self, Stated, TextKind};
use crate::align::Side;
use crate::compare::mentions::{Difference, Exchanged, Mention};
use crate::source::Span;

/// The words of one rule.
pub(super) struct Wording {
    /// The rule's id.
    pub(super) rule: RuleId,
    /// What its values are.
    pub(super) kind: TextKind,
    /// What the reference has, what the translation has.
    pub(super) changed: fn(&str, &str) -> String,
    /// What the reference has.
    pub(super) gone: fn(&str) -> String,
    /// What the translation has.
    pub(super) added: fn(&str) -> String,
    /// What to do; given what the reference has, if anything.
    pub(super) help: fn(Option<&str>) -> String,
}

/// How sure a difference is where the rule knows no better.
pub(super) fn confidence<V>(difference: &Difference<V>) -> Confidence {
    let evidence = match &difference.reference {
        _ if difference.exchanged.as_ref().is_some_and(|other| !other.is_labelled) => Evidence::Apart,
        Some(_) => Evidence::of_values(true, difference.translation.is_some(), difference.together),
        None => Evidence::Habit,
    };
    evidence.confidence()
}

/// What both sides have, where they differ.
pub(super) fn both<V>(difference: &Difference<V>) -> Option<(&Mention<V>, &Mention<V>)> {
    difference.reference.as_ref().zip(difference.translation.as_ref())
}

/// The drift of a difference.
pub(super) fn drift<V>(comparison: &Comparison<'_>, difference: &Difference<V>, wording: &Wording, confidence: Confidence) -> Drift {
    let pair = &comparison.alignment.sections[difference.pair];
    let (expected, found) = (shown(difference.reference.as_ref()), shown(difference.translation.as_ref()));
    let typed = |text: &str| Stated::text(wording.kind, text);
    let told = expected.map(|text| typed(text).to_string());
    let message = match (expected, found) {
        (Some(expected), Some(found)) => {
            let (expected, found) = stated::apart(&typed(expected), &typed(found));
            (wording.changed)(&expected, &found)
        }
        (Some(_), None) => (wording.gone)(told.as_deref().unwrap_or_default()),
        (None, found) => (wording.added)(&found.map(|text| typed(text).to_string()).unwrap_or_default()),
    };
    let place = |side: Side<'_>, mention: Option<&Mention<V>>, section: usize| {
        mention.map_or_else(|| place(side, difference.partner, difference.after, section), |mention| mention.span)
    };
    let confidence = if may_be_made(comparison, difference) { Evidence::MayDiffer.confidence() } else { confidence };
    Drift {
        confidence,
        message,
        help: Some((wording.help)(told.as_deref())),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        translation: Some(place(comparison.translation, difference.translation.as_ref(), pair.translation)),
        reference: Some(place(comparison.reference, difference.reference.as_ref(), pair.reference)),
        translation_label: label(found),
        reference_label: label(expected),
        expected: expected.map(typed).into_iter().collect(),
        found: found.map(typed).into_iter().collect(),
        notes: difference.exchanged.iter().map(exchanged).collect(),
        ..Drift::of(wording.rule)
    }
}

/// Whether what is gone may be what a template puts into the block.
fn may_be_made<V>(comparison: &Comparison<'_>, difference: &Difference<V>) -> bool {
    let gone = difference.reference.as_ref().filter(|_| difference.translation.is_none());
    gone.is_some_and(|gone| has_more_macros(comparison, Some(gone.block), difference.partner))
}

/// Whether a block of the translation has more expressions of templates than that of the reference: nobody knows what they show.
pub(super) fn has_more_macros(comparison: &Comparison<'_>, reference: Option<usize>, translation: Option<usize>) -> bool {
    let macros = |side: Side<'_>, block: Option<usize>| block.and_then(|at| side.document.blocks.get(at)).map_or(0, prose::macros);
    macros(comparison.translation, translation) > macros(comparison.reference, reference)
}

fn exchanged(other: &Exchanged) -> String {
    let place = other.label.as_ref().map_or_else(|| "another place of the table or list".to_owned(), |label| format!("`{}`", brief(label)));
    format!("it has changed places with that of {place}")
}

fn shown<V>(mention: Option<&Mention<V>>) -> Option<&str> {
    mention.map(|mention| mention.shown.as_str())
}

fn label(shown: Option<&str>) -> String {
    if shown.is_some() { String::new() } else { "not here".to_owned() }
}

/// Where something was expected: the start of the aligned block, else the end of the one before, else the start of the section.
pub(super) fn place(side: Side<'_>, block: Option<usize>, after: Option<usize>, section: usize) -> Span {
    let document = side.document;
    let section = &document.sections[section];
    let span = |block: usize| document.blocks.get(block).map(|block| block.span);
    let start = block.and_then(span).map(|span| span.start);
    let end = || after.and_then(span).map(|span| span.end);
    let at = start.or_else(end).or_else(|| section.heading.and_then(span).map(|span| span.start)).unwrap_or(section.span.start);
    Span::new(at, at)
}

/// Text on one line, cut to a length that a message can hold.
pub(super) fn brief(text: &str) -> String {
    stated::brief(text)
}
