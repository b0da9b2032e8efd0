//! `broken-fragment`: a link to a place that the translation has not, in the page itself or in another one, though the reference has it.

use std::collections::{BTreeMap, BTreeSet};

use super::RuleId;
use super::drift::{Drift, DriftSection, Mending};
use super::evidence::Evidence;
use super::fragments;
use super::stated::{Stated, TextKind};
use super::{Comparison, far_fragment, markup, mend, missing_anchor, renamed_section};
use crate::align::SectionPair;
use crate::markdown::{Block, Inline};

/// Beyond so many links of a block, none is paired by its place.
const MOST_LINKS: usize = 64;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut drifts = far_fragment::drifts(comparison);
    let mut links = comparison.translation.document.blocks.iter().flat_map(fragments::links);
    if !links.all(|(_, fragment)| leads_somewhere(comparison, &fragment)) {
        let pages = Pages::of(comparison);
        let pairs = comparison.alignment.sections.iter();
        drifts.extend(pairs.flat_map(|pair| broken(comparison, &pages, pair)));
    }
    drifts
}

/// Whether a link of the translation leads to a place there.
fn leads_somewhere(comparison: &Comparison<'_>, fragment: &str) -> bool {
    fragments::resolves(comparison.translation_notes, comparison.translation.document, fragment)
}

/// The reference's section that a fragment names.
fn section(comparison: &Comparison<'_>, fragment: &str) -> Option<usize> {
    comparison.reference_notes.fragments(comparison.reference.document).section(fragment)
}

/// What the reference links to, and what other rules speak for.
struct Pages {
    /// Fragments that links of the reference use, and the first such link.
    used: BTreeMap<String, Inline>,
    /// Sections of the reference whose name in the translation another rule finds wrong or missing.
    named_otherwise: BTreeSet<usize>,
}

impl Pages {
    fn of(comparison: &Comparison<'_>) -> Self {
        let mut used = BTreeMap::new();
        for (link, fragment) in comparison.reference.document.blocks.iter().flat_map(fragments::links) {
            used.entry(fragment.to_lowercase()).or_insert_with(|| link.clone());
        }
        let others = missing_anchor::drifts(comparison).into_iter().chain(renamed_section::drifts(comparison));
        let sections = others.filter_map(|drift| if let DriftSection::Reference(section) = drift.section { Some(section) } else { None });
        Pages { used, named_otherwise: sections.chain(comparison.alignment.missing.iter().copied()).collect() }
    }

    /// Whether the reference's own link leads somewhere, and no other rule says why it leads nowhere here.
    fn is_fault_of_translation(&self, comparison: &Comparison<'_>, expected: &str) -> bool {
        let section = section(comparison, expected);
        fragments::resolves(comparison.reference_notes, comparison.reference.document, expected)
            && !section.is_some_and(|section| self.named_otherwise.contains(&section))
    }
}

fn broken(comparison: &Comparison<'_>, pages: &Pages, pair: &SectionPair) -> Vec<Drift> {
    let document = comparison.translation.document;
    let partner: BTreeMap<usize, Option<usize>> = pair.blocks.iter().filter_map(|both| Some((both.translation?, both.reference))).collect();
    let mut drifts = Vec::new();
    for at in document.sections[pair.translation].blocks.clone() {
        let block = &document.blocks[at];
        for (nth, (link, fragment)) in fragments::links(block).enumerate() {
            if leads_somewhere(comparison, &fragment) {
                continue;
            }
            let expected = expected(comparison, pages, partner.get(&at).copied().flatten(), nth, (block, &fragment));
            if let Some((place, expected)) = expected.filter(|(_, expected)| pages.is_fault_of_translation(comparison, expected)) {
                drifts.push(drift(comparison, pair, (&place, &expected), (link, &fragment)));
            }
        }
    }
    drifts
}

/// The link of the reference that a broken one stands for: the same fragment anywhere, else the link at the same place in the block.
fn expected(
    comparison: &Comparison<'_>,
    pages: &Pages,
    partner: Option<usize>,
    nth: usize,
    (block, fragment): (&Block, &str),
) -> Option<(Inline, String)> {
    if let Some(link) = pages.used.get(&fragment.to_lowercase()) {
        return Some((link.clone(), fragment.to_owned()));
    }
    let partner = comparison.reference.document.blocks.get(partner?).filter(|_| nth < MOST_LINKS)?;
    let same_number = fragments::links(partner).count() == fragments::links(block).count();
    let (link, fragment) = fragments::links(partner).nth(nth).filter(|_| same_number)?;
    Some((link.clone(), fragment))
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair, (place, expected): (&Inline, &str), (link, fragment): (&Inline, &str)) -> Drift {
    Drift {
        confidence: Evidence::Counted.confidence(),
        message: format!("link to `#{fragment}` leads nowhere on this page"),
        help: Some(help(comparison, expected)),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![Stated::text(TextKind::Target, format!("#{expected}"))],
        found: vec![Stated::text(TextKind::Target, format!("#{fragment}"))],
        translation: Some(link.span),
        reference: Some(place.span),
        translation_label: "no such anchor".to_owned(),
        reference_label: "leads to a section of the reference".to_owned(),
        fixes: fixes(comparison, expected, (link, fragment)),
        ..Drift::of(RuleId::BrokenFragment)
    }
}

/// A link to the name that the section has, else a name for the section, else a link to its heading.
fn fixes(comparison: &Comparison<'_>, expected: &str, (link, fragment): (&Inline, &str)) -> Vec<Mending> {
    let section = section(comparison, expected).and_then(|section| comparison.alignment.of_reference(section));
    let Some(section) = section.map(|pair| pair.translation) else { return Vec::new() };
    let is_named = comparison.translation.document.sections.get(section).is_some_and(|section| !section.anchors.is_empty());
    let name = (!is_named && fragment == expected).then(|| mend::anchor::insertion(comparison, section, expected)).flatten();
    name.into_iter().chain(mend::anchor::link(comparison, section, link.span, fragment)).collect()
}

fn help(comparison: &Comparison<'_>, expected: &str) -> String {
    let partner = section(comparison, expected).and_then(|section| comparison.alignment.of_reference(section));
    match partner.and_then(|pair| comparison.translation.document.sections.get(pair.translation)) {
        Some(section) => {
            format!("give the heading `{}` the anchor `{expected}`, or link to `#{}`", markup::brief(&section.title), section.name())
        }
        None => format!("give the place in the translation the anchor `{expected}`"),
    }
}
