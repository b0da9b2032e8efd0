//! Places and wording that the section rules share.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::{Confidence, Drift, DriftSection};
use super::stated::{Stated, TextKind};
use crate::align::{SectionPair, Side};
use crate::markdown::{Document, Section};
use crate::source::Span;

/// The heading of a section; the start of the page before the first heading.
pub(super) fn heading(side: Side<'_>, section: usize) -> Option<Span> {
    let document = side.document;
    let section = document.sections.get(section)?;
    Some(
        section
            .heading
            .and_then(|block| document.blocks.get(block))
            .map_or(Span::new(section.span.start, section.span.start), |block| block.span),
    )
}

/// How messages name a section: by the text of its heading, or by its markup when it shows none.
pub(super) fn title(side: Side<'_>, section: usize) -> String {
    let document = side.document;
    let section = &document.sections[section];
    let block = section.heading.and_then(|at| document.blocks.get(at)).filter(|_| section.title.is_empty());
    block.map_or_else(
        || section.title.clone(),
        |block| document.source.slice(block.span).trim_matches(['#', '=', '-', ' ', '\t', '\r', '\n']).to_owned(),
    )
}

/// Sections of the reference that are missing, each with the heading in the translation at its place that nothing of the reference stands
/// for, if there is one: one fault, whose parts cannot be told to be a pair.
pub(super) fn counterparts(comparison: &Comparison<'_>) -> BTreeMap<usize, usize> {
    let alignment = comparison.alignment;
    let partners: BTreeMap<usize, usize> = alignment.sections.iter().map(|pair| (pair.reference, pair.translation)).collect();
    let paired: BTreeSet<usize> = partners.values().copied().collect();
    let taken_in: BTreeSet<usize> = alignment.taken_in.iter().map(|&(part, _)| part).collect();
    let split_off: BTreeSet<usize> = alignment.split_off.iter().map(|&(part, _)| part).collect();
    let mut free: BTreeSet<usize> = alignment.extra.iter().copied().filter(|extra| !split_off.contains(extra)).collect();
    let mut counterparts = BTreeMap::new();
    for &missing in alignment.missing.iter().filter(|missing| !taken_in.contains(missing)) {
        let before = partners.range(..missing).next_back().map_or(0, |(_, &translation)| translation);
        let next = free.range(before + 1..).next().copied();
        let between = |extra: &usize| paired.range(before + 1..*extra).next().is_none();
        if let Some(extra) = next.filter(between) {
            free.remove(&extra);
            counterparts.insert(missing, extra);
        }
    }
    counterparts
}

/// Where a section of the reference is missing, and what to say of that place: the heading that follows the gap, else the page's last line.
pub(super) fn gap(comparison: &Comparison<'_>, missing: usize) -> (Span, &'static str) {
    let document = comparison.translation.document;
    let sections = &comparison.reference.document.sections;
    let before = comparison.alignment.before_in_reference(missing).map_or(0, |pair| pair.translation);
    if let Some(heading) = first_part(comparison, missing, before).and_then(|part| heading(comparison.translation, part)) {
        return (heading, "expected before this");
    }
    let level = sections[missing].level;
    // Subsections of the section before the gap belong to it.
    let inside = |section: usize| document.sections[section].level > level && missing_follows_sibling(sections, missing);
    let next = (before + 1..document.sections.len()).find(|&section| !inside(section));
    let following = next.and_then(|section| heading(comparison.translation, section)).map(|heading| (heading, "expected before this"));
    following.unwrap_or_else(|| (last_line(document), "expected after this"))
}

/// The first section of the translation that is a part of the missing one, if it stands where the gap is: after the section `before`.
fn first_part(comparison: &Comparison<'_>, missing: usize, before: usize) -> Option<usize> {
    let sections = &comparison.reference.document.sections;
    let below = (missing + 1..sections.len()).take_while(|&part| sections[part].level > sections[missing].level);
    let part = below.into_iter().find_map(|part| comparison.alignment.of_reference(part))?.translation;
    (part == before + 1).then_some(part)
}

/// Whether the section before a missing one is of the same level or deeper, so that its own subsections come before the gap.
fn missing_follows_sibling(sections: &[Section], missing: usize) -> bool {
    missing.checked_sub(1).is_some_and(|before| sections[before].level >= sections[missing].level)
}

/// The last line of a page that holds anything.
pub(super) fn last_line(document: &Document) -> Span {
    let source = &document.source;
    let lines = (1..=source.line_count()).rev().map(|line| source.line_span(line));
    lines.into_iter().find(|span| !source.slice(*span).trim().is_empty()).unwrap_or_default()
}

/// The heading in the reference after whose section a section of the translation was added.
pub(super) fn reference_before(comparison: &Comparison<'_>, extra: usize) -> Option<Span> {
    let before = comparison.alignment.before_in_translation(extra).map_or(0, |pair| pair.reference);
    heading(comparison.reference, before)
}

/// A drift of two headings that stand for each other.
pub(super) fn drift(
    comparison: &Comparison<'_>,
    pair: &SectionPair,
    rule: RuleId,
    confidence: Confidence,
    message: String,
    help: String,
) -> Drift {
    Drift {
        confidence,
        message,
        help: Some(help),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![Stated::text(TextKind::Heading, title(comparison.reference, pair.reference))],
        found: vec![Stated::text(TextKind::Heading, title(comparison.translation, pair.translation))],
        translation: heading(comparison.translation, pair.translation),
        reference: heading(comparison.reference, pair.reference),
        ..Drift::of(rule)
    }
}

/// Whether a name is an anchor or slug of the section.
pub(super) fn is_named(section: &Section, name: &str) -> bool {
    let name = name.to_lowercase();
    section.anchors.iter().any(|anchor| anchor.name.to_lowercase() == name) || section.slugs().any(|slug| slug == name)
}

/// Whether any anchor of the translation is a name of the reference; where none is, they are in the translation's language.
pub(super) fn has_known_name(comparison: &Comparison<'_>) -> bool {
    let known = known_names(comparison);
    let sections = comparison.alignment.sections.iter().map(|pair| &comparison.translation.document.sections[pair.translation]);
    sections.flat_map(|section| &section.anchors).any(|anchor| known.contains(&anchor.name.to_lowercase()))
}

/// Every name that a section of the reference has, in lower case.
pub(super) fn known_names(comparison: &Comparison<'_>) -> BTreeSet<String> {
    let names = comparison.reference.document.sections.iter().flat_map(|section| {
        let anchors = section.anchors.iter().map(|anchor| anchor.name.to_lowercase());
        anchors.chain(section.slugs().map(str::to_owned))
    });
    names.collect()
}
