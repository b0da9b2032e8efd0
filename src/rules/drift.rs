//! What a rule hands on: one drift, by spans of the two documents. Wording is here, positions and policy are not.

use super::change::Change;
use super::place::PlaceLabel;
use super::registry::RuleId;
use super::stated::Stated;
use crate::source::Span;

/// How much of the evidence was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint.
    Possible,
    /// One side has it, the other has not.
    Likely,
    /// Both sides were read, and differ.
    Certain,
}

impl Confidence {
    /// Whether it is more than a hint.
    pub fn is_likely(self) -> bool {
        self >= Confidence::Likely
    }
}

/// How much a drift matters by default and in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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
    /// The rule, or the fact of the project's own.
    pub rule: RuleId,
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
    /// The label of its place in a table or list; none elsewhere, and until it is looked for.
    pub place: Option<PlaceLabel>,
    /// What is written otherwise, where other places of the site may have the same.
    pub change: Option<Change>,
    /// What the reference states.
    pub expected: Vec<Stated>,
    /// What the translation states.
    pub found: Vec<Stated>,
    /// The span in the translation; for something missing, the place where it was expected; none only where the whole page is missing.
    pub translation: Option<Span>,
    /// The span in the reference; none only where the reference has nothing to point at.
    pub reference: Option<Span>,
    /// A few words beside the span in the translation, e.g. `1 hour`.
    pub translation_label: String,
    /// A few words beside the span in the reference.
    pub reference_label: String,
    /// What else a reader should know, one sentence each, without a full stop.
    pub notes: Vec<String>,
    /// Edits of the translation that would mend it, the best first.
    pub fixes: Vec<Mending>,
}

impl Drift {
    /// A drift of a rule that says nothing yet, for the rule to fill in.
    pub(super) fn of(rule: RuleId) -> Self {
        Drift {
            rule,
            confidence: Confidence::Likely,
            message: String::new(),
            help: None,
            section: DriftSection::Page,
            aligned_by: "",
            place: None,
            change: None,
            expected: Vec::new(),
            found: Vec::new(),
            translation: None,
            reference: None,
            translation_label: String::new(),
            reference_label: String::new(),
            notes: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Whether both sides were read and differ.
    pub(super) fn is_certain(&self) -> bool {
        self.confidence == Confidence::Certain
    }

    /// Whether it is sure enough to count against what other rules find: at least likely.
    pub fn is_likely(&self) -> bool {
        self.confidence.is_likely()
    }
}

/// A way to mend a drift, in the translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mending {
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// What it does, as an order: `set the heading's level to 2`.
    pub title: String,
    /// What to put in the place of which bytes of the translation; in order, not overlapping.
    pub edits: Vec<(Span, String)>,
}

/// Whether a fix may be applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// It keeps every other statement as it is.
    Safe,
    /// A person should read it.
    Unsafe,
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
