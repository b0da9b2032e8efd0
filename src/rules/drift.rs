//! What a rule hands on: one drift, by spans of the two documents. Wording is here, positions and policy are not.

use crate::source::Span;

/// How much of the evidence was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint.
    Possible,
    /// One side has it, the other has not.
    Likely,
    /// Both sides were read, and differ.
    Certain,
}

/// How much a drift matters by default and in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A hint.
    Info,
    /// Structure that differs.
    Warning,
    /// The translation states something else.
    Error,
}

/// One drift found by a rule in one translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The rule's id.
    pub rule: &'static str,
    /// How sure.
    pub confidence: Confidence,
    /// One sentence, lower-case start, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The section: an index into the reference's sections when it has one, else into the translation's.
    pub section: DriftSection,
    /// How the section was aligned (`anchor`, `slug` …); empty where nothing was.
    pub aligned_by: &'static str,
    /// What the reference states, in the value's own terms.
    pub expected: Vec<String>,
    /// What the translation states.
    pub found: Vec<String>,
    /// The span in the translation; for something missing, the place where it was expected; none only where the whole page is missing.
    pub translation: Option<Span>,
    /// The span in the reference; none only where the reference has nothing to point at.
    pub reference: Option<Span>,
    /// A few words beside the span in the translation, e.g. `1 hour`.
    pub translation_label: String,
    /// A few words beside the span in the reference.
    pub reference_label: String,
}

/// Which section a drift is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftSection {
    /// A section of the reference.
    Reference(usize),
    /// A section that only the translation has.
    Translation(usize),
    /// None: the finding is about the page.
    Page,
}
