//! Numbers in figures as exact values: group and decimal signs of the page's language, and words that multiply (`1.5 million`, `10万`).

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::{Scan, spelt};
use crate::facts::decimal::Decimal;
use crate::facts::model::{Number, Unit};
use crate::locale::normal::is_unspaced;

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
    let read = unsigned(scan, at)?;
    if read.chain {
        return Some(read);
    }
    Some(match minus(scan, at) {
        None => read,
        Some(sure) => {
            let value = read.number.value.negated();
            let other = if sure { read.number.other.map(Decimal::negated) } else { Some(read.number.value) };
            Figures { number: Number { value, other }, ..read }
        }
    })
}

/// Whether a minus stands before the figures, put to them; false where it may be a dash of another kind.
fn minus(scan: &Scan<'_, '_>, at: usize) -> Option<bool> {
    const COUNTED_BEFORE: u64 = COUNTED | MONTH | Meaning::Weekday { day: 0, short: false }.bit();
    // `零下 20 摄氏度`, `マイナス 5度`.
    if at > 0 && scan.means(at - 1, &Meaning::Minus) {
        return (at < 2 || !scan.is_number(at - 2)).then_some(true);
    }
    let dash = at.checked_sub(1).filter(|&dash| scan.is_sign(dash, '-') && scan.is_glued(at))?;
    let Some(before) = dash.checked_sub(1).map(|before| &scan.tokens[before]) else { return Some(false) };
    let text = &scan.text[..before.end];
    let apart = !scan.is_glued(dash);
    match before.kind {
        TokenKind::Break => Some(false),
        TokenKind::Number | TokenKind::Power10 | TokenKind::Mask => None,
        TokenKind::Sign(sign) => {
            (apart && sign != '-' || matches!(sign, '(' | '[' | ':' | '"' | '=' | '<' | '>' | '、' | '，' | '。' | '「')).then_some(true)
        }
        TokenKind::Word(word) if word.bits & COUNTED_BEFORE != 0 => None,
        TokenKind::Word(_) | TokenKind::Text => (apart || text.ends_with(is_unspaced)).then_some(true),
    }
}

fn unsigned(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    let mut read = whole_and_fraction(scan, at)?;
    if read.chain {
        return Some(read);
    }
    if let Some((value, next)) = scientific(scan, read) {
        return Some(Figures { number: Number::exact(value), next, chain: false });
    }
    let hyphen = usize::from(scan.is_dash(read.next) && scan.is_glued(read.next) && scan.is_glued(read.next + 1));
    if let Some(power) = letter(scan, read.next + hyphen) {
        // `6M` may be six months: `$6M` is told apart by what it counts.
        let other = read.number.value.times(power);
        return Some(Figures { number: Number { other, ..read.number }, next: read.next + hyphen + 1, chain: false });
    }
    while let Some(power) = power(scan, read.next) {
        read.number = multiplied(read.number, power)?;
        read.next += 1;
    }
    // `1万5000`, `1 亿 5000 万`, `4 thousand 3 hundred`: what follows is added.
    match spelt::spelt(scan, at).filter(|sum| sum.next > read.next) {
        Some(sum) => Some(Figures { number: Number { value: sum.value, other: sum.other }, next: sum.next, chain: false }),
        None => Some(read),
    }
}

/// The token after a version or an address, which is no number: `172.16.16.1`.
pub(super) fn chain(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    unmultiplied(scan, at).filter(|read| read.chain).map(|read| read.next).or_else(|| identity(scan, at))
}

/// The token after the number of a person, which counts nothing: a social security number of the United States (`123-45-6789`), and those
/// in three groups of four.
pub(super) fn identity(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let glued = [1, 3].iter().all(|&sign| scan.is_sign(at + sign, '-') && scan.is_glued(at + sign) && scan.is_glued(at + sign + 1));
    let groups = [at, at + 2, at + 4].map(|at| if scan.is_number(at) { scan.slice(at).len() } else { 0 });
    let follows = at > 0 && scan.is_number(at - 1);
    let goes_on = scan.is_sign(at + 5, '-') && scan.is_glued(at + 5);
    let part = follows || goes_on || continues_name(scan, at) || scan.slice(at).starts_with('0');
    (glued && !part && matches!(groups, [3, 2, 4] | [4, 4, 4])).then_some(at + 5)
}

/// A number in figures without the words that multiply it.
pub(super) fn plain(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    let read = whole_and_fraction(scan, at)?;
    let Some((value, next)) = scientific(scan, read) else { return Some(read) };
    Some(Figures { number: Number::exact(value), next, chain: false })
}

/// `1.5e+6`.
fn scientific(scan: &Scan<'_, '_>, read: Figures) -> Option<(Decimal, usize)> {
    scan.token(read.next).filter(|token| matches!(token.kind, TokenKind::Power10))?;
    let power = i16::try_from(scan.integer(read.next + 1)?).ok()?;
    let power = if scan.slice(read.next).ends_with('-') { -power } else { power };
    Some((read.number.value.times_ten_to(power)?, read.next + 2))
}

/// A number with what stands of a fraction behind it: `1½`, `2 1/4`.
fn whole_and_fraction(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    if let Some(value) = sign_of_fraction(scan, at) {
        return Some(Figures { number: Number::exact(value), next: at + 1, chain: false });
    }
    let read = unmultiplied(scan, at)?;
    let plain = read.next == at + 1 && !read.chain && scan.slice(at).len() <= 3;
    let behind = || {
        sign_of_fraction(scan, read.next)
            .map(|value| (value, read.next + 1))
            .or_else(|| slashed(scan, read.next).filter(|_| !scan.is_glued(read.next)))
            // `2 e 1/4`.
            .or_else(|| slashed(scan, read.next + 1).filter(|_| scan.means(read.next, &Meaning::And)))
    };
    let Some((value, next)) = plain.then(behind).flatten() else { return Some(read) };
    Some(Figures { number: Number::exact(read.number.value.plus(value)?), next, chain: false })
}

/// `½`.
fn sign_of_fraction(scan: &Scan<'_, '_>, at: usize) -> Option<Decimal> {
    let (numerator, denominator) = match scan.sign(at)? {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        sign @ '⅕'..='⅘' => (u64::from(sign as u32 - '⅕' as u32) + 1, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        sign @ '⅛'..='⅞' => (2 * u64::from(sign as u32 - '⅛' as u32) + 1, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    };
    Decimal::of_fraction(numerator, denominator)
}

/// `1/4`: a part of one whole. What it counts is the caller's concern: it may be a date too.
pub(super) fn slashed(scan: &Scan<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let glued = scan.is_sign(at + 1, '/') && scan.is_glued(at + 1) && scan.is_glued(at + 2);
    let (numerator, denominator) = (scan.integer(at)?, scan.integer(at + 2).filter(|_| glued)?);
    let usual = matches!(denominator, 2..=10 | 12 | 16 | 20 | 25 | 32 | 64 | 100);
    let more = scan.is_glued(at + 3) && matches!(scan.sign(at + 3), Some('/' | '.' | '-'));
    let part = usual && (1..denominator).contains(&numerator) && !scan.slice(at).starts_with('0') && !more;
    part.then(|| Decimal::of_fraction(numerator.into(), denominator.into())).flatten().map(|value| (value, at + 3))
}

/// A part of one whole before what it counts: `1/4 mile`.
pub(super) fn counted_fraction(scan: &Scan<'_, '_>, at: usize) -> Option<Figures> {
    let (value, next) = slashed(scan, at)?;
    // Persian pages put the slash for the decimal sign of their script.
    let decimal = || Decimal::from_figures(scan.slice(at), scan.slice(at + 2));
    let persian = scan.settings.digits.iter().any(|digits| digits.starts_with('۰'));
    let other = persian.then(decimal).flatten();
    Some(Figures { number: Number { value, other }, next, chain: false })
}

/// A word that multiplies.
pub(super) fn power(scan: &Scan<'_, '_>, at: usize) -> Option<u128> {
    let power = scan.meaning(at, |meaning| if let Meaning::Power(power) = meaning { Some(*power) } else { None });
    // `3 km` are kilometres where `km` is an abbreviation of a power too, unless money follows.
    let is_unit =
        || scan.tokens[at].bits() & super::MEASURE != 0 && scan.token(at + 1).is_none_or(|next| next.bits() & super::CURRENCY == 0);
    // French `43 cents` are no hundreds.
    let is_cents = || at > 0 && scan.is_number(at - 1) && scan.tokens[at].bits() & super::SUBUNIT != 0;
    power.filter(|_| scan.slice(at).len() > 1 && !is_unit() && !is_cents())
}

/// One Latin letter that multiplies: a capital, or a small one put to the figures (`15k`).
fn letter(scan: &Scan<'_, '_>, at: usize) -> Option<u128> {
    let power = scan.meaning(at, |meaning| if let Meaning::Power(power) = meaning { Some(*power) } else { None });
    // French `10 k€`.
    let money = || scan.is_glued(at + 1) && scan.token(at + 1).is_some_and(|next| next.bits() & super::CURRENCY != 0);
    let is_capital = || scan.slice(at).bytes().all(|letter| letter.is_ascii_uppercase());
    power.filter(|_| is_letter(scan, at) && (scan.is_glued(at) || is_capital() || money()))
}

fn is_letter(scan: &Scan<'_, '_>, at: usize) -> bool {
    matches!(scan.slice(at).as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

/// The number as it counts money: `$6M` is six millions.
pub(super) fn of_money(scan: &Scan<'_, '_>, read: Figures) -> Number {
    match read.number.other.filter(|_| is_letter(scan, read.next - 1)) {
        Some(value) => Number::exact(value),
        None => read.number,
    }
}

pub(super) fn multiplied(number: Number, power: u128) -> Option<Number> {
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
        [','] if is_list(scan, &run) || run.parts.iter().all(|part| part.len() == 4) => {
            return Some(Figures { number: whole(run.parts[0])?, next: at + 1, chain: false });
        }
        [_] => Number::exact(Decimal::from_figures(run.parts[0], run.parts[1])?),
        signs => match grouped(&run) {
            Some(number) => number,
            // `2013,2016,2019` are three numbers, `172.16.16.1` is none.
            None if signs.iter().all(|&sign| sign == ',') => {
                return Some(Figures { number: whole(run.parts[0])?, next: at + 1, chain: false });
            }
            None => return Some(Figures { number: whole(&run.parts.concat())?, next: run.next, chain: true }),
        },
    };
    Some(Figures { number, next: run.next, chain: false })
}

/// `2,3 and 4`, where the language has another decimal sign.
fn is_list(scan: &Scan<'_, '_>, run: &Run<'_>) -> bool {
    let next = run.next + usize::from(scan.is_comma(run.next));
    let more = scan.means(next, &Meaning::And) || scan.means(next, &Meaning::Or) || next > run.next;
    scan.settings.decimal != ','
        && run.parts.iter().all(|part| part.len() <= 2)
        && more
        && scan.is_number(next + usize::from(next == run.next || !scan.is_number(next)))
}

/// Where the two ends of an interval end: `[1,60000]`, `[0,1)`. One of the brackets at least is square.
pub(super) fn interval(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let opens = scan.sign(at.checked_sub(1)?).filter(|sign| matches!(sign, '[' | '(') && scan.is_glued(at))?;
    let closes = scan.sign(at + 3).filter(|sign| matches!(sign, ']' | ')') && scan.is_glued(at + 3))?;
    let glued = scan.is_sign(at + 1, ',') && scan.is_glued(at + 1) && scan.is_glued(at + 2);
    (glued && scan.is_number(at) && scan.is_number(at + 2) && (opens == '[' || closes == ']')).then_some(at + 3)
}

/// `.50`: nothing but a decimal point before the figures.
fn opens_with_point(scan: &Scan<'_, '_>, at: usize) -> bool {
    let point = |sign: char| sign == '.' || sign == scan.settings.decimal;
    scan.is_glued(at) && scan.sign(at - 1).is_some_and(point) && (at == 1 || !scan.is_glued(at - 1))
}

/// Whether figures at a token go on behind a sign or space that belongs to the number: a reader of hours must not cut it.
pub(super) fn is_cut(scan: &Scan<'_, '_>, at: usize) -> bool {
    let grouped = run(scan, at).is_some_and(|run| run.signs.first().is_some_and(|&sign| sign == ' ') && grouped(&run).is_some());
    let glued = scan.is_glued(at + 1) && scan.is_glued(at + 2) && scan.is_number(at + 2);
    // `10.000` has no minutes.
    let signed = matches!(scan.sign(at + 1), Some(',' | '\'')) || (scan.is_sign(at + 1, '.') && scan.slice(at + 2).len() != 2);
    grouped || (glued && signed)
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
    // `18，000`: a full-width comma stands between groups only where what follows could be no number of its own.
    let wide = scan.is_sign(at, '，') && scan.slice(at + 1).len() == 3 && scan.slice(at + 1).starts_with('0');
    let sign = if wide { ',' } else { scan.sign(at).filter(|sign| matches!(sign, '.' | ',' | '\''))? };
    (scan.is_glued(at) && scan.is_glued(at + 1) && scan.is_number(at + 1)).then_some((sign, at + 1))
}

/// `1 000`: where the language writes so, and a number of its own would not start with two zeros anywhere.
fn is_spaced_group(scan: &Scan<'_, '_>, run: &Run<'_>, at: usize) -> bool {
    let counted = || scan.token(at + 1).is_some_and(|next| next.bits() & (super::CURRENCY | super::MEASURE) != 0);
    let custom = scan.settings.group.contains(&' ') || scan.slice(at).starts_with("00") || counted();
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
        // `15.000 USD/30.000 USD`.
        TokenKind::Sign('/') if at > 1 && scan.tokens[at - 2].bits() & (super::CURRENCY | super::MEASURE) != 0 => false,
        // `28. Februar–3. März`.
        TokenKind::Sign('-' | '/') if at > 1 && scan.tokens[at - 2].bits() & MONTH != 0 => false,
        // What is no group and no fraction of the number before is an item of a list: `2,3 and 4`.
        TokenKind::Sign(',') if at > 1 && matches!(scan.tokens[at - 2].kind, TokenKind::Number) => false,
        TokenKind::Sign('-') if minus(scan, at).is_some() => false,
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
