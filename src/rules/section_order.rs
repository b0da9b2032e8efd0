//! `section-order`: sections that stand in another order than in the reference. As few as possible are said to have moved.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::evidence::Evidence;
use super::section;
use crate::align::alphabet;
use crate::align::order::keep_increasing;
use crate::align::{By, SectionPair, Side};

/// Sections of one parent that stand elsewhere, from which on they are told together.
const FEWEST_SORTED: usize = 4;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut pairs: Vec<&SectionPair> = comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start).collect();
    pairs.sort_unstable_by_key(|pair| pair.translation);
    let moved: BTreeSet<usize> = moved(&pairs, &comparison.alignment.moved).into_iter().map(|pair| pair.reference).collect();
    // A section takes its subsections with it.
    let sections = &comparison.reference.document.sections;
    let is_inside = |pair: &SectionPair| sections[pair.reference].parent.is_some_and(|parent| moved.contains(&parent));
    let topmost = pairs.into_iter().filter(|pair| moved.contains(&pair.reference) && !is_inside(pair));
    let mut families: BTreeMap<Option<usize>, Vec<&SectionPair>> = BTreeMap::new();
    for pair in topmost {
        families.entry(sections[pair.reference].parent).or_default().push(pair);
    }
    families.into_iter().flat_map(|(parent, moved)| family(comparison, parent, &moved)).collect()
}

/// Sections inside one that stand elsewhere. Where all are sorted by their headings, each page by its own, none has moved; where many are
/// not in place, that is one fault.
fn family(comparison: &Comparison<'_>, parent: Option<usize>, moved: &[&SectionPair]) -> Vec<Drift> {
    let other = parent.and_then(|parent| comparison.alignment.of_reference(parent)).map(|pair| pair.translation);
    let titles = |side: Side<'_>, parent: Option<usize>| -> Vec<String> {
        let children = side.document.sections.iter().enumerate().skip(1).filter(|(_, section)| section.parent == parent);
        children.map(|(at, _)| section::title(side, at)).collect()
    };
    let (reference, translation) = (titles(comparison.reference, parent), titles(comparison.translation, other));
    let is_sorted = |titles: &[String]| alphabet::is_sorted(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    if is_sorted(&reference) && is_sorted(&translation) {
        return Vec::new();
    }
    if moved.len() < FEWEST_SORTED {
        return moved.iter().map(|pair| drift(comparison, pair)).collect();
    }
    let mut one = drift(comparison, moved[0]);
    one.message = format!("{} sections stand in another order than in the reference", moved.len());
    vec![one]
}

/// Sections that are not where the reference has them.
fn moved<'p>(pairs: &[&'p SectionPair], elsewhere: &BTreeSet<usize>) -> Vec<&'p SectionPair> {
    let places: Vec<usize> = pairs.iter().map(|pair| pair.reference).collect();
    // Every section counts alike, but for those whose place is only a guess, and those that are known to have left theirs.
    let weight = |pair: &&SectionPair| match pair.by {
        _ if elsewhere.contains(&pair.reference) => 0,
        By::Sequence => 1,
        _ => 4,
    };
    let weights: Vec<usize> = pairs.iter().map(weight).collect();
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
