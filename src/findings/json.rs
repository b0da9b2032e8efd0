//! The JSON object of a finding: a published interface, so its keys and their order stay as they are.

use serde::{Serialize, Serializer};

use super::finding::{Elsewhere, Finding, Fix, Place};
use super::habits::Habit;
use crate::facts::standard::Standard;
use crate::rules::RuleId;
use crate::rules::drift::{Confidence, Severity};
use crate::rules::place::PlaceLabel;
use crate::rules::stated::Stated;

#[derive(Serialize)]
struct Object<'f> {
    rule: RuleId,
    severity: Severity,
    confidence: Confidence,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'f str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'f [String],
    page: &'f str,
    locale: &'f str,
    section: &'f str,
    aligned_by: &'f str,
    /// As people are shown it.
    expected: Vec<String>,
    found: Vec<String>,
    #[serde(skip_serializing_if = "Values::is_empty")]
    values: Values,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'f PlaceLabel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    habit: Option<&'f Habit>,
    translation: Option<&'f Place>,
    reference: Option<&'f Place>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    also: &'f [Elsewhere],
    fixes: &'f [Fix],
    #[serde(skip_serializing_if = "Option::is_none")]
    allow: Option<&'f str>,
    fingerprint: &'f str,
}

/// What both sides state, in the notation of standards.
#[derive(Serialize)]
struct Values {
    expected: Vec<Standard>,
    found: Vec<Standard>,
}

impl Values {
    fn is_empty(&self) -> bool {
        self.expected.is_empty() && self.found.is_empty()
    }
}

fn standard(stated: &[Stated]) -> Vec<Standard> {
    stated.iter().map(Stated::standard).collect()
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (expected, found) = self.shown();
        let object = Object {
            rule: self.rule,
            severity: self.severity,
            confidence: self.confidence,
            message: &self.message,
            help: self.help.as_deref(),
            notes: &self.notes,
            page: &self.page,
            locale: &self.locale,
            section: &self.section,
            aligned_by: &self.aligned_by,
            expected,
            found,
            values: Values { expected: standard(&self.expected), found: standard(&self.found) },
            place: self.label.as_ref(),
            habit: self.habit.as_ref(),
            translation: self.translation.as_ref(),
            reference: self.reference.as_ref(),
            also: &self.also,
            fixes: &self.fixes,
            allow: self.allow.as_deref(),
            fingerprint: &self.fingerprint,
        };
        object.serialize(serializer)
    }
}
