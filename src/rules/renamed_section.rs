//! `renamed-section`: an anchor in the translation that keeps the name of a heading that the reference has renamed since.

use std::collections::BTreeSet;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::evidence::Evidence;
use super::{mend, section};
use crate::align::SectionPair;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = &comparison.alignment.sections;
    // Anchors in the translation's language say nothing of older headings.
    if !section::has_known_name(comparison) {
        return Vec::new();
    }
    let known = section::known_names(comparison);
    pairs.iter().filter(|pair| is_renamed(comparison, pair, &known)).map(|pair| drift(comparison, pair)).collect()
}

fn anchors<'a>(comparison: &Comparison<'a>, pair: &SectionPair) -> impl Iterator<Item = &'a str> {
    comparison.translation.document.sections[pair.translation].anchors.iter().map(|anchor| anchor.name.as_str())
}

fn is_renamed(comparison: &Comparison<'_>, pair: &SectionPair, known: &BTreeSet<String>) -> bool {
    let slug = &comparison.reference.document.sections[pair.reference].slug;
    anchors(comparison, pair).next().is_some()
        && anchors(comparison, pair).all(|name| !known.contains(&name.to_lowercase()) && !is_part(&name.to_lowercase(), slug))
}

/// Whether a name is some words of another: a translator's short name for the heading (`mcp` for `mcp-server`), not an older one.
fn is_part(name: &str, slug: &str) -> bool {
    let words: BTreeSet<&str> = slug.split('-').collect();
    name.split('-').all(|word| words.contains(word)) && name.split('-').count() < words.len()
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair) -> Drift {
    let old = anchors(comparison, pair).next().unwrap_or_default();
    let reference = &comparison.reference.document.sections[pair.reference];
    let message = format!("anchor `{old}` is the name of an older heading; the reference calls this section `{}`", reference.title);
    let help = format!("change the anchor to `{}`", reference.name());
    let fixes = mend::anchor::renaming(comparison, pair.translation, reference.name()).into_iter().collect();
    let notes = vec!["the words of the heading may be those of the older one; translate them anew".to_owned()];
    Drift { notes, fixes, ..section::drift(comparison, pair, RuleId::RenamedSection, Evidence::Measured.confidence(), message, help) }
}
