//! A comment for a pull request, or the summary of a step: findings by locale and page, both values in a table.
//!
//! GitHub takes no comment of more than 65,536 characters. Whole findings are left out at the end, and their number is said.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::findings::finding::{Failure, Finding, Outcome, Place};
use crate::rules::drift::Severity;

use super::visible;

/// Characters of the whole text.
const MOST: usize = 65_536;

/// Characters kept free for saying what was left out.
const ROOM: usize = 200;

/// Characters of one value; more is no value that a table can show.
const LONGEST_VALUE: usize = 120;

/// By which a later run finds the comment that it has to replace.
const MARK: &str = "<!-- driftlint -->\n";

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text(outcome).as_bytes())
}

fn text(outcome: &Outcome) -> String {
    let mut text = format!("{MARK}## driftlint: {}\n\n{}\n", result(outcome), checked(outcome));
    if !outcome.failures.is_empty() {
        text.push_str("\nNot checked:\n\n");
    }
    for (at, failure) in outcome.failures.iter().enumerate() {
        let left = outcome.failures.len() - at;
        if !push(&mut text, &unreadable(failure)) {
            let _ = writeln!(text, "\n… and {left} more.");
            return text;
        }
    }
    findings(&mut text, &in_order(&outcome.findings));
    text
}

/// By locale, then page, then as the report has them. What is about the reference stands first.
fn in_order(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| (group(finding), &finding.page));
    sorted
}

/// The locale, or nothing for what most locales agree on.
fn group(finding: &Finding) -> &str {
    if finding.also.is_empty() { &finding.locale } else { "" }
}

fn findings(text: &mut String, findings: &[&Finding]) {
    let mut last: Option<(&str, &str)> = None;
    for (at, finding) in findings.iter().enumerate() {
        let here = (group(finding), finding.page.as_str());
        let mut piece = String::new();
        if last.is_none_or(|(locale, _)| locale != here.0) {
            let title = if here.0.is_empty() { "Reference" } else { here.0 };
            let _ = write!(piece, "\n### {}\n", escaped(title));
        }
        if last != Some(here) {
            let _ = write!(piece, "\n**{}**\n\n| | where | rule | reference | translation |\n|---|---|---|---|---|\n", escaped(here.1));
        }
        piece.push_str(&row(finding));
        if !push(text, &piece) {
            let left = findings.len() - at;
            let _ = writeln!(text, "\n… and {left} more; the whole list is in the output of the run.");
            return;
        }
        last = Some(here);
    }
}

/// Appends a piece if it fits.
fn push(text: &mut String, piece: &str) -> bool {
    let fits = text.chars().count() + piece.chars().count() + ROOM <= MOST;
    if fits {
        text.push_str(piece);
    }
    fits
}

fn row(finding: &Finding) -> String {
    let (expected, found) = finding.shown();
    let (expected, found) = (values(&expected), values(&found));
    let notes =
        finding.also.iter().map(|other| format!("also {}", at(&other.translation))).chain(finding.notes.iter().map(|note| escaped(note)));
    let notes: String = notes.flat_map(|note| ["<br>".to_owned(), note]).collect();
    let said = if finding.expected.is_empty() && finding.found.is_empty() { escaped(&finding.message) } else { found };
    let place = finding.place().map_or_else(|| escaped(&finding.page), at);
    format!("| {} | {place} | `{}` | {expected} | {said}{notes} |\n", sign(finding.severity), finding.rule)
}

fn at(place: &Place) -> String {
    code(&format!("{}:{}", place.path, place.start.line))
}

fn values(values: &[String]) -> String {
    if values.is_empty() { "—".to_owned() } else { values.iter().map(|value| code(value)).collect::<Vec<_>>().join("<br>") }
}

/// Told by shape and word, not by colour alone.
fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "❌ error",
        Severity::Warning => "⚠️ warning",
        Severity::Info => "ℹ️ info",
    }
}

pub(super) fn unreadable(failure: &Failure) -> String {
    format!("- {}: {}\n", code(&failure.path), escaped(&failure.reason))
}

pub(super) fn result(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    let counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    let counts: Vec<String> = counts.iter().filter(|(number, _)| *number > 0).map(|&(number, what)| count(number, what)).collect();
    if counts.is_empty() { "no drift found".to_owned() } else { counts.join(", ") }
}

pub(super) fn checked(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    let mut parts = vec![count(summary.pages, "page"), count(summary.translations, "translation"), count(summary.facts, "fact")];
    parts.extend((summary.undetermined > 0).then(|| format!("{} undetermined", summary.undetermined)));
    parts.extend((summary.suppressed > 0).then(|| format!("{} suppressed", summary.suppressed)));
    parts.extend((summary.baselined > 0).then(|| format!("{} in the baseline", summary.baselined)));
    format!("Compared {}.", parts.join(", "))
}

pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Text as code in a cell: nothing in it is Markdown, and it ends where it should.
pub(super) fn code(text: &str) -> String {
    let text = visible::text(text);
    let short: String = text.chars().take(LONGEST_VALUE).collect();
    let cut = if short.len() < text.len() { "…" } else { "" };
    let longest = short.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if short.starts_with('`') || short.ends_with('`') || short.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{}{cut}{pad}{fence}", short.replace('|', "\\|"))
}

/// Text in a cell, a list or a heading, without markup of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in visible::text(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '@' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}
