//! How a locale of a site writes: changes that all its pages make alike are told once, and not at each of their places.
//!
//! It knows findings of all pages, shown or not, and how often each change could have been made; it reads no document.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::{build, paste};
use crate::rules::RuleId;
use crate::rules::change::{Chances, Change};
use crate::rules::drift::Severity;
use crate::rules::evidence::Evidence;

/// The rule that speaks for them.
pub const RULE: RuleId = RuleId::Habit;

/// Fewer places make no habit.
const LEAST_PLACES: usize = 10;
/// Nor do places on fewer pages.
const LEAST_PAGES: usize = 5;
/// Of a change of addresses: nor do fewer different addresses, so that a page that moved is none.
const LEAST_ADDRESSES: usize = 3;
/// In hundredths: the share of the places where the change could be that have it.
const LEAST_SHARE: usize = 80;

/// What a finding of this rule stands for (`habit` in JSON).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// What is written otherwise.
    pub change: String,
    /// How often.
    pub count: usize,
    /// On how many pages.
    pub pages: usize,
}

/// A change in one locale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Made {
    locale: String,
    rule: RuleId,
    change: Change,
}

/// Where a change was seen; pages and addresses by a number that stands for their name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Seen {
    count: usize,
    pages: BTreeSet<u64>,
    addresses: BTreeSet<u64>,
}

/// What was seen of all changes so far, and how often each could have been made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    seen: BTreeMap<Made, Seen>,
    /// By locale and class, by a number that stands for its name.
    chances: BTreeMap<String, BTreeMap<u64, usize>>,
}

/// As a part of a run writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Written {
    seen: Vec<(Made, Seen)>,
    chances: Vec<(String, Vec<(u64, usize)>)>,
}

impl Habits {
    /// Takes up what one translation of a page was found to state, whether it is shown or not, and where it could have been changed.
    pub fn add(&mut self, locale: &str, findings: &[Finding], chances: Chances) {
        if !chances.is_empty() {
            let counts = self.chances.entry(locale.to_owned()).or_default();
            for (class, count) in chances {
                *counts.entry(build::hash([class.as_str()])).or_default() += count;
            }
        }
        for finding in findings {
            let Some(change) = &finding.change else { continue };
            let made = Made { locale: finding.locale.clone(), rule: finding.rule, change: change.clone() };
            let seen = self.seen.entry(made).or_default();
            // What is told of several places together counts for each.
            seen.count += finding.expected.len().max(1);
            seen.pages.insert(build::hash([finding.page.as_str()]));
            if seen.addresses.len() < LEAST_ADDRESSES {
                seen.addresses.extend(finding.expected.first().map(|expected| build::hash([expected.key().as_str()])));
            }
        }
    }

    /// Adds what was seen elsewhere.
    pub fn merge(&mut self, other: Habits) {
        for (made, more) in other.seen {
            let seen = self.seen.entry(made).or_default();
            seen.count += more.count;
            seen.pages.extend(more.pages);
            seen.addresses.extend(more.addresses);
        }
        for (locale, more) in other.chances {
            let counts = self.chances.entry(locale).or_default();
            for (class, count) in more {
                *counts.entry(class).or_default() += count;
            }
        }
    }

    /// Takes out of the findings what is a habit, and gives a finding for each.
    pub fn settle(&self, findings: &mut Vec<Finding>) -> Vec<Finding> {
        let mut told: BTreeMap<Made, Finding> = BTreeMap::new();
        findings.retain_mut(|finding| {
            let Some(change) = finding.change.clone() else { return true };
            let habit = |locale: &str| {
                let made = Made { locale: locale.to_owned(), rule: finding.rule, change: change.clone() };
                self.is_habit(&made).then_some(made)
            };
            let Some(made) = habit(&finding.locale) else { return true };
            let others = finding.also.iter().map(|other| habit(&other.locale)).collect::<Option<Vec<Made>>>();
            let Some(others) = others else { return true };
            for made in others.into_iter().chain([made]) {
                told.entry(made).or_insert_with(|| finding.clone());
            }
            false
        });
        told.into_iter().filter_map(|(made, first)| Some(finding(&made, self.seen.get(&made)?, first))).collect()
    }

    /// The locales that findings may have habits in.
    pub fn open_locales(findings: &[Finding]) -> BTreeSet<String> {
        findings.iter().filter(|finding| finding.change.is_some()).map(|finding| finding.locale.clone()).collect()
    }

    fn is_habit(&self, made: &Made) -> bool {
        let Some(seen) = self.seen.get(made) else { return false };
        let class = build::hash([made.change.class(made.rule).as_str()]);
        let chances = self.chances.get(&made.locale).and_then(|counts| counts.get(&class)).copied().unwrap_or_default();
        let is_varied = !matches!(made.change, Change::Address { .. }) || seen.addresses.len() >= LEAST_ADDRESSES;
        let is_usual = seen.count * 100 >= chances * LEAST_SHARE;
        is_varied && is_usual && seen.count >= LEAST_PLACES && seen.pages.len() >= LEAST_PAGES
    }

    pub(super) fn written(&self) -> Written {
        let chances =
            self.chances.iter().map(|(locale, counts)| (locale.clone(), counts.iter().map(|(class, count)| (*class, *count)).collect()));
        Written { seen: self.seen.iter().map(|(made, seen)| (made.clone(), seen.clone())).collect(), chances: chances.collect() }
    }
}

impl From<Written> for Habits {
    fn from(written: Written) -> Self {
        let chances = written.chances.into_iter().map(|(locale, counts)| (locale, counts.into_iter().collect()));
        Habits { seen: written.seen.into_iter().collect(), chances: chances.collect() }
    }
}

/// The finding of a habit, at the first place that has it.
fn finding(made: &Made, seen: &Seen, first: Finding) -> Finding {
    let Made { locale, rule, change } = made;
    let (count, pages) = (seen.count, seen.pages.len());
    let also = first.also.iter().find(|other| other.locale == *locale).map(|other| other.translation.clone());
    let habit = Habit { change: change.to_string(), count, pages };
    let finding = Finding {
        rule: RULE,
        severity: Severity::Info,
        confidence: Evidence::Counted.confidence(),
        message: format!("{locale} writes `{change}` in {count} places on {pages} pages, which `{rule}` takes for a habit"),
        help: Some("declare it if it is meant; switch `habit` off to see each place".to_owned()),
        notes: Vec::new(),
        locale: locale.clone(),
        label: None,
        translation: also.or(first.translation.clone()),
        also: Vec::new(),
        fixes: Vec::new(),
        change: None,
        habit: Some(habit),
        fingerprint: build::fingerprint([RULE.as_str(), rule.as_str(), locale, &change.to_string()], &[], &[]),
        ..first
    };
    Finding { allow: Some(paste::habit(rule.as_str(), locale, &change.to_string())), ..finding }
}
