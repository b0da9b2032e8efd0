//! GitLab's Code Quality report: a JSON array that merge requests show as a widget and beside the changed lines.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::{Finding, Outcome};
use crate::rules::drift::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Issue<'_>> = outcome.findings.iter().map(issue).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issue(finding: &Finding) -> Issue<'_> {
    let place = finding.place();
    let path = place.map_or(finding.page.as_str(), |place| place.path.as_str());
    let (begin, end) = place.map_or((1, 1), |place| (place.start.line, place.end.line));
    Issue {
        description: &finding.message,
        check_name: finding.rule.as_str(),
        fingerprint: &finding.fingerprint,
        severity: severity(finding.severity),
        location: Location { path: path.strip_prefix("./").unwrap_or(path), lines: Lines { begin, end } },
    }
}

/// `critical` and `blocker` are left to what stops a program.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
