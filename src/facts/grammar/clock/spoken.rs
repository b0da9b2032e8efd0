//! Times as they are said: `half past eight`, `halb neun`, `ten to nine`, `las ocho y cuarto`, `без пяти девять`, `ten forty`.
//!
//! Which words move an hour, and which way, is data of the packs.

use crate::locale::pack::{Meaning, MinuteJoint};

use super::super::super::lexer::TokenKind;
use super::super::Scan;
use super::super::cursor::Cursor;
use super::moment::{Form, Moment, half, is_hour_unit};
use crate::facts::model::Unit;

/// A spoken time that does not open with its hour, or has its minutes right behind it. `shown`: what stands before says that a time follows.
pub(super) fn moment(cursor: &mut Cursor<'_, '_, '_>, shown: bool) -> Option<Moment> {
    cursor
        .attempt(left_until)
        .or_else(|| cursor.attempt(|cursor| counted(cursor, shown)))
        .or_else(|| cursor.attempt(shifted))
        .or_else(|| cursor.attempt(|cursor| side_by_side(cursor, shown)))
}

/// An hour in words, with the mark of hours if one stands behind it.
pub(super) fn hour_in_words(cursor: &mut Cursor<'_, '_, '_>) -> Option<Moment> {
    let face = face_in_words(cursor)?;
    let unit = is_hour_unit(cursor.scan(), cursor.at());
    let form = match cursor.eat_any(&[Meaning::HourMark, Meaning::WeakHourMark]) {
        true if unit => Form::UnitLike,
        true => Form::Spoken,
        // `полдевятого` names a time by itself, `ढाई साल` counts years.
        false if face % 60 != 0 && !cursor.is_unit() => Form::Named,
        false => Form::Words,
    };
    Some(Moment::new(face, form, cursor.at()))
}

fn face_in_words(cursor: &mut Cursor<'_, '_, '_>) -> Option<i16> {
    let hour = |meaning: &Meaning| match meaning {
        Meaning::Hour(minutes) => i16::try_from(*minutes).ok(),
        _ => None,
    };
    let number = |cursor: &mut Cursor<'_, '_, '_>| number_word(cursor).filter(|hour| (0..=24).contains(hour)).map(|hour| hour * 60);
    // `deux millions` is no hour.
    let face = cursor.pick(hour).or_else(|| cursor.attempt(number))?;
    let multiplied = cursor.scan().meaning(cursor.at(), |meaning| matches!(meaning, Meaning::Power(_)).then_some(())).is_some();
    (!multiplied).then_some(face)
}

/// A whole number below sixty in a word.
fn number_word(cursor: &mut Cursor<'_, '_, '_>) -> Option<i16> {
    let whole = |meaning: &Meaning| match meaning {
        Meaning::Number(value) if value % 1000 == 0 && (0..60_000).contains(value) => Some((value / 1000) as i16),
        _ => None,
    };
    cursor.pick(whole)
}

/// Minutes of an hour, and whether they are a word.
fn number(cursor: &mut Cursor<'_, '_, '_>) -> Option<(i16, bool)> {
    if let Some(value) = cursor.scan().integer(cursor.at()).filter(|value| (1..60).contains(value)) {
        cursor.go_to(cursor.at() + 1);
        return Some((value as i16, false));
    }
    number_word(cursor).filter(|value| *value > 0).map(|value| (value, true))
}

fn eat_minute(cursor: &mut Cursor<'_, '_, '_>) -> bool {
    cursor.eat_any(&[Meaning::MinuteMark, Meaning::Unit(Unit::Minute)])
}

/// The hour that minutes belong to, in figures or words, and whether anything shows that it is one.
fn hour(cursor: &mut Cursor<'_, '_, '_>) -> Option<(i16, bool)> {
    let announced = cursor.eat(&Meaning::TimeBefore);
    if let Some(shifted) = cursor.attempt(shifted) {
        return Some((shifted.face, true));
    }
    let in_figures = cursor.scan().integer(cursor.at()).filter(|hour| (1..=24).contains(hour)).map(|hour| hour as i16 * 60);
    let face = match in_figures {
        Some(face) => {
            cursor.go_to(cursor.at() + 1);
            face
        }
        None => face_in_words(cursor)?,
    };
    // `las cinco treinta`.
    let ten = |cursor: &mut Cursor<'_, '_, '_>| number_word(cursor).filter(|minutes| *minutes >= 10 && !cursor.is_unit());
    let minutes = if in_figures.is_none() && face % 60 == 0 { cursor.attempt(ten) } else { None };
    let face = face + minutes.unwrap_or(0);
    let unit = cursor.is_unit() && !cursor.means(&Meaning::TimeAfter);
    let mark = cursor.eat_any(&[Meaning::HourMark, Meaning::WeakHourMark, Meaning::TimeAfter]);
    // `three past 12 months` counts months.
    (mark || !(unit || cursor.is_unit())).then_some((face, announced || mark || in_figures.is_none()))
}

/// `без пяти девять`, `差五分八点`.
fn left_until(cursor: &mut Cursor<'_, '_, '_>) -> Option<Moment> {
    cursor.eat(&Meaning::Minutes(MinuteJoint::Left)).then_some(())?;
    let (minutes, _) = number(cursor)?;
    eat_minute(cursor);
    cursor.eat_any(&[Meaning::Minutes(MinuteJoint::To), Meaning::To]);
    let (face, shown) = hour(cursor)?;
    (shown || ends(cursor)).then_some(Moment::new(face - minutes, Form::Named, cursor.at()))
}

/// `ten past nine`, `20 minuten over acht`, `fünf vor halb acht`.
fn counted(cursor: &mut Cursor<'_, '_, '_>, announced: bool) -> Option<Moment> {
    let (minutes, in_words) = number(cursor)?;
    let unit = eat_minute(cursor);
    let range = cursor.means(&Meaning::To);
    let ahead = match cursor.pick(joint)? {
        MinuteJoint::Past => minutes,
        // `five to ten` is a range first, `at five to ten` is none.
        MinuteJoint::To if unit || !range || announced && in_words => -minutes,
        _ => return None,
    };
    let (face, shown) = hour(cursor)?;
    // `two after three` and `15 minutes before 5 servers` are no times.
    let round = unit || minutes % 5 == 0;
    let figures_only = !in_words && !unit && !shown;
    let form = if figures_only { Form::Words } else { Form::Named };
    (round && (shown || ends(cursor))).then_some(Moment::new(face + ahead, form, cursor.at()))
}

fn joint(meaning: &Meaning) -> Option<MinuteJoint> {
    if let Meaning::Minutes(joint) = meaning { Some(*joint) } else { None }
}

/// `halb neun`, `quarter past eight`, `wpół do dziewiątej`.
fn shifted(cursor: &mut Cursor<'_, '_, '_>) -> Option<Moment> {
    let minutes = cursor.pick(|meaning| match meaning {
        Meaning::Shift { minutes, behind: false } => Some(*minutes),
        _ => None,
    })?;
    cursor.eat(&Meaning::DateJoiner);
    let (face, _) = hour(cursor)?;
    Some(Moment::new(on_the_face(face, minutes), Form::Named, cursor.at()))
}

/// `halb eins` is half past twelve.
fn on_the_face(face: i16, minutes: i16) -> i16 {
    let moved = face + minutes;
    if minutes < 0 && (0..60).contains(&moved) && face > 0 { moved + 720 } else { moved }
}

/// `ten forty`, `twenty thirty-five`: two numbers in words of which no number is made.
fn side_by_side(cursor: &mut Cursor<'_, '_, '_>, shown: bool) -> Option<Moment> {
    let start = cursor.at();
    let scan = cursor.scan();
    let counts = |at: usize| {
        scan.is_number(at) || scan.meaning(at, |meaning| matches!(meaning, Meaning::Number(_) | Meaning::Power(_)).then_some(())).is_some()
    };
    let face = match scan.integer(start).filter(|&hour| shown && hour <= 24 && scan.slice(start).len() <= 2) {
        Some(hour) => {
            cursor.go_to(start + 1);
            hour as i16 * 60
        }
        None => face_in_words(cursor)?,
    };
    let marked = cursor.eat_any(&[Meaning::HourMark, Meaning::WeakHourMark, Meaning::TimeAfter]);
    let minute = number_word(cursor).filter(|minute| *minute >= 10 || cursor.means(&Meaning::MinuteMark))?;
    if !marked && start > 0 && counts(start - 1) || counts(cursor.at()) {
        return None;
    }
    let mark = cursor.eat(&Meaning::MinuteMark);
    // `seven hours thirty minutes` and `ten twenty-day tickets` count.
    let counted = cursor.is_unit() || scan.is_dash(cursor.at()) && scan.is_glued(cursor.at());
    let form = if marked || mark { Form::Minutes } else { Form::Spoken };
    let read = Moment { counts: marked && is_hour_unit(scan, start + 1), ..Moment::new(face + minute, form, cursor.at()) };
    (!counted && face < 1440).then_some(read)
}

/// What stands behind an hour and moves it: `y media`, `menos cuarto`, `e venti`, `geçiyor`.
pub(super) fn behind(scan: &Scan<'_, '_>, read: Moment, alone: bool) -> Option<Moment> {
    let mut cursor = Cursor::new(scan, read.next);
    let moved = cursor.attempt(|cursor| shift_behind(cursor, read)).or_else(|| minutes_behind(&mut cursor, read, alone))?;
    Some(Moment { next: cursor.at(), ..moved })
}

fn shift_behind(cursor: &mut Cursor<'_, '_, '_>, read: Moment) -> Option<Moment> {
    // A number alone may be a half more: `two and a half`.
    let bare = matches!(read.form, Form::Words | Form::Bare) && !read.announced;
    let whole = read.face % 60 == 0;
    let (minutes, sure) = if whole && cursor.eat(&Meaning::HalfPast) {
        (30, !bare)
    } else if whole && cursor.eat(&Meaning::AndHalf) {
        (30, !bare || read.form == Form::Spoken)
    } else {
        let minutes = cursor.pick(|meaning| match meaning {
            Meaning::Shift { minutes, behind: true } => Some(*minutes),
            _ => None,
        })?;
        (minutes, !bare || minutes % 30 != 0 || minutes > 60)
    };
    let marked = cursor.means(&Meaning::HourMark) || cursor.means(&Meaning::TimeAfter);
    let spelt = read.form == Form::Bare && minutes == 30 && bare;
    if cursor.is_unit() && !marked || spelt && half(cursor.scan(), cursor.at()).is_none() {
        return None;
    }
    let form = if sure && read.form != Form::UnitLike { Form::Named } else { Form::Spoken };
    Some(Moment { face: read.face + minutes, form: form.max(if sure { read.form } else { form }), twelve: true, ..read })
}

/// The ending of figures: Turkish `9'u 20 geçe`.
fn eat_ending(cursor: &mut Cursor<'_, '_, '_>) {
    let (scan, at) = (cursor.scan(), cursor.at());
    // Those that make ordinals are one word.
    if scan.means(at, &Meaning::Ordinal) && scan.is_glued(at) {
        cursor.go_to(at + 1);
        return;
    }
    let is_ending = scan.is_sign(at, '\'') && scan.is_glued(at) && scan.is_glued(at + 1);
    if is_ending && scan.settings.suffixes.iter().any(|suffix| suffix.trim_start_matches(['\'', '’']) == scan.slice(at + 1)) {
        cursor.go_to(at + 2);
    }
}

/// `ocho y veinte`, `ocho menos veinte`, `आठ बजकर पंद्रह मिनट`, `sekizi yirmi geçiyor`, `8時3分前`.
fn minutes_behind(cursor: &mut Cursor<'_, '_, '_>, read: Moment, alone: bool) -> Option<Moment> {
    let hour = read.face - read.minute();
    if read.minute() > 0 && cursor.eat(&Meaning::Minutes(MinuteJoint::Missing)) {
        return Some(Moment { face: hour - read.minute(), form: Form::Named, ..read });
    }
    (!read.word && (read.minute() == 0 || matches!(read.form, Form::Named | Form::Spoken))).then_some(())?;
    eat_ending(cursor);
    let joined = cursor.attempt(|cursor| cursor.pick(joint).filter(|joint| matches!(joint, MinuteJoint::Plus | MinuteJoint::Less)));
    let (minutes, in_words) = cursor.attempt(number)?;
    let unit = eat_minute(cursor);
    let joint = match joined {
        Some(joint) => joint,
        None => cursor.pick(joint).filter(|joint| matches!(joint, MinuteJoint::Gone | MinuteJoint::Missing))?,
    };
    let ahead = if matches!(joint, MinuteJoint::Plus | MinuteJoint::Gone) { minutes } else { -minutes };
    let plus = joint == MinuteJoint::Plus;
    // `tra le 4pm e le 5pm`, `between 10 and 14`: the second number is an hour.
    let two_halves = || !in_words && read.half.is_some() && half(cursor.scan(), cursor.at()).is_some();
    let next_hour = plus && (!alone || two_halves());
    let certain = !plus || (read.announced || read.form > Form::Dotted) && (in_words || unit);
    // `a las 5 y 20 servidores`: what is counted is no minute.
    let open = in_words || unit || ends(cursor);
    let shown = in_words || read.announced || read.form != Form::Bare;
    // Korean `이 사전` is *this prior* too.
    let told = joined.is_none() && read.form == Form::Words && !unit && !read.announced;
    let form = if certain && !told { Form::Named } else { Form::Spoken };
    (open && shown && !next_hour && !cursor.is_unit()).then_some(Moment { face: read.face + ahead, form, twelve: true, ..read })
}

/// Whether nothing stands here that may be counted.
fn ends(cursor: &Cursor<'_, '_, '_>) -> bool {
    let scan = cursor.scan();
    let part = half(scan, cursor.at()).is_some() || cursor.means(&Meaning::To) || cursor.means(&Meaning::From);
    part || scan
        .token(cursor.at())
        .is_none_or(|token| matches!(token.kind, TokenKind::Break | TokenKind::Sign(',' | '.' | ';' | ')' | '。' | '!' | '?')))
}
