//! What the pages of one locale state for one and the same fact of the reference, such as a hotline: one thing, or several.
//!
//! It knows findings of all pages, shown or allowed, and reads no document. It keeps only facts that name a thing by themselves;
//! two durations of one hour need not be the same hour.

use std::collections::BTreeMap;

use super::finding::{Finding, Place};
use super::{build, paste};
use crate::rules::RuleId;
use crate::rules::drift::Confidence;
use crate::rules::stated::keys;

/// The rule that speaks for allowed statements.
pub const RULE: RuleId = RuleId::InconsistentFact;

/// Rules whose values name one thing wherever they stand.
const NAMING: [RuleId; 2] = [RuleId::PhoneNumber, RuleId::Email];

/// How many other pages a note names.
const MOST_NAMED: usize = 3;

/// One statement of one page.
#[derive(Clone, Debug)]
pub struct Saying {
    finding: Finding,
    is_shown: bool,
}

/// What is said of one fact of the reference: locale, rule, and what the reference states.
type Subject = (String, RuleId, String);

/// All statements that differ from the reference, by what they are about.
#[derive(Clone, Debug, Default)]
pub struct Sayings(BTreeMap<Subject, Vec<Saying>>);

impl Sayings {
    /// Takes up a finding, if it changes a fact that names a thing.
    pub fn add(&mut self, finding: &Finding, is_shown: bool) {
        let ([expected], [_]) = (finding.expected.as_slice(), finding.found.as_slice()) else { return };
        let is_sure = finding.confidence >= Confidence::Likely && finding.translation.is_some();
        if NAMING.contains(&finding.rule) && is_sure {
            let subject = (finding.locale.clone(), finding.rule, expected.key());
            self.0.entry(subject).or_default().push(Saying { finding: finding.clone(), is_shown });
        }
    }

    /// All of them, each with whether it is shown.
    pub fn iter(&self) -> impl Iterator<Item = (&Finding, bool)> {
        self.0.values().flatten().map(|saying| (&saying.finding, saying.is_shown))
    }

    /// Adds those of another part of the site.
    pub fn merge(&mut self, other: Sayings) {
        for (subject, sayings) in other.0 {
            self.0.entry(subject).or_default().extend(sayings);
        }
    }

    /// Notes on the shown findings what other pages state, and gives the findings of what is inconsistent although allowed.
    pub fn settle(mut self, findings: &mut [Finding]) -> Vec<Finding> {
        self.0.retain(|_, sayings| is_inconsistent(sayings));
        for finding in findings.iter_mut() {
            if let Some(sayings) = self.about(finding) {
                let others = others(finding, sayings);
                finding.notes.extend(note(&others));
            }
        }
        let is_hidden = |sayings: &&Vec<Saying>| sayings.iter().all(|saying| !saying.is_shown);
        self.0.values().filter(is_hidden).filter_map(|sayings| inconsistency(sayings)).collect()
    }

    fn about(&self, finding: &Finding) -> Option<&Vec<Saying>> {
        let expected = finding.expected.first()?;
        self.0.get(&(finding.locale.clone(), finding.rule, expected.key()))
    }
}

/// Whether two pages state different things.
fn is_inconsistent(sayings: &[Saying]) -> bool {
    let differ = |a: &Saying, b: &Saying| a.finding.page != b.finding.page && keys(&a.finding.found) != keys(&b.finding.found);
    sayings.iter().any(|a| sayings.iter().any(|b| differ(a, b)))
}

/// What the other pages state that state something else, by path and place.
fn others<'a>(finding: &Finding, sayings: &'a [Saying]) -> Vec<&'a Finding> {
    let all = sayings.iter().map(|saying| &saying.finding);
    let mut others: Vec<&Finding> = all.filter(|other| other.page != finding.page && keys(&other.found) != keys(&finding.found)).collect();
    others.sort_by_key(|other| place_key(other));
    others
}

fn place_key(finding: &Finding) -> Option<(&str, usize)> {
    finding.translation.as_ref().map(|place| (place.path.as_str(), place.start.offset))
}

fn note(others: &[&Finding]) -> Option<String> {
    let (first, _) = others.split_first()?;
    let named = |other: &&Finding| Some((other.found.first()?.to_string(), other.translation.as_ref().map(at)?));
    let named: Vec<String> = others.iter().filter_map(named).take(MOST_NAMED).map(|(found, at)| format!("{at} states {found}")).collect();
    let more = others.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{} is not consistent: {}{more}", first.locale, named.join(", ")))
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.path, place.start.line)
}

/// The finding of what is allowed on every page, but not the same: at the last place, beside the first that differs from it.
fn inconsistency(sayings: &[Saying]) -> Option<Finding> {
    let last = sayings.iter().map(|saying| &saying.finding).max_by_key(|finding| place_key(finding))?;
    let (found, others) = (last.found.first()?, others(last, sayings));
    let first = *others.first()?;
    let message =
        format!("{} is stated as {found} here, as {} in {}", last.expected.first()?, first.found.first()?, at(first.translation.as_ref()?));
    let finding = Finding {
        rule: RULE,
        severity: RULE.severity(),
        confidence: Confidence::Certain,
        message,
        help: Some("state the same on all pages of this language".to_owned()),
        notes: Vec::new(),
        fixes: Vec::new(),
        fingerprint: build::fingerprint([RULE.as_str(), &last.page, &last.locale, &last.section], &last.expected, &last.found),
        ..last.clone()
    };
    Some(Finding { allow: paste::allowance(&finding), ..finding })
}
