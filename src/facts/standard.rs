//! Values in the notation of standards, for programs: ISO 8601 for times, days, durations and dates, E.164 for telephone numbers,
//! ISO 4217 for currencies, CLDR's names for units. People are shown values by their [`Display`](std::fmt::Display).

use serde::Serialize;

use super::model::{Clock, Currency, Date, DaySet, Duration, Number, Phone, Unit, Value, Zone};

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standard {
    /// What it is: `duration`.
    pub kind: &'static str,
    /// `P1D`.
    pub value: String,
    /// Whether a duration counts working time only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub business: bool,
    /// The code of a currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// A sign that several currencies share, where the text says no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<String>,
    /// What is measured or counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Standard {
    /// A value without anything beside it.
    pub fn new(kind: &'static str, value: &str) -> Standard {
        Standard { kind, value: value.to_owned(), business: false, currency: None, sign: None, unit: None }
    }
}

/// A value in standard notation. `line` is what a telephone number is in the form of E.164, where that is known; else a number
/// without `+` is one as it is dialled in its country.
pub fn of(value: &Value, line: Option<&str>) -> Standard {
    match value {
        Value::Phone(number) => Standard::new("phone", &phone(number, line)),
        Value::Time(time) => Standard::new("time", &clock(*time)),
        Value::Period(from, to) => Standard::new("period", &format!("{}/{}", clock(*from), clock(*to))),
        Value::AroundTheClock => Standard::new("around-the-clock", "00:00/24:00"),
        Value::Days(set) => Standard::new("days", &days(*set)),
        Value::Zone(of) => Standard::new("zone", &zone(of)),
        Value::Duration(length) => {
            let business = matches!(length.unit, Unit::BusinessDay | Unit::BusinessHour);
            Standard { business, ..Standard::new("duration", &duration(*length)) }
        }
        Value::Date(day) => Standard::new("date", &date(*day)),
        Value::Quarter(quarter) => Standard::new("quarter", &quarter.to_string()),
        Value::Rate(unit) => Standard::new("rate", &duration(Duration { amount: 1000, unit: *unit })),
        Value::Number(number) => Standard::new("number", &decimal(number)),
        Value::Percentage(number) => Standard::new("percentage", &decimal(number)),
        Value::Currency(number, of) => money(number, of),
        Value::Measurement(number, unit) => Standard { unit: Some(unit.clone()), ..Standard::new("measurement", &decimal(number)) },
    }
}

/// The same text for values that are the same, whatever their unit or form.
pub fn key(value: &Value, line: Option<&str>) -> String {
    if let Value::Duration(length) = value {
        let (unit, amount) = length.normalized();
        return format!("duration {amount} {}", unit.name());
    }
    let Standard { kind, value, currency, sign, unit, .. } = of(value, line);
    [Some(kind.to_owned()), Some(value), currency.or(sign).or(unit)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn phone(number: &Phone, line: Option<&str>) -> String {
    line.map_or_else(|| format!("{}{}", if number.international { "+" } else { "" }, number.digits), str::to_owned)
}

fn clock(Clock(minutes): Clock) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Numbers of weekdays, 1 for Monday.
fn days(set: DaySet) -> String {
    let days = (0..7).filter(|day| set.0 & (1 << day) != 0).map(|day| (day + 1).to_string());
    days.collect::<Vec<_>>().join(",")
}

fn zone(zone: &Zone) -> String {
    match zone {
        Zone::Offset(minutes) => {
            let (sign, size) = (if *minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
            format!("{sign}{:02}:{:02}", size / 60, size % 60)
        }
        Zone::Named(id) => id.clone(),
        Zone::Local => "local".to_owned(),
    }
}

fn duration(length: Duration) -> String {
    let (whole, rest) = (length.amount / 1000, (length.amount % 1000).abs());
    let fraction = if rest == 0 { String::new() } else { format!(".{}", format!("{rest:03}").trim_end_matches('0')) };
    let (before, unit) = match length.unit {
        Unit::Second => ("PT", 'S'),
        Unit::Minute => ("PT", 'M'),
        Unit::Hour | Unit::BusinessHour => ("PT", 'H'),
        Unit::Day | Unit::BusinessDay => ("P", 'D'),
        Unit::Week => ("P", 'W'),
        Unit::Month => ("P", 'M'),
        Unit::Year => ("P", 'Y'),
    };
    format!("{before}{whole}{fraction}{unit}")
}

/// With `--` for a year that is not stated, as in the older edition of the standard.
fn date(date: Date) -> String {
    let year = date.year.map_or_else(|| "--".to_owned(), |year| format!("{year:04}-"));
    let day = date.day.map_or_else(String::new, |day| format!("-{day:02}"));
    format!("{year}{:02}{day}", date.month)
}

fn decimal(number: &Number) -> String {
    number.value.to_string()
}

fn money(number: &Number, Currency(name): &Currency) -> Standard {
    let is_code = name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let (currency, sign) = if is_code { (Some(name.clone()), None) } else { (None, Some(name.clone())) };
    Standard { currency, sign, ..Standard::new("currency", &decimal(number)) }
}
