//! What the words of a pack mean, and under which tables and keys they are listed.

use super::calendar::{Calendar, DaySet, Unit};

/// What a word may mean to the grammar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A weekday, Monday = 0.
    Weekday {
        /// 0 to 6.
        day: u8,
        /// Whether it is an abbreviation.
        short: bool,
    },
    /// A month, January = 1.
    Month {
        /// 1 to 12.
        month: u8,
        /// Whether it is an abbreviation.
        short: bool,
    },
    /// A named group of weekdays.
    Days(DaySet),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// At night: 12 is midnight, the hours to 5 are in the morning, those from 6 in the evening.
    Night,
    /// The day after, beside the end of a period.
    NextDay,
    /// 12:00.
    Noon,
    /// 0:00 or 24:00.
    Midnight,
    /// Stands before a clock time.
    TimeBefore,
    /// Stands after a clock time.
    TimeAfter,
    /// Stands between hours and minutes, or after full hours.
    HourMark,
    /// Stands after the minutes.
    MinuteMark,
    /// The day's distinguishing letter after another weekday (`周一、三、五`), Monday = 0.
    WeekdayTail(u8),
    /// Stands between hours and minutes or after hours beside other signs of a time only.
    WeakHourMark,
    /// Thirty minutes, after an hour.
    HalfPast,
    /// In the evening: twelve of it is midnight.
    Evening,
    /// About noon: twelve of it is noon, one to five are in the afternoon.
    Midday,
    /// A clock time in minutes from midnight, in a form that names times (`девятого`, `الثامنة`).
    Hour(u16),
    /// Moves the hour that it stands before, or behind, by minutes (`halb`, `half past`, `y cuarto`).
    Shift {
        /// Less than nothing where the hour is still to come.
        minutes: i16,
        /// Whether it stands behind the hour.
        behind: bool,
    },
    /// Joins minutes and an hour.
    Minutes(MinuteJoint),
    /// Means one before a unit, and nothing elsewhere (`an hour`).
    Article,
    /// All day long, which is day and night where the other side says so.
    AllDay,
    /// The year zero of an era by the Gregorian calendar (`令和`: 2018); its years stand behind it, or before it.
    Era(i16),
    /// A year of the Gregorian calendar that an era calls its first (`令和元年`).
    EraYear(u16),
    /// A month of another calendar.
    MonthOf {
        /// The calendar.
        calendar: Calendar,
        /// 1 to 12.
        month: u8,
    },
    /// A quarter of a year, 1 to 4.
    Quarter(u8),
    /// Bounds the number beside it.
    Bound(Bound),
    /// Says how long something is that is counted anew each time.
    Per(Unit),
    /// Takes days out of others.
    Except,
    /// Opens a range that *and* joins.
    Between,
    /// Opens a range.
    From,
    /// Joins the ends of a range.
    To,
    /// Joins a list.
    And,
    /// Joins alternatives.
    Or,
    /// A unit of time.
    Unit(Unit),
    /// A number of a unit in one word: thousandths.
    Amount(i64, Unit),
    /// A day, per day.
    PerDay,
    /// A week, per week.
    PerWeek,
    /// A year, per year.
    PerYear,
    /// Day and night.
    AroundTheClock,
    /// Every day of the year.
    YearRound,
    /// Opening hours that are not named.
    BusinessHours,
    /// A number in thousandths.
    Number(i64),
    /// Adds a half to the number before it, across its unit.
    AndHalf,
    /// Multiplies the number before it.
    Power(u128),
    /// The decimal sign in words.
    Point,
    /// The minus sign in words, before figures.
    Minus,
    /// Stands between the denominator and the numerator of a fraction (`分之`).
    FractionOf,
    /// Stands between the numerator and the denominator of a fraction in words (`over`).
    FractionOver,
    /// Makes a fraction of the number before it, by its denominator.
    Denominator(u64),
    /// Makes a denominator of the number before it (`vinte e cinco avos`).
    Parts,
    /// Looks like a number, a unit or a day and is none.
    Nothing,
    /// Stands between a number and what it counts (`512 个字节`).
    Classifier,
    /// A hundredth of a currency, ISO 4217.
    Subunit(String),
    /// Stands between the parts of a date.
    DateJoiner,
    /// Stands after the year of a date.
    YearMark,
    /// Stands after the day of a date.
    DayMark,
    /// Makes an ordinal of the figures that it is put to.
    Ordinal,
    /// A unit of size, length, weight or temperature, or per cent, by its CLDR name.
    Measure(String),
    /// A currency, ISO 4217.
    Currency(String),
    /// Announces a severity.
    SeverityLabel,
    /// The word for time, before a place.
    ZoneBefore,
    /// The word for time, after a place.
    ZoneAfter,
    /// Local time.
    LocalTime,
    /// A place that names a zone beside a time.
    ZonePlace(String),
    /// A name that means a zone anywhere.
    ZoneName(String),
    /// A country, ISO 3166.
    Country(String),
    /// Announces a phone number.
    PhoneLabel,
}

/// How a word bounds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `more than 4`: without it.
    More,
    /// `5 or more`: with it.
    Least,
    /// `fewer than 5`: without it.
    Fewer,
    /// `4 at most`: with it.
    Most,
}

/// How a word joins minutes and an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MinuteJoint {
    /// `ten past nine`.
    Past,
    /// `ten to nine`.
    To,
    /// `las ocho y veinte`.
    Plus,
    /// `las ocho menos veinte`.
    Less,
    /// `без пяти девять`: opens minutes that are left until the hour behind them.
    Left,
    /// `sekizi yirmi geçiyor`: closes minutes that stand behind their hour.
    Gone,
    /// `sekize yirmi var`, `8時3分前`: closes minutes that are left until the hour before them.
    Missing,
}

impl Meaning {
    /// One bit for each variant, whatever it holds, or for a few that are asked for by the same readers: a quick no for most questions.
    #[inline]
    pub const fn bit(&self) -> u64 {
        let index = match self {
            Meaning::Weekday { .. } => 0,
            Meaning::Days(_) => 1,
            Meaning::Am => 2,
            Meaning::Pm => 3,
            Meaning::Night => 4,
            Meaning::NextDay => 5,
            Meaning::Noon => 6,
            Meaning::Midnight => 7,
            Meaning::TimeBefore => 8,
            Meaning::TimeAfter => 9,
            Meaning::HourMark => 10,
            Meaning::MinuteMark => 11,
            Meaning::WeekdayTail(_) => 12,
            Meaning::WeakHourMark => 13,
            Meaning::HalfPast => 14,
            Meaning::Except => 15,
            Meaning::Between => 16,
            Meaning::From => 17,
            Meaning::To => 18,
            Meaning::And => 19,
            Meaning::Or => 20,
            Meaning::Unit(_) => 21,
            Meaning::Amount(..) => 22,
            Meaning::PerDay => 23,
            Meaning::PerWeek => 24,
            Meaning::PerYear | Meaning::Bound(_) => 25,
            Meaning::AroundTheClock => 26,
            Meaning::YearRound => 27,
            Meaning::BusinessHours => 28,
            Meaning::Number(_) => 29,
            Meaning::AndHalf => 30,
            Meaning::SeverityLabel => 31,
            Meaning::ZoneBefore => 32,
            Meaning::ZoneAfter => 33,
            Meaning::LocalTime => 34,
            Meaning::ZonePlace(_) => 35,
            Meaning::ZoneName(_) => 36,
            Meaning::Country(_) => 37,
            Meaning::PhoneLabel => 38,
            Meaning::Month { .. } => 39,
            Meaning::Power(_) => 40,
            Meaning::Measure(_) => 41,
            Meaning::Currency(_) => 42,
            Meaning::DateJoiner => 43,
            Meaning::YearMark => 44,
            Meaning::DayMark => 45,
            Meaning::Ordinal => 46,
            Meaning::FractionOver => 57,
            Meaning::Point | Meaning::Minus => 58,
            Meaning::FractionOf => 59,
            Meaning::Denominator(_) => 60,
            Meaning::Nothing => 61,
            Meaning::Classifier => 62,
            Meaning::Subunit(_) => 63,
            Meaning::Evening => 47,
            Meaning::Midday => 48,
            Meaning::Hour(_) => 49,
            Meaning::Shift { .. } => 50,
            Meaning::Minutes(_) => 51,
            Meaning::Article => 52,
            Meaning::AllDay => 53,
            Meaning::Era(_) | Meaning::EraYear(_) => 54,
            Meaning::MonthOf { .. } | Meaning::Quarter(_) | Meaning::Per(_) => 56,
            Meaning::Parts => 55,
        };
        1 << index
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const UNITS: [(&str, Unit); 9] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("business-day", Unit::BusinessDay),
    ("business-hour", Unit::BusinessHour),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("year", Unit::Year),
];

/// The meaning of the words under a key of a table; none for a key that the format does not have.
pub(super) fn meaning(table: &str, key: &str) -> Option<Meaning> {
    match table {
        "weekdays" | "weekdays-short" => weekday(key, table == "weekdays-short"),
        "day-groups" => day_group(key),
        "time" => time_word(key),
        "hours" => clock_time(key).map(Meaning::Hour),
        "before-hour" => key.parse().ok().map(|minutes| Meaning::Shift { minutes, behind: false }),
        "behind-hour" => key.parse().ok().map(|minutes| Meaning::Shift { minutes, behind: true }),
        "units" => unit(key).map(Meaning::Unit),
        "weekdays-tail" => WEEKDAYS.iter().position(|&name| name == key).map(|day| Meaning::WeekdayTail(day as u8)),
        "duals" => unit(key).map(|unit| Meaning::Amount(2000, unit)),
        "amounts" => amount(key),
        "numbers" if key == "and-half" => Some(Meaning::AndHalf),
        "numbers" if key == "point" => Some(Meaning::Point),
        "numbers" if key == "minus" => Some(Meaning::Minus),
        "numbers" if key == "none" => Some(Meaning::Nothing),
        "numbers" if key == "classifiers" => Some(Meaning::Classifier),
        "fractions" if key == "over" => Some(Meaning::FractionOver),
        "fractions" if key == "parts" => Some(Meaning::Parts),
        "fractions" if key == "of" => Some(Meaning::FractionOf),
        "fractions" => key.parse().ok().filter(|&parts| parts > 1).map(Meaning::Denominator),
        "subunits" => Some(Meaning::Subunit(key.to_owned())),
        "numbers" if key == "article" => Some(Meaning::Article),
        "eras" => match key.strip_prefix('=') {
            Some(year) => year.parse().ok().map(Meaning::EraYear),
            None => key.parse().ok().map(Meaning::Era),
        },
        "months-persian" => month_of(key, Calendar::Persian),
        "months-islamic" => month_of(key, Calendar::Islamic),
        "quarters" => key.parse().ok().filter(|quarter| (1..=4).contains(quarter)).map(Meaning::Quarter),
        "bounds" => bound(key).map(Meaning::Bound),
        "rates" => unit(key).map(Meaning::Per),
        "numbers" => thousandths(key).map(Meaning::Number),
        "months" | "months-short" => month(key, table == "months-short"),
        "powers" => key.parse().ok().map(Meaning::Power),
        "measures" => Some(Meaning::Measure(key.to_owned())),
        "currencies" => Some(Meaning::Currency(key.to_owned())),
        "countries" => Some(Meaning::Country(key.to_owned())),
        _ => joining_word(table, key),
    }
}

fn weekday(key: &str, short: bool) -> Option<Meaning> {
    let day = WEEKDAYS.iter().position(|&name| name == key)? as u8;
    Some(Meaning::Weekday { day, short })
}

fn month(key: &str, short: bool) -> Option<Meaning> {
    let month = MONTHS.iter().position(|&name| name == key)? as u8 + 1;
    Some(Meaning::Month { month, short })
}

fn bound(key: &str) -> Option<Bound> {
    let bounds = [("more", Bound::More), ("least", Bound::Least), ("fewer", Bound::Fewer), ("most", Bound::Most)];
    bounds.into_iter().find_map(|(name, bound)| (name == key).then_some(bound))
}

fn month_of(key: &str, calendar: Calendar) -> Option<Meaning> {
    let month = key.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(Meaning::MonthOf { calendar, month })
}

fn day_group(key: &str) -> Option<Meaning> {
    let days = match key {
        "weekdays" => DaySet::WEEKDAYS,
        "weekend" => DaySet::WEEKEND,
        "every-day" => DaySet::ALL,
        _ => return None,
    };
    Some(Meaning::Days(days))
}

fn unit(key: &str) -> Option<Unit> {
    UNITS.iter().find(|(name, _)| *name == key).map(|&(_, unit)| unit)
}

/// `3 days`, `0.5 year`.
fn amount(key: &str) -> Option<Meaning> {
    let (number, name) = key.split_once(' ')?;
    let unit = unit(name).or_else(|| unit(name.strip_suffix('s')?))?;
    Some(Meaning::Amount(thousandths(number)?, unit))
}

/// `9` or `8:30`, in minutes from midnight.
fn clock_time(key: &str) -> Option<u16> {
    let (hour, minute) = key.split_once(':').unwrap_or((key, "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// `12` or `0.5`.
fn thousandths(key: &str) -> Option<i64> {
    let (whole, fraction) = key.split_once('.').unwrap_or((key, ""));
    let fraction: i64 = if fraction.is_empty() { 0 } else { format!("{fraction:0<3}").get(..3)?.parse().ok()? };
    Some(whole.parse::<i64>().ok()?.checked_mul(1000)? + fraction)
}

fn time_word(key: &str) -> Option<Meaning> {
    Some(match key {
        "am" => Meaning::Am,
        "pm" => Meaning::Pm,
        "night" => Meaning::Night,
        "next-day" => Meaning::NextDay,
        "noon" => Meaning::Noon,
        "midnight" => Meaning::Midnight,
        "before" => Meaning::TimeBefore,
        "after" => Meaning::TimeAfter,
        "hour-mark" => Meaning::HourMark,
        "weak-hour-mark" => Meaning::WeakHourMark,
        "half-past" => Meaning::HalfPast,
        "evening" => Meaning::Evening,
        "midday" => Meaning::Midday,
        "past" => Meaning::Minutes(MinuteJoint::Past),
        "until" => Meaning::Minutes(MinuteJoint::To),
        "plus" => Meaning::Minutes(MinuteJoint::Plus),
        "less" => Meaning::Minutes(MinuteJoint::Less),
        "left" => Meaning::Minutes(MinuteJoint::Left),
        "gone" => Meaning::Minutes(MinuteJoint::Gone),
        "missing" => Meaning::Minutes(MinuteJoint::Missing),
        "minute-mark" => Meaning::MinuteMark,
        _ => return None,
    })
}

fn joining_word(table: &str, key: &str) -> Option<Meaning> {
    Some(match (table, key) {
        ("lists", "except") => Meaning::Except,
        ("ranges", "between") => Meaning::Between,
        ("ranges", "from") => Meaning::From,
        ("ranges", "to") => Meaning::To,
        ("lists", "and") => Meaning::And,
        ("lists", "or") => Meaning::Or,
        ("per", "day") => Meaning::PerDay,
        ("per", "week") => Meaning::PerWeek,
        ("per", "year") => Meaning::PerYear,
        ("dates", "joiner") => Meaning::DateJoiner,
        ("dates", "year-mark") => Meaning::YearMark,
        ("dates", "day-mark") => Meaning::DayMark,
        ("dates", "ordinal") => Meaning::Ordinal,
        ("availability", "around-the-clock") => Meaning::AroundTheClock,
        ("availability", "year-round") => Meaning::YearRound,
        ("availability", "all-day") => Meaning::AllDay,
        ("availability", "business-hours") => Meaning::BusinessHours,
        ("phone", "labels") => Meaning::PhoneLabel,
        _ => return None,
    })
}
