//! Which facts may be half read: beside them stands what belongs to numbers, units and money and was taken up by no reader, or a second
//! number that nothing parts from the first (`soixante` `onze`, `20 dollars` `43`). What such a fact states is not known.

use std::sync::LazyLock;

use super::{Item, Reading, Scan};
use crate::facts::decimal::Decimal;
use crate::facts::leftover::Leftover;
use crate::facts::lexer::TokenKind;
use crate::facts::model::{Currency, Kind, Unit};
use crate::locale::normal::is_spaced_letter;
use crate::locale::pack::Meaning;

/// Words that go on with the number beside them.
const GOES_ON: u64 = Meaning::Power(0).bit()
    | Meaning::Denominator(0).bit()
    | Meaning::Point.bit()
    | Meaning::AndHalf.bit()
    | Meaning::FractionOf.bit()
    | Meaning::FractionOver.bit()
    | super::SUBUNIT;

/// What counts a number that has no unit yet.
const COUNTS: u64 = Meaning::Unit(Unit::Day).bit() | super::MEASURE | super::CURRENCY;

/// Marks the facts of a block that may be half read.
pub(super) fn settle(scan: &Scan<'_, '_>, reading: &mut Reading) {
    let taken = Taken::of(scan, reading);
    let mut order: Vec<Shape> = reading.items.iter().chain(&reading.numbers).map(|item| Shape::of(scan, item)).collect();
    order.sort_by_key(|shape| (shape.from, shape.to));
    for item in reading.items.iter_mut().chain(&mut reading.numbers) {
        item.doubtful = is_counting(item.value.kind()) && (taken.is_touched(scan, item) || goes_on(scan, item, &order));
    }
}

/// What is left of the words of numbers, units and money.
pub(super) fn leftovers(scan: &Scan<'_, '_>, reading: &Reading) -> Vec<Leftover> {
    let taken = Taken::of(scan, reading);
    let rest = (0..scan.tokens.len()).filter(|&at| !taken.0[at]);
    rest.filter(|&at| !is_letter(scan, at)).filter_map(|at| scan.meaning(at, leftover)).collect()
}

fn leftover(meaning: &Meaning) -> Option<Leftover> {
    match meaning {
        Meaning::Number(value) if (1..1000).contains(value) => Some(Leftover::Fraction),
        Meaning::Number(value) if *value > 1000 => Some(Leftover::Number(Decimal::from_thousandths(*value))),
        Meaning::Denominator(_) | Meaning::AndHalf | Meaning::HalfPast | Meaning::FractionOf => Some(Leftover::Fraction),
        Meaning::Month { month, .. } => Some(Leftover::Month(*month)),
        Meaning::AllDay | Meaning::PerDay => Some(Leftover::AllDay),
        Meaning::Hour(_) | Meaning::Shift { .. } | Meaning::Noon | Meaning::Midnight => Some(Leftover::Clock),
        Meaning::Power(power) => Some(Leftover::Power(*power)),
        Meaning::Measure(unit) if unit.contains("percent") => Some(Leftover::Percent),
        Meaning::Measure(unit) => Some(Leftover::Measure(unit.clone())),
        Meaning::Currency(code) => Some(Leftover::Currency(Currency(code.clone()))),
        _ => None,
    }
}

fn is_counting(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Percentage | Kind::Currency | Kind::Measurement | Kind::Duration | Kind::Date | Kind::Time)
}

/// Which tokens some fact has taken up.
struct Taken(Vec<bool>);

impl Taken {
    fn of(scan: &Scan<'_, '_>, reading: &Reading) -> Self {
        let mut taken = vec![false; scan.tokens.len()];
        for item in reading.items.iter().chain(&reading.numbers) {
            taken[item.from..item.to].fill(true);
        }
        Self(taken)
    }

    /// Whether a word that no fact has goes on from an item, or leads to it.
    fn is_touched(&self, scan: &Scan<'_, '_>, item: &Item) -> bool {
        let number = item.value.kind() == Kind::Number;
        if matches!(item.value.kind(), Kind::Date | Kind::Time) {
            return false;
        }
        let open = |at: usize| self.0.get(at).is_some_and(|taken| !taken);
        let wanted = match item.value.kind() {
            Kind::Number => GOES_ON | COUNTS,
            Kind::Currency => Meaning::AndHalf.bit() | super::SUBUNIT,
            _ => Meaning::AndHalf.bit(),
        };
        // Spanish `con`, Italian `su` and English `over` are other words behind figures.
        let joins = Meaning::Point.bit() | Meaning::FractionOver.bit();
        let in_words = !(item.from..item.to).any(|at| scan.is_number(at));
        let wanted = if in_words { wanted } else { wanted & !joins };
        // `2004年` is a year.
        let is_year = |at: usize| scan.means(at, &Meaning::YearMark) || scan.means(at, &Meaning::Unit(Unit::Year));
        let is_wanted =
            |at: usize| open(at) && !is_year(at) && scan.tokens[at].bits() & wanted != 0 && !is_compound(scan, at) && !is_letter(scan, at);
        let behind = item.to + usize::from(scan.is_dash(item.to) && open(item.to));
        let before = |step: usize| item.from.checked_sub(step);
        let leading = Meaning::Power(0).bit() | Meaning::FractionOf.bit() | if in_words { Meaning::Point.bit() } else { 0 };
        let is_dozen =
            |at: usize| scan.meaning(at, |meaning| if let Meaning::Power(power) = meaning { Some(*power) } else { None }) == Some(12);
        let leads = before(1).is_some_and(|at| open(at) && scan.tokens[at].bits() & leading != 0 && !is_letter(scan, at) && !is_dozen(at));
        let across = is_one_letter(scan, item.to) && open(item.to + 1) && scan.tokens[item.to + 1].bits() & Meaning::Power(0).bit() != 0;
        // Arabic `لتر و نصف`: a litre, and half of one.
        let added = before(2).is_some_and(|at| open(at) && scan.means(at + 1, &Meaning::And) && scan.tokens[at].bits() & COUNTS != 0);
        // How a language that only CLDR describes puts number words together is not proven.
        let text = |at: usize| scan.token(at).is_some_and(|token| matches!(token.kind, TokenKind::Text));
        let unproven = !scan.settings.by_hand && in_words && (before(1).is_some_and(text) || text(item.to));
        // `半百` is no hundred, `one twenty two` no twenty-two.
        let part = |at: usize| {
            let half = scan.means(at, &Meaning::HalfPast) && scan.is_glued(at + 1);
            let one = scan.means(at, &Meaning::Number(1000));
            half || one || scan.meaning(at, |meaning| matches!(meaning, Meaning::Number(1..1000)).then_some(())).is_some()
        };
        let is_whole = scan.meaning(item.from, |meaning| matches!(meaning, Meaning::Number(1..1000)).then_some(())).is_none()
            && item.value.number().is_some_and(|number| number.value.whole().is_some());
        // `several dozen`: a word that nobody read counts them.
        let dozens =
            item.to == item.from + 1 && is_dozen(item.from) && before(1).is_some_and(|at| matches!(scan.tokens[at].kind, TokenKind::Text));
        let parted = number && in_words && is_whole && before(1).is_some_and(|at| open(at) && part(at));
        is_wanted(behind)
            || parted
            || (number && dozens)
            || leads
            || (number && unproven)
            || (number && added)
            || across
            || (number && (is_abbreviated(scan, item) || is_inside(scan, item) || is_torn(scan, item)))
    }
}

/// One letter that stands alone multiplies nothing.
fn is_letter(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.slice(at).len() == 1 || scan.slice(at).chars().count() == 1 && scan.slice(at).starts_with(is_spaced_letter)
}

/// `third-party` is no fraction of the number before it.
fn is_compound(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_dash(at + 1) && scan.is_glued(at + 1) && scan.is_glued(at + 2)
}

/// The `数` of `百二十数億`.
fn is_one_letter(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_glued(at) && scan.is_glued(at + 1) && matches!(scan.tokens[at].kind, TokenKind::Text) && scan.slice(at).chars().count() == 1
}

/// Letters by script; see the file.
static MULTIPLYING: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../rules/multiplying-letters.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(' ')).collect()
});

/// `3М`, `15k`, `1200B`: a letter that may multiply is put to the figures, and was read as nothing.
fn is_abbreviated(scan: &Scan<'_, '_>, item: &Item) -> bool {
    let known = scan.token(item.to).is_some_and(|token| token.bits() & (super::MEASURE | super::CURRENCY) != 0);
    scan.is_number(item.to - 1) && scan.is_glued(item.to) && !known && MULTIPLYING.contains(&scan.slice(item.to))
}

/// `30, 000`: figures that begin with a naught go on from those before the comma, or are the rest of them.
fn is_torn(scan: &Scan<'_, '_>, item: &Item) -> bool {
    let goes_on = |at: usize| {
        let digits = scan.slice(at + 1);
        scan.is_number(at.wrapping_sub(1)) && scan.is_glued(at) && scan.is_sign(at, ',') && digits.len() == 3 && digits.starts_with('0')
    };
    goes_on(item.to) || item.from.checked_sub(1).is_some_and(goes_on)
}

/// Whether a number in words is the end of a longer word that nobody read.
fn is_inside(scan: &Scan<'_, '_>, item: &Item) -> bool {
    let Some(before) = item.from.checked_sub(1).map(|at| &scan.tokens[at]) else { return false };
    let letters = scan.text[..before.end].ends_with(is_spaced_letter) && scan.slice(item.from).starts_with(is_spaced_letter);
    scan.is_glued(item.from) && letters && matches!(before.kind, TokenKind::Text)
}

/// What a fact looks like to the one beside it.
struct Shape {
    from: usize,
    to: usize,
    kind: Kind,
    in_words: bool,
}

impl Shape {
    fn of(scan: &Scan<'_, '_>, item: &Item) -> Self {
        let in_words = !(item.from..item.to).any(|at| scan.is_number(at));
        Self { from: item.from, to: item.to, kind: item.value.kind(), in_words }
    }
}

/// Whether the fact before an item goes on in it, or the item in the one behind it.
fn goes_on(scan: &Scan<'_, '_>, item: &Item, order: &[Shape]) -> bool {
    let own = Shape::of(scan, item);
    let at = order.partition_point(|shape| (shape.from, shape.to) < (own.from, own.to));
    let before = at.checked_sub(1).map(|at| &order[at]);
    let behind = order[at..].iter().find(|shape| shape.from >= own.to);
    before.is_some_and(|before| is_one(scan, before, &own)) || behind.is_some_and(|behind| is_one(scan, &own, behind))
}

/// Whether two facts that stand beside each other look like two parts of one.
fn is_one(scan: &Scan<'_, '_>, first: &Shape, second: &Shape) -> bool {
    if second.from < first.to || second.from - first.to > 1 || !is_counting(second.kind) {
        return false;
    }
    let between = (second.from > first.to).then_some(first.to);
    let dash = between.is_some_and(|at| scan.is_dash(at));
    let and = between.is_some_and(|at| scan.means(at, &Meaning::And) || scan.means(at, &Meaning::DateJoiner));
    let slash = between.is_some_and(|at| scan.is_sign(at, '/') && scan.is_glued(at) && scan.is_glued(at + 1));
    let point = between.is_some_and(|at| scan.means(at, &Meaning::Point));
    let parts = between.is_none() || dash;
    let ends = || scan.token(second.to).is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break));
    match (first.kind, second.kind) {
        _ if point => true,
        (Kind::Number, _) if first.in_words && second.in_words => parts,
        // `4 thousand 3 hundred and 21`.
        (Kind::Number, Kind::Number | Kind::Currency)
            if (and || between.is_none()) && scan.tokens[first.to - 1].bits() & Meaning::Power(0).bit() != 0 =>
        {
            true
        }
        // Arabic `١/٤ ٢` is two and a quarter.
        (Kind::Number | Kind::Date, Kind::Number) if between.is_none() && !first.in_words && is_slashed(scan, first) => ends(),
        (Kind::Date, Kind::Number) if between.is_some_and(|at| scan.is_comma(at)) => ends() && scan.slice(second.from).len() == 2,
        (Kind::Date, Kind::Number) | (Kind::Number, Kind::Date) => slash || dash,
        // `um 18 Uhr und 12`: minutes may stand behind.
        (Kind::Time, Kind::Number) if and && !second.in_words && scan.means(first.to - 1, &Meaning::TimeAfter) => true,
        (Kind::Time, Kind::Number) if first.in_words => between.is_none() && second.in_words,
        (Kind::Currency | Kind::Duration | Kind::Number, Kind::Number) if second.in_words || !first.in_words => {
            let glued = scan.is_glued(second.from) && between.is_none() && first.kind == Kind::Number;
            (first.kind != Kind::Number && (and || between.is_none()) && (ends() || is_short_behind(scan, second.to))) || glued
        }
        _ => false,
    }
}

fn is_slashed(scan: &Scan<'_, '_>, shape: &Shape) -> bool {
    shape.to == shape.from + 3 && scan.is_sign(shape.from + 1, '/')
}

/// Letters put to the figures of cents: `20 dollars 43c`.
fn is_short_behind(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.token(at).is_some() && scan.slice(at).chars().count() == 1
}
