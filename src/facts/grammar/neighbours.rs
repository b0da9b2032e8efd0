//! What a reading owes to its neighbours in the block.

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::{Item, Scan};
use crate::facts::model::{DaySet, Duration, Kind, Strength, Unit, Value};

/// How many tokens may stand between a day and the time that it makes sure of.
const REACH: usize = 6;

/// How many tokens may stand between a number of days and the word for business days.
const NAMED_APART: usize = 3;

/// How many tokens may stand between a number of hours and the business hours during which they pass.
const DURING: usize = 7;

/// Strengthens weak readings beside strong ones, and drops those that stand alone where they mean nothing.
pub(super) fn settle(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    if items.is_empty() {
        return;
    }
    let has_hours = items.iter().any(is_hours_statement) || scan.tokens.iter().any(|token| token.means(&Meaning::BusinessHours));
    say_times_once(scan, items);
    prefer_periods(scan, items);
    business_days(scan, items);
    year_to_days(items, has_hours);
    // What days make sure of may make sure of other things in turn.
    for kinds in [&[Kind::Period][..], &[Kind::Days, Kind::Zone]] {
        let weak = |item: &Item| item.strength == Strength::Weak && kinds.contains(&item.value.kind());
        let supported: Vec<usize> = (0..items.len()).filter(|&index| weak(&items[index]) && is_supported(scan, items, index)).collect();
        for index in supported {
            items[index].strength = Strength::Strong;
        }
    }
    // A city is a zone only where hours are spoken of.
    let hours = has_hours || items.iter().any(|item| matches!(item.value.kind(), Kind::Period | Kind::Days | Kind::Time));
    items.retain(|item| item.value.kind() != Kind::Zone || item.strength == Strength::Strong || hours);
    say_once(items);
}

/// `Mo-Fr 9-17 h`: beside days, a zone or other opening times, what may be hours of the day or hours of work is hours of the day.
fn prefer_periods(scan: &Scan<'_, '_>, items: &mut [Item]) {
    let mut at = 0;
    while at < items.len() {
        let open = matches!(items[at].value, Value::Period(..)) && items[at].may_be(Kind::Duration);
        if open && items.iter().any(|other| says_when(other) && is_beside(scan, &items[at], other, REACH)) {
            items[at].strength = Strength::Strong;
            items[at].readings.clear();
            at = 0;
        } else {
            at += 1;
        }
    }
}

fn says_when(item: &Item) -> bool {
    match item.value.kind() {
        Kind::Days | Kind::Zone => true,
        Kind::Period => item.strength == Strength::Strong && !item.may_be(Kind::Duration),
        _ => false,
    }
}

/// `영업일 기준 5일`, `10 日（営業日）`: the word for business days stands apart from the number of days.
fn business_days(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    let mut used = Vec::new();
    let all: Vec<(usize, usize)> = items.iter().map(|item| (item.from, item.to)).collect();
    let means = |at: usize, unit: Unit| scan.means(at, &Meaning::Unit(unit));
    let is_length = |item: &Item| matches!(item.value, Value::Duration(_)) || item.may_be(Kind::Duration);
    let taken = |at: usize| items.iter().any(|item| (item.from..item.to).contains(&at) && is_length(item));
    let hours = |at: usize| means(at, Unit::BusinessHour) || scan.means(at, &Meaning::BusinessHours);
    let words: Vec<usize> = (0..scan.tokens.len()).filter(|&at| (means(at, Unit::BusinessDay) || hours(at)) && !taken(at)).collect();
    for word in words {
        let days = means(word, Unit::BusinessDay);
        let apart = |item: &Item| if item.from > word { item.from - word - 1 } else { word.saturating_sub(item.to) };
        let clear = |item: &Item| !(item.to.min(word)..item.from.max(word)).any(|at| scan.is_sentence_end(at));
        // `4 hours during Adobe's normal business hours`.
        let commas = |item: &Item| (item.to.min(word)..item.from.max(word)).any(|at| scan.is_comma(at));
        let other = |item: &Item| all.iter().any(|&(from, to)| from >= item.to.min(word) && to <= item.from.max(word) && from != item.from);
        let near = |item: &Item| {
            let named = apart(item) <= NAMED_APART && means(word, if days { Unit::BusinessDay } else { Unit::BusinessHour });
            named || !days && apart(item) <= DURING && !commas(item) && !other(item)
        };
        for item in items.iter_mut().filter(|item| near(item) && clear(item)) {
            let values = std::iter::once(&mut item.value).chain(item.readings.iter_mut().flatten().map(|part| &mut part.value));
            used.extend(values.filter_map(|value| in_business(value, days)).map(|()| word));
        }
    }
    items.retain(|item| !(used.contains(&item.from) && item.value.kind() == Kind::Days));
}

/// Makes business days of days, or business hours of hours.
fn in_business(value: &mut Value, days: bool) -> Option<()> {
    let Value::Duration(duration) = value else { return None };
    duration.unit = match duration.unit {
        Unit::Day if days => Unit::BusinessDay,
        Unit::Hour if !days => Unit::BusinessHour,
        _ => return None,
    };
    Some(())
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
    let sure = |kinds: &[Kind]| {
        items.iter().filter(|other| kinds.contains(&other.value.kind()) && other.strength == Strength::Strong).collect::<Vec<_>>()
    };
    match &item.value {
        // `Mon-Fri 9-5`: the days make the numbers a time.
        Value::Period(..) if item.may_be(Kind::Duration) => false,
        // `8–17 vardagar`: nobody counts so many.
        Value::Period(_, to) if to.0 >= 12 * 60 && precedes_days(scan, items, item) => true,
        Value::Period(..) => sure(&[Kind::Days]).iter().any(|other| is_beside(scan, item, other, REACH)) || follows_days(scan, items, item),
        Value::Days(days) => {
            *days != DaySet::ALL
                && !may_be_other_word(scan, item)
                && sure(&[Kind::Period, Kind::AroundTheClock]).iter().any(|other| is_beside(scan, item, other, REACH))
        }
        Value::Zone(_) => sure(&[Kind::Period, Kind::Time]).iter().any(|other| touches(scan, item, other)),
        _ => false,
    }
}

/// Czech `9:00-17:00 po dohodě`: a small word that goes on in the sentence is a day only where it has a full stop, or stands with others.
fn may_be_other_word(scan: &Scan<'_, '_>, item: &Item) -> bool {
    let word = scan.slice(item.from);
    let small = item.to == item.from + 1 && word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let goes_on = scan.token(item.to).is_some_and(|token| matches!(token.kind, TokenKind::Text | TokenKind::Word(_)));
    small && goes_on && !scan.is_glued(item.to)
}

/// `weekdays 8-4`: a word for days that may also count them (`3-5 weekdays`) stands before.
fn follows_days(scan: &Scan<'_, '_>, items: &[Item], item: &Item) -> bool {
    items.iter().any(|other| other.value.kind() == Kind::Days && other.to <= item.from && touches(scan, item, other))
}

fn precedes_days(scan: &Scan<'_, '_>, items: &[Item], item: &Item) -> bool {
    items.iter().any(|other| other.value == Value::Days(DaySet::WEEKDAYS) && other.from >= item.to && touches(scan, item, other))
}

/// Whether two items stand in one sentence with at most `reach` tokens between.
fn is_beside(scan: &Scan<'_, '_>, item: &Item, other: &Item, reach: usize) -> bool {
    let (start, end) = if item.to <= other.from { (item.to, other.from) } else { (other.to, item.from) };
    start <= end && end - start <= reach && !(start..end).any(|at| scan.is_sentence_end(at))
}

/// Whether nothing but a comma or a parenthesis stands between two items: `9-5 Berlin`, `9-5, Berlin`, `9-5 (Berlin)`.
fn touches(scan: &Scan<'_, '_>, item: &Item, other: &Item) -> bool {
    let (start, end) = if item.to <= other.from { (item.to, other.from) } else { (other.to, item.from) };
    start <= end && (start..end).all(|at| scan.is_comma(at) || scan.is_sign(at, '('))
}

/// `six in the evening (18:00)` says one time twice.
fn say_times_once(scan: &Scan<'_, '_>, items: &mut Vec<Item>) {
    let again = |first: &Item, second: &Item| {
        first.value.kind() == Kind::Time && first.value == second.value && second.from == first.to + 1 && scan.is_sign(first.to, '(')
    };
    for at in (1..items.len()).rev() {
        if again(&items[at - 1], &items[at]) {
            let second = items.remove(at);
            items[at - 1].to = second.to;
            items[at - 1].strength = Strength::Strong;
        }
    }
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
