//! What a person is shown first of many findings: the most severe and the surest before the rest, few of a kind, and lines that fit some
//! screens. What is left out is counted.
//!
//! It knows neither how a finding is drawn nor what a rule means; only that pages without a translation are told a line for each folder.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

use crate::findings::finding::Finding;
use crate::rules::RuleId;
use crate::rules::drift::Severity;

/// Findings of one rule in one locale that are shown.
const MOST_OF_A_KIND: usize = 10;
/// Lines of findings; with the summary that follows them, a first screen has at most 200.
const MOST_LINES: usize = 140;

/// What is drawn as one.
#[derive(Clone, Debug)]
pub(super) enum Entry<'a> {
    Finding(&'a Finding),
    /// Two or more pages of one folder that a locale has not.
    MissingPages(Vec<&'a Finding>),
}

/// Findings of one rule in one locale that are not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) rule: RuleId,
    pub(super) locale: String,
    pub(super) severity: Severity,
    pub(super) number: usize,
}

/// What is shown, as it is drawn, and what is left out, the most severe and most frequent first.
#[derive(Debug, Default)]
pub(super) struct Screen {
    pub(super) shown: Vec<Vec<u8>>,
    pub(super) left: Vec<Left>,
}

/// All findings, the most severe and surest first, otherwise in their order.
pub(super) fn all(findings: &[Finding]) -> Vec<Entry<'_>> {
    let mut entries = joined(findings);
    entries.sort_by_key(|entry| rank(entry.first()));
    entries
}

/// Chooses what fits a first screen, by how many lines `draw` makes of it.
///
/// # Errors
/// Those of `draw`.
pub(super) fn first(findings: &[Finding], draw: impl Fn(&Entry<'_>) -> io::Result<Vec<u8>>) -> io::Result<Screen> {
    let entries = all(findings);
    let mut chosen: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut lines = 0;
    for at in by_turns(&entries) {
        let drawn = draw(&entries[at])?;
        lines += drawn.lines().count();
        if lines > MOST_LINES && !chosen.is_empty() {
            break;
        }
        chosen.push((at, drawn));
    }
    chosen.sort_by_key(|&(at, _)| at);
    let left = left(&entries, &chosen);
    Ok(Screen { shown: chosen.into_iter().map(|(_, drawn)| drawn).collect(), left })
}

impl<'a> Entry<'a> {
    /// The finding that stands for the entry.
    pub(super) fn first(&self) -> &'a Finding {
        match self {
            Entry::Finding(finding) => finding,
            Entry::MissingPages(findings) => findings[0],
        }
    }

    fn len(&self) -> usize {
        match self {
            Entry::Finding(_) => 1,
            Entry::MissingPages(findings) => findings.len(),
        }
    }

    fn kind(&self) -> (RuleId, &'a str) {
        let first = self.first();
        (first.rule, first.locale.as_str())
    }
}

fn rank(finding: &Finding) -> impl Ord {
    std::cmp::Reverse((finding.severity, finding.confidence))
}

fn joined(findings: &[Finding]) -> Vec<Entry<'_>> {
    let mut folders: BTreeMap<(&str, &str, Severity), usize> = BTreeMap::new();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for finding in findings {
        let key = (finding.locale.as_str(), folder(&finding.page), finding.severity);
        let known = folders.get(&key).copied().filter(|_| is_joined(finding));
        if let Some(at) = known {
            entries[at].add(finding);
            continue;
        }
        if is_joined(finding) {
            folders.insert(key, entries.len());
        }
        entries.push(Entry::Finding(finding));
    }
    entries
}

impl<'a> Entry<'a> {
    fn add(&mut self, finding: &'a Finding) {
        match self {
            Entry::Finding(first) => *self = Entry::MissingPages(vec![first, finding]),
            Entry::MissingPages(findings) => findings.push(finding),
        }
    }
}

/// Joined findings name their other places, which a line for a folder would lose.
fn is_joined(finding: &Finding) -> bool {
    finding.rule == RuleId::MissingPage && finding.also.is_empty()
}

/// The folder of a page, "" at the top.
pub(super) fn folder(page: &str) -> &str {
    page.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The entries that may be shown, in the order in which they are chosen: among equally severe and sure ones, the first of each kind comes
/// before the second of any.
fn by_turns(entries: &[Entry<'_>]) -> Vec<usize> {
    let mut turns: HashMap<(RuleId, &str), usize> = HashMap::new();
    let mut order = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let turn = turns.entry(entry.kind()).or_default();
        if *turn < MOST_OF_A_KIND {
            order.push((rank(entry.first()), *turn, at));
        }
        *turn += 1;
    }
    order.sort();
    order.into_iter().map(|(_, _, at)| at).collect()
}

fn left(entries: &[Entry<'_>], chosen: &[(usize, Vec<u8>)]) -> Vec<Left> {
    let mut numbers: BTreeMap<(Severity, RuleId, &str), usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if chosen.binary_search_by_key(&at, |&(at, _)| at).is_err() {
            let (rule, locale) = entry.kind();
            *numbers.entry((entry.first().severity, rule, locale)).or_default() += entry.len();
        }
    }
    let left = |((severity, rule, locale), number): ((_, _, &str), _)| Left { rule, locale: locale.to_owned(), severity, number };
    let mut all: Vec<Left> = numbers.into_iter().map(left).collect();
    all.sort_by_key(|left| std::cmp::Reverse((left.severity, left.number)));
    all
}
