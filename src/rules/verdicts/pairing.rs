//! What the leftovers mean: one of each side and kind is a change, the rest is missing or extra.

use crate::facts::{Fact, Kind, Number, Phone, Strength, Value, units};
use crate::rules::Comparison;
use crate::rules::evidence::Evidence;
use crate::work;

use super::groups::{Blocks, Group, Stated, choose, settle_readings};
use super::lacking::Lacking;
use super::perhaps::{is_end_of, is_number_of, is_other_bound, is_unread};
use super::{Verdict, Verdicts, coverage, same_label};

/// Kinds that may replace each other, nearest first.
const REPLACEMENTS: [&[Kind]; 5] = [
    &[Kind::Period, Kind::Time],
    &[Kind::Period, Kind::Time, Kind::AroundTheClock],
    &[Kind::Period, Kind::Time, Kind::AroundTheClock, Kind::Days],
    &[Kind::Percentage, Kind::Currency, Kind::Measurement, Kind::Number],
    &[Kind::Date, Kind::Number],
];

/// Kinds of which a leftover on both sides is one change, in this order.
const ALIKE: [Kind; 13] = [
    Kind::Phone,
    Kind::Period,
    Kind::Days,
    Kind::Zone,
    Kind::Time,
    Kind::Duration,
    Kind::Date,
    Kind::Quarter,
    Kind::Rate,
    Kind::Percentage,
    Kind::Currency,
    Kind::Measurement,
    Kind::Number,
];

pub(super) fn conclude<'a>(comparison: &Comparison<'a>, pair: usize, groups: &mut [Group<'a>], verdicts: &mut Verdicts<'a>) {
    for group in groups.iter_mut() {
        changed(comparison, pair, group, verdicts);
        settle_readings(&mut group.expected);
        settle_readings(&mut group.found);
    }
    changed_across(pair, groups, verdicts);
    let lacking = Lacking::new(comparison, pair, groups, verdicts);
    for group in groups.iter_mut() {
        one_sided(comparison, pair, group, &lacking, verdicts);
    }
}

/// Pairs leftovers of one block pair: of one kind first, then hours of any kind.
fn changed<'a>(comparison: &Comparison<'a>, pair: usize, group: &mut Group<'a>, verdicts: &mut Verdicts<'a>) {
    for kind in ALIKE {
        pair_off(
            group,
            |a, b| a == kind && b == kind,
            |group, expected, found| {
                if is_other_bound(comparison, group.blocks(), expected.fact, found.fact) {
                    verdicts.undetermined += 1;
                    return;
                }
                push_changed(pair, group, vec![expected], vec![found], verdicts);
            },
        );
    }
    // Without a pack a number beside a word that nobody read may count anything.
    let known = group.known;
    for kinds in REPLACEMENTS.into_iter().filter(|kinds| known || !kinds.contains(&Kind::Number)) {
        pair_off(
            group,
            |a, b| kinds.contains(&a) && kinds.contains(&b),
            |group, expected, found| {
                // `percents of twenty`: the unit that the number seems to lack stands elsewhere.
                let block = group.translation_block;
                let in_part = is_number_of(expected.fact, found.fact) && is_unread(comparison, block, expected.fact);
                if in_part || is_end_of(comparison, block, expected.fact, found.fact) {
                    verdicts.undetermined += 1;
                    return;
                }
                let (expected, found) = with_companions(group, expected, found);
                push_changed(pair, group, expected, found, verdicts);
            },
        );
    }
}

/// Takes pairs of leftovers out of the group, the likeliest first, until none fits.
fn pair_off<'a>(group: &mut Group<'a>, fits: impl Fn(Kind, Kind) -> bool, mut paired: impl FnMut(&mut Group<'a>, Stated<'a>, Stated<'a>)) {
    loop {
        let mut is_done = true;
        for (expected, found) in nearest_first(group, &fits) {
            let Some((expected, found)) = take_both(group, expected, found) else { continue };
            paired(group, expected, found);
            is_done = false;
        }
        if is_done {
            return;
        }
    }
}

/// Day and night replaced by hours takes the days of these hours with it.
fn with_companions<'a>(group: &mut Group<'a>, expected: Stated<'a>, found: Stated<'a>) -> (Vec<Stated<'a>>, Vec<Stated<'a>>) {
    let (mut all_expected, mut all_found) = (vec![expected], vec![found]);
    let companion = |stated: &Stated<'_>| matches!(stated.fact.value.kind(), Kind::Days | Kind::Period | Kind::Time);
    if all_expected[0].fact.value == Value::AroundTheClock {
        all_found.extend(take(&mut group.found, companion));
    } else if all_found[0].fact.value == Value::AroundTheClock {
        all_expected.extend(take(&mut group.expected, companion));
    }
    (all_expected, all_found)
}

fn take<'a>(stated: &mut Vec<Stated<'a>>, wanted: impl Fn(&Stated<'_>) -> bool) -> Vec<Stated<'a>> {
    let (taken, rest) = std::mem::take(stated).into_iter().partition(|stated| wanted(stated) && stated.fact.strength == Strength::Strong);
    *stated = rest;
    taken
}

/// What the distance of numbers grows by that belong to different names.
const NAMELESS: i64 = 1 << 41;

/// The pairs of leftovers that may be one statement, the likeliest first. Two weak readings are none.
fn nearest_first<'a>(group: &Group<'a>, fits: impl Fn(Kind, Kind) -> bool) -> Vec<(&'a Fact, &'a Fact)> {
    let numbers = |stated: &[Stated<'_>]| stated.iter().filter(|stated| stated.fact.value.kind() == Kind::Number).count();
    let alone = group.known && numbers(&group.expected) == 1 && numbers(&group.found) == 1;
    let only = group.expected.len() == 1 && group.found.len() == 1;
    let mut pairs = Vec::new();
    for a in &group.expected {
        for b in &group.found {
            work::step();
            let kinds = (a.fact.value.kind(), b.fact.value.kind());
            if kinds.0 != kinds.1 && (a.is_given_back() || b.is_given_back()) {
                continue;
            }
            let unsure = !group.known && a.fact.name != b.fact.name;
            if unsure && a.fact.strength.min(b.fact.strength) == Strength::Weak || !fits(a.fact.value.kind(), b.fact.value.kind()) {
                continue;
            }
            if (may_replace(a, b) || (alone && (may_be_named(a, b) || are_nameless(a, b))))
                && measure_alike(&a.fact.value, &b.fact.value, only)
            {
                pairs.push((apart(a, b), a.fact, b.fact));
            }
        }
    }
    pairs.sort_by_key(|(distance, ..)| *distance);
    pairs.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// How far two leftovers are from being one statement; only the order of results means something.
fn apart(a: &Stated<'_>, b: &Stated<'_>) -> i64 {
    let nameless = if a.fact.name == b.fact.name { 0 } else { NAMELESS };
    let unlabelled = if same_label(a.label.as_ref(), b.label.as_ref()) { 0 } else { 1 << 40 };
    nameless + unlabelled + distance(&a.fact.value, &b.fact.value)
}

/// Takes two leftovers out of the group, with the other readings of their words, if both are still there.
fn take_both<'a>(group: &mut Group<'a>, expected: &Fact, found: &Fact) -> Option<(Stated<'a>, Stated<'a>)> {
    let at = |stated: &[Stated<'_>], fact: &Fact| stated.iter().position(|stated| std::ptr::eq(stated.fact, fact));
    let (left, right) = at(&group.expected, expected).zip(at(&group.found, found))?;
    Some((choose(&mut group.expected, left), choose(&mut group.found, right)))
}

/// Whether two values may be of one thing: a length is never a temperature, and a number that has lost its unit or sign is still the same.
/// Where nothing else is left on both sides, the unit may be one that nobody read; a `%` belongs to its number.
fn measure_alike(a: &Value, b: &Value, only: bool) -> bool {
    let is_share = |value: &Value| value.kind() == Kind::Percentage;
    match (a, b) {
        (Value::Measurement(_, unit), Value::Measurement(_, other)) => units::are_comparable(unit, other),
        _ if a.kind() == b.kind() => true,
        _ if only && !is_share(a) && !is_share(b) => true,
        _ => a.number().zip(b.number()).is_none_or(|(a, b)| a.may_equal(&b)),
    }
}

/// Whether one of two leftovers may stand in for the other: at least one is a sure reading. Words such as *weekdays* are too common to be
/// taken for days that a page states.
fn may_replace(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    // `Windows 10` and `Windows 11`: the name makes sure that the numbers belong together.
    if a.fact.name.is_some() && a.fact.name == b.fact.name {
        return true;
    }
    if is_rate(a) && is_rate(b) || written_alike(a, b) || are_ones(a, b) || count_in_words(a, b) {
        return true;
    }
    if is_far_word(a, b) || is_far_word(b, a) {
        return false;
    }
    let least = if a.fact.value.kind() == Kind::Days { a.fact.strength.min(b.fact.strength) } else { a.fact.strength.max(b.fact.strength) };
    least == Strength::Strong
}

fn is_rate(stated: &Stated<'_>) -> bool {
    stated.fact.value.kind() == Kind::Rate
}

/// Whether both are figures that count nothing for sure, and are of no name: `on the 15th`, `am 16.`.
fn are_nameless(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let nameless = |stated: &Stated<'_>| {
        let weak = stated.fact.strength == Strength::Weak && stated.fact.value.kind() == Kind::Number;
        weak && stated.fact.name.is_none() && !stated.fact.in_words && stated.reading.1 == 0
    };
    nameless(a) && nameless(b)
}

/// Whether both are figures with the same doubt, whose readings all differ: `800-1200` and `800-1300`, `1/8` and `1/4`.
fn written_alike(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let shape = |stated: &Stated<'_>| -> Vec<Vec<Kind>> {
        stated.fact.readings.iter().map(|parts| parts.iter().map(|part| part.value.kind()).collect()).collect()
    };
    let in_figures = |stated: &Stated<'_>| match stated.fact.value.kind() {
        Kind::Period => shape(stated).contains(&vec![Kind::Number; 2]),
        kind => kind == Kind::Date,
    };
    let whole = |stated: &Stated<'_>| stated.reading.1 == 0 && stated.fact.strength == Strength::Weak && in_figures(stated);
    whole(a) && whole(b) && !shape(a).is_empty() && shape(a) == shape(b)
}

/// Whether both count the same kind of thing in words: `ninety percent`, `quatre-vingts pour cent`. Small numbers alone may be of anything.
fn count_in_words(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let counts = |stated: &Stated<'_>| match &stated.fact.value {
        Value::Number(number) => stated.fact.in_words && number.value.whole().is_none_or(|value| value > MOST_SAID),
        // In figures these are sure.
        value => value.number().is_some() && stated.fact.strength == Strength::Weak,
    };
    let whole = !a.fact.doubtful && !b.fact.doubtful;
    whole && a.fact.value.kind() == b.fact.value.kind() && counts(a) && counts(b)
}

/// Smaller numbers stand in words that count nothing.
const MOST_SAID: u64 = 12;

/// Whether both are one of a unit of time, and the units differ: `within an hour`, `innerhalb eines Tages`.
fn are_ones(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let one =
        |stated: &Stated<'_>| stated.fact.in_words && matches!(stated.fact.value, Value::Duration(duration) if duration.amount == 1000);
    one(a) && one(b)
}

/// Numbers below this may be written as the one word that a language has for them.
const WORDS: u64 = 100;

/// Whether the first may be no number at all (`从第五名`, `une`) and the second is one that nobody would write in such a word.
fn is_far_word(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let is_far = |number: Number| number.value.whole().is_none_or(|whole| whole >= WORDS);
    let may_be_none = a.fact.in_words && a.fact.strength == Strength::Weak && a.fact.value.kind() == Kind::Number;
    may_be_none && !a.fact.value.number().is_some_and(is_far) && b.fact.value.number().is_some_and(is_far)
}

/// Whether both are numbers of names, which may be translated: `Building 32`.
fn may_be_named(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    a.fact.name.is_some() && b.fact.name.is_some()
}

/// How far two values are from each other; only the order of results means something.
fn distance(a: &Value, b: &Value) -> i64 {
    match (a, b) {
        (Value::Phone(a), Value::Phone(b)) => digits_apart(a, b),
        (Value::Period(a, b), Value::Period(c, d)) => i64::from(a.0.abs_diff(c.0)) + i64::from(b.0.abs_diff(d.0)),
        (Value::Time(a), Value::Time(b)) => i64::from(a.0.abs_diff(b.0)),
        (Value::Duration(a), Value::Duration(b)) if a.unit == b.unit => (a.amount - b.amount).abs().min(1 << 30),
        (Value::Duration(a), Value::Duration(b)) if a.amount == b.amount => 1 << 30,
        (Value::Duration(_), Value::Duration(_)) => 1 << 31,
        _ => a.number().zip(b.number()).map_or(0, |(a, b)| a.value.distance(b.value).min(1 << 39)),
    }
}

fn digits_apart(a: &Phone, b: &Phone) -> i64 {
    let apart = a.digits.bytes().rev().zip(b.digits.bytes().rev()).filter(|(a, b)| a != b).count();
    (apart + a.digits.len().abs_diff(b.digits.len())) as i64
}

fn push_changed<'a>(pair: usize, group: &Group<'a>, expected: Vec<Stated<'a>>, found: Vec<Stated<'a>>, verdicts: &mut Verdicts<'a>) {
    if group.weak || is_doubtful(&expected) != is_doubtful(&found) {
        verdicts.undetermined += 1;
        return;
    }
    let sure = expected.iter().chain(&found).all(|stated| stated.fact.strength == Strength::Strong || is_rate(stated));
    // `the first sentence or two`: words of the reference count less than its figures, which the translation may write in words.
    let in_words = expected.iter().any(|stated| stated.fact.in_words && stated.fact.value.kind() == Kind::Number)
        || are_ones(&expected[0], &found[0])
        || count_in_words(&expected[0], &found[0])
        || are_nameless(&expected[0], &found[0]);
    let more = matches!((&expected[0].fact.value, &found[0].fact.value), (Value::Date(a), Value::Date(b)) if a.agrees(b));
    let evidence = match sure && !more {
        _ if adds_year(&expected[0].fact.value, &found[0].fact.value) => Evidence::Habit,
        true => Evidence::BothSides,
        false if in_words => Evidence::InWords,
        false => Evidence::Apart,
    };
    push(pair, group.blocks(), expected, found, evidence, verdicts);
}

/// Whether what a side states may be half read. Where both are, they are written alike, and what was read of them differs.
fn is_doubtful(stated: &[Stated<'_>]) -> bool {
    stated.iter().any(|stated| stated.fact.doubtful)
}

/// Whether the translation says of which year a day is, which the reference leaves to its reader.
fn adds_year(expected: &Value, found: &Value) -> bool {
    matches!((expected, found), (Value::Date(a), Value::Date(b)) if (a.year, a.month, a.day) == (None, b.month, b.day))
}

/// A leftover of one kind in each of two blocks of the section is one change.
fn changed_across<'a>(pair: usize, groups: &mut [Group<'a>], verdicts: &mut Verdicts<'a>) {
    for kind in ALIKE.into_iter().filter(|kind| !matches!(kind, Kind::Time | Kind::Number)) {
        let strong = |stated: &Stated<'_>| stated.fact.value.kind() == kind && stated.fact.strength == Strength::Strong;
        let left: Vec<(usize, usize)> = places(groups, |group| &group.expected, &strong);
        let right: Vec<(usize, usize)> = places(groups, |group| &group.found, &strong);
        let ([(left_group, left_at)], [(right_group, right_at)]) = (left.as_slice(), right.as_slice()) else { continue };
        if !are_versions(&groups[*left_group].expected[*left_at], &groups[*right_group].found[*right_at]) {
            continue;
        }
        let expected = choose(&mut groups[*left_group].expected, *left_at);
        let found = choose(&mut groups[*right_group].found, *right_at);
        let blocks = (groups[*left_group].reference_block, groups[*right_group].translation_block);
        push(pair, blocks, vec![expected], vec![found], Evidence::Apart, verdicts);
    }
}

/// Whether two statements in different blocks may be one: durations must share their number or their unit, in figures.
fn are_versions(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    match (&a.fact.value, &b.fact.value) {
        (Value::Duration(left), Value::Duration(right)) => {
            (left.unit == right.unit || left.amount == right.amount) && !a.fact.in_words && !b.fact.in_words
        }
        _ => true,
    }
}

fn places<'a>(
    groups: &[Group<'a>],
    side: impl for<'g> Fn(&'g Group<'a>) -> &'g Vec<Stated<'a>>,
    wanted: &impl Fn(&Stated<'_>) -> bool,
) -> Vec<(usize, usize)> {
    let all = groups.iter().enumerate();
    all.flat_map(|(index, group)| {
        side(group).iter().enumerate().filter(|(_, stated)| wanted(stated)).map(move |(at, _)| (index, at)).collect::<Vec<_>>()
    })
    .collect()
}

/// What only one side states.
fn one_sided<'a>(comparison: &Comparison<'a>, pair: usize, group: &mut Group<'a>, lacking: &Lacking<'_, 'a>, verdicts: &mut Verdicts<'a>) {
    let (expected, found) = (std::mem::take(&mut group.expected), std::mem::take(&mut group.found));
    for stated in expected.into_iter().filter(|stated| stated.fact.strength == Strength::Strong) {
        if lacking.is_conserved(group.blocks(), &stated) {
            continue;
        }
        let unread = group.weak
            || stated.is_given_back()
            || stated.fact.doubtful
            || is_unread(comparison, group.translation_block, stated.fact)
            || lacking.has_in_translation(group.blocks(), &stated);
        if !unread && coverage::is_readable(comparison.pack, &stated.fact.value) {
            push_one(pair, group, vec![stated], Vec::new(), verdicts);
        } else {
            verdicts.undetermined += 1;
        }
    }
    let is_sure =
        |stated: &Stated<'_>| !group.weak && stated.fact.strength == Strength::Strong && !stated.fact.doubtful && !stated.is_given_back();
    for stated in found.into_iter().filter(is_sure) {
        if comparison.pack.is_some_and(|pack| pack.by_hand) && coverage::is_readable(comparison.reference_pack, &stated.fact.value)
            || stated.fact.value.kind() == Kind::Phone
        {
            if lacking.has_in_reference(group.blocks(), &stated) {
                continue;
            }
            push_one(pair, group, Vec::new(), vec![stated], verdicts);
        }
    }
}

/// A duration whose number is a word may be part of a compound that no pack lists (`Sechsmonatszeitraum`), and one that only the
/// translation states in figures is mostly a word of the reference (`a month`, `annual`).
fn evidence_of(stated: &Stated<'_>, extra: bool) -> Evidence {
    let counted = matches!(stated.fact.value.kind(), Kind::Duration | Kind::Number | Kind::Percentage | Kind::Currency | Kind::Measurement);
    let yearless = extra && matches!(&stated.fact.value, Value::Date(date) if date.year.is_none());
    match () {
        () if yearless || counted && extra => Evidence::Habit,
        // `100 %` is *fully* in other words.
        () if counted && (stated.fact.in_words || is_whole_share(&stated.fact.value)) => Evidence::InWords,
        () => Evidence::of_values(!extra, extra, false),
    }
}

fn is_whole_share(value: &Value) -> bool {
    matches!(value, Value::Percentage(share) if share.value.whole() == Some(100))
}

fn push_one<'a>(pair: usize, group: &Group<'a>, expected: Vec<Stated<'a>>, found: Vec<Stated<'a>>, verdicts: &mut Verdicts<'a>) {
    let extra = expected.is_empty();
    let Some(evidence) = expected.iter().chain(&found).map(|stated| evidence_of(stated, extra)).min_by_key(|one| one.confidence()) else {
        return;
    };
    push(pair, group.blocks(), expected, found, evidence, verdicts);
}

fn push<'a>(
    pair: usize,
    blocks: Blocks,
    expected: Vec<Stated<'a>>,
    found: Vec<Stated<'a>>,
    evidence: Evidence,
    verdicts: &mut Verdicts<'a>,
) {
    let (reference_block, translation_block) = blocks;
    let confidence = evidence.confidence();
    verdicts.drifts.push(Verdict { pair, expected, found, reference_block, translation_block, confidence, exchanged: None });
}
