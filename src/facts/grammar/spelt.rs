//! Numbers in words, and in figures with words between them, put together by what each is worth: `two hundred and six`, `一万五千`,
//! `zweihundertsechs`, `1 亿 5000 万`. Smaller parts are added, a greater one multiplies; which words there are is data.

use crate::locale::normal::is_unspaced;
use crate::locale::pack::Meaning;

use super::super::lexer::{TokenKind, is_hangul};
use super::{Scan, figures};
use crate::facts::decimal::Decimal;

/// A number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt {
    pub(super) value: Decimal,
    /// The token after it.
    pub(super) next: usize,
    /// How many words and figures it is put together of.
    pub(super) parts: usize,
}

/// What one word or number adds.
#[derive(Clone, Copy, Debug)]
enum Atom {
    Number(Decimal),
    Power(Decimal),
}

/// What was read so far: parts that get smaller, none of which is as great as the last place of the one before.
struct Sum<'s, 'a, 'l> {
    scan: &'s Scan<'a, 'l>,
    parts: Vec<Part>,
    next: usize,
    atoms: usize,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    value: Decimal,
    /// Where the sum ended before this part, and of how many atoms it was.
    before: (usize, usize),
    /// The power that the part was multiplied by at last.
    power: Option<Decimal>,
}

/// The number that starts at a token. A power alone is none (`millions of users`), unless the language writes one of it so (`mil`).
pub(super) fn spelt(scan: &Scan<'_, '_>, at: usize) -> Option<Spelt> {
    let whole = sum(scan, at)?;
    let read = whole.read()?;
    let figures = scan.is_number(at) && read.parts == 1;
    let read = with_half(scan, read, whole.parts.last()?.power).or_else(|| with_places(scan, read, figures)).unwrap_or(read);
    let read = multiplied(scan, read);
    Some(in_parts(scan, read).unwrap_or(read))
}

fn sum<'s, 'a, 'l>(scan: &'s Scan<'a, 'l>, at: usize) -> Option<Sum<'s, 'a, 'l>> {
    let mut sum = Sum { scan, parts: Vec::new(), next: at, atoms: 0 };
    while sum.step().is_some() {}
    (!sum.parts.is_empty() && (sum.atoms > 1 || !matches!(atom(scan, at), Some((Atom::Power(_), _))) || is_number_word(scan, at))).then_some(sum)
}

impl Sum<'_, '_, '_> {
    fn read(&self) -> Option<Spelt> {
        let value = self.parts.iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        Some(Spelt { value, next: self.next, parts: self.atoms })
    }

    fn step(&mut self) -> Option<()> {
        let before = (self.next, self.atoms);
        let start = self.start()?;
        let (atom, next) = atom(self.scan, start).filter(|_| self.atoms == 0 || !self.scan.is_number(start) || self.takes_figures(start))?;
        match atom {
            Atom::Number(value) => {
                // `20 five-year plans`: a word goes on from figures only where it multiplies them.
                let from_figures = self.atoms > 0 && self.scan.is_number(self.next - 1);
                (self.fits(value) && !from_figures).then_some(())?;
                self.parts.push(Part { value, before, power: None });
            }
            Atom::Power(power) => self.multiply(power, before, start)?,
        }
        self.next = next;
        self.atoms += 1;
        Some(())
    }

    fn fits(&self, value: Decimal) -> bool {
        self.parts.last().is_none_or(|last| value.is_below(last.value.last_place()))
    }

    /// The parts below a power are what it multiplies. Where the product is too great for what stands before, that is a number of its own.
    fn multiply(&mut self, power: Decimal, before: (usize, usize), start: usize) -> Option<()> {
        let at = self.parts.iter().position(|part| part.value.is_below(power)).unwrap_or(self.parts.len());
        // What a blank or a word parts from a number is not multiplied by it: `one and hundreds`.
        if at < self.parts.len() && start > self.next && !self.scan.is_dash(self.next) {
            return None;
        }
        let counted = self.parts[at..].iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        let first = self.parts.get(at).map_or(before, |part| part.before);
        let one = Decimal::from_thousandths(1000);
        let value = power.times_decimal(if at < self.parts.len() { counted } else { one })?;
        self.parts.truncate(at);
        if !self.fits(value) {
            (self.next, self.atoms) = first;
            return None;
        }
        self.parts.push(Part { value, before: first, power: Some(power) });
        Some(())
    }

    /// Where the next part may start: behind a hyphen, a word for *and*, a zero between places (`一万零二百`).
    fn start(&self) -> Option<usize> {
        let (scan, at) = (self.scan, self.next);
        let Some(last) = self.parts.last() else { return Some(at) };
        if scan.is_dash(at) && scan.is_glued(at) && scan.is_glued(at + 1) && !scan.is_number(at + 1) {
            return Some(at + 1);
        }
        let is_zero = |at: usize| scan.means(at, &Meaning::Number(0)) && !scan.is_number(at);
        let ten = Decimal::from_thousandths(10_000);
        let joins = is_zero(at) || scan.means(at, &Meaning::And);
        Some(at + usize::from(joins && !last.value.last_place().is_below(ten) && atom(scan, at + 1).is_some()))
    }

    /// Whether figures go on from the word before: put to it, in a script without blanks, or with a power of their own.
    fn takes_figures(&self, at: usize) -> bool {
        let ends = |c: char| is_unspaced(c) || is_hangul(c);
        let before = &self.scan.tokens[at - 1];
        let word = matches!(before.kind, TokenKind::Word(_));
        let counted = || atom(self.scan, at).is_some_and(|(_, next)| power(self.scan, next).is_some());
        word && (self.scan.text[..before.end].ends_with(ends) || (self.parts.last().is_some_and(|part| part.power.is_some()) && counted()))
    }
}

fn atom(scan: &Scan<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    if scan.is_number(at) {
        let read = figures::plain(scan, at).filter(|read| !read.chain)?;
        return Some((Atom::Number(read.number.value), read.next));
    }
    if let Some(power) = power(scan, at) {
        return Some((Atom::Power(power), at + 1));
    }
    let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None })?;
    Some((Atom::Number(Decimal::from_thousandths(value)), at + 1))
}

fn power(scan: &Scan<'_, '_>, at: usize) -> Option<Decimal> {
    figures::power(scan, at).and_then(|power| Decimal::from_figures(&power.to_string(), ""))
}

fn is_number_word(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.meaning(at, |meaning| matches!(meaning, Meaning::Number(_)).then_some(())).is_some()
}

/// `three and a half`, and half of the power that stands before: `3 milioni e mezzo`.
fn with_half(scan: &Scan<'_, '_>, read: Spelt, power: Option<Decimal>) -> Option<Spelt> {
    scan.means(read.next, &Meaning::AndHalf).then_some(())?;
    let half = Decimal::from_thousandths(500);
    let value = read.value.plus(power.map_or(Some(half), |power| power.times_decimal(half))?)?;
    Some(Spelt { value, next: read.next + 1, parts: read.parts + 1 })
}

/// `two point zero five`, `2 Komma 5`: places one by one, or as one number.
fn with_places(scan: &Scan<'_, '_>, read: Spelt, figures: bool) -> Option<Spelt> {
    scan.means(read.next, &Meaning::Point).then_some(())?;
    let whole = read.value.whole()?;
    // `九点三十` is half past nine.
    let is_hour = || figures || (1..=24).contains(&whole);
    if scan.means(read.next, &Meaning::HourMark) && is_hour() {
        return None;
    }
    let mut places = String::new();
    let mut next = read.next + 1;
    let (mut parts, ten) = (read.parts, Decimal::from_thousandths(10_000));
    if scan.is_number(next) {
        places.push_str(scan.slice(next));
        next += 1;
    }
    while let Some((Atom::Number(value), after)) = atom(scan, next).filter(|_| !scan.is_number(next)) {
        if !value.is_below(ten) {
            if places.is_empty() {
                let rest = sum(scan, next)?.read()?;
                (places, next) = (rest.value.to_string(), rest.next);
            }
            break;
        }
        places.push_str(&value.to_string());
        (next, parts) = (after, parts + 1);
    }
    let value = Decimal::from_figures(&read.value.to_string(), &places).filter(|_| places.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!places.is_empty()).then_some(Spelt { value, next, parts: parts + 1 })
}

/// `two point two million`, `three and a half million`.
fn multiplied(scan: &Scan<'_, '_>, mut read: Spelt) -> Spelt {
    if read.value.whole().is_some() {
        return read;
    }
    while let Some((value, _)) = power(scan, read.next).and_then(|power| Some((read.value.times_decimal(power)?, power))) {
        read = Spelt { value, next: read.next + 1, parts: read.parts + 1 };
    }
    read
}

/// `四分の三`, `three fifths`, `two and three fifths`: parts of a whole.
fn in_parts(scan: &Scan<'_, '_>, read: Spelt) -> Option<Spelt> {
    if let Some(part) = part_of(scan, read) {
        return Some(part);
    }
    let joined = usize::from(scan.means(read.next, &Meaning::And));
    let second = sum(scan, read.next + joined).filter(|_| joined > 0 && read.value.whole().is_some())?.read()?;
    let part = part_of(scan, second)?;
    Some(Spelt { value: read.value.plus(part.value)?, next: part.next, parts: read.parts + part.parts })
}

fn part_of(scan: &Scan<'_, '_>, read: Spelt) -> Option<Spelt> {
    let whole = read.value.whole()?;
    if scan.means(read.next, &Meaning::FractionOf) {
        let above = sum(scan, read.next + 1)?.read()?;
        let value = Decimal::of_fraction(above.value.whole()?, whole)?;
        return Some(Spelt { value, next: above.next, parts: read.parts + above.parts });
    }
    let parts = scan.meaning(read.next, |meaning| if let Meaning::Denominator(parts) = meaning { Some(*parts) } else { None })?;
    // `two third-party apps`.
    let compound = scan.is_dash(read.next + 1) && scan.is_glued(read.next + 1) && scan.is_glued(read.next + 2);
    let value = Decimal::of_fraction(whole, parts).filter(|_| !compound)?;
    Some(Spelt { value, next: read.next + 1, parts: read.parts + 1 })
}
