//! Lengths of time: `1 business day`, `60 minutes`, `24-hour`, `7-10 days`, `1 小时`.

use crate::locale::pack::Meaning;

use super::length::{Length, accept, length, of_work, unit_after, whole};
use super::number::{NumberRead, number};
use super::{Item, Scan, clock};
use crate::facts::model::{Strength, Unit, Value};

/// One duration, or the two ends of a range of durations.
pub(super) fn durations(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let opened = scan.means(at, &Meaning::From) || scan.means(at, &Meaning::Between);
    if let Some(first) = length(scan, at).filter(|_| !opened) {
        if let Some(both) = hours_or_opening(scan, at, first) {
            return Some(both);
        }
        let counted = accept(first.amount, first.unit) && !(first.unit == Unit::Day && is_date(scan, at));
        let whole = whole(scan, first);
        return counted.then_some(()).map(|()| (vec![whole.clone()], whole.to));
    }
    let at = if opened { at + 1 } else { at };
    let first = number(scan, at)?;
    let between = opened && scan.means(at - 1, &Meaning::Between);
    let (numbers, unit, next) = counted_together(scan, at, first, between)?;
    let each = |&(from, read): &(usize, NumberRead)| Length { amount: read.amount, unit, from, next: read.next, word: read.word }.item();
    // What the last one says, which has the unit, all of them say.
    let each = |number| of_work(scan, Item { to: next, ..each(number) });
    let mut items: Vec<Item> = numbers.iter().map(each).collect();
    let ends = numbers.iter().map(|(_, read)| read.next);
    items.iter_mut().zip(ends).for_each(|(item, end)| end_at(item, end));
    end_at(items.last_mut()?, next);
    if unit == Unit::Hour && items.len() == 2 {
        // `de 9 à 17 heures`, `van 2 tot 4 uur`: the other side knows whether hours of the day are meant.
        let period = clock::period(scan, at - usize::from(opened)).map(|(items, _)| items).unwrap_or_default();
        items = opening_or(period, items);
    }
    numbers.iter().all(|&(_, number)| accept(number.amount, unit)).then_some((items, next))
}

/// `8 h-16 h` may be opening hours, or lengths: the other side knows.
fn hours_or_opening(scan: &Scan<'_, '_>, at: usize, first: Length) -> Option<(Vec<Item>, usize)> {
    let second_at = joined(scan, first.next).filter(|_| first.unit == Unit::Hour)?;
    let second = length(scan, second_at).filter(|second| second.unit == Unit::Hour)?;
    let (period, _) = clock::period(scan, at).filter(|(_, end)| *end == second.next)?;
    Some((opening_or(period, vec![first.item(), second.item()]), second.next))
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

/// Ends an item and its readings at a token.
fn end_at(item: &mut Item, end: usize) {
    item.to = end;
    item.readings.iter_mut().flatten().for_each(|part| part.to = end);
}

/// Numbers with the token that each starts at.
type Numbers = Vec<(usize, NumberRead)>;

/// Numbers that share the unit after the last: `7-10 days`, `30 or 60 days`, `7, 30, 90 or 180 days`, `7/30/90 days`. A list with commas ends in *and* or *or*.
fn counted_together(scan: &Scan<'_, '_>, at: usize, first: NumberRead, between: bool) -> Option<(Numbers, Unit, usize)> {
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
        let range = scan.is_dash(after_comma) || scan.means(after_comma, &Meaning::To) || between && scan.means(after_comma, &Meaning::And);
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

/// The start of the next number of `7-10 days`, `30 or 60 days`, `two to three days`.
fn joined(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    // `three-to-five business days`.
    if scan.is_dash(at) && scan.is_glued(at) && scan.means(at + 1, &Meaning::To) && scan.is_dash(at + 2) {
        return Some(at + 3);
    }
    let joins = scan.is_dash(at)
        || [Meaning::To, Meaning::Or, Meaning::And].iter().any(|meaning| scan.means(at, meaning))
        || (scan.is_sign(at, '/') && scan.is_glued(at));
    joins.then_some(at + 1)
}
