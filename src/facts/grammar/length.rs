//! One length of time, and those that are put together of parts: `1 hour and 15 minutes`, `2 uur 52 min`, `一小時零三十分鐘`.

use crate::locale::pack::{Meaning, MinuteJoint};

use super::super::lexer::TokenKind;
use super::number::number;
use super::{Item, Scan, clock, days};
use crate::facts::model::{Clock, Duration, Strength, Unit, Value};

/// A length of time as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    /// Thousandths of the unit.
    pub(super) amount: i64,
    pub(super) unit: Unit,
    pub(super) from: usize,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is written as a word that may be an article, so that one of it says little.
    pub(super) word: bool,
}

impl Length {
    pub(super) fn item(self) -> Item {
        let strength = if self.word && self.amount == 1000 { Strength::Weak } else { Strength::Strong };
        let value = Value::Duration(Duration { amount: self.amount, unit: self.unit });
        Item::new(value, self.from, self.next, strength)
    }

    fn size(self) -> (Unit, i128) {
        Duration { amount: self.amount, unit: self.unit }.normalized()
    }
}

/// Greater numbers of years are calendar years (`2021 年`), in thousandths.
const MOST_YEARS: i64 = 999_000;

/// Whether so many of a unit are a length of time.
pub(super) fn accept(amount: i64, unit: Unit) -> bool {
    unit != Unit::Year || amount <= MOST_YEARS
}

/// The length of time that starts at a token.
pub(super) fn length(scan: &Scan<'_, '_>, at: usize) -> Option<Length> {
    in_one_word(scan, at).or_else(|| of_one(scan, at)).or_else(|| moved(scan, at)).or_else(|| counted(scan, at))
}

/// `полчаса`, `half an hour`.
fn in_one_word(scan: &Scan<'_, '_>, at: usize) -> Option<Length> {
    let amount = |meaning: &Meaning| if let Meaning::Amount(amount, unit) = meaning { Some((*amount, *unit)) } else { None };
    let (amount, unit) = scan.meaning(at, amount)?;
    Some(Length { amount, unit, from: at, next: at + 1, word: false })
}

/// `an hour`, `a month and a half`; Arabic and Hebrew put *one* behind its unit: `ساعة واحدة`.
fn of_one(scan: &Scan<'_, '_>, at: usize) -> Option<Length> {
    if scan.means(at, &Meaning::Article) {
        let (unit, next) = unit_after(scan, at + 1)?;
        return Some(with_half(scan, Length { amount: 1000, unit, from: at, next, word: true }));
    }
    let unit = unit(scan, at)?;
    // `ساعة و30 دقيقة`, `שעה ו-30 דקות`: one of the greater unit needs no number.
    let uncounted = at == 0 || !scan.is_number(at - 1) && !scan.counts(at - 1);
    if uncounted && scan.means(at + 1, &Meaning::And) {
        let hour = Length { amount: 1000, unit, from: at, next: at + 1, word: true };
        return part(scan, hour).filter(|part| scan.is_number(part.from)).map(|_| hour);
    }
    let one = scan.means(at + 1, &Meaning::Number(1000))
        && days::in_week(scan, at).is_none()
        && !scan.means(at + 1, &Meaning::Or)
        && unit_after(scan, at + 2).is_none();
    one.then_some(Length { amount: 1000, unit, from: at, next: at + 2, word: true })
}

/// `पौने 2 घंटा`, `साढ़े 3 साल`: what moves an hour moves a number of them too.
fn moved(scan: &Scan<'_, '_>, at: usize) -> Option<Length> {
    let shift = |meaning: &Meaning| if let Meaning::Shift { minutes, behind: false } = meaning { Some(i64::from(*minutes)) } else { None };
    let minutes = scan.meaning(at, shift).filter(|minutes| minutes.abs() < 60)?;
    let read = counted(scan, at + 1)?;
    Some(Length { amount: read.amount + minutes * 1000 / 60, from: at, ..read })
}

/// `3 days`, `5 and a half minutes`, `2 years and a half`.
fn counted(scan: &Scan<'_, '_>, at: usize) -> Option<Length> {
    let read = number(scan, at)?;
    let behind = read.next + usize::from(scan.means(read.next, &Meaning::Classifier));
    let half = scan.means(behind, &Meaning::AndHalf) || scan.means(behind, &Meaning::HalfPast);
    if let Some((unit, next)) = unit_after(scan, behind + 1).filter(|_| half) {
        return Some(Length { amount: read.amount + 500, unit, from: at, next, word: read.word });
    }
    // `one and a quarter hour`: the part of the hour is one word.
    let part = |meaning: &Meaning| match meaning {
        Meaning::Amount(amount, Unit::Minute) if *amount < 60_000 => Some((read.amount * 60 + amount, Unit::Minute)),
        Meaning::Amount(amount, unit) if *amount < 1000 => Some((read.amount + amount, *unit)),
        _ => None,
    };
    if let Some((amount, unit)) = scan.meaning(read.next + 1, part).filter(|_| read.word && scan.means(read.next, &Meaning::And)) {
        return Some(Length { amount, unit, from: at, next: read.next + 2, word: false });
    }
    // `一个半小时`, `五分半鐘`: the half and its unit are one word.
    let half_of = |meaning: &Meaning| match meaning {
        Meaning::Amount(500, unit) if behind > read.next => Some(*unit),
        // Arabic `سنة ونصف`, behind a number too.
        Meaning::Amount(1500, unit) => Some(*unit),
        _ => None,
    };
    if let Some(unit) = scan.meaning(behind, half_of) {
        return Some(Length { amount: read.amount + 500, unit, from: at, next: behind + 1, word: false });
    }
    let (unit, next) = unit_after(scan, read.next).or_else(|| before_seconds(scan, read.next))?;
    // `最后一个星期五` is a Friday.
    let is_day = unit == Unit::Week && days::in_week(scan, next - 1).is_some();
    (!is_day).then(|| with_half(scan, Length { amount: read.amount, unit, from: at, next, word: read.word }))
}

/// `1 分 16 秒`: a mark of minutes is their unit where seconds follow.
fn before_seconds(scan: &Scan<'_, '_>, at: usize) -> Option<(Unit, usize)> {
    let seconds = scan.means(at, &Meaning::MinuteMark).then(|| number(scan, at + 1)).flatten()?;
    (unit_after(scan, seconds.next)?.0 == Unit::Second).then_some((Unit::Minute, at + 1))
}

fn with_half(scan: &Scan<'_, '_>, read: Length) -> Length {
    // `一年半`, `hai năm rưỡi`, `tre anni e mezzo`.
    let words = [Meaning::AndHalf, Meaning::HalfPast, Meaning::Shift { minutes: 30, behind: true }];
    let half = words.iter().any(|word| scan.means(read.next, word));
    if half { Length { amount: read.amount + 500, next: read.next + 1, ..read } } else { read }
}

fn unit(scan: &Scan<'_, '_>, at: usize) -> Option<Unit> {
    let business = Unit::BusinessHour;
    if scan.means(at, &Meaning::Unit(business)) {
        return Some(business);
    }
    scan.meaning(at, |meaning| if let Meaning::Unit(unit) = meaning { Some(*unit) } else { None })
}

/// The unit after a number, with `-`, `+` or `(s)` around it.
pub(super) fn unit_after(scan: &Scan<'_, '_>, at: usize) -> Option<(Unit, usize)> {
    let hyphen = scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1);
    let plus = scan.is_sign(at, '+') && scan.is_glued(at);
    let at = if hyphen || plus || scan.means(at, &Meaning::Classifier) { at + 1 } else { at };
    Some((unit(scan, at)?, at + 1))
}

/// Parts of one length; more are data.
const MOST_PARTS: usize = 4;

/// A length with the smaller ones that belong to it, as one item, and what else the same words may say.
pub(super) fn whole(scan: &Scan<'_, '_>, first: Length) -> Item {
    let mut parts = vec![first];
    while parts.len() < MOST_PARTS
        && let Some(part) = parts.last().and_then(|last| part(scan, *last))
    {
        parts.push(part);
    }
    let (Some(last), true) = (parts.last(), parts.len() > 1) else {
        // `sept heures` may be a time.
        let hours = clock::hours_of_day(scan, first.from, first.next);
        return of_work(scan, first.item()).with_readings(hours);
    };
    let total: i128 = parts.iter().map(|part| part.size().1).sum();
    let one = Length { amount: 1, ..*last }.size().1;
    let amount = i64::try_from(total / one).unwrap_or(i64::MAX);
    let sum = Length { amount, unit: last.unit, from: first.from, next: last.next, word: false };
    // A list of lengths has commas too: `1 year, 6 months`.
    let listed = parts.iter().any(|part| scan.is_comma(part.next) && part.next < last.from);
    let each = if listed { parts.iter().map(|part| part.item()).collect() } else { Vec::new() };
    sum.item().with_reading(each).with_readings(time(&parts))
}

/// `8 heures de travail` are business hours, or hours that work takes: where the unit's word says both, the other side knows.
pub(super) fn of_work(scan: &Scan<'_, '_>, item: Item) -> Item {
    let both = [Unit::Hour, Unit::BusinessHour].iter().all(|unit| scan.means(item.to - 1, &Meaning::Unit(*unit)));
    let Value::Duration(Duration { amount, unit: Unit::BusinessHour }) = item.value else { return item };
    let hours = Item { value: Value::Duration(Duration { amount, unit: Unit::Hour }), ..item.clone() };
    if both { item.with_reading(vec![hours]) } else { item }
}

/// `2 uur 52 min` may be a time of day.
fn time(parts: &[Length]) -> Vec<Item> {
    let [hours, minutes] = parts else { return Vec::new() };
    let units = (hours.unit, minutes.unit) == (Unit::Hour, Unit::Minute);
    let total = hours.amount / 1000 * 60 + minutes.amount / 1000;
    let fits = units && hours.amount % 1000 == 0 && minutes.amount % 1000 == 0 && (0..1440).contains(&total);
    fits.then(|| Item::new(Value::Time(Clock(total as u16)), hours.from, minutes.next, Strength::Weak)).into_iter().collect()
}

/// The next smaller part of a length that ends with `before`.
fn part(scan: &Scan<'_, '_>, before: Length) -> Option<Length> {
    let comma = usize::from(scan.is_comma(before.next));
    let joiner = before.next + comma;
    let joiners = [Meaning::And, Meaning::Number(0), Meaning::Minutes(MinuteJoint::Plus)];
    let joins = joiners.iter().any(|meaning| scan.means(joiner, meaning));
    let at = joiner + usize::from(joins && !scan.is_number(joiner));
    let read = length(scan, at).or_else(|| bare_minutes(scan, at, before))?;
    let ((unit, size), (other, least)) = (read.size(), Length { amount: 1000, ..before }.size());
    (unit == other && size < least && before.amount % 1000 == 0 && read.amount > 0).then_some(read)
}

/// `2 hours ten`, `兩小時十分`: minutes without their unit, if nothing stands behind that they may count.
fn bare_minutes(scan: &Scan<'_, '_>, at: usize, before: Length) -> Option<Length> {
    let read = number(scan, at).filter(|read| read.amount % 1000 == 0 && (10_000..60_000).contains(&read.amount))?;
    let next = read.next + usize::from(scan.means(read.next, &Meaning::MinuteMark));
    let ends = scan.token(next).is_none_or(|token| matches!(token.kind, TokenKind::Break | TokenKind::Sign('.' | ',' | ';' | ')' | '。')));
    let fits = before.unit == Unit::Hour && ends && (read.word || next > read.next);
    fits.then_some(Length { amount: read.amount, unit: Unit::Minute, from: at, next, word: false })
}
