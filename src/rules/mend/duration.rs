//! Another length of time: its figures, and the unit as the page or the pack writes it.

use super::super::Comparison;
use super::super::drift::Applicability;
use super::number;
use super::written::{Change, Written};
use crate::facts::decimal::Decimal;
use crate::facts::{Duration, Fact, Strength, Unit, Value};
use crate::locale::pack::{Meaning, Pack};

/// Facts of a page that are looked at for how it writes a length of time.
const MOST_FACTS: usize = 1000;

pub(super) fn changes(
    comparison: &Comparison<'_>,
    written: &Written<'_>,
    wanted: Duration,
    stated: Duration,
) -> Option<(Applicability, Vec<Change>)> {
    if let Some(same) = said_elsewhere(comparison, written, wanted) {
        return Some((Applicability::Safe, vec![(written.range.clone(), same)]));
    }
    let amount = |duration: Duration| Decimal::from_thousandths(duration.amount);
    let figures = number::change(comparison.pack, written, amount(wanted), amount(stated))?;
    if wanted.unit == stated.unit {
        let safe = number::take_one_form(comparison.pack, amount(wanted), amount(stated));
        return Some((if safe { Applicability::Safe } else { Applicability::Unsafe }, vec![figures]));
    }
    let pack = comparison.pack.filter(|pack| pack.number_forms == 1)?;
    let unit = Word::of(pack, written, stated.unit)?;
    let word = unit_of_page(comparison, pack, wanted.unit).or_else(|| words(pack, wanted.unit).next().map(str::to_owned))?;
    Some((Applicability::Safe, vec![figures, (unit.range, word)]))
}

/// How the page writes the same length of time elsewhere, in figures and with the same sign between them and the unit.
fn said_elsewhere(comparison: &Comparison<'_>, written: &Written<'_>, wanted: Duration) -> Option<String> {
    let plain = |text: &str| text.split(char::is_whitespace).count() <= 3 && !text.contains('-');
    if written.figures.len() != 1 || !plain(written.text()) {
        return None;
    }
    let same = durations(comparison, |duration| duration == wanted);
    let mut same =
        same.filter(|other| other.figures.len() == 1 && plain(other.text()) && other.text().starts_with(|c: char| !c.is_alphabetic()));
    same.next().map(|other| other.text().to_owned())
}

/// The lengths of time of a kind that the translation states in figures.
fn durations<'a>(comparison: &'a Comparison<'_>, is_wanted: impl Fn(Duration) -> bool) -> impl Iterator<Item = Written<'a>> {
    let side = comparison.translation;
    let facts = side.facts.blocks.iter().enumerate().flat_map(|(block, facts)| facts.stated().map(move |fact| (block, fact)));
    let sure = facts.take(MOST_FACTS).filter(|(_, fact): &(usize, &Fact)| fact.strength == Strength::Strong && !fact.in_words);
    sure.filter_map(move |(block, fact)| match fact.value {
        Value::Duration(duration) if is_wanted(duration) => Written::of(side, Some(block), fact),
        _ => None,
    })
}

/// The word that the page has for a unit.
fn unit_of_page(comparison: &Comparison<'_>, pack: &Pack, unit: Unit) -> Option<String> {
    durations(comparison, |duration| duration.unit == unit).find_map(|written| {
        let word = Word::of(pack, &written, unit)?;
        Some(written.slice(word.range).to_owned())
    })
}

/// The word for the unit behind the figures of a length of time.
struct Word {
    range: std::ops::Range<usize>,
}

impl Word {
    /// Only the usual word, or one that it is a part of: others may say more than the unit (`日以内`).
    fn of(pack: &Pack, written: &Written<'_>, unit: Unit) -> Option<Word> {
        let behind = written.figures.last()?.range.end;
        let rest = written.slice(behind..written.range.end);
        let text = rest.trim_start();
        let start = behind + rest.len() - text.len();
        let usual = words(pack, unit).next()?;
        let fits = |word: &&str| {
            let akin = *word == usual || word.ends_with(usual) || usual.ends_with(*word);
            akin && text.strip_prefix(*word).is_some_and(|tail| !tail.starts_with(|c: char| c.is_lowercase() || c.is_uppercase()))
        };
        let word = words(pack, unit).filter(fits).max_by_key(|word| word.len())?;
        Some(Word { range: start..start + word.len() })
    }
}

fn words(pack: &Pack, unit: Unit) -> impl Iterator<Item = &str> {
    pack.entries.iter().filter(move |(_, meaning)| *meaning == Meaning::Unit(unit)).map(|(word, _)| word.as_str())
}
