//! Numbers as values: exact, whatever their size and however they are written.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number: `digits` times ten to the power `exponent`, with no zero at the end of `digits`, and its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Decimal {
    digits: u128,
    exponent: i16,
    /// Never of zero.
    negative: bool,
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
        Some(Self { digits: figures.parse().ok()?, exponent: -(fraction.len() as i16), negative: false }.normal())
    }

    /// Of thousandths, as packs give the values of number words.
    pub fn from_thousandths(amount: i64) -> Self {
        Self { digits: u128::from(amount.unsigned_abs()), exponent: -3, negative: false }.normal()
    }

    /// In thousandths, without its sign; none where it is too large, or has more places.
    pub fn thousandths(self) -> Option<i64> {
        i64::try_from(self.at(-3)?).ok()
    }

    /// Of a fraction, to six places behind the point, but for the zeros at the end of its denominator.
    pub fn of_fraction(numerator: u64, denominator: u64) -> Option<Self> {
        let mut denominator = u128::from(denominator);
        // A power of ten is exact.
        let mut tens = 0;
        while denominator >= 10 && denominator.is_multiple_of(10) {
            denominator /= 10;
            tens += 1;
        }
        let digits = u128::from(numerator).checked_mul(1_000_000)?;
        let rounded = digits.checked_add(denominator / 2)?.checked_div(denominator)?;
        Self { digits: rounded, exponent: -6, negative: false }.normal().times_ten_to(-tens)
    }

    /// Without its sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self { negative: false, ..self }
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { negative: !self.negative, ..self }.normal()
    }

    /// Times a power of ten. None if nobody writes such a number.
    pub fn times_ten_to(self, power: i16) -> Option<Self> {
        let exponent = self.exponent.checked_add(power).filter(|exponent| exponent.unsigned_abs() <= MOST_FIGURES as u16)?;
        Some(Self { exponent, ..self }.normal())
    }

    /// Times a whole number. None if the product is too large.
    pub fn times(self, factor: u128) -> Option<Self> {
        let digits = self.digits.checked_mul(factor)?;
        Some(Self { digits, ..self }.normal())
    }

    /// Times another number that is not negative. None if the product is too large.
    pub fn times_decimal(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(Self { digits, exponent: self.exponent.checked_add(other.exponent)?, ..self }.normal())
    }

    /// Plus another number of the same sign. None if the sum is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = self.at(exponent)?.checked_add(other.at(exponent)?)?;
        Some(Self { digits, exponent, ..self }.normal())
    }

    /// Less a smaller number of the same sign. None if it is none.
    pub fn less(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = self.at(exponent)?.checked_sub(other.at(exponent)?)?;
        Some(Self { digits, exponent, ..self }.normal())
    }

    /// Whether its size is below that of another.
    pub fn is_below(self, other: Self) -> bool {
        let exponent = self.exponent.min(other.exponent);
        matches!((self.at(exponent), other.at(exponent)), (Some(a), Some(b)) if a < b)
    }

    /// The place of its last figure that is no zero: 100 of 1,500, at least 1.
    #[must_use]
    pub fn last_place(self) -> Self {
        Self { digits: 1, exponent: self.exponent.max(0), negative: false }
    }

    /// How far two numbers are apart, for ordering only.
    pub fn distance(self, other: Self) -> i64 {
        let exponent = self.exponent.min(other.exponent);
        let (Some(a), Some(b)) = (self.at(exponent), other.at(exponent)) else { return i64::MAX };
        let apart = if self.negative == other.negative { a.abs_diff(b) } else { a.saturating_add(b) };
        i64::try_from(apart).unwrap_or(i64::MAX)
    }

    /// Whether two numbers have the same figures, wherever the decimal sign stands and however many zeros follow.
    pub fn same_figures(self, other: Self) -> bool {
        self.digits == other.digits
    }

    /// Its value when it is a whole number of that type.
    pub fn whole(self) -> Option<u64> {
        (self.exponent >= 0 && !self.negative).then(|| self.at(0)).flatten().and_then(|digits| u64::try_from(digits).ok())
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
        if self.digits == 0 { Self { digits: 0, exponent: 0, negative: false } } else { self }
    }
}

/// Figures with a decimal point and without group signs.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
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
        let size = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
        let number = Decimal::from_figures(whole, fraction).ok_or_else(|| format!("`{text}` is no number"))?;
        Ok(if size.len() < text.len() { number.negated() } else { number })
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
    fn a_sign_makes_another_number() {
        let five = decimal("5", "");
        assert_ne!(five, five.negated());
        assert_eq!(five, five.negated().negated());
        assert_eq!(decimal("0", "").negated(), decimal("0", ""));
        assert_eq!(five.negated().to_string(), "-5");
        assert_eq!(five.distance(five.negated()), 10);
    }

    #[test]
    fn fractions_and_powers_of_ten_are_exact() {
        assert_eq!(Decimal::of_fraction(3, 4), Some(decimal("0", "75")));
        assert_eq!(Decimal::of_fraction(1, 0), None);
        assert_eq!(decimal("1", "5").times_ten_to(6), Some(decimal("1500000", "")));
        assert_eq!(decimal("1", "5").times_ten_to(300), None);
        assert!(decimal("56", "").is_below(decimal("200", "").last_place()));
        assert!(!decimal("20", "").is_below(decimal("120", "").last_place()));
    }

    #[test]
    fn figures_are_shown_in_full() {
        assert_eq!(decimal("1000000", "").to_string(), "1000000");
        assert_eq!(decimal("0", "05").to_string(), "0.05");
        assert_eq!(decimal("1234", "5").to_string(), "1234.5");
        assert!(Decimal::from_figures(&"9".repeat(31), "").is_none());
    }
}
