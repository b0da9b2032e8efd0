//! What is compared with what: the facts of a pair of blocks, or of a pair of segments of a side-by-side page.

use std::collections::{BTreeMap, HashMap};

use crate::align::{BlockPair, By, SectionPair, Side};
use crate::facts::{Fact, Kind, Severity, Strength, Value};
use crate::markdown::{BlockKind, CellPosition};
use crate::rules::Comparison;
use crate::source::Span;
use crate::work;

use super::limits::cancel;
use super::same_label;

/// A fact with what it belongs to.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Stated<'a> {
    pub(in crate::rules) fact: &'a Fact,
    /// The severity named before it in its block, or in its row.
    pub(in crate::rules) label: Option<Severity>,
    /// What its table row or list item is about, when that can be read.
    pub(super) row_key: Option<String>,
    /// Which fact of the block it is a reading of, and which of its readings.
    pub(super) reading: (usize, usize),
}

impl Stated<'_> {
    /// Whether it takes all words of a fact that can be read otherwise too.
    fn is_whole(&self) -> bool {
        self.reading.1 == 0 && !self.fact.readings.is_empty()
    }

    /// Whether it is a number that only another reading of its words gives back (`months 2-12`). It may be found, but is never missed.
    pub(super) fn is_given_back(&self) -> bool {
        self.reading.1 > 0 && self.fact.value.kind() == Kind::Number
    }
}

/// What is compared with what.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    pub(super) reference_block: Option<usize>,
    pub(super) translation_block: Option<usize>,
    /// Facts of the reference that have found no partner yet.
    pub(super) expected: Vec<Stated<'a>>,
    /// Facts of the translation that have found no partner yet.
    pub(super) found: Vec<Stated<'a>>,
    /// Values that were found on both sides.
    pub(super) matched: Vec<Value>,
    /// Where the reference states what the translation states too, and where the translation does.
    pub(super) agreed: Vec<(Span, Option<Span>)>,
    /// What was found to be equal in this group, of the reference and of the translation.
    pub(super) together: Vec<(Stated<'a>, Stated<'a>)>,
    pub(super) loose_expected: Vec<&'a str>,
    pub(super) loose_found: Vec<&'a str>,
    /// Whether there is a pack for the translation's language.
    pub(super) known: bool,
    /// Whether it is in doubt that the two blocks stand for each other.
    pub(super) weak: bool,
    /// Whether the reference and the translation may state one in words.
    pub(super) one_in_words: (bool, bool),
    /// How many facts were settled before anything was compared.
    settled: usize,
    /// How many facts of the reference were left out, or none if all of both sides are here.
    pub(super) cut: Option<usize>,
}

/// The block of the reference and that of the translation.
pub(super) type Blocks = (Option<usize>, Option<usize>);

impl Group<'_> {
    pub(super) fn blocks(&self) -> Blocks {
        (self.reference_block, self.translation_block)
    }

    /// How many facts of the reference are compared. Numbers that may be part of a name are not counted.
    pub(super) fn facts(&self) -> usize {
        if self.settled > 0 {
            return self.settled;
        }
        self.expected.iter().filter(is_counted).count()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.expected.is_empty() && self.found.is_empty()
    }

    /// Takes everything as stated on both sides.
    fn settle(&mut self) {
        self.settled = self.facts();
        let spans: HashMap<_, _> = self.found.iter().rev().map(|own| (own.fact.range.clone(), own.fact.span)).collect();
        let partner = |stated: &Stated<'_>| spans.get(&stated.fact.range).copied();
        let whole = self.expected.iter().filter(|stated| stated.reading.1 == 0);
        self.agreed.extend(whole.map(|stated| (stated.fact.span, partner(stated))));
        self.matched.extend(self.expected.drain(..).map(|stated| stated.fact.value.clone()));
        self.found.clear();
        self.loose_expected.clear();
        self.loose_found.clear();
    }

    /// Whether the translation's block surely states another value of that kind, which nothing of the reference accounts for.
    pub(super) fn has_other(&self, wanted: &Stated<'_>) -> bool {
        let kind = wanted.fact.value.kind();
        self.found.iter().any(|stated| stated.fact.value.kind() == kind && stated.fact.strength == Strength::Strong)
    }

    /// Takes out what both sides state, the numbers of names, readings of whole statements, the surest readings and equal labels first.
    pub(super) fn match_equal(&mut self, same: &impl Fn(&Value, &Value) -> bool) {
        let is_named = self.expected.iter().any(|stated| stated.fact.name.is_some());
        let is_whole = self.expected.iter().chain(&self.found).any(Stated::is_whole);
        let needed = |tier: &Tier| (is_named || !tier.of_name) && (is_whole || !tier.whole);
        let mut named: Vec<(Option<&str>, &Value)> = Vec::new();
        for tier in TIERS.into_iter().filter(needed) {
            for index in (0..self.expected.len()).rev() {
                let Some(wanted) = self.expected.get(index) else { continue };
                let fits = |stated: &Stated<'_>| tier.allows(wanted, stated) && same(&wanted.fact.value, &stated.fact.value);
                work::steps(self.found.len());
                if let Some(at) = self.found.iter().position(fits) {
                    let (wanted, stated) = (choose(&mut self.expected, index), choose(&mut self.found, at));
                    if wanted.fact.name.is_some() && wanted.fact.name == stated.fact.name {
                        named.push((wanted.fact.name.as_deref(), &wanted.fact.value));
                    }
                    self.agreed.push((wanted.fact.span, Some(stated.fact.span)));
                    self.matched.push(wanted.fact.value.clone());
                    self.together.push((wanted, stated));
                }
            }
        }
        // Saying the number of a name again is no drift when the other side has no other number of it left.
        let again = |stated: &Stated<'_>, others: &[Option<String>]| {
            named.contains(&(stated.fact.name.as_deref(), &stated.fact.value)) && !others.contains(&stated.fact.name)
        };
        let (expected, found) = (names(&self.expected), names(&self.found));
        self.expected.retain(|stated| !again(stated, &found));
        self.found.retain(|stated| !again(stated, &expected));
        // Saying again what is already matched is no drift when the other side has nothing left of the kind.
        let (expected, found) = (kinds(&self.expected), kinds(&self.found));
        let repeated = |stated: &Stated<'_>, other: &[Kind]| {
            !other.contains(&stated.fact.value.kind()) && self.matched.iter().any(|value| same(value, &stated.fact.value))
        };
        self.expected.retain(|stated| !repeated(stated, &found));
        self.found.retain(|stated| !repeated(stated, &expected));
    }
}

/// Whether a fact is one that is counted, once for all its readings: numbers that may be part of a name are not.
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(super) fn is_counted(stated: &&Stated<'_>) -> bool {
    let is_sure = |fact: &Fact| fact.value.kind() != Kind::Number || fact.strength == Strength::Strong;
    stated.reading.1 == 0 && stated.fact.likeliest().iter().any(is_sure)
}

fn names(stated: &[Stated<'_>]) -> Vec<Option<String>> {
    stated.iter().map(|stated| stated.fact.name.clone()).collect()
}

/// What two equal values must have in common to be taken for one statement; the strictest first.
struct Tier {
    /// Whether one of them takes all words of a fact that can be read otherwise too.
    whole: bool,
    same_label: bool,
    least: Strength,
    /// Whether both are the number of one name.
    of_name: bool,
}

const TIERS: [Tier; 5] = [
    Tier { whole: false, same_label: true, least: Strength::Weak, of_name: true },
    Tier { whole: true, same_label: true, least: Strength::Weak, of_name: false },
    Tier { whole: false, same_label: true, least: Strength::Strong, of_name: false },
    Tier { whole: false, same_label: true, least: Strength::Weak, of_name: false },
    Tier { whole: false, same_label: false, least: Strength::Weak, of_name: false },
];

impl Tier {
    fn allows(&self, wanted: &Stated<'_>, stated: &Stated<'_>) -> bool {
        let labels = if self.same_label { wanted.label == stated.label } else { same_label(wanted.label.as_ref(), stated.label.as_ref()) };
        labels
            && (!self.of_name || wanted.fact.name.is_some() && wanted.fact.name == stated.fact.name)
            && (!self.whole || wanted.is_whole() || stated.is_whole())
            && wanted.fact.strength.min(stated.fact.strength) >= self.least
    }
}

/// Takes a statement out. What the same words may say otherwise goes with it: only one of the readings of a fact is meant.
pub(super) fn choose<'a>(stated: &mut Vec<Stated<'a>>, index: usize) -> Stated<'a> {
    let chosen = stated.remove(index);
    let (fact, reading) = chosen.reading;
    stated.retain(|other| other.reading.0 != fact || other.reading.1 == reading);
    chosen
}

/// Leaves of each fact its likeliest reading.
pub(super) fn settle_readings(stated: &mut Vec<Stated<'_>>) {
    if stated.iter().all(|stated| stated.reading.1 == 0) {
        return;
    }
    let readings: Vec<(usize, usize, bool)> =
        stated.iter().map(|stated| (stated.reading.0, stated.reading.1, stated.fact.strength == Strength::Strong)).collect();
    let is_likelier = |of: (usize, usize), other: &(usize, usize, bool)| {
        let own = readings.iter().any(|reading| (reading.0, reading.1) == of && reading.2);
        other.0 == of.0 && other.1 != of.1 && (other.2, std::cmp::Reverse(other.1)) > (own, std::cmp::Reverse(of.1))
    };
    stated.retain(|stated| !readings.iter().any(|other| is_likelier(stated.reading, other)));
}

fn kinds(stated: &[Stated<'_>]) -> Vec<Kind> {
    stated.iter().map(|stated| stated.fact.value.kind()).collect()
}

/// The groups of a pair of sections.
pub(super) fn groups<'a>(comparison: &Comparison<'a>, pair: &SectionPair) -> Vec<Group<'a>> {
    let rows = (
        RowLabels::new(comparison.reference, pair.blocks.iter().filter_map(|pair| pair.reference)),
        RowLabels::new(comparison.translation, pair.blocks.iter().filter_map(|pair| pair.translation)),
    );
    let mut all = Vec::with_capacity(pair.blocks.len());
    for block in &pair.blocks {
        let mut group = whole(comparison, *block, &rows);
        if is_same_text(comparison, *block) {
            group.settle();
        }
        group.shorten();
        if pair.by == By::Segment {
            all.extend(by_segment(comparison, group));
        } else {
            all.push(group);
        }
    }
    all
}

/// What is left in the words of the reference states the same.
fn is_same_text(comparison: &Comparison<'_>, pair: BlockPair) -> bool {
    let text = |side: Side<'_>, block: Option<usize>| block.map(|block| side.document.blocks[block].text.visible().to_owned());
    pair.reference.is_some() && text(comparison.reference, pair.reference) == text(comparison.translation, pair.translation)
}

fn whole<'a>(comparison: &Comparison<'a>, pair: BlockPair, rows: &(RowLabels, RowLabels)) -> Group<'a> {
    let (mut loose_expected, mut loose_found) =
        (loose(comparison.reference, pair.reference), loose(comparison.translation, pair.translation));
    cancel(&mut loose_expected, &mut loose_found);
    Group {
        reference_block: pair.reference,
        translation_block: pair.translation,
        expected: stated(comparison.reference, pair.reference, &rows.0),
        found: stated(comparison.translation, pair.translation, &rows.1),
        matched: Vec::new(),
        agreed: Vec::new(),
        together: Vec::new(),
        loose_expected,
        loose_found,
        known: comparison.pack.is_some(),
        weak: pair.weak,
        one_in_words: (states_one(comparison.reference, pair.reference), states_one(comparison.translation, pair.translation)),
        settled: 0,
        cut: None,
    }
}

fn states_one(side: Side<'_>, block: Option<usize>) -> bool {
    block.and_then(|block| side.facts.blocks.get(block)).is_some_and(|facts| facts.one_in_words || facts.unread)
}

fn loose(side: Side<'_>, block: Option<usize>) -> Vec<&str> {
    block
        .and_then(|block| side.facts.blocks.get(block))
        .map_or_else(Vec::new, |facts| facts.loose.iter().map(|number| number.digits.as_str()).collect())
}

fn stated<'a>(side: Side<'a>, block: Option<usize>, rows: &RowLabels) -> Vec<Stated<'a>> {
    let Some((block, facts)) = block.and_then(|block| side.facts.blocks.get(block).map(|facts| (block, facts))) else { return Vec::new() };
    let row = rows.of(side, block);
    // A label counts for what follows it only where the block names its labels first.
    let label_first = facts.facts.first().is_some_and(|fact| fact.label.is_some());
    let label = |fact: &Fact| fact.label.clone().filter(|_| label_first).or_else(|| row.and_then(|row| row.label.clone()));
    let all = facts.facts.iter().chain(&facts.numbers).enumerate();
    let read = all.flat_map(|(at, fact)| fact.all_readings().map(move |(reading, part)| (part, (at, reading))));
    read.map(|(fact, reading)| Stated { fact, label: label(fact), row_key: row.and_then(|row| row.key.clone()), reading }).collect()
}

/// Splits the facts of a side-by-side block by the segment that they stand in.
fn by_segment<'a>(comparison: &Comparison<'a>, group: Group<'a>) -> Vec<Group<'a>> {
    let (Some(r), Some(t), None) = (group.reference_block, group.translation_block, group.cut) else { return vec![group] };
    let (reference, translation) = (&comparison.reference.document.blocks[r], &comparison.translation.document.blocks[t]);
    let own: HashMap<_, _> = translation.segments.iter().rev().map(|own| (&own.id, own)).collect();
    let mut rest = group;
    let mut split = Vec::new();
    for segment in &reference.segments {
        let Some(own) = own.get(&segment.id) else { continue };
        let expected = drain(&mut rest.expected, |fact| segment.range.start <= fact.range.start && fact.range.end <= segment.range.end);
        let found = drain(&mut rest.found, |fact| own.range.start <= fact.range.start && fact.range.end <= own.range.end);
        split.push(Group {
            reference_block: Some(r),
            translation_block: Some(t),
            expected,
            found,
            known: rest.known,
            loose_found: rest.loose_found.clone(),
            loose_expected: rest.loose_expected.clone(),
            ..Group::default()
        });
    }
    split.push(rest);
    split
}

fn drain<'a>(stated: &mut Vec<Stated<'a>>, wanted: impl Fn(&Fact) -> bool) -> Vec<Stated<'a>> {
    let (inside, outside) = std::mem::take(stated).into_iter().partition(|stated| wanted(stated.fact));
    *stated = outside;
    inside
}

/// What the rows of the tables of a section are about, by their first cell.
struct RowLabels {
    rows: BTreeMap<(u32, u32), RowLabel>,
}

struct RowLabel {
    label: Option<Severity>,
    key: Option<String>,
}

impl RowLabels {
    fn new(side: Side<'_>, blocks: impl Iterator<Item = usize>) -> Self {
        let mut rows = BTreeMap::new();
        for block in blocks {
            let BlockKind::Cell(CellPosition { table, row, column: 0 }) = side.document.blocks[block].kind else { continue };
            let Some(facts) = side.facts.blocks.get(block) else { continue };
            let label = if let [severity] = facts.severities.as_slice() { Some(severity.clone()) } else { None };
            let key = label.as_ref().map(|label| format!("severity {label}"));
            rows.entry((table, row)).or_insert(RowLabel { label, key });
        }
        Self { rows }
    }

    fn of(&self, side: Side<'_>, block: usize) -> Option<&RowLabel> {
        match side.document.blocks[block].kind {
            BlockKind::Cell(position) => self.rows.get(&(position.table, position.row)),
            _ => None,
        }
    }
}
