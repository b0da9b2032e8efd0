//! How a difference of facts is worded and placed, the same for every fact rule.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::mend::fact;
use super::stated::{self, listed};
use super::verdicts::{Exchanged, Stated, Verdict, regions};
use crate::align::Side;
use crate::facts::Severity;
use crate::source::Span;

/// A drift of `rule`; `subject` names what differs (`phone number`).
pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>, rule: RuleId, subject: &str) -> Drift {
    let pair = &comparison.alignment.sections[verdict.pair];
    let regions = regions(comparison, pair.reference);
    let (expected, found) = (values(&verdict.expected, &regions), values(&verdict.found, &regions));
    let label = verdict.exchanged.as_ref().and_then(|exchanged| exchanged.label.as_ref());
    let subject = &label.map_or_else(|| subject.to_owned(), |label| format!("{label}: {subject}"));
    let translation = span(&verdict.found).unwrap_or_else(|| place(comparison.translation, verdict.translation_block, pair.translation));
    let reference = span(&verdict.expected).unwrap_or_else(|| place(comparison.reference, verdict.reference_block, pair.reference));
    Drift {
        confidence: verdict.confidence,
        message: message(subject, &expected, &found),
        help: Some(help(comparison, verdict, &found)),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        translation: Some(translation),
        reference: Some(reference),
        translation_label: if found.is_empty() { "not stated here".to_owned() } else { listed(&found) },
        reference_label: if expected.is_empty() { "not stated here".to_owned() } else { listed(&expected) },
        expected,
        found,
        notes: verdict.exchanged.iter().map(|exchanged| note(comparison, exchanged, &regions)).collect(),
        fixes: fact::mending(comparison, verdict).into_iter().filter(|_| verdict.exchanged.is_none()).collect(),
        ..Drift::of(rule)
    }
}

/// The subject with the severity that it belongs to, unless the label of its place is said before it and names that (`Sev B (High)`).
pub(super) fn of_severity(verdict: &Verdict<'_>, severity: &Severity, subject: &str) -> String {
    let is_labelled = verdict.exchanged.as_ref().is_some_and(|exchanged| exchanged.label.is_some());
    if is_labelled { subject.to_owned() } else { format!("severity {severity}: {subject}") }
}

fn message(subject: &str, expected: &[stated::Stated], found: &[stated::Stated]) -> String {
    match (expected.is_empty(), found.is_empty()) {
        (false, false) => {
            let (expected, found) = both(expected, found);
            format!("{subject} is {expected} in the reference, {found} here")
        }
        (false, true) => format!("{subject} {} of the reference is missing here", listed(expected)),
        _ => format!("{subject} {} is not in the reference", listed(found)),
    }
}

/// What both sides state, so that it can be told apart.
fn both(expected: &[stated::Stated], found: &[stated::Stated]) -> (String, String) {
    match (expected, found) {
        ([expected], [found]) => stated::apart(expected, found),
        _ => (listed(expected), listed(found)),
    }
}

/// Where the value of the reference went.
fn note(comparison: &Comparison<'_>, exchanged: &Exchanged<'_>, regions: &[&str]) -> String {
    let other = listed(&values(&exchanged.other_expected, regions));
    let line = exchanged.other.map(|span| comparison.translation.document.source.position(span.start).line);
    let place = match (&exchanged.other_label, line) {
        (Some(label), Some(line)) => format!("`{label}` in line {line}"),
        (_, Some(line)) => format!("line {line}"),
        _ => "another place".to_owned(),
    };
    format!("it has changed places with {other} of {place}")
}

fn help(comparison: &Comparison<'_>, verdict: &Verdict<'_>, found: &[stated::Stated]) -> String {
    let quote =
        |stated: &Stated<'_>| comparison.reference.document.source.slice(stated.fact.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let quoted: Vec<String> = verdict.expected.iter().map(quote).collect();
    if quoted.is_empty() {
        return format!("take out {}, or state it in the reference too", listed(found));
    }
    format!("the reference says `{}`; state the same in the form of this language", quoted.join("`, `"))
}

fn values(stated: &[Stated<'_>], regions: &[&str]) -> Vec<stated::Stated> {
    stated.iter().map(|stated| stated::Stated::fact(&stated.fact.value, regions)).collect()
}

/// The span of what is stated; of several statements, that of the first.
fn span(stated: &[Stated<'_>]) -> Option<Span> {
    stated.first().map(|stated| stated.fact.span)
}

/// Where something was expected: the aligned block, else the section's heading, else its start.
fn place(side: Side<'_>, block: Option<usize>, section: usize) -> Span {
    let document = side.document;
    let section = &document.sections[section];
    let block = block.or(section.heading).and_then(|block| document.blocks.get(block));
    block.map_or(Span::new(section.span.start, section.span.start), |block| block.span)
}
