//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.
//!
//! GitHub shows ten annotations of each level for a step. What goes beyond is printed as plain lines, which land in the log, and one
//! notice says how many there are. Text of documents is escaped, so that it can neither end a command nor begin one.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::findings::finding::{Finding, Outcome, Place};
use crate::rules::drift::Severity;

use super::{paint, visible};

/// Annotations of one level that GitHub shows for a step.
const MOST: usize = 10;

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let (shown, rest) = split(&outcome.findings);
    for finding in shown {
        writeln!(out, "{}", annotation(finding))?;
    }
    if rest.is_empty() {
        return Ok(());
    }
    let more = if rest.len() == 1 { "1 more finding is".to_owned() } else { format!("{} more findings are", rest.len()) };
    writeln!(out, "::notice title=driftlint::{more} in the log of this step; GitHub shows {MOST} annotations of a level")?;
    plain(&rest, out)
}

/// What is annotated, the surest findings of each level first, and what is not; both in the order of the report. One notice is kept for
/// saying that there are more.
fn split(findings: &[Finding]) -> (Vec<&Finding>, Vec<&Finding>) {
    let mut ranked: Vec<usize> = (0..findings.len()).collect();
    ranked.sort_by_key(|&at| std::cmp::Reverse(findings[at].confidence));
    let mut taken: BTreeMap<Severity, usize> = BTreeMap::new();
    let mut is_shown = vec![false; findings.len()];
    for at in ranked {
        let severity = findings[at].severity;
        let room = if severity == Severity::Info { MOST - 1 } else { MOST };
        let count = taken.entry(severity).or_default();
        is_shown[at] = *count < room;
        *count += 1;
    }
    let all = findings.iter().zip(is_shown);
    let (shown, rest): (Vec<_>, Vec<_>) = all.partition(|(_, is_shown)| *is_shown);
    let findings = |pairs: Vec<(_, bool)>| pairs.into_iter().map(|(finding, _)| finding).collect();
    (findings(shown), findings(rest))
}

fn annotation(finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let place = finding.place().map(position).unwrap_or_default();
    format!("::{level} {place}title={}::{}", property(&format!("driftlint {}", finding.rule)), visible::text(&data(&text(finding))))
}

/// Columns are given on one line only: GitHub refuses them otherwise.
fn position(place: &Place) -> String {
    let (start, end) = (place.start, place.end);
    let lines = format!("file={},line={},endLine={}", property(&place.path), start.line, end.line);
    if start.line == end.line { format!("{lines},col={},endColumn={},", start.column, end.column) } else { format!("{lines},") }
}

/// The message, where the reference says it, what else is known, and what to do.
fn text(finding: &Finding) -> String {
    let reference = finding.other_place().map(|place| format!("{}:{}: {}", place.path, place.start.line, place.text.trim()));
    let also = finding.also.iter().map(|other| format!("also {}:{}", other.translation.path, other.translation.start.line));
    let lines = std::iter::once(finding.message.clone()).chain(reference).chain(also).chain(finding.notes.iter().cloned());
    lines.chain(finding.help.iter().map(|help| format!("help: {help}"))).collect::<Vec<_>>().join("\n")
}

/// Lines for the log. Commands are stopped meanwhile, because the runner looks for some of them anywhere in a line.
fn plain(findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let token = format!("driftlint-{}", findings.iter().map(|finding| finding.fingerprint.as_str()).collect::<Vec<_>>().concat());
    let token: String = token.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(80).collect();
    writeln!(out, "::stop-commands::{token}")?;
    for finding in findings {
        let place = finding
            .place()
            .map_or_else(|| finding.page.clone(), |place| format!("{}:{}:{}", place.path, place.start.line, place.start.column));
        let (word, message) = (paint::word(finding.severity), visible::text(&finding.message));
        writeln!(out, "- {}: {word}[{}] {message}", visible::text(&place), finding.rule)?;
    }
    writeln!(out, "::{token}::")
}

/// Escapes the message of a command (`@actions/core`, `escapeData`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command (`@actions/core`, `escapeProperty`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
