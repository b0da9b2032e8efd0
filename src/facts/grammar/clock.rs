//! Clock times and periods between them, in 12 and 24 hours.

mod moment;
mod spoken;

use std::ops::Range;

use crate::locale::pack::Meaning;

use super::length::unit_after;
use super::{Item, Scan, alone, length, number, zone};
use crate::facts::model::{Clock, Duration, Strength, Unit, Value};
use moment::{Form, Half, Moment, moment, opening_moment};

/// A period or time that shows what it is.
pub(super) fn marked(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    period(scan, at).filter(|(items, _)| items[0].strength == Strength::Strong).or_else(|| single(scan, at))
}

/// A period of bare numbers: `9-17`.
pub(super) fn bare(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    period(scan, at).or_else(|| announced(scan, at))
}

pub(super) fn period(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let opened = scan.means(at, &Meaning::From) || scan.means(at, &Meaning::Between);
    let start = if opened { at + 1 } else { at };
    let first = if opened { opening_moment(scan, start) } else { moment(scan, start) };
    let first = first.filter(|_| !continues_figures(scan, start))?;
    // `9 AM ET to 9 PM ET`: the zone is read at the end.
    let after = zone::zone(scan, first.next).map_or(first.next, |(_, next)| next);
    let second_at = |joint: usize| if scan.means(joint, &Meaning::NextDay) { joint + 1 } else { joint };
    let (second, next) = match joint(scan, after, opened, first.form > Form::Bare) {
        Some(joint) => closing(scan, second_at(joint), start, first).map(|second| (second, second.next))?,
        None => closed_behind(scan, after)?,
    };
    // `5-7 million` counts.
    let multiplied = first.form.max(second.form) <= Form::Bare && amount_follows(scan, next);
    if is_chain(scan, next) || multiplied || first.form.max(second.form) <= Form::Bare && first.form.min(second.form) == Form::Words {
        return None;
    }
    let (from, to) = resolve(scan, first, second)?;
    let period = Item::new(Value::Period(from, to), start, next, strength(first, second, opened));
    let numbers = if period.strength == Strength::Weak { numbers(scan, &[start..first.next, after + 1..next]) } else { Vec::new() };
    let evening = evening(first, second, (from, to)).map(|value| Item { value, ..period.clone() });
    Some((vec![period.with_reading(numbers).with_reading(evening.into_iter().collect())], next))
}

/// The time that closes a range: `kl. 0900–1700` puts hours and minutes together at both ends.
fn closing(scan: &Scan<'_, '_>, at: usize, start: usize, first: Moment) -> Option<Moment> {
    let four = |at: usize| scan.is_number(at) && scan.slice(at).len() == 4;
    let together = first.form == Form::Minutes && four(first.next - 1) && first.next - start <= 2;
    together.then(|| moment::four_figures(scan, at)).flatten().or_else(|| moment(scan, at))
}

/// The same hours of the other half of the day: `1 o'clock to 2:30` may be in the afternoon.
fn evening(first: Moment, second: Moment, (from, to): (Clock, Clock)) -> Option<Value> {
    let open = first.is_open() && second.is_open() && first.twelve && second.twelve && from.0 < to.0 && to.0 < 720;
    open.then_some(Value::Period(Clock(from.0 + 720), Clock(to.0 + 720)))
}

/// The numbers that stand in both ends of what is a period only if the other side has one: `sections 9-5`, `18.04 to 20.04`.
fn numbers(scan: &Scan<'_, '_>, ends: &[Range<usize>]) -> Vec<Item> {
    let number = |end: &Range<usize>| {
        let at = end.clone().find(|&at| scan.is_number(at))?;
        alone::number(scan, at).filter(|(_, next)| *next <= end.end).map(|(item, _)| item)
    };
    ends.iter().map(number).collect::<Option<Vec<Item>>>().unwrap_or_default()
}

/// The second time of `10 और 11:30 के बीच`, `10 ve 11:30 arası`: *between* stands behind both.
fn closed_behind(scan: &Scan<'_, '_>, at: usize) -> Option<(Moment, usize)> {
    let second = scan.means(at, &Meaning::And).then(|| moment(scan, at + 1)).flatten()?;
    scan.means(second.next, &Meaning::Between).then_some((second, second.next + 1))
}

/// Where the second time of a range starts. *And* joins two times to a range only where one was opened.
fn joint(scan: &Scan<'_, '_>, at: usize, opened: bool, sure: bool) -> Option<usize> {
    let comma = scan.is_comma(at) && (scan.means(at + 1, &Meaning::To) || scan.is_dash(at + 1));
    let at = if comma { at + 1 } else { at };
    // French `à` is *to* and *at*: `le 13 à 9:00` is no period.
    let to = scan.means(at, &Meaning::To) && (opened || sure || !scan.means(at, &Meaning::TimeBefore));
    let joins = scan.is_dash(at) || to || (opened && scan.means(at, &Meaning::And));
    joins.then_some(at + 1)
}

fn amount_follows(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.meaning(at, |meaning| matches!(meaning, Meaning::Power(_)).then_some(())).is_some()
}

/// `8-18-18` is no period, nor is `2020-01-02`.
fn is_chain(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_dash(at) && scan.is_number(at + 1)
}

/// Whether figures go on from before: the `10-02` of `2020-10-02`.
fn continues_figures(scan: &Scan<'_, '_>, at: usize) -> bool {
    at > 1
        && scan.is_glued(at)
        && scan.is_glued(at - 1)
        && scan.is_number(at - 2)
        && matches!(scan.sign(at - 1), Some('-' | '/' | '.' | ':'))
}

fn strength(first: Moment, second: Moment, opened: bool) -> Strength {
    let (low, high) = (first.form.min(second.form), first.form.max(second.form));
    let quarters = |read: Moment| read.minute() % 15 == 0;
    let sure = match high {
        Form::Named | Form::Minutes => true,
        // `9.00-17.00` is a period, `1.5-2.5` and `2 tot 4 uur` may be anything.
        Form::Dotted => low == Form::Dotted && quarters(first) && quarters(second),
        Form::UnitLike => low == Form::Dotted || (low == Form::UnitLike && opened),
        Form::Spoken => low == Form::Spoken,
        Form::Bare | Form::Words | Form::Told => false,
    };
    if sure || first.announced || second.announced { Strength::Strong } else { Strength::Weak }
}

/// Fills in the half of the day that only one end names.
fn resolve(scan: &Scan<'_, '_>, first: Moment, second: Moment) -> Option<(Clock, Clock)> {
    let (mut from, mut to) = (first.minutes(first.half), second.minutes(second.half));
    match (first.half, second.half) {
        (None, Some(_)) if first.is_open() => from = last_before(first, to),
        (Some(_), None) if second.is_open() => to = first_after(second, from),
        (None, None) if !first.word && !second.word && may_be_afternoon(scan, first, second) && to <= from => to += 720,
        _ => {}
    }
    // `9–12 Uhr vormittags` ends at noon; in English `12 AM` is midnight.
    if second.half == Some(Half::Am) && second.hour() == 12 && !scan.settings.twelve_hours {
        to = second.minutes(None);
        from = first.minutes(Some(Half::Am));
    }
    if to == 0 {
        to = 1440;
    }
    (from < 1440 && from != to).then_some((Clock(from), Clock(to)))
}

/// The hour of a clock face that comes last before a time; none before it is in the evening before.
fn last_before(read: Moment, time: u16) -> u16 {
    let time = if time == 0 { 1440 } else { time };
    let (morning, evening) = (read.minutes(Some(Half::Am)), read.minutes(Some(Half::Pm)));
    if morning < time && evening >= time { morning } else { evening }
}

/// The hour of a clock face that comes first after a time; none after it is in the morning after.
fn first_after(read: Moment, time: u16) -> u16 {
    let (morning, evening) = (read.minutes(Some(Half::Am)), read.minutes(Some(Half::Pm)));
    if morning <= time && evening > time { evening } else { morning }
}

/// `9-5` ends in the afternoon in any language, if that makes a working day; `12-11` and `9:00-5:00` do where clocks have twelve hours.
fn may_be_afternoon(scan: &Scan<'_, '_>, first: Moment, second: Moment) -> bool {
    let bare = first.form == Form::Bare && second.form == Form::Bare;
    let working_day = bare && (6..=12).contains(&first.hour()) && second.hour() < 8;
    first.hour() <= 12 && (1..12).contains(&second.hour()) && (working_day || scan.settings.twelve_hours)
}

fn single(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    // `drei Fünfundzwanzigstel`.
    const PARTS: u64 = Meaning::Parts.bit() | Meaning::Denominator(0).bit();
    let parts = |read: &Moment| scan.token(read.next).is_some_and(|token| token.bits() & PARTS != 0) && scan.is_glued(read.next);
    // `五點五分鐘` are minutes.
    let counts =
        |read: &Moment| number::number(scan, at).is_some_and(|number| number.next > read.next && unit_after(scan, number.next).is_some());
    let read = moment(scan, at).filter(|read| !continues_figures(scan, at) && !parts(read) && !counts(read))?;
    let strength = match read.form {
        Form::Named if !read.word => Strength::Strong,
        Form::Minutes => Strength::Strong,
        Form::Named | Form::Spoken | Form::Told => Strength::Weak,
        Form::Dotted if read.announced => Strength::Strong,
        _ => return None,
    };
    Some((vec![time(read, at, strength).with_reading(same_length(scan, at, read.next).into_iter().collect())], read.next))
}

/// The length of time that the same words may be: `dos horas y media`, `hai giờ rưỡi`.
fn same_length(scan: &Scan<'_, '_>, at: usize, end: usize) -> Option<Item> {
    let start = at + usize::from(scan.means(at, &Meaning::TimeBefore));
    let read = length::length(scan, start).filter(|read| read.next == end && read.amount % 1000 != 0)?;
    Some(Item { strength: Strength::Strong, ..read.item() })
}

/// `um 9`, `kl. 9`, `a las siete`: a time if the other side has one.
fn announced(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    const COUNTED: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Power(0).bit() | super::MEASURE | super::CURRENCY;
    let counted = |at: usize| scan.token(at).is_some_and(|token| token.bits() & COUNTED != 0);
    let read = moment(scan, at).filter(|read| read.announced && !counted(read.next))?;
    // `à 5 utilisateurs`: it may count something.
    let number = alone::inner_number(scan, read.next - 1).filter(|_| scan.is_number(read.next - 1));
    Some((vec![time(read, at, Strength::Weak).with_reading(number.into_iter().collect())], read.next))
}

/// A time that stands alone, with the same hour of the other half of the day where nothing says which is meant.
fn time(read: Moment, at: usize, strength: Strength) -> Item {
    let minutes = read.minutes(read.half) % 1440;
    let item = |minutes: u16| Item::new(Value::Time(Clock(minutes % 1440)), at, read.next, strength);
    let other = (read.twelve && read.is_open()).then(|| item(minutes + 720));
    let length = read.counts.then(|| Value::Duration(Duration { amount: i64::from(minutes) * 1000, unit: Unit::Minute }));
    let length = length.map(|value| Item::new(value, at, read.next, strength));
    item(minutes).with_reading(other.into_iter().collect()).with_reading(length.into_iter().collect())
}

/// The hours of the day that a number of hours may be: `sept heures`, up to the token where the length of time ends.
pub(super) fn hours_of_day(scan: &Scan<'_, '_>, at: usize, end: usize) -> Vec<Item> {
    let Some(read) = moment(scan, at).filter(|read| read.form == Form::UnitLike && read.next == end && read.face < 1440) else {
        return Vec::new();
    };
    let minutes = read.minutes(None);
    let other = (read.twelve && read.is_open()).then_some(minutes + 720);
    let item = |minutes: u16| Item::new(Value::Time(Clock(minutes % 1440)), at, end, Strength::Weak);
    std::iter::once(minutes).chain(other).map(item).collect()
}

/// Whether a time zone stands at a token.
fn is_zone(scan: &Scan<'_, '_>, at: usize) -> bool {
    zone::zone(scan, at).is_some()
}
