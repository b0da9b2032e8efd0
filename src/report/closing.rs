//! What stands around the findings on standard error: what was checked, what could not be, and how it went.

use std::time::Duration;

use crate::findings::finding::{Failure, Fix, Outcome, Summary};
use crate::rules::drift::{Applicability, Severity};

use super::table::rule_table;
use super::{Style, paint, visible};

/// More locales than this are only counted.
const MOST_LOCALES: usize = 12;

/// One sentence on what was checked and what came of it, without a line end; in verbose mode the table of rules stands before it.
///
/// Empty in quiet mode, except when nothing was checked: that is never a success, and is always said.
pub fn closing_line(outcome: &Outcome, elapsed: Duration, style: &Style) -> String {
    if outcome.summary.translations == 0 && outcome.findings.is_empty() {
        return nothing_checked(outcome);
    }
    if style.quiet {
        return String::new();
    }
    let seconds = elapsed.as_secs_f64();
    let line = format!("checked {}; {}{} in {seconds:.2} s", what(outcome), result(&outcome.summary, style.colour), fixable(outcome));
    if style.verbose { rule_table(&outcome.findings, style) + &line } else { line }
}

/// The line for a file that could not be checked, without a line end.
pub fn failure_line(failure: &Failure) -> String {
    format!("driftlint: error: {}: {}", visible::text(&failure.path), visible::text(&failure.reason))
}

/// The line for what the run could not tell, without a line end.
pub fn note_line(note: &str) -> String {
    format!("driftlint: note: {}", visible::text(note))
}

fn nothing_checked(outcome: &Outcome) -> String {
    let why = match (outcome.failures.len(), outcome.summary.pages) {
        (0, 0) => "no page was found".to_owned(),
        (0, 1) => "the 1 page found has no translation".to_owned(),
        (0, pages) => format!("none of the {pages} pages found has a translation"),
        (failures, _) => format!("{} could not be read", count(failures, "file", "files")),
    };
    format!("nothing was checked: {why}")
}

fn what(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    let mut parts = vec![
        count(summary.translations, "translation", "translations"),
        format!("{} compared", count(summary.facts, "fact", "facts")),
        format!("{} undetermined", summary.undetermined),
    ];
    if !outcome.failures.is_empty() {
        parts.push(format!("{} not readable", count(outcome.failures.len(), "file", "files")));
    }
    format!("{}{}: {}", count(summary.pages, "page", "pages"), locales(&outcome.locales), parts.join(", "))
}

fn locales(tags: &[String]) -> String {
    let number = count(tags.len(), "locale", "locales");
    match tags.len() {
        0 => String::new(),
        1..=MOST_LOCALES => format!(" in {number} ({})", visible::text(&tags.join(", "))),
        _ => format!(" in {number}"),
    }
}

fn result(summary: &Summary, colour: bool) -> String {
    let mut parts = found(summary, colour);
    let left_out = [(summary.suppressed, "suppressed"), (summary.baselined, "baselined")];
    parts.extend(left_out.iter().filter(|(number, _)| *number > 0).map(|(number, how)| format!("{number} {how}")));
    parts.join(", ")
}

/// How many findings `driftlint fix` takes away.
fn fixable(outcome: &Outcome) -> String {
    let is_safe = |fix: &Fix| fix.applicability == Applicability::Safe;
    match outcome.findings.iter().filter(|finding| finding.fixes.iter().any(is_safe)).count() {
        0 => String::new(),
        number => format!(", {number} fixable"),
    }
}

fn found(summary: &Summary, colour: bool) -> Vec<String> {
    if summary.errors + summary.warnings + summary.infos == 0 {
        let is_all = summary.suppressed + summary.baselined == 0;
        let words = if is_all { "no drift found" } else { "no new drift found" };
        return vec![paint::painted(words, &paint::good(), colour)];
    }
    let severities = [
        (Severity::Error, summary.errors, "error", "errors"),
        (Severity::Warning, summary.warnings, "warning", "warnings"),
        (Severity::Info, summary.infos, "info", "infos"),
    ];
    let part = |(severity, number, one, many)| paint::painted(&count(number, one, many), &paint::severity(severity), colour && number > 0);
    severities.map(part).to_vec()
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
