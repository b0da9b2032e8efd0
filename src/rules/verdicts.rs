//! Compares the facts of aligned blocks, once for all fact rules: equal, changed, missing, extra, or cannot tell.
//!
//! Facts are matched as multisets, inside a pair of blocks first, then in the rest of the section. What is left over on both sides and
//! of one kind is one change. A reading that one side cannot support is never drift: it is counted as undetermined.

mod coverage;
mod exchanged;
mod groups;
mod instants;
mod lacking;
mod limits;
mod pairing;
mod perhaps;
mod reconcile;
mod unread;

use crate::align::{SectionPair, Side};
use crate::facts::{Duration, Severity, Strength, Value, phone, units, zones};
use crate::source::Span;
use crate::work;

use super::Comparison;
use super::drift::Confidence;
pub(super) use exchanged::Exchanged;
pub(super) use groups::Stated;
use groups::{Group, groups};

/// A difference of facts.
#[derive(Clone, Debug)]
pub(super) struct Verdict<'a> {
    /// Index into the alignment's section pairs.
    pub(super) pair: usize,
    /// What the reference states; empty when the translation adds something.
    pub(super) expected: Vec<Stated<'a>>,
    /// What the translation states; empty when something is missing.
    pub(super) found: Vec<Stated<'a>>,
    /// The blocks in which the other side was looked for.
    pub(super) reference_block: Option<usize>,
    pub(super) translation_block: Option<usize>,
    pub(super) confidence: Confidence,
    /// Where the values stand instead, if they have changed places with others.
    pub(super) exchanged: Option<Exchanged<'a>>,
}

/// Where more is stated than can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// In a block of the reference and in that of the translation, as far as there is one.
    Blocks((Option<usize>, Option<usize>)),
    /// In a section, by its number in the reference.
    Section(usize),
    /// Behind a section of the reference, by its number: sections.
    Sections(usize),
}

/// All differences of a page, and counts.
#[derive(Debug, Default)]
pub(super) struct Verdicts<'a> {
    pub(super) drifts: Vec<Verdict<'a>>,
    pub(super) facts: usize,
    pub(super) undetermined: usize,
    /// Where more is stated than can be compared.
    pub(super) crowded: Vec<Crowd>,
    /// Where the reference states what the translation states too, and where the translation does.
    pub(super) agreed: Vec<(Span, Option<Span>)>,
}

pub(super) fn compare<'a>(comparison: &Comparison<'a>) -> Verdicts<'a> {
    let mut verdicts = Verdicts::default();
    for (index, pair) in comparison.alignment.sections.iter().enumerate() {
        if !states_something(comparison, pair) {
            continue;
        }
        let mut groups = groups(comparison, pair);
        verdicts.facts += groups.iter().map(Group::facts).sum::<usize>();
        if groups.iter().all(Group::is_empty) {
            verdicts.agreed.extend(groups.iter().flat_map(|group| group.agreed.iter().copied()));
            continue;
        }
        let known = comparison.pack.is_some();
        let regions = regions(comparison, pair.reference);
        let same = |a: &Value, b: &Value| equal(a, b, &regions);
        for group in &mut groups {
            instants::match_equal(group, &same);
            group.match_equal(&same);
        }
        give_up(&mut groups, &mut verdicts);
        exchanged::inside(comparison, index, &groups, &same, &mut verdicts);
        exchanged::conclude(comparison, index, &mut groups, &same, &mut verdicts);
        if let Some(left) = limits::give_up_across(&mut groups) {
            verdicts.undetermined += left;
            verdicts.crowded.push(Crowd::Section(pair.reference));
        }
        match_across(&mut groups, &same);
        verdicts.agreed.extend(groups.iter().flat_map(|group| group.agreed.iter().copied()));
        verdicts.undetermined += groups.iter_mut().map(Group::reconcile).sum::<usize>();
        verdicts.undetermined += reconcile_across(&mut groups, known);
        pairing::conclude(comparison, index, &mut groups, &mut verdicts);
    }
    verdicts
}

/// Leaves undetermined what blocks with too many facts have left.
fn give_up(groups: &mut [Group<'_>], verdicts: &mut Verdicts<'_>) {
    for group in groups {
        if let Some(left) = group.give_up() {
            verdicts.undetermined += left;
            verdicts.crowded.push(Crowd::Blocks(group.blocks()));
        }
    }
}

fn states_something(comparison: &Comparison<'_>, pair: &SectionPair) -> bool {
    let stated = |side: Side<'_>, block: Option<usize>| {
        block.and_then(|block| side.facts.blocks.get(block)).is_some_and(|facts| !facts.facts.is_empty() || !facts.numbers.is_empty())
    };
    pair.blocks.iter().any(|pair| stated(comparison.reference, pair.reference) || stated(comparison.translation, pair.translation))
}

/// Countries for national numbers: those that the section and the page's title name, then the locale's and the reference's.
pub(super) fn regions<'a>(comparison: &'a Comparison<'_>, section: usize) -> Vec<&'a str> {
    let facts = &comparison.reference.facts.blocks;
    let sections = &comparison.reference.document.sections;
    let title = sections.get(1).map(|first| first.blocks.clone()).unwrap_or_default();
    let blocks = sections[section].blocks.clone().chain(title.take(1));
    let named = blocks.filter_map(|block| facts.get(block)).flat_map(|facts| &facts.countries).map(String::as_str);
    named.chain(comparison.regions.iter().map(String::as_str)).collect()
}

pub(super) fn equal(a: &Value, b: &Value, regions: &[&str]) -> bool {
    match (a, b) {
        (Value::Phone(a), Value::Phone(b)) => phone::same(a, b, regions),
        (Value::Duration(a), Value::Duration(b)) => a.normalized() == b.normalized(),
        (Value::Date(a), Value::Date(b)) => a.may_equal(b),
        (Value::Zone(a), Value::Zone(b)) => zones::same(a, b),
        // `5 requests per second` and `in one second`.
        (Value::Rate(unit), Value::Duration(of)) | (Value::Duration(of), Value::Rate(unit)) => {
            of.normalized() == Duration { amount: 1000, unit: *unit }.normalized()
        }
        (Value::Number(a), Value::Number(b)) | (Value::Percentage(a), Value::Percentage(b)) => a.may_equal(b),
        // `a quarter` is 25 %.
        (Value::Percentage(share), Value::Number(part)) | (Value::Number(part), Value::Percentage(share)) => {
            part.value.whole().is_none() && part.value.times_ten_to(2) == Some(share.value)
        }
        (Value::Currency(a, of), Value::Currency(b, other)) => a.may_equal(b) && of.may_equal(other),
        (Value::Measurement(a, of), Value::Measurement(b, other)) if of == other => a.may_equal(b),
        (Value::Measurement(a, of), Value::Measurement(b, other)) => units::may_equal(a.value, of, b.value, other),
        (Value::AroundTheClock, Value::Period(from, to)) | (Value::Period(from, to), Value::AroundTheClock) => (from.0, to.0) == (0, 1440),
        _ => a == b,
    }
}

/// A statement that moved to another block of the section. What belongs to a label stays with it.
fn match_across(groups: &mut [Group<'_>], same: &impl Fn(&Value, &Value) -> bool) {
    let open: Vec<usize> = (0..groups.len()).filter(|&at| !groups[at].found.is_empty()).collect();
    for left in 0..groups.len() {
        for index in (0..groups[left].expected.len()).rev() {
            let Some(wanted) = groups[left].expected.get(index).cloned() else { continue };
            // The number of a name stands wherever the name does.
            if wanted.fact.name.is_some() && wanted.fact.strength == Strength::Weak {
                continue;
            }
            let least = if groups[left].has_other(&wanted) { Strength::Strong } else { Strength::Weak };
            let fits = |stated: &Stated<'_>| {
                work::step();
                stated.fact.strength >= least && same(&wanted.fact.value, &stated.fact.value) && labels_agree(&wanted, stated)
            };
            let found = open.iter().find_map(|&right| Some((right, groups[right].found.iter().position(fits)?)));
            if let Some((right, at)) = found {
                groups::choose(&mut groups[left].expected, index);
                let partner = groups::choose(&mut groups[right].found, at);
                groups[left].agreed.push((wanted.fact.span, Some(partner.fact.span)));
            }
        }
    }
}

fn labels_agree(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    same_label(a.label.as_ref(), b.label.as_ref()) && (a.row_key.is_none() || b.row_key.is_none() || a.row_key == b.row_key)
}

fn same_label(a: Option<&Severity>, b: Option<&Severity>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Figures that stand unread elsewhere in the section.
fn reconcile_across(groups: &mut [Group<'_>], known: bool) -> usize {
    let loose: Vec<&str> = groups.iter().flat_map(|group| group.loose_found.iter().copied()).collect();
    let mut undetermined = 0;
    for group in groups.iter_mut() {
        let before = group.expected.len();
        let others: Vec<bool> = group.expected.iter().map(|stated| group.has_other(stated)).collect();
        let mut others = others.into_iter();
        group.expected.retain(|stated| {
            let has_other = others.next().unwrap_or_default();
            !(reconcile::is_readable_by_figures(stated, known)
                && !has_other
                && reconcile::figures(stated).iter().all(|figure| loose.contains(&figure.as_str())))
        });
        undetermined += before - group.expected.len();
    }
    undetermined
}
