//! `business-hours`: days, times, time zone and around-the-clock service, together.

use super::drift::Drift;
use super::verdicts::{Stated, Verdict};
use super::{Comparison, RuleId, statement};
use crate::facts::Value;

/// The drift of a difference of which `stated` is the first value.
pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>, stated: &Stated<'_>) -> Drift {
    let subject = subject(&stated.fact.value);
    let subject = match &stated.label {
        Some(label) => statement::of_severity(verdict, label, subject),
        None => subject.to_owned(),
    };
    statement::drift(comparison, verdict, RuleId::BusinessHours, &subject)
}

fn subject(value: &Value) -> &'static str {
    match value {
        Value::Period(..) => "opening time",
        Value::AroundTheClock => "service",
        Value::Days(days) if days.0.is_power_of_two() => "day",
        Value::Days(_) => "range of days",
        Value::Zone(_) => "time zone",
        _ => "time",
    }
}
