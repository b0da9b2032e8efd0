//! Numbers in words, and in figures with words between them, put together by what each is worth: `two hundred and six`, `一万五千`,
//! `zweihundertsechs`, `1 亿 5000 万`. Smaller parts are added, a greater one multiplies; which words there are is data.

mod parts;

use crate::locale::normal::is_unspaced;
use crate::locale::pack::Meaning;

use super::super::lexer::{TokenKind, is_hangul};
use super::{Scan, figures};
use crate::facts::decimal::Decimal;
use crate::facts::model::Unit;
use parts::{denominator, in_parts, part_of};

/// A number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt {
    pub(super) value: Decimal,
    /// What else the words may say: `two million and a half` is 2,500,000, or half more than two millions.
    pub(super) other: Option<Decimal>,
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
    /// The part that a word for *and* stands before.
    joined: Option<usize>,
    /// What the sum is if a dozen counts its last part only: `three hundred and two dozens`.
    dozens: Option<Decimal>,
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
    if let Some(read) = below_one(scan, at) {
        return Some(read);
    }
    let whole = sum(scan, at)?;
    let read = whole.read()?;
    if let Some(mixed) = whole.mixed(read) {
        return Some(mixed);
    }
    if let Some(part) = in_parts(scan, read) {
        let other = part.other.or_else(|| whole.last_in_parts(part, read.value));
        return Some(multiplied(scan, Spelt { other, ..part }));
    }
    let read = whole.short_tail().map_or(read, |value| Spelt { value, ..read });
    let figures = scan.is_number(at) && read.parts == 1;
    let read = with_half(scan, read, whole.parts.last()?.power).or_else(|| with_places(scan, read, figures)).unwrap_or(read);
    Some(multiplied(scan, read))
}

/// `零点一加仑`: nought and its decimal sign are one word, which is midnight where no unit follows.
fn below_one(scan: &Scan<'_, '_>, at: usize) -> Option<Spelt> {
    let one_word = scan.means(at, &Meaning::Point) && scan.means(at, &Meaning::Midnight);
    let zero = Spelt { value: Decimal::from_thousandths(0), other: None, next: at, parts: 0 };
    let read = one_word.then(|| with_places(scan, zero, false)).flatten()?;
    scan.token(read.next).filter(|token| token.bits() & COUNTED != 0).map(|_| read)
}

fn sum<'s, 'a, 'l>(scan: &'s Scan<'a, 'l>, at: usize) -> Option<Sum<'s, 'a, 'l>> {
    let mut sum = Sum { scan, parts: Vec::new(), next: at, atoms: 0, joined: None, dozens: None };
    while sum.step().is_some() {}
    let alone = sum.atoms == 1 && power(scan, at).is_some_and(is_power_of_ten) && !is_number_word(scan, at);
    (!sum.parts.is_empty() && !alone).then_some(sum)
}

/// A dozen is none.
fn is_power_of_ten(power: Decimal) -> bool {
    power == power.last_place()
}

impl Sum<'_, '_, '_> {
    fn read(&self) -> Option<Spelt> {
        let value = self.parts.iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        // Arabic `خمس` is five, and a fifth.
        let part = (self.atoms == 1).then(|| denominator(self.scan, self.next - 1)).flatten();
        Some(Spelt {
            value,
            other: part.and_then(|parts| Decimal::of_fraction(1, parts)).or(self.dozens),
            next: self.next,
            parts: self.atoms,
        })
    }

    /// `a hundred and three quarters`: a whole, and a part of one more, of its power (`two million and one half`), or of another
    /// (`a billion and a quarter million`).
    fn mixed(&self, read: Spelt) -> Option<Spelt> {
        let at = self.joined.filter(|&at| at < self.parts.len())?;
        let sum = |parts: &[Part]| parts.iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value));
        let part = part_of(self.scan, Spelt { value: sum(&self.parts[at..])?, ..read })?;
        let whole = sum(&self.parts[..at])?;
        part.value.is_below(Decimal::from_thousandths(1000)).then_some(())?;
        if let Some(power) = power(self.scan, part.next) {
            let value = whole.plus(part.value.times_decimal(power)?)?;
            return Some(Spelt { value, other: None, next: part.next + 1, parts: read.parts + part.parts });
        }
        let of_power = self.parts[at - 1].power.filter(|power| !power.is_below(Decimal::from_thousandths(1_000_000)));
        let more = of_power.and_then(|power| whole.plus(part.value.times_decimal(power)?));
        let exact = whole.plus(part.value)?;
        Some(Spelt { value: more.unwrap_or(exact), other: more.map(|_| exact), ..part })
    }

    /// `honderd en dertig vijfde` are 130 fifths, or a hundred and thirty fifths.
    fn last_in_parts(&self, read: Spelt, all: Decimal) -> Option<Decimal> {
        let ([before @ .., last], true) = (self.parts.as_slice(), read.value.is_below(all)) else { return None };
        let sum = before.iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        let denominator = denominator(self.scan, self.next)?;
        let part = Decimal::of_fraction(last.value.whole()?, denominator)?;
        (!before.is_empty()).then(|| sum.plus(part)).flatten()
    }

    /// `两千五` is 2500, `两千零五` is 2005.
    fn short_tail(&self) -> Option<Decimal> {
        let [.., before, last] = self.parts.as_slice() else { return None };
        let figure = last.value.whole().filter(|figure| last.power.is_none() && (1..10).contains(figure))?;
        let power = before.power.unwrap_or(before.value.last_place());
        let put_on = self.scan.settings.spelling.short_tail && last.before.0 + 1 == self.next && !self.scan.is_number(last.before.0);
        let tenth = power.times_ten_to(-1).filter(|_| put_on && !power.is_below(Decimal::from_thousandths(100_000)))?;
        let sum = self.parts[..self.parts.len() - 1].iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        sum.plus(tenth.times(u128::from(figure))?)
    }

    fn step(&mut self) -> Option<()> {
        let before = (self.next, self.atoms);
        let start = self.start();
        // `one half` is no one and a half.
        if self.atoms > 0 && denominator(self.scan, start).is_some() {
            return None;
        }
        let (atom, next) =
            atom(self.scan, start).filter(|_| self.atoms == 0 || !self.scan.is_number(start) || self.takes_figures(start))?;
        match atom {
            Atom::Number(value) => {
                // `20 five-year plans`: a word goes on from figures only where it multiplies them.
                let from_figures = self.atoms > 0 && self.scan.is_number(self.next - 1);
                // `ein halbes Dutzend` is no one and a half.
                if self.atoms > 0 && value.whole().is_none() && start == self.next {
                    return None;
                }
                if self.is_unit_of(value, start) {
                    self.add_tens(value)?;
                } else {
                    (self.fits(value) && !from_figures).then_some(())?;
                    if start > self.next && self.scan.means(self.next, &Meaning::And) {
                        self.joined = Some(self.parts.len());
                    }
                    self.parts.push(Part { value, before, power: None });
                }
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

    /// Whether what stands before are the units of these tens: `vier en twintig`, where the language puts them so.
    fn is_unit_of(&self, tens: Decimal, start: usize) -> bool {
        let ten = Decimal::from_thousandths(10_000);
        let is_tens = tens.last_place() == ten.last_place() && tens.is_below(Decimal::from_thousandths(100_000)) && ten.is_below(tens);
        let joined = start > self.next || self.scan.slice(self.next) != self.scan.slice(start);
        let unit = self.parts.last().is_some_and(|last| last.power.is_none() && last.value.is_below(ten));
        self.scan.settings.spelling.units_first && is_tens && unit && joined && self.scan.means(start.saturating_sub(1), &Meaning::And)
    }

    fn add_tens(&mut self, tens: Decimal) -> Option<()> {
        let last = self.parts.last_mut()?;
        last.value = last.value.plus(tens)?;
        Some(())
    }

    /// The parts below a power are what it multiplies. Where the product is too great for what stands before, that is a number of its own.
    fn multiply(&mut self, power: Decimal, before: (usize, usize), start: usize) -> Option<()> {
        let is_counted = |part: &Part| part.value.is_below(power) || !is_power_of_ten(power);
        let at = self.parts.iter().position(is_counted).unwrap_or(self.parts.len());
        // What a blank or a word parts from a number is not multiplied by it: `one and hundreds`.
        if at < self.parts.len() && start > self.next && !self.scan.is_dash(self.next) {
            return None;
        }
        // `百万万`, `a million million`: a power of a power.
        // Korean `한 다스만` is one dozen only.
        if self.parts.last().and_then(|last| last.power).is_some_and(|last| !is_power_of_ten(last)) {
            return None;
        }
        let count = self.parts.len();
        let again =
            start == self.next && self.scan.tokens.get(start.wrapping_sub(1)).is_some() && self::power(self.scan, start - 1).is_some();
        if let Some(last) = self
            .parts
            .last_mut()
            .filter(|_| again && at > 0 && at == count)
            .filter(|last| last.power.is_some_and(|before| !power.is_below(before)))
        {
            last.value = last.value.times_decimal(power)?;
            last.power = Some(power);
            return Some(());
        }
        let counted = self.parts[at..].iter().try_fold(Decimal::from_thousandths(0), |sum, part| sum.plus(part.value))?;
        let first = self.parts.get(at).map_or(before, |part| part.before);
        let one = Decimal::from_thousandths(1000);
        let value = power.times_decimal(if at < self.parts.len() { counted } else { one })?;
        if let ([_, .., last], false) = (self.parts.as_slice(), is_power_of_ten(power)) {
            self.dozens = counted.less(last.value).and_then(|rest| rest.plus(last.value.times_decimal(power)?));
        }
        self.parts.truncate(at);
        if !self.fits(value) {
            (self.next, self.atoms) = first;
            return None;
        }
        self.parts.push(Part { value, before: first, power: Some(power) });
        Some(())
    }

    /// Where the next part may start: behind a hyphen, a word for *and*, a zero between places (`一万零二百`).
    fn start(&self) -> usize {
        let (scan, at) = (self.scan, self.next);
        let Some(last) = self.parts.last() else { return at };
        let glued = scan.is_glued(at) && scan.is_glued(at + 1) && !scan.is_number(at + 1);
        if scan.is_dash(at) && (glued || self.is_split(at)) {
            return at + 1;
        }
        // `31 million, 256 thousand and one`.
        let thousand = Decimal::from_thousandths(999_000);
        let grouped = || last.power.is_some_and(|power| thousand.is_below(power)) && goes_on(scan, at + 1);
        if scan.is_sign(at, ',') && !scan.is_glued(at + 1) && grouped() {
            return at + 1;
        }
        let is_zero = |at: usize| scan.means(at, &Meaning::Number(0)) && !scan.is_number(at);
        let ten = Decimal::from_thousandths(10_000);
        // The `・` of `二百・七一` is a decimal sign.
        let joins = is_zero(at) || scan.means(at, &Meaning::And) && !scan.means(at, &Meaning::Point);
        let tens = scan.settings.spelling.units_first && last.power.is_none() && last.value.is_below(ten);
        let wide = !last.value.last_place().is_below(ten) || tens;
        // Vietnamese `không trăm` is no hundred.
        let hundreds = |power: Decimal| !power.is_below(Decimal::from_thousandths(100_000));
        if is_zero(at) && power(scan, at + 1).is_some_and(hundreds) && atom(scan, at + 2).is_some() && wide {
            return at + 2;
        }
        at + usize::from(joins && wide && atom(scan, at + 1).is_some())
    }

    /// `fifty - two`: a dash between tens and units in words, where no range could go down.
    fn is_split(&self, at: usize) -> bool {
        let words = at > 0 && !self.scan.is_number(at - 1) && !self.scan.is_number(at + 1);
        let (ten, hundred) = (Decimal::from_thousandths(10_000), Decimal::from_thousandths(100_000));
        let tens = self
            .parts
            .last()
            .is_some_and(|last| last.value.last_place() == ten && last.value.is_below(hundred) && ten.is_below(last.value));
        let unit = || matches!(atom(self.scan, at + 1), Some((Atom::Number(value), _)) if value.is_below(ten));
        words && tens && unit()
    }

    /// Whether figures go on from the word before: put to it, in a script without blanks, or with a power of their own.
    fn takes_figures(&self, at: usize) -> bool {
        let ends = |c: char| is_unspaced(c) || is_hangul(c);
        let before = &self.scan.tokens[at - 1];
        // Burmese `ဘီလီယံ ၃၀၀` are 300 billions: a power that nothing counts goes on in no figures.
        let bare = self.atoms == 1 && power(self.scan, at - 1).is_some() && !is_number_word(self.scan, at - 1);
        if bare && !self.scan.is_glued(at) {
            return false;
        }
        let word = matches!(before.kind, TokenKind::Word(_));
        let counted = || atom(self.scan, at).is_some_and(|(_, next)| power(self.scan, next).is_some());
        word && (self.scan.text[..before.end].ends_with(ends) || (self.parts.last().is_some_and(|part| part.power.is_some()) && counted()))
    }
}

/// Whether a number of several words starts at a token.
fn goes_on(scan: &Scan<'_, '_>, at: usize) -> bool {
    let Some((Atom::Number(_), next)) = atom(scan, at) else { return false };
    atom(scan, next).is_some() || (scan.is_dash(next) && atom(scan, next + 1).is_some())
}

fn atom(scan: &Scan<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    if scan.is_number(at) {
        let read = figures::plain(scan, at).filter(|read| !read.chain)?;
        return Some((Atom::Number(read.number.value), read.next));
    }
    if let Some((value, next)) = digit_by_digit(scan, at) {
        return Some((Atom::Number(value), next));
    }
    if let Some(power) = power(scan, at) {
        return Some((Atom::Power(power), at + 1));
    }
    let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None })?;
    Some((Atom::Number(Decimal::from_thousandths(value)), at + 1))
}

/// `二〇二四`: figures of Han, three and more.
fn digit_by_digit(scan: &Scan<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let digit = |at: usize| {
        let single = scan.slice(at).chars().count() == 1 && scan.slice(at).starts_with(is_unspaced) && power(scan, at).is_none();
        let value = scan.meaning(at, |meaning| if let Meaning::Number(value) = meaning { Some(*value / 1000) } else { None });
        value.filter(|value| single && (0..10).contains(value))
    };
    let starts = digit(at).is_some() && !(scan.is_glued(at) && digit(at.saturating_sub(1)).is_some());
    let mut places = String::new();
    let mut next = at;
    while let Some(value) = digit(next).filter(|_| starts && (next == at || scan.is_glued(next))) {
        places.push_str(&value.to_string());
        next += 1;
    }
    (places.len() > 2 && power(scan, next).is_none()).then(|| Decimal::from_figures(&places, "")).flatten().map(|value| (value, next))
}

fn power(scan: &Scan<'_, '_>, at: usize) -> Option<Decimal> {
    figures::power(scan, at).and_then(|power| Decimal::from_figures(&power.to_string(), ""))
}

fn is_number_word(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.meaning(at, |meaning| matches!(meaning, Meaning::Number(_)).then_some(())).is_some()
}

/// `three and a half`, `cinq et un quart`, half of the power that stands before (`3 milioni e mezzo`), or of one behind
/// (`un miliardo e mezzo milione`).
fn with_half(scan: &Scan<'_, '_>, read: Spelt, before: Option<Decimal>) -> Option<Spelt> {
    let (half, words) = part_behind(scan, read.next)?;
    let behind = power(scan, read.next + words).filter(|power| before.is_some_and(|before| power.is_below(before)));
    let before = before.filter(|power| !power.is_below(Decimal::from_thousandths(1_000_000)));
    let exact = read.value.plus(half)?;
    let value = read.value.plus(behind.or(before).map_or(Some(half), |power| power.times_decimal(half))?)?;
    let words = words + usize::from(behind.is_some());
    Some(Spelt { value, other: Some(exact).filter(|&exact| exact != value), next: read.next + words, parts: read.parts + words })
}

/// A half, a quarter or three quarters that a word adds to the number before it, and in how many words: `and a half`, `et un quart`,
/// `and a quarter`.
fn part_behind(scan: &Scan<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    if scan.means(at, &Meaning::AndHalf) {
        return Some((Decimal::from_thousandths(500), 1));
    }
    // What moves an hour behind it adds to a number too.
    let minutes = |meaning: &Meaning| if let Meaning::Shift { minutes, behind: true } = meaning { Some(i64::from(*minutes)) } else { None };
    if let Some(minutes) = scan.meaning(at, minutes).filter(|minutes| (1..60).contains(minutes)) {
        return Some((Decimal::from_thousandths(minutes * 1000 / 60), 1));
    }
    let half =
        |meaning: &Meaning| if let Meaning::Number(value @ 1..1000) = meaning { Some(Decimal::from_thousandths(*value)) } else { None };
    if let Some(half) = scan.meaning(at + 1, half).filter(|_| scan.means(at, &Meaning::And) && !scan.is_number(at - 1)) {
        return Some((half, 2));
    }
    let article = usize::from(scan.means(at + 1, &Meaning::Article));
    let parts = denominator(scan, at + 1 + article).filter(|_| scan.means(at, &Meaning::And) && !scan.is_number(at - 1))?;
    Some((Decimal::of_fraction(1, parts)?, 2 + article))
}

/// `two point zero five`, `2 Komma 5`: places one by one, or as one number.
fn with_places(scan: &Scan<'_, '_>, read: Spelt, figures: bool) -> Option<Spelt> {
    // What joins a list too, as `・` does, is a decimal sign between words only.
    let between = scan.is_glued(read.next) && scan.is_glued(read.next + 1) && !figures;
    (scan.means(read.next, &Meaning::Point) && (between || !scan.means(read.next, &Meaning::And))).then_some(())?;
    let whole = read.value.whole()?;
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
    // `九点三十` is half past nine, `九点三十三升` and `九点二三三` are numbers.
    let is_hour = scan.means(read.next, &Meaning::HourMark) && (figures || (1..=24).contains(&whole));
    let is_time = || places.len() < 3 && scan.token(next).is_none_or(|token| token.bits() & COUNTED == 0);
    if is_hour && is_time() || figures && is_common(scan, read.next) && scan.is_number(read.next + 1) {
        return None;
    }
    let value = Decimal::from_figures(&read.value.to_string(), &places).filter(|_| places.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!places.is_empty()).then_some(Spelt { value, other: None, next, parts: parts + 1 })
}

/// What a decimal counts, and no time does.
const COUNTED: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Power(0).bit() | super::MEASURE | super::CURRENCY;

/// `1 con 5` is a decimal only in words: between figures the word is any other (Spanish `con` is *with*).
fn is_common(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.slice(at).chars().all(char::is_alphabetic) && !scan.slice(at).starts_with(is_unspaced)
}

/// `two point two million`, `three and a half million`.
fn multiplied(scan: &Scan<'_, '_>, mut read: Spelt) -> Spelt {
    if read.value.whole().is_some() {
        return read;
    }
    while let Some((value, _)) = power(scan, read.next).and_then(|power| Some((read.value.times_decimal(power)?, power))) {
        read = Spelt { value, other: None, next: read.next + 1, parts: read.parts + 1 };
    }
    read
}

/// A number that stands behind what it counts, a power alone too: `百分之一百二十点五`, `百分之百`.
pub(super) fn behind(scan: &Scan<'_, '_>, at: usize) -> Option<Spelt> {
    if scan.is_number(at) {
        let read = figures::plain(scan, at).filter(|read| !read.chain)?;
        return Some(Spelt { value: read.number.value, other: None, next: read.next, parts: 1 });
    }
    let read = sum(scan, at).and_then(|sum| sum.read()).or_else(|| {
        let value = power(scan, at)?;
        Some(Spelt { value, other: None, next: at + 1, parts: 1 })
    })?;
    Some(with_places(scan, read, false).unwrap_or(read))
}
