//! What the words of a translation may say, where they were not read as it: what the reference states is then not known to be missing.

use crate::align::Side;
use crate::facts::{BlockFacts, Clock, DaySet, Duration, Fact, Kind, Leftover, Number, Unit, Value};
use crate::locale::pack::{Bound, Meaning};
use crate::rules::Comparison;

use super::groups::Blocks;

/// Whether the translation's block has words that may state the value, but could not be read: a zone that no pack knows, `the last month`.
pub(super) fn is_unread(comparison: &Comparison<'_>, block: Option<usize>, fact: &Fact) -> bool {
    let facts = block.and_then(|block| comparison.translation.facts.blocks.get(block));
    // What is lost with a whole paragraph is told by the paragraph, but for what readers act on at once.
    let Some(facts) = facts else { return is_amount(fact.value.kind()) };
    if facts.leftovers.iter().any(|leftover| leftover.may_be(&fact.value)) {
        return true;
    }
    // The number in words, whose unit was not read: `نسبة اثنين وعشرين`.
    let readings = facts.facts.iter().chain(&facts.numbers).flat_map(Fact::all_readings);
    if readings.map(|(_, part)| part).any(|part| part.in_words && is_number_of(fact, part)) {
        return true;
    }
    // `a dollar` and `an eighth` have neither a figure nor a word that states something by itself.
    let is_small = |number: Number| number.value.whole().is_none_or(|whole| whole == 1);
    if facts.unread && fact.value.number().is_some_and(is_small) {
        return true;
    }
    match &fact.value {
        // Arabic says two of something in one word, which no pack can list for every noun.
        Value::Number(number) | Value::Measurement(number, _) if number.value.whole() == Some(2) && has_dual(comparison) => true,
        Value::Number(number) => facts.marker.is_some_and(|marker| number.value.whole() == Some(u64::from(marker))),
        Value::Time(clock) if clock.0 % 60 == 0 => states_hour(facts, *clock),
        Value::Period(from, to) if from.0 % 60 == 0 && to.0 % 60 == 0 => states_both_hours(facts, *from, *to),
        Value::Zone(_) => facts.unread_zone,
        Value::Days(days) => states_days(comparison, block, facts, *days),
        Value::Duration(duration) => states_one(facts, *duration),
        _ => false,
    }
}

/// Whether a number may be the hour: French `apres-midi a 7`, with its accents lost.
fn states_hour(facts: &BlockFacts, clock: Clock) -> bool {
    bare_numbers(facts).iter().any(|number| is_hour(*number, clock))
}

/// Whether two numbers may be the hours of a period, and there are no others: Slovak `od 9. do 17. hodiny`, but not `8-18-18`.
fn states_both_hours(facts: &BlockFacts, from: Clock, to: Clock) -> bool {
    matches!(bare_numbers(facts)[..], [first, last] if is_hour(first, from) && is_hour(last, to))
}

fn is_hour(number: i64, clock: Clock) -> bool {
    [clock.0 / 60, (clock.0 + 720) / 60 % 24].map(i64::from).contains(&number)
}

/// The whole numbers of a block, of lengths of time too, in their order.
fn bare_numbers(facts: &BlockFacts) -> Vec<i64> {
    let number = |fact: &Fact| match &fact.value {
        Value::Duration(length) => Some(length.amount).filter(|amount| amount % 1000 == 0).map(|amount| amount / 1000),
        Value::Number(number) => number.value.whole().and_then(|whole| i64::try_from(whole).ok()),
        _ => None,
    };
    let mut all: Vec<&Fact> = facts.facts.iter().chain(&facts.numbers).collect();
    all.sort_by_key(|fact| fact.range.start);
    all.into_iter().filter_map(number).collect()
}

fn is_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Number | Kind::Percentage | Kind::Currency | Kind::Measurement)
}

fn has_dual(comparison: &Comparison<'_>) -> bool {
    comparison.pack.is_some_and(|pack| pack.has(|meaning| matches!(meaning, Meaning::Amount(2000, _))))
}

/// Whether a unit without a number may be one of it: `the last month`, and `within the hour` for 60 minutes.
fn states_one(facts: &BlockFacts, duration: Duration) -> bool {
    let one = |unit: Unit| Duration { amount: 1000, unit }.normalized() == duration.normalized();
    // `two and a quarter of an hour`: number and unit stand apart.
    let part = facts.one_in_words && facts.leftovers.contains(&Leftover::Fraction);
    let apart = part || facts.numbers.iter().any(|number| number.in_words);
    let alike = |unit: Unit| Duration { amount: 1000, unit }.normalized().0 == duration.normalized().0;
    let bare = |&unit: &Unit| one(unit) || apart && alike(unit);
    facts.bare_units.iter().any(bare) || (facts.unread && duration.amount == 1000)
}

/// Whether what was found is the bare number of what was expected.
pub(super) fn is_number_of(expected: &Fact, found: &Fact) -> bool {
    let numbers = expected.value.number().zip(found.value.number());
    found.value.kind() == Kind::Number && numbers.is_some_and(|(a, b)| a.value == b.value)
}

/// Whether what was found is one end of a period whose other end stands beside it as a bare number.
pub(super) fn is_end_of(comparison: &Comparison<'_>, block: Option<usize>, expected: &Fact, found: &Fact) -> bool {
    let (Value::Period(from, to), Value::Time(clock)) = (&expected.value, &found.value) else { return false };
    let facts = block.and_then(|block| comparison.translation.facts.blocks.get(block));
    let other = if clock == from { Some(to) } else { Some(from).filter(|_| clock == to) };
    facts.zip(other).is_some_and(|(facts, other)| states_hour(facts, *other))
}

/// Whether weekdays may be named by letters, or counted.
fn states_days(comparison: &Comparison<'_>, block: Option<usize>, facts: &BlockFacts, days: DaySet) -> bool {
    let counted = |fact: &Fact| matches!(&fact.value, Value::Duration(length) if length.unit == Unit::BusinessDay);
    let mut all = facts.facts.iter().flat_map(Fact::all_readings);
    if days == DaySet::WEEKDAYS && (all.any(|(_, part)| counted(part)) || facts.bare_units.contains(&Unit::BusinessDay)) {
        return true;
    }
    let text = block.map_or("", |block| comparison.translation.document.blocks[block].text.visible());
    has_range_of_letters(text) || has_list_of_letters(comparison, text)
}

/// `E–N`, `I–IV`: two names of one letter, or a few, with a dash between.
fn has_range_of_letters(text: &str) -> bool {
    const LONGEST: usize = 3;
    let is_letters = |word: &str| (1..=LONGEST).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '(' | ')');
    text.split(is_edge).filter_map(|word| word.split_once(['-', '–', '—'])).any(|(from, to)| is_letters(from) && is_letters(to))
}

/// `月・水・金`: letters of days with signs between.
fn has_list_of_letters(comparison: &Comparison<'_>, text: &str) -> bool {
    let letters: Vec<&str> = comparison
        .pack
        .into_iter()
        .flat_map(|pack| &pack.entries)
        .filter(|(_, meaning)| matches!(meaning, Meaning::WeekdayTail(_)))
        .map(|(word, _)| word.as_str())
        .collect();
    let ends = |text: &str| letters.iter().any(|letter| text.trim_end().ends_with(letter));
    let starts = |text: &str| letters.iter().any(|letter| text.trim_start().starts_with(letter));
    text.match_indices(['・', '、', '，', ',', '·', '/']).any(|(at, sign)| ends(&text[..at]) && starts(&text[at + sign.len()..]))
}

/// Whether two numbers that differ by one may bound the same: `more than 4` is `5 or more`.
pub(super) fn is_other_bound(comparison: &Comparison<'_>, blocks: Blocks, expected: &Fact, found: &Fact) -> bool {
    let whole = |fact: &Fact| if let Value::Number(number) = fact.value { number.value.whole() } else { None };
    let (Some(expected), Some(found)) = (whole(expected), whole(found)) else { return false };
    let bounds = |side: Side<'_>, block: Option<usize>, wanted: Bound| {
        block.and_then(|block| side.facts.blocks.get(block)).is_some_and(|facts| facts.bounds.contains(&wanted))
    };
    let own = |wanted: Bound| bounds(comparison.reference, blocks.0, wanted);
    let other = |wanted: Bound| bounds(comparison.translation, blocks.1, wanted);
    let goes_up = expected + 1 == found && (own(Bound::More) && other(Bound::Least) || own(Bound::Most) && other(Bound::Fewer));
    let goes_down = found + 1 == expected && (own(Bound::Least) && other(Bound::More) || own(Bound::Fewer) && other(Bound::Most));
    goes_up || goes_down
}
