//! `phone-number`: a telephone number that the translation gives differently, or not at all.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, RuleId, statement};

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Drift {
    statement::drift(comparison, verdict, RuleId::PhoneNumber, "phone number")
}
