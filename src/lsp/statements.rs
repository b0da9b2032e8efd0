//! What two aligned blocks state, side by side: for hovers.

use crate::check::{LinedUp, Read};
use crate::facts::{Fact, Strength};
use crate::rules;
use crate::rules::drift::Drift;
use crate::rules::options::Options;
use crate::source::Span;

/// How a statement of one side fares on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Changed,
    Missing,
    OnlyHere,
    Equal,
    NotCompared,
}

impl Mark {
    pub(super) fn told(self) -> &'static str {
        match self {
            Mark::Changed => "≠ changed",
            Mark::Missing => "− missing here",
            Mark::OnlyHere => "+ only here",
            Mark::Equal => "= equal",
            Mark::NotCompared => "? not compared",
        }
    }
}

/// A value, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) kind: String,
    pub(super) written: String,
    pub(super) value: String,
}

/// A statement on one side or on both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) mark: Mark,
    pub(super) reference: Option<Stated>,
    pub(super) translation: Option<Stated>,
}

/// The two sides of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) reference: &'a Read,
    pub(super) translation: &'a Read,
    pub(super) lined: &'a LinedUp,
    pub(super) options: &'a Options,
}

impl Sides<'_> {
    /// What a block of the reference and one of the translation state: first what the reference does, then what is left.
    pub(super) fn rows(&self, reference: Option<usize>, translation: Option<usize>) -> Vec<Row> {
        let here = stated(self.translation, translation);
        let mut is_told = vec![false; here.len()];
        let mut rows: Vec<Row> =
            stated(self.reference, reference).into_iter().filter_map(|fact| self.row(fact, &here, &mut is_told)).collect();
        for (fact, _) in here.iter().zip(is_told).filter(|(fact, is_told)| !is_told && fact.strength == Strength::Strong) {
            let drift = self.drift(fact.span, |drift| (drift.translation, !drift.found.is_empty()));
            let mark = match drift {
                Some(drift) if drift.expected.is_empty() => Mark::OnlyHere,
                Some(_) => Mark::Changed,
                None => Mark::NotCompared,
            };
            rows.push(Row { mark, reference: None, translation: Some(told(self.translation, fact)) });
        }
        rows.extend(self.own(reference, translation));
        rows
    }

    /// A statement of the reference. A weak one counts only if it was compared.
    fn row(&self, fact: &Fact, here: &[&Fact], is_told: &mut [bool]) -> Option<Row> {
        let row = |mark, translation| Some(Row { mark, reference: Some(told(self.reference, fact)), translation });
        let mut take = |fits: &dyn Fn(&Fact) -> bool| {
            let at = (0..here.len()).find(|&at| !is_told[at] && fits(here[at]))?;
            is_told[at] = true;
            Some(told(self.translation, here[at]))
        };
        if let Some(drift) = self.drift(fact.span, |drift| (drift.reference, !drift.expected.is_empty())) {
            let is_stated = !drift.found.is_empty();
            let overlapping = |other: &Fact| drift.translation.is_some_and(|span| touches(other.span, span, is_stated));
            let mark = if drift.found.is_empty() { Mark::Missing } else { Mark::Changed };
            return row(mark, take(&overlapping));
        }
        if self.lined.agreed.contains(&fact.span) {
            return row(Mark::Equal, take(&|other| rules::states_same(&fact.value, &other.value, &["US", "GB"])));
        }
        (fact.strength == Strength::Strong).then(|| row(Mark::NotCompared, None))?
    }

    /// The drift of facts at a span of one side. `side` gives its place there, and whether it is that of a statement.
    fn drift(&self, span: Span, side: fn(&Drift) -> (Option<Span>, bool)) -> Option<&Drift> {
        let is_there = |drift: &Drift| matches!(side(drift), (Some(other), is_stated) if touches(span, other, is_stated));
        self.lined.drifts.iter().find(|drift| drift.rule.is_fact() && is_there(drift))
    }

    /// Facts of the project's own.
    fn own(&self, reference: Option<usize>, translation: Option<usize>) -> Vec<Row> {
        let mut rows = Vec::new();
        for fact in &self.options.own_facts {
            let values = |read: &Read, block: Option<usize>| {
                block.and_then(|block| read.document.blocks.get(block)).map(|block| fact.values(&read.document, block)).unwrap_or_default()
            };
            let mut here = values(self.translation, translation);
            let stated = |value: String| Stated { kind: fact.id.to_string(), written: value.clone(), value };
            for value in values(self.reference, reference) {
                let same = here.iter().position(|other| other.value == value.value).map(|at| here.remove(at));
                let mark = if same.is_some() { Mark::Equal } else { Mark::Missing };
                rows.push(Row { mark, reference: Some(stated(value.value)), translation: same.map(|same| stated(same.value)) });
            }
            rows.extend(here.into_iter().map(|own| Row { mark: Mark::OnlyHere, reference: None, translation: Some(stated(own.value)) }));
        }
        rows
    }
}

/// Whether a fact stands at the place of a drift. Where nothing is stated, the place may be a whole block, which is about no fact of it.
fn touches(fact: Span, place: Span, is_stated: bool) -> bool {
    if is_stated { fact.start < place.end && place.start < fact.end } else { !place.is_empty() && fact.contains(place) }
}

fn stated(read: &Read, block: Option<usize>) -> Vec<&Fact> {
    let facts = block.and_then(|block| read.facts.blocks.get(block));
    let mut facts: Vec<&Fact> = facts.into_iter().flat_map(crate::facts::BlockFacts::stated).collect();
    facts.sort_by_key(|fact| fact.span);
    facts
}

fn told(read: &Read, fact: &Fact) -> Stated {
    let written = read.document.source.slice(fact.span).split_whitespace().collect::<Vec<_>>().join(" ");
    Stated { kind: format!("{:?}", fact.value.kind()).to_lowercase(), written, value: fact.value.to_string() }
}
