//! What cannot be told apart in a language without a pack: only figures are read there, and no word beside them.

use crate::facts::{Clock, Kind, Value};

use super::groups::Stated;
use super::reconcile::drop_numbers;

/// Takes out what words that nobody read may make equal.
pub(super) fn reconcile(expected: &mut Vec<Stated<'_>>, found: &mut Vec<Stated<'_>>) {
    drop_dates(expected, found);
    drop_dates(found, expected);
    expected.retain(|stated| stated.fact.value != Value::AroundTheClock);
    expected.retain(|stated| take(found, |other| may_equal(&stated.fact.value, &other.fact.value)).is_none());
}

fn take<'a>(stated: &mut Vec<Stated<'a>>, fits: impl Fn(&Stated<'a>) -> bool) -> Option<Stated<'a>> {
    let at = stated.iter().position(fits)?;
    Some(stated.remove(at))
}

/// Dates whose month may be a word, with the figures that they leave on the other side.
fn drop_dates(dates: &mut Vec<Stated<'_>>, other: &mut Vec<Stated<'_>>) {
    dates.retain(|stated| {
        let Value::Date(date) = &stated.fact.value else { return true };
        let parts = [date.year.map(|year| year.to_string()), Some(date.month.to_string()), date.day.map(|day| day.to_string())];
        drop_numbers(other, &parts.into_iter().flatten().collect::<Vec<_>>());
        other.retain(|other| other.fact.value.kind() != Kind::Date);
        false
    });
}

/// `7:30` beside a word for the evening is 19:30, and `1,5` beside a word for a million is 1,500,000.
fn may_equal(a: &Value, b: &Value) -> bool {
    let half_day = |a: Clock, b: Clock| a.0 % 720 == b.0 % 720;
    match (a, b) {
        (Value::Time(a), Value::Time(b)) => half_day(*a, *b),
        (Value::Period(from, to), Value::Period(other_from, other_to)) => half_day(*from, *other_from) && half_day(*to, *other_to),
        _ => a.number().zip(b.number()).is_some_and(|(a, b)| a.value.same_figures(b.value)),
    }
}
