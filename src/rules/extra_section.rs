//! `extra-section`: a section of the translation that the reference has not.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::change::Change;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::section;
use super::stated::{Stated, TextKind};
use crate::markdown::{Block, BlockKind, Inline, InlineKind};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let extra: BTreeSet<usize> = comparison.alignment.extra.iter().copied().collect();
    let sections = &comparison.translation.document.sections;
    // What stands at the place of a missing section is told with that.
    let told: BTreeSet<usize> = section::counterparts(comparison).into_values().collect();
    let is_inside = |at: usize| sections[at].parent.is_some_and(|parent| extra.contains(&parent));
    let topmost = extra.iter().filter(|&&at| !told.contains(&at) && !is_inside(at));
    let mut bold_lines = BTreeMap::new();
    topmost.filter(|&&at| !is_bold_line(comparison, at, &mut bold_lines)).map(|&at| drift(comparison, at)).collect()
}

/// Whether the heading is a bold line in the reference: the one that it stands for, or one that nothing stands for in the section before it,
/// each for one heading.
fn is_bold_line(comparison: &Comparison<'_>, at: usize, left: &mut BTreeMap<usize, usize>) -> bool {
    let Some(before) = comparison.alignment.before_in_translation(at) else { return false };
    let document = comparison.reference.document;
    let alone = before.blocks.iter().filter(|pair| pair.translation.is_none()).filter_map(|pair| document.blocks.get(pair.reference?));
    let is_bold = |block: &&Block| {
        let whole = 0..block.text.visible().len();
        let covers = |inline: &Inline| inline.kind == InlineKind::Strong && inline.range == whole;
        block.kind == BlockKind::Paragraph && block.inlines.iter().any(covers)
    };
    let heading = comparison.translation.document.sections[at].heading;
    let own = before.blocks.iter().find(|pair| heading.is_some() && pair.translation == heading).and_then(|pair| pair.reference);
    if own.and_then(|at| document.blocks.get(at)).is_some_and(|block| is_bold(&block)) {
        return true;
    }
    let left = left.entry(before.reference).or_insert_with(|| alone.filter(is_bold).count());
    let has_one = *left > 0;
    *left = left.saturating_sub(1);
    has_one
}

fn drift(comparison: &Comparison<'_>, at: usize) -> Drift {
    let title = section::title(comparison.translation, at);
    Drift {
        confidence: Evidence::OnlyTranslation.confidence(),
        message: format!("section `{title}` is not in the reference"),
        help: Some("remove the section, or add it to the reference".to_owned()),
        section: DriftSection::Translation(at),
        found: vec![Stated::text(TextKind::Heading, title)],
        translation: section::heading(comparison.translation, at),
        reference: section::reference_before(comparison, at),
        translation_label: "has no counterpart".to_owned(),
        reference_label: "no such section after this".to_owned(),
        change: Some(Change::Heading(section::title(comparison.translation, at))),
        ..Drift::of(RuleId::ExtraSection)
    }
}
