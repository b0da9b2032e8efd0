//! Facts of a project's own (`[[fact]]`): values that a pattern finds, compared like those that driftlint knows itself.

use regex::{Captures, Regex};

use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::markup;
use super::stated::{Stated, TextKind};
use super::{Comparison, RuleId};
use crate::align::Side;
use crate::compare::mentions::{self as matcher, Difference, Mention, Value};
use crate::diff;
use crate::markdown::{Block, BlockKind, Document, Inline, InlineKind};
use crate::source::Span;

/// A fact of a project's own, ready to be looked for.
#[derive(Clone, Debug)]
pub struct OwnFact {
    /// Its id, which findings carry as their rule.
    pub id: RuleId,
    /// What messages call it.
    pub name: String,
    /// What it looks like. A group `value`, or else the first group, is the value; without groups the whole match is.
    pub pattern: Regex,
    /// Whether it is looked for in what readers see of headings, paragraphs, list items and cells.
    pub in_text: bool,
    /// Whether it is looked for in code blocks.
    pub in_code: bool,
    /// Whether it is looked for in the targets of links and images.
    pub in_links: bool,
}

/// One value where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnValue {
    /// The value, blanks made one space each.
    pub value: String,
    /// Its bytes in the file; those of the whole link for a value in a target.
    pub span: Span,
}

impl OwnFact {
    /// The values that a block states, in the order of their place.
    pub fn values(&self, document: &Document, block: &Block) -> Vec<OwnValue> {
        let mut values = Vec::new();
        if self.in_text {
            let visible = block.text.visible();
            values.extend(self.found(visible).into_iter().map(|(value, range)| OwnValue { value, span: block.text.source_span(range) }));
        }
        if self.in_code && matches!(block.kind, BlockKind::Code { .. }) {
            let start = block.span.start;
            let found = self.found(document.source.slice(block.span)).into_iter();
            values.extend(found.map(|(value, range)| OwnValue { value, span: Span::new(start + range.start, start + range.end) }));
        }
        if self.in_links {
            values.extend(block.inlines.iter().flat_map(|inline| self.linked(inline)));
        }
        values.sort_by_key(|value| value.span);
        values
    }

    fn found(&self, text: &str) -> Vec<(String, std::ops::Range<usize>)> {
        let value = |captures: Captures<'_>| {
            let group = captures.name("value").or_else(|| captures.iter().skip(1).flatten().next());
            let found = group.or_else(|| captures.get(0))?;
            let value = found.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
            (!value.is_empty()).then(|| (value, found.range()))
        };
        self.pattern.captures_iter(text).filter_map(value).collect()
    }

    fn linked(&self, inline: &Inline) -> Vec<OwnValue> {
        match &inline.kind {
            InlineKind::Link { target } | InlineKind::Image { target, .. } => {
                self.found(target).into_iter().map(|(value, _)| OwnValue { value, span: inline.span }).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A value as it is compared.
#[derive(Clone, Debug)]
struct OwnText(String);

impl Value for OwnText {
    fn key(&self) -> &str {
        &self.0
    }

    fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn likeness(&self, other: &Self) -> u32 {
        diff::likeness(&self.0, &other.0)
    }
}

/// All drift of the project's own facts.
pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    comparison.options.own_facts.iter().flat_map(|fact| drifts_of(comparison, fact)).collect()
}

/// How many of them the reference states.
pub(super) fn count(comparison: &Comparison<'_>) -> usize {
    let document = comparison.reference.document;
    let facts = &comparison.options.own_facts;
    document.blocks.iter().map(|block| facts.iter().map(|fact| fact.values(document, block).len()).sum::<usize>()).sum()
}

fn drifts_of(comparison: &Comparison<'_>, fact: &OwnFact) -> Vec<Drift> {
    let mentions = |side: Side<'_>, block: usize| -> Vec<Mention<OwnText>> {
        let Some(read) = side.document.blocks.get(block) else { return Vec::new() };
        let values = fact.values(side.document, read).into_iter();
        let mention = |OwnValue { value, span }| Mention { value: OwnText(value.clone()), shown: value, block, span, alone: true };
        values.map(mention).collect()
    };
    // What is lost with an item or a row is told for each of its facts, because a project names what its readers act on.
    let differences = matcher::compare(&comparison.pages(), &std::collections::BTreeSet::new(), mentions);
    let told = differences.iter().filter(|difference| !is_said_again(comparison, fact, difference));
    told.map(|difference| drift(comparison, fact, difference)).collect()
}

/// Whether the other side states the value too, though less often: saying it once is enough.
fn is_said_again(comparison: &Comparison<'_>, fact: &OwnFact, difference: &Difference<OwnText>) -> bool {
    let pair = &comparison.alignment.sections[difference.pair];
    let states = |side: Side<'_>, section: usize, value: &str| {
        let mut blocks = side.document.sections[section].blocks.clone().filter_map(|block| side.document.blocks.get(block));
        blocks.any(|block| fact.values(side.document, block).iter().any(|stated| stated.value == value))
    };
    match (&difference.reference, &difference.translation) {
        (Some(wanted), None) => states(comparison.translation, pair.translation, &wanted.shown),
        (None, Some(stated)) => states(comparison.reference, pair.reference, &stated.shown),
        _ => false,
    }
}

fn drift(comparison: &Comparison<'_>, fact: &OwnFact, difference: &Difference<OwnText>) -> Drift {
    let pair = &comparison.alignment.sections[difference.pair];
    let (expected, found) = (difference.reference.as_ref(), difference.translation.as_ref());
    let place = |side: Side<'_>, mention: Option<&Mention<OwnText>>, section: usize| {
        mention.map_or_else(|| markup::place(side, difference.partner, difference.after, section), |mention| mention.span)
    };
    let name = &fact.name;
    let (message, help) = match (expected, found) {
        (Some(wanted), Some(stated)) => {
            (format!("{name} is {} in the reference, {} here", wanted.shown, stated.shown), format!("write {}", wanted.shown))
        }
        (Some(wanted), None) => (format!("{name} {} of the reference is missing here", wanted.shown), format!("add {}", wanted.shown)),
        (None, stated) => {
            let stated = stated.map_or("", |mention| mention.shown.as_str());
            (format!("{name} {stated} is not in the reference"), "take it out, or state it in the reference too".to_owned())
        }
    };
    let label = |mention: Option<&Mention<OwnText>>| mention.map_or_else(|| "not stated here".to_owned(), |mention| mention.shown.clone());
    let values = |mention: Option<&Mention<OwnText>>| {
        mention.map(|mention| Stated::text(TextKind::Own, &mention.shown)).into_iter().collect::<Vec<_>>()
    };
    Drift {
        confidence: Evidence::of_values(expected.is_some(), found.is_some(), difference.together).confidence(),
        message,
        help: Some(help),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: values(expected),
        found: values(found),
        translation: Some(place(comparison.translation, found, pair.translation)),
        reference: Some(place(comparison.reference, expected, pair.reference)),
        translation_label: label(found),
        reference_label: label(expected),
        ..Drift::of(fact.id)
    }
}
