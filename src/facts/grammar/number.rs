//! Numbers in figures and in words, in the form of the page's language.

use super::{Scan, figures, spelt};

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

/// Greater numbers, in thousandths, count no length of time; so many weeks, and a half, still have their seconds in 64 bits.
const MOST: i64 = i64::MAX / 604_800 - 1000;

/// A number at a token: `1,000.5`, `1 000`, `1,5`, `twelve`, `two (2)`.
pub(super) fn number(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    figures(scan, at).or_else(|| words(scan, at)).filter(|read| read.amount.abs() <= MOST)
}

fn words(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    let spelt = spelt::spelt(scan, at).filter(|_| !scan.is_number(at))?;
    let read = NumberRead { amount: spelt.value.thousandths()?, next: spelt.next, word: true };
    // `two (2) days` states its number twice.
    let repeated = scan.is_sign(read.next, '(')
        && scan.is_sign(read.next + 2, ')')
        && scan.integer(read.next + 1).is_some_and(|figure| i64::from(figure) * 1000 == read.amount);
    Some(if repeated { NumberRead { next: read.next + 3, word: false, ..read } } else { read })
}

fn figures(scan: &Scan<'_, '_>, at: usize) -> Option<NumberRead> {
    // The `200` of `1,200` is no number.
    let part = |sign: Option<char>| sign == Some('.') || (sign == Some(',') && scan.slice(at).len() == 3);
    let goes_on = at > 1 && scan.is_glued(at) && scan.is_glued(at - 1) && scan.is_number(at - 2) && part(scan.sign(at - 1));
    let read = figures::figures(scan, at).filter(|read| !read.chain && !goes_on)?;
    Some(NumberRead { amount: read.number.value.thousandths()?, next: read.next, word: false })
}
