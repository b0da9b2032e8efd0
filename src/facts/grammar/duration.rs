//! Lengths of time: `1 business day`, `60 minutes`, `24-hour`, `7-10 days`, `1 小时`.

use crate::locale::pack::Meaning;

use super::number::{NumberRead, number};
use super::{Item, Scan, clock};
use crate::facts::model::{Duration, Strength, Unit, Value};

/// Greater numbers of years are calendar years (`2021 年`), in thousandths.
const MOST_YEARS: i64 = 999_000;

/// One duration, or the two ends of a range of durations.
pub(super) fn durations(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    if let Some((amount, unit)) =
        scan.meaning(at, |meaning| if let Meaning::Amount(amount, unit) = meaning { Some((*amount, *unit)) } else { None })
    {
        return Some((vec![item(amount, unit, at, at + 1, false)], at + 1));
    }
    if let Some(unit) = one_after_unit(scan, at) {
        return Some((vec![item(1000, unit, at, at + 2, true)], at + 2));
    }
    let opened = scan.means(at, &Meaning::From) || scan.means(at, &Meaning::Between);
    let at = if opened { at + 1 } else { at };
    let first = number(scan, at)?;
    if let Some((unit, next)) = unit_after(scan, first.next).filter(|_| !opened) {
        if let Some(both) = hours_or_opening(scan, at, first, unit, next) {
            return Some(both);
        }
        let half = scan.means(next, &Meaning::AndHalf);
        let (amount, next) = if half { (first.amount + 500, next + 1) } else { (first.amount, next) };
        let counted = accept(first, unit) && !(unit == Unit::Day && is_date(scan, at));
        return counted.then(|| (vec![item(amount, unit, at, next, first.word)], next));
    }
    let (numbers, unit, next) = counted_together(scan, at, first)?;
    let mut items: Vec<Item> = numbers.iter().map(|&(from, number)| item(number.amount, unit, from, number.next, number.word)).collect();
    items.last_mut()?.to = next;
    if unit == Unit::Hour && items.len() == 2 {
        // `de 9 à 17 heures`, `van 2 tot 4 uur`: the other side knows whether hours of the day are meant.
        let period = clock::period(scan, at - usize::from(opened)).map(|(items, _)| items).unwrap_or_default();
        items = opening_or(period, items);
    }
    numbers.iter().all(|&(_, number)| accept(number, unit)).then_some((items, next))
}

/// `8 h-16 h` may be opening hours, or lengths: the other side knows.
fn hours_or_opening(scan: &Scan<'_, '_>, at: usize, first: NumberRead, unit: Unit, next: usize) -> Option<(Vec<Item>, usize)> {
    let second_at = joined(scan, next).filter(|_| unit == Unit::Hour)?;
    let second = number(scan, second_at)?;
    let (_, end) = unit_after(scan, second.next).filter(|(other, _)| *other == Unit::Hour)?;
    let (period, _) = clock::period(scan, at).filter(|(_, period_end)| *period_end == end)?;
    let lengths = vec![item(first.amount, unit, at, next, first.word), item(second.amount, unit, second_at, end, second.word)];
    Some((opening_or(period, lengths), end))
}

/// A period that may be two lengths of time; the lengths alone if nobody opens at such hours.
fn opening_or(period: Vec<Item>, lengths: Vec<Item>) -> Vec<Item> {
    match period.into_iter().find(ends_by_day) {
        Some(period) => vec![Item { strength: Strength::Weak, readings: Vec::new(), ..period }.with_reading(lengths)],
        None => lengths,
    }
}

/// The day of a date is no length: `3月5日`, `12월 25일`.
fn is_date(scan: &Scan<'_, '_>, at: usize) -> bool {
    at > 0 && scan.meaning(at - 1, |meaning| matches!(meaning, Meaning::Month { .. }).then_some(())).is_some()
}

/// Numbers with the token that each starts at.
type Numbers = Vec<(usize, NumberRead)>;

/// Numbers that share the unit after the last: `7-10 days`, `30 or 60 days`, `7, 30, 90 or 180 days`, `7/30/90 days`. A list with commas ends in *and* or *or*.
fn counted_together(scan: &Scan<'_, '_>, at: usize, first: NumberRead) -> Option<(Numbers, Unit, usize)> {
    let mut numbers = vec![(at, first)];
    let (mut next, mut commas) = (first.next, false);
    while numbers.len() < LONGEST_LIST {
        let comma = scan.is_comma(next);
        let after_comma = next + usize::from(comma);
        let joined = joined(scan, after_comma);
        let start = joined.or(comma.then_some(after_comma))?;
        commas |= comma;
        let ended = joined.is_some() && (scan.means(after_comma, &Meaning::And) || scan.means(after_comma, &Meaning::Or));
        let read = number(scan, start)?;
        // `le 4 juin 2021 à 11h00` is no range of hours: a range goes up.
        let range = scan.is_dash(after_comma) || scan.means(after_comma, &Meaning::To);
        if range && numbers.last().is_some_and(|(_, before)| before.amount >= read.amount) {
            return None;
        }
        numbers.push((start, read));
        next = read.next;
        if let Some((unit, end)) = unit_after(scan, next) {
            return (!commas || ended).then_some((numbers, unit, end));
        }
    }
    None
}

/// Numbers in a list before a unit; longer lists are data.
const LONGEST_LIST: usize = 8;

/// Nobody opens from two to four; that is how long something takes.
fn ends_by_day(item: &Item) -> bool {
    matches!(item.value, Value::Period(_, to) if to.0 >= 420)
}

fn accept(number: NumberRead, unit: Unit) -> bool {
    unit != Unit::Year || number.amount <= MOST_YEARS
}

fn item(amount: i64, unit: Unit, from: usize, to: usize, word: bool) -> Item {
    let strength = if word && amount == 1000 { Strength::Weak } else { Strength::Strong };
    Item::new(Value::Duration(Duration { amount, unit }), from, to, strength)
}

/// The unit after a number, with `-`, `+` or `(s)` around it.
fn unit_after(scan: &Scan<'_, '_>, at: usize) -> Option<(Unit, usize)> {
    let hyphen = scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1);
    let plus = scan.is_sign(at, '+') && scan.is_glued(at);
    let at = if hyphen || plus { at + 1 } else { at };
    let unit = scan.meaning(at, |meaning| if let Meaning::Unit(unit) = meaning { Some(*unit) } else { None })?;
    Some((unit, at + 1))
}

/// Arabic and Hebrew put *one* behind its unit: `ساعة واحدة`.
fn one_after_unit(scan: &Scan<'_, '_>, at: usize) -> Option<Unit> {
    let unit = scan.meaning(at, |meaning| if let Meaning::Unit(unit) = meaning { Some(*unit) } else { None })?;
    (scan.means(at + 1, &Meaning::Number(1000)) && !scan.means(at + 1, &Meaning::Or) && unit_after(scan, at + 2).is_none()).then_some(unit)
}

/// The start of the next number of `7-10 days`, `30 or 60 days`, `two to three days`.
fn joined(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let joins = scan.is_dash(at)
        || [Meaning::To, Meaning::Or, Meaning::And].iter().any(|meaning| scan.means(at, meaning))
        || (scan.is_sign(at, '/') && scan.is_glued(at));
    joins.then_some(at + 1)
}
