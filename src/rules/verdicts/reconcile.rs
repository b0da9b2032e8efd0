//! Figures that both sides have, read as other kinds or not at all: what they state is taken out, and neither missing nor extra.

use crate::facts::{Date, DaySet, Kind, Strength, Value};

use super::groups::{Group, Stated, choose};
use super::unread;

impl Group<'_> {
    /// Takes out facts whose figures stand on the other side, read as another kind or not at all; says how many.
    pub(super) fn reconcile(&mut self) -> usize {
        let known = self.known;
        let before = self.expected.len();
        // What is open all year round may be open day and night (Korean `연중무휴`).
        let every_day = Value::Days(DaySet::ALL);
        let year_round = self.matched.contains(&every_day) || self.found.iter().any(|stated| stated.fact.value == every_day);
        self.expected.retain(|stated| !(year_round && stated.fact.value == Value::AroundTheClock));
        for index in (0..self.expected.len()).rev() {
            let Some(stated) = self.expected.get(index) else { continue };
            let (wanted, kind, sure) = (figures(stated), stated.fact.value.kind(), is_unit_sure(stated));
            let own_kinds = kinds_of(&self.expected, stated);
            let same_figures = |stated: &Stated<'_>| {
                let dates = [kind, stated.fact.value.kind()].contains(&Kind::Date);
                let other_kind =
                    !are_clocks(stated.fact.value.kind(), kind) && stated.fact.value.kind() != kind && !dates && !stated.fact.in_words;
                // Facts that can be read as one kind on both sides are compared as that kind.
                let alike = || kinds_of(&self.found, stated).iter().any(|kind| own_kinds.contains(kind));
                other_kind && !(sure && is_unit_sure(stated)) && !wanted.is_empty() && figures(stated) == wanted && !alike()
            };
            if let Some(at) = self.found.iter().position(same_figures) {
                choose(&mut self.found, at);
                choose(&mut self.expected, index);
            } else if !self.is_one_clock(index)
                && is_readable_by_figures(&self.expected[index], known)
                && take_all(&mut self.loose_found, &wanted)
            {
                choose(&mut self.expected, index);
                drop_numbers(&mut self.found, &wanted);
            }
        }

        self.reconcile_found();
        reconcile_dates(&mut self.expected, &mut self.found);
        reconcile_dates(&mut self.found, &mut self.expected);
        join_dates(&mut self.expected, &mut self.found);
        join_dates(&mut self.found, &mut self.expected);

        if !known {
            unread::reconcile(&mut self.expected, &mut self.found);
        }
        self.forget_one();
        self.forget_counted();
        before - self.expected.len()
    }

    /// Whether a time that was read for sure is all that is left of its kind, and one is left on the other side too, be it `midnight`:
    /// then these are the two sides of one.
    fn is_one_clock(&self, index: usize) -> bool {
        let clock = |stated: &&Stated<'_>| stated.fact.value.kind() == Kind::Time;
        let sure = self.expected.get(index).is_some_and(|stated| clock(&stated) && stated.fact.strength == Strength::Strong);
        sure && self.expected.iter().filter(clock).count() == 1 && self.found.iter().filter(clock).count() == 1
    }

    /// Takes out facts of the translation whose figures stand unread in the reference.
    fn reconcile_found(&mut self) {
        let known = self.known;
        for index in (0..self.found.len()).rev() {
            let Some(stated) = self.found.get(index) else { continue };
            let wanted = figures(stated);
            if is_readable_by_figures(stated, known) && take_all(&mut self.loose_expected, &wanted) {
                choose(&mut self.found, index);
                drop_numbers(&mut self.expected, &wanted);
            }
        }
    }

    /// Takes out the figure for one where the other side has the word, or may have one that is not read: it is an article too.
    fn forget_one(&mut self) {
        let one = |stated: &Stated<'_>| matches!(&stated.fact.value, Value::Number(number) if number.value.whole() == Some(1));
        let (in_reference, in_translation) = self.one_in_words;
        self.found.retain(|stated| !(in_reference && one(stated)));
        let others = self.found.iter().any(|stated| stated.fact.value.kind() == Kind::Number);
        self.expected.retain(|stated| others || !(in_translation && one(stated)));
    }

    /// A number whose figures both sides state with a unit is said again without it: `1,200 minutes` and `1,200 domestic minutes`.
    fn forget_counted(&mut self) {
        let matched: Vec<String> = self.matched.iter().flat_map(figures_of).collect();
        let number = |stated: &Stated<'_>| stated.fact.value.kind() == Kind::Number;
        let again = |stated: &Stated<'_>| number(stated) && figures(stated).iter().all(|own| matched.contains(own));
        match (self.expected.iter().any(number), self.found.iter().any(number)) {
            (true, false) => self.expected.retain(|stated| !again(stated)),
            (false, true) => self.found.retain(|stated| !again(stated)),
            _ => {}
        }
    }
}

/// The kinds of all readings of a statement's fact.
fn kinds_of(all: &[Stated<'_>], stated: &Stated<'_>) -> Vec<Kind> {
    all.iter().filter(|other| other.reading.0 == stated.reading.0).map(|other| other.fact.value.kind()).collect()
}

/// Whether both are times or periods.
fn are_clocks(a: Kind, b: Kind) -> bool {
    [a, b].iter().all(|kind| matches!(kind, Kind::Time | Kind::Period))
}

/// Kinds whose figures alone say enough to leave them undetermined. A period in a language with a pack (`known`) is read if it is one.
pub(super) fn is_readable_by_figures(stated: &Stated<'_>, known: bool) -> bool {
    match stated.fact.value.kind() {
        Kind::Duration | Kind::Time | Kind::Phone => !figures(stated).is_empty(),
        Kind::Period => (!known || stated.fact.strength == Strength::Weak) && !figures(stated).is_empty(),
        _ => false,
    }
}

/// Dates whose day and year stand on the other side as numbers, beside a month that is a word not read, or a number too.
fn reconcile_dates(dates: &mut Vec<Stated<'_>>, other: &mut Vec<Stated<'_>>) {
    dates.retain(|stated| {
        let Value::Date(date) = &stated.fact.value else { return true };
        let wanted = figures(stated);
        let mut rest = other.clone();
        drop_numbers(&mut rest, &wanted);
        let all = !wanted.is_empty() && rest.len() + wanted.len() == other.len();
        if all {
            drop_numbers(&mut rest, &[date.month.to_string()]);
        }
        // `2020 年 17 月`: a year alone does not stand for the date beside another number.
        let clear = date.day.is_some() || !rest.iter().any(|stated| stated.fact.value.kind() == Kind::Number);
        if all && clear {
            *other = rest;
        }
        !(all && clear)
    });
}

/// Takes out dates whose parts stand on the other side in two (`in May and on May 1, 2020` and `2020 年 5 月と 5 月 1 日`).
fn join_dates(whole: &mut Vec<Stated<'_>>, parts: &mut Vec<Stated<'_>>) {
    whole.retain(|stated| {
        let Value::Date(date) = &stated.fact.value else { return true };
        if date.day.is_none() || date.year.is_none() {
            return true;
        }
        let is = |own: &Date, year, day| (own.year, own.month, own.day) == (year, date.month, day);
        let part = |year, day| parts.iter().position(|part| matches!(&part.fact.value, Value::Date(own) if is(own, year, day)));
        let Some((a, b)) = part(None, date.day).zip(part(date.year, None)) else { return true };
        parts.remove(a.max(b));
        parts.remove(a.min(b));
        false
    });
}

/// Whether what a number counts was read for sure: `80%` and `80 GB` are no readings of one thing.
fn is_unit_sure(stated: &Stated<'_>) -> bool {
    let counted = matches!(stated.fact.value.kind(), Kind::Percentage | Kind::Currency | Kind::Measurement);
    counted && stated.fact.strength == Strength::Strong
}

/// Takes out the numbers that figures were read as, when a fact of another kind has taken the figures up.
pub(super) fn drop_numbers(stated: &mut Vec<Stated<'_>>, wanted: &[String]) {
    for figure in wanted {
        let same = |number: &str| number.trim_start_matches('0') == figure.trim_start_matches('0');
        let number = |stated: &Stated<'_>| stated.fact.value.kind() == Kind::Number && figures(stated).iter().all(|own| same(own));
        if let Some(at) = stated.iter().position(number) {
            stated.remove(at);
        }
    }
}

/// Takes `wanted` out of `loose` when all are there.
fn take_all(loose: &mut Vec<&str>, wanted: &[String]) -> bool {
    let mut rest = loose.clone();
    for figure in wanted {
        let Some(at) = rest.iter().position(|number| number.trim_start_matches('0') == figure.trim_start_matches('0')) else {
            return false;
        };
        rest.remove(at);
    }
    *loose = rest;
    !wanted.is_empty()
}

/// The figures that a fact is written with, as far as every language writes the same ones.
pub(super) fn figures(stated: &Stated<'_>) -> Vec<String> {
    figures_of(&stated.fact.value)
}

fn figures_of(value: &Value) -> Vec<String> {
    match value {
        Value::Duration(duration) if duration.amount % 1000 == 0 => vec![(duration.amount / 1000).to_string()],
        Value::Time(clock) if clock.0 % 60 == 0 => vec![(clock.0 / 60).to_string()],
        Value::Time(clock) => vec![(clock.0 / 60).to_string(), format!("{:02}", clock.0 % 60)],
        Value::Period(from, to) if from.0 % 60 == 0 && to.0 % 60 == 0 => vec![(from.0 / 60).to_string(), (to.0 / 60).to_string()],
        Value::Phone(phone) => vec![phone.digits.clone()],
        // The month may be a word that was not read.
        Value::Date(date) => date.day.map(|day| day.to_string()).into_iter().chain(date.year.map(|year| year.to_string())).collect(),
        Value::Number(number) | Value::Percentage(number) | Value::Currency(number, _) | Value::Measurement(number, _) => {
            vec![number.to_string()]
        }
        _ => Vec::new(),
    }
}
