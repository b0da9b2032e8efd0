//! What to write in the place of a fact that the translation states otherwise: the reference's value in the translation's notation.

use super::super::Comparison;
use super::super::drift::{Applicability, Mending};
use super::super::verdicts::Verdict;
use super::written::Written;
use super::{clock, date, duration, number, phone};
use crate::facts::{Value, Zone};

/// The mending of one value that was changed; none where it cannot be told how this language writes the other one.
pub(in crate::rules) fn mending(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Mending> {
    let ([expected], [found]) = (verdict.expected.as_slice(), verdict.found.as_slice()) else { return None };
    let written = Written::of(comparison.translation, verdict.translation_block, found.fact)?;
    let pack = comparison.pack;
    let (applicability, changes) = match (&expected.fact.value, &found.fact.value) {
        (Value::Phone(wanted), Value::Phone(stated)) => {
            let reference = Written::of(comparison.reference, verdict.reference_block, expected.fact)?;
            return phone::mending(&written, &reference, (wanted, stated), &comparison.regions);
        }
        (Value::Time(wanted), Value::Time(stated)) => (Applicability::Safe, clock::changes(&written, pack, &[(*stated, *wanted)])?),
        (Value::Period(from, to), Value::Period(stated_from, stated_to)) => {
            (Applicability::Safe, clock::changes(&written, pack, &[(*stated_from, *from), (*stated_to, *to)])?)
        }
        (Value::Zone(Zone::Offset(wanted)), Value::Zone(Zone::Offset(stated))) => {
            (Applicability::Safe, clock::offset(&written, *wanted, *stated)?)
        }
        (Value::Duration(wanted), Value::Duration(stated)) => duration::changes(comparison, &written, *wanted, *stated)?,
        (Value::Date(wanted), Value::Date(stated)) => (Applicability::Safe, date::changes(&written, pack, *wanted, *stated)?),
        (Value::Number(wanted), Value::Number(stated)) if !written.figures.last().is_some_and(|last| written.is_ordinal(last)) => {
            let counts = found.fact.name.is_none() && written.rest().trim_start().starts_with(char::is_alphabetic);
            number::changes(pack, &written, (wanted.value, stated.value), counts)?
        }
        (Value::Percentage(wanted), Value::Percentage(stated)) => {
            number::changes(pack, &written, (wanted.value, stated.value), number::has_word(written.text()))?
        }
        (Value::Currency(wanted, of), Value::Currency(stated, other)) if of.may_equal(other) => {
            number::changes(pack, &written, (wanted.value, stated.value), number::has_word(written.text()))?
        }
        (Value::Measurement(wanted, of), Value::Measurement(stated, other)) if of == other => {
            number::changes(pack, &written, (wanted.value, stated.value), number::has_word(written.text()))?
        }
        _ => return None,
    };
    written.mending(applicability, changes)
}
