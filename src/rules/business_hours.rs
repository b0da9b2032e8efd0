//! `business-hours`: days, times, time zone and around-the-clock service, together.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, statement};
use crate::facts::{Kind, Value};

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Drift> {
    let stated = verdict.expected.first().or(verdict.found.first())?;
    let subject = match stated.fact.value.kind() {
        Kind::Period => "opening time",
        Kind::Time => "time",
        Kind::AroundTheClock => "service",
        Kind::Days if is_one_day(&stated.fact.value) => "day",
        Kind::Days => "range of days",
        Kind::Zone => "time zone",
        _ => return None,
    };
    let subject = match &stated.label {
        Some(label) => format!("severity {label}: {subject}"),
        None => subject.to_owned(),
    };
    Some(statement::drift(comparison, verdict, "business-hours", &subject))
}

fn is_one_day(value: &Value) -> bool {
    matches!(value, Value::Days(days) if days.0.is_power_of_two())
}
