//! Links to places in other pages, for `broken-fragment`. Which files there are, only the caller knows.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::fragments::{FarLink, far_links};
use super::stated::{Stated, TextKind};
use crate::align::SectionPair;
use crate::align::marks::Marks;

/// From which page a link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The reference.
    Reference,
    /// The translation.
    Translation,
}

/// The other pages of a tree, as links name them.
pub trait OtherPages: Debug {
    /// Whether the page at `path`, seen from the folder of the page that links to it, has a place with that name. A page that is not
    /// translated stands in with its reference. None when there is no such page, or nobody can read it.
    fn has_place(&self, from: From, path: &str, fragment: &str) -> Option<bool>;

    /// The other pages of the reference in the folder of this one, as messages show them, with what translators keep of them; of very many
    /// those that are named most alike.
    fn beside(&self) -> Vec<(String, Arc<Marks>)>;
}

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let Some(pages) = comparison.others else { return Vec::new() };
    let pairs = comparison.alignment.sections.iter();
    pairs.flat_map(|pair| broken(comparison, pages, pair)).collect()
}

fn broken(comparison: &Comparison<'_>, pages: &dyn OtherPages, pair: &SectionPair) -> Vec<Drift> {
    let document = comparison.translation.document;
    let partner: BTreeMap<usize, usize> = pair.blocks.iter().filter_map(|both| both.translation.zip(both.reference)).collect();
    let mut drifts = Vec::new();
    for at in document.sections[pair.translation].blocks.clone() {
        for (nth, link) in far_links(&document.blocks[at]).enumerate() {
            if pages.has_place(From::Translation, &link.path, &link.fragment) != Some(false) {
                continue;
            }
            let expected = expected(comparison, pair, partner.get(&at).copied(), nth, &link);
            let leads = |expected: &FarLink<'_>| pages.has_place(From::Reference, &expected.path, &expected.fragment) == Some(true);
            drifts.extend(expected.filter(leads).map(|expected| drift(pair, &expected, &link)));
        }
    }
    drifts
}

/// The link of the reference that a broken one stands for: to the same place in the section, else the one at the same place in the block.
fn expected<'a>(
    comparison: &Comparison<'a>,
    pair: &SectionPair,
    partner: Option<usize>,
    nth: usize,
    link: &FarLink<'_>,
) -> Option<FarLink<'a>> {
    let document = comparison.reference.document;
    let same_page = |other: &FarLink<'_>| other.file_name().eq_ignore_ascii_case(link.file_name());
    let same = |other: &FarLink<'_>| same_page(other) && other.fragment.eq_ignore_ascii_case(&link.fragment);
    let mut section = document.blocks[document.sections[pair.reference].blocks.clone()].iter().flat_map(far_links);
    let in_partner = || partner.and_then(|at| document.blocks.get(at)).and_then(|block| far_links(block).nth(nth));
    section.find(same).or_else(in_partner).filter(same_page)
}

fn drift(pair: &SectionPair, expected: &FarLink<'_>, link: &FarLink<'_>) -> Drift {
    let shown = |link: &FarLink<'_>| format!("{}#{}", link.path, link.fragment);
    Drift {
        confidence: Evidence::Counted.confidence(),
        message: format!("link to `{}` leads nowhere on that page", shown(link)),
        help: Some(format!("link to an anchor that `{}` has, or give the place there the anchor `{}`", link.path, expected.fragment)),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![Stated::text(TextKind::Target, shown(expected))],
        found: vec![Stated::text(TextKind::Target, shown(link))],
        translation: Some(link.inline.span),
        reference: Some(expected.inline.span),
        translation_label: "no such anchor".to_owned(),
        reference_label: "leads to a place of that page".to_owned(),
        ..Drift::of(RuleId::BrokenFragment)
    }
}
