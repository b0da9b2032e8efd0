//! Suppressions in pages: which findings the comments of a page cover, and what is to be said of comments that cover none, name no rule
//! or give no reason.

use std::collections::BTreeMap;

use super::build;
use super::comments::{self, Said, Scope};
use super::finding::{Finding, Place};
use super::policy::Policy;
use crate::markdown::Document;
use crate::rules::RuleId;
use crate::rules::stated::{Stated, TextKind};

/// The rule that speaks of suppressions and allowances.
pub(super) const RULE: RuleId = RuleId::UnusedSuppression;

/// Which file a comment stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The reference: its comments hold for every translation.
    Reference,
    /// The translation in that locale.
    Translation(String),
}

/// The comments of all files of a page.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    page: String,
    comments: Vec<Suppression>,
}

#[derive(Clone, Debug)]
struct Suppression {
    side: Side,
    place: Place,
    section: String,
    said: Said,
    covers: Option<(usize, usize)>,
    /// Which of its rules covered a finding.
    used: Vec<RuleId>,
    /// Whether all was looked at that it may cover.
    is_judged: bool,
}

impl Suppressions {
    /// Of a page that has no file yet.
    pub fn new(page: &str) -> Self {
        Suppressions { page: page.to_owned(), comments: Vec::new() }
    }

    /// Adds the comments of one file. `is_judged` says whether everything is looked at that they may cover, so that those that cover
    /// nothing can be told.
    pub fn add(&mut self, document: &Document, side: &Side, is_judged: bool, policy: &Policy<'_>) {
        let speaking: Vec<_> = document.comments.iter().filter(|comment| comment.speaks_to_driftlint()).collect();
        if speaking.is_empty() {
            return;
        }
        let ids = policy.rule_ids();
        for comment in speaking {
            let Some(said) = comments::read(comment, &ids) else { continue };
            let section = document.sections.iter().rev().find(|section| section.span.start <= comment.span.start);
            self.comments.push(Suppression {
                side: side.clone(),
                place: build::place(&document.source, comment.span, ""),
                section: section.map_or_else(String::new, |section| section.name().to_owned()),
                covers: comments::covered(document, comment.span, said.scope),
                said,
                used: Vec::new(),
                is_judged,
            });
        }
    }

    /// Says of each finding whether a comment covers it, and adds what is to be said of the comments themselves.
    pub fn settle(&mut self, findings: &mut Vec<Finding>, policy: &Policy<'_>) -> Vec<bool> {
        let by_rule = self.by_rule();
        let mut covered: Vec<bool> = findings.iter().map(|finding| self.cover(finding, &by_rule)).collect();
        // Comments about this rule cover what is said of others; so they are judged after them.
        for about_itself in [false, true] {
            let speaking = self.comments.iter().filter(|comment| comment.said.rules.contains(&RULE) == about_itself);
            let mut found: Vec<Finding> = speaking.flat_map(|comment| comment.findings(&self.page, policy)).collect();
            build::tell_apart(&mut found);
            covered.extend(found.iter().map(|finding| !about_itself && self.cover(finding, &by_rule)));
            findings.append(&mut found);
        }
        covered
    }

    /// The comments that name each rule. Those for all rules are under none, and leave out what is said of comments.
    fn by_rule(&self) -> BTreeMap<Option<RuleId>, Vec<usize>> {
        let mut by_rule: BTreeMap<Option<RuleId>, Vec<usize>> = BTreeMap::new();
        for (at, comment) in self.comments.iter().enumerate() {
            let named = comment.said.rules.iter().copied().map(Some).chain(comment.said.all.then_some(None));
            named.for_each(|rule| by_rule.entry(rule).or_default().push(at));
        }
        by_rule
    }

    /// Whether a comment covers the finding; every one that does has its use.
    fn cover(&mut self, finding: &Finding, by_rule: &BTreeMap<Option<RuleId>, Vec<usize>>) -> bool {
        let named = by_rule.get(&Some(finding.rule));
        let all = by_rule.get(&None).filter(|_| finding.rule != RULE);
        let mut is_covered = false;
        for &at in named.into_iter().chain(all).flatten() {
            let comment = &mut self.comments[at];
            if comment.reaches(finding) {
                is_covered = true;
                if !comment.used.contains(&finding.rule) {
                    comment.used.push(finding.rule);
                }
            }
        }
        is_covered
    }
}

impl Suppression {
    fn reaches(&self, finding: &Finding) -> bool {
        if self.side == Side::Reference && self.said.scope == Scope::File {
            return true;
        }
        let Some((start, end)) = self.covers else { return false };
        let inside = |place: &Place| place.path == self.place.path && (start..=end).contains(&place.start.offset);
        finding.translation.iter().chain(&finding.reference).any(inside)
    }

    fn findings(&self, page: &str, policy: &Policy<'_>) -> Vec<Finding> {
        let shown = self.said.shown();
        let told = |message: String, help: String, found: Vec<String>| self.finding(page, message, help, found);
        let mut findings: Vec<Finding> =
            self.said.mistakes.iter().map(|(message, help, word)| told(message.clone(), help.clone(), vec![word.clone()])).collect();
        let works = self.said.all || !self.said.rules.is_empty();
        let idle = self.idle(policy);
        if !idle.is_empty() {
            let every = idle.len() == self.said.rules.len().max(1);
            let (what, help) = if every { (shown, "take it out") } else { (idle.join("`, `"), "take the rule out of the comment") };
            let message = format!("`{what}` covers no finding here");
            findings.push(told(message, format!("{help}, or move it: it covers {}", reach(self.said.scope)), idle));
        } else if works && !self.said.has_reason {
            let help = format!("say why behind a colon: `{shown}: …`");
            findings.push(told(format!("`{shown}` gives no reason"), help, vec![shown.clone()]));
        }
        findings
    }

    /// The rules that it names in vain; the comment itself when it is for all rules.
    fn idle(&self, policy: &Policy<'_>) -> Vec<String> {
        if !self.is_judged {
            return Vec::new();
        }
        if self.said.all {
            return if self.used.is_empty() { vec![self.said.shown()] } else { Vec::new() };
        }
        let is_idle = |rule: &&RuleId| !self.used.contains(rule) && policy.was_looked_for(**rule);
        self.said.rules.iter().filter(is_idle).map(ToString::to_string).collect()
    }

    fn finding(&self, page: &str, message: String, help: String, found: Vec<String>) -> Finding {
        let (locale, is_reference) = match &self.side {
            Side::Reference => ("", true),
            Side::Translation(locale) => (locale.as_str(), false),
        };
        let found = found.iter().map(|named| Stated::text(TextKind::Suppression, named)).collect();
        let place = Some(self.place.clone());
        let (reference, translation) = if is_reference { (place, None) } else { (None, place) };
        build::about_suppression(build::About { page, locale, section: &self.section, message, help, found, translation, reference })
    }
}

fn reach(scope: Scope) -> &'static str {
    match scope {
        Scope::Block => "the block that it stands in, else the next one",
        Scope::Section => "the section that it stands in, with its subsections",
        Scope::File => "the page",
    }
}
