//! `JUnit` XML, which most CI servers show as tests: one suite a file, one failing case a finding; a passing case where there is none.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::findings::finding::{Failure, Finding, Outcome};

use super::{paint, visible};

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new("driftlint");
    let mut files: BTreeMap<&str, Vec<TestCase>> = BTreeMap::new();
    for finding in &outcome.findings {
        let path = finding.place().map_or(finding.page.as_str(), |place| place.path.as_str());
        files.entry(path).or_default().push(case(finding));
    }
    for failure in &outcome.failures {
        files.entry(&failure.path).or_default().push(broken(failure));
    }
    if files.is_empty() {
        files.insert("driftlint", vec![TestCase::new("no drift found", TestCaseStatus::success())]);
    }
    for (path, cases) in files {
        let mut suite = TestSuite::new(visible::text(path));
        suite.add_test_cases(cases);
        report.add_test_suite(suite);
    }
    report.serialize(&mut *out).map_err(io::Error::other)
}

fn case(finding: &Finding) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(paint::word(finding.severity)).set_message(visible::text(&finding.message)).set_description(description(finding));
    let line = finding.place().map(|place| format!(":{}", place.start.line)).unwrap_or_default();
    let mut case = TestCase::new(format!("{}{line}", finding.rule), status);
    case.set_classname(visible::text(&format!("{}.{}", finding.locale, finding.page)));
    case
}

/// Both places with their texts, then what else there is to know.
fn description(finding: &Finding) -> String {
    let places = finding.place().into_iter().chain(finding.other_place());
    let places = places.map(|place| format!("{}:{}:{}: {}", place.path, place.start.line, place.start.column, place.text));
    let also = finding.also.iter().map(|other| format!("also {}:{}", other.translation.path, other.translation.start.line));
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let lines = places.chain(also).chain(finding.notes.iter().cloned()).chain(help);
    lines.map(|line| visible::text(&line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn broken(failure: &Failure) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_type("unreadable").set_message(visible::text(&failure.reason));
    TestCase::new("can be read", status)
}
