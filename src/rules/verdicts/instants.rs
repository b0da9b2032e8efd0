//! Times in two zones that are the same instants: `12:00 UTC` and `21:00 JST`, with the dates beside them.

use crate::facts::{Clock, Date, Kind, Strength, Value, Zone, zones};

use super::groups::{Group, Stated, choose};

/// Minutes of a day.
const DAY: i32 = 1440;

/// Takes out the times, zones and dates of a group whose instants are those of the other side, if each side names one zone, and another
/// than the other does.
pub(super) fn match_equal(group: &mut Group<'_>, same: &impl Fn(&Value, &Value) -> bool) {
    let (Some(from), Some(to)) = (only_zone(&group.expected), only_zone(&group.found)) else { return };
    if same(&Value::Zone(from.clone()), &Value::Zone(to.clone())) {
        return;
    }
    if let Some(pairs) = zones::ahead(&from, &to).into_iter().filter(|ahead| *ahead != 0).find_map(|ahead| partners(group, ahead, same)) {
        for (expected, found) in pairs {
            take(group, expected, found);
        }
    }
}

fn only_zone(stated: &[Stated<'_>]) -> Option<Zone> {
    let mut zones = stated.iter().filter_map(|stated| if let Value::Zone(zone) = &stated.fact.value { Some(zone) } else { None });
    let zone = zones.next()?;
    zones.all(|other| other == zone).then(|| zone.clone())
}

/// A fact of each side, by its number in the block.
type Pair = (usize, usize);

/// Each time, zone and date of the reference with its partner, if the clocks of the translation are so many minutes ahead; none if one of
/// either side is left over.
fn partners(group: &Group<'_>, ahead: i16, same: &impl Fn(&Value, &Value) -> bool) -> Option<Vec<Pair>> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut carried = Vec::new();
    let is_free = |pairs: &[Pair], stated: &Stated<'_>| pairs.iter().all(|(_, found)| *found != stated.reading.0);
    for fact in whole(&group.expected, &[Kind::Time, Kind::Period]) {
        let fits = |own: &Stated<'_>, other: &Stated<'_>| Some(moved(&own.fact.value, ahead)?.1).filter(|_| is_moved(own, other, ahead));
        let readings = group.expected.iter().filter(|stated| stated.reading.0 == fact);
        let mut found = readings.flat_map(|own| group.found.iter().filter_map(move |other| Some((fits(own, other)?, other))));
        let (days, partner) = found.find(|(_, other)| is_free(&pairs, other))?;
        pairs.push((fact, partner.reading.0));
        carried.push(days);
    }
    let days = *carried.first()?;
    if carried.iter().any(|other| *other != days) || pairs.len() != whole(&group.found, &[Kind::Time, Kind::Period]).len() {
        return None;
    }
    for fact in whole(&group.expected, &[Kind::Date]) {
        let own = group.expected.iter().find(|stated| stated.reading.0 == fact)?;
        let Value::Date(date) = own.fact.value else { continue };
        let wanted = Value::Date(days_later(date, days));
        let partner = group.found.iter().find(|other| is_free(&pairs, other) && same(&wanted, &other.fact.value))?;
        pairs.push((fact, partner.reading.0));
    }
    let zones = whole(&group.expected, &[Kind::Zone]).into_iter().zip(whole(&group.found, &[Kind::Zone]));
    pairs.extend(zones);
    Some(pairs)
}

/// The facts of some kinds, each once.
fn whole(stated: &[Stated<'_>], kinds: &[Kind]) -> Vec<usize> {
    stated
        .iter()
        .filter(|stated| stated.reading.1 == 0 && kinds.contains(&stated.fact.value.kind()))
        .map(|stated| stated.reading.0)
        .collect()
}

fn is_moved(own: &Stated<'_>, other: &Stated<'_>, ahead: i16) -> bool {
    let sure = own.fact.strength.max(other.fact.strength) == Strength::Strong;
    sure && moved(&own.fact.value, ahead).is_some_and(|(value, _)| value == other.fact.value)
}

/// A time or period so many minutes later, and how many days later that is.
fn moved(value: &Value, ahead: i16) -> Option<(Value, i32)> {
    let later = |time: Clock| {
        let minutes = i32::from(time.0) + i32::from(ahead);
        Some((Clock(u16::try_from(minutes.rem_euclid(DAY)).ok()?), minutes.div_euclid(DAY)))
    };
    match value {
        Value::Time(time) => later(*time).map(|(time, days)| (Value::Time(time), days)),
        Value::Period(from, to) => {
            let ((from, days), (to, _)) = (later(*from)?, later(*to)?);
            Some((Value::Period(from, if to.0 == 0 { Clock(1440) } else { to }), days))
        }
        _ => None,
    }
}

/// A date some days later; one without a day is the same.
fn days_later(date: Date, days: i32) -> Date {
    let Some(day) = date.day.filter(|_| days != 0) else { return date };
    let leap = date.year.is_none_or(|year| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
    let length = |month: u8| match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (mut year, mut month, mut day) = (date.year, date.month, i32::from(day) + days);
    if day < 1 {
        year = if month == 1 { year.map(|year| year - 1) } else { year };
        month = if month == 1 { 12 } else { month - 1 };
        day += length(month);
    } else if day > length(month) {
        day -= length(month);
        year = if month == 12 { year.map(|year| year + 1) } else { year };
        month = if month == 12 { 1 } else { month + 1 };
    }
    Date { year, month, day: u8::try_from(day).ok(), interchangeable: false }
}

fn take(group: &mut Group<'_>, expected: usize, found: usize) {
    let at = |stated: &[Stated<'_>], fact: usize| stated.iter().position(|stated| stated.reading.0 == fact);
    let Some((left, right)) = at(&group.expected, expected).zip(at(&group.found, found)) else { return };
    let (wanted, partner) = (choose(&mut group.expected, left), choose(&mut group.found, right));
    group.expected.retain(|stated| stated.reading.0 != expected);
    group.found.retain(|stated| stated.reading.0 != found);
    group.agreed.push((wanted.fact.span, Some(partner.fact.span)));
    group.matched.push(wanted.fact.value.clone());
}
