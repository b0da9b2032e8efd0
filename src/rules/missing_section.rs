//! `missing-section`: a section of the reference that the translation has not.

mod masses;

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::section;
use super::stated::{Counted, Stated, TextKind};
use crate::markdown::{Block, BlockKind, Document, InlineKind};
use masses::Masses;

/// Titles that a message lists.
const MOST_TITLES: usize = 3;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let missing: BTreeSet<usize> = comparison.alignment.missing.iter().copied().collect();
    let sections = &comparison.reference.document.sections;
    let counterparts = section::counterparts(comparison);
    // A missing section takes its subsections with it; one finding is enough.
    let topmost = missing.iter().filter(|&&at| sections[at].parent.is_none_or(|parent| !missing.contains(&parent)));
    let mut drifts: Vec<Drift> = topmost.map(|&at| drift(comparison, at, counterparts.get(&at).copied())).collect();
    if drifts.is_empty() && comparison.alignment.undetermined.is_empty() {
        return drifts;
    }
    let masses = Masses::of(comparison);
    for drift in &mut drifts {
        if may_be_beside(comparison, &masses, &missing, drift) {
            drift.confidence = Evidence::MayDiffer.confidence();
        }
    }
    drifts.extend(some_of_many(comparison, &masses));
    drifts
}

/// Whether what a missing section and its subsections say may stand in the section before or behind it, without their headings.
fn may_be_beside(comparison: &Comparison<'_>, masses: &Masses, missing: &BTreeSet<usize>, drift: &Drift) -> bool {
    let DriftSection::Reference(at) = drift.section else { return false };
    if comparison.alignment.taken_in.iter().any(|&(part, _)| part == at) {
        return false;
    }
    let sections = &comparison.reference.document.sections;
    let below = (at + 1..sections.len()).take_while(|below| sections[*below].level > sections[at].level && missing.contains(below));
    masses.may_be_beside(comparison, &std::iter::once(at).chain(below).collect::<Vec<_>>())
}

/// That some of the sections are missing of which nothing else is known: the translation has fewer, and their text is not there.
fn some_of_many(comparison: &Comparison<'_>, masses: &Masses) -> Option<Drift> {
    let alignment = comparison.alignment;
    let open = &alignment.undetermined;
    let split_off = alignment.split_off.iter().map(|&(part, _)| part);
    let known: BTreeSet<usize> = alignment.extra.iter().copied().chain(split_off).collect();
    let is_open = |&at: &usize| alignment.of_translation(at).is_none() && !known.contains(&at);
    let there: BTreeSet<usize> = (1..comparison.translation.document.sections.len()).filter(is_open).collect();
    let least = open.len().checked_sub(there.len()).filter(|&least| least > 0 && masses.are_lost(comparison, open, &there))?;
    let first = *open.first()?;
    let titles: Vec<String> = open.iter().take(MOST_TITLES).map(|&at| format!("`{}`", section::title(comparison.reference, at))).collect();
    let more = if open.len() > MOST_TITLES { ", …" } else { "" };
    let (place, label) = section::gap(comparison, first);
    Some(Drift {
        confidence: Evidence::OnlyReference.confidence(),
        message: format!("at least {least} of {} sections of the reference are missing here: {}{more}", open.len(), titles.join(", ")),
        help: Some("translate the sections, or remove them from the reference".to_owned()),
        section: DriftSection::Page,
        expected: vec![Stated::Count(open.len(), Counted::Section)],
        found: vec![Stated::Count(there.len(), Counted::Section)],
        translation: Some(place),
        reference: section::heading(comparison.reference, first),
        translation_label: label.to_owned(),
        reference_label: "the first of them".to_owned(),
        ..Drift::of(RuleId::MissingSection)
    })
}

/// `counterpart`: the heading at its place in the translation that stands for no section of the reference.
fn drift(comparison: &Comparison<'_>, at: usize, counterpart: Option<usize>) -> Drift {
    let title = section::title(comparison.reference, at);
    let heading = counterpart.and_then(|other| section::heading(comparison.translation, other));
    let text = text(comparison, at).filter(|_| heading.is_none());
    let text_place = || text.map(|block| (comparison.translation.document.blocks[block].span, "its text stands here"));
    let (place, label) =
        heading.map(|span| (span, "not the same section")).or_else(text_place).unwrap_or_else(|| section::gap(comparison, at));
    let is_labelled = text.is_some_and(|block| has_label(comparison.translation.document, block));
    let what = if text.is_some() { "heading" } else { "section" };
    Drift {
        confidence: if is_labelled { Evidence::MayDiffer } else { Evidence::OnlyReference }.confidence(),
        message: format!("{what} `{title}` of the reference is missing here"),
        help: Some("translate the section, or remove it from the reference".to_owned()),
        section: DriftSection::Reference(at),
        expected: vec![Stated::text(TextKind::Heading, title)],
        found: counterpart
            .map(|other| Stated::text(TextKind::Heading, section::title(comparison.translation, other)))
            .into_iter()
            .collect(),
        translation: Some(place),
        reference: section::heading(comparison.reference, at),
        translation_label: label.to_owned(),
        reference_label: "has no counterpart".to_owned(),
        ..Drift::of(RuleId::MissingSection)
    }
}

/// The block of the translation where the text of a section begins whose heading is lost.
fn text(comparison: &Comparison<'_>, at: usize) -> Option<usize> {
    let (_, host) = comparison.alignment.taken_in.iter().find(|&&(part, _)| part == at)?;
    let own = &comparison.reference.document.sections[at].blocks;
    let pairs = &comparison.alignment.of_reference(*host)?.blocks;
    pairs.iter().filter(|pair| pair.reference.is_some_and(|block| own.contains(&block))).find_map(|pair| pair.translation)
}

/// Whether a text begins with a line in bold, or stands behind one: it has a heading that is none.
fn has_label(document: &Document, block: usize) -> bool {
    let is_bold = |block: &Block| {
        let all = 0..block.text.visible().len();
        block.kind == BlockKind::Paragraph && block.inlines.iter().any(|inline| inline.kind == InlineKind::Strong && inline.range == all)
    };
    document.blocks[block.saturating_sub(1)..=block].iter().any(is_bold)
}
