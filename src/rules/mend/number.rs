//! Another number in the translation's number format: its digits, its signs for groups and decimals.

use super::super::drift::Applicability;
use super::written::{Change, Figures, Written, in_script};
use crate::facts::decimal::Decimal;
use crate::locale::pack::Pack;

/// Signs between groups of digits, in any language.
const GROUPS: [char; 10] = ['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '٬', '，'];

/// Signs before the fraction, in any language.
const DECIMALS: [char; 4] = ['.', ',', '٫', '．'];

/// How to write the wanted number in the place of the stated one. `counts`: a word whose form goes with the number stands there, so that
/// it is not safe to change the figures alone when the form may differ.
pub(super) fn changes(
    pack: Option<&Pack>,
    written: &Written<'_>,
    (wanted, stated): (Decimal, Decimal),
    counts: bool,
) -> Option<(Applicability, Vec<Change>)> {
    let change = change(pack, written, wanted, stated)?;
    let safe = !counts || take_one_form(pack, wanted, stated);
    Some((if safe { Applicability::Safe } else { Applicability::Unsafe }, vec![change]))
}

/// The figures of the only number of a text, from the first to the last, written anew.
pub(super) fn change(pack: Option<&Pack>, written: &Written<'_>, wanted: Decimal, stated: Decimal) -> Option<Change> {
    let (first, last) = (written.figures.first()?, written.figures.last()?);
    let range = first.range.start..last.range.end;
    let format = Format::of(pack, written, stated)?;
    Some((range, in_script(&format.write(wanted), first.zero)))
}

/// Whether a text has a word, not only a sign or an abbreviation.
pub(super) fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 3)
}

/// How a number is written.
struct Format {
    decimal: char,
    group: Option<char>,
    /// Figures behind the decimal sign.
    places: usize,
}

impl Format {
    /// The format in which what stands there is the stated number; the language's own where it shows nothing of it.
    fn of(pack: Option<&Pack>, written: &Written<'_>, stated: Decimal) -> Option<Format> {
        let own = pack.map_or('.', |pack| pack.decimal);
        let usual = pack.and_then(|pack| pack.group.first().copied());
        let whole: String = written.figures.iter().map(|figures| figures.digits.as_str()).collect();
        let separators = separators(written)?;
        let (last, groups) = match separators.split_last() {
            None => (None, &[][..]),
            Some((last, groups)) => (Some(*last), groups),
        };
        let grouped = |groups: &[char]| groups.windows(2).all(|pair| pair[0] == pair[1]) && groups.iter().all(|sign| GROUPS.contains(sign));
        if grouped(&separators) && in_threes(&written.figures) && Decimal::from_figures(&whole, "") == Some(stated) {
            let group = last.or(usual.filter(|_| whole.len() < 4));
            return Some(Format { decimal: if Some(own) == last { '.' } else { own }, group, places: 0 });
        }
        let fraction = &written.figures.last()?.digits;
        let (integer, _) = whole.split_at_checked(whole.len() - fraction.len())?;
        let decimal = last.filter(|sign| DECIMALS.contains(sign) && !groups.contains(sign))?;
        let fits = grouped(groups) && Decimal::from_figures(integer, fraction) == Some(stated);
        fits.then(|| Format { decimal, group: groups.first().copied().or(usual.filter(|sign| *sign != decimal)), places: fraction.len() })
    }

    fn write(&self, number: Decimal) -> String {
        let plain = number.to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = self.grouped(whole);
        if !fraction.is_empty() || self.places > 0 {
            text.push(self.decimal);
            text.push_str(fraction);
            text.extend(std::iter::repeat_n('0', self.places.saturating_sub(fraction.len())));
        }
        text
    }

    /// Numbers of four figures are often not grouped, so they are only where the text does it.
    fn grouped(&self, whole: &str) -> String {
        let Some(sign) = self.group.filter(|_| whole.len() > 3) else { return whole.to_owned() };
        let mut text = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(sign);
            }
            text.push(digit);
        }
        text
    }
}

/// The signs between the figures of a text; none when more than a sign stands between two.
fn separators(written: &Written<'_>) -> Option<Vec<char>> {
    let between = written.figures.windows(2).map(|pair| {
        let mut signs = written.slice(pair[0].range.end..pair[1].range.start).chars();
        signs.next().filter(|_| signs.next().is_none())
    });
    between.collect()
}

fn in_threes(figures: &[Figures]) -> bool {
    figures.iter().skip(1).all(|figures| figures.digits.len() == 3) && (figures.len() == 1 || figures[0].digits.len() < 4)
}

/// Whether a noun has the same form behind both numbers.
pub(super) fn take_one_form(pack: Option<&Pack>, a: Decimal, b: Decimal) -> bool {
    match pack.map_or(0, |pack| pack.number_forms) {
        1 => true,
        2 => singular(a) == singular(b),
        _ => a.whole().is_some() && b.whole().is_some() && a.whole().map(form) == b.whole().map(form),
    }
}

/// French has the singular below two, most others for one only: both have to agree.
fn singular(number: Decimal) -> (bool, bool) {
    let below_two = number.to_string().split('.').next().is_some_and(|whole| matches!(whole, "0" | "1"));
    (number.whole() == Some(1), below_two)
}

/// What the forms of nouns depend on, in one language or another (CLDR's plural rules): numbers that agree in all of it take one form.
fn form(number: u64) -> [u64; 5] {
    let (tens, ones) = (number % 100, number % 10);
    let teens = (11..=19).contains(&tens);
    let slavic = match ones {
        1 if !teens => 1,
        2..=4 if !teens => 2,
        _ => 3,
    };
    let arabic = match tens {
        0..=2 => tens,
        3..=10 => 3,
        _ => 4,
    };
    let baltic = if teens || ones == 0 { 0 } else { ones.min(2) };
    // Slovenian tells two, three and four apart; Romanian says *de* from twenty on.
    let last = if (1..=5).contains(&tens) { tens.min(4) } else { 5 };
    [number.min(3), slavic, arabic, baltic, last * 2 + u64::from((1..20).contains(&tens))]
}
