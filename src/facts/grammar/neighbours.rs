//! What a reading owes to its neighbours in the block.

use crate::locale::pack::Meaning;

use super::{Item, Scan};
use crate::facts::model::{DaySet, Duration, Kind, Strength, Unit, Value};

/// How many tokens may stand between a day and the time that it makes sure of.
const REACH: usize = 6;

/// Strengthens weak readings beside strong ones, and drops those that stand alone where they mean nothing.
pub(super) fn settle(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    let has_hours = items.iter().any(is_hours_statement) || (0..scan.tokens.len()).any(|at| scan.means(at, &Meaning::BusinessHours));
    if items.is_empty() {
        return;
    }
    year_to_days(items, has_hours);
    for index in 0..items.len() {
        if items[index].strength == Strength::Weak && is_supported(scan, items, index) {
            items[index].strength = Strength::Strong;
        }
    }
    // A city is a zone only where hours are spoken of.
    let hours = has_hours || items.iter().any(|item| matches!(item.value.kind(), Kind::Period | Kind::Days | Kind::Time));
    items.retain(|item| item.value.kind() != Kind::Zone || item.strength == Strength::Strong || hours);
    say_once(items);
}

fn is_hours_statement(item: &Item) -> bool {
    matches!(item.value.kind(), Kind::Period | Kind::AroundTheClock)
}

/// `365 days` beside hours says *every day*.
fn year_to_days(items: &mut [Item], has_hours: bool) {
    let year = Value::Duration(Duration { amount: 365_000, unit: Unit::Day });
    for item in items.iter_mut().filter(|item| has_hours && item.value == year) {
        item.value = Value::Days(DaySet::ALL);
        item.strength = Strength::Weak;
    }
}

fn is_supported(scan: &Scan<'_, '_>, items: &[Item], index: usize) -> bool {
    let item = &items[index];
    let beside = |kind: Kind, reach: usize| items.iter().any(|other| other.value.kind() == kind && is_beside(scan, item, other, reach));
    match &item.value {
        // `Mon-Fri 9-5`: the days make the numbers a time.
        Value::Period(..) => beside(Kind::Days, REACH),
        Value::Days(days) => *days != DaySet::ALL && beside(Kind::Period, REACH),
        Value::Zone(_) => items.iter().any(|other| other.value.kind() == Kind::Period && touches(scan, item, other)),
        _ => false,
    }
}

/// Whether two items stand in one sentence with at most `reach` tokens between.
fn is_beside(scan: &Scan<'_, '_>, item: &Item, other: &Item, reach: usize) -> bool {
    let (start, end) = if item.to <= other.from { (item.to, other.from) } else { (other.to, item.from) };
    start <= end && end - start <= reach && !(start..end).any(|at| scan.is_sentence_end(at))
}

/// Whether nothing but a comma or a parenthesis stands between two items: `9-5 Berlin`, `9-5, Berlin`, `9-5 (Berlin)`.
fn touches(scan: &Scan<'_, '_>, item: &Item, other: &Item) -> bool {
    let (start, end) = if item.to <= other.from { (item.to, other.from) } else { (other.to, item.from) };
    start <= end && (start..end).all(|at| matches!(scan.sign(at), Some(',' | '(')))
}

/// `a day, 365 days` says *every day* twice.
fn say_once(items: &mut Vec<Item>) {
    let mut seen = false;
    items.retain(|item| {
        let every_day = item.value == Value::Days(DaySet::ALL);
        let keep = !(every_day && seen);
        seen |= every_day;
        keep
    });
}
