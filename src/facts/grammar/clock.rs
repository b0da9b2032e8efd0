//! Clock times and periods between them, in 12 and 24 hours.

use std::ops::Range;

use crate::locale::pack::Meaning;

use super::{Item, Scan, amount, figures, zone};
use crate::facts::model::{Clock, Strength, Unit, Value};

/// How a time shows that it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A number that could be anything.
    Bare,
    /// Hours and minutes with a sign that numbers have too (`9.00`).
    Dotted,
    /// Hours with a word that may be a unit of time (`9 h`, `4 uur`).
    UnitLike,
    /// Hours and minutes with `:` or an hour mark between.
    Minutes,
    /// With a word for it: `9 AM`, `9 Uhr`, `kl. 9`, `noon`.
    Named,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    Night,
}

/// One clock time as written.
#[derive(Clone, Copy, Debug)]
struct Read {
    hour: u16,
    minute: u16,
    half: Option<Half>,
    form: Form,
    /// Whether a word that announces a time stands before it.
    announced: bool,
    /// `noon` and `midnight` need no number.
    word: bool,
    next: usize,
}

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
    let first = clock(scan, start).filter(|_| !continues_figures(scan, start))?;
    // `9 AM ET to 9 PM ET`: the zone is read at the end.
    let after = zone::zone(scan, first.next).map_or(first.next, |(_, next)| next);
    let joint = joint(scan, after, opened || first.form > Form::Bare)?;
    let second = clock(scan, if scan.means(joint, &Meaning::NextDay) { joint + 1 } else { joint })?;
    if is_chain(scan, second.next) {
        return None;
    }
    let (from, to) = resolve(scan, first, second)?;
    let period = Item::new(Value::Period(from, to), start, second.next, strength(first, second, opened));
    let period = if period.strength == Strength::Weak {
        period.with_reading(numbers(scan, &[start..first.next, joint..second.next]))
    } else {
        period
    };
    Some((vec![period], second.next))
}

/// The numbers that stand in both ends of what is a period only if the other side has one: `sections 9-5`, `18.04 and 20.04`.
fn numbers(scan: &Scan<'_, '_>, ends: &[Range<usize>]) -> Vec<Item> {
    let number = |end: &Range<usize>| {
        let at = end.clone().find(|&at| scan.is_number(at))?;
        amount::number(scan, at).filter(|(_, next)| *next <= end.end).map(|(item, _)| item)
    };
    ends.iter().map(number).collect::<Option<Vec<Item>>>().unwrap_or_default()
}

/// Where the second time of a range starts.
fn joint(scan: &Scan<'_, '_>, at: usize, opened: bool) -> Option<usize> {
    let comma = scan.is_comma(at) && (scan.means(at + 1, &Meaning::To) || scan.is_dash(at + 1));
    let at = if comma { at + 1 } else { at };
    // French `à` is *to* and *at*: `le 13 à 9:00` is no period.
    let to = scan.means(at, &Meaning::To) && (opened || !scan.means(at, &Meaning::TimeBefore));
    let joins = scan.is_dash(at) || to || (opened && scan.means(at, &Meaning::And));
    joins.then_some(at + 1)
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

fn strength(first: Read, second: Read, opened: bool) -> Strength {
    let (low, high) = (first.form.min(second.form), first.form.max(second.form));
    let sure = match high {
        Form::Named | Form::Minutes => true,
        // `9.00-17.00` is a period, `1.5-2.5` and `2 tot 4 uur` may be anything.
        Form::Dotted => low == Form::Dotted && first.minute.is_multiple_of(15) && second.minute.is_multiple_of(15),
        Form::UnitLike => low == Form::Dotted || (low == Form::UnitLike && opened),
        Form::Bare => false,
    };
    if sure || first.announced || second.announced { Strength::Strong } else { Strength::Weak }
}

/// Fills in the half of the day that only one end names.
fn resolve(scan: &Scan<'_, '_>, first: Read, second: Read) -> Option<(Clock, Clock)> {
    let (mut from, mut to) = (first.minutes(first.half), second.minutes(second.half));
    match (first.half, second.half) {
        (None, Some(half)) if first.hour <= 12 && !first.word => {
            let same = first.minutes(Some(half));
            let other = first.minutes(Some(if half == Half::Pm { Half::Am } else { Half::Pm }));
            from = if same < to { same } else { other };
        }
        (Some(half), None) if second.hour <= 12 && !second.word => {
            let same = second.minutes(Some(half));
            to = if same > from { same } else { second.minutes(Some(Half::Pm)) };
        }
        (None, None) if !first.word && !second.word && may_be_afternoon(scan, first, second) && to <= from => to += 720,
        _ => {}
    }
    // `9–12 Uhr vormittags` ends at noon; in English `12 AM` is midnight.
    if second.half == Some(Half::Am) && second.hour == 12 && !scan.settings.twelve_hours {
        to = 720 + second.minute;
        from = first.minutes(Some(Half::Am));
    }
    if to == 0 {
        to = 1440;
    }
    (from < 1440 && from != to).then_some((Clock(from), Clock(to)))
}

/// `9-5` ends in the afternoon in any language, if that makes a working day; `12-11` and `9:00-5:00` do where clocks have twelve hours.
fn may_be_afternoon(scan: &Scan<'_, '_>, first: Read, second: Read) -> bool {
    let bare = first.form == Form::Bare && second.form == Form::Bare;
    let working_day = bare && (6..=12).contains(&first.hour) && second.hour < 8;
    first.hour <= 12 && (1..12).contains(&second.hour) && (working_day || scan.settings.twelve_hours)
}

impl Read {
    fn minutes(self, half: Option<Half>) -> u16 {
        let hour = match half {
            Some(Half::Am | Half::Night) if self.hour == 12 => 0,
            Some(Half::Pm) if self.hour < 12 => self.hour + 12,
            Some(Half::Night) if (6..12).contains(&self.hour) => self.hour + 12,
            _ => self.hour,
        };
        hour * 60 + self.minute
    }
}

fn single(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let read = clock(scan, at).filter(|_| !continues_figures(scan, at))?;
    let strength = match read.form {
        Form::Named if !read.word => Strength::Strong,
        Form::Minutes => Strength::Strong,
        Form::Named => Strength::Weak,
        Form::Dotted if read.announced => Strength::Strong,
        _ => return None,
    };
    let minutes = read.minutes(read.half) % 1440;
    Some((vec![Item::new(Value::Time(Clock(minutes)), at, read.next, strength)], read.next))
}

/// `um 9`, `kl. 9`: a time if the other side has one.
fn announced(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let counted = |at: usize| scan.meaning(at, |meaning| matches!(meaning, Meaning::Unit(_)).then_some(())).is_some();
    let read = clock(scan, at).filter(|read| read.announced && !counted(read.next))?;
    let time = Item::new(Value::Time(Clock(read.minutes(read.half) % 1440)), at, read.next, Strength::Weak);
    // `à 5 utilisateurs`: it may count something.
    let number = amount::inner_number(scan, read.next - 1).filter(|_| scan.is_number(read.next - 1));
    Some((vec![time.with_reading(number.into_iter().collect())], read.next))
}

fn clock(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    if let Some(read) = named_hour(scan, at) {
        return Some(read);
    }
    let announced = scan.means(at, &Meaning::TimeBefore);
    let mut next = if announced { at + 1 } else { at };
    let early =
        half(scan, next).or_else(|| named_half(scan, next)).filter(|_| scan.is_number(next + 1) || hour_in_words(scan, next + 1).is_some());
    if early.is_some() {
        next += 1;
    }
    let read = hours(scan, next).or_else(|| hour_in_words(scan, next).filter(|_| early.is_some()))?;
    Some(named(scan, half_past(scan, read), early, announced))
}

/// `noon`, `12 noon`, `midnight`.
fn named_hour(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let word_at = if scan.integer(at) == Some(12) { at + 1 } else { at };
    if scan.is_number(word_at + 1)
        && scan.integer(word_at + 1).is_some_and(|hour| hour == 12 || hour == 0)
        && clock(scan, word_at + 1).is_some_and(|read| read.form > Form::Bare)
    {
        return None;
    }
    let hour = match () {
        () if scan.means(word_at, &Meaning::Noon) => 12,
        () if scan.means(word_at, &Meaning::Midnight) => 0,
        () => return None,
    };
    Some(Read { hour, minute: 0, half: None, form: Form::Named, announced: false, word: true, next: word_at + 1 })
}

/// `九点`, `아홉 시`: an hour in words before an hour mark.
fn hour_in_words(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let hour = scan
        .meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value / 1000) } else { None })
        .filter(|hour| (0..=24).contains(hour))?;
    let marked = scan.means(at + 1, &Meaning::HourMark) || scan.means(at + 1, &Meaning::WeakHourMark);
    marked.then_some(Read { hour: hour as u16, minute: 0, half: None, form: Form::Named, announced: false, word: false, next: at + 2 })
}

/// `8 点半`, `8시 반`.
fn half_past(scan: &Scan<'_, '_>, read: Read) -> Read {
    let past = read.minute == 0 && read.form > Form::Bare && scan.means(read.next, &Meaning::HalfPast);
    if past { Read { minute: 30, form: Form::Minutes, next: read.next + 1, ..read } } else { read }
}

/// Hours, and minutes if they are there.
fn hours(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let hour = scan.integer(at).filter(|&hour| hour <= 24 && scan.slice(at).len() <= 2 && !figures::is_cut(scan, at))? as u16;
    let mut read = Read { hour, minute: 0, half: None, form: Form::Bare, announced: false, word: false, next: at + 1 };
    if let Some((minute, form, next)) = minutes(scan, at + 1) {
        read = Read { minute, form, next, ..read };
    } else if scan.means(at + 1, &Meaning::HourMark) || scan.means(at + 1, &Meaning::WeakHourMark) {
        let weak = is_hour_unit(scan, at + 1) || !scan.means(at + 1, &Meaning::HourMark);
        let form = if weak { Form::UnitLike } else { Form::Named };
        read = Read { form, next: at + 2, ..read };
    }
    (read.hour < 24 || read.minute == 0).then_some(read)
}

fn minutes(scan: &Scan<'_, '_>, at: usize) -> Option<(u16, Form, usize)> {
    // `2시 5분`: one figure is enough where a mark says minutes.
    let two_figures = |at: usize| scan.slice(at).len() == 2 || scan.means(at + 1, &Meaning::MinuteMark);
    let minute = scan.integer(at + 1).filter(|&minute| minute < 60 && two_figures(at + 1))? as u16;
    let colon = scan.is_sign(at, ':') && scan.is_glued(at) && scan.is_glued(at + 1);
    // `9.30 am`: a day period makes a time of it where dots are not the custom.
    let dotted = !colon
        && scan.sign(at).is_some_and(|sign| scan.settings.time_separators.contains(&sign) || (sign == '.' && half(scan, at + 2).is_some()))
        && scan.is_glued(at)
        && scan.is_glued(at + 1);
    let mark = scan.means(at, &Meaning::HourMark) || scan.means(at, &Meaning::WeakHourMark);
    if colon {
        return Some((minute, Form::Minutes, seconds_end(scan, at + 2)));
    }
    if mark {
        let next = if scan.means(at + 2, &Meaning::MinuteMark) { at + 3 } else { at + 2 };
        return Some((minute, Form::Minutes, next));
    }
    // `28.02.2021` and `1.10.3` are no times.
    let more = scan.is_sign(at + 2, '.') && scan.is_glued(at + 2) && scan.is_glued(at + 3) && scan.is_number(at + 3);
    (dotted && !more).then_some((minute, Form::Dotted, at + 2))
}

fn seconds_end(scan: &Scan<'_, '_>, at: usize) -> usize {
    let seconds =
        scan.is_sign(at, ':') && scan.is_glued(at) && scan.is_glued(at + 1) && scan.slice(at + 1).len() == 2 && scan.is_number(at + 1);
    if seconds { at + 2 } else { at }
}

/// Reads the words around the figures.
fn named(scan: &Scan<'_, '_>, read: Read, early: Option<Half>, announced: bool) -> Read {
    let mut read = Read { half: early, announced, ..read };
    if early.is_some() {
        read.form = Form::Named;
    }
    for _ in 0..2 {
        if let Some(half) = half(scan, read.next).filter(|_| read.half.is_none()).or_else(|| hour_named_after(scan, read)) {
            read = Read { half: Some(half), form: Form::Named, next: read.next + 1, ..read };
        } else if scan.means(read.next, &Meaning::TimeAfter) && (read.form < Form::Named || !is_hour_unit(scan, read.next)) {
            let sure = read.form > Form::Bare || announced || !is_hour_unit(scan, read.next);
            read = Read { form: if sure { Form::Named } else { Form::UnitLike }, next: read.next + 1, ..read };
        }
    }
    read
}

/// `12:00 noon`, `12 midnight`: the name of an hour behind its figures.
fn hour_named_after(scan: &Scan<'_, '_>, read: Read) -> Option<Half> {
    let twelve = read.hour.is_multiple_of(12) && read.minute == 0;
    named_half(scan, read.next).filter(|_| twelve && read.half.is_none())
}

fn half(scan: &Scan<'_, '_>, at: usize) -> Option<Half> {
    if scan.means(at, &Meaning::Am) {
        return Some(Half::Am);
    }
    if scan.means(at, &Meaning::Night) {
        return Some(Half::Night);
    }
    scan.means(at, &Meaning::Pm).then_some(Half::Pm)
}

/// `中午 12 点`, `midnight 12:00`: the name of an hour before its figures.
fn named_half(scan: &Scan<'_, '_>, at: usize) -> Option<Half> {
    if scan.means(at, &Meaning::Noon) {
        return Some(Half::Pm);
    }
    scan.means(at, &Meaning::Midnight).then_some(Half::Night)
}

fn is_hour_unit(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.means(at, &Meaning::Unit(Unit::Hour))
}
