//! `percentage`: a percentage that the translation states differently, or not at all.

use super::drift::Drift;
use super::verdicts::Verdict;
use super::{Comparison, statement};
use crate::facts::Kind;

pub(super) fn drift(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Drift> {
    let stated = verdict.expected.first().or(verdict.found.first())?;
    (stated.fact.value.kind() == Kind::Percentage).then(|| statement::drift(comparison, verdict, "percentage", "percentage"))
}
