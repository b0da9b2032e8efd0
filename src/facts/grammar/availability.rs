//! Day and night: `24/7`, `24\*7`, `24 hours a day, 7 days a week`, `rund um die Uhr`.

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::{Item, Scan};
use crate::facts::model::{DaySet, Duration, Strength, Unit, Value};

/// How many tokens may stand between the hours and the days of one statement.
const REACH: usize = 5;

/// `24/7`, `24x7`, `24*7`, `7x24`, `24x7x365`, `24x5`, `5x24 小时`.
pub(super) fn figures(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let second = joined(scan, at)?;
    let days = match (scan.integer(at)?, scan.integer(second)?) {
        (24, 7) | (7, 24) => None,
        (24, 5) => Some(DaySet::WEEKDAYS),
        // `5/24` is a date, or a fraction.
        (5, 24) if scan.is_sign(at + 1, '*') => Some(DaySet::WEEKDAYS),
        _ => return None,
    };
    let slash_reversed = scan.integer(at) == Some(7) && scan.is_sign(at + 1, '/');
    let mut next = second + 1;
    if let Some(third) = joined(scan, second).filter(|&third| matches!(scan.integer(third), Some(365 | 366))) {
        next = third + 1;
    }
    // The hours may be named behind the reversed figures.
    let hours = scan.integer(second) == Some(24) && scan.means(next, &Meaning::Unit(Unit::Hour));
    next += usize::from(hours);
    let strength = if slash_reversed { Strength::Weak } else { Strength::Strong };
    let mut items = vec![Item::new(Value::AroundTheClock, at, next, strength)];
    items.extend(days.map(|days| Item::new(Value::Days(days), at, next, strength)));
    Some((items, next))
}

/// The number after `/`, `*` (or the `x` that stands for it), past an `h` for hours.
fn joined(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    scan.integer(at)?;
    let hours = usize::from(scan.means(at + 1, &Meaning::Unit(Unit::Hour)) && scan.slice(at + 1).len() == 1);
    let sign = at + 1 + hours;
    let hyphen = scan.is_dash(sign)
        && scan.is_glued(sign)
        && scan.is_glued(sign + 1)
        && scan.integer(at) == Some(24)
        && scan.integer(sign + 1) == Some(7);
    (hyphen || matches!(scan.sign(sign), Some('/' | '*'))).then_some(sign + 1).filter(|&number| scan.is_number(number))
}

/// `around the clock` and `year-round` in words.
pub(super) fn phrase(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let (value, strength) = if scan.means(at, &Meaning::AroundTheClock) {
        (Value::AroundTheClock, Strength::Strong)
    } else if scan.means(at, &Meaning::AllDay) {
        (Value::AroundTheClock, Strength::Weak)
    } else if scan.means(at, &Meaning::YearRound) {
        (Value::Days(DaySet::ALL), Strength::Weak)
    } else {
        return None;
    };
    Some((vec![Item::new(value, at, at + 1, strength)], at + 1))
}

/// Turns `24 hours` and `7 days` of one statement into one fact, and says each statement once a sentence.
pub(super) fn settle(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    if items.iter().any(|item| is_hours(item) || item.value == Value::AroundTheClock) {
        settle_hours(scan, items);
    }
    days_a_week(scan, items);
    hours_of_days(scan, items);
}

fn settle_hours(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    mark_hours(scan, items);
    let clocks: Vec<(usize, usize)> =
        items.iter().filter(|item| item.value == Value::AroundTheClock).map(|item| (item.from, item.to)).collect();
    items.retain(|item| !(is_week(item) && clocks.iter().any(|&(from, to)| is_near(scan, item, from, to))));
    merge(scan, items);
}

fn is_duration(item: &Item, amount: i64, unit: Unit) -> bool {
    item.value == Value::Duration(Duration { amount, unit })
}

fn is_hours(item: &Item) -> bool {
    is_duration(item, 24_000, Unit::Hour)
}

fn is_week(item: &Item) -> bool {
    is_duration(item, 7_000, Unit::Day) || is_duration(item, 365_000, Unit::Day) || item.value == Value::Days(DaySet::ALL)
}

/// `7 days a week` says *every day*, five say Monday to Friday.
fn days_a_week(scan: &Scan<'_, '_>, items: &mut [Item]) {
    for item in items.iter_mut() {
        let a_week = scan.means(item.to, &Meaning::PerWeek) || (item.from > 0 && scan.means(item.from - 1, &Meaning::PerWeek));
        let days = match () {
            () if is_duration(item, 7_000, Unit::Day) => DaySet::ALL,
            () if is_duration(item, 5_000, Unit::Day) => DaySet::WEEKDAYS,
            () => continue,
        };
        if a_week {
            *item = Item::new(Value::Days(days), item.from, item.to, Strength::Weak);
        }
    }
}

/// `平日 24 時間`: beside days, 24 hours may be all hours of each.
fn hours_of_days(scan: &Scan<'_, '_>, items: &mut [Item]) {
    let days: Vec<Item> = items.iter().filter(|item| matches!(item.value, Value::Days(_))).cloned().collect();
    for item in items.iter_mut().filter(|item| is_hours(item)) {
        if days.iter().any(|other| is_near(scan, other, item.from, item.to)) {
            let all_day = Item::new(Value::AroundTheClock, item.from, item.to, Strength::Strong);
            *item = item.clone().with_reading(vec![all_day]);
        }
    }
}

/// `24 hours` is around the clock when it says *a day*, or stands beside `7 days`.
fn mark_hours(scan: &Scan<'_, '_>, items: &mut [Item]) {
    for index in 0..items.len() {
        if !is_hours(&items[index]) {
            continue;
        }
        let (from, to) = (items[index].from, items[index].to);
        let per_day_before = from > 0 && scan.means(from - 1, &Meaning::PerDay);
        let per_day_after = scan.means(to, &Meaning::PerDay);
        let beside_week = items
            .iter()
            .any(|other| is_week(other) && is_near(scan, other, from, to) && (!says_every_day(other) || is_joined(scan, other, from, to)));
        if per_day_before || per_day_after || beside_week {
            let item = &mut items[index];
            item.value = Value::AroundTheClock;
            item.strength = Strength::Strong;
            item.from -= usize::from(per_day_before);
            item.to += usize::from(per_day_after);
        }
    }
}

/// `täglich` is said of many things; only joined to the hours it is said of them.
fn says_every_day(item: &Item) -> bool {
    matches!(item.value, Value::Days(_))
}

/// Whether no unknown word stands between an item and the tokens `from..to`.
fn is_joined(scan: &Scan<'_, '_>, item: &Item, from: usize, to: usize) -> bool {
    let (start, end) = if item.to <= from { (item.to, from) } else { (to, item.from) };
    start >= end || scan.tokens[start..end].iter().all(|token| !matches!(token.kind, TokenKind::Text))
}

/// Whether an item stands in the same statement as the tokens `from..to`: close by, nothing but joining words between.
fn is_near(scan: &Scan<'_, '_>, item: &Item, from: usize, to: usize) -> bool {
    let (start, end) = if item.to <= from { (item.to, from) } else { (to, item.from) };
    if start > end || end - start > REACH {
        return start > end;
    }
    let is_range =
        |at: usize| scan.is_dash(at) || scan.means(at, &Meaning::Or) || (scan.means(at, &Meaning::To) && !scan.means(at, &Meaning::And));
    (start..end).all(|at| !scan.is_number(at) && !scan.is_sentence_end(at) && !is_range(at))
}

/// `around the clock (24x7)` and `全天候（每周 7 天，每天 24 小时）` state one thing.
fn merge(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    let mut last: Option<usize> = None;
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        if item.value != Value::AroundTheClock {
            kept.push(item);
            continue;
        }
        if let Some(index) = last.filter(|&index| !(kept[index].to..item.from).any(|at| scan.is_sentence_end(at))) {
            kept[index].to = kept[index].to.max(item.to);
        } else {
            last = Some(kept.len());
            kept.push(item);
        }
    }
    *items = kept;
}
