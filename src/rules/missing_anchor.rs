//! `missing-anchor`: a translated heading that links of the reference no longer reach, because its slug is another.

use super::Comparison;
use super::RuleId;
use super::change::Change;
use super::drift::Drift;
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use super::{mend, prose, section};
use crate::align::{By, SectionPair};
use crate::markdown::Block;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = || comparison.alignment.sections.iter().filter(|pair| pair.by != By::Start);
    let bare = || pairs().filter(|pair| comparison.reference.document.sections[pair.reference].anchors.is_empty());
    let named = bare().filter(|pair| !anchors_of(comparison, pair).is_empty()).count();
    let custom = named * 2 > bare().count();
    let lost: Vec<&SectionPair> = pairs().filter(|pair| is_missing(comparison, pair, custom)).collect();
    let has_none = comparison.translation.document.sections.iter().all(|section| section.anchors.is_empty());
    if has_none && lost.len() >= WHOLE_PAGE {
        return vec![of_page(comparison, &lost)];
    }
    let translated = translated(comparison, pairs());
    let others = (translated.len() >= WHOLE_PAGE).then(|| of_translated(comparison, &translated));
    lost.into_iter().map(|pair| drift(comparison, pair)).chain(others).collect()
}

/// From so many headings on, a page that has none of its anchors is one fault.
const WHOLE_PAGE: usize = 2;

/// Headings whose anchors are other ones than in the reference, on a page that has no name of the reference.
fn translated<'p>(comparison: &Comparison<'_>, pairs: impl Iterator<Item = &'p SectionPair>) -> Vec<&'p SectionPair> {
    if section::has_known_name(comparison) {
        return Vec::new();
    }
    let has_both = |pair: &&SectionPair| {
        !comparison.reference.document.sections[pair.reference].anchors.is_empty() && !anchors_of(comparison, pair).is_empty()
    };
    pairs.filter(has_both).collect()
}

fn of_page(comparison: &Comparison<'_>, lost: &[&SectionPair]) -> Drift {
    let name = |pair: &&SectionPair| comparison.reference.document.sections[pair.reference].name();
    let each = lost.iter().map(|pair| mend::anchor::insertion(comparison, pair.translation, name(pair)));
    let edits = each.collect::<Option<Vec<_>>>().map(|all| all.into_iter().flat_map(|mending| mending.edits).collect());
    let fixes = edits.and_then(|edits| mend::safe("give each heading its anchor".to_owned(), edits)).into_iter().collect();
    let first = drift(comparison, lost[0]);
    Drift {
        message: format!("{} headings have no anchors (`{}` is the first), so links to them lead nowhere", lost.len(), name(&lost[0])),
        help: Some("give each heading the anchor that the reference has for it".to_owned()),
        fixes,
        ..together(comparison, lost, first)
    }
}

fn of_translated(comparison: &Comparison<'_>, all: &[&SectionPair]) -> Drift {
    let name = comparison.reference.document.sections[all[0].reference].name();
    let own = anchors_of(comparison, all[0]).first().map_or("", |anchor| &anchor.name);
    let first = drift(comparison, all[0]);
    Drift {
        message: format!(
            "{} headings have other anchors than in the reference (`{own}`, not `{name}`), so links to them lead nowhere",
            all.len()
        ),
        help: Some("give each heading the anchor that the reference has for it".to_owned()),
        fixes: Vec::new(),
        change: Some(Change::TranslatedAnchor),
        ..together(comparison, all, first)
    }
}

/// What all of the headings say, so that they count as as many places.
fn together(comparison: &Comparison<'_>, all: &[&SectionPair], first: Drift) -> Drift {
    let stated = |title: String| Stated::text(TextKind::Heading, title);
    Drift {
        expected: all.iter().map(|pair| stated(section::title(comparison.reference, pair.reference))).collect(),
        found: all.iter().map(|pair| stated(section::title(comparison.translation, pair.translation))).collect(),
        ..first
    }
}

fn anchors_of<'a>(comparison: &Comparison<'a>, pair: &SectionPair) -> &'a [crate::markdown::Anchor] {
    &comparison.translation.document.sections[pair.translation].anchors
}

/// `custom`: most headings that have no anchor in the reference have one in the translation, so that it is the page's custom to give one.
/// A heading that shows what the code above it gives is no place that anybody links to.
fn is_missing(comparison: &Comparison<'_>, pair: &SectionPair, custom: bool) -> bool {
    let reference = &comparison.reference.document.sections[pair.reference];
    let translation = &comparison.translation.document.sections[pair.translation];
    let expected = !reference.anchors.is_empty() || custom && reference.level > 1;
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
