//! Numbers that no other reader took, in figures and in words.

use crate::locale::pack::Meaning;

use super::super::lexer::{TokenKind, is_hangul};
use super::amount::{capitalised, is_part_of_name, joined};
use super::figures::{Figures, continues_name, figures};
use super::spelt::Spelt;
use super::{Item, Scan, figures, spelt};
use crate::facts::decimal::Decimal;
use crate::facts::model::{Number, Strength, Unit, Value};

/// A number that no other reader took, and the token after it.
pub(super) fn number(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    if let Some((value, next)) = figures::slashed(scan, at).filter(|_| !continues_name(scan, at)) {
        // `1/4` is a part of one, or two numbers.
        let of = |at: usize| Some(Item::new(Value::Number(figures::plain(scan, at)?.number), at, at + 1, Strength::Weak));
        let both = of(at).zip(of(at + 2)).map(|(a, b)| vec![a, b]).unwrap_or_default();
        return Some((Item::new(Value::Number(Number::exact(value)), at, next, Strength::Weak).with_reading(both), next));
    }
    let Some(read) = figures(scan, at) else { return in_words(scan, at) };
    if let Some(next) = figures::interval(scan, at) {
        // `[1,60000]` has two ends, or one number with a fraction.
        let end = |at: usize| {
            Some(Item::new(Value::Number(Number::exact(Decimal::from_figures(scan.slice(at), "")?)), at, at + 1, Strength::Strong))
        };
        let whole = Item::new(Value::Number(read.number), at, next, Strength::Weak);
        return Some((whole.with_reading(end(at).into_iter().chain(end(at + 2)).collect()), next));
    }
    let strength = if is_part_of_name(scan, at, read) { Strength::Weak } else { Strength::Strong };
    if let Some((item, next)) =
        of_years(scan, at, read).or_else(|| of_decade(scan, at, read)).or_else(|| of_bits(scan, at, read)).or_else(|| of_groups(scan, at))
    {
        return Some((item, next));
    }
    let number = elided(scan, at, in_other_era(scan, counted_behind(scan, read).unwrap_or(read.number)));
    Some((Item::new(Value::Number(number), at, read.next, strength), read.next))
}

/// `2024/25`: a year that begins in one and ends in the next.
fn of_years(scan: &Scan<'_, '_>, at: usize, read: Figures) -> Option<(Item, usize)> {
    let glued = scan.is_sign(at + 1, '/') && scan.is_glued(at + 1) && scan.is_glued(at + 2) && !scan.is_glued(at + 3);
    let (year, next) = (scan.integer(at).filter(|year| (1900..2100).contains(year))?, scan.integer(at + 2)?);
    let fits = glued && scan.slice(at + 2).len() == 2 && (year + 1) % 100 == next && !continues_name(scan, at);
    fits.then(|| (Item::new(Value::Number(read.number), at, at + 3, Strength::Strong), at + 3))
}

/// `１２，５００`: two groups of one number, or two numbers between which a clause ends.
fn of_groups(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    let glued = scan.is_sign(at + 1, '，') && scan.is_glued(at + 1) && scan.is_glued(at + 2) && !scan.is_sign(at + 3, '，');
    let (first, second) = (scan.slice(at), scan.slice(at + 2));
    let groups = glued && scan.is_number(at + 2) && first.len() <= 3 && !first.starts_with('0') && second.len() == 3;
    let item = |digits: &str, from: usize, to: usize, strength: Strength| {
        Some(Item::new(Value::Number(Number::exact(Decimal::from_figures(digits, "")?)), from, to, strength))
    };
    let whole = item(&format!("{first}{second}"), at, at + 3, Strength::Weak).filter(|_| groups)?;
    let each = [item(first, at, at + 1, Strength::Strong)?, item(second, at + 2, at + 3, Strength::Strong)?];
    Some((whole.with_reading(each.into()), at + 3))
}

/// `1990s`, `1990er`, `1990-talet`: other languages call it the nineties, in two figures.
fn of_decade(scan: &Scan<'_, '_>, at: usize, read: Figures) -> Option<(Item, usize)> {
    let year = scan.integer(at).filter(|year| (1900..2100).contains(year) && year % 10 == 0 && *year != 2000)?;
    let mark = usize::from(matches!(scan.sign(read.next), Some('-' | '\'')) && scan.is_glued(read.next));
    let ending = read.next + mark;
    let is_letters = scan.text.get(scan.token(ending)?.start..)?.starts_with(|c: char| c.is_lowercase());
    let fits = is_letters && scan.is_glued(ending) && !continues_name(scan, at) && capitalised(scan, at).is_none();
    let short = Number::exact(Decimal::from_figures(&format!("{:02}", year % 100), "")?);
    let item = |number: Number, strength: Strength| Item::new(Value::Number(number), at, read.next, strength);
    fits.then(|| (item(read.number, Strength::Strong).with_reading(vec![item(short, Strength::Weak)]), read.next))
}

/// `64 位整数`: what counts things is a unit too.
fn of_bits(scan: &Scan<'_, '_>, at: usize, read: Figures) -> Option<(Item, usize)> {
    let unit = |meaning: &Meaning| if let Meaning::Measure(unit) = meaning { Some(unit.clone()) } else { None };
    let unit = scan.meaning(read.next, unit).filter(|_| scan.means(read.next, &Meaning::Classifier) && !read.chain)?;
    let next = read.next + 1;
    let item = |value: Value| Item::new(value, at, next, Strength::Strong);
    Some((item(Value::Number(read.number)).with_reading(vec![item(Value::Measurement(read.number, unit))]), next))
}

/// The first number of `500-600 thousand`, which the power behind the second may multiply too.
pub(super) fn counted_behind(scan: &Scan<'_, '_>, read: Figures) -> Option<Number> {
    let start = joined(scan, read.next).filter(|&start| !scan.means(start - 1, &Meaning::And))?;
    let (plain, second) = (figures::plain(scan, start)?, figures(scan, start)?);
    let goes_up = read.number.value.is_below(plain.number.value) && read.next > 0 && !scan.means(read.next - 1, &Meaning::Power(1000));
    let powers = (plain.next..second.next).map(|at| figures::power(scan, at)).collect::<Option<Vec<u128>>>()?;
    let factor = powers.iter().try_fold(1, |product: u128, power| product.checked_mul(*power))?;
    let value = read.number.value.times(factor).filter(|_| goes_up && factor > 1)?;
    Some(Number { value, other: Some(read.number.value) })
}

/// The number of what may be a time, or a word with figures (French `sur 24`): it may count something.
pub(super) fn inner_number(scan: &Scan<'_, '_>, at: usize) -> Option<Item> {
    let figures: String = scan.slice(at).chars().filter(char::is_ascii_digit).collect();
    let number = Number::exact(Decimal::from_figures(&figures, "").filter(|_| !figures.is_empty())?);
    Some(Item::new(Value::Number(number), at, at + 1, Strength::Weak))
}

/// The year of `'24`.
fn elided(scan: &Scan<'_, '_>, at: usize, number: Number) -> Number {
    let opens = at > 0 && scan.is_sign(at - 1, '\'') && scan.is_glued(at) && !scan.is_glued(at - 1) && scan.slice(at).len() == 2;
    let year = || number.value.plus(Decimal::from_thousandths(2_000_000));
    if opens { Number { other: year(), ..number } } else { number }
}

/// A number that may be a year of the language's own calendar: Thai `2567` is 2024.
fn in_other_era(scan: &Scan<'_, '_>, number: Number) -> Number {
    let offset = u64::from(scan.settings.era_offset);
    let year = number.value.whole().filter(|year| offset > 0 && (1900 + offset..=2100 + offset).contains(year));
    let other = year.and_then(|year| Decimal::from_figures(&(year - offset).to_string(), ""));
    Number { other: other.or(number.other), ..number }
}

/// Any number but one, which is an article in many languages.
pub(super) fn in_words(scan: &Scan<'_, '_>, at: usize) -> Option<(Item, usize)> {
    let read = spelt::spelt(scan, at)?;
    let one = Decimal::from_thousandths(1000);
    // Burmese `ခုနှစ်` is *seven*, and *year* behind one.
    let is_mark = at > 0 && scan.is_number(at - 1) && scan.means(at, &Meaning::YearMark);
    let counts = !is_mark && (read.parts > 1 || one.is_below(read.value) || read.value.whole().is_none());
    (counts && !is_inside_word(scan, at, read)).then(|| {
        let number = in_other_era(scan, Number { value: read.value, other: read.other });
        let item = |value: Value| Item::new(value, at, read.next, Strength::Weak);
        // `百分の三` is a number of hundredths.
        let share = (at..read.next).any(|at| scan.means(at, &Meaning::FractionOf)).then(|| read.value.times_ten_to(2)).flatten();
        let share = share.map(|value| item(Value::Percentage(Number::exact(value))));
        (item(Value::Number(number)).with_reading(share.into_iter().collect()), read.next)
    })
}

/// Whether a short number word may be the start or the end of another word of a script that does not part them: Korean `세` in `세션`, `四` in `四川`.
fn is_inside_word(scan: &Scan<'_, '_>, at: usize, read: Spelt) -> bool {
    let goes_on = |next: usize, is_letter: fn(char) -> bool| {
        scan.is_glued(next) && scan.token(next).is_some_and(|token| scan.text[token.start..].starts_with(is_letter))
    };
    let counted = |next: usize| {
        const KNOWN: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Classifier.bit() | super::MEASURE | super::CURRENCY;
        scan.token(next).is_some_and(|token| token.bits() & KNOWN != 0)
    };
    let single = scan.slice(at).chars().count() == 1 && read.parts == 1;
    let before = || {
        at > 0
            && scan.is_glued(at)
            && matches!(scan.tokens[at - 1].kind, TokenKind::Text)
            && scan.text[..scan.tokens[at].start].ends_with(is_han)
    };
    // `方法二：` is the second.
    let ends = scan.token(read.next).is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break));
    // The `이` of `반이` is a particle.
    let is_ending = at > 0 && scan.is_glued(at) && scan.text[..scan.tokens[at].start].ends_with(is_hangul);
    (single && (goes_on(read.next, is_hangul) || is_ending))
        || (single && (goes_on(read.next, is_han) && !counted(read.next) || before() && !ends))
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
}
