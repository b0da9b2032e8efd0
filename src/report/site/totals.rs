//! What a report on a site adds up, whatever its form: counts by locale, by page and by rule.

use std::collections::BTreeMap;

use crate::findings::finding::{Finding, Outcome};
use crate::findings::history::{ChangeCounts, Counts};
use crate::findings::survey::CellState;

use super::About;

/// A locale, all its pages taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Locale {
    pub(super) counts: Counts,
    /// Pages by what was seen of them.
    pub(super) compared: usize,
    pub(super) missing: usize,
    pub(super) orphans: usize,
    pub(super) unreadable: usize,
    /// Against the run before.
    pub(super) change: Option<ChangeCounts>,
}

/// By tag; what is of no locale, such as a finding about the configuration, is under an empty one.
pub(super) fn locales<'a>(outcome: &'a Outcome, about: &About<'a>) -> BTreeMap<&'a str, Locale> {
    let mut locales: BTreeMap<&str, Locale> = BTreeMap::new();
    for cell in outcome.survey.pages.iter().flat_map(|page| &page.cells) {
        let locale = locales.entry(&cell.locale).or_default();
        match cell.state {
            CellState::Compared => locale.compared += 1,
            CellState::Missing => locale.missing += 1,
            CellState::Orphan => locale.orphans += 1,
            CellState::Unreadable => locale.unreadable += 1,
        }
    }
    for finding in &outcome.findings {
        locales.entry(&finding.locale).or_default().counts.add(finding.severity);
    }
    for (name, change) in about.change.iter().flat_map(|change| &change.locales) {
        locales.entry(name).or_default().change = Some(*change);
    }
    locales
}

/// Rules by the number of their findings, the most first.
pub(super) fn rules(outcome: &Outcome) -> Vec<(&'static str, Counts)> {
    let rules = grouped(outcome, |finding| finding.rule.as_str());
    most_first(rules)
}

/// Pages with a finding, the worst first: by errors, then warnings, then infos.
pub(super) fn pages(outcome: &Outcome) -> Vec<(&str, Counts)> {
    let mut pages: Vec<(&str, Counts)> = grouped(outcome, |finding| finding.page.as_str()).into_iter().collect();
    pages.sort_by_key(|(_, counts)| std::cmp::Reverse((counts.errors, counts.warnings, counts.infos)));
    pages
}

fn grouped<'a, K: Ord>(outcome: &'a Outcome, key: impl Fn(&'a Finding) -> K) -> BTreeMap<K, Counts> {
    let mut groups: BTreeMap<K, Counts> = BTreeMap::new();
    for finding in &outcome.findings {
        groups.entry(key(finding)).or_default().add(finding.severity);
    }
    groups
}

fn most_first<K>(groups: BTreeMap<K, Counts>) -> Vec<(K, Counts)> {
    let mut groups: Vec<(K, Counts)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all()));
    groups
}
