//! Weekdays, their ranges and lists, and named groups of them.

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::{Item, Scan};
use crate::facts::model::{DaySet, Strength, Unit, Value};
use crate::locale::normal::is_unspaced;

/// `Monday`, `Mon-Fri`, `Mondays and Wednesdays`, `周一、三、五`, `weekdays`, and any of them but some: `daily except Sundays`.
pub(super) fn days(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let (item, next) = all_days(scan, at)?;
    let excepted = scan.means(next, &Meaning::Except).then(|| all_days(scan, next + 1)).flatten();
    let (Value::Days(days), Some((Item { value: Value::Days(without), .. }, end))) = (&item.value, &excepted) else {
        return Some((vec![item], next));
    };
    Some((vec![Item::new(Value::Days(DaySet(days.0 & !without.0)), item.from, *end, Strength::Strong)], *end))
}

fn all_days(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    let between = scan.means(at, &Meaning::Between);
    let start = if between || scan.means(at, &Meaning::From) { at + 1 } else { at };
    if let Some(days) = scan.meaning(start, |meaning| if let Meaning::Days(days) = meaning { Some(*days) } else { None }) {
        return Some((Item::new(Value::Days(days), start, start + 1, Strength::Weak), start + 1));
    }
    let opener = if between {
        Opener::Between
    } else if start > at {
        Opener::From
    } else {
        Opener::None
    };
    let mut read = one_run(scan, start, false, opener)?;
    while let Some(run) = joint(scan, read.next).and_then(|at| one_run(scan, at, true, Opener::None)) {
        read = Run { set: read.set.and(run.set), next: run.next, long: read.long || run.long, several: true };
    }
    let strength = if read.long || read.several { Strength::Strong } else { Strength::Weak };
    Some((Item::new(Value::Days(read.set), start, read.next, strength), read.next))
}

struct Run {
    set: DaySet,
    next: usize,
    /// Whether any name is written out.
    long: bool,
    /// Whether it names more than one day.
    several: bool,
}

/// What stood before the first day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    None,
    From,
    Between,
}

/// A weekday, or a range of them. `follows`: another weekday stands before, so that a letter is enough. A word that means *and* too joins a
/// range only where one was opened, and *and* alone only after *between*.
fn one_run(scan: &Scan<'_, '_>, at: usize, follows: bool, opener: Opener) -> Option<Run> {
    let in_week = in_week(scan, at);
    let at = at + usize::from(in_week.is_some());
    let whole = || weekday(scan, at).or_else(|| tail(scan, at).filter(|_| follows || opens_tails(scan, at)));
    let (first, short) = in_week.map(|day| (day, false)).or_else(whole)?;
    let and = |at: usize| scan.means(at, &Meaning::And);
    let to = |at: usize| scan.means(at, &Meaning::To) && (opener != Opener::None || !and(at));
    let joins = |at: usize| scan.is_dash(at) || to(at) || (opener == Opener::Between && and(at));
    // `Friday evening to Saturday morning`.
    let part = || is_part_of_day(scan, at + 1) || opener == Opener::From && is_word(scan, at + 1);
    let at = at + usize::from(!joins(at + 1) && joins(at + 2) && weekday(scan, at + 3).is_some() && part());
    let end = if joins(at + 1) && scan.means(at + 2, &Meaning::To) && weekday(scan, at + 2).is_none() { at + 3 } else { at + 2 };
    match weekday(scan, end).or_else(|| tail(scan, end)).filter(|_| joins(at + 1)) {
        // `Mon-Wed-Fri` are three days.
        Some((middle, middle_short)) if scan.is_dash(end + 1) && weekday(scan, end + 2).is_some() => {
            let (last, last_short) = weekday(scan, end + 2)?;
            let set = DaySet::day(first).and(DaySet::day(middle)).and(DaySet::day(last));
            Some(Run { set, next: end + 3, long: !short || !middle_short || !last_short, several: true })
        }
        Some((last, last_short)) => {
            Some(Run { set: DaySet::through(first, last), next: end + 1, long: !short || !last_short, several: true })
        }
        None => Some(Run { set: DaySet::day(first), next: at + 1, long: !short, several: false }),
    }
}

/// The day that its letter says behind the word for week: `每个星期一`, `最后一个星期五`, but `三个星期一次` counts weeks.
pub(super) fn in_week(scan: &Scan<'_, '_>, week: usize) -> Option<u8> {
    const COUNTED: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Classifier.bit() | Meaning::Power(0).bit() | Meaning::HourMark.bit();
    let day = scan.meaning(week + 1, |meaning| if let Meaning::WeekdayTail(day) = meaning { Some(*day) } else { None })?;
    // Korean `주목` begins with the word for week, and is none.
    let named = scan.means(week, &Meaning::Unit(Unit::Week)) && scan.is_glued(week + 1) && scan.slice(week).ends_with(is_unspaced);
    let counted = scan.token(week + 2).is_some_and(|token| token.bits() & COUNTED != 0) && scan.is_glued(week + 2);
    let before = |step: usize| week.checked_sub(step);
    let number =
        |at: usize| scan.is_number(at) || scan.meaning(at, |meaning| matches!(meaning, Meaning::Number(_)).then_some(())).is_some();
    let weeks = before(1).is_some_and(|at| number(at) && scan.is_glued(week) && !scan.means(at, &Meaning::Number(1000)));
    let ordinal = before(2).is_some_and(|at| scan.means(at, &Meaning::Ordinal));
    (named && !counted && (!weeks || ordinal)).then_some(day)
}

fn is_word(scan: &Scan<'_, '_>, at: usize) -> bool {
    matches!(scan.token(at).map(|token| token.kind), Some(TokenKind::Text | TokenKind::Word(_))) && !scan.is_glued(at)
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9fff)
}

fn is_part_of_day(scan: &Scan<'_, '_>, at: usize) -> bool {
    [Meaning::Am, Meaning::Pm, Meaning::Evening, Meaning::Night, Meaning::Midday].iter().any(|meaning| scan.means(at, meaning))
}

fn weekday(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, bool)> {
    // `v1.10` is a version, though `v` is a Hungarian Sunday.
    if scan.slice(at).len() == 1 && scan.is_number(at + 1) && scan.is_glued(at + 1) {
        return None;
    }
    scan.meaning(at, |meaning| if let Meaning::Weekday { day, short } = meaning { Some((*day, *short)) } else { None })
}

/// `月・水・金`: three days in a list, each by its letter.
fn opens_tails(scan: &Scan<'_, '_>, at: usize) -> bool {
    let parts = |at: usize| matches!(scan.slice(at), "・" | "·") || scan.is_comma(at);
    [at, at + 2, at + 4].iter().all(|&at| tail(scan, at).is_some()) && parts(at + 1) && parts(at + 3)
}

/// A day's distinguishing letter, if it does not count something (`周一、三天后`).
fn tail(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, bool)> {
    let day = scan.meaning(at, |meaning| if let Meaning::WeekdayTail(day) = meaning { Some(*day) } else { None })?;
    // `金額` is no Friday.
    let goes_on = scan.is_glued(at + 1)
        && matches!(scan.tokens[at + 1].kind, TokenKind::Text)
        && scan.text[scan.tokens[at + 1].start..].starts_with(is_han);
    if goes_on {
        return None;
    }
    let counts = scan.meaning(at + 1, |meaning| matches!(meaning, Meaning::Unit(_) | Meaning::HourMark).then_some(())).is_some();
    (!counts).then_some((day, true))
}

/// Where the next day of a list starts.
fn joint(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let listed = scan.is_comma(at) || matches!(scan.sign(at), Some('/' | '&' | '+' | '·')) || matches!(scan.slice(at), "・" | "·");
    let at = if listed { at + 1 } else { at };
    let and = scan.means(at, &Meaning::And) || (listed && scan.means(at, &Meaning::Or));
    let at = if and { at + 1 } else { at };
    // `v pondělí, ve středu`: a preposition before each.
    let preposition = weekday(scan, at).is_none() && scan.slice(at).chars().count() <= 3 && weekday(scan, at + 1).is_some_and(|day| !day.1);
    // `ทุกวันจันทร์ วันพุธ และวันศุกร์`: a blank parts the names where nothing else does.
    let blank = || weekday(scan, at).is_some_and(|day| !day.1) && scan.slice(at).starts_with(is_unspaced);
    (listed || and || blank()).then_some(at + usize::from(preposition))
}
