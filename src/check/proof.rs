//! Proves fixes: applies them to the page, reads it again, and keeps those after which their finding is gone and no other has come.
//!
//! All fixes of a page are tried at once, and apart only where that does not hold, so that a page with fixes is mostly read twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::{Finding, Fix};
use crate::fix::{self, Chosen};
use crate::rules::RuleId;
use crate::rules::drift::Applicability;
use crate::work;

/// How often a page is read again at most; what is not proven by then is not offered.
const MOST_READINGS: usize = 64;

/// How many bytes are read again at most, to bound time: fixes are not offered for larger pages.
const MOST_BYTES: usize = 2 << 20;

/// How many steps ([`work`]) the readings may take together, for the same reason: what a page compares does not depend on its length alone.
const MOST_STEPS: u64 = 600_000;

/// What comparing a text with its reference gives.
pub(super) struct State {
    pub(super) findings: Vec<Finding>,
    /// Which of the findings somebody is shown.
    pub(super) shown: Vec<bool>,
    /// How many facts could not be determined.
    pub(super) undetermined: usize,
}

/// Drops the fixes that do not hold, and lets the help say what a safe one does. `page` is the translation's text, and how many of its
/// facts could not be determined; `shown` says which of its findings somebody is shown; `again` compares it with another text.
pub(super) fn settle(
    findings: &mut [Finding],
    (text, undetermined): (&str, usize),
    shown: impl Fn(&[Finding]) -> Vec<bool>,
    again: impl Fn(String) -> State,
) {
    if findings.iter().all(|finding| finding.fixes.is_empty()) {
        return;
    }
    let shown = shown(findings);
    let all: Vec<Vec<Fix>> = findings.iter_mut().map(|finding| std::mem::take(&mut finding.fixes)).collect();
    let offered = all.iter().enumerate().filter(|(finding, _)| shown[*finding]);
    let tried = offered.flat_map(|(finding, fixes)| fixes.iter().map(move |fix| Try { finding, fix })).collect();
    let mut proof = Proof {
        text,
        undetermined,
        before: &count(findings, &shown),
        findings,
        again: &again,
        readings: MOST_READINGS.min(MOST_BYTES / text.len().max(1)),
        steps: MOST_STEPS,
    };
    let proven = proof.all(tried);
    let proven: Vec<(usize, Fix)> = proven.into_iter().map(|tried| (tried.finding, tried.fix.clone())).collect();
    for (finding, fix) in proven {
        findings[finding].fixes.push(fix);
    }
    for finding in findings.iter_mut() {
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

impl Try<'_> {
    /// Whether it is the first to be applied ([`fix::together`]).
    fn goes_before(&self, other: &Try<'_>) -> bool {
        let is_safe = |tried: &Try<'_>| tried.fix.applicability == Applicability::Safe;
        (!is_safe(self), self.finding) <= (!is_safe(other), other.finding)
    }
}

fn all_of<'t, 'f: 't>(fixes: impl IntoIterator<Item = &'t Try<'f>>) -> Chosen {
    let mut chosen = Chosen::default();
    for tried in fixes {
        chosen.take(tried.finding, tried.fix);
    }
    chosen
}

/// How often a finding is there, and how often it is shown, by fingerprint.
type Counts = BTreeMap<String, (usize, usize)>;

struct Proof<'f, A> {
    text: &'f str,
    undetermined: usize,
    before: &'f Counts,
    findings: &'f [Finding],
    again: &'f A,
    /// How often the page may still be read.
    readings: usize,
    /// How many steps that may still take.
    steps: u64,
}

impl<'f, A: Fn(String) -> State> Proof<'f, A> {
    /// The fixes that hold: those that are applied together ([`fix::together`]) as such, the safe ones also without the others, and then
    /// those that are another way to mend what one of these mends, or touch what it touches.
    fn all(&mut self, tried: Vec<Try<'f>>) -> Vec<Try<'f>> {
        let (safe, others) = tried.into_iter().partition(|tried| tried.fix.applicability == Applicability::Safe);
        let (mut proven, mut instead) = (Vec::new(), Vec::new());
        for waiting in [safe, others] {
            instead.extend(self.rounds(waiting, &mut proven));
        }
        while !instead.is_empty() && self.may_read() {
            let mut chosen = Chosen::default();
            let (batch, rest) = instead.into_iter().partition(|tried| chosen.take(tried.finding, tried.fix));
            proven.extend(self.parts(batch, &[]));
            instead = rest;
        }
        proven
    }

    /// Adds those to the proven ones that hold together with them. Gives back those that cannot be applied with a proven one that goes
    /// before them; a proven one would give way to what stands before it, so that is dropped.
    fn rounds(&mut self, mut waiting: Vec<Try<'f>>, proven: &mut Vec<Try<'f>>) -> Vec<Try<'f>> {
        while self.may_read() {
            let mut chosen = all_of(proven.iter());
            let (batch, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|tried| chosen.take(tried.finding, tried.fix));
            if batch.is_empty() {
                let gives_way =
                    |tried: &Try<'_>| !all_of(proven.iter().filter(|one| one.goes_before(tried))).take(tried.finding, tried.fix);
                return rest.into_iter().filter(gives_way).collect();
            }
            let holding = self.parts(batch, proven);
            proven.extend(holding);
            waiting = rest;
        }
        Vec::new()
    }

    fn may_read(&self) -> bool {
        self.readings > 0 && self.steps > 0
    }

    /// Those of a batch that hold together with some others. A batch that does not hold is tried without those that are in the sections
    /// where something is wrong, and these are tried then; where that tells nothing, it is halved until what is wrong stands alone.
    fn parts(&mut self, batch: Vec<Try<'f>>, others: &[Try<'f>]) -> Vec<Try<'f>> {
        let mut holding = others.to_vec();
        let mut waiting = vec![batch];
        while let Some(batch) = waiting.pop().filter(|_| self.may_read()) {
            let both: Vec<Try<'f>> = holding.iter().chain(&batch).copied().collect();
            match self.holds(&both) {
                Ok(()) => holding = both,
                Err(_) if batch.len() == 1 => {}
                Err(wrong) => {
                    let is_suspect = |tried: &Try<'f>| wrong.contains(&self.findings[tried.finding].section);
                    let (suspects, clear): (Vec<_>, Vec<_>) = batch.iter().copied().partition(is_suspect);
                    if suspects.is_empty() || clear.is_empty() {
                        let (first, second) = batch.split_at(batch.len() / 2);
                        waiting.extend([second.to_vec(), first.to_vec()]);
                    } else {
                        waiting.extend([suspects, clear]);
                    }
                }
            }
        }
        holding.split_off(others.len())
    }

    /// Whether the findings of fixes are gone after them, none is new or comes to be shown, and nothing has become unreadable; else the
    /// sections in which a finding is left or new, as far as that can be told.
    fn holds(&mut self, batch: &[Try<'f>]) -> Result<(), BTreeSet<String>> {
        self.readings -= 1;
        let fixes: Vec<&Fix> = batch.iter().map(|tried| tried.fix).collect();
        let Some(fixed) = fix::apply(self.text, &fixes) else { return Err(BTreeSet::new()) };
        let (after, steps) = work::counted(|| (self.again)(fixed));
        self.steps = self.steps.saturating_sub(steps);
        let mut left = self.before.clone();
        for tried in batch {
            if let Some((number, shown)) = left.get_mut(&self.findings[tried.finding].fingerprint) {
                (*number, *shown) = (number.saturating_sub(1), shown.saturating_sub(1));
            }
        }
        let is_meant = |finding: &Finding| batch.iter().any(|tried| stands_behind(finding, &self.findings[tried.finding]));
        let now = count(&after.findings, &after.shown);
        let is_left = |finding: &Finding| {
            let known = left.get(&finding.fingerprint).zip(now.get(&finding.fingerprint));
            known.map_or_else(|| is_meant(finding), |(left, now)| now.0 <= left.0 && now.1 <= left.1)
        };
        let wrong: BTreeSet<String> =
            after.findings.iter().filter(|finding| !is_left(finding)).map(|finding| finding.section.clone()).collect();
        if wrong.is_empty() && after.undetermined <= self.undetermined { Ok(()) } else { Err(wrong) }
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

fn count(findings: &[Finding], shown: &[bool]) -> Counts {
    let mut counts = Counts::new();
    for (finding, &is_shown) in findings.iter().zip(shown) {
        let (number, shown) = counts.entry(finding.fingerprint.clone()).or_default();
        (*number, *shown) = (*number + 1, *shown + usize::from(is_shown));
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Edit;
    use crate::findings::build::{self, Origin};
    use crate::markdown::{self, Reading};
    use crate::rules;
    use crate::rules::drift::Drift;
    use crate::source::{SourceFile, Span};

    fn finding(name: &str) -> Finding {
        build::finding(Origin { page: "page", locale: "de", reference: None, translation: None }, rules::missing_page("de", name))
    }

    /// A finding with a fix that puts a letter into the place of another.
    fn fixed(name: &str, at: usize, letter: &str, applicability: Applicability) -> Finding {
        let edit = Edit { path: "page.md".to_owned(), start: at, end: at + 1, text: letter.to_owned() };
        Finding { fixes: vec![Fix { applicability, title: letter.to_owned(), edits: vec![edit] }], ..finding(name) }
    }

    /// The titles of the fixes that hold, when a text has these findings, each shown or not.
    fn proven(mut findings: Vec<Finding>, states: impl Fn(&str) -> Vec<(&'static str, bool)>) -> Vec<String> {
        let before: Vec<bool> = states("..").into_iter().map(|(_, shown)| shown).collect();
        settle(
            &mut findings,
            ("..", 0),
            |_| before.clone(),
            |text| {
                let (findings, shown) = states(&text).into_iter().map(|(name, shown)| (finding(name), shown)).unzip();
                State { findings, shown, undetermined: 0 }
            },
        );
        findings.into_iter().flat_map(|finding| finding.fixes).map(|fix| fix.title).collect()
    }

    #[test]
    fn fixes_that_hold_apart_but_not_together_are_not_both_offered() {
        let findings = || vec![fixed("a", 0, "x", Applicability::Safe), fixed("b", 1, "y", Applicability::Safe)];
        let apart = |text: &str| match text {
            ".." => vec![("a", true), ("b", true)],
            "x." => vec![("b", true)],
            ".y" => vec![("a", true)],
            _ => vec![("c", true)],
        };
        assert_eq!(proven(findings(), apart), ["x"]);
        let together = |text: &str| if text == "xy" { Vec::new() } else { apart(text) };
        assert_eq!(proven(findings(), together), ["x", "y"]);
    }

    #[test]
    fn a_safe_fix_holds_without_those_that_are_not() {
        let findings = vec![fixed("a", 0, "x", Applicability::Unsafe), fixed("b", 1, "y", Applicability::Safe)];
        let states = |text: &str| match text {
            ".." => vec![("a", true), ("b", true)],
            "x." => vec![("b", true)],
            ".y" => vec![("a", true), ("c", true)],
            _ => Vec::new(),
        };
        assert_eq!(proven(findings, states), ["x"]);
    }

    /// The English inside is compared whenever a fix is tried: a section that a fix pairs anew may bring up what is old in it.
    #[test]
    fn old_english_comes_up_only_beside_a_value_that_is_mended() {
        let document = markdown::parse(SourceFile::new("page.md", "one\n\ntwo\n"), Reading::Own);
        let at = |rule: RuleId, start: usize| {
            let origin = Origin { page: "page", locale: "de", reference: Some(&document), translation: None };
            build::finding(origin, Drift { rule, reference: Some(Span::new(start, start + 3)), ..rules::missing_page("de", "a") })
        };
        let holds = |rule: RuleId, start: usize| {
            let mut findings = vec![Finding { fixes: fixed("a", 0, "x", Applicability::Safe).fixes, ..at(rule, 0) }];
            settle(
                &mut findings,
                ("..", 0),
                |_| vec![true],
                |_| State { findings: vec![at(RuleId::EmbeddedSource, start)], shown: vec![true], undetermined: 0 },
            );
            !findings[0].fixes.is_empty()
        };
        assert!(holds(RuleId::Number, 0), "the finding about the value said as much");
        assert!(!holds(RuleId::Number, 5), "another text");
        assert!(!holds(RuleId::MissingAnchor, 0) && !holds(RuleId::RenamedSection, 0), "no value is mended");
    }

    #[test]
    fn a_fix_after_which_a_hidden_finding_is_shown_does_not_hold() {
        let states = |shown: bool| move |text: &str| if text == "x." { vec![("c", shown)] } else { vec![("a", true), ("c", false)] };
        let findings = || vec![fixed("a", 0, "x", Applicability::Safe), finding("c")];
        assert_eq!(proven(findings(), states(true)), Vec::<String>::new());
        assert_eq!(proven(findings(), states(false)), ["x"]);
    }
}
