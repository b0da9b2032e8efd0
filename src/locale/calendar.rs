//! The calendar terms of CLDR that packs name words for: weekdays and units of time.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A set of weekdays; bit 0 is Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DaySet(pub u8);

impl DaySet {
    /// Every day of the week.
    pub const ALL: DaySet = DaySet(0b111_1111);
    /// Monday to Friday.
    pub const WEEKDAYS: DaySet = DaySet(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: DaySet = DaySet(0b110_0000);

    /// One day, Monday = 0.
    pub fn day(day: u8) -> Self {
        DaySet(1 << (day % 7))
    }

    /// From one day through another, over the week's end when need be.
    pub fn through(from: u8, to: u8) -> Self {
        let length = (to % 7 + 7 - from % 7) % 7;
        (0..=length).fold(DaySet(0), |set, step| set.and(DaySet::day(from + step)))
    }

    /// Both sets together.
    #[must_use]
    pub fn and(self, other: DaySet) -> Self {
        DaySet(self.0 | other.0)
    }

    fn has(self, day: u8) -> bool {
        self.0 & (1 << (day % 7)) != 0
    }

    /// The first day of a run that takes up the whole set, if the set is one run of three days or more.
    fn run_start(self) -> Option<u8> {
        let starts: Vec<u8> = (0..7).filter(|&day| self.has(day) && !self.has(day + 6)).collect();
        (starts.len() == 1 && self.0.count_ones() > 2).then(|| starts[0])
    }
}

const DAY_NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl fmt::Display for DaySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == DaySet::ALL {
            return f.write_str("every day");
        }
        if let Some(first) = self.run_start() {
            let last = (first + self.0.count_ones() as u8 - 1) % 7;
            return write!(f, "{}–{}", DAY_NAMES[first as usize], DAY_NAMES[last as usize]);
        }
        let names: Vec<&str> = (0..7u8).filter(|&day| self.has(day)).map(|day| DAY_NAMES[day as usize]).collect();
        f.write_str(&names.join(", "))
    }
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Calendar day.
    Day,
    /// Working day.
    BusinessDay,
    /// Working hour.
    BusinessHour,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl Unit {
    /// English name, singular.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::BusinessDay => "business day",
            Unit::BusinessHour => "business hour",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

/// A calendar whose months are none of the Gregorian one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The solar calendar of Iran and Afghanistan.
    Persian,
    /// The lunar calendar; where its months begin is seen, or reckoned in one of several ways.
    Islamic,
}
