//! Numbers in figures and in words, in the form of the page's language.

use crate::locale::pack::Meaning;

use super::Scan;

/// A number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberRead {
    /// Thousandths.
    pub(super) amount: i64,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is written as a word.
    pub(super) word: bool,
}

/// A number at a token: `1,000.5`, `1 000`, `1,5`, `twelve`, `two (2)`.
pub(super) fn number(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    figures(scan, at).or_else(|| words(scan, at))
}

fn words(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None })?;
    let read = NumberRead { amount: value, next: at + 1, word: true };
    // `two (2) days` states its number twice.
    let repeated = scan.is_sign(at + 1, '(')
        && scan.is_sign(at + 3, ')')
        && scan.integer(at + 2).is_some_and(|figure| i64::from(figure) * 1000 == value);
    Some(if repeated { NumberRead { next: at + 4, word: false, ..read } } else { read })
}

fn figures(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    // The `200` of `1,200` is no number.
    let goes_on =
        at > 1 && scan.is_glued(at) && scan.is_glued(at - 1) && scan.is_number(at - 2) && matches!(scan.sign(at - 1), Some(',' | '.'));
    let mut whole = i64::from(scan.integer(at).filter(|_| !goes_on)?);
    let mut next = at + 1;
    while let Some((group, after)) = thousands(scan, at, next) {
        whole = whole.checked_mul(1000)?.checked_add(group)?;
        next = after;
    }
    let mut amount = whole.checked_mul(1000)?;
    if let Some((thousandths, after)) = fraction(scan, next) {
        amount += thousandths;
        next = after;
    }
    Some(NumberRead { amount, next, word: false })
}

/// A group of three digits behind the language's sign for it.
fn thousands(scan: &Scan<'_, '_>, first: usize, at: usize) -> Option<(i64, usize)> {
    if scan.slice(first).len() > 3 {
        return None;
    }
    let spaced = scan.settings.group.contains(&' ') && scan.is_number(at) && !scan.is_glued(at);
    let signed = scan.sign(at).is_some_and(|sign| scan.settings.group.contains(&sign)) && scan.is_glued(at) && scan.is_glued(at + 1);
    let group = if spaced { at } else { at + 1 };
    let digits = (spaced || signed).then(|| scan.slice(group)).filter(|digits| digits.len() == 3)?;
    Some((i64::from(scan.integer(group)?), group + 1)).filter(|_| digits.len() == 3)
}

fn fraction(scan: &Scan<'_, '_>, at: usize) -> Option<(i64, usize)> {
    let signed = matches!(scan.sign(at), Some('.' | ',')) && scan.is_glued(at) && scan.is_glued(at + 1) && scan.is_number(at + 1);
    let digits = signed.then(|| scan.slice(at + 1)).filter(|digits| digits.len() <= 3)?;
    let value: i64 = digits.parse().ok()?;
    Some((value * 10_i64.pow(3 - digits.len() as u32), at + 2))
}
