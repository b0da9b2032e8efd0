//! Values of two rows, items or columns that stand at each other's place.

use std::collections::BTreeMap;

use crate::align::Side;
use crate::compare::exchange::{self, Exchange, Leftover};
use crate::compare::labels;
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
    // The number of a name stands wherever the name does.
    let equal = |left: usize, right: usize| {
        let (a, b) = (expected[left].value.fact, found[right].value.fact);
        same(&a.value, &b.value) && (a.name == b.name || a.strength.min(b.strength) == Strength::Strong)
    };
    for exchange in exchange::find(&places, &values(&expected), &values(&found), equal) {
        if let Some(verdict) = verdict(pair, groups, &places, &exchange, (&expected, &found)) {
            verdicts.drifts.push(verdict);
        }
    }
}

/// Values of one text whose labels have changed places: `minimum 5 GB, maximum 100 GB` and `Minimum 100 GB, Maximum 5 GB`.
pub(super) fn inside<'a>(
    comparison: &Comparison<'a>,
    pair: usize,
    groups: &[Group<'a>],
    same: &impl Fn(&Value, &Value) -> bool,
    verdicts: &mut Verdicts<'a>,
) {
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| (2..=MOST_LABELLED).contains(&group.together.len())) {
        let texts = Texts::of(comparison, group);
        let mut taken = Vec::new();
        for (first, a) in group.together.iter().enumerate() {
            for (second, b) in group.together.iter().enumerate() {
                let open = !taken.contains(&first) && !taken.contains(&second) && a.0.fact.span.start < b.0.fact.span.start;
                let alike = a.0.fact.value.kind() == b.0.fact.value.kind() && !same(&a.0.fact.value, &b.0.fact.value);
                if let Some(label) = (open && alike).then(|| texts.swapped(a, b)).flatten() {
                    taken.extend([first, second]);
                    verdicts.drifts.push(labelled(pair, at, group, label, a, b));
                }
            }
        }
    }
}

/// A text with more values than that is no statement of two bounds.
const MOST_LABELLED: usize = 12;

/// What stands before each value of two blocks.
struct Texts<'c, 'a> {
    comparison: &'c Comparison<'a>,
    starts: (usize, usize),
    ends: (Vec<usize>, Vec<usize>),
}

impl<'c, 'a> Texts<'c, 'a> {
    fn of(comparison: &'c Comparison<'a>, group: &Group<'a>) -> Self {
        let start =
            |side: Side<'_>, block: Option<usize>| block.and_then(|at| side.document.blocks.get(at)).map_or(0, |block| block.span.start);
        let all = || group.together.iter();
        let left = group.expected.iter().chain(all().map(|(wanted, _)| wanted)).map(|stated| stated.fact.span.end).collect();
        let right = group.found.iter().chain(all().map(|(_, stated)| stated)).map(|stated| stated.fact.span.end).collect();
        let starts = (start(comparison.reference, group.reference_block), start(comparison.translation, group.translation_block));
        Texts { comparison, starts, ends: (left, right) }
    }

    fn swapped(&self, a: &(Stated<'a>, Stated<'a>), b: &(Stated<'a>, Stated<'a>)) -> Option<String> {
        let before = |side: Side<'a>, start: usize, ends: &[usize], stated: &Stated<'_>| {
            let at = stated.fact.span.start;
            let from = ends.iter().copied().filter(|end| *end <= at).max().unwrap_or(start).max(start).min(at);
            side.document.source.slice(Span::new(from, at))
        };
        let (reference, translation) = (self.comparison.reference, self.comparison.translation);
        let left = |stated: &Stated<'_>| before(reference, self.starts.0, &self.ends.0, stated);
        let right = |stated: &Stated<'_>| before(translation, self.starts.1, &self.ends.1, stated);
        labels::swapped((left(&a.0), left(&b.0)), (right(&a.1), right(&b.1)))
    }
}

fn labelled<'a>(
    pair: usize,
    at: usize,
    group: &Group<'a>,
    label: String,
    a: &(Stated<'a>, Stated<'a>),
    b: &(Stated<'a>, Stated<'a>),
) -> Verdict<'a> {
    let sure = [&a.0, &a.1, &b.0, &b.1].iter().all(|stated| stated.fact.strength == Strength::Strong);
    let evidence = if sure { Evidence::BothSides } else { Evidence::Apart };
    Verdict {
        pair,
        expected: vec![a.0.clone()],
        found: vec![b.1.clone()],
        reference_block: group.reference_block,
        translation_block: group.translation_block,
        confidence: evidence.confidence(),
        exchanged: Some(Exchanged {
            label: Some(label),
            other_label: None,
            other_expected: vec![b.0.clone()],
            other_pair: at,
            other: Some(a.1.fact.span),
        }),
    }
}

/// What is left over at places where both sides have something left.
fn leftovers<'a>(groups: &[Group<'a>], of: impl for<'g> Fn(&'g Group<'a>) -> &'g Vec<Stated<'a>>) -> Vec<Leftover<Stated<'a>>> {
    let open = groups.iter().enumerate().filter(|(_, group)| !group.expected.is_empty() && !group.found.is_empty());
    open.flat_map(|(pair, group)| of(group).iter().map(move |stated| Leftover { pair, value: stated.clone() })).collect()
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
    // Figures of an identifier are no numbers: its cell is compared as a whole.
    let named = exchange.order == Order::Labelled && all.clone().all(|stated| stated.fact.name.is_some());
    if !named && !all.any(|stated| stated.fact.strength == Strength::Strong) {
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
