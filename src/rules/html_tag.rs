//! `html-tag`: HTML that gives the page its structure, and is gone.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::markup;
use super::outline::Covered;
use super::stated::{Counted, Stated};
use crate::align::{SectionPair, Side};
use crate::markdown::{BlockKind, Container, Document, HtmlTag, InlineKind};
use crate::source::Span;

/// Elements that a page cannot lose without losing structure. Those of style are not among them.
const STRUCTURE: [&str; 14] =
    ["details", "summary", "table", "ul", "ol", "dl", "iframe", "video", "audio", "figure", "picture", "blockquote", "object", "form"];

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let rarer = rarer(comparison);
    let pairs = comparison.alignment.sections.iter();
    let of = |pair: &SectionPair| {
        let mut drifts = tags(comparison, pair, &rarer);
        drifts.extend(breaks(comparison, pair, covered));
        drifts
    };
    pairs.flat_map(of).collect()
}

/// Opening and closing tags of a section by name.
fn named(document: &Document, section: usize) -> BTreeMap<&str, Vec<&HtmlTag>> {
    let span = document.sections[section].span;
    let first = document.tags.partition_point(|tag| tag.span.start < span.start);
    let mut named: BTreeMap<&str, Vec<&HtmlTag>> = BTreeMap::new();
    for tag in document.tags[first..].iter().take_while(|tag| tag.span.start < span.end) {
        if STRUCTURE.contains(&tag.name.trim_start_matches('/')) {
            named.entry(&tag.name).or_default().push(tag);
        }
    }
    named
}

fn tags(comparison: &Comparison<'_>, pair: &SectionPair, rarer: &BTreeSet<String>) -> Vec<Drift> {
    if rarer.is_empty() {
        return Vec::new();
    }
    let (left, right) = (comparison.reference.document, comparison.translation.document);
    let (expected, found) = (named(left, pair.reference), named(right, pair.translation));
    let count = |all: &BTreeMap<&str, Vec<&HtmlTag>>, name: &str| all.get(name).map_or(0, Vec::len);
    let mut drifts = Vec::new();
    for (name, tags) in &expected {
        let (here, opening) = (count(&found, name), name.trim_start_matches('/'));
        // Where the element is gone, its opening tag speaks for its end and for its title.
        let outer = if opening == "summary" { "details" } else { opening };
        let is_second = *name != outer && count(&expected, outer) > count(&found, outer);
        if here < tags.len() && !is_second && !is_markdown(right, pair.translation, opening) && rarer.contains(*name) {
            let place = place(comparison, pair, tags[here].span);
            drifts.push(drift(pair, (tags[here].span, place), &format!("<{name}>"), (tags.len(), here)));
        }
    }
    drifts
}

/// Behind the block that stands for the last one before the tag.
fn place(comparison: &Comparison<'_>, pair: &SectionPair, tag: Span) -> Span {
    let both = pair.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation));
    let before = both.filter(|&(r, _)| comparison.reference.document.blocks.get(r).is_some_and(|block| block.span.end <= tag.start));
    let after = before.max_by_key(|&(r, _)| r).map(|(_, t)| t);
    markup::place(comparison.translation, None, after, pair.translation)
}

/// Tags that the page as a whole has fewer of; the others have moved at most.
fn rarer(comparison: &Comparison<'_>) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    let (left, right) = (comparison.reference.document.tags.iter(), comparison.translation.document.tags.iter());
    for (tag, step) in left.map(|tag| (tag, 1)).chain(right.map(|tag| (tag, -1))) {
        *counts.entry(&tag.name).or_default() += step;
    }
    counts.into_iter().filter(|(_, count)| *count > 0).map(|(name, _)| name.to_owned()).collect()
}

/// Whether the section has the element in the form of Markdown.
fn is_markdown(document: &Document, section: usize, element: &str) -> bool {
    let blocks = &document.blocks[document.sections[section].blocks.clone()];
    let within = |wanted: fn(&Container) -> bool| blocks.iter().any(|block| block.containers.iter().any(wanted));
    match element {
        "table" => blocks.iter().any(|block| matches!(block.kind, BlockKind::Cell(_))),
        "ul" | "ol" => within(|container| matches!(container, Container::ListItem { .. })),
        "blockquote" => within(|container| matches!(container, Container::Quote | Container::Admonition { .. })),
        "details" | "summary" => within(|container| matches!(container, Container::Admonition { .. })),
        "figure" | "picture" => {
            blocks.iter().any(|block| block.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Image { .. })))
        }
        _ => false,
    }
}

/// Table cells that have lost all of their line breaks.
fn breaks(comparison: &Comparison<'_>, pair: &SectionPair, covered: &Covered) -> Vec<Drift> {
    let cell_breaks = |side: Side<'_>, at: usize| -> Option<Vec<Span>> {
        let block = side.document.blocks.get(at).filter(|block| matches!(block.kind, BlockKind::Cell(_)))?;
        // What stands before the first word or behind the last one moves the text and parts nothing.
        let visible = block.text.visible();
        let has_text = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let is_inner = |at: usize| has_text(visible.get(..at)) && has_text(visible.get(at..));
        let breaks = block.inlines.iter().filter(|inline| inline.kind == InlineKind::HardBreak && is_inner(inline.range.start));
        Some(breaks.map(|inline| inline.span).collect())
    };
    // A break that stands in another cell of the row was moved, not lost.
    let position = |document: &Document, at: usize| match document.blocks.get(at)?.kind {
        BlockKind::Cell(position) => Some((position.table, position.row)),
        _ => None,
    };
    let both = || pair.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation));
    let count = |side: Side<'_>, at: usize| cell_breaks(side, at).map_or(0, |breaks| breaks.len());
    let more = OnceCell::new();
    let is_in_row = |t: usize| {
        let document = comparison.translation.document;
        let rows_with_more = || -> BTreeSet<(u32, u32)> {
            let has_more = |&(r, t): &(usize, usize)| count(comparison.translation, t) > count(comparison.reference, r);
            both().filter(has_more).filter_map(|(_, t)| position(document, t)).collect()
        };
        position(document, t).is_some_and(|row| more.get_or_init(rows_with_more).contains(&row))
    };
    let mut drifts = Vec::new();
    for (r, t) in both() {
        let Some((left, right)) = cell_breaks(comparison.reference, r).zip(cell_breaks(comparison.translation, t)) else { continue };
        if !left.is_empty() && right.is_empty() && !covered.contains(&r) && !is_in_row(t) {
            let place = comparison.translation.document.blocks[t].span;
            drifts.push(drift(pair, (left[0], place), "<br>", (left.len(), 0)));
        }
    }
    drifts
}

fn drift(pair: &SectionPair, (reference, translation): (Span, Span), tag: &str, (expected, found): (usize, usize)) -> Drift {
    let times = |count: usize| vec![Stated::Count(count, Counted::Tag(tag.to_owned()))];
    Drift {
        confidence: Evidence::OnlyReference.confidence(),
        message: format!("`{tag}` of the reference is missing here"),
        help: Some(format!("put `{tag}` where the reference has it")),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: times(expected),
        found: if found == 0 { Vec::new() } else { times(found) },
        translation: Some(translation),
        reference: Some(reference),
        translation_label: "not here".to_owned(),
        ..Drift::of(RuleId::HtmlTag)
    }
}
