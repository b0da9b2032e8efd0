//! `stale-translation`: a translation whose reference has changed since it was made.

use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::freshness::Past;
use super::revision::{self, Change};
use super::stated::{Stated, TextKind};
use super::{Comparison, RuleGroup, section};
use crate::align::Side;
use crate::source::Span;

/// Sections that the finding names.
const MOST_NAMED: usize = 5;

/// A section of the reference that is not what it was.
struct Changed {
    /// Its name.
    name: String,
    /// Its place in the reference; none for one that is gone.
    section: Option<usize>,
    what: &'static str,
    /// Whether a finding of another rule says it, so that saying it again is no news.
    is_told: bool,
}

/// The drift of a translation from the state of the reference that it was made of, given what the other rules found.
pub(super) fn drift(comparison: &Comparison<'_>, past: &Past<'_>, others: &[Drift]) -> Option<Drift> {
    let changed = changed(comparison, past, others);
    let first = changed.first().filter(|_| !changed.iter().all(|one| one.is_told))?;
    let is_there = |side: Side<'_>| side.document.sections.iter().filter(|section| !section.blocks.is_empty()).count();
    let total = is_there(comparison.reference) + changed.iter().filter(|changed| changed.section.is_none()).count();
    let reference = changed.iter().find_map(|changed| changed.section).and_then(|at| section::heading(comparison.reference, at));
    let since = if past.named_at.is_some() { "made" } else { "last changed" };
    Some(Drift {
        confidence: Evidence::Measured.confidence(),
        message: format!(
            "the reference changed in {} of {} since this translation was {since} (commit {}, {})",
            changed.len(),
            if total == 1 { "1 section".to_owned() } else { format!("{total} sections") },
            past.commit,
            past.date
        ),
        help: Some(help(past).to_owned()),
        section: first.section.map_or(DriftSection::Page, DriftSection::Reference),
        expected: changed.iter().map(|changed| Stated::text(TextKind::Heading, &changed.name)).collect(),
        translation: Some(past.named_at.unwrap_or_else(|| title(comparison.translation))),
        reference: Some(reference.unwrap_or_else(|| title(comparison.reference))),
        translation_label: if past.named_at.is_some() { "made of this commit".to_owned() } else { String::new() },
        reference_label: if reference.is_some() { "changed since".to_owned() } else { String::new() },
        notes: vec![named(&changed)],
        ..Drift::of(RuleId::StaleTranslation)
    })
}

fn help(past: &Past<'_>) -> &'static str {
    if past.named_at.is_some() {
        "bring these sections up to date, then name the commit of the reference that the translation follows"
    } else {
        "read what changed in these sections, and bring the translation up to date"
    }
}

fn named(changed: &[Changed]) -> String {
    let names: Vec<String> = changed.iter().take(MOST_NAMED).map(|changed| format!("{} ({})", changed.name, changed.what)).collect();
    let more = changed.len() - names.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("changed since: {}{rest}", names.join(", "))
}

/// Sections in the order of the reference, then those that are gone.
fn changed(comparison: &Comparison<'_>, past: &Past<'_>, others: &[Drift]) -> Vec<Changed> {
    let sections = &comparison.reference.document.sections;
    let mut changed = Vec::new();
    for at in 0..sections.len() {
        let what = match past.alignment.of_translation(at) {
            Some(pair) => {
                let change = revision::change((past.reference, pair.reference), (comparison.reference, at));
                let is_left = change.is_any() && !is_followed(comparison, change, at, others);
                is_left.then(|| (word(change), is_told(comparison, change, at, others)))
            }
            None => (!is_translated(comparison, at, others)).then(|| ("new", is_wanted_in(comparison, at, others, |_| true))),
        };
        changed.extend(what.map(|(what, is_told)| Changed { name: name(comparison.reference, at), section: Some(at), what, is_told }));
    }
    // Where the translation has nothing too much, it has followed.
    if !comparison.alignment.extra.is_empty() {
        let gone = past.alignment.missing.iter();
        let is_told = comparison.options.wants(RuleId::ExtraSection);
        changed.extend(gone.map(|&at| Changed { name: name(past.reference, at), section: None, what: "removed", is_told }));
    }
    changed
}

fn name(side: Side<'_>, at: usize) -> String {
    let name = side.document.sections.get(at).map_or("", |section| section.name());
    if name.is_empty() { "the start of the page".to_owned() } else { name.to_owned() }
}

fn word(change: Change) -> &'static str {
    match change {
        Change { words: true, .. } => "words",
        Change { values: true, .. } => "facts",
        _ => "structure",
    }
}

/// Rules that speak of what stands in a section.
const OF_A_TEXT: [RuleGroup; 4] = [RuleGroup::Facts, RuleGroup::Sections, RuleGroup::Markup, RuleGroup::Text];

/// Whether the translation states what changed already. Of words nobody can tell, nor of values in a language without a pack.
fn is_followed(comparison: &Comparison<'_>, change: Change, section: usize, others: &[Drift]) -> bool {
    let lacks = |groups: &[RuleGroup]| others.iter().any(|drift| is_in(drift, section) && is_of(drift, groups));
    let values = change.values && (comparison.pack.is_none() || lacks(&[RuleGroup::Facts]));
    let structure = change.structure && lacks(&OF_A_TEXT);
    ![change.words, values, structure].contains(&true)
}

/// Whether findings that are wanted say all that changed. Of words there are none.
fn is_told(comparison: &Comparison<'_>, change: Change, section: usize, others: &[Drift]) -> bool {
    let tells = |groups: &[RuleGroup]| is_wanted_in(comparison, section, others, |drift| is_of(drift, groups));
    !change.words && (!change.values || tells(&[RuleGroup::Facts])) && (!change.structure || tells(&OF_A_TEXT))
}

/// Whether anybody is shown a finding of some kind in a section.
fn is_wanted_in(comparison: &Comparison<'_>, section: usize, others: &[Drift], is_meant: impl Fn(&Drift) -> bool) -> bool {
    others.iter().any(|drift| is_in(drift, section) && is_meant(drift) && comparison.options.wants(drift.rule))
}

/// Whether a section that is new has been translated.
fn is_translated(comparison: &Comparison<'_>, section: usize, others: &[Drift]) -> bool {
    comparison.alignment.of_reference(section).is_some() && !others.iter().any(|drift| is_in(drift, section))
}

fn is_in(drift: &Drift, section: usize) -> bool {
    drift.section == DriftSection::Reference(section) && drift.is_likely()
}

fn is_of(drift: &Drift, groups: &[RuleGroup]) -> bool {
    groups.contains(&drift.rule.group())
}

/// The first heading of a page; its first line when it has none.
fn title(side: Side<'_>) -> Span {
    let heading = side.document.sections.iter().find_map(|section| section.heading);
    let block = heading.and_then(|block| side.document.blocks.get(block));
    block.map_or_else(|| side.document.source.line_span(1), |block| block.span)
}
