//! Findings as the protocol shows them. It judges nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range};
use serde_json::json;

use super::documents::{Documents, Text};
use super::workspace::by_shown;
use crate::config::ConfigProblem;
use crate::findings::{Finding, Outcome, Place};
use crate::pages::Page;
use crate::rules::RuleId;
use crate::rules::drift::Severity;
use crate::source::{SourceFile, Span};

/// The name under which an editor shows them.
const SOURCE: &str = "driftlint";

/// Diagnostics by file.
pub(super) type ByFile = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// The files of a page, each read once, for turning bytes into places.
pub(super) struct Files<'a> {
    documents: &'a Documents,
    paths: BTreeMap<&'a str, &'a Path>,
    texts: BTreeMap<&'a str, Option<Text<'a>>>,
}

impl<'a> Files<'a> {
    pub(super) fn of(page: &'a Page, documents: &'a Documents) -> Files<'a> {
        Files { documents, paths: by_shown(page), texts: BTreeMap::new() }
    }

    /// The path of a file as findings show it.
    pub(super) fn path(&self, shown: &str) -> Option<&'a Path> {
        self.paths.get(shown).copied()
    }

    /// The range of a span of a file.
    pub(super) fn range(&mut self, shown: &str, span: Span) -> Option<Range> {
        let (&shown, &path) = self.paths.get_key_value(shown)?;
        let documents = self.documents;
        let text = self.texts.entry(shown).or_insert_with(|| documents.text(path));
        Some(text.as_ref()?.counted().range(span))
    }

    /// A span of a file as the protocol names it.
    pub(super) fn location(&mut self, shown: &str, span: Span) -> Option<Location> {
        let range = self.range(shown, span)?;
        Some(Location { uri: self.documents.uri(self.path(shown)?), range })
    }
}

fn span(place: &Place) -> Span {
    Span::new(place.start.offset, place.end.offset)
}

/// The diagnostics of a page, with an empty list for a file that has none. `related` says whether they may point elsewhere.
pub(super) fn of_page(page: &Page, outcome: &Outcome, documents: &Documents, related: bool) -> ByFile {
    let mut files = Files::of(page, documents);
    let mut all: ByFile = files.paths.values().map(|path| (path.to_path_buf(), Vec::new())).collect();
    for finding in &outcome.findings {
        if let Some((path, diagnostic)) = of_finding(finding, &mut files, related) {
            all.entry(path).or_default().push(diagnostic);
        }
    }
    for hint in hints(&outcome.findings, &mut files, related) {
        if let Some(file) = &page.reference {
            all.entry(file.path.clone()).or_default().push(hint);
        }
    }
    for failure in &outcome.failures {
        let Some(path) = files.path(&failure.path) else { continue };
        let told = plain(Range::default(), DiagnosticSeverity::Error, format!("cannot be checked: {}", failure.reason));
        all.entry(path.to_path_buf()).or_default().push(told);
    }
    all
}

/// The diagnostic of a finding, and the file that it is in.
pub(super) fn of_finding(finding: &Finding, files: &mut Files<'_>, related: bool) -> Option<(PathBuf, Diagnostic)> {
    let place = finding.place()?;
    let path = files.path(&place.path)?.to_path_buf();
    let range = files.range(&place.path, span(place))?;
    let lines = [finding.message.clone()].into_iter().chain(finding.notes.iter().map(|note| format!("note: {note}")));
    let lines: Vec<String> = lines.chain(finding.help.iter().map(|help| format!("help: {help}"))).collect();
    let mut diagnostic = plain(range, severity(finding.severity), lines.join("\n"));
    diagnostic.code = Some(finding.rule.to_string().into());
    diagnostic.data = serde_json::from_value(json!({ "fingerprint": finding.fingerprint })).ok();
    let other = finding.other_place().filter(|_| related);
    diagnostic.related_information = other.and_then(|place| pointed(place, &place.label, files)).map(|other| vec![other]);
    Some((path, diagnostic))
}

fn pointed(place: &Place, label: &str, files: &mut Files<'_>) -> Option<DiagnosticRelatedInformation> {
    let location = files.location(&place.path, span(place))?;
    let message = if label.is_empty() { place.text.clone() } else { label.to_owned() };
    Some(DiagnosticRelatedInformation { location, message })
}

/// One hint for each place of the reference that translations differ from.
fn hints(findings: &[Finding], files: &mut Files<'_>, related: bool) -> Vec<Diagnostic> {
    let mut by_place: BTreeMap<(&str, usize, usize, RuleId), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if let (Some(reference), Some(_)) = (&finding.reference, &finding.translation) {
            let key = (reference.path.as_str(), reference.start.offset, reference.end.offset, finding.rule);
            by_place.entry(key).or_default().push(finding);
        }
    }
    by_place.into_values().filter_map(|findings| hint(&findings, files, related)).collect()
}

fn hint(findings: &[&Finding], files: &mut Files<'_>, related: bool) -> Option<Diagnostic> {
    let first = findings.first()?;
    let place = first.reference.as_ref()?;
    let mut locales: Vec<&str> = findings.iter().map(|finding| finding.locale.as_str()).collect();
    locales.sort_unstable();
    locales.dedup();
    let verb = if locales.len() == 1 { "differs" } else { "differ" };
    let range = files.range(&place.path, span(place))?;
    let mut diagnostic = plain(range, DiagnosticSeverity::Hint, format!("{} {verb} here", locales.join(", ")));
    diagnostic.code = Some(first.rule.to_string().into());
    let mut told = |finding: &&Finding| {
        let place = finding.translation.as_ref()?;
        pointed(place, &format!("{}: {}", finding.locale, finding.message), files)
    };
    diagnostic.related_information = related.then(|| findings.iter().filter_map(&mut told).collect());
    Some(diagnostic)
}

/// The mistakes of a configuration.
pub(super) fn of_config(source: &SourceFile, problems: &[ConfigProblem], documents: &Documents) -> Vec<Diagnostic> {
    let text = super::position::Counted { source, encoding: documents.encoding, is_from_disk: true };
    let told = |problem: &ConfigProblem| {
        let help = problem.help.iter().map(|help| format!("\nhelp: {help}"));
        plain(text.range(problem.span), DiagnosticSeverity::Error, [problem.message.clone()].into_iter().chain(help).collect())
    };
    problems.iter().map(told).collect()
}

fn plain(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic { range, severity: Some(severity), source: Some(SOURCE.to_owned()), message: message.into(), ..Diagnostic::default() }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}
