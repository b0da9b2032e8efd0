//! Numbers with what they count: per cent, money, sizes; and numbers alone.

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::figures::{Figures, continues_name, counted_fraction, figures, is_continued, multiplied, of_money};
use super::{Item, Scan, alone, figures, rates, spelt};
use crate::facts::decimal::Decimal;
use crate::facts::model::{Currency, Number, Strength, Value};
use crate::facts::units;
use crate::locale::normal::is_unspaced;

/// What a number counts.
#[derive(Clone, Debug)]
enum Counted {
    Percent,
    /// So many hundredths each: `3割` are 30 %.
    Shares(u128),
    /// So many hundredths each are left of a price: `8 折` are 80 % of it, which others call 20 % off.
    Left(u128),
    /// What is off the price then.
    Off(u128),
    Money(Currency),
    /// Hundredths of a currency.
    Cents(Currency),
    Size(String),
}

impl Counted {
    fn value(&self, scan: &Scan<'_, '_>, read: Figures) -> Value {
        match self {
            Counted::Percent => Value::Percentage(read.number),
            // `72 折` is 72 %, `7.2 折` too.
            Counted::Left(factor) => Counted::Shares(*factor).value(scan, read),
            Counted::Off(factor) => match Counted::Shares(*factor).value(scan, read) {
                Value::Percentage(left) => {
                    let off = left.value.thousandths().map_or(left.value, |left| Decimal::from_thousandths(100_000 - left));
                    Value::Percentage(Number::exact(off))
                }
                other => other,
            },
            Counted::Shares(_) if Decimal::from_thousandths(10_000).is_below(read.number.value) => Value::Percentage(read.number),
            Counted::Shares(factor) => Value::Percentage(multiplied(read.number, *factor).unwrap_or(read.number)),
            Counted::Money(currency) => Value::Currency(of_money(scan, read), currency.clone()),
            Counted::Cents(currency) => {
                Value::Currency(Number::exact(read.number.value.times_ten_to(-2).unwrap_or(read.number.value)), currency.clone())
            }
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
        None if measure(scan, at) == Some("percent") && !is_counted(scan, at) => return percent_in_words(scan, at),
        None => return None,
    };
    // `USD $5` names its currency twice.
    let at = at + usize::from(matches!(counted, Counted::Money(_)) && currency(scan, at + 1).is_some() && scan.is_number(at + 2));
    // `$-5` and `-$5`: a credit.
    let credit = matches!(counted, Counted::Money(_)) && at > 0 && is_minus(scan, at - 1);
    let minus = usize::from(scan.is_sign(at + 1, '-') && scan.is_glued(at + 1) && scan.is_glued(at + 2));
    let read = figures(scan, at + 1 + minus).filter(|read| !read.chain && (is_rate(scan, read.next) || !is_continued(scan, read.next)))?;
    let read = if minus > 0 || credit { Figures { number: Number::exact(read.number.value.size().negated()), ..read } } else { read };
    // `$50 USD` names its currency twice, the second time in full.
    let (counted, end) = match currency(scan, read.next).filter(|_| matches!(&counted, Counted::Money(money) if money.0.len() < 3)) {
        Some(code) => (Counted::Money(code), read.next + 1),
        None => (counted, read.next),
    };
    let (read, end) = with_cents(scan, &counted, read, end);
    let mut items = vec![Item::new(counted.value(scan, read), from, end, Strength::Strong)];
    // `$5-10`, `%5-10`: the second number counts the same, unless it has a sign of its own.
    let Some((last, next)) = range_end(scan, end) else { return Some((items, end)) };
    items.push(Item::new(counted.value(scan, last), next, last.next, Strength::Strong));
    Some((items, last.next))
}

/// `yüzde otuz`, `百分之五十`, `百分之百`: per cent before a number in words.
fn percent_in_words(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let read = spelt::behind(scan, at + 1)?;
    Some((vec![Item::new(Value::Percentage(Number::exact(read.value)), at, read.next, Strength::Weak)], read.next))
}

/// A minus put to what follows, with a blank or nothing before it.
fn is_minus(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_sign(at, '-') && scan.is_glued(at + 1) && !scan.is_glued(at)
}

/// Whether what follows an amount makes a name of it. `16GB-Modell` and `€15/Monat` are amounts.
fn is_part_of_name_at(scan: &Scan<'_, '_>, at: usize) -> bool {
    let compound = scan.is_dash(at) && !scan.is_number(at + 1);
    is_continued(scan, at) && !is_rate(scan, at) && !is_ratio(scan, at) && !compound
}

/// `15.000 USD/30.000 USD`: another amount behind the stroke.
fn is_ratio(scan: &Scan<'_, '_>, at: usize) -> bool {
    let behind = scan.is_sign(at, '/').then(|| figures(scan, at + 1)).flatten();
    behind.is_some_and(|behind| unit(scan, behind.next).is_some())
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
    if let Some((fraction, (counted, end))) = counted_fraction(scan, at).and_then(|read| Some((read, unit(scan, read.next)?))) {
        return Some((vec![Item::new(counted.value(scan, fraction), at, end, Strength::Strong)], end));
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
            if let [(from, read)] = numbers[..] {
                let other = also(scan, &counted, end).map(|money| Item::new(money.value(scan, read), from, end, Strength::Strong));
                let (read, end) = with_cents(scan, &counted, read, end);
                let (read, end) = with_hundredths(scan, &counted, read, end);
                let item = Item::new(counted.value(scan, read), from, end, Strength::Strong);
                return Some((vec![item.with_readings(other.into_iter().collect())], end));
            }
            let ended = !commas || is_ended(scan, &numbers);
            return ended.then(|| (items(scan, &numbers, &counted, end), end));
        }
        let start = joined(scan, next).filter(|_| numbers.len() < LONGEST_LIST)?;
        commas |= scan.is_comma(next);
        if let [(_, first)] = numbers.as_mut_slice() {
            first.number = alone::counted_behind(scan, *first).unwrap_or(first.number);
        }
        numbers.push((start, figures(scan, start).filter(|read| !read.chain)?));
    }
}

/// `fifty percent`, `two gigabytes`.
fn worded(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let read = two_places(scan, at).or_else(|| spelt::spelt(scan, at)).or_else(|| one(scan, at)).or_else(|| one_power(scan, at))?;
    let (counted, end) = unit(scan, read.next)?;
    let read = Figures { number: Number { value: read.value, other: read.other }, next: read.next, chain: false };
    let other = also(scan, &counted, end).map(|money| Item::new(money.value(scan, read), at, end, Strength::Weak));
    let (read, end) = with_cents(scan, &counted, read, end);
    let (read, end) = with_hundredths(scan, &counted, read, end);
    let item = Item::new(counted.value(scan, read), at, end, Strength::Weak);
    Some((vec![item.with_readings(other.into_iter().collect())], end))
}

/// What a word counts too: a currency (`9 pounds`), or what is off a price.
fn also(scan: &Scan<'_, '_>, counted: &Counted, end: usize) -> Option<Counted> {
    match counted {
        Counted::Size(_) => currency(scan, end - 1).map(Counted::Money),
        Counted::Left(factor) => Some(Counted::Off(*factor)),
        _ => None,
    }
}

/// `a dollar`, `an ml`.
fn one(scan: &Scan<'_, '_>, at: usize) -> Option<spelt::Spelt> {
    let value = Decimal::from_thousandths(1000);
    scan.means(at, &Meaning::Article).then_some(spelt::Spelt { value, other: None, next: at + 1, parts: 1 })
}

/// `miljardi euroa`, `만 달러`: a word that multiplies is one of it where nothing stands before.
fn one_power(scan: &Scan<'_, '_>, at: usize) -> Option<spelt::Spelt> {
    let power = figures::power(scan, at).filter(|power| *power >= 1000 && !is_counted(scan, at))?;
    let value = Decimal::from_thousandths(1000).times(power)?;
    Some(spelt::Spelt { value, other: None, next: at + 1, parts: 1 })
}

/// `三八折`: two figures of Han before what counts tenths are tenths and hundredths.
fn two_places(scan: &Scan<'_, '_>, at: usize) -> Option<spelt::Spelt> {
    let figure = |at: usize| {
        let single = scan.slice(at).chars().count() == 1 && scan.slice(at).starts_with(is_unspaced);
        let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value / 1000) } else { None });
        value.filter(|value| single && (0..10).contains(value))
    };
    let shares = measure(scan, at + 2).is_some_and(|unit| unit.contains(" percent"));
    let value = Decimal::from_thousandths(figure(at)? * 1000 + figure(at + 1)? * 100);
    shares.then_some(spelt::Spelt { value, other: None, next: at + 2, parts: 2 })
}

/// The hundredths behind tenths: `七成六`, `三成半`, `3割5分`; what the number of tenths is then, and where it ends.
fn with_hundredths(scan: &Scan<'_, '_>, counted: &Counted, read: Figures, end: usize) -> (Figures, usize) {
    // `两米半`, `5 metros y medio`.
    let with_half = scan.means(end, &Meaning::AndHalf) || scan.means(end, &Meaning::HalfPast) && scan.is_glued(end);
    if let (Counted::Size(_), true, Some(value)) = (counted, with_half, read.number.value.plus(Decimal::from_thousandths(500))) {
        return (Figures { number: Number::exact(value), ..read }, end + 1);
    }
    let (Counted::Shares(_) | Counted::Left(_)) = counted else { return (read, end) };
    let figure = scan.meaning(end, |meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None });
    let figure = figure.or_else(|| scan.integer(end).map(|value| i64::from(value) * 1000)).filter(|value| (500..10_000).contains(value));
    let half = (scan.means(end, &Meaning::AndHalf) || scan.means(end, &Meaning::HalfPast)).then_some(5000);
    // `七成 六`: nothing else follows tenths in words.
    let alone =
        || !scan.is_number(end) && scan.token(end + 1).is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break));
    let tenth = figure.map(|value| if value == 500 { 5000 } else { value }).or(half).filter(|_| scan.is_glued(end) || alone());
    let Some(value) = tenth.and_then(|tenth| read.number.value.plus(Decimal::from_thousandths(tenth / 10))) else { return (read, end) };
    // `分` behind the hundredths.
    let mark = usize::from(scan.means(end + 1, &Meaning::MinuteMark));
    (Figures { number: Number::exact(value), ..read }, end + 1 + mark)
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
pub(super) fn joined(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let comma = usize::from(scan.is_comma(at));
    let word = [Meaning::To, Meaning::Or, Meaning::And].iter().any(|meaning| scan.means(at + comma, meaning));
    let sign = scan.is_dash(at) || (scan.is_sign(at, '/') && scan.is_glued(at));
    (comma > 0 || word || sign).then(|| at + comma + usize::from(word || sign)).filter(|&start| scan.is_number(start))
}

/// What stands behind a number, a hyphen before it included: `%`, a currency, a unit that is no unit of time too.
fn unit(scan: &Scan<'_, '_>, at: usize) -> Option<(Counted, usize)> {
    let at = at + usize::from(scan.means(at, &Meaning::Classifier));
    let hyphen = usize::from(scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1));
    let at = at + hyphen;
    if scan.is_sign(at, '%') && !(scan.is_glued(at + 1) && scan.is_number(at + 1)) {
        return Some((Counted::Percent, at + 1));
    }
    if let Some(currency) = currency(scan, at)
        .filter(|_| (measure(scan, at).is_none() || !is_word(scan, at)) && (hyphen == 0 || is_word(scan, at)) && !is_next_amount(scan, at))
    {
        return Some((Counted::Money(currency), at + 1));
    }
    // One letter is a hundredth only behind an amount: `20 dollars 43 c`, `50 元 6 分`.
    let letter = || scan.slice(at).chars().count() == 1 && scan.slice(at).starts_with(char::is_alphabetic);
    if let Some(currency) = subunit(scan, at).filter(|currency| hyphen == 0 && !is_tenth(currency) && !letter()) {
        return Some((Counted::Cents(currency), at + 1));
    }
    // The `1PI-00012` of a list of products.
    let name = scan.is_glued(at + 1) && scan.is_dash(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2);
    let unit = measure(scan, at).filter(|_| !name)?;
    // `37 ° Celsius`.
    let (unit, at) = match measure(scan, at + 1).filter(|of| unit == "degree" && units::is_temperature(of)) {
        Some(of) => (of, at + 1),
        None => (unit, at),
    };
    let counted = match unit.split_once(' ') {
        _ if unit == "percent" => Counted::Percent,
        Some((factor, "percent")) => Counted::Shares(factor.parse().ok()?),
        Some((factor, "percent left")) => Counted::Left(factor.parse().ok()?),
        _ => match rates::per(scan, at + 1).and_then(|per| rates::compound(unit, per)) {
            Some(unit) => return Some((Counted::Size(unit), at + 2)),
            None => Counted::Size(units::of_symbol(scan.slice(at), unit)),
        },
    };
    Some((counted, at + 1))
}

/// The hundredths behind an amount: `20 dollars and 43 cents`, `20 euros 43`; what the amount is then, and where it ends.
fn with_cents(scan: &Scan<'_, '_>, counted: &Counted, read: Figures, end: usize) -> (Figures, usize) {
    let whole = matches!(counted, Counted::Money(_)).then(|| read.number.value.whole()).flatten();
    let (Some(_), Some((first, next))) = (whole, cents(scan, end)) else { return (read, end) };
    // `50 元 6 角 3 分`.
    let (second, next) = cents(scan, next).filter(|(second, _)| second.is_below(first)).unwrap_or((Decimal::from_thousandths(0), next));
    let sum = read.number.value.size().plus(first).and_then(|sum| sum.plus(second));
    (Figures { number: Number::exact(sum.unwrap_or(read.number.value)), ..read }, next)
}

fn cents(scan: &Scan<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let joined = usize::from(scan.means(at, &Meaning::And) || scan.means(at, &Meaning::Point));
    let plain = figures::plain(scan, at + joined).filter(|read| !read.chain && subunit(scan, read.next).is_some());
    let plain = plain.map(|read| spelt::Spelt { value: read.number.value, other: None, next: read.next, parts: 1 });
    let read = plain.or_else(|| spelt::spelt(scan, at + joined))?;
    let below = read.value.whole().is_some_and(|cents| (1..100).contains(&cents));
    let value = read.value.times_ten_to(-2).filter(|_| below)?;
    if let Some(currency) = subunit(scan, read.next) {
        let value = if is_tenth(&currency) { value.times_ten_to(1)? } else { value };
        return Some((value, read.next + 1));
    }
    // Without a word for them, two figures that nothing follows.
    let word =
        scan.slice(at.checked_sub(1)?).chars().filter(|c| c.is_alphabetic()).count() > 1 || joined > 0 && !scan.is_number(at + joined);
    let ends = scan.token(read.next).is_none() || scan.is_sentence_end(read.next) || scan.is_comma(read.next);
    let two = !read.value.is_below(Decimal::from_thousandths(10_000));
    (word && ends && two && !scan.is_comma(at)).then_some((value, read.next))
}

/// Some currencies have tenths: `角`.
fn is_tenth(currency: &Currency) -> bool {
    currency.0.ends_with(" 10")
}

fn subunit(scan: &Scan<'_, '_>, at: usize) -> Option<Currency> {
    scan.meaning(at, |meaning| if let Meaning::Subunit(code) = meaning { Some(Currency(code.clone())) } else { None })
}

/// Whether a currency belongs to the number behind it: the `$` of `5 $10 cards`, not that of `5 $`.
fn is_next_amount(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_glued(at + 1) && scan.is_number(at + 1) && !scan.is_glued(at)
}

/// A word of letters: the `Euro` of `700-Euro`.
fn is_word(scan: &Scan<'_, '_>, at: usize) -> bool {
    let word = scan.slice(at);
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !word.chars().all(char::is_uppercase)
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

/// Versions, identifiers, product names, ordinals, list markers: figures that count nothing.
pub(super) fn is_part_of_name(scan: &Scan<'_, '_>, at: usize, read: Figures) -> bool {
    let zeros = scan.slice(at).len() > 1 && scan.slice(at).starts_with('0');
    read.chain
        || zeros
        || continues_name(scan, at)
        || (is_continued(scan, read.next) && !is_counted_by_letters(scan, at, read.next))
        || name(scan, at).is_some()
        || is_marker(scan, at, read.next)
        || is_severity(scan, at)
        || (scan.means(read.next, &Meaning::Ordinal) && scan.is_glued(read.next))
}

/// `2.5x`, `29.97fps`, `4.5Ah`: a decimal is no part of a name, whatever unit is put to it.
fn is_counted_by_letters(scan: &Scan<'_, '_>, at: usize, next: usize) -> bool {
    let decimal = next == at + 3 && matches!(scan.sign(at + 1), Some('.' | ','));
    decimal && matches!(scan.tokens[next].kind, TokenKind::Text)
}

/// The name of `Windows 10`: a word with capitals in the middle of a sentence stands before; or one that the figures are put to.
pub(in crate::facts) fn name<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<&'a str> {
    let (before, word) = word_before(scan, at)?;
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let opens = before == 0 || scan.is_sentence_end(before - 1) || matches!(scan.sign(before - 1), Some(':' | '"' | '(' | '|'));
    let inside = word.chars().skip(1).any(char::is_uppercase);
    (scan.ends_name(at) || inside || capitals > 1 || (capitals > 0 && !opens)).then_some(word)
}

/// A word with a capital before the figures, at the start of a sentence too, or one that they are put to.
pub(in crate::facts) fn capitalised<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<&'a str> {
    let (_, word) = word_before(scan, at)?;
    (scan.ends_name(at) || word.contains(char::is_uppercase)).then_some(word)
}

/// The word before figures, across the hyphen of `AES-256`.
fn word_before<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<(usize, &'a str)> {
    let hyphen = at > 1 && scan.is_sign(at - 1, '-') && scan.is_glued(at) && scan.is_glued(at - 1);
    let before = at.checked_sub(1 + usize::from(hyphen))?;
    let token = &scan.tokens[before];
    matches!(token.kind, TokenKind::Text | TokenKind::Word(_)).then_some((before, &scan.text[token.start..token.end]))
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
