//! Proves fixes: applies them to the page, reads it again, and keeps those after which their finding is gone and no other has come.
//!
//! All fixes of a page are tried at once, and apart only where that does not hold, so that a page with fixes is mostly read twice.

use std::collections::{BTreeMap, HashSet};

use crate::findings::policy::{Judgement, Policy};
use crate::findings::{Finding, Fix};
use crate::fix::{self, Taken};
use crate::rules::RuleId;
use crate::rules::drift::Applicability;
use crate::work;

/// How often a page is read again at most; what is not proven by then is not offered.
const MOST_READINGS: usize = 64;

/// How many bytes are read again at most, to bound time: fixes are not offered for larger pages.
const MOST_BYTES: usize = 8 << 20;

/// How many steps ([`work`]) the readings may take together, for the same reason: what a page compares does not depend on its length alone.
const MOST_STEPS: u64 = 50_000_000;

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
    let before = count(&*findings);
    let tried = all.iter().enumerate().flat_map(|(finding, fixes)| fixes.iter().map(move |fix| Try { finding, fix })).collect();
    let mut proof = Proof {
        text,
        undetermined,
        before: &before,
        findings,
        again: &again,
        readings: MOST_READINGS.min(MOST_BYTES / text.len().max(1)),
        steps: MOST_STEPS,
        proven: Vec::new(),
    };
    proof.all(tried);
    let proven: HashSet<*const Fix> = proof.proven.iter().map(|tried| std::ptr::from_ref(tried.fix)).collect();
    for (at, finding) in findings.iter_mut().enumerate() {
        finding.fixes = all[at].iter().filter(|fix| proven.contains(&std::ptr::from_ref(*fix))).cloned().collect();
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
    /// How many steps that may still take.
    steps: u64,
    proven: Vec<Try<'f>>,
}

impl<'f, A: Fn(String) -> (Vec<Finding>, usize)> Proof<'f, A> {
    /// One fix of each finding at a time, and none that touches another.
    fn all(&mut self, mut waiting: Vec<Try<'f>>) {
        while !waiting.is_empty() && self.may_read() {
            let (mut found, mut taken) = (HashSet::new(), Taken::default());
            let is_next = |tried: &Try<'_>| !found.contains(&tried.finding) && taken.take(tried.fix) && found.insert(tried.finding);
            let (batch, rest) = waiting.into_iter().partition(is_next);
            self.parts(batch);
            waiting = rest;
        }
    }

    fn may_read(&self) -> bool {
        self.readings > 0 && self.steps > 0
    }

    /// Halves a batch that does not hold until what is wrong stands alone.
    fn parts(&mut self, batch: Vec<Try<'f>>) {
        let mut waiting = vec![batch];
        while let Some(batch) = waiting.pop().filter(|_| self.may_read()) {
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
        let ((after, undetermined), steps) = work::counted(|| (self.again)(fixed));
        self.steps = self.steps.saturating_sub(steps);
        let mut left = self.before.clone();
        for tried in batch {
            if let Some(number) = left.get_mut(&self.findings[tried.finding].fingerprint) {
                *number = number.saturating_sub(1);
            }
        }
        let is_known = |finding: &&Finding| left.contains_key(&finding.fingerprint);
        let new = after.iter().filter(|finding| !is_known(finding));
        let counts = count(after.iter().filter(is_known));
        undetermined <= self.undetermined
            && counts.iter().all(|(fingerprint, number)| left.get(fingerprint).is_some_and(|left| number <= left))
            && new.into_iter().all(|finding| batch.iter().any(|tried| stands_behind(finding, &self.findings[tried.finding])))
    }
}

/// Whether a finding is told as soon as another one is gone, which said as much: where a value is mended, the old English beside it
/// is still old.
fn stands_behind(finding: &Finding, gone: &Finding) -> bool {
    let is_fact = gone.rule.is_fact();
    let lines = |finding: &Finding| finding.reference.as_ref().map(|place| (place.start.line, place.end.line));
    let touch = |((a, b), (c, d)): ((usize, usize), (usize, usize))| a <= d && c <= b;
    finding.rule == RuleId::EmbeddedSource && is_fact && lines(finding).zip(lines(gone)).is_some_and(touch)
}

fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.fingerprint.clone()).or_default() += 1;
    }
    counts
}
