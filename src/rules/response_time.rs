//! `response-time`: a duration that belongs to a severity.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, RuleId, statement};
use crate::facts::Severity;

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>, label: &Severity) -> Drift {
    statement::drift(comparison, verdict, RuleId::ResponseTime, &statement::of_severity(verdict, label, "response time"))
}
