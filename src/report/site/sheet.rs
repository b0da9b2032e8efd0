//! The table of findings that spreadsheets hold: its columns, and one row a finding. It knows no file format.

use crate::findings::finding::{Finding, Place};
use crate::rules::mqm;

use super::About;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(usize),
    /// An address on the web.
    Link(String),
    Empty,
}

/// A column: its title, and about how many characters wide people like it.
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) width: u8,
}

const fn column(title: &'static str, width: u8) -> Column {
    Column { title, width }
}

/// In the order of [`row`].
pub(super) const COLUMNS: [Column; 25] = [
    column("severity", 9),
    column("rule", 17),
    column("MQM error type", 24),
    column("page", 28),
    column("locale", 9),
    column("section", 24),
    column("message", 60),
    column("expected", 24),
    column("found", 24),
    column("reference text", 36),
    column("translation text", 36),
    column("translation file", 36),
    column("translation line", 8),
    column("translation link", 20),
    column("reference file", 36),
    column("reference line", 8),
    column("reference link", 20),
    column("help", 40),
    column("notes", 40),
    column("also in", 16),
    column("confidence", 10),
    column("change", 8),
    column("assignee", 16),
    column("status", 12),
    column("fingerprint", 20),
];

/// The cells of a finding. Assignee and status are for people to fill in.
pub(super) fn row(finding: &Finding, about: &About<'_>) -> [Cell; COLUMNS.len()] {
    let also: Vec<&str> = finding.also.iter().map(|other| other.locale.as_str()).collect();
    let [translation, reference] = [finding.translation.as_ref(), finding.reference.as_ref()];
    let link = |place: Option<&Place>, locale: &str| place.and_then(|place| about.link(place, locale)).map_or(Cell::Empty, Cell::Link);
    let (expected, found) = finding.shown();
    let change = about.change.map(|change| if change.is_new(finding) { "new" } else { "open" });
    [
        text(severity(finding)),
        text(finding.rule.as_str()),
        text(&mqm::error_type(finding.rule).map_or_else(String::new, |found| found.to_string())),
        text(&finding.page),
        text(&finding.locale),
        text(&finding.section),
        text(&finding.message),
        text(&expected.join("; ")),
        text(&found.join("; ")),
        text(reference.map_or("", |place| &place.text)),
        text(translation.map_or("", |place| &place.text)),
        text(translation.map_or("", |place| &place.path)),
        translation.map_or(Cell::Empty, |place| Cell::Number(place.start.line)),
        link(translation, &finding.locale),
        text(reference.map_or("", |place| &place.path)),
        reference.map_or(Cell::Empty, |place| Cell::Number(place.start.line)),
        link(reference, &finding.locale),
        text(finding.help.as_deref().unwrap_or_default()),
        text(&finding.notes.join("; ")),
        text(&also.join(", ")),
        text(confidence(finding)),
        text(change.unwrap_or_default()),
        Cell::Empty,
        Cell::Empty,
        text(&finding.fingerprint),
    ]
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn severity(finding: &Finding) -> &'static str {
    use crate::rules::drift::Severity;
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn confidence(finding: &Finding) -> &'static str {
    use crate::rules::drift::Confidence;
    match finding.confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}
