//! `broken-fragment`: a link to a place that the translation has not, in the page itself or in another one, though the reference has it.

use std::collections::{BTreeMap, BTreeSet};

use super::drift::{Confidence, Drift, DriftSection};
use super::fragments::{self, Places};
use super::multiset::MOST_DIFFERENCES;
use super::{Comparison, far_fragment, markup, missing_anchor, renamed_section};
use crate::align::SectionPair;
use crate::markdown::{Block, Inline};

/// Beyond so many links of a block, none is paired by its place.
const MOST_LINKS: usize = 64;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut drifts = far_fragment::drifts(comparison);
    let document = comparison.translation.document;
    if document.blocks.iter().any(|block| fragments::links(block).next().is_some()) {
        let pages = Pages::of(comparison);
        let pairs = comparison.alignment.sections.iter();
        drifts.extend(pairs.flat_map(|pair| broken(comparison, &pages, pair).into_iter().take(MOST_DIFFERENCES)));
    }
    drifts
}

/// What both pages can resolve.
struct Pages {
    reference: Places,
    translation: Places,
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
        Pages {
            reference: Places::of(comparison.reference.document),
            translation: Places::of(comparison.translation.document),
            used,
            named_otherwise: sections.chain(comparison.alignment.missing.iter().copied()).collect(),
        }
    }

    /// Whether the reference's own link leads somewhere, and no other rule says why it leads nowhere here.
    fn is_fault_of_translation(&self, expected: &str) -> bool {
        let section = self.reference.section(expected);
        self.reference.has(expected) && !section.is_some_and(|section| self.named_otherwise.contains(&section))
    }
}

fn broken(comparison: &Comparison<'_>, pages: &Pages, pair: &SectionPair) -> Vec<Drift> {
    let document = comparison.translation.document;
    let partner: BTreeMap<usize, Option<usize>> = pair.blocks.iter().filter_map(|both| Some((both.translation?, both.reference))).collect();
    let mut drifts = Vec::new();
    for at in document.sections[pair.translation].blocks.clone() {
        let block = &document.blocks[at];
        for (nth, (link, fragment)) in fragments::links(block).enumerate() {
            if pages.translation.has(&fragment) {
                continue;
            }
            let expected = expected(comparison, pages, partner.get(&at).copied().flatten(), nth, (block, &fragment));
            if let Some((place, expected)) = expected.filter(|(_, expected)| pages.is_fault_of_translation(expected)) {
                drifts.push(drift(comparison, pages, pair, (&place, &expected), (link, &fragment)));
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

fn drift(
    comparison: &Comparison<'_>,
    pages: &Pages,
    pair: &SectionPair,
    (place, expected): (&Inline, &str),
    (link, fragment): (&Inline, &str),
) -> Drift {
    Drift {
        rule: "broken-fragment",
        confidence: Confidence::Certain,
        message: format!("link to `#{fragment}` leads nowhere on this page"),
        help: Some(help(comparison, pages, expected)),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![format!("#{expected}")],
        found: vec![format!("#{fragment}")],
        translation: Some(link.span),
        reference: Some(place.span),
        translation_label: "no such anchor".to_owned(),
        reference_label: "leads to a section of the reference".to_owned(),
        ..Drift::default()
    }
}

fn help(comparison: &Comparison<'_>, pages: &Pages, expected: &str) -> String {
    let section = pages.reference.section(expected);
    let partner = section.and_then(|section| comparison.alignment.of_reference(section));
    match partner.and_then(|pair| comparison.translation.document.sections.get(pair.translation)) {
        Some(section) => {
            format!("give the heading `{}` the anchor `{expected}`, or link to `#{}`", markup::brief(&section.title), section.name())
        }
        None => format!("give the place in the translation the anchor `{expected}`"),
    }
}
