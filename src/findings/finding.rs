//! One finding as reports show it. Its JSON object is written by `json`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::consistency::Sayings;
use super::habits::{Habit, Habits};
use super::part::Part;
use super::survey::Survey;
use crate::rules::RuleId;
use crate::rules::change::Change;
use crate::rules::drift::{Applicability, Confidence, Severity};
use crate::rules::place::PlaceLabel;
use crate::rules::stated::{self, Stated};
use crate::source::Position;

/// One drift found, placed and judged.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Finding {
    /// The rule, or the fact of the project's own.
    pub rule: RuleId,
    /// By policy.
    pub severity: Severity,
    /// By evidence.
    pub confidence: Confidence,
    /// One sentence, lower-case start, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What else a reader should know, one sentence each, without a full stop.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The page's name: its path without locale and ending.
    pub page: String,
    /// BCP 47 tag of the translation.
    pub locale: String,
    /// The section's anchor, or "" before the first heading.
    pub section: String,
    /// How the section was aligned.
    pub aligned_by: String,
    /// What the reference states. JSON shows values and does not hold them; a part of a run carries them beside it.
    #[serde(skip)]
    pub expected: Vec<Stated>,
    /// What the translation states.
    #[serde(skip)]
    pub found: Vec<Stated>,
    /// The label of its place in a table or list (`place` in JSON).
    #[serde(rename = "place")]
    pub label: Option<PlaceLabel>,
    /// What is written otherwise, where other places of the site may have the same. A part of a run carries it beside JSON.
    #[serde(skip)]
    pub change: Option<Change>,
    /// Where the finding stands for many places.
    #[serde(default)]
    pub habit: Option<Habit>,
    /// In the translation, or in the configuration for a finding about it; null only where the whole page is missing or a finding is about
    /// a comment of the reference.
    pub translation: Option<Place>,
    /// In the reference; null only where it has nothing to point at.
    pub reference: Option<Place>,
    /// Other translations that state the same, where most of them agree; the finding is about the reference then, said once.
    #[serde(default)]
    pub also: Vec<Elsewhere>,
    /// Edits that would mend it.
    pub fixes: Vec<Fix>,
    /// A table for the configuration that allows it, complete but for the reason.
    pub allow: Option<String>,
    /// The same as long as the finding is the same, also when lines above it move.
    pub fingerprint: String,
}

impl Finding {
    /// What the reference and what the translation states, as people are shown it: two values that look alike can be told apart.
    pub fn shown(&self) -> (Vec<String>, Vec<String>) {
        stated::shown_beside(&self.expected, &self.found)
    }

    /// The place that the finding is about: in the translation, unless most translations agree against the reference.
    pub fn place(&self) -> Option<&Place> {
        let (first, second) =
            if self.also.is_empty() { (&self.translation, &self.reference) } else { (&self.reference, &self.translation) };
        first.as_ref().or(second.as_ref())
    }

    /// What the finding is compared with.
    pub fn other_place(&self) -> Option<&Place> {
        let (first, second) =
            if self.also.is_empty() { (&self.translation, &self.reference) } else { (&self.reference, &self.translation) };
        first.as_ref().and(second.as_ref())
    }
}

/// Where another translation states the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// BCP 47 tag of the translation.
    pub locale: String,
    /// Where.
    pub translation: Place,
}

/// A span of a file with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The path as messages show it.
    pub path: String,
    /// The text of the span.
    pub text: String,
    /// First character.
    pub start: Position,
    /// The character after the last.
    pub end: Position,
    /// A few words for the label under the span.
    #[serde(skip)]
    pub label: String,
    /// The line of `start`, without its ending, for showing it; of a very long one what is around the span.
    #[serde(skip)]
    pub line: String,
    /// How many characters of the line stand before `line`.
    #[serde(skip)]
    pub left_out: usize,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// What it does.
    pub title: String,
    /// Its edits, in order, not overlapping.
    pub edits: Vec<Edit>,
}

/// Replaces bytes `start..end` of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// The path as messages show it.
    pub path: String,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The new text.
    pub text: String,
}

/// Counts of a run (`summary` in JSON).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Reference pages.
    pub pages: usize,
    /// Translations compared.
    pub translations: usize,
    /// Sections aligned.
    pub sections: usize,
    /// Facts of the references compared.
    pub facts: usize,
    /// Facts that one side could not be read for.
    pub undetermined: usize,
    /// Findings shown, by severity.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// Left out by an allowance or a comment.
    pub suppressed: usize,
    /// Left out by the baseline.
    pub baselined: usize,
}

/// What a run hands to the reports.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Counts.
    pub summary: Summary,
    /// Ordered by path, then offset, then rule.
    pub findings: Vec<Finding>,
    /// Files that could not be read: path and sentence.
    pub failures: Vec<Failure>,
    /// Locales that were checked, sorted.
    pub locales: Vec<String>,
    /// What the pages state otherwise than the reference, until all of them are known.
    pub sayings: Sayings,
    /// Which changes of writing the pages have in common, until all of them are known.
    pub habits: Habits,
    /// Fingerprints of the baseline that occurred, shown or not.
    pub of_baseline: BTreeSet<String>,
    /// Allowances of the configuration, by number, that a finding fitted; those that have expired included.
    pub fitting_allowances: BTreeSet<usize>,
    /// What was seen of every page, when a report asks for it; else nothing.
    pub survey: Survey,
    /// What the run could not tell, and what to do about it: one sentence each, without a full stop.
    pub notes: Vec<String>,
    /// Where this is a part of a run: what the whole needs to know. What needs the whole site is not settled then.
    pub part: Option<Box<Part>>,
}

/// A file that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failure {
    /// The path as messages show it.
    pub path: String,
    /// Why, and what to do, in one clause.
    pub reason: String,
}
