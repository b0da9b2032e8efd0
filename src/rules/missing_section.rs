//! `missing-section`: a section of the reference that the translation has not.

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use super::{section, slips};
use crate::align::SectionPair;
use crate::markdown::{Slip, SlipKind};
use crate::source::Span;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let missing: BTreeSet<usize> = comparison.alignment.missing.iter().copied().collect();
    let sections = &comparison.reference.document.sections;
    let counterparts = section::counterparts(comparison);
    // A missing section takes its subsections with it; one finding is enough.
    let topmost = missing.iter().filter(|&&at| sections[at].parent.is_none_or(|parent| !missing.contains(&parent)));
    let mut drifts: Vec<Drift> = topmost.map(|&at| drift(comparison, at, counterparts.get(&at).copied())).collect();
    let texts = slips::of(comparison, SlipKind::Heading);
    if texts.len() < WHOLE_PAGE {
        drifts.extend(texts.iter().map(|&lost| text_drift(comparison, &[lost])));
    } else {
        drifts.push(text_drift(comparison, &texts));
    }
    drifts
}

/// From so many headings on that are text, they are told together.
const WHOLE_PAGE: usize = 4;

/// Headings that lack the blank behind their marks.
fn text_drift(comparison: &Comparison<'_>, lost: &[(&Slip, &SectionPair, usize)]) -> Drift {
    let (slip, pair, block) = lost[0];
    let title = section::title(comparison.reference, pair.reference);
    let mark = comparison.translation.document.source.slice(slip.span);
    let message = match lost.len() {
        1 => format!("heading of section `{title}` is text here, because no blank stands behind `{mark}`"),
        count => format!("{count} headings are text here, because no blank stands behind `{mark}`"),
    };
    let slips: Vec<&Slip> = lost.iter().map(|(slip, ..)| *slip).collect();
    Drift {
        message,
        help: Some(format!("put a blank behind `{mark}`")),
        expected: vec![Stated::text(TextKind::Heading, title)],
        translation_label: "text".to_owned(),
        reference_label: "a heading".to_owned(),
        fixes: slips::blanks(&slips).into_iter().collect(),
        ..slips::drift(comparison, RuleId::MissingSection, slip, pair, block)
    }
}

/// `counterpart`: the heading at its place in the translation that stands for no section of the reference.
fn drift(comparison: &Comparison<'_>, at: usize, counterpart: Option<usize>) -> Drift {
    let title = section::title(comparison.reference, at);
    let heading = counterpart.and_then(|other| section::heading(comparison.translation, other));
    let text = || text(comparison, at).map(|span| (span, "its text stands here"));
    let (place, label) = heading.map(|span| (span, "not the same section")).or_else(text).unwrap_or_else(|| section::gap(comparison, at));
    Drift {
        confidence: Evidence::OnlyReference.confidence(),
        message: format!("section `{title}` of the reference is missing here"),
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

/// Where the text of a section stands whose heading is lost.
fn text(comparison: &Comparison<'_>, at: usize) -> Option<Span> {
    let (_, host) = comparison.alignment.taken_in.iter().find(|&&(part, _)| part == at)?;
    let own = &comparison.reference.document.sections[at].blocks;
    let pairs = &comparison.alignment.of_reference(*host)?.blocks;
    let first = pairs.iter().filter(|pair| pair.reference.is_some_and(|block| own.contains(&block))).find_map(|pair| pair.translation)?;
    comparison.translation.document.blocks.get(first).map(|block| block.span)
}
