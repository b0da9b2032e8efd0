//! Calendar days, as far as an expiry needs them.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`; none for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Date> {
        let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| matches!(at, 4 | 7) == (byte == b'-'));
        if !shape || !text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
            return None;
        }
        let date = Date { year: text[..4].parse().ok()?, month: text[5..7].parse().ok()?, day: text[8..].parse().ok()? };
        let exists = date.year > 0 && (1..=days_in_month(date.year, date.month)).contains(&date.day);
        exists.then_some(date)
    }
}

impl Date {
    /// The day that many days after 1970-01-01; the last day of 9999 for anything later.
    pub fn from_days(days: u64) -> Date {
        let mut rest = days;
        for year in 1970..=9999_u16 {
            for month in 1..=12_u8 {
                let length = u64::from(days_in_month(year, month));
                if rest < length {
                    return Date { year, month, day: rest as u8 + 1 };
                }
                rest -= length;
            }
        }
        Date { year: 9999, month: 12, day: 31 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}
