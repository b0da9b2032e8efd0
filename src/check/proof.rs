//! Proves fixes: applies them to the page, reads it again, and keeps those after which their finding is gone and no other has come.
//!
//! All fixes of a page are tried at once, and apart only where that does not hold, so that a page with fixes is mostly read twice.

use std::collections::BTreeMap;

use crate::findings::policy::{Judgement, Policy};
use crate::findings::{Finding, Fix};
use crate::fix;
use crate::rules::drift::Applicability;

/// How often a page is read again at most; what is not proven by then is not offered.
const MOST_READINGS: usize = 64;

/// How many bytes are read again at most, to bound time: fixes are not offered for larger pages.
const MOST_BYTES: usize = 8 << 20;

/// Drops the fixes that do not hold, and lets the help say what a safe one does. `page` is the translation's text, and how many of its
/// facts could not be determined; `again` compares it with another text.
pub(super) fn settle(
    findings: &mut [Finding],
    policy: &Policy<'_>,
    (text, undetermined): (&str, usize),
    again: impl Fn(String) -> (Vec<Finding>, usize),
) {
    let is_shown = |finding: &Finding| policy.judge(&mut finding.clone(), &policy.fitting(finding), false) == Judgement::Shown;
    let taken = findings.iter_mut().map(|finding| {
        let fixes = std::mem::take(&mut finding.fixes);
        if !fixes.is_empty() && is_shown(finding) { fixes } else { Vec::new() }
    });
    let all: Vec<Vec<Fix>> = taken.collect();
    if all.iter().all(Vec::is_empty) {
        return;
    }
    let before = count(findings);
    let tried = all.iter().enumerate().flat_map(|(finding, fixes)| fixes.iter().map(move |fix| Try { finding, fix })).collect();
    let mut proof = Proof {
        text,
        undetermined,
        before: &before,
        findings,
        again: &again,
        readings: MOST_READINGS.min(MOST_BYTES / text.len().max(1)),
        proven: Vec::new(),
    };
    proof.all(tried);
    let proven: Vec<(usize, Fix)> = proof.proven.iter().map(|tried| (tried.finding, tried.fix.clone())).collect();
    for (at, finding) in findings.iter_mut().enumerate() {
        let holds = |fix: &Fix| proven.iter().any(|(own, proven)| *own == at && proven == fix);
        finding.fixes = all[at].iter().filter(|fix| holds(fix)).cloned().collect();
        if let Some(safe) = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe) {
            finding.help = Some(safe.title.clone());
        }
    }
}

/// A fix of a finding.
#[derive(Clone, Copy)]
struct Try<'f> {
    finding: usize,
    fix: &'f Fix,
}

struct Proof<'f, A> {
    text: &'f str,
    undetermined: usize,
    before: &'f BTreeMap<String, usize>,
    findings: &'f [Finding],
    again: &'f A,
    /// How often the page may still be read.
    readings: usize,
    proven: Vec<Try<'f>>,
}

impl<'f, A: Fn(String) -> (Vec<Finding>, usize)> Proof<'f, A> {
    /// One fix of each finding at a time, and none that touches another.
    fn all(&mut self, mut waiting: Vec<Try<'f>>) {
        while !waiting.is_empty() && self.readings > 0 {
            let mut batch: Vec<Try<'f>> = Vec::new();
            let mut rest = Vec::new();
            for tried in waiting {
                let apart = |other: &Try<'_>| other.finding != tried.finding && !fix::overlap(other.fix, tried.fix);
                if batch.iter().all(apart) { batch.push(tried) } else { rest.push(tried) }
            }
            self.parts(batch);
            waiting = rest;
        }
    }

    /// Halves a batch that does not hold until what is wrong stands alone.
    fn parts(&mut self, batch: Vec<Try<'f>>) {
        let mut waiting = vec![batch];
        while let Some(batch) = waiting.pop().filter(|_| self.readings > 0) {
            if self.holds(&batch) {
                self.proven.extend(batch);
            } else if batch.len() > 1 {
                let (first, second) = batch.split_at(batch.len() / 2);
                waiting.extend([second.to_vec(), first.to_vec()]);
            }
        }
    }

    /// Whether the findings of a batch are gone after its fixes, none is new, and nothing has become unreadable.
    fn holds(&mut self, batch: &[Try<'f>]) -> bool {
        self.readings -= 1;
        let fixes: Vec<&Fix> = batch.iter().map(|tried| tried.fix).collect();
        let Some(fixed) = fix::apply(self.text, &fixes) else { return false };
        let (after, undetermined) = (self.again)(fixed);
        let mut left = self.before.clone();
        for tried in batch {
            if let Some(number) = left.get_mut(&self.findings[tried.finding].fingerprint) {
                *number = number.saturating_sub(1);
            }
        }
        let after = count(&after);
        undetermined <= self.undetermined
            && after.iter().all(|(fingerprint, number)| left.get(fingerprint).is_some_and(|left| number <= left))
    }
}

fn count(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.fingerprint.clone()).or_default() += 1;
    }
    counts
}
