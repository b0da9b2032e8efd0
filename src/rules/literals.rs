//! Values that are written in the same letters in every language, and how a difference of them is found. Knows no language.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use regex::Regex;

use super::RuleId;
use super::drift::{Drift, DriftSection, Mending};
use super::evidence::Evidence;
use super::prose;
use super::stated::{Stated, TextKind};
use super::{Comparison, markup, mend};
use crate::align::SectionPair;
use crate::facts::read;
use crate::markdown::{Block, BlockKind, Document, Inline, InlineKind};
use crate::source::Span;

/// The values in a text as they are written, with their places.
pub(super) type Found = Vec<(String, Range<usize>)>;

/// A kind of such values.
pub(super) struct Literals {
    /// The rule that speaks for them.
    pub(super) rule: RuleId,
    /// What its values are.
    pub(super) kind: TextKind,
    /// What a value is called.
    pub(super) noun: &'static str,
    /// The values in a text.
    pub(super) find: fn(&str) -> Found,
    /// The value that the target of a link states.
    pub(super) target: fn(&str) -> Option<String>,
    /// Whether values in code count too; else other rules speak of code.
    pub(super) in_code: bool,
    /// Whether a text has the value in a form that `find` does not take for one: the `1.0` of `v1.0`.
    pub(super) has: fn(&str, &str) -> bool,
    /// Whether a value (and the other side's, if there is one) may be another in every language.
    pub(super) may_differ: fn(&Comparison<'_>, &str, Option<&str>) -> bool,
}

/// One value in one block.
#[derive(Clone, Debug)]
struct Literal {
    /// In small letters.
    value: String,
    /// As it is written.
    written: String,
    span: Span,
    /// The block, as an index into the pairs of its section.
    pair: usize,
    /// Whether it is code.
    is_code: bool,
    /// Whether it differs at its place alone: its section states it, or what stands instead, elsewhere too.
    bound: bool,
}

/// What one section states that the other has not.
struct Left<'a> {
    section: &'a SectionPair,
    expected: Vec<Literal>,
    found: Vec<Literal>,
    /// Where the translation states each value.
    places: BTreeMap<String, Vec<Literal>>,
}

/// All drift of one kind: sections first, then what moved from one to another is taken out.
pub(super) fn drifts(comparison: &Comparison<'_>, literals: &Literals) -> Vec<Drift> {
    let left: Vec<Left<'_>> = comparison.alignment.sections.iter().map(|section| left(comparison, literals, section)).collect();
    let values = |stated: &[Literal]| -> Vec<String> { stated.iter().map(|stated| stated.value.clone()).collect() };
    let expected: BTreeSet<String> = left.iter().flat_map(|left| values(&left.expected)).collect();
    let found: BTreeSet<String> = left.iter().flat_map(|left| values(&left.found)).collect();
    let moved = &expected & &found;
    let known = Known { moved, anywhere: OnceCell::new() };
    left.iter().flat_map(|left| in_section(comparison, literals, left, &known)).collect()
}

/// What is known of values beyond their section.
struct Known {
    /// Those that moved from one section to another.
    moved: BTreeSet<String>,
    /// Those that the reference has anywhere: in its title, in its code, in an address.
    anywhere: OnceCell<BTreeSet<String>>,
}

impl Known {
    fn is_anywhere(&self, comparison: &Comparison<'_>, literals: &Literals, value: &str) -> bool {
        let all = || {
            let text = comparison.reference.document.source.text();
            // In an address, a value ends where a name does.
            let parted = text.replace(['/', '_'], " ");
            let found = (literals.find)(text).into_iter().chain((literals.find)(&parted));
            found.map(|(written, _)| written.to_lowercase()).collect()
        };
        self.anywhere.get_or_init(all).contains(value)
    }
}

fn left<'a>(comparison: &Comparison<'_>, literals: &Literals, section: &'a SectionPair) -> Left<'a> {
    let side = |document: &Document, of: fn(&crate::align::BlockPair) -> Option<usize>| -> Vec<Literal> {
        let blocks = section.blocks.iter().enumerate().filter_map(|(at, pair)| Some((at, document.blocks.get(of(pair)?)?)));
        blocks.flat_map(|(at, block)| stated(document, block, at, literals)).collect()
    };
    let expected = side(comparison.reference.document, |pair| pair.reference);
    let found = side(comparison.translation.document, |pair| pair.translation);
    let without = |these: &[Literal], others: &[Literal]| -> Vec<Literal> {
        let others: BTreeSet<&str> = others.iter().map(|stated| stated.value.as_str()).collect();
        let mut seen = BTreeSet::new();
        let left = these.iter().filter(|stated| !others.contains(stated.value.as_str()) && seen.insert(stated.value.clone()));
        left.cloned().collect()
    };
    let (mut only_expected, mut only_found) = (without(&expected, &found), without(&found, &expected));
    let (wanted, stated) = changed_in_place(section, &expected, &found);
    let known = (places(&only_expected), places(&only_found));
    let is_new = |places: &Occurrences<'_>, one: &Literal| !places.contains(&(one.pair, one.value.as_str()));
    let (wanted, stated): (Vec<Literal>, Vec<Literal>) =
        wanted.into_iter().zip(stated).filter(|(a, b)| is_new(&known.0, a) || is_new(&known.1, b)).unzip();
    for (all, changed) in [(&mut only_expected, wanted), (&mut only_found, stated)] {
        let bound = places(&changed);
        all.retain(|one| is_new(&bound, one));
        drop(bound);
        all.extend(changed);
    }
    let mut places: BTreeMap<String, Vec<Literal>> = BTreeMap::new();
    for stated in found {
        places.entry(stated.value.clone()).or_default().push(stated);
    }
    Left { section, expected: only_expected, found: only_found, places }
}

/// Values by the pair of blocks in which they stand.
type Occurrences<'l> = BTreeSet<(usize, &'l str)>;

fn places(all: &[Literal]) -> Occurrences<'_> {
    all.iter().map(|literal| (literal.pair, literal.value.as_str())).collect()
}

/// The only values that two blocks do not share, where neither has come from another block or gone to one. Equal numbers of each side, pair by pair.
fn changed_in_place(section: &SectionPair, expected: &[Literal], found: &[Literal]) -> (Vec<Literal>, Vec<Literal>) {
    let in_text = |all: &[Literal]| -> Vec<Literal> { all.iter().filter(|literal| !literal.is_code).cloned().collect() };
    let (left, right) = (in_text(expected), in_text(found));
    let (wanted, stated) = (without_places(&left, &places(&right)), without_places(&right, &places(&left)));
    let values = |all: &[&Literal]| -> BTreeSet<String> { all.iter().map(|literal| literal.value.clone()).collect() };
    let (gone, come) = (values(&wanted), values(&stated));
    let (wanted, stated) = (alone(&wanted), alone(&stated));
    let is_strong = |at: &usize| section.blocks.get(*at).is_some_and(|pair| !pair.weak);
    let both = wanted.iter().filter(|(at, _)| is_strong(at)).filter_map(|(at, own)| Some(((*own)?, (*stated.get(at)?)?)));
    let changed = both.filter(|(a, b)| !come.contains(&a.value) && !gone.contains(&b.value));
    let bound = |literal: &Literal| Literal { bound: true, ..literal.clone() };
    changed.map(|(a, b)| (bound(a), bound(b))).unzip()
}

/// Those that do not stand in the same pair of blocks on the other side.
fn without_places<'l>(all: &'l [Literal], others: &Occurrences<'_>) -> Vec<&'l Literal> {
    all.iter().filter(|literal| !others.contains(&(literal.pair, literal.value.as_str()))).collect()
}

/// The only one of each pair of blocks, if it has only one.
fn alone<'l>(all: &[&'l Literal]) -> BTreeMap<usize, Option<&'l Literal>> {
    let mut alone = BTreeMap::new();
    for &literal in all {
        alone.entry(literal.pair).and_modify(|only| *only = None).or_insert(Some(literal));
    }
    alone
}

fn stated(document: &Document, block: &Block, pair: usize, literals: &Literals) -> Vec<Literal> {
    let new =
        |written: String, span: Span, is_code: bool| Literal { value: written.to_lowercase(), written, span, pair, is_code, bound: false };
    if matches!(block.kind, BlockKind::Code { .. }) && literals.in_code {
        let start = block.span.start;
        let found = (literals.find)(document.source.slice(block.span)).into_iter();
        let place = |range: Range<usize>| Span::new(start + range.start, start + range.end);
        return found.map(|(written, range)| new(written, place(range), true)).collect();
    }
    if !prose::is_prose(block) {
        return Vec::new();
    }
    let covers = |inline: &Inline, range: &Range<usize>| inline.range.start <= range.start && inline.range.end >= range.end;
    let code = |range: &Range<usize>| block.inlines.iter().any(|inline| inline.kind == InlineKind::Code && covers(inline, range));
    // What stands in an address is a part of it.
    let is_address = |inline: &Inline| inline.kind == InlineKind::Url && block.text.visible()[inline.range.clone()].contains("://");
    let in_address = |range: &Range<usize>| block.inlines.iter().any(|inline| is_address(inline) && covers(inline, range));
    let expressions: Vec<Range<usize>> = read::expressions(block.text.visible()).collect();
    let in_expression = |range: &Range<usize>| expressions.iter().any(|own| own.start <= range.start && own.end >= range.end);
    let written = between_seams(block, literals.find).into_iter().filter(|(_, range)| !in_address(range) && !in_expression(range));
    let written = written.map(|(written, range)| new(written, block.text.source_span(range.clone()), code(&range)));
    let linked = block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { target } => Some(new((literals.target)(target)?, inline.span, false)),
        _ => None,
    });
    written.chain(linked).collect()
}

/// What stands in the text of a block; the end of a link or of emphasis ends a word (`[KB5001330](…)voor`).
fn between_seams(block: &Block, find: fn(&str) -> Found) -> Found {
    let text = block.text.visible();
    let mut found = Found::new();
    let mut from = 0;
    for to in read::seams(block).into_iter().chain([text.len()]) {
        found.extend(find(&text[from..to]).into_iter().map(|(value, range)| (value, from + range.start..from + range.end)));
        from = to;
    }
    found
}

/// The reference's value wherever the section states the other one.
fn mending(comparison: &Comparison<'_>, left: &Left<'_>, wanted: &Literal, found: &Literal) -> Option<Mending> {
    let document = comparison.translation.document;
    let same = left.places.get(&found.value)?.iter().filter(|other| !found.bound || other.pair == found.pair);
    let place = |other: &Literal| {
        let text = document.source.slice(other.span);
        if text == other.written {
            return Some(other.span);
        }
        // A link: its target states the value.
        let start = other.span.start + text.rfind(&format!(":{}", other.written))? + 1;
        Some(Span::new(start, start + other.written.len()))
    };
    let places: Vec<Span> = same.map(place).collect::<Option<_>>()?;
    mend::safe(format!("change it to {}", wanted.written), places.into_iter().map(|place| (place, wanted.written.clone())).collect())
}

fn in_section(comparison: &Comparison<'_>, literals: &Literals, left: &Left<'_>, known: &Known) -> Vec<Drift> {
    let open = |stated: &[Literal]| -> Vec<Literal> {
        stated.iter().filter(|stated| (literals.in_code || !stated.is_code) && !known.moved.contains(&stated.value)).cloned().collect()
    };
    let (mut expected, mut found) = (open(&left.expected), open(&left.found));
    let is_there = |document: &Document, block: Option<usize>, stated: &Literal| {
        block.and_then(|at| document.blocks.get(at)).is_some_and(|block| (literals.has)(block.text.visible(), &stated.value))
    };
    let blocks = |stated: &Literal| left.section.blocks.get(stated.pair);
    expected.retain(|stated| !blocks(stated).is_some_and(|pair| is_there(comparison.translation.document, pair.translation, stated)));
    found.retain(|stated| !blocks(stated).is_some_and(|pair| is_there(comparison.reference.document, pair.reference, stated)));
    let mut of_pair: BTreeMap<usize, VecDeque<Literal>> = BTreeMap::new();
    for stated in found {
        of_pair.entry(stated.pair).or_default().push_back(stated);
    }
    let mut drifts = Vec::new();
    for wanted in expected {
        let partner = of_pair.get_mut(&wanted.pair).and_then(VecDeque::pop_front);
        drifts.extend(drift(comparison, literals, left, Some(&wanted), partner.as_ref(), known));
    }
    drifts.extend(of_pair.values().flatten().filter_map(|extra| drift(comparison, literals, left, None, Some(extra), known)));
    drifts
}

fn drift(
    comparison: &Comparison<'_>,
    literals: &Literals,
    left: &Left<'_>,
    expected: Option<&Literal>,
    found: Option<&Literal>,
    known: &Known,
) -> Option<Drift> {
    let section = left.section;
    let pair = section.blocks.get(expected.or(found)?.pair).filter(|pair| !pair.weak)?;
    let partner = |document: &Document, block: Option<usize>| block.and_then(|at| document.blocks.get(at)).map(|block| block.span);
    let place = |stated: Option<&Literal>, partner: Option<Span>| stated.map(|stated| stated.span).or(partner);
    let noun = literals.noun;
    let (message, help) = match (expected, found) {
        (Some(wanted), Some(stated)) => (format!("{noun} is {} in the reference, {} here", wanted.written, stated.written), "write"),
        (Some(wanted), None) => (format!("{noun} {} of the reference is missing here", wanted.written), "add"),
        (None, stated) => (format!("{noun} {} is not in the reference", stated?.written), ""),
    };
    let value =
        |stated: Option<&Literal>| stated.map(|stated| Stated::text(literals.kind, &stated.written)).into_iter().collect::<Vec<_>>();
    // What is code is not translated, whatever it means; but it may have more examples.
    let stated = |side: Option<&Literal>| side.filter(|stated| !stated.is_code).map(|stated| stated.written.clone());
    let free = match (stated(expected), stated(found)) {
        (Some(wanted), found) => (literals.may_differ)(comparison, &wanted, found.as_deref()),
        (None, found) => expected.is_none() && found.is_none_or(|found| (literals.may_differ)(comparison, &found, None)),
    };
    // What the page is about is said where it is needed.
    let is_elsewhere = || expected.is_none() && found.is_some_and(|stated| known.is_anywhere(comparison, literals, &stated.value));
    let may_be_made = || found.is_none() && markup::has_more_macros(comparison, pair.reference, pair.translation);
    let free = free || is_elsewhere() || may_be_made();
    let evidence = if free { Evidence::MayDiffer } else { Evidence::of_values(expected.is_some(), found.is_some(), true) };
    let label = |stated: Option<&Literal>| stated.map_or("not stated here".to_owned(), |stated| stated.written.clone());
    let fixes = expected.zip(found).and_then(|(wanted, found)| mending(comparison, left, wanted, found));
    Some(Drift {
        fixes: fixes.into_iter().collect(),
        confidence: evidence.confidence(),
        message,
        help: Some(
            expected
                .map_or_else(|| "take it out, or state it in the reference too".to_owned(), |wanted| format!("{help} {}", wanted.written)),
        ),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        expected: value(expected),
        found: value(found),
        // Without a partner the text is missing, which is another rule's business.
        translation: Some(place(found, partner(comparison.translation.document, pair.translation))?),
        reference: place(expected, partner(comparison.reference.document, pair.reference)),
        translation_label: label(found),
        reference_label: label(expected),
        ..Drift::of(literals.rule)
    })
}

/// The matches of a pattern that stand by themselves.
pub(super) fn matches(pattern: &Regex, text: &str) -> Found {
    let alone = |range: &Range<usize>| {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_'))
            && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let found = pattern.find_iter(text).filter(|found| alone(&found.range()));
    found.map(|found| (found.as_str().to_owned(), found.range())).collect()
}
