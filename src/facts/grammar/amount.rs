//! Numbers with what they count: per cent, money, sizes; and numbers alone.

use crate::locale::pack::Meaning;

use super::super::lexer::{TokenKind, is_hangul};
use super::figures::{Figures, continues_name, figures, is_continued, multiplied, of_money, power};
use super::{Item, Scan};
use crate::facts::decimal::Decimal;
use crate::facts::model::{Currency, Number, Strength, Value};

/// What a number counts.
#[derive(Clone, Debug)]
enum Counted {
    Percent,
    Money(Currency),
    Size(String),
}

impl Counted {
    fn value(&self, scan: &Scan<'_, '_>, read: Figures) -> Value {
        match self {
            Counted::Percent => Value::Percentage(read.number),
            Counted::Money(currency) => Value::Currency(of_money(scan, read), currency.clone()),
            Counted::Size(unit) => Value::Measurement(read.number, unit.clone()),
        }
    }
}

/// Numbers in a list before a unit; longer lists are data.
const LONGEST_LIST: usize = 8;

/// `50 %`, `$50,000`, `50 000 USD`, `10 GB`, `5-10 %`, `1, 2 or 4 GB`.
pub(super) fn amounts(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    // A word that announces a time announces other numbers too: `at 20%`, `à 4 Go`.
    let opener = [Meaning::From, Meaning::Between, Meaning::TimeBefore].iter().any(|meaning| scan.means(at, meaning));
    let at = at + usize::from(opener && currency(scan, at).is_none());
    before(scan, at).or_else(|| after(scan, at))
}

/// A currency or `%` before the number.
fn before(scan: &Scan<'_, '_>, from: usize) -> Option<(Vec<Item>, usize)> {
    let at = from;
    let counted = match currency(scan, at) {
        Some(currency) => Counted::Money(currency),
        None if is_percent_before(scan, at) && !is_counted(scan, at) => Counted::Percent,
        None => return None,
    };
    // `USD $5` names its currency twice.
    let at = at + usize::from(matches!(counted, Counted::Money(_)) && currency(scan, at + 1).is_some() && scan.is_number(at + 2));
    // `$-5`: a credit.
    let minus = usize::from(scan.is_sign(at + 1, '-') && scan.is_glued(at + 1) && scan.is_glued(at + 2));
    let read = figures(scan, at + 1 + minus).filter(|read| !read.chain && (is_rate(scan, read.next) || !is_continued(scan, read.next)))?;
    // `$50 USD` names its currency twice, the second time in full.
    let (counted, end) = match currency(scan, read.next).filter(|_| matches!(&counted, Counted::Money(money) if money.0.len() < 3)) {
        Some(code) => (Counted::Money(code), read.next + 1),
        None => (counted, read.next),
    };
    let mut items = vec![Item::new(counted.value(scan, read), from, end, Strength::Strong)];
    // `$5-10`, `%5-10`: the second number counts the same, unless it has a sign of its own.
    let Some((last, next)) = range_end(scan, end) else { return Some((items, end)) };
    items.push(Item::new(counted.value(scan, last), next, last.next, Strength::Strong));
    Some((items, last.next))
}

/// Whether what follows an amount makes a name of it. `16GB-Modell` and `€15/Monat` are amounts.
fn is_part_of_name_at(scan: &Scan<'_, '_>, at: usize) -> bool {
    let compound = scan.is_dash(at) && !scan.is_number(at + 1);
    is_continued(scan, at) && !is_rate(scan, at) && !compound
}

/// `$15/month`.
fn is_rate(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_sign(at, '/') && !scan.is_number(at + 1)
}

/// The number that closes a range with a glued dash.
fn range_end(scan: &Scan<'_, '_>, at: usize) -> Option<(Figures, usize)> {
    let glued = scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1);
    let last = glued.then(|| figures(scan, at + 1)).flatten()?;
    (!last.chain && unit(scan, last.next).is_none() && !is_continued(scan, last.next)).then_some((last, at + 1))
}

/// `%50`, `yüzde 50`, `百分之50`; with a space where the language writes one.
fn is_percent_before(scan: &Scan<'_, '_>, at: usize) -> bool {
    let custom = || scan.settings.percent.iter().any(|pattern| pattern.starts_with('%'));
    let sign = scan.is_sign(at, '%') && scan.is_number(at + 1) && (scan.is_glued(at + 1) || custom());
    sign || (scan.is_number(at + 1) && measure(scan, at) == Some("percent"))
}

/// Whether a number stands right before the token.
fn is_counted(scan: &Scan<'_, '_>, at: usize) -> bool {
    at > 0 && scan.is_number(at - 1)
}

/// A unit after the number, or after the last of several.
fn after(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    if continues_name(scan, at) {
        return None;
    }
    let Some(first) = figures(scan, at) else { return worded(scan, at) };
    let mut numbers = vec![(at, first)];
    if first.chain {
        return None;
    }
    let mut commas = false;
    loop {
        let next = numbers.last()?.1.next;
        if let Some((counted, end)) = unit(scan, next).filter(|(_, end)| !is_part_of_name_at(scan, *end)) {
            let ended = numbers.len() == 1 || !commas || is_ended(scan, &numbers);
            return ended.then(|| (items(scan, &numbers, &counted, end), end));
        }
        let start = joined(scan, next).filter(|_| numbers.len() < LONGEST_LIST)?;
        commas |= scan.is_comma(next);
        numbers.push((start, figures(scan, start).filter(|read| !read.chain)?));
    }
}

/// `fifty percent`, `two gigabytes`.
fn worded(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let (Item { value: Value::Number(number), .. }, next) = in_words(scan, at)? else { return None };
    let (counted, end) = unit(scan, next)?;
    let read = Figures { number, next, chain: false };
    Some((vec![Item::new(counted.value(scan, read), at, end, Strength::Weak)], end))
}

/// Whether the last of a list with commas is joined by a word.
fn is_ended(scan: &Scan<'_, '_>, numbers: &[(usize, Figures)]) -> bool {
    numbers.last().is_some_and(|&(start, _)| start > 0 && (scan.means(start - 1, &Meaning::And) || scan.means(start - 1, &Meaning::Or)))
}

fn items(scan: &Scan<'_, '_>, numbers: &[(usize, Figures)], counted: &Counted, end: usize) -> Vec<Item> {
    let last = numbers.len() - 1;
    let item = |(index, &(from, read)): (usize, &(usize, Figures))| {
        let to = if index == last { end } else { read.next };
        Item::new(counted.value(scan, read), from, to, Strength::Strong)
    };
    numbers.iter().enumerate().map(item).collect()
}

/// Where the next number of a list or range starts.
fn joined(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let comma = usize::from(scan.is_comma(at));
    let word = [Meaning::To, Meaning::Or, Meaning::And].iter().any(|meaning| scan.means(at + comma, meaning));
    let sign = scan.is_dash(at) || (scan.is_sign(at, '/') && scan.is_glued(at));
    (comma > 0 || word || sign).then(|| at + comma + usize::from(word || sign)).filter(|&start| scan.is_number(start))
}

/// What stands behind a number, a hyphen before it included: `%`, a currency, a unit that is no unit of time too.
fn unit(scan: &Scan<'_, '_>, at: usize) -> Option<(Counted, usize)> {
    let hyphen = usize::from(scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1));
    let at = at + hyphen;
    if scan.is_sign(at, '%') && !(scan.is_glued(at + 1) && scan.is_number(at + 1)) {
        return Some((Counted::Percent, at + 1));
    }
    if let Some(currency) = currency(scan, at).filter(|_| hyphen == 0 && !is_next_amount(scan, at)) {
        return Some((Counted::Money(currency), at + 1));
    }
    // The `1PI-00012` of a list of products.
    let name = scan.is_glued(at + 1) && scan.is_dash(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2);
    let unit = measure(scan, at).filter(|_| !name)?;
    Some((if unit == "percent" { Counted::Percent } else { Counted::Size(unit.to_owned()) }, at + 1))
}

/// Whether a currency belongs to the number behind it: the `$` of `5 $10 cards`, not that of `5 $`.
fn is_next_amount(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_glued(at + 1) && scan.is_number(at + 1) && !scan.is_glued(at)
}

fn measure<'l>(scan: &Scan<'_, 'l>, at: usize) -> Option<&'l str> {
    let time = |meaning: &'l Meaning| matches!(meaning, Meaning::Unit(_) | Meaning::HourMark | Meaning::Am | Meaning::Pm).then_some(());
    if scan.meaning(at, time).is_some() {
        return None;
    }
    scan.meaning(at, |meaning| if let Meaning::Measure(unit) = meaning { Some(unit.as_str()) } else { None })
}

fn currency(scan: &Scan<'_, '_>, at: usize) -> Option<Currency> {
    if matches!(scan.sign(at), Some('$' | '¥')) || matches!(scan.slice(at), "¥" | "$") {
        return Some(Currency(scan.slice(at).to_owned()));
    }
    scan.meaning(at, |meaning| if let Meaning::Currency(code) = meaning { Some(Currency(code.clone())) } else { None })
}

/// A number that no other reader took, and the token after it.
pub(super) fn number(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    let Some(read) = figures(scan, at) else { return in_words(scan, at) };
    let strength = if is_part_of_name(scan, at, read) { Strength::Weak } else { Strength::Strong };
    let number = in_other_era(scan, read.number);
    Some((Item::new(Value::Number(number), at, read.next, strength), read.next))
}

/// The number of what may be a time, or a word with figures (French `sur 24`): it may count something.
pub(super) fn inner_number(scan: &Scan<'_, '_>, at: usize) -> Option<Item> {
    let figures: String = scan.slice(at).chars().filter(char::is_ascii_digit).collect();
    let number = Number::exact(Decimal::from_figures(&figures, "").filter(|_| !figures.is_empty())?);
    Some(Item::new(Value::Number(number), at, at + 1, Strength::Weak))
}

/// A number that may be a year of the language's own calendar: Thai `2567` is 2024.
fn in_other_era(scan: &Scan<'_, '_>, number: Number) -> Number {
    let offset = u64::from(scan.settings.era_offset);
    let year = number.value.whole().filter(|year| offset > 0 && (1900 + offset..=2100 + offset).contains(year));
    let other = year.and_then(|year| Decimal::from_figures(&(year - offset).to_string(), ""));
    Number { other: other.or(number.other), ..number }
}

/// Numbers above one only: one is an article in many languages.
fn in_words(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None })?;
    let number = Number::exact(Decimal::from_thousandths(value));
    if let Some(number) = power(scan, at + 1).and_then(|power| multiplied(number, power)) {
        return Some((Item::new(Value::Number(number), at, at + 2, Strength::Weak), at + 2));
    }
    // Korean `세` is *three* before a word of its own, and the start of many others (`세션`).
    let inside = scan.is_glued(at + 1) && scan.text[scan.tokens[at + 1].start..].starts_with(is_hangul);
    (value > 1000 && !inside).then(|| (Item::new(Value::Number(number), at, at + 1, Strength::Weak), at + 1))
}

/// Versions, identifiers, product names, ordinals, list markers: figures that count nothing.
fn is_part_of_name(scan: &Scan<'_, '_>, at: usize, read: Figures) -> bool {
    let zeros = scan.slice(at).len() > 1 && scan.slice(at).starts_with('0');
    read.chain
        || zeros
        || continues_name(scan, at)
        || is_continued(scan, read.next)
        || name(scan, at).is_some()
        || is_marker(scan, at, read.next)
        || is_severity(scan, at)
        || (scan.means(read.next, &Meaning::Ordinal) && scan.is_glued(read.next))
}

/// The name of `Windows 10`: a capitalised word in the middle of a sentence stands before.
pub(in crate::facts) fn name<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<&'a str> {
    let before = at.checked_sub(1).map(|before| &scan.tokens[before])?;
    matches!(before.kind, TokenKind::Text | TokenKind::Word(_)).then_some(())?;
    let word = &scan.text[before.start..before.end];
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let opens = at == 1 || scan.is_sentence_end(at - 2) || matches!(scan.sign(at - 2), Some(':' | '"' | '(' | '|'));
    (capitals > 1 || (word.starts_with(char::is_uppercase) && !opens)).then_some(word)
}

/// Whether a capitalised word stands before, at the start of a sentence too.
pub(in crate::facts) fn capitalised<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<&'a str> {
    let before = at.checked_sub(1).map(|before| &scan.tokens[before])?;
    let word = &scan.text[before.start..before.end];
    (matches!(before.kind, TokenKind::Text | TokenKind::Word(_)) && word.starts_with(char::is_uppercase)).then_some(word)
}

/// The `2` and `3` of `severity 1, 2 and 3`.
fn is_severity(scan: &Scan<'_, '_>, at: usize) -> bool {
    let joins = |at: usize| {
        scan.is_number(at)
            || scan.is_comma(at)
            || scan.is_dash(at)
            || scan.is_sign(at, '/')
            || [Meaning::And, Meaning::Or, Meaning::To].iter().any(|meaning| scan.means(at, meaning))
    };
    let first = (at.saturating_sub(LONGEST_LIST)..at).rev().find(|&before| !joins(before));
    first.is_some_and(|before| scan.means(before, &Meaning::SeverityLabel))
}

/// `(1)`, `1)`, and `1.` where a line starts.
fn is_marker(scan: &Scan<'_, '_>, at: usize, next: usize) -> bool {
    let opens = at == 0 || scan.is_sentence_end(at - 1) && !scan.is_sign(at - 1, '.');
    let bracketed = at > 0 && scan.is_sign(at - 1, '(');
    (scan.is_sign(next, ')') && scan.is_glued(next) && (opens || bracketed))
        || (opens && scan.is_sign(next, '.') && scan.token(next + 1).is_some())
}
