//! Values of two rows, items or columns that stand at each other's place.

use std::collections::BTreeMap;

use crate::compare::exchange::{self, Exchange, Leftover};
use crate::compare::places::{Order, Places};
use crate::facts::{Strength, Value};
use crate::rules::Comparison;
use crate::rules::evidence::Evidence;
use crate::source::Span;

use super::groups::{Group, Stated};
use super::{Verdict, Verdicts};

/// The other of two places that have exchanged their values.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Exchanged<'a> {
    /// What the reference calls the place of the finding, if it has a name.
    pub(in crate::rules) label: Option<String>,
    /// What it calls the other place.
    pub(in crate::rules) other_label: Option<String>,
    /// What the reference states at the other place.
    pub(in crate::rules) other_expected: Vec<Stated<'a>>,
    /// The other pair of blocks, by its number in the section.
    pub(in crate::rules) other_pair: usize,
    /// Where the translation states the values of the finding.
    pub(in crate::rules) other: Option<Span>,
}

/// Takes out what has changed places, and says it once for each two places.
pub(super) fn conclude<'a>(
    comparison: &Comparison<'a>,
    pair: usize,
    groups: &mut [Group<'a>],
    same: &impl Fn(&Value, &Value) -> bool,
    verdicts: &mut Verdicts<'a>,
) {
    let blocks = &comparison.alignment.sections[pair].blocks;
    let open = |group: &&Group<'_>| !group.expected.is_empty() && !group.found.is_empty();
    if groups.len() != blocks.len() || groups.iter().filter(open).count() < 2 {
        return;
    }
    let places = Places::new(comparison.reference, comparison.translation, blocks);
    let expected = leftovers(groups, |group| &group.expected);
    let found = leftovers(groups, |group| &group.found);
    let values = |left: &[Leftover<Stated<'a>>]| -> Vec<Leftover<usize>> {
        left.iter().enumerate().map(|(at, left)| Leftover { pair: left.pair, value: at }).collect()
    };
    let equal = |left: usize, right: usize| same(&expected[left].value.fact.value, &found[right].value.fact.value);
    for exchange in exchange::find(&places, &values(&expected), &values(&found), equal) {
        if let Some(verdict) = verdict(pair, groups, &places, &exchange, (&expected, &found)) {
            verdicts.drifts.push(verdict);
        }
    }
}

/// What is left over at places where both sides have something left. The number of a name stands wherever the name does.
fn leftovers<'a>(groups: &[Group<'a>], of: impl for<'g> Fn(&'g Group<'a>) -> &'g Vec<Stated<'a>>) -> Vec<Leftover<Stated<'a>>> {
    let open = groups.iter().enumerate().filter(|(_, group)| !group.expected.is_empty() && !group.found.is_empty());
    let stated = open.flat_map(|(pair, group)| of(group).iter().map(move |stated| Leftover { pair, value: stated.clone() }));
    stated.filter(|left| left.value.fact.name.is_none() || left.value.fact.strength == Strength::Strong).collect()
}

fn verdict<'a>(
    pair: usize,
    groups: &mut [Group<'a>],
    places: &Places<'_>,
    exchange: &Exchange,
    (expected, found): (&[Leftover<Stated<'a>>], &[Leftover<Stated<'a>>]),
) -> Option<Verdict<'a>> {
    let take = |all: &[Leftover<Stated<'a>>], numbers: &[usize]| one_reading(numbers.iter().map(|&at| all[at].value.clone()).collect());
    let (a, b) = exchange.pairs;
    let (here, there) = (take(expected, &exchange.first.0), take(found, &exchange.first.1));
    let (other_expected, other_found) = (take(expected, &exchange.second.0), take(found, &exchange.second.1));
    let mut all = here.iter().chain(&there);
    let sure = all.clone().all(|stated| stated.fact.strength == Strength::Strong);
    if !all.any(|stated| stated.fact.strength == Strength::Strong) {
        return None;
    }
    let evidence = if sure && exchange.order == Order::Labelled { Evidence::BothSides } else { Evidence::Apart };
    drop_facts(&mut groups[a].expected, &here);
    drop_facts(&mut groups[a].found, &there);
    drop_facts(&mut groups[b].expected, &other_expected);
    drop_facts(&mut groups[b].found, &other_found);
    let exchanged = Exchanged {
        label: places.label(a),
        other_label: places.label(b),
        other_pair: b,
        other: other_found.first().map(|stated| stated.fact.span),
        other_expected,
    };
    Some(Verdict {
        pair,
        expected: here,
        found: there,
        reference_block: groups[a].reference_block,
        translation_block: groups[a].translation_block,
        confidence: evidence.confidence(),
        exchanged: Some(exchanged),
    })
}

/// Of each fact one reading only.
fn one_reading(stated: Vec<Stated<'_>>) -> Vec<Stated<'_>> {
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    stated.into_iter().filter(|stated| *chosen.entry(stated.reading.0).or_insert(stated.reading.1) == stated.reading.1).collect()
}

/// Takes out facts in all their readings.
fn drop_facts<'a>(stated: &mut Vec<Stated<'a>>, taken: &[Stated<'a>]) {
    stated.retain(|own| {
        let of_fact = |other: &&Stated<'_>| other.reading.0 == own.reading.0;
        let mut others = taken.iter().filter(of_fact).peekable();
        let untouched = others.peek().is_none();
        untouched || others.all(|other| other.reading == own.reading && other.fact.span != own.fact.span)
    });
}
