//! `section-order`: sections that stand in another order than in the reference. As few as possible are said to have moved.

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::evidence::Evidence;
use super::section;
use crate::align::order::keep_increasing;
use crate::align::{By, SectionPair};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut pairs: Vec<&SectionPair> = comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start).collect();
    pairs.sort_unstable_by_key(|pair| pair.translation);
    let moved: BTreeSet<usize> = moved(&pairs).into_iter().map(|pair| pair.reference).collect();
    // A section takes its subsections with it.
    let sections = &comparison.reference.document.sections;
    let is_inside = |pair: &SectionPair| sections[pair.reference].parent.is_some_and(|parent| moved.contains(&parent));
    let topmost = pairs.into_iter().filter(|pair| moved.contains(&pair.reference) && !is_inside(pair));
    topmost.map(|pair| drift(comparison, pair)).collect()
}

/// Sections that are not where the reference has them.
fn moved<'p>(pairs: &[&'p SectionPair]) -> Vec<&'p SectionPair> {
    let places: Vec<usize> = pairs.iter().map(|pair| pair.reference).collect();
    // Every section counts alike, but for those whose place is only a guess.
    let weights: Vec<usize> = pairs.iter().map(|pair| if pair.by == By::Sequence { 1 } else { 4 }).collect();
    let kept = keep_increasing(&places, &weights);
    // A pair that was found by its place proves nothing about places.
    let moved = pairs.iter().enumerate().filter(|(at, pair)| kept.binary_search(at).is_err() && pair.by != By::Sequence);
    moved.map(|(_, pair)| *pair).collect()
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair) -> Drift {
    let sections = &comparison.reference.document.sections;
    let reference = &sections[pair.reference];
    let before =
        (1..pair.reference).rev().find(|&at| sections[at].parent == reference.parent && comparison.alignment.of_reference(at).is_some());
    let place = before.map_or_else(|| "first".to_owned(), |at| format!("after `{}`", section::title(comparison.reference, at)));
    let message =
        format!("section `{}` stands {place} in the reference, elsewhere here", section::title(comparison.reference, pair.reference));
    section::drift(
        comparison,
        pair,
        RuleId::SectionOrder,
        Evidence::Counted.confidence(),
        message,
        "move the section to its place".to_owned(),
    )
}
