//! Weekdays beside dates: one that is the day of the date states nothing new.

use super::{Item, Scan};
use crate::facts::model::{Date, DaySet, Strength, Value};

/// How many tokens may stand between a weekday and its date (`Montag, den 2. März 2026`).
const REACH: usize = 3;

/// Weakens weekdays that are those of the date beside them. Any other day is left as sure as it is: one of the two is wrong.
pub(super) fn settle(scan: &Scan<'_, '_>, items: &mut [Item]) {
    let dates: Vec<(usize, usize, DaySet)> = items.iter().filter_map(|item| Some((item.from, item.to, day_of(item)?))).collect();
    for item in items.iter_mut() {
        let Value::Days(days) = item.value else { continue };
        let beside = |&(from, to, day): &(usize, usize, DaySet)| day == days && is_beside(scan, item, from, to);
        if dates.iter().any(beside) {
            item.strength = Strength::Weak;
        }
    }
}

fn is_beside(scan: &Scan<'_, '_>, item: &Item, from: usize, to: usize) -> bool {
    let (start, end) = if item.to <= from { (item.to, from) } else { (to, item.from) };
    start <= end && end - start <= REACH && !(start..end).any(|at| scan.is_number(at) || scan.is_sentence_end(at))
}

fn day_of(item: &Item) -> Option<DaySet> {
    let Value::Date(Date { year: Some(year), month, day: Some(day), .. }) = item.value else { return None };
    Some(DaySet::day(weekday(i32::from(year), i32::from(month), i32::from(day))))
}

/// The weekday of a date of the Gregorian calendar, Monday = 0 (Sakamoto's method).
fn weekday(year: i32, month: i32, day: i32) -> u8 {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFTS.get((month - 1) as usize).copied().unwrap_or_default();
    let from_sunday = (year + year / 4 - year / 100 + year / 400 + shift + day).rem_euclid(7);
    ((from_sunday + 6) % 7) as u8
}

#[cfg(test)]
mod tests {
    use super::weekday;

    #[test]
    fn weekdays_of_known_dates() {
        assert_eq!(weekday(2026, 3, 2), 0);
        assert_eq!(weekday(2024, 2, 29), 3);
        assert_eq!(weekday(2000, 1, 1), 5);
        assert_eq!(weekday(1999, 12, 31), 4);
    }
}
