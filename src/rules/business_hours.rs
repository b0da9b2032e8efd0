//! `business-hours`: days, times, time zone and around-the-clock service, together.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, statement};
use crate::facts::Kind;

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Drift> {
    let stated = verdict.expected.first().or(verdict.found.first())?;
    let subject = match stated.fact.value.kind() {
        Kind::Period => "opening time",
        Kind::Time => "time",
        Kind::AroundTheClock => "service",
        Kind::Days => "day",
        Kind::Zone => "time zone",
        Kind::Phone | Kind::Duration => return None,
    };
    let subject = match &stated.label {
        Some(label) => format!("severity {label}: {subject}"),
        None => subject.to_owned(),
    };
    Some(statement::drift(comparison, verdict, "business-hours", &subject))
}
