//! `heading-level`: a heading of another level than in the reference.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::evidence::Evidence;
use super::stated::Stated;
use super::{mend, section};
use crate::align::{By, SectionPair};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = || comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start);
    let shifts: Vec<i16> = pairs().map(|pair| shift(comparison, pair)).collect();
    // Where the first heading is not shifted, the page as a whole is not.
    let usual = Some(usual_shift(shifts.iter().copied())).filter(|usual| shifts.first() == Some(usual)).unwrap_or(0);
    // How many headings of each level of the reference have which level here.
    let mut counts: BTreeMap<u8, BTreeMap<u8, usize>> = BTreeMap::new();
    for (expected, found) in pairs().map(|pair| levels(comparison, pair)) {
        *counts.entry(expected).or_default().entry(found).or_default() += 1;
    }
    let mut told = BTreeSet::new();
    let mut drifts: Vec<Drift> = Vec::new();
    for pair in pairs().filter(|pair| shift(comparison, pair) != usual) {
        let (expected, found) = levels(comparison, pair);
        let same = &counts[&expected];
        let all = same.values().sum::<usize>();
        let mut drift = drift(comparison, pair, usual);
        // What the page does with all headings of a level is one thing.
        if same.len() == 1 && all >= WHOLE_LEVEL && expected != found {
            if !told.insert(expected) {
                continue;
            }
            drift.message = format!("all {all} headings of level {expected} in the reference have level {found} here");
            drift.help = None;
            drift.fixes.clear();
        }
        drifts.push(drift);
    }
    drifts
}

/// Fewer headings of a level are told one by one.
const WHOLE_LEVEL: usize = 4;

fn levels(comparison: &Comparison<'_>, pair: &SectionPair) -> (u8, u8) {
    (comparison.reference.document.sections[pair.reference].level, comparison.translation.document.sections[pair.translation].level)
}

fn shift(comparison: &Comparison<'_>, pair: &SectionPair) -> i16 {
    let (expected, found) = levels(comparison, pair);
    i16::from(found) - i16::from(expected)
}

/// A page whose headings are all one level deeper (its title stands in the front matter) is in order; what most headings do counts.
fn usual_shift(shifts: impl Iterator<Item = i16>) -> i16 {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for shift in shifts {
        *counts.entry(shift).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    counts.into_iter().find(|&(_, count)| count * 2 > total && count > 2).map_or(0, |(shift, _)| shift)
}

/// `usual`: by how much the headings of the translation are deeper than those of the reference.
fn drift(comparison: &Comparison<'_>, pair: &SectionPair, usual: i16) -> Drift {
    let (expected, found) = levels(comparison, pair);
    let wanted = u8::try_from(i16::from(expected) + usual).unwrap_or(expected);
    let message = if expected == found {
        format!("heading has level {found}, where the other headings of the page would make it level {wanted}")
    } else {
        format!("heading has level {expected} in the reference, level {found} here")
    };
    let help = format!("write it with `{}`", "#".repeat(usize::from(wanted)));
    let mut drift = section::drift(comparison, pair, RuleId::HeadingLevel, Evidence::Counted.confidence(), message, help);
    (drift.expected, drift.found) = (vec![Stated::Level(expected)], vec![Stated::Level(found)]);
    drift.translation_label = format!("level {found}");
    drift.reference_label = format!("level {expected}");
    let heading = drift.translation.unwrap_or_default();
    drift.fixes.extend(mend::lines::heading_level(comparison.translation.document, heading, found, wanted));
    drift
}
