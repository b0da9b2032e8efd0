//! Numbers as values: exact, whatever their size and however they are written.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number without sign: `digits` times ten to the power `exponent`, with no zero at the end of `digits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Decimal {
    digits: u128,
    exponent: i16,
}

/// Figures that fit a [`Decimal`]; longer ones are identifiers.
const MOST_FIGURES: usize = 30;

impl Decimal {
    /// Of figures before the decimal sign and behind it, ASCII. None if there are too many.
    pub fn from_figures(whole: &str, fraction: &str) -> Option<Self> {
        let figures = format!("{whole}{fraction}");
        if figures.len() > MOST_FIGURES {
            return None;
        }
        Some(Self { digits: figures.parse().ok()?, exponent: -(fraction.len() as i16) }.normal())
    }

    /// Of thousandths, as packs give the values of number words.
    pub fn from_thousandths(amount: i64) -> Self {
        Self { digits: u128::from(amount.unsigned_abs()), exponent: -3 }.normal()
    }

    /// Times a whole number. None if the product is too large.
    pub fn times(self, factor: u64) -> Option<Self> {
        let digits = self.digits.checked_mul(u128::from(factor))?;
        Some(Self { digits, ..self }.normal())
    }

    /// Plus another number. None if the sum is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = self.at(exponent)?.checked_add(other.at(exponent)?)?;
        Some(Self { digits, exponent }.normal())
    }

    /// How far two numbers are apart, for ordering only.
    pub fn distance(self, other: Self) -> i64 {
        let exponent = self.exponent.min(other.exponent);
        let (Some(a), Some(b)) = (self.at(exponent), other.at(exponent)) else { return i64::MAX };
        i64::try_from(a.abs_diff(b)).unwrap_or(i64::MAX)
    }

    /// Whether two numbers have the same figures, wherever the decimal sign stands and however many zeros follow.
    pub fn same_figures(self, other: Self) -> bool {
        self.digits == other.digits
    }

    /// Its value when it is a whole number of that type.
    pub fn whole(self) -> Option<u64> {
        (self.exponent >= 0).then(|| self.at(0)).flatten().and_then(|digits| u64::try_from(digits).ok())
    }

    fn at(self, exponent: i16) -> Option<u128> {
        let power = u32::try_from(self.exponent - exponent).ok()?;
        self.digits.checked_mul(10_u128.checked_pow(power)?)
    }

    fn normal(mut self) -> Self {
        while self.digits != 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        if self.digits == 0 { Self { digits: 0, exponent: 0 } } else { self }
    }
}

/// Figures with a decimal point and without group signs.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = self.digits.to_string();
        if self.exponent >= 0 {
            return write!(f, "{figures}{}", "0".repeat(self.exponent as usize));
        }
        let places = usize::from(self.exponent.unsigned_abs());
        let padded = format!("{figures:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{whole}.{fraction}")
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for Decimal {
    type Error = String;

    fn try_from(text: String) -> Result<Decimal, String> {
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        Decimal::from_figures(whole, fraction).ok_or_else(|| format!("`{text}` is no number"))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(whole: &str, fraction: &str) -> Decimal {
        Decimal::from_figures(whole, fraction).unwrap_or_else(|| panic!("{whole}.{fraction}"))
    }

    #[test]
    fn equal_numbers_are_equal_however_they_are_written() {
        assert_eq!(decimal("1", "50"), decimal("01", "5"));
        assert_eq!(decimal("10000", ""), decimal("1", "").times(10_000).expect("a product"));
        assert_eq!(decimal("0", "00"), decimal("0", ""));
        assert_eq!(decimal("12", "5"), Decimal::from_thousandths(12_500));
        assert_eq!(decimal("1", "").times(10_000).and_then(|a| a.plus(decimal("5000", ""))), Some(decimal("15000", "")));
    }

    #[test]
    fn figures_are_the_same_whatever_multiplies_them() {
        assert!(decimal("1", "5").same_figures(decimal("1500000", "")));
        assert!(!decimal("1", "5").same_figures(decimal("1", "6")));
    }

    #[test]
    fn figures_are_shown_in_full() {
        assert_eq!(decimal("1000000", "").to_string(), "1000000");
        assert_eq!(decimal("0", "05").to_string(), "0.05");
        assert_eq!(decimal("1234", "5").to_string(), "1234.5");
        assert!(Decimal::from_figures(&"9".repeat(31), "").is_none());
    }
}
