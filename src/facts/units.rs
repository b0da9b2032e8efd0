//! Which units measure the same, and when two amounts in different ones are the same: pages state `5 miles` where others state `8 km`.

use super::decimal::Decimal;

/// What a unit measures, and how many of the dimension's base unit one of it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    dimension: Dimension,
    factor: f64,
    /// What zero of the unit is in the base unit.
    zero: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dimension {
    Length,
    Mass,
    Temperature,
    Area,
    Volume,
    Speed,
    Data,
    Rate,
    Energy,
    Power,
    Frequency,
    Pressure,
    Time,
}

/// Factors are those of CLDR (`unitConversion`), by its names of units.
const SCALES: [(&str, Dimension, f64); 75] = [
    ("nanometer", Dimension::Length, 1e-9),
    ("micrometer", Dimension::Length, 1e-6),
    ("millimeter", Dimension::Length, 1e-3),
    ("centimeter", Dimension::Length, 1e-2),
    ("decimeter", Dimension::Length, 1e-1),
    ("meter", Dimension::Length, 1.0),
    ("kilometer", Dimension::Length, 1e3),
    ("inch", Dimension::Length, 0.0254),
    ("foot", Dimension::Length, 0.3048),
    ("yard", Dimension::Length, 0.9144),
    ("mile", Dimension::Length, 1609.344),
    ("mile-scandinavian", Dimension::Length, 1e4),
    ("nautical-mile", Dimension::Length, 1852.0),
    ("microgram", Dimension::Mass, 1e-9),
    ("milligram", Dimension::Mass, 1e-6),
    ("gram", Dimension::Mass, 1e-3),
    ("kilogram", Dimension::Mass, 1.0),
    ("tonne", Dimension::Mass, 1e3),
    ("ounce", Dimension::Mass, 0.028_349_523_125),
    ("pound", Dimension::Mass, 0.453_592_37),
    ("stone", Dimension::Mass, 6.350_293_18),
    ("celsius", Dimension::Temperature, 1.0),
    ("fahrenheit", Dimension::Temperature, 5.0 / 9.0),
    ("kelvin", Dimension::Temperature, 1.0),
    ("square-centimeter", Dimension::Area, 1e-4),
    ("square-meter", Dimension::Area, 1.0),
    ("square-kilometer", Dimension::Area, 1e6),
    ("square-inch", Dimension::Area, 6.4516e-4),
    ("square-foot", Dimension::Area, 0.092_903_04),
    ("square-mile", Dimension::Area, 2_589_988.110_336),
    ("acre", Dimension::Area, 4_046.856_422_4),
    ("hectare", Dimension::Area, 1e4),
    ("milliliter", Dimension::Volume, 1e-3),
    ("centiliter", Dimension::Volume, 1e-2),
    ("deciliter", Dimension::Volume, 1e-1),
    ("liter", Dimension::Volume, 1.0),
    ("cubic-centimeter", Dimension::Volume, 1e-3),
    ("cubic-meter", Dimension::Volume, 1e3),
    ("gallon", Dimension::Volume, 3.785_411_784),
    ("pint", Dimension::Volume, 0.473_176_473),
    ("quart", Dimension::Volume, 0.946_352_946),
    ("fluid-ounce", Dimension::Volume, 0.029_573_529_562_5),
    ("barrel", Dimension::Volume, 158.987_294_928),
    ("meter-per-second", Dimension::Speed, 1.0),
    ("kilometer-per-hour", Dimension::Speed, 1.0 / 3.6),
    ("mile-per-hour", Dimension::Speed, 0.447_04),
    ("knot", Dimension::Speed, 1852.0 / 3600.0),
    ("byte", Dimension::Data, 1.0),
    ("kilobyte", Dimension::Data, 1e3),
    ("megabyte", Dimension::Data, 1e6),
    ("gigabyte", Dimension::Data, 1e9),
    ("terabyte", Dimension::Data, 1e12),
    ("petabyte", Dimension::Data, 1e15),
    ("bit-per-second", Dimension::Rate, 1.0),
    ("byte-per-second", Dimension::Rate, 8.0),
    ("kilobyte-per-second", Dimension::Rate, 8e3),
    ("megabyte-per-second", Dimension::Rate, 8e6),
    ("gigabyte-per-second", Dimension::Rate, 8e9),
    ("kilobit-per-second", Dimension::Rate, 1e3),
    ("megabit-per-second", Dimension::Rate, 1e6),
    ("gigabit-per-second", Dimension::Rate, 1e9),
    ("joule", Dimension::Energy, 1.0),
    ("kilojoule", Dimension::Energy, 1e3),
    ("calorie", Dimension::Energy, 4.184),
    ("kilocalorie", Dimension::Energy, 4184.0),
    ("watt", Dimension::Power, 1.0),
    ("kilowatt", Dimension::Power, 1e3),
    ("megawatt", Dimension::Power, 1e6),
    ("horsepower", Dimension::Power, 745.699_871_582),
    ("hertz", Dimension::Frequency, 1.0),
    ("kilohertz", Dimension::Frequency, 1e3),
    ("megahertz", Dimension::Frequency, 1e6),
    ("gigahertz", Dimension::Frequency, 1e9),
    ("bar", Dimension::Pressure, 1e5),
    ("millisecond", Dimension::Time, 1e-3),
];

/// How far rounded amounts may be apart, as a part of the greater.
const ROUNDING: f64 = 0.03;

/// Degrees that rounded temperatures may be apart.
const DEGREES: f64 = 0.6;

/// Whether two amounts of different units are the same, as far as people round them. Sizes of data count in thousands or in 1024s.
pub fn may_equal(a: Decimal, unit: &str, b: Decimal, other: &str) -> bool {
    // `70°` leaves it to the reader of which scale.
    if a == b && (unit == "degree" && is_temperature(other) || other == "degree" && is_temperature(unit)) {
        return true;
    }
    let (Some(left), Some(right)) = (scale(unit), scale(other)) else { return false };
    let (Some(a), Some(b)) = (number(a), number(b)) else { return false };
    if left.dimension != right.dimension {
        return false;
    }
    let (x, y) = (a * left.factor + left.zero, b * right.factor + right.zero);
    match left.dimension {
        Dimension::Temperature => (x - y).abs() <= DEGREES,
        Dimension::Data => is_binary(a, left.factor, b, right.factor) || is_near(x, y, f64::EPSILON * 16.0),
        _ => is_near(x, y, ROUNDING) && (is_rounded(x / right.factor, b) || is_rounded(y / left.factor, a)),
    }
}

/// Whether two units measure the same kind of thing, or one is not known here.
pub fn are_comparable(unit: &str, other: &str) -> bool {
    unit == other || scale(unit).zip(scale(other)).is_none_or(|(a, b)| a.dimension == b.dimension)
}

/// The unit that the case of a symbol tells: `Mb/s` and `Mbps` are bits, `MB/s` bytes, whichever a list of words has them under.
pub fn of_symbol(symbol: &str, unit: &str) -> String {
    let letters = symbol.strip_suffix("/s").or_else(|| symbol.strip_suffix("ps")).filter(|letters| letters.len() == 2);
    match letters.map(|letters| &letters[1..]) {
        Some("b") => unit.replace("byte-per-", "bit-per-"),
        Some("B") => unit.replace("bit-per-", "byte-per-"),
        _ => unit.to_owned(),
    }
}

/// Whether a unit is one of temperature.
pub fn is_temperature(unit: &str) -> bool {
    scale(unit).is_some_and(|scale| scale.dimension == Dimension::Temperature)
}

fn scale(unit: &str) -> Option<Scale> {
    let (_, dimension, factor) = *SCALES.iter().find(|(name, ..)| *name == unit)?;
    let zero = match unit {
        "kelvin" => -273.15,
        "fahrenheit" => -160.0 / 9.0,
        _ => 0.0,
    };
    Some(Scale { dimension, factor, zero })
}

fn number(value: Decimal) -> Option<f64> {
    value.to_string().parse().ok()
}

fn is_near(x: f64, y: f64, part: f64) -> bool {
    (x - y).abs() <= x.abs().max(y.abs()) * part
}

/// Whether a converted amount is the stated one with fewer places.
fn is_rounded(converted: f64, stated: f64) -> bool {
    let places = [1.0, 10.0, 100.0, 1000.0];
    let place = places.into_iter().find(|place| (stated * place).fract().abs() < 1e-9).unwrap_or(1000.0);
    let tens = if stated.abs() > 1.0 && (stated / 100.0).fract().abs() < 1e-9 { 10.0 } else { 1.0 };
    (converted - stated).abs() <= 0.5 * tens / place + 1e-9
}

/// `1 GB` and `1024 MB`.
fn is_binary(a: f64, factor: f64, b: f64, other: f64) -> bool {
    let steps = |factor: f64| (factor.log10() / 3.0).round();
    let size = |amount: f64, factor: f64| amount * 1024_f64.powf(steps(factor));
    is_near(size(a, factor), size(b, other), f64::EPSILON * 16.0)
}

#[cfg(test)]
mod tests {
    use super::{Decimal, are_comparable, may_equal, of_symbol};

    fn same(a: &str, unit: &str, b: &str, other: &str) -> bool {
        let number = |text: &str| {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            Decimal::from_figures(whole, fraction).unwrap_or_else(|| panic!("{text}"))
        };
        may_equal(number(a), unit, number(b), other)
    }

    #[test]
    fn amounts_in_other_units_are_equal_within_rounding() {
        assert!(same("5", "mile", "8", "kilometer"));
        assert!(same("68", "fahrenheit", "20", "celsius"));
        assert!(same("1", "meter", "100", "centimeter"));
        assert!(same("10", "pound", "4.5", "kilogram"));
        assert!(same("1", "gigabyte", "1024", "megabyte") && same("1", "gigabyte", "1000", "megabyte"));
        assert!(same("1", "inch", "2.54", "centimeter"));
    }

    #[test]
    fn the_case_of_a_symbol_tells_bits_from_bytes() {
        let rate = |symbol: &str| of_symbol(symbol, "megabyte-per-second");
        assert_eq!([rate("Mb/s"), rate("Mbps"), rate("MB/s"), rate("Mo/s")].map(|unit| unit.contains("bit")), [true, true, false, false]);
        assert_eq!(of_symbol("MBps", "megabit-per-second"), "megabyte-per-second");
    }

    #[test]
    fn other_amounts_differ() {
        assert!(!same("5", "mile", "5", "kilometer"));
        assert!(!same("5", "mile", "9", "kilometer"));
        assert!(!same("68", "fahrenheit", "22", "celsius"));
        assert!(!same("20", "celsius", "20", "kilometer"));
        assert!(!same("1", "gigabyte", "1100", "megabyte"));
        assert!(!are_comparable("mile", "celsius") && are_comparable("mile", "kilometer") && are_comparable("mile", "parsec"));
    }
}
