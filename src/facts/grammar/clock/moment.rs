//! One clock time as a text writes it: figures or words, and the words around them that say when it is.

use crate::locale::pack::Meaning;

use super::super::cursor::Cursor;
use super::super::{Scan, figures};
use super::spoken;
use crate::facts::model::Unit;

/// How a time shows that it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A number in words that could count anything.
    Words,
    /// A number that could be anything.
    Bare,
    /// Hours and minutes with a sign that numbers have too (`9.00`).
    Dotted,
    /// Hours with a word that may be a unit of time (`9 h`, `4 uur`).
    UnitLike,
    /// A number in words with a part of the day, which may be any other word (Vietnamese `một chiều` is one dimension too).
    Told,
    /// Words that name a time and may be something else (`ten forty`, `sette e mezza`).
    Spoken,
    /// Hours and minutes with `:` or an hour mark between.
    Minutes,
    /// With a word for it: `9 AM`, `9 Uhr`, `kl. 9`, `noon`, `half past nine`.
    Named,
}

/// A part of the day that says which of the two hours of a clock face is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    Evening,
    Night,
    Midday,
}

/// Minutes of half a day.
const HALF_DAY: i16 = 720;

impl Half {
    /// A time of the clock face in this part of the day, in minutes from midnight.
    fn place(self, face: i16) -> i16 {
        let twelve = (HALF_DAY..HALF_DAY + 60).contains(&face);
        match self {
            Half::Am if twelve => face - HALF_DAY,
            Half::Pm if face < HALF_DAY => face + HALF_DAY,
            Half::Evening if face < HALF_DAY || twelve => face + HALF_DAY,
            Half::Night if twelve => face - HALF_DAY,
            Half::Night if (6 * 60..HALF_DAY).contains(&face) => face + HALF_DAY,
            Half::Midday if (60..6 * 60).contains(&face) => face + HALF_DAY,
            _ => face,
        }
    }
}

/// One clock time as written.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that the words say or do not say")]
pub(super) struct Moment {
    /// Minutes from midnight as the clock face shows them, whatever part of the day it is.
    pub(super) face: i16,
    pub(super) half: Option<Half>,
    pub(super) form: Form,
    /// Whether a word that announces a time stands before it.
    pub(super) announced: bool,
    /// `noon` and `midnight` need no number.
    pub(super) word: bool,
    /// Whether its hour is told on a clock face of twelve hours.
    pub(super) twelve: bool,
    /// Whether it may be a length of time in hours and minutes (`1 h 30`).
    pub(super) counts: bool,
    /// The token after it.
    pub(super) next: usize,
}

impl Moment {
    pub(super) fn new(face: i16, form: Form, next: usize) -> Self {
        Self { face, half: None, form, announced: false, word: false, twelve: false, counts: false, next }
    }

    /// Minutes from midnight in a part of the day.
    pub(super) fn minutes(self, half: Option<Half>) -> u16 {
        let face = if self.face < 0 { self.face + 2 * HALF_DAY } else { self.face };
        let placed = half.map_or(face, |half| half.place(face));
        u16::try_from(placed).unwrap_or_default()
    }

    pub(super) fn hour(self) -> i16 {
        self.face / 60
    }

    pub(super) fn minute(self) -> i16 {
        self.face.rem_euclid(60)
    }

    /// Whether the hour may be one of either half of the day.
    pub(super) fn is_open(self) -> bool {
        (60..HALF_DAY + 60).contains(&self.face) && self.half.is_none() && !self.word
    }
}

/// The clock time that starts at a token.
pub(super) fn moment(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    read(scan, at, true)
}

/// The clock time that opens a range: `between 10 and 14` says nothing of minutes.
pub(super) fn opening_moment(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    read(scan, at, false)
}

fn read(scan: &Scan<'_, '_>, at: usize, alone: bool) -> Option<Moment> {
    if let Some(named) = named_hour(scan, at) {
        return Some(named);
    }
    let mut cursor = Cursor::new(scan, at);
    let mut announced = cursor.eat(&Meaning::TimeBefore);
    let early = cursor.attempt(early_part);
    if early.is_some() {
        cursor.eat(&Meaning::DateJoiner);
        announced |= cursor.eat(&Meaning::TimeBefore);
    }
    let said = |read: Moment| Moment { twelve: true, ..read };
    let core = spoken::moment(&mut cursor, early.is_some() || announced)
        .map(said)
        .or_else(|| figures(scan, cursor.at()))
        .or_else(|| spoken::hour_in_words(&mut cursor).map(said))?;
    let core = Moment { announced, half: early, ..core };
    Some(closed(scan, if early.is_some() { Moment { form: named(core), ..core } } else { core }, alone))
}

/// The form of a time with a part of the day: a number in words that nothing shows to be an hour stays in doubt.
fn named(read: Moment) -> Form {
    if read.form == Form::Words && !read.announced { Form::Told } else { Form::Named }
}

fn early_part(cursor: &mut Cursor<'_, '_, '_>) -> Option<Half> {
    let half = half(cursor.scan(), cursor.at()).or_else(|| named_half(cursor.scan(), cursor.at()))?;
    cursor.go_to(cursor.at() + 1);
    Some(half)
}

/// `noon`, `12 noon`, `midnight`.
fn named_hour(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    let word_at = if scan.integer(at) == Some(12) { at + 1 } else { at };
    let face = match () {
        () if scan.means(word_at, &Meaning::Noon) => HALF_DAY,
        () if scan.means(word_at, &Meaning::Midnight) => 0,
        () => return None,
    };
    // `中午 12 点` and `dinner time at 1`: the name of an hour says which half of the day is meant.
    let part_of_day = word_at == at && behind_part(scan, word_at).is_some_and(|read| read.form > Form::Bare || face > 0);
    (!part_of_day).then_some(Moment { word: true, ..Moment::new(face, Form::Named, word_at + 1) })
}

/// The time behind a name of an hour: twelve of either, and one to three in figures with a mark behind noon.
fn behind_part(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    let mut cursor = Cursor::new(scan, at + 1);
    cursor.eat(&Meaning::DateJoiner);
    let announced = cursor.eat(&Meaning::TimeBefore);
    let read = closed(scan, Moment { announced, ..figures(scan, cursor.at()).or_else(|| spoken::hour_in_words(&mut cursor))? }, true);
    // `noon on the 24th` is no midnight.
    let twelve = read.face % HALF_DAY == 0 && (read.face <= HALF_DAY || scan.means(at, &Meaning::Midnight));
    let noon = scan.means(at, &Meaning::Noon) && read.half.is_none() && (60..=3 * 60).contains(&read.face);
    (twelve && (read.form > Form::Bare || announced) || noon && read.form > Form::Dotted).then_some(read)
}

/// Hours in figures, and minutes if they are there.
fn figures(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    if let Some(read) = together(scan, at) {
        return Some(read);
    }
    let marked = |at: usize| scan.means(at, &Meaning::HourMark) && !is_hour_unit(scan, at);
    // Japanese counts the hours of the night on: `26時`.
    let latest = if marked(at + 1) { 30 } else { 24 };
    let hour = scan.integer(at).filter(|&hour| hour <= latest && scan.slice(at).len() <= 2 && !figures::is_cut(scan, at))? as i16;
    let twelve = scan.settings.twelve_hours && !scan.slice(at).starts_with('0');
    let read = Moment { twelve, ..Moment::new(hour * 60, Form::Bare, at + 1) };
    let read = if let Some((minute, form, next)) = minutes(scan, at + 1) {
        Moment { face: read.face + minute, form, next, counts: is_hour_unit(scan, at + 1), ..read }
    } else if is_part_of_number(scan, at) {
        return None;
    } else if scan.means(at + 1, &Meaning::HourMark) || scan.means(at + 1, &Meaning::WeakHourMark) {
        let form = if marked(at + 1) { Form::Named } else { Form::UnitLike };
        Moment { form, next: at + 2, ..read }
    } else {
        read
    };
    (hour != 24 || read.face == 1440).then_some(Moment { face: if hour > 24 { read.face - 1440 } else { read.face }, ..read })
}

/// The `10` of `10.000` is no hour.
fn is_part_of_number(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_sign(at + 1, '.') && scan.is_glued(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2)
}

/// `0600`, `1140 a.m.`: hours and minutes in one, where a word beside them says that they are.
fn together(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    let digits = scan.slice(at);
    let value = scan.integer(at).filter(|value| (3..=4).contains(&digits.len()) && value / 100 <= 24 && value % 100 < 60)? as i16;
    // `at 0808 157 0192` is a telephone number, `kl. 0900-1700` is none.
    let announced = at > 0 && scan.means(at - 1, &Meaning::TimeBefore);
    let closes = || announced && four_figures(scan, at + 2).is_some() && !scan.is_number(at + 3);
    let goes_on = scan.is_number(at + 1) || scan.is_number(at + 2) && matches!(scan.sign(at + 1), Some('-' | '/' | '.' | ',')) && !closes();
    let part = half(scan, at + 1).is_some() && value / 100 <= 12;
    let padded = digits.len() == 4 && digits.starts_with('0');
    let behind = scan.means(at + 1, &Meaning::TimeAfter) && (padded || !is_hour_unit(scan, at + 1));
    let named = || padded && at > 0 && scan.means(at - 1, &Meaning::TimeBefore) || padded && super::is_zone(scan, at + 1);
    let face = value / 100 * 60 + value % 100;
    (!goes_on && (digits.len() == 4 && behind || part || digits.len() == 4 && named())).then_some(Moment::new(face, Form::Minutes, at + 1))
}

/// Hours and minutes in four figures, whatever stands beside them.
pub(super) fn four_figures(scan: &Scan<'_, '_>, at: usize) -> Option<Moment> {
    let value = scan.integer(at).filter(|value| scan.slice(at).len() == 4 && value / 100 <= 24 && value % 100 < 60)? as i16;
    Some(Moment::new(value / 100 * 60 + value % 100, Form::Minutes, at + 1))
}

fn minutes(scan: &Scan<'_, '_>, at: usize) -> Option<(i16, Form, usize)> {
    // `2시 5분`: one figure is enough where a mark says minutes.
    let two_figures = |at: usize| scan.slice(at).len() == 2 || scan.means(at + 1, &Meaning::MinuteMark);
    let minute = scan.integer(at + 1).filter(|&minute| minute < 60 && two_figures(at + 1))? as i16;
    // `9: 00 बजे`: a word for the clock behind makes a time of it all the same.
    let named = || scan.means(at + 2, &Meaning::TimeAfter) || scan.means(at + 2, &Meaning::HourMark);
    let colon = scan.is_sign(at, ':') && scan.is_glued(at) && (scan.is_glued(at + 1) || scan.slice(at + 1).len() == 2 && named());
    // `9.30 am`: a day period makes a time of it where dots are not the custom.
    let dotted = !colon
        && scan.sign(at).is_some_and(|sign| scan.settings.time_separators.contains(&sign) || (sign == '.' && half(scan, at + 2).is_some()))
        && scan.is_glued(at)
        && scan.is_glued(at + 1);
    let mark = scan.means(at, &Meaning::HourMark) || scan.means(at, &Meaning::WeakHourMark);
    // `8 часов 30 минут вечера`: a part of the day says that these are no lengths.
    if is_hour_unit(scan, at) && scan.means(at + 2, &Meaning::Unit(Unit::Minute)) && half(scan, at + 3).is_some() {
        return Some((minute, Form::Minutes, at + 3));
    }
    if colon {
        return Some((minute, Form::Minutes, seconds_end(scan, at + 2)));
    }
    if mark {
        // `2 uur 52 min` counts.
        if is_hour_unit(scan, at) && scan.means(at + 2, &Meaning::Unit(Unit::Minute)) && !scan.means(at + 2, &Meaning::MinuteMark) {
            return None;
        }
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

/// How many words may stand behind a time that belong to it.
const MOST_BEHIND: usize = 4;

/// Reads the words behind the hours: a part of the day, the word for the clock, minutes.
fn closed(scan: &Scan<'_, '_>, read: Moment, alone: bool) -> Moment {
    let mut read = read;
    for _ in 0..MOST_BEHIND {
        let behind = part_behind(scan, read).or_else(|| word_behind(scan, read)).or_else(|| spoken::behind(scan, read, alone));
        let Some(more) = behind else { break };
        read = more;
    }
    read
}

fn part_behind(scan: &Scan<'_, '_>, read: Moment) -> Option<Moment> {
    let at = read.next + usize::from(scan.means(read.next, &Meaning::DateJoiner) && half(scan, read.next + 1).is_some());
    let half = half(scan, at).filter(|_| read.half.is_none()).or_else(|| hour_named_after(scan, read))?;
    Some(Moment { half: Some(half), form: named(read), next: at + 1, ..read })
}

fn word_behind(scan: &Scan<'_, '_>, read: Moment) -> Option<Moment> {
    let word = scan.means(read.next, &Meaning::TimeAfter) && (read.form < Form::Named || !is_hour_unit(scan, read.next));
    let sure = !matches!(read.form, Form::Bare | Form::Words) || read.announced || !is_hour_unit(scan, read.next);
    word.then_some(Moment { form: if sure { Form::Named } else { Form::UnitLike }, next: read.next + 1, ..read })
}

/// `12:00 noon`, `12 midnight`: the name of an hour behind its figures.
fn hour_named_after(scan: &Scan<'_, '_>, read: Moment) -> Option<Half> {
    named_half(scan, read.next).filter(|_| read.face % HALF_DAY == 0 && read.half.is_none())
}

pub(super) fn half(scan: &Scan<'_, '_>, at: usize) -> Option<Half> {
    scan.meaning(at, |meaning| match meaning {
        Meaning::Am => Some(Half::Am),
        Meaning::Pm => Some(Half::Pm),
        Meaning::Night => Some(Half::Night),
        Meaning::Evening => Some(Half::Evening),
        Meaning::Midday => Some(Half::Midday),
        _ => None,
    })
}

/// `中午 12 点`, `midnight 12:00`: the name of an hour before its figures.
fn named_half(scan: &Scan<'_, '_>, at: usize) -> Option<Half> {
    if scan.means(at, &Meaning::Noon) {
        return Some(Half::Midday);
    }
    scan.means(at, &Meaning::Midnight).then_some(Half::Night)
}

pub(super) fn is_hour_unit(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.means(at, &Meaning::Unit(Unit::Hour))
}
