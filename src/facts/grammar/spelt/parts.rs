//! Fractions in words: `three fifths`, `四分の三`, `vinte e cinco avos`. Whole numbers are the concern of the module above.

use crate::locale::pack::Meaning;

use super::super::super::lexer::TokenKind;
use super::super::{Scan, figures};
use super::{Spelt, behind, is_number_word, power, sum};
use crate::facts::decimal::Decimal;

/// `四分の三`, `three fifths`, `two and three fifths`, `drie een vijfde`: parts of a whole.
pub(super) fn in_parts(scan: &Scan<'_, '_>, read: Spelt) -> Option<Spelt> {
    if let Some(part) = part_of(scan, read) {
        return Some(part);
    }
    read.value.whole()?;
    let joined = usize::from(scan.means(read.next, &Meaning::And) || scan.means(read.next, &Meaning::Point));
    let second = sum(scan, read.next + joined)?.read()?;
    let in_words = !scan.is_number(read.next - 1) && !scan.is_number(read.next + joined);
    if !(in_words || joined > 0 && scan.means(second.next, &Meaning::FractionOf)) {
        return None;
    }
    // `واحد و نصف`.
    let half = || (joined > 0 && second.parts == 1 && second.value.whole().is_none()).then_some(second);
    let part = part_of(scan, second).or_else(half).filter(|part| part.value.is_below(Decimal::from_thousandths(1000)))?;
    Some(Spelt { value: read.value.plus(part.value)?, other: None, next: part.next, parts: read.parts + part.parts })
}

/// A denominator in several words, and the token after it: `twenty-fifth`, `veinte milésimos`, `vinte e cinco avos`.
fn ordinal(scan: &Scan<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let (mut value, mut next) = (0_u64, at);
    for _ in 0..MOST_WORDS {
        let step = usize::from(value > 0 && (scan.means(next, &Meaning::And) || scan.is_dash(next) && scan.is_glued(next)));
        let last = next + step;
        if scan.means(last, &Meaning::Parts) {
            return (value > 1).then_some((value, last + 1));
        }
        if let Some(parts) = denominator(scan, last).filter(|_| value > 0) {
            // `veinte milésimos` are parts of twenty thousand, `twenty-fifths` of twenty-five.
            let whole =
                if parts < 100 { (value % 10 == 0 && parts < 10).then(|| value.checked_add(parts))? } else { value.checked_mul(parts) };
            return whole.map(|whole| (whole, last + 1));
        }
        let word = |meaning: &Meaning| if let Meaning::Number(value) = meaning { u64::try_from(value / 1000).ok() } else { None };
        value = match (scan.meaning(last, word), power(scan, last).and_then(Decimal::whole)) {
            (_, Some(power)) if value > 0 => value.checked_mul(power)?,
            (Some(number), _) => value.checked_add(number)?,
            _ => return None,
        };
        next = last + 1;
    }
    None
}

/// Words of one denominator.
const MOST_WORDS: usize = 6;

pub(super) fn denominator(scan: &Scan<'_, '_>, at: usize) -> Option<u64> {
    // Italian `43 centesimi` is money.
    if at > 0 && scan.is_number(at - 1) && scan.tokens.get(at).is_some_and(|token| token.bits() & super::super::SUBUNIT != 0) {
        return None;
    }
    scan.meaning(at, |meaning| if let Meaning::Denominator(parts) = meaning { Some(*parts) } else { None })
}

pub(super) fn part_of(scan: &Scan<'_, '_>, read: Spelt) -> Option<Spelt> {
    let whole = read.value.whole()?;
    let part = |numerator: u64, denominator: u64, next: usize, parts: usize| {
        let value = Decimal::of_fraction(numerator, denominator)?;
        Some(Spelt { value, other: None, next, parts: read.parts + parts })
    };
    if scan.means(read.next, &Meaning::FractionOf) {
        let above = behind(scan, read.next + 1)?;
        let value = Decimal::of_fraction(1, whole).and_then(|one| one.times_decimal(above.value))?;
        return Some(Spelt { value, other: None, next: above.next, parts: read.parts + above.parts });
    }
    if scan.means(read.next, &Meaning::FractionOver) {
        let ends = |at: usize| scan.token(at).is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break));
        let words = !scan.is_number(read.next - 1);
        let figures = figures::plain(scan, read.next + 1).filter(|read| words && !read.chain && ends(read.next));
        let figures = figures.map(|read| (read.number.value, read.next, 1));
        if figures.is_none() && scan.is_number(read.next + 1) {
            return None;
        }
        let (below, next, parts) = figures.or_else(|| sum(scan, read.next + 1)?.read().map(|read| (read.value, read.next, read.parts)))?;
        return part(whole, below.whole().filter(|&below| below > 1)?, next, parts);
    }
    // `one - fourth`, `en-åttondel`.
    let words = !scan.is_number(read.next - 1);
    let at = read.next + usize::from(words && scan.is_dash(read.next));
    if let Some((parts, next)) = ordinal(scan, at).filter(|(parts, _)| words && is_number_word(scan, at) && whole < *parts) {
        return part(whole, parts, next, next - at);
    }
    let parts = denominator(scan, at)?;
    // `two third-party apps`.
    let compound = scan.is_dash(at + 1) && scan.is_glued(at + 1) && scan.is_glued(at + 2);
    // The `twenty-fifth` day is none.
    let day = at > read.next && parts < 10 && whole >= 20 && whole % 10 == 0;
    if compound || day { None } else { part(whole, parts, at + 1, 1) }
}
