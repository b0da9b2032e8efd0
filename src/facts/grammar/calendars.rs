//! Dates of other calendars, years of eras and quarters: `۱۵ فروردین ۱۴۰۳`, `1 رمضان 1445`, `1403/01/15`, `令和6年`, `Q3 2024`.

use crate::locale::pack::Meaning;

use super::{Item, Scan, alone, date};
use crate::facts::calendars::{Calendar, gregorian};
use crate::facts::decimal::Decimal;
use crate::facts::model::{Date, Number, Strength, Value};

/// A date of another calendar.
pub(super) fn dates(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    named(scan, at).or_else(|| in_figures(scan, at))
}

fn month(scan: &Scan<'_, '_>, at: usize) -> Option<(Calendar, u8)> {
    scan.meaning(at, |meaning| if let Meaning::MonthOf { calendar, month } = meaning { Some((*calendar, *month)) } else { None })
}

/// A day of a month in figures.
fn day(scan: &Scan<'_, '_>, at: usize) -> Option<u8> {
    scan.integer(at).filter(|_| scan.slice(at).len() <= 2).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
}

/// A day and a month before it or behind it, and the year.
fn named(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let joined = |at: usize| at + usize::from(scan.means(at, &Meaning::DateJoiner) || scan.is_comma(at));
    let month_first = month(scan, at).map(|month| {
        let behind = day(scan, at + 1);
        (behind, month, at + 1 + usize::from(behind.is_some()))
    });
    let day_first = || {
        let behind = at + 1 + usize::from(scan.means(at + 1, &Meaning::DateJoiner) || scan.means(at + 1, &Meaning::Ordinal));
        Some((Some(day(scan, at)?), month(scan, behind)?, behind + 1))
    };
    let (day, (calendar, month), next) = month_first.or_else(day_first)?;
    let year = scan.integer(joined(next)).filter(|_| scan.slice(joined(next)).len() == 4).and_then(|year| u16::try_from(year).ok());
    let end = if year.is_some() { joined(next) + 1 } else { next };
    item(&gregorian(calendar, year, month, day), at, end)
}

/// `1403/01/15`, in the calendars of which the language knows the months.
fn in_figures(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let glued = |sign: usize| matches!(scan.sign(sign), Some('/' | '-')) && scan.is_glued(sign) && scan.is_glued(sign + 1);
    let year = scan.integer(at).filter(|_| scan.slice(at).len() == 4 && glued(at + 1) && glued(at + 3))?;
    let year = u16::try_from(year).ok().filter(|year| (1300..=1500).contains(year))?;
    let (month, day) = (day(scan, at + 2)?, day(scan, at + 4)?);
    let known =
        |calendar: Calendar| scan.settings.has(|meaning| matches!(meaning, Meaning::MonthOf { calendar: own, .. } if *own == calendar));
    let calendars = [Calendar::Persian, Calendar::Islamic].into_iter().filter(|calendar| known(*calendar));
    let dates: Vec<Date> = calendars.flat_map(|calendar| gregorian(calendar, Some(year), month, Some(day))).collect();
    item(&dates, at, at + 5)
}

fn item(dates: &[Date], from: usize, to: usize) -> Option<(Vec<Item>, usize)> {
    let (first, others) = dates.split_first()?;
    let item = |date: &Date| Item::new(Value::Date(*date), from, to, Strength::Strong);
    Some((vec![item(first).with_readings(others.iter().map(item).collect())], to))
}

/// `令和6年`, `FY24`: the year, or the number that is written.
pub(super) fn year_of_era(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let (year, next) = date::of_era(scan, at)?;
    let number = |year: u16| Some(Number::exact(Decimal::from_figures(&year.to_string(), "")?));
    let item = Item::new(Value::Number(number(year)?), at, next, Strength::Strong);
    let written = (at..next).find(|&at| scan.is_number(at)).and_then(|at| alone::inner_number(scan, at));
    Some((vec![item.with_reading(written.into_iter().collect())], next))
}

/// How far the year of a quarter may stand.
const REACH: usize = 3;

/// `Q3 2024`, `третий квартал 2024 года`: sure beside a year or where it has a figure.
pub(super) fn quarter(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let quarter = scan.meaning(at, |meaning| if let Meaning::Quarter(quarter) = meaning { Some(*quarter) } else { None })?;
    let is_year = |at: usize| scan.slice(at).len() == 4 && scan.integer(at).is_some_and(|year| (1900..=2600).contains(&year));
    let beside = (at.saturating_sub(REACH)..=at + REACH).any(is_year);
    let strength = if beside { Strength::Strong } else { Strength::Weak };
    Some((vec![Item::new(Value::Quarter(quarter), at, at + 1, strength)], at + 1))
}
