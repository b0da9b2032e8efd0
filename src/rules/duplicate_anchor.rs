//! `duplicate-anchor`: two headings with one explicit anchor, so that links reach only the first.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::section;
use super::stated::{Stated, TextKind};
use crate::markdown::{Document, Section};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let expected = counts(comparison.reference.document);
    let mut seen: BTreeMap<(String, Vec<&str>), usize> = BTreeMap::new();
    let mut drifts = Vec::new();
    for (at, section) in comparison.translation.document.sections.iter().enumerate() {
        let mut own = BTreeSet::new();
        for anchor in &section.anchors {
            let name = anchor.name.to_lowercase();
            // One heading with one anchor twice is one place.
            if !own.insert(name.clone()) {
                continue;
            }
            let count = seen.entry((name.clone(), conditions(comparison.translation.document, section))).or_default();
            *count += 1;
            // The reference may have as many of them itself.
            if *count > expected.get(&name).copied().unwrap_or(0).max(1) {
                drifts.push(drift(comparison, at, &anchor.name));
            }
        }
    }
    drifts
}

/// How many headings go by each name: by their anchors, or by their words.
fn counts(document: &Document) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for section in document.sections.iter().skip(1) {
        let anchors = section.anchors.iter().map(|anchor| anchor.name.to_lowercase());
        let names: BTreeSet<String> = anchors.chain([section.name().to_lowercase(), base_name(section)]).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

/// The slug without the number that tells repeated headings apart.
fn base_name(section: &Section) -> String {
    let slug = section.slug.rsplit_once('-').filter(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    slug.map_or(section.slug.as_str(), |(base, _)| base).to_owned()
}

fn conditions<'d>(document: &'d Document, section: &Section) -> Vec<&'d str> {
    section.conditions.iter().filter_map(|&at| document.conditions.get(at)).map(|condition| condition.value.as_str()).collect()
}

fn drift(comparison: &Comparison<'_>, at: usize, name: &str) -> Drift {
    let message = format!("anchor `{name}` is already the name of an earlier heading");
    if let Some(pair) = comparison.alignment.of_translation(at) {
        let help = format!("change it to `{}`", comparison.reference.document.sections[pair.reference].name());
        return section::drift(comparison, pair, RuleId::DuplicateAnchor, Evidence::Counted.confidence(), message, help);
    }
    Drift {
        confidence: Evidence::Counted.confidence(),
        message,
        help: Some("give the heading an anchor of its own".to_owned()),
        section: DriftSection::Translation(at),
        found: vec![Stated::text(TextKind::Heading, &comparison.translation.document.sections[at].title)],
        translation: section::heading(comparison.translation, at),
        reference: section::reference_before(comparison, at),
        ..Drift::of(RuleId::DuplicateAnchor)
    }
}
