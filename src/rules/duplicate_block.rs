//! `duplicate-block`: a paragraph that a section of the translation holds twice, where the reference has it once.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::prose;
use super::stated::Stated;
use crate::align::script::letters;
use crate::align::{SectionPair, Side};
use crate::markdown::{Block, BlockKind};

/// Letters below which a text may well be said twice.
const SHORTEST: f64 = 40.0;
/// Letters from which on two texts of the reference have two translations.
const LONG: f64 = 100.0;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, section)).collect()
}

fn in_section(comparison: &Comparison<'_>, section: &SectionPair) -> Vec<Drift> {
    let here = repeated(comparison.translation, section.blocks.iter().filter_map(|pair| pair.translation));
    if here.is_empty() {
        return Vec::new();
    }
    // How often the reference says its own texts again.
    let there = repeated(comparison.reference, section.blocks.iter().filter_map(|pair| pair.reference));
    let repeats: usize = there.iter().map(|blocks| blocks.len() - 1).sum();
    let partners: BTreeMap<usize, usize> = section.blocks.iter().filter_map(|pair| Some((pair.translation?, pair.reference?))).collect();
    let again = here.iter().flat_map(|blocks| again(comparison, blocks, &partners).into_iter().map(|at| (blocks[0], at)));
    again.skip(repeats).filter_map(|(first, at)| drift(comparison, section, (first, at), &partners)).collect()
}

/// Paragraphs of one text, where there are several; those of lists, tables and notes are told with them.
fn repeated(side: Side<'_>, blocks: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in blocks {
        if let Some(block) = side.document.blocks.get(at).filter(|block| counts(block)) {
            let text = block.text.visible().split_whitespace().collect::<Vec<_>>().join(" ");
            texts.entry(text).or_default().push(at);
        }
    }
    let mut repeated: Vec<Vec<usize>> = texts.into_values().filter(|blocks| blocks.len() > 1).collect();
    for blocks in &mut repeated {
        blocks.sort_unstable();
    }
    repeated.sort_unstable();
    repeated
}

fn counts(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.containers.is_empty() && prose::is_prose(block) && letters(block.text.visible()) >= SHORTEST
}

/// Those of equal paragraphs that stand for nothing, or for another text than the first; all but the first where none stands for anything.
fn again(comparison: &Comparison<'_>, blocks: &[usize], partners: &BTreeMap<usize, usize>) -> Vec<usize> {
    let text = |block: &usize| comparison.reference.document.blocks.get(*partners.get(block)?).map(|block| block.text.visible());
    let first = blocks.iter().find_map(text);
    let here = comparison.translation.document.blocks.get(blocks[0]).map_or("", |block| block.text.visible().trim_end());
    // Two short texts, or two that lead to a list, may well be translated by one.
    let is_general = here.ends_with([':', '：']) || letters(here) < LONG;
    let is_of_first = |block: &usize| text(block).zip(first).is_some_and(|(own, first)| is_general || is_alike(own, first));
    let alone: Vec<usize> = blocks.iter().copied().filter(|block| !is_of_first(block)).collect();
    // The pages may have paired the second; the reader meets it as the one that was said before.
    let count = alone.len().min(blocks.len() - 1);
    blocks[blocks.len() - count..].to_vec()
}

/// Whether two texts have most of their words in common, so that one translation may serve both.
fn is_alike(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<BTreeSet<String>>();
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() * 2 >= a.len().max(b.len())
}

fn drift(
    comparison: &Comparison<'_>,
    section: &SectionPair,
    (first, at): (usize, usize),
    partners: &BTreeMap<usize, usize>,
) -> Option<Drift> {
    let block = comparison.translation.document.blocks.get(at)?;
    let partner = partners.get(&first).or_else(|| partners.get(&at)).and_then(|&of| comparison.reference.document.blocks.get(of));
    Some(Drift {
        confidence: Evidence::OnlyTranslation.confidence(),
        message: "paragraph stands here for the second time, and once in the reference".to_owned(),
        help: Some("take one of the two out".to_owned()),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        found: vec![Stated::words(block.text.visible())],
        translation: Some(block.span),
        reference: partner.map(|block| block.text.lead()),
        translation_label: "said before".to_owned(),
        reference_label: "said once".to_owned(),
        ..Drift::of(RuleId::DuplicateBlock)
    })
}
