//! What runs found over time: a file with one line a run, and what changed since the run before.
//!
//! It knows the text of that file and the findings of one run. What is read and written, and when, is for others to decide.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Outcome};
use crate::rules::drift::Severity;

/// The form of the lines.
const VERSION: u32 = 1;

/// So many runs keep the marks of their findings: the last one, and the one before, for a run that is repeated.
const MARKED: usize = 2;

/// One run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The form of this line.
    version: u32,
    /// The day of the run, `YYYY-MM-DD`, by UTC.
    pub date: String,
    /// The commits of the repositories that hold the pages, by their first twelve digits and joined with `+`; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Reference pages.
    pub pages: usize,
    /// Translations compared.
    pub translations: usize,
    /// All findings.
    #[serde(flatten)]
    pub counts: Counts,
    /// By locale; findings that are of no locale are under an empty name.
    pub locales: BTreeMap<String, Counts>,
    /// Findings by rule.
    pub rules: BTreeMap<String, usize>,
    /// Against the run before; none for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeCounts>,
    /// Marks of the findings, by locale; only the last runs have them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    open: BTreeMap<String, Vec<String>>,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Counts {
    /// Of these findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Counts {
        let mut counts = Counts::default();
        findings.into_iter().for_each(|finding| counts.add(finding.severity));
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    /// All of them.
    pub fn all(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// How many findings came, went and stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// That the run before had not.
    pub new: usize,
    /// That the run before had, and this one has no more.
    pub fixed: usize,
    /// That both have.
    pub open: usize,
}

/// What changed since the run before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The day of the run before.
    pub date: String,
    /// Its commit.
    pub commit: Option<String>,
    /// What it found.
    pub counts: Counts,
    /// Fingerprints of the findings that it had not.
    pub new: BTreeSet<String>,
    /// In each locale. Of what is fixed, nothing else is known.
    pub locales: BTreeMap<String, ChangeCounts>,
    /// In all of them.
    pub total: ChangeCounts,
}

impl Change {
    /// Whether a finding of this run was not there before.
    pub fn is_new(&self, finding: &Finding) -> bool {
        self.new.contains(&finding.fingerprint)
    }
}

impl Run {
    /// A run on a day (`YYYY-MM-DD`), not yet compared with the one before.
    pub fn of(outcome: &Outcome, date: String, commit: Option<String>) -> Run {
        let (pages, translations) = (outcome.summary.pages, outcome.summary.translations);
        let mut run = Run { version: VERSION, date, commit, pages, translations, ..Run::default() };
        run.locales = outcome.locales.iter().map(|locale| (locale.clone(), Counts::default())).collect();
        for finding in &outcome.findings {
            run.counts.add(finding.severity);
            run.locales.entry(finding.locale.clone()).or_default().add(finding.severity);
            *run.rules.entry(finding.rule.to_string()).or_default() += 1;
            run.open.entry(finding.locale.clone()).or_default().push(mark(&finding.fingerprint));
        }
        run.open.values_mut().for_each(|marks| marks.sort());
        run
    }

    /// Whether two runs are one that was repeated: on the same day, at the same commit.
    fn repeats(&self, other: &Run) -> bool {
        self.commit.is_some() && self.commit == other.commit && self.date == other.date
    }

    /// What changed since `before`; none when that run keeps no marks although it found something.
    fn since(&self, before: &Run, findings: &[Finding]) -> Option<Change> {
        if before.open.is_empty() && before.counts.all() > 0 {
            return None;
        }
        let mut change = Change { date: before.date.clone(), commit: before.commit.clone(), counts: before.counts, ..Change::default() };
        let known: BTreeSet<&String> = before.open.values().flatten().collect();
        for finding in findings {
            let locale = change.locales.entry(finding.locale.clone()).or_default();
            if known.contains(&mark(&finding.fingerprint)) {
                locale.open += 1;
            } else {
                locale.new += 1;
                change.new.insert(finding.fingerprint.clone());
            }
        }
        let now: BTreeSet<&String> = self.open.values().flatten().collect();
        for (locale, marks) in &before.open {
            change.locales.entry(locale.clone()).or_default().fixed = marks.iter().filter(|mark| !now.contains(mark)).count();
        }
        let total = &mut change.total;
        for locale in change.locales.values() {
            (total.new, total.fixed, total.open) = (total.new + locale.new, total.fixed + locale.fixed, total.open + locale.open);
        }
        Some(change)
    }
}

/// The start of a fingerprint, with the number that tells it from an equal one: enough to know a finding again.
fn mark(fingerprint: &str) -> String {
    let (digits, number) = fingerprint.split_once('-').unwrap_or((fingerprint, ""));
    let digits = digits.get(..12).unwrap_or(digits);
    if number.is_empty() { digits.to_owned() } else { format!("{digits}-{number}") }
}

/// Reads a history, the oldest run first.
///
/// # Errors
/// One clause that names the line.
pub fn read(text: &str) -> Result<Vec<Run>, String> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| read_line(line).map_err(|problem| format!("line {} {problem}", at + 1))).collect()
}

fn read_line(line: &str) -> Result<Run, String> {
    let value: serde_json::Value =
        serde_json::from_str(line).map_err(|_| "is not a JSON object of a run; take the line out, or restore the file".to_owned())?;
    match value.get("version").and_then(serde_json::Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) => {
            return Err(format!(
                "is of version {version} of the history, and this driftlint reads version {VERSION}; use the one that wrote it"
            ));
        }
        None => return Err("is no run of driftlint: it has no `version`".to_owned()),
    }
    serde_json::from_value(value).map_err(|error| format!("is no run of driftlint: {error}"))
}

/// Adds a run, and says what changed since the one before. One on the same day at the same commit as the last is the same run, repeated:
/// it takes its place, and is compared with the one before that.
pub fn add(runs: &mut Vec<Run>, mut run: Run, findings: &[Finding]) -> Option<Change> {
    if runs.last().is_some_and(|last| run.repeats(last)) {
        runs.pop();
    }
    let change = runs.last().and_then(|before| run.since(before, findings));
    run.change = change.as_ref().map(|change| change.total);
    runs.push(run);
    let old = runs.len().saturating_sub(MARKED);
    runs[..old].iter_mut().for_each(|run| run.open.clear());
    change
}

/// The text of a history.
pub fn text(runs: &[Run]) -> String {
    let lines = runs.iter().filter_map(|run| serde_json::to_string(run).ok());
    lines.map(|line| line + "\n").collect()
}
