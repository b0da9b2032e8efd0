//! Words beside the facts of a block that no reader took up, and what they may say.
//!
//! It knows values, not how words are read.

use super::decimal::Decimal;
use super::model::{Currency, Number, Unit, Value};

/// A word that says something of a number and belongs to no fact that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Leftover {
    /// A part of a whole (`half`, `fifths`).
    Fraction,
    /// A number above one that was read as nothing (`二` inside a longer word).
    Number(Decimal),
    /// Per cent.
    Percent,
    /// What names or moves an hour.
    Clock,
    /// A month, January = 1, without a day or a year.
    Month(u8),
    /// All day long.
    AllDay,
    /// A power that multiplies nothing.
    Power(u128),
    /// A unit of size, by its CLDR name.
    Measure(String),
    /// A currency.
    Currency(Currency),
}

impl Leftover {
    /// Whether a value may be what the word says.
    pub fn may_be(&self, value: &Value) -> bool {
        match (self, value) {
            (Leftover::Fraction, Value::Number(number) | Value::Measurement(number, _)) => number.value.whole().is_none(),
            (Leftover::Number(own), value) => value.number().is_some_and(|number| number.value == *own),
            (Leftover::Month(own), Value::Date(date)) => *own == date.month,
            (Leftover::AllDay, Value::Duration(length)) => length.normalized() == (Unit::Second, 86_400_000),
            (Leftover::AllDay, Value::AroundTheClock) => true,
            (Leftover::Fraction, Value::Duration(_)) | (Leftover::Clock, Value::Time(_) | Value::Period(..)) => true,
            (Leftover::Fraction | Leftover::Percent, Value::Percentage(_)) => true,
            (Leftover::Power(power), value) if value.number().is_some_and(|number| is_multiple(number, *power)) => true,
            (Leftover::Measure(own), Value::Measurement(_, unit)) => own == unit,
            (Leftover::Currency(own), Value::Currency(_, currency)) => own.may_equal(currency),
            _ => false,
        }
    }
}

fn is_multiple(number: Number, power: u128) -> bool {
    let whole = number.value.whole().map(u128::from);
    whole.is_some_and(|value| value >= power && power > 1 && value % power == 0)
}
