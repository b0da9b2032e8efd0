//! Numbers in figures as exact values: group and decimal signs of the page's language, and words that multiply (`1.5 million`, `10万`).

use crate::locale::pack::Meaning;

use super::super::lexer::{TokenKind, is_hangul};
use super::Scan;
use crate::facts::decimal::Decimal;
use crate::facts::model::{Number, Unit};

/// A number in figures as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    pub(super) number: Number,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is no number but a row of them: a version, an address, a date.
    pub(super) chain: bool,
}

/// A run of figures with signs between.
struct Run<'a> {
    parts: Vec<&'a str>,
    signs: Vec<char>,
    next: usize,
}

/// Parts of a longer run are data.
const MOST_PARTS: usize = 12;

/// The number that starts at a token, with the words that multiply it.
pub(super) fn figures(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    let mut read = unmultiplied(scan, at)?;
    if read.chain {
        return Some(read);
    }
    let hyphen = usize::from(scan.is_dash(read.next) && scan.is_glued(read.next) && scan.is_glued(read.next + 1));
    if let Some(power) = letter(scan, read.next + hyphen) {
        // `6M` may be six months: `$6M` is told apart by what it counts.
        let other = read.number.value.times(power);
        return Some(Figures { number: Number { other, ..read.number }, next: read.next + hyphen + 1, chain: false });
    }
    let mut least = u64::MAX;
    while let Some(power) = power(scan, read.next) {
        read.number = multiplied(read.number, power)?;
        read.next += 1;
        least = least.min(power);
        // `1万5000`, `1億2000万`: what follows without a space is added.
        let Some(rest) = added(scan, read.next, least) else { continue };
        read = Figures { number: Number::exact(read.number.value.plus(rest.number.value)?), next: rest.next, chain: false };
        break;
    }
    Some(read)
}

fn added(scan: &Scan<'_, '_>, at: usize, least: u64) -> Option<Figures> {
    // Korean puts a space there: `1만 5천`.
    let spaced = at > 0 && scan.slice(at - 1).starts_with(is_hangul);
    let glued = scan.is_number(at) && (scan.is_glued(at) || spaced);
    let rest = glued.then(|| figures(scan, at)).flatten()?;
    rest.number.value.whole().filter(|&value| value < least).map(|_| rest)
}

/// A word that multiplies.
pub(super) fn power(scan: &Scan<'_, '_>, at: usize) -> Option<u64> {
    let power = scan.meaning(at, |meaning| if let Meaning::Power(power) = meaning { Some(*power) } else { None });
    power.filter(|_| scan.slice(at).len() > 1)
}

/// One Latin letter that multiplies: a capital, or `k` put to the figures.
fn letter(scan: &Scan<'_, '_>, at: usize) -> Option<u64> {
    let power = scan.meaning(at, |meaning| if let Meaning::Power(power) = meaning { Some(*power) } else { None });
    // French `10 k€`.
    let money = || scan.is_glued(at + 1) && scan.token(at + 1).is_some_and(|next| next.bits() & super::CURRENCY != 0);
    power.filter(|_| is_letter(scan, at) && (scan.is_glued(at) || scan.slice(at) != "k" || money()))
}

fn is_letter(scan: &Scan<'_, '_>, at: usize) -> bool {
    matches!(scan.slice(at).as_bytes(), [letter] if *letter == b'k' || letter.is_ascii_uppercase())
}

/// The number as it counts money: `$6M` is six millions.
pub(super) fn of_money(scan: &Scan<'_, '_>, read: Figures) -> Number {
    match read.number.other.filter(|_| is_letter(scan, read.next - 1)) {
        Some(value) => Number::exact(value),
        None => read.number,
    }
}

pub(super) fn multiplied(number: Number, power: u64) -> Option<Number> {
    Some(Number { value: number.value.times(power)?, other: number.other.and_then(|other| other.times(power)) })
}

fn unmultiplied(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    let run = run(scan, at)?;
    let whole = |text: &str| Decimal::from_figures(text, "").map(Number::exact);
    if run.signs.is_empty() && opens_with_point(scan, at) {
        return Some(Figures { number: Number::exact(Decimal::from_figures("0", run.parts[0])?), next: run.next, chain: false });
    }
    let number = match run.signs.as_slice() {
        [] => whole(run.parts[0])?,
        [sign] if run.parts[1].len() == 3 && is_first_group(run.parts[0]) => either(scan, &run, *sign)?,
        ['\'' | ' '] => return Some(Figures { number: whole(run.parts[0])?, next: at + 1, chain: false }),
        [_] => Number::exact(Decimal::from_figures(run.parts[0], run.parts[1])?),
        _ => match grouped(&run) {
            Some(number) => number,
            None => return Some(Figures { number: whole(&run.parts.concat())?, next: run.next, chain: true }),
        },
    };
    Some(Figures { number, next: run.next, chain: false })
}

/// `.50`: nothing but a decimal point before the figures.
fn opens_with_point(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_glued(at) && scan.is_sign(at - 1, '.') && (at == 1 || !scan.is_glued(at - 1))
}

/// Whether figures at a token go on behind a sign or space that belongs to the number: a reader of hours must not cut it.
pub(super) fn is_cut(scan: &Scan<'_, '_>, at: usize) -> bool {
    let grouped = run(scan, at).is_some_and(|run| run.signs.first().is_some_and(|&sign| sign == ' ') && grouped(&run).is_some());
    let signed = matches!(scan.sign(at + 1), Some(',' | '\'')) && scan.is_glued(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2);
    grouped || signed
}

fn is_first_group(part: &str) -> bool {
    part.len() <= 3 && !part.starts_with('0')
}

/// `1.000`: by the language, and as the other side may mean it.
fn either(scan: &Scan<'_, '_>, run: &Run<'_>, sign: char) -> Option<Number> {
    let grouped = Decimal::from_figures(&run.parts.concat(), "")?;
    if matches!(sign, ' ' | '\'') {
        return Some(Number::exact(grouped));
    }
    let decimal = Decimal::from_figures(run.parts[0], run.parts[1])?;
    let is_decimal = sign == scan.settings.decimal && !scan.settings.group.contains(&sign);
    Some(if is_decimal { Number { value: decimal, other: Some(grouped) } } else { Number { value: grouped, other: Some(decimal) } })
}

/// Groups of three (the last but one of two in India), and a fraction behind another sign.
fn grouped(run: &Run<'_>) -> Option<Number> {
    let first = *run.signs.first()?;
    let groups = run.signs.iter().take_while(|&&sign| sign == first).count();
    let fraction = match run.signs.len() - groups {
        0 => "",
        1 if !matches!(run.signs[groups], ' ' | '\'') => run.parts[groups + 1],
        _ => return None,
    };
    let (start, rest) = run.parts[..=groups].split_first()?;
    let (last, middle) = rest.split_last()?;
    let threes = middle.iter().all(|part| part.len() == 3);
    let twos = first == ',' && !middle.is_empty() && middle.iter().all(|part| part.len() == 2) && start.len() <= 2;
    let fits = is_first_group(start) && last.len() == 3 && (threes || twos);
    fits.then(|| Decimal::from_figures(&run.parts[..=groups].concat(), fraction).map(Number::exact)).flatten()
}

fn run<'a>(scan: &'a Scan<'_, '_>, at: usize) -> Option<Run<'a>> {
    scan.is_number(at).then_some(())?;
    let mut run = Run { parts: vec![scan.slice(at)], signs: Vec::new(), next: at + 1 };
    while run.parts.len() < MOST_PARTS {
        let Some((sign, part)) = next_part(scan, &run) else { break };
        run.signs.push(sign);
        run.parts.push(scan.slice(part));
        run.next = part + 1;
    }
    Some(run)
}

fn next_part(scan: &Scan<'_, '_>, run: &Run<'_>) -> Option<(char, usize)> {
    let at = run.next;
    if scan.is_number(at) && !scan.is_glued(at) {
        return is_spaced_group(scan, run, at).then_some((' ', at));
    }
    let sign = scan.sign(at).filter(|sign| matches!(sign, '.' | ',' | '\''))?;
    (scan.is_glued(at) && scan.is_glued(at + 1) && scan.is_number(at + 1)).then_some((sign, at + 1))
}

/// `1 000`: where the language writes so, and a number of its own would not start with two zeros anywhere.
fn is_spaced_group(scan: &Scan<'_, '_>, run: &Run<'_>, at: usize) -> bool {
    let custom = scan.settings.group.contains(&' ') || scan.slice(at).starts_with("00");
    let one_space = scan.tokens[at].start - scan.tokens[at - 1].end <= 1;
    let fits = is_first_group(run.parts[0]) && run.parts[1..].iter().all(|part| part.len() == 3);
    custom && one_space && fits && run.signs.iter().all(|&sign| sign == ' ') && scan.slice(at).len() == 3
}

const MONTH: u64 = Meaning::Month { month: 1, short: false }.bit();

/// Whether the token before is a word or sign that figures glued to it are a part of: `v2`, `#12`, `/12`, `COVID-19`, `1.2`.
pub(super) fn continues_name(scan: &Scan<'_, '_>, at: usize) -> bool {
    if !scan.is_glued(at) {
        return false;
    }
    let before = &scan.tokens[at - 1];
    match before.kind {
        TokenKind::Text => scan.text[..before.end].ends_with(|c: char| c.is_alphanumeric() && c.is_ascii()),
        TokenKind::Word(word) => word.bits & super::CURRENCY == 0 && scan.slice(at - 1).bytes().all(|byte| byte.is_ascii_alphabetic()),
        TokenKind::Mask => true,
        // `28. Februar–3. März`.
        TokenKind::Sign('-') if at > 1 && scan.tokens[at - 2].bits() & MONTH != 0 => false,
        TokenKind::Sign(sign @ ('.' | ',' | '-' | ':')) => scan.is_glued(at - 1) && !is_space_like(scan, at - 2, sign),
        TokenKind::Sign(sign) => matches!(sign, '/' | '#' | '=' | '_' | '@' | '&' | '\\' | '<' | '{' | '[' | '+' | '^'),
        _ => false,
    }
}

/// Scripts without spaces put figures right behind their punctuation.
fn is_space_like(scan: &Scan<'_, '_>, at: usize, sign: char) -> bool {
    match scan.tokens[at].kind {
        TokenKind::Number => sign == '-',
        TokenKind::Text | TokenKind::Word(_) => !scan.text[..scan.tokens[at].end].ends_with(|c: char| c.is_ascii_alphanumeric()),
        TokenKind::Mask => false,
        _ => true,
    }
}

/// Words that are put to figures and leave them a number.
const COUNTED: u64 = Meaning::Unit(Unit::Day).bit()
    | Meaning::Power(0).bit()
    | Meaning::Ordinal.bit()
    | Meaning::Am.bit()
    | Meaning::Pm.bit()
    | Meaning::HourMark.bit()
    | Meaning::WeakHourMark.bit()
    | super::MEASURE
    | super::CURRENCY;

/// Whether what follows is glued on and makes a name of the figures: `5-step`, `12_a`, `3/4`, `10:5`.
pub(super) fn is_continued(scan: &Scan<'_, '_>, next: usize) -> bool {
    if !scan.is_glued(next) {
        return false;
    }
    let glued_on =
        |kinds: fn(&TokenKind<'_>) -> bool| scan.is_glued(next + 1) && scan.token(next + 1).is_some_and(|token| kinds(&token.kind));
    match scan.tokens[next].kind {
        TokenKind::Text => scan.text[scan.tokens[next].start..].starts_with(|c: char| c.is_ascii_alphanumeric()),
        TokenKind::Word(word) => word.bits & COUNTED == 0 && scan.slice(next).bytes().all(|byte| byte.is_ascii_alphabetic()),
        TokenKind::Mask => true,
        TokenKind::Sign('/' | '_' | '=' | '@' | '\\' | ':' | '.') => {
            glued_on(|kind| !matches!(kind, TokenKind::Sign(_) | TokenKind::Break))
        }
        TokenKind::Sign('-') => glued_on(|kind| matches!(kind, TokenKind::Text | TokenKind::Mask)),
        _ => false,
    }
}
