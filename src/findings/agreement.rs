//! What the translations of one page say together: most of them against the reference, or one of them against all.
//!
//! It knows findings and which statements of the reference each translation states too; it reads no document.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Elsewhere, Finding, Fix};
use super::{build, paste};
use crate::locale::Tag;
use crate::locale::codes::Codes;
use crate::rules::drift::Applicability;
use crate::rules::stated::{Stated, TextKind, keys, listed, shown};
use crate::rules::{RuleGroup, RuleId};
use crate::source::Span;

/// Fewer translations are no majority, whatever their number.
const LEAST: usize = 3;

/// One translation that was compared, and what it has in common with its reference.
#[derive(Clone, Debug)]
pub struct Compared {
    /// BCP 47 tag.
    pub locale: String,
    /// Where the reference states what the translation states too, in the reference's bytes.
    pub agreed: BTreeSet<Span>,
    /// The texts of the reference that a text of the translation stands for, in the reference's bytes.
    pub paired: BTreeSet<Span>,
}

impl Compared {
    /// Whether a place of the reference stands in a text that has a counterpart in the translation.
    fn has_counterpart(&self, place: Span) -> bool {
        let text = self.paired.range(..Span::new(place.start + 1, 0)).next_back();
        text.is_some_and(|text| text.start <= place.start && place.start < text.end.max(text.start + 1))
    }
}

/// Which statement of the reference a finding is about: rule and bytes.
type Statement = (RuleId, usize, usize);

fn statement(finding: &Finding) -> Option<Statement> {
    let place = finding.reference.as_ref().filter(|_| finding.translation.is_some() && is_comparable(finding))?;
    Some((finding.rule, place.start.offset, place.end.offset))
}

/// Whether what a finding says of one language can be said of another: not of texts and pages.
fn is_comparable(finding: &Finding) -> bool {
    matches!(finding.rule.group(), RuleGroup::Facts | RuleGroup::Sections | RuleGroup::Markup)
}

/// Says of a translation that differs alone that the others agree with the reference. `findings` are all of a page, shown or not.
pub fn name_outliers(findings: &mut [Finding], compared: &[Compared]) {
    let others = compared.len().saturating_sub(1);
    if others < LEAST {
        return;
    }
    let mut differing: BTreeMap<Statement, BTreeSet<String>> = BTreeMap::new();
    for finding in findings.iter() {
        if let Some(statement) = statement(finding) {
            differing.entry(statement).or_default().insert(finding.locale.clone());
        }
    }
    for finding in findings {
        let alone = statement(finding).is_some_and(|statement| differing.get(&statement).is_some_and(|locales| locales.len() == 1));
        if alone && agreeing(finding, compared) == others {
            finding.notes.push(format!("{} is alone: the other {others} translations agree with the reference", finding.locale));
        }
    }
}

/// How many other translations state what the reference states there. Facts are known to be; of structure, no finding on a text that has a
/// counterpart is enough.
fn agreeing(finding: &Finding, compared: &[Compared]) -> usize {
    let Some(place) = finding.reference.as_ref().map(|place| Span::new(place.start.offset, place.end.offset)) else { return 0 };
    let is_equal = |other: &Compared| if finding.rule.is_fact() { other.agreed.contains(&place) } else { other.has_counterpart(place) };
    compared.iter().filter(|other| other.locale != finding.locale && is_equal(other)).count()
}

/// Makes one finding, about the reference, of those in which most of the `compared` translations agree with each other.
pub fn join(findings: Vec<Finding>, compared: usize) -> Vec<Finding> {
    let agreeing = agreeing_in(&findings, compared);
    let joined: BTreeSet<usize> = agreeing.iter().flatten().copied().collect();
    let mut shown: Vec<Finding> = agreeing.iter().filter_map(|members| one(&findings, members, compared)).collect();
    shown.extend(findings.into_iter().enumerate().filter(|(at, _)| !joined.contains(at)).map(|(_, finding)| finding));
    shown
}

/// The findings that say the same of as many translations as are most of them, by their numbers.
fn agreeing_in(findings: &[Finding], compared: usize) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(Statement, Vec<String>, Vec<String>), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        if let Some(statement) = statement(finding) {
            groups.entry((statement, keys(&finding.expected), keys(&found(finding)))).or_default().push(at);
        }
    }
    let is_most = |members: &[usize]| {
        let locales: BTreeSet<&str> = members.iter().map(|&at| findings[at].locale.as_str()).collect();
        // Two findings of one locale on one statement are two findings.
        locales.len() == members.len() && locales.len() >= LEAST && 2 * locales.len() > compared
    };
    groups.into_values().filter(|members| is_most(members)).collect()
}

/// What a translation states, with a sign in the place of its own locale: `/de/setup` and `/fr/setup` are one address.
fn found(finding: &Finding) -> Vec<Stated> {
    let codes = Tag::parse(&finding.locale).map(|locale| Codes::of(&locale));
    let without_locale = |stated: &Stated| match (stated, &codes) {
        (Stated::Text(TextKind::Target, target), Some(codes)) => {
            let segments = target.split('/').map(|segment| if codes.contains(segment) { LOCALE } else { segment });
            Stated::text(TextKind::Target, segments.collect::<Vec<_>>().join("/"))
        }
        _ => stated.clone(),
    };
    finding.found.iter().map(without_locale).collect()
}

/// What stands for the locale in an address.
const LOCALE: &str = "{locale}";

/// The findings, by fingerprint, in which most of the `compared` translations of a page agree with each other against the reference: it may
/// be the reference that is wrong.
pub fn agreed(findings: &[Finding], compared: usize) -> BTreeSet<String> {
    agreeing_in(findings, compared).into_iter().flatten().map(|at| findings[at].fingerprint.clone()).collect()
}

/// The finding that stands for several: that of the first locale, with the places of the others.
fn one(findings: &[Finding], members: &[usize], compared: usize) -> Option<Finding> {
    let mut members: Vec<&Finding> = members.iter().map(|&at| &findings[at]).collect();
    members.sort_by(|a, b| a.locale.cmp(&b.locale));
    let (first, others) = members.split_first()?;
    let elsewhere = |finding: &&Finding| Some(Elsewhere { locale: finding.locale.clone(), translation: finding.translation.clone()? });
    // It may be the reference that is wrong.
    let unsafely = |fix: Fix| Fix { applicability: Applicability::Unsafe, ..fix };
    let fixes = members.iter().flat_map(|finding| finding.fixes.iter().cloned().map(unsafely)).collect();
    let found = if others.iter().all(|other| other.found == first.found) { first.found.clone() } else { found(first) };
    let joined = Finding {
        severity: members.iter().map(|finding| finding.severity).max()?,
        confidence: members.iter().map(|finding| finding.confidence).max()?,
        message: message(first, &found, members.len(), compared),
        help: Some("find out which is right; then change the reference, or these translations".to_owned()),
        also: others.iter().filter_map(elsewhere).collect(),
        fingerprint: build::fingerprint([first.rule.as_str(), &first.page, "", &first.section], &first.expected, &found),
        fixes,
        ..(*first).clone()
    };
    let of_all_locales = Finding { locale: String::new(), ..joined.clone() };
    Some(Finding { allow: paste::allowance(&of_all_locales), ..joined })
}

/// `found`: what the translations have in common.
fn message(finding: &Finding, found: &[Stated], agreeing: usize, compared: usize) -> String {
    let how_many =
        if agreeing == compared { format!("all {compared} translations") } else { format!("{agreeing} of {compared} translations") };
    match (finding.expected.is_empty(), found.is_empty()) {
        // Both say the same, and something else is wrong with it: a link to an anchor that only the reference has.
        (false, false) if shown(&finding.expected) == shown(&finding.found) => format!("{how_many}: {}", finding.message),
        (false, false) => format!("{how_many} state {}; the reference states {}", listed(found), listed(&finding.expected)),
        (false, true) => format!("{how_many} do not have what the reference has here: {}", listed(&finding.expected)),
        _ => format!("{how_many} have here what the reference has not: {}", listed(found)),
    }
}
