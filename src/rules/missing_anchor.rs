//! `missing-anchor`: a translated heading that links of the reference no longer reach, because its slug is another.

use super::Comparison;
use super::RuleId;
use super::change::Change;
use super::drift::Drift;
use super::evidence::Evidence;
use super::{mend, prose, section};
use crate::align::{By, SectionPair};
use crate::markdown::Block;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = || comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start);
    let bare = || pairs().filter(|pair| comparison.reference.document.sections[pair.reference].anchors.is_empty());
    let named = bare().filter(|pair| !anchors_of(comparison, pair).is_empty()).count();
    let custom = named * 2 > bare().count();
    pairs().filter(|pair| is_missing(comparison, pair, custom)).map(|pair| drift(comparison, pair)).collect()
}

fn anchors_of<'a>(comparison: &Comparison<'a>, pair: &SectionPair) -> &'a [crate::markdown::Anchor] {
    &comparison.translation.document.sections[pair.translation].anchors
}

/// `custom`: most headings that have no anchor in the reference have one in the translation, so that it is the page's custom to give one.
/// A heading that shows what the code above it gives is no place that anybody links to.
fn is_missing(comparison: &Comparison<'_>, pair: &SectionPair, custom: bool) -> bool {
    let reference = &comparison.reference.document.sections[pair.reference];
    let translation = &comparison.translation.document.sections[pair.translation];
    let expected = !reference.anchors.is_empty() || custom;
    let reached = section::is_named(translation, reference.name());
    // Elements of HTML have no anchor but the one that they are given.
    let is_sample = || {
        let document = comparison.translation.document;
        let heading = translation.heading.and_then(|at| document.blocks.get(at));
        let is_html = |heading: &Block| reference.anchors.is_empty() && document.source.slice(heading.span).trim_start().starts_with('<');
        heading.is_some_and(|heading| is_html(heading) || prose::is_sample(document, heading))
    };
    expected && translation.anchors.is_empty() && !reached && !reference.name().is_empty() && !is_sample()
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair) -> Drift {
    let name = comparison.reference.document.sections[pair.reference].name();
    let message = format!("heading has no anchor `{name}`, so links to it lead nowhere");
    let help = format!("give the heading the anchor `{name}`");
    let fixes = mend::anchor::insertion(comparison, pair.translation, name).into_iter().collect();
    Drift {
        change: Some(Change::Anchor),
        fixes,
        ..section::drift(comparison, pair, RuleId::MissingAnchor, Evidence::Counted.confidence(), message, help)
    }
}
