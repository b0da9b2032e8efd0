//! Dates of other calendars as days of the Gregorian one.

use calendrical_calculations::gregorian::gregorian_from_fixed;
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic};
use calendrical_calculations::persian::fixed_from_fast_persian;

use super::model::Date;
pub use crate::locale::calendar::Calendar;

/// Years of either calendar that pages may speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1300..=1500;

/// How many days a date may be off where months begin with what is seen of the moon.
const SEEN: [i64; 3] = [0, -1, 1];

/// The Gregorian dates that a date of another calendar may be, the likeliest first. Without a year, those of a common and of a leap
/// year; without a day, the months that it lies in.
pub fn gregorian(calendar: Calendar, year: Option<u16>, month: u8, day: Option<u8>) -> Vec<Date> {
    if year.is_some_and(|year| !YEARS.contains(&year)) {
        return Vec::new();
    }
    match (calendar, year, day) {
        (Calendar::Islamic, None, _) => Vec::new(),
        (_, Some(year), Some(day)) => around(calendar, year, month, day),
        (_, Some(year), None) => {
            let whole = [15, 1, 29].into_iter().flat_map(|day| around(calendar, year, month, day).into_iter().take(1));
            unique(whole.map(|date| Date { day: None, ..date }))
        }
        // 1403 is a leap year, 1404 is none.
        (_, None, Some(day)) => {
            let any = [1404, 1403].into_iter().flat_map(|year| around(calendar, year, month, day));
            unique(any.map(|date| Date { year: None, ..date }))
        }
        (_, None, None) => Vec::new(),
    }
}

fn around(calendar: Calendar, year: u16, month: u8, day: u8) -> Vec<Date> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Vec::new();
    }
    let (fixed, off): (_, &[i64]) = match calendar {
        Calendar::Persian => (fixed_from_fast_persian(year.into(), month, day), &SEEN[..1]),
        Calendar::Islamic => (fixed_from_tabular_islamic(year.into(), month, day, ISLAMIC_EPOCH_FRIDAY), &SEEN),
    };
    let date = |days: &i64| {
        let (year, month, day) = gregorian_from_fixed(fixed.add(*days)).ok()?;
        Some(Date { year: Some(u16::try_from(year).ok()?), month, day: Some(day), interchangeable: false })
    };
    off.iter().filter_map(date).collect()
}

fn unique(dates: impl Iterator<Item = Date>) -> Vec<Date> {
    let mut all: Vec<Date> = Vec::new();
    for date in dates {
        if !all.contains(&date) {
            all.push(date);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Calendar, gregorian};

    fn shown(calendar: Calendar, year: Option<u16>, month: u8, day: Option<u8>) -> Vec<String> {
        gregorian(calendar, year, month, day).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_day_of_another_calendar_is_one_of_the_gregorian_one() {
        assert_eq!(shown(Calendar::Persian, Some(1403), 1, Some(15)), ["2024-04-03"]);
        assert_eq!(shown(Calendar::Persian, Some(1402), 11, Some(22)), ["2024-02-11"]);
        assert_eq!(shown(Calendar::Islamic, Some(1445), 9, Some(1))[0], "2024-03-11");
        assert_eq!(shown(Calendar::Persian, Some(1403), 1, None), ["2024-04", "2024-03"]);
        assert_eq!(shown(Calendar::Persian, None, 1, Some(15)), ["April 4", "April 3"]);
    }

    #[test]
    fn what_no_page_means_is_no_date() {
        assert!(shown(Calendar::Persian, Some(2024), 1, Some(15)).is_empty());
        assert!(shown(Calendar::Islamic, None, 9, Some(1)).is_empty() && shown(Calendar::Persian, Some(1403), 13, Some(1)).is_empty());
    }
}
