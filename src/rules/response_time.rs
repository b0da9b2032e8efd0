//! `response-time`: a duration that belongs to a severity.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, statement};
use crate::facts::Kind;

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Drift> {
    let stated = verdict.expected.first().or(verdict.found.first())?;
    let label = stated.label.as_ref().filter(|_| stated.fact.value.kind() == Kind::Duration)?;
    Some(statement::drift(comparison, verdict, "response-time", &format!("severity {label}: response time")))
}
