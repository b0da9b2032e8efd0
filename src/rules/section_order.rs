//! `section-order`: sections that stand in another order than in the reference. As few as possible are said to have moved.

use std::collections::BTreeMap;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::evidence::Evidence;
use super::section;
use crate::align::order::keep_increasing;
use crate::align::{By, SectionPair};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut families: BTreeMap<Option<usize>, Vec<&SectionPair>> = BTreeMap::new();
    for pair in comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start) {
        families.entry(comparison.reference.document.sections[pair.reference].parent).or_default().push(pair);
    }
    families.into_values().flat_map(|siblings| moved(comparison, siblings)).map(|pair| drift(comparison, pair)).collect()
}

/// Siblings that are not where the reference has them.
fn moved<'p>(comparison: &Comparison<'_>, mut siblings: Vec<&'p SectionPair>) -> Vec<&'p SectionPair> {
    siblings.sort_unstable_by_key(|pair| pair.translation);
    let places: Vec<usize> = siblings.iter().map(|pair| pair.reference).collect();
    let weights: Vec<usize> = siblings.iter().map(|pair| weight(comparison, pair)).collect();
    let kept = keep_increasing(&places, &weights);
    // A pair that was found by its place proves nothing about places.
    let moved = siblings.iter().enumerate().filter(|(at, pair)| kept.binary_search(at).is_err() && pair.by != By::Sequence);
    moved.map(|(_, pair)| *pair).collect()
}

/// Every section counts alike, but for those whose place is only a guess.
fn weight(_: &Comparison<'_>, pair: &SectionPair) -> usize {
    if pair.by == By::Sequence { 1 } else { 4 }
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair) -> Drift {
    let sections = &comparison.reference.document.sections;
    let reference = &sections[pair.reference];
    let before =
        (1..pair.reference).rev().find(|&at| sections[at].parent == reference.parent && comparison.alignment.of_reference(at).is_some());
    let place = before.map_or_else(|| "first".to_owned(), |at| format!("after `{}`", sections[at].title));
    let message = format!("section `{}` stands {place} in the reference, elsewhere here", reference.title);
    section::drift(
        comparison,
        pair,
        RuleId::SectionOrder,
        Evidence::Counted.confidence(),
        message,
        "move the section to its place".to_owned(),
    )
}
