//! Dates: `January 5, 2024`, `5. Januar 2024`, `2024年1月5日`, `01/05/2024` in the order of the language, months of a year, days of a month.

use crate::locale::pack::{DateOrder, Meaning};

use super::super::lexer::TokenKind;
use super::{Item, Scan, alone, amount, figures};
use crate::facts::model::{Date, Kind, Number, Strength, Unit, Value};

/// How many tokens may stand between two dates that share a year.
const REACH: usize = 3;

/// A date as read, and the token after it.
#[derive(Clone, Copy, Debug)]
struct Read {
    date: Date,
    from: usize,
    next: usize,
    strength: Strength,
    /// Whether it is a date only beside another.
    open: bool,
}

/// How many of its form in a block make sure that `2/28` is a date.
const COMPANY: usize = 3;

/// One date, or the two ends of a range of dates.
pub(super) fn dates(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    if !may_start(scan, at) || (scan.is_number(at) && figures::continues_name(scan, at)) {
        return None;
    }
    let at = at + usize::from(is_opener(scan, at));
    let found = marked_year(scan, at).or_else(|| range(scan, at))?;
    let next = found.last()?.next;
    let items: Vec<Item> = found.into_iter().map(|read| Item::new(Value::Date(read.date), read.from, read.next, read.strength)).collect();
    Some((behind_name(scan, at, next).map_or(items.clone(), |other| with_name(items, other)), next))
}

/// What `Windows 10 May 2021` says if the number belongs to the name: the number, and the date that is left.
fn behind_name(scan: &Scan<'_, '_>, at: usize, end: usize) -> Option<Vec<Item>> {
    amount::capitalised(scan, at).filter(|_| scan.is_number(at) && scan.slice(at).len() <= 2)?;
    let (number, behind) = alone::number(scan, at).filter(|(_, next)| *next == at + 1)?;
    let start = behind + usize::from(joint(scan, behind).is_some());
    let rest = range(scan, start).or_else(|| month_alone(scan, start).map(|read| vec![read]))?;
    let date = |read: Read| Item::new(Value::Date(read.date), read.from, read.next, Strength::Strong);
    (rest.last()?.next == end).then(|| std::iter::once(number).chain(rest.into_iter().map(date)).collect())
}

/// Dates that may be a number and a date.
fn with_name(dates: Vec<Item>, other: Vec<Item>) -> Vec<Item> {
    let mut dates = dates.into_iter();
    let Some(first) = dates.next() else { return other };
    let rest: Vec<Item> = dates.collect();
    // Of two dates that a name stands before, the second is one whatever the first is.
    let shared = rest.len();
    let other = other.into_iter().rev().skip(shared).collect::<Vec<_>>().into_iter().rev().collect();
    std::iter::once(first.with_reading(other)).chain(rest).collect()
}

/// `28.02.`, `2/28`: may be something else.
pub(super) fn day_and_month(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let by_year = |sign: char| sign == '-' && scan.is_comma(at + 3) && year(scan, at + 4).is_some();
    let sign = scan.sign(at + 1).filter(|&sign| matches!(sign, '.' | '/') || by_year(sign))?;
    let glued = scan.is_glued(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2) && !figures::continues_name(scan, at);
    let next = if sign == '.' { at + 4 } else { at + 3 };
    // `um 09.10.` is a time at the end of a sentence.
    let announced = at > 0 && scan.means(at - 1, &Meaning::TimeBefore);
    let two = || scan.slice(at).len() == 2 && scan.slice(at + 2).len() == 2;
    // `am 15.1. zurück`: no number has a full stop behind it inside a sentence.
    let inside = || {
        let next = scan.token(at + 4).map(|token| &scan.text[token.start..]);
        scan.settings.decimal != '.'
            && amount::capitalised(scan, at).is_none()
            && next.is_some_and(|text| text.starts_with(char::is_lowercase))
    };
    // `ab dem 1.10.`: no number of such a language ends with a full stop behind its point.
    let ends = || {
        let short = [at, at + 2].iter().all(|&at| scan.slice(at).len() <= 2);
        let custom = scan.settings.decimal != '.' && scan.settings.date_order == DateOrder::DayMonthYear;
        custom && short && !announced && amount::capitalised(scan, at).is_none() && scan.is_sentence_end(at + 3)
    };
    let closed = sign != '.' || scan.is_sign(at + 3, '.') && (!announced && two() || inside() || ends());
    let goes_on = scan.is_glued(next) && (scan.is_number(next) || (matches!(scan.sign(next), Some('/' | '.')) && scan.is_number(next + 1)));
    let (first, second) = (two_figures(scan, at)?, two_figures(scan, at + 2)?);
    let month_first = sign != '.' && scan.settings.date_order != DateOrder::DayMonthYear;
    let (month, day) = if month_first { (first, second) } else { (second, first) };
    let swapped = || valid(None, day, Some(month)).filter(|_| sign != '.');
    let date = valid(None, month, Some(day)).or_else(swapped).filter(|_| glued && closed && !goes_on)?;
    let date = Date { interchangeable: sign == '/' && month <= 12 && day <= 12, ..date };
    // `08/12, 2015`.
    let year = year(scan, next + 1).filter(|_| scan.is_comma(next) && !figures::is_continued(scan, next + 2));
    let (next, strength) = if year.is_some() { (next + 2, Strength::Strong) } else { (next, Strength::Weak) };
    let item = Item::new(Value::Date(Date { year, ..date }), at, next, strength);
    let decimal = figures::plain(scan, at).filter(|read| sign == '.' && !read.chain && read.next == at + 3);
    let decimal = decimal.map(|read| Item::new(Value::Number(read.number), at, next, Strength::Strong));
    let item = if closed && !two() { item.with_reading(decimal.into_iter().collect()) } else { item };
    let part = figures::slashed(scan, at).filter(|(_, end)| *end == next);
    let part = part.map(|(value, _)| Item::new(Value::Number(Number::exact(value)), at, next, Strength::Weak));
    Some((vec![item.with_reading(part.into_iter().collect())], next))
}

/// Beside others of its form `2/28` is a date; `on October 2 and on December 2, 2020` names its year once.
pub(super) fn settle(scan: &Scan<'_, '_>, items: &mut [Item]) {
    for at in (1..items.len()).rev() {
        let (Value::Date(first), Value::Date(second)) = (&items[at - 1].value, &items[at].value) else { continue };
        let (open, alike) = (first.year.is_none(), first.day.is_some() && second.day.is_some());
        let between = items[at - 1].to..items[at].from;
        if open && alike && between.len() <= REACH && !between.into_iter().any(|at| scan.is_sentence_end(at)) {
            items[at - 1].value = Value::Date(Date { year: second.year, ..*first });
        }
    }
    let is_open = |item: &Item| item.value.kind() == Kind::Date && item.strength == Strength::Weak;
    if items.iter().filter(|item| is_open(item)).count() >= COMPANY {
        items.iter_mut().filter(|item| is_open(item)).for_each(|item| item.strength = Strength::Strong);
    }
}

fn may_start(scan: &Scan<'_, '_>, at: usize) -> bool {
    let era = scan.meaning(at, |meaning| matches!(meaning, Meaning::Era(_) | Meaning::EraYear(_)).then_some(())).is_some();
    scan.is_number(at) || is_opener(scan, at) || month(scan, at).is_some() || era || (at == 0 && year_marker(scan).is_some())
}

/// *From*, *between* and *at* before a number: Greek `στις` announces days and times.
fn is_opener(scan: &Scan<'_, '_>, at: usize) -> bool {
    [Meaning::From, Meaning::Between, Meaning::TimeBefore].iter().any(|meaning| scan.means(at, meaning)) && month(scan, at).is_none()
}

/// A month that is written as its language writes it: English `may` is none.
fn month(scan: &Scan<'_, '_>, at: usize) -> Option<u8> {
    let capital = scan.settings.capital_months && scan.slice(at).starts_with(char::is_lowercase);
    scan.meaning(at, |meaning| if let Meaning::Month { month, .. } = meaning { Some(*month) } else { None }).filter(|_| !capital)
}

fn two_figures(scan: &Scan<'_, '_>, at: usize) -> Option<u8> {
    scan.integer(at).filter(|_| scan.slice(at).len() <= 2).and_then(|value| u8::try_from(value).ok())
}

fn valid(year: Option<u16>, month: u8, day: Option<u8>) -> Option<Date> {
    let fits = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    fits.then_some(Date { year, month, day, interchangeable: false })
}

/// Four figures of this century or the last, in the calendar of the language.
fn year(scan: &Scan<'_, '_>, at: usize) -> Option<u16> {
    let figures = scan.integer(at).filter(|_| scan.slice(at).len() == 4).and_then(|value| u16::try_from(value).ok())?;
    let offset = scan.settings.era_offset;
    let figures = if offset > 0 && figures > 2100 { figures - offset.min(figures) } else { figures };
    (1900..=2100).contains(&figures).then_some(figures)
}

/// Two figures of a year: those from 69 on are of the last century, as POSIX has it.
fn short_year(scan: &Scan<'_, '_>, at: usize) -> Option<u16> {
    let year = two_figures(scan, at).filter(|_| scan.slice(at).len() == 2).map(u16::from)?;
    // Thai `67` is 2567.
    if scan.settings.era_offset > 0 {
        return (2500 + year).checked_sub(scan.settings.era_offset).filter(|year| (1950..2069).contains(year));
    }
    Some(if year < 69 { 2000 + year } else { 1900 + year })
}

/// Three numbers with one sign between: `2024-01-05`, `5.1.2024`, `5. 1. 2024`, `1/5/2024`.
fn numeric(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let (sign, second) = next_number(scan, at)?;
    // `2019-7/31`: nothing else has a year there.
    let mixed = |other: char| sign == '-' && other == '/' && year(scan, at).is_some();
    let (_, third) = next_number(scan, second).filter(|(other, _)| *other == sign || mixed(*other))?;
    let more = next_number(scan, third).is_some_and(|(other, _)| other == sign) && scan.is_glued(third + 1) && scan.is_glued(third + 2);
    // Korean `2024. 1. 5.부터`.
    let stop = usize::from(sign == '.' && scan.is_sign(third + 1, '.') && scan.is_glued(third + 1) && !scan.is_glued(second));
    if more || figures::is_continued(scan, third + 1 + stop) {
        return None;
    }
    let date = in_order(scan, sign, [at, second, third])?;
    let strength = if scan.slice(third).len() == 2 && scan.slice(at).len() < 4 { Strength::Weak } else { Strength::Strong };
    Some(Read { date, from: at, next: third + 1 + stop, strength, open: false })
}

/// The sign behind a number, a space included, and the number behind that.
fn next_number(scan: &Scan<'_, '_>, at: usize) -> Option<(char, usize)> {
    if scan.is_number(at) && scan.is_number(at + 1) && scan.slice(at).len() <= 2 && matches!(scan.slice(at + 1).len(), 1 | 2 | 4) {
        return Some((' ', at + 1));
    }
    let sign = scan.sign(at + 1).filter(|sign| matches!(sign, '.' | '-' | '/'))?;
    let spaced = sign == '.' && scan.is_glued(at + 1);
    (scan.is_number(at) && scan.is_number(at + 2) && (spaced || (scan.is_glued(at + 1) && scan.is_glued(at + 2)))).then_some((sign, at + 2))
}

fn in_order(scan: &Scan<'_, '_>, sign: char, [a, b, c]: [usize; 3]) -> Option<Date> {
    if let Some(year) = year(scan, a) {
        return valid(Some(year), two_figures(scan, b)?, Some(two_figures(scan, c)?));
    }
    let glued = scan.is_glued(b) && scan.is_glued(c);
    let even = || sign == '.' && [a, b].iter().all(|&at| scan.slice(at).len() == 2);
    let century = |at: usize| short_year(scan, at);
    // `24/2/11` in Korean.
    let is_year = |year: u16| !(2000..=2012).contains(&year);
    let named = sign == '-' && amount::capitalised(scan, a).is_some();
    let by_year = glued && !named && matches!(sign, '/' | '-') && scan.settings.date_order == DateOrder::YearMonthDay;
    let first_year = century(a).filter(|&year| by_year && is_year(year));
    if let Some(year) = first_year {
        return valid(Some(year), two_figures(scan, b)?, Some(two_figures(scan, c)?));
    }
    let old = |year: u16| sign == ' ' && year < 2000;
    let short = || century(c).filter(|&year| old(year) || glued && (sign == '/' || sign == '-' && !named || even()));
    let year = year(scan, c).or_else(short)?;
    let (first, second) = (two_figures(scan, a)?, two_figures(scan, b)?);
    let month_first = !matches!(sign, '.' | ' ') && scan.settings.date_order == DateOrder::MonthDayYear;
    let (month, day) = if month_first { (first, second) } else { (second, first) };
    let both = sign != '.' && month <= 12 && day <= 12;
    let date = valid(Some(year), month, Some(day)).or_else(|| valid(Some(year), day, Some(month)))?;
    Some(Date { interchangeable: both, ..date })
}

/// `2024年1月5日`, `2024. január 5.`, `2024 m. sausio 5 d.`, `2024. gada 5. janvāris`.
fn year_first(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    if let Some((year, next)) = of_era(scan, at) {
        return Some(Read { from: at, ..in_year(scan, next, year)? });
    }
    let year = year(scan, at)?;
    let stop = usize::from(scan.is_sign(at + 1, '.') && scan.is_glued(at + 1));
    let marked = is_year_mark(scan, at + 1 + stop);
    let next = at + 1 + stop + usize::from(marked);
    let glued = is_glue(scan, next) && month(scan, next + 1).is_some();
    let next = next + usize::from(glued);
    let custom = marked || glued || scan.settings.date_order == DateOrder::YearMonthDay;
    if !custom && (stop > 0 || month(scan, next).is_none()) {
        return None;
    }
    let next = next + usize::from(scan.is_comma(next));
    let rest = in_year(scan, next, year)?;
    Some(Read { from: at, ..rest })
}

/// What stands behind a year: month and day, the month alone, or the first day of a range whose month follows.
fn in_year(scan: &Scan<'_, '_>, at: usize, year: u16) -> Option<Read> {
    let rest = named(scan, at, true).or_else(|| month_alone(scan, at)).or_else(|| bare_day(scan, at))?;
    Some(Read { date: Date { year: Some(year), ..rest.date }, strength: Strength::Strong, ..rest })
}

/// `2024. gada 5. janvārī` at the start of a line, where the year is the number of a list item to Markdown.
fn marked_year(scan: &Scan<'_, '_>, at: usize) -> Option<Vec<Read>> {
    let year = year_marker(scan).filter(|_| at == 0)?;
    let mark = usize::from(is_year_mark(scan, 0));
    if mark == 0 && scan.settings.date_order != DateOrder::YearMonthDay {
        return None;
    }
    let first = in_year(scan, mark, year)?;
    with_second(scan, Read { from: mark, ..first })
}

fn is_year_mark(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.means(at, &Meaning::YearMark) || scan.means(at, &Meaning::Unit(Unit::Year))
}

fn month_alone(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let date = valid(None, month(scan, at)?, None)?;
    Some(Read { date, from: at, next: at + 1, strength: Strength::Weak, open: false })
}

/// `March and April 2024`, `January 5 to February 7, 2024`, `5-7 January 2024`: one date takes what only the other states.
fn range(scan: &Scan<'_, '_>, at: usize) -> Option<Vec<Read>> {
    let read = || named(scan, at, false).or_else(|| dotted_day(scan, at)).or_else(|| bare_day(scan, at)).or_else(|| month_alone(scan, at));
    with_second(scan, numeric(scan, at).or_else(|| year_first(scan, at)).or_else(|| behind_item(scan, at)).or_else(read)?)
}

/// `1.2024 年 3 月 31 日`: the number of an item stands against the year.
fn behind_item(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let is_item = two_figures(scan, at).is_some() && scan.is_sign(at + 1, '.') && scan.is_glued(at + 1) && scan.is_glued(at + 2);
    let is_year = scan.settings.date_order == DateOrder::YearMonthDay && is_year_mark(scan, at + 3);
    if is_item && is_year { year_first(scan, at + 2) } else { None }
}

/// A date with the one that closes a range, or that stands beside it.
fn with_second(scan: &Scan<'_, '_>, first: Read) -> Option<Vec<Read>> {
    match joint(scan, first.next).and_then(|next| second(scan, next, first)) {
        Some(last) => {
            let month = if first.date.month == 0 { last.date.month } else { first.date.month };
            let year = first.date.year.or(last.date.year);
            let last = Read { date: Date { year: last.date.year.or(year), ..last.date }, ..last };
            Some(vec![Read { date: Date { year, month, ..first.date }, strength: last.strength, ..first }, last])
        }
        None => (is_whole(first.date) && !first.open).then(|| vec![first]),
    }
}

/// The `1.1.` of `1.1.–31.3.2024`, which is no date by itself.
fn dotted_day(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let signs = [1, 3].iter().all(|&step| scan.is_sign(at + step, '.') && scan.is_glued(at + step)) && scan.is_glued(at + 2);
    let (day, month) = (two_figures(scan, at)?, two_figures(scan, at + 2)?);
    let date = valid(None, month, Some(day)).filter(|_| signs && !scan.is_number(at + 4))?;
    Some(Read { date, from: at, next: at + 4, strength: Strength::Weak, open: true })
}

fn is_whole(date: Date) -> bool {
    date.month > 0 && (date.day.is_some() || date.year.is_some())
}

/// The day of `5-7 January`, without its month.
fn bare_day(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let (day, next) = day(scan, at)?;
    Some(Read {
        date: Date { year: None, month: 0, day: Some(day), interchangeable: false },
        from: at,
        next,
        strength: Strength::Weak,
        open: false,
    })
}

fn joint(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let joins = scan.is_dash(at) || [Meaning::To, Meaning::And, Meaning::Or].iter().any(|meaning| scan.means(at, meaning));
    joins.then_some(at + 1)
}

/// The second of two dates: as much of one as the first, or the day of `January 5-7, 2024`.
fn second(scan: &Scan<'_, '_>, at: usize, first: Read) -> Option<Read> {
    let alike = |read: &Read| read.date.day.is_some() == first.date.day.is_some();
    // `2024年7月から12月`: the month alone is enough behind a year.
    let month = || month_alone(scan, at).filter(|_| first.date.year.is_some() && first.date.day.is_none());
    // Vietnamese puts the word for day before each: `đến ngày 26 tháng 12`.
    let at = at + usize::from(scan.means(at, &Meaning::Unit(Unit::Day)) && scan.is_number(at + 1));
    let full = || numeric(scan, at).filter(|_| first.date.month == 0 || first.open);
    if let Some(read) = full().or_else(|| year_first(scan, at)).or_else(|| named(scan, at, false)).filter(alike).or_else(month) {
        // A day takes its month from a date that has it behind: `8 au 11 juin`, not `1에서 6월 11일`.
        let day_alone = first.date.month == 0 && scan.is_number(at) && (first.date.year.is_some() || year(scan, at).is_none());
        let whole = is_whole(first.date) || (first.date.month > 0 && read.date.year.is_some()) || day_alone;
        return (whole || first.open).then_some(Read { strength: Strength::Strong, ..read });
    }
    let (day, next) = day(scan, at).filter(|_| first.date.month > 0 && first.date.day.is_some())?;
    let (year, next) = year_after(scan, next, true, false).map_or((None, next), |(year, next)| (Some(year), next));
    // French `à` is *to* and *at*: `le 13 juin à 9` is no range of days, and Korean `23일부터 30일간` counts them.
    let dash = scan.is_dash(at - 1);
    let to = scan.means(at - 1, &Meaning::To) && !scan.means(at - 1, &Meaning::TimeBefore);
    // `from January 5 to 20 servers`, `1日から20台`: the second number counts something.
    let marked = |at: usize| scan.means(at, &Meaning::DayMark) || scan.means(at, &Meaning::Unit(Unit::Day));
    let (mark, own_mark) = (marked(first.next - 1), marked(next - 1));
    let word = matches!(scan.token(next).map(|token| token.kind), Some(TokenKind::Text));
    let range = (dash || (to && (own_mark || !word)))
        && (own_mark || !mark)
        && (first.date.year.is_none() || scan.settings.date_order == DateOrder::YearMonthDay);
    let counted = scan.means(next, &Meaning::Unit(Unit::Day));
    ((range && !counted) || year.is_some()).then_some(Read {
        date: Date { year, day: Some(day), ..first.date },
        from: at,
        next,
        strength: first.strength,
        open: false,
    })
}

/// A date whose month is a word. `inner`: its year stands before.
fn named(scan: &Scan<'_, '_>, at: usize, inner: bool) -> Option<Read> {
    if let Some(read) = day_year_month(scan, at).filter(|_| !inner) {
        return Some(read);
    }
    let (month, day, next) = month_first(scan, at).or_else(|| day_first(scan, at)).or_else(|| month_of_year(scan, at))?;
    let (year, next) = year_after(scan, next, day.is_some(), (at..next).any(|at| is_glue(scan, at)))
        .filter(|_| !inner)
        .map_or((None, next), |(year, next)| (Some(year), next));
    let read = Read { date: valid(year, month, day)?, from: at, next, strength: Strength::Strong, open: false };
    // Vietnamese `3 tháng 5 ngày` counts months and days.
    let counted = year.is_none() && scan.means(next, &Meaning::Unit(Unit::Day)) && !scan.means(next, &Meaning::DayMark);
    (is_whole(read.date) && !counted).then_some(read)
}

/// `23-2020-septiembre`.
fn day_year_month(scan: &Scan<'_, '_>, at: usize) -> Option<Read> {
    let signs = is_glue(scan, at + 1) && is_glue(scan, at + 3) && !figures::continues_name(scan, at);
    let (day, year) = (two_figures(scan, at).filter(|_| signs)?, year(scan, at + 2)?);
    let date = valid(Some(year), month(scan, at + 4)?, Some(day))?;
    Some(Read { date, from: at, next: at + 5, strength: Strength::Strong, open: false })
}

fn month_first(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    let month = month(scan, at)?;
    let behind = skip_stop(scan, at + 1);
    let joined = scan.means(behind, &Meaning::DateJoiner) && scan.means(behind + 2, &Meaning::DayMark)
        || is_glue(scan, behind) && (is_glue(scan, behind + 2) || at > 0 && is_glue(scan, at - 1));
    let (day, next) = day(scan, behind + usize::from(joined))?;
    Some((month, Some(day), next))
}

/// The sign of `Sep-23-2020`.
fn is_glue(scan: &Scan<'_, '_>, at: usize) -> bool {
    matches!(scan.sign(at), Some('-' | '/')) && scan.is_glued(at) && scan.is_glued(at + 1)
}

fn day_first(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    let (day, next) = day(scan, at)?;
    // `le 4e jour de juillet`.
    let of_day =
        scan.means(next, &Meaning::Unit(Unit::Day)) && scan.means(next + 1, &Meaning::DateJoiner) && month(scan, next + 2).is_some();
    let next = next + usize::from(of_day);
    let next = next + usize::from(scan.means(next, &Meaning::DateJoiner) || matches!(scan.sign(next), Some('-' | '/')));
    Some((month(scan, next)?, Some(day), next + 1))
}

/// The number of a list item that may be a year.
fn year_marker(scan: &Scan<'_, '_>) -> Option<u16> {
    u16::try_from(scan.marker?).ok().filter(|year| (1900..=2100).contains(year))
}

/// A month, whose day may have become the number of a list item.
fn month_of_year(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    let day = scan.marker.filter(|&number| at == 0 && number <= 31).and_then(|number| u8::try_from(number).ok());
    Some((month(scan, at)?, day, at + 1))
}

/// The full stop of an abbreviation.
fn skip_stop(scan: &Scan<'_, '_>, at: usize) -> usize {
    at + usize::from(scan.is_sign(at, '.') && scan.is_glued(at))
}

/// A day of a month with what makes an ordinal of it: `5`, `5th`, `1er`, `5.`, `5日`.
fn day(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, usize)> {
    // `三號`: in words where a mark says that it is a day.
    let word = |meaning: &Meaning| if let Meaning::Number(value) = meaning { u8::try_from(value / 1000).ok() } else { None };
    let in_words = scan.meaning(at, word).filter(|day| (1..=31).contains(day) && scan.means(at + 1, &Meaning::DayMark));
    if let Some(day) = in_words {
        return Some((day, at + 2));
    }
    let day = two_figures(scan, at).filter(|day| (1..=31).contains(day) && !figures::continues_name(scan, at))?;
    let next = at + 1;
    let hour = |at: usize| scan.means(at, &Meaning::HourMark) || scan.means(at, &Meaning::Am) || scan.means(at, &Meaning::Pm);
    if hour(next) && !scan.means(next, &Meaning::Unit(Unit::Day)) {
        return None;
    }
    let glued_number = scan.is_glued(next + 1) && scan.is_number(next + 1);
    let year_next = scan.is_comma(next) && year(scan, next + 1).is_some();
    if scan.is_glued(next) && matches!(scan.sign(next), Some(':' | ',' | '.' | '%' | '/')) && glued_number && !year_next {
        return None;
    }
    // `4<sup>th</sup>`: what is raised is masked.
    let raised = scan.is_glued(next) && matches!(scan.token(next).map(|token| token.kind), Some(TokenKind::Mask));
    let ordinal =
        scan.is_glued(next) && (scan.means(next, &Meaning::Ordinal) || (scan.is_sign(next, '.') && scan.token(next + 1).is_some()));
    let marked = ordinal && month(scan, next + 1).is_some() || scan.means(next, &Meaning::Ordinal) && scan.is_glued(next);
    let joined = ordinal && (joint(scan, next + 1).is_some() || scan.means(next + 1, &Meaning::DateJoiner));
    let mark =
        scan.means(next, &Meaning::DayMark) || scan.means(next, &Meaning::Unit(Unit::Day)) && month(scan, at.wrapping_sub(1)).is_some();
    Some((day, next + usize::from(marked || joined || mark || raised)))
}

/// What two figures may count that are no year.
const COUNTED: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Power(0).bit() | super::MEASURE | super::CURRENCY;

/// A year of an era that is named: `令和6年`, `民國113年`, `พ.ศ. 2567`.
pub(super) fn of_era(scan: &Scan<'_, '_>, at: usize) -> Option<(u16, usize)> {
    let first = scan.meaning(at, |meaning| if let Meaning::EraYear(year) = meaning { Some(*year) } else { None });
    if let Some(year) = first {
        return Some((year, at + 1));
    }
    let era = scan.meaning(at, |meaning| if let Meaning::Era(year) = meaning { Some(i32::from(*year)) } else { None })?;
    let figures = scan.integer(at + 1).filter(|_| scan.slice(at + 1).len() <= 4)? as i32;
    let year = u16::try_from(era + figures).ok().filter(|year| (1800..=2100).contains(year))?;
    Some((year, at + 2 + usize::from(is_year_mark(scan, at + 2))))
}

/// The year behind a month, with a day before it or not. `all_dashed`: signs stand between day and month, so that one may stand before two
/// figures of a year (`09-July-21`, but `March 12–14`).
fn year_after(scan: &Scan<'_, '_>, at: usize, has_day: bool, all_dashed: bool) -> Option<(u16, usize)> {
    let mut at = skip_stop(scan, at);
    let start = at;
    let (mut dashed, mut joined) = (false, false);
    for _ in 0..2 {
        let glued = is_glue(scan, at);
        let joiner = scan.means(at, &Meaning::DateJoiner);
        dashed |= glued && all_dashed;
        joined |= joiner;
        at += usize::from(scan.is_comma(at) || joiner || glued);
    }
    if let Some((year, next)) = of_era(scan, at) {
        return Some((year, next));
    }
    let elided = scan.is_sign(at, '\'') && scan.is_glued(at + 1);
    let in_two = || {
        let at = at + usize::from(elided);
        let counted =
            || scan.token(at + 1).is_some_and(|next| next.bits() & COUNTED != 0 || matches!(next.kind, TokenKind::Sign('%' | ':')));
        let is_year = |year: u16| {
            elided
                || has_day && at == start && scan.settings.era_offset > 0 && !counted()
                || has_day && dashed
                || has_day && (joined || at == start) && !(2000..=2031).contains(&year) && !counted()
        };
        short_year(scan, at).filter(|&year| is_year(year)).map(|year| (year, at))
    };
    let (year, at) = year(scan, at).map(|year| (year, at)).or_else(in_two).filter(|(_, at)| !figures::is_continued(scan, at + 1))?;
    let mark = scan.means(at + 1, &Meaning::YearMark);
    Some((year, at + 1 + usize::from(mark)))
}
