//! Facts as values: what a text states, independent of the language that states it.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::leftover::Leftover;
pub use crate::locale::calendar::{DaySet, Unit};
use crate::locale::pack::Bound;
use crate::source::Span;

/// One value that a text states, and where.
///
/// Some words can be read in more than one way: `9-17` is a period or two numbers, `de 9 à 17 heures` a period or two lengths of time.
/// Then this is the reading that takes all of the words, and [`Fact::readings`] has the others. Only one of them is meant; who compares
/// chooses the one that the other side has.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The locale-independent value.
    pub value: Value,
    /// Its bytes in the file.
    pub span: Span,
    /// What it covers of the block's visible text.
    pub range: Range<usize>,
    /// How sure the reading is.
    pub strength: Strength,
    /// Whether it is a number that is written in words only.
    pub in_words: bool,
    /// The capitalised word before a number that may be the name of which the number is a part (`Windows 10`).
    pub name: Option<String>,
    /// The severity label that the value belongs to (`Sev B: 1 business day`), when there is one.
    pub label: Option<Severity>,
    /// What else the words may say, the likeliest first. Each reading is one fact, or several that share the words between them; they lie
    /// inside this fact's span and have no readings of their own.
    pub readings: Vec<Vec<Fact>>,
    /// Whether it may be half read: words of numbers, units or money beside it belong to no other fact and may go on from it.
    pub doubtful: bool,
}

impl Fact {
    /// The same words, which may also say something else: one fact, or several in order of their place.
    #[must_use]
    pub fn with_reading(mut self, parts: Vec<Fact>) -> Self {
        if !parts.is_empty() {
            self.readings.push(parts);
        }
        self
    }

    /// What the words say if nothing beside them tells: the first reading that is strong, else this one.
    pub fn likeliest(&self) -> &[Fact] {
        let is_strong = |parts: &&Vec<Fact>| parts.iter().any(|part| part.strength == Strength::Strong);
        match self.readings.iter().find(is_strong) {
            Some(parts) if self.strength == Strength::Weak => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// The facts of all readings with the number of their reading: this one is 0.
    pub fn all_readings(&self) -> impl Iterator<Item = (usize, &Fact)> {
        let others = self.readings.iter().enumerate();
        std::iter::once((0, self)).chain(others.flat_map(|(at, parts)| parts.iter().map(move |part| (at + 1, part))))
    }
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Reads so only if the other side states something of that kind (`9-5` without a day or `PM`, `one` as a word).
    Weak,
    /// Reads so by itself.
    Strong,
}

/// The kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A telephone number.
    Phone,
    /// A clock time that stands alone.
    Time,
    /// From one clock time to another.
    Period,
    /// Day and night.
    AroundTheClock,
    /// Days of the week.
    Days,
    /// A time zone.
    Zone,
    /// A length of time.
    Duration,
    /// A day, a month of a year, or a day of a month.
    Date,
    /// A quarter of a year.
    Quarter,
    /// How long something is that is counted anew each time: `per second`.
    Rate,
    /// A number that counts or measures something that no other kind is for.
    Number,
    /// A number of hundredths.
    Percentage,
    /// An amount of money.
    Currency,
    /// A size, length, weight, temperature or frequency.
    Measurement,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Phone => "phone number",
            Kind::Time => "time",
            Kind::Period => "period",
            Kind::AroundTheClock => "around the clock",
            Kind::Days => "days",
            Kind::Zone => "time zone",
            Kind::Duration => "duration",
            Kind::Date => "date",
            Kind::Quarter => "quarter",
            Kind::Rate => "rate",
            Kind::Number => "number",
            Kind::Percentage => "percentage",
            Kind::Currency => "money",
            Kind::Measurement => "measure",
        }
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A telephone number.
    Phone(Phone),
    /// A clock time that stands alone.
    Time(Clock),
    /// From one clock time to another; the end may lie on the next day.
    Period(Clock, Clock),
    /// Day and night, on whatever days are stated beside it.
    AroundTheClock,
    /// Days of the week.
    Days(DaySet),
    /// A time zone.
    Zone(Zone),
    /// A length of time.
    Duration(Duration),
    /// A day, a month of a year, or a day of a month.
    Date(Date),
    /// A quarter of a year, 1 to 4; its year is a number beside it.
    Quarter(u8),
    /// The unit of `per second`.
    Rate(Unit),
    /// A number that counts or measures something that no other kind is for.
    Number(Number),
    /// A number of hundredths.
    Percentage(Number),
    /// An amount of money.
    Currency(Number, Currency),
    /// A size, length, weight, temperature or frequency: the number, and the unit by its CLDR name.
    Measurement(Number, String),
}

impl Value {
    /// The kind of the value.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Phone(_) => Kind::Phone,
            Value::Time(_) => Kind::Time,
            Value::Period(..) => Kind::Period,
            Value::AroundTheClock => Kind::AroundTheClock,
            Value::Days(_) => Kind::Days,
            Value::Zone(_) => Kind::Zone,
            Value::Duration(_) => Kind::Duration,
            Value::Date(_) => Kind::Date,
            Value::Quarter(_) => Kind::Quarter,
            Value::Rate(_) => Kind::Rate,
            Value::Number(_) => Kind::Number,
            Value::Percentage(_) => Kind::Percentage,
            Value::Currency(..) => Kind::Currency,
            Value::Measurement(..) => Kind::Measurement,
        }
    }
}

impl Value {
    /// The number of a value that is one, whatever it counts.
    pub fn number(&self) -> Option<Number> {
        match self {
            Value::Number(number) | Value::Percentage(number) | Value::Currency(number, _) | Value::Measurement(number, _) => Some(*number),
            _ => None,
        }
    }
}

/// English, in the value's own terms: what findings say both sides state.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Phone(phone) => write!(f, "{phone}"),
            Value::Time(time) => write!(f, "{time}"),
            Value::Period(from, to) => write!(f, "{from}–{to}"),
            Value::AroundTheClock => f.write_str("around the clock"),
            Value::Days(days) => write!(f, "{days}"),
            Value::Zone(zone) => write!(f, "{zone}"),
            Value::Duration(duration) => write!(f, "{duration}"),
            Value::Date(date) => write!(f, "{date}"),
            Value::Quarter(quarter) => write!(f, "quarter {quarter}"),
            Value::Rate(unit) => write!(f, "per {}", unit.name()),
            Value::Number(number) => write!(f, "{number}"),
            Value::Percentage(number) => write!(f, "{number}%"),
            Value::Currency(number, currency) => write!(f, "{number} {currency}"),
            Value::Measurement(number, unit) => write!(f, "{number} {}", unit.replace('-', " ")),
        }
    }
}

/// A telephone number as dialled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// ASCII digits in order, without `+` and separators.
    pub digits: String,
    /// Whether it starts with `+`, or with its country code in parentheses.
    pub international: bool,
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.international { "+" } else { "" }, self.digits)
    }
}

/// A time of day in minutes from midnight, 0 to 1440 (24:00 closes a day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock(pub u16);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Zone {
    /// Minutes east of UTC.
    Offset(i16),
    /// An IANA identifier (`Asia/Shanghai`), also for names (`Pacific Time` is `America/Los_Angeles`).
    Named(String),
    /// The reader's own, or that of the place.
    Local,
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Offset(0) => f.write_str("UTC"),
            Zone::Offset(minutes) => {
                let (sign, size) = (if *minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
                write!(f, "UTC{sign}{}", size / 60)?;
                if size % 60 == 0 { Ok(()) } else { write!(f, ":{:02}", size % 60) }
            }
            Zone::Named(id) => write!(f, "{} time", id.rsplit('/').next().unwrap_or(id).replace('_', " ")),
            Zone::Local => f.write_str("local time"),
        }
    }
}

/// A length of time as stated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// Thousandths of the unit.
    pub amount: i64,
    /// The unit.
    pub unit: Unit,
}

impl Duration {
    /// The dimension and the size in its smallest unit: `60 minutes` and `1 hour` are the same, `1 day` and `1 business day` are not.
    pub fn normalized(self) -> (Unit, i128) {
        let amount = i128::from(self.amount);
        match self.unit {
            Unit::Second => (Unit::Second, amount),
            Unit::Minute => (Unit::Second, amount * 60),
            Unit::Hour => (Unit::Second, amount * 3600),
            Unit::Day => (Unit::Second, amount * 86_400),
            Unit::Week => (Unit::Second, amount * 604_800),
            Unit::Month => (Unit::Month, amount),
            Unit::Year => (Unit::Month, amount * 12),
            Unit::BusinessDay | Unit::BusinessHour => (self.unit, amount),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.amount / 1000, (self.amount % 1000).abs());
        write!(f, "{whole}")?;
        if rest != 0 {
            write!(f, ".{}", format!("{rest:03}").trim_end_matches('0'))?;
        }
        write!(f, " {}{}", self.unit.name(), if self.amount == 1000 { "" } else { "s" })
    }
}

/// A number as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number {
    /// As the page's language writes it.
    pub value: Decimal,
    /// As it would be read where the other sign is the decimal one (`1.000`), when it may be read so.
    pub other: Option<Decimal>,
}

impl Number {
    /// A number that can be read in one way only.
    pub fn exact(value: Decimal) -> Self {
        Self { value, other: None }
    }

    /// Whether two numbers can be the same: translators leave `1,000` in the form of the other language.
    pub fn may_equal(&self, other: &Number) -> bool {
        let (mine, theirs) = ([Some(self.value), self.other], [Some(other.value), other.other]);
        mine.iter().flatten().any(|value| theirs.contains(&Some(*value)))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

/// A currency: an ISO 4217 code, or a sign that several currencies share (`$`, `¥`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Currency(pub String);

impl Currency {
    /// The ISO 4217 codes that it may be.
    fn codes(&self) -> impl Iterator<Item = &str> {
        let line = SIGNS.lines().find_map(|line| line.split_once(' ').filter(|(sign, _)| *sign == self.0));
        line.map_or(self.0.as_str(), |(_, codes)| codes).split(' ')
    }

    /// Whether two names may mean one currency.
    pub fn may_equal(&self, other: &Currency) -> bool {
        // Cents alone leave their currency to the reader.
        let cents = |currency: &Currency| currency.0 == "¢";
        self == other || cents(self) || cents(other) || self.codes().any(|code| other.codes().any(|own| own == code))
    }
}

/// Signs and the currencies that share them.
static SIGNS: &str = include_str!("../../rules/currency-signs.txt");

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A date of the Gregorian calendar, as far as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// With four figures.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: Option<u8>,
    /// Whether it is written in figures of which either may be the month (`05/01/2024`).
    pub interchangeable: bool,
}

impl Date {
    /// Whether two dates may be the same: figures that are left in the order of the other language state nothing else.
    pub fn may_equal(&self, other: &Date) -> bool {
        let parts = |date: &Date| (date.year, date.month, date.day);
        let exchanged = (other.year, other.day.unwrap_or(0), Some(other.month));
        // `Dec 19` may be December 2019.
        let short_year = |a: &Date, b: &Date| {
            a.year.is_none() && b.day.is_none() && a.month == b.month && a.day.map(|day| 2000 + u16::from(day)) == b.year
        };
        parts(self) == parts(other)
            || short_year(self, other)
            || short_year(other, self)
            || (self.interchangeable && other.interchangeable && parts(self) == exchanged)
    }
}

impl Date {
    /// Whether two dates agree in what both state.
    pub fn agrees(&self, other: &Date) -> bool {
        let agree = |a: Option<u16>, b: Option<u16>| a.is_none() || b.is_none() || a == b;
        self.month == other.month && agree(self.year, other.year) && agree(self.day.map(u16::from), other.day.map(u16::from))
    }
}

/// The months in English, January first.
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// ISO 8601 where the year is stated, else in English words, because `--01-05` says little to people.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).copied().unwrap_or("month");
        match (self.year, self.day) {
            (Some(year), Some(day)) => write!(f, "{year:04}-{:02}-{day:02}", self.month),
            (Some(year), None) => write!(f, "{year:04}-{:02}", self.month),
            (None, Some(day)) => write!(f, "{month} {day}"),
            (None, None) => f.write_str(month),
        }
    }
}

/// A severity, priority or urgency: its letter or number, the same in every script (`А`, `أ` and `A` are `A`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Severity(pub String);

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number that no fact took up: it may be one that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseNumber {
    /// ASCII digits as written, separators removed.
    pub digits: String,
    /// Its bytes in the file.
    pub span: Span,
}

/// What one block states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockFacts {
    /// The facts in order of their place.
    pub facts: Vec<Fact>,
    /// Numbers that are part of no fact, in figures and in words, in order of their place.
    pub numbers: Vec<Fact>,
    /// Their figures, one by one.
    pub loose: Vec<LooseNumber>,
    /// The number of the list item that the block starts: what stands before a line may be its number, or one that the text states.
    pub marker: Option<u32>,
    /// Whether the word for one stands there, which is an article in many languages.
    pub one_in_words: bool,
    /// Severity labels that the block names, in order.
    pub severities: Vec<Severity>,
    /// Countries that the block names (ISO 3166), in order.
    pub countries: Vec<String>,
    /// Whether a word for time stands there that belongs to no zone that was read: one may be named that no pack knows.
    pub unread_zone: bool,
    /// Whether it was left unread because it has no figure and no word that states something.
    pub unread: bool,
    /// How words that stand there bound numbers.
    pub bounds: Vec<Bound>,
    /// Units of time without a number.
    pub bare_units: Vec<Unit>,
    /// Words of numbers, units and money that belong to no fact.
    pub leftovers: Vec<Leftover>,
}

impl BlockFacts {
    /// All facts, numbers last, each in its likeliest reading.
    pub fn stated(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().chain(&self.numbers).flat_map(Fact::likeliest)
    }

    /// The facts of all readings.
    pub fn readable(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().chain(&self.numbers).flat_map(|fact| fact.all_readings().map(|(_, fact)| fact))
    }

    /// Adds what the next part of the block states.
    pub fn append(&mut self, mut next: BlockFacts) {
        self.facts.append(&mut next.facts);
        self.numbers.append(&mut next.numbers);
        self.loose.append(&mut next.loose);
        self.bounds.append(&mut next.bounds);
        self.one_in_words |= next.one_in_words;
        self.marker = self.marker.or(next.marker);
        self.severities.append(&mut next.severities);
        self.severities.dedup();
        self.countries.extend(next.countries.into_iter().filter(|country| !self.countries.contains(country)).collect::<Vec<_>>());
        self.unread_zone |= next.unread_zone;
        self.unread |= next.unread;
        self.bare_units.append(&mut next.bare_units);
        self.leftovers.append(&mut next.leftovers);
    }
}
