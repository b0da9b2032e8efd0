//! `extra-block`: a paragraph of the translation that the reference has not, where its section is there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::lengths::{Lengths, Scale};
use super::prose;
use super::stated::Stated;
use crate::align::SectionPair;
use crate::compare::ledger;
use crate::markdown::{Block, BlockKind, InlineKind};
use crate::source::Span;

/// Letters below which a text may well be a heading, a caption or a sentence that another one gave up.
const SHORTEST: f64 = 40.0;
/// Figures with fewer digits may be words in the reference, or count what is listed.
const FEWEST_DIGITS: usize = 3;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let scale = comparison.pair_notes.scale(comparison);
    let meant = comparison.pair_notes.in_both_languages(comparison);
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, scale, section, meant)).collect()
}

/// `meant`: blocks of the translation that are there in both languages.
fn in_section(comparison: &Comparison<'_>, scale: Scale, section: &SectionPair, meant: &BTreeSet<usize>) -> Vec<Drift> {
    let is_meant = |at: usize| section.blocks[at].translation.is_some_and(|block| meant.contains(&block));
    let is_alone = |at: &usize| section.blocks[*at].reference.is_none() && !is_meant(*at) && added(comparison, section, *at).is_some();
    let alone: Vec<usize> = (0..section.blocks.len()).filter(is_alone).collect();
    if alone.is_empty() {
        return Vec::new();
    }
    let lengths: Vec<Lengths> = section.blocks.iter().map(|pair| scale.lengths(comparison, pair)).collect();
    let lacking: f64 = lengths.iter().filter(|lengths| lengths.found == 0.0).map(|lengths| lengths.expected).sum();
    let runs = alone.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[run.len() - 1] + 1);
    let told = runs.filter(|run| {
        let letters: f64 = lengths[run.clone()].iter().map(|lengths| lengths.found).sum();
        letters >= SHORTEST && lacking < letters / 2.0 && !is_parted(&lengths, run, letters)
    });
    told.filter_map(|run| drift(comparison, section, run)).collect()
}

/// The block at that place, if it is running text that stands for nothing. Items, cells and notes are counted by their own rules.
fn added<'a>(comparison: &Comparison<'a>, section: &SectionPair, at: usize) -> Option<&'a Block> {
    let block = comparison.translation.document.blocks.get(section.blocks[at].translation?)?;
    let counts = block.kind == BlockKind::Paragraph && block.containers.is_empty() && prose::is_prose(block);
    let says_more = || prose::words(block).next().is_some() && !is_statement(block) && !is_about_translation(comparison, section, block);
    (counts && says_more() && !is_said_twice(comparison, section, block)).then_some(block)
}

/// Whether a text is nothing but what a template does: it shows nothing.
fn is_statement(block: &Block) -> bool {
    let text = block.text.visible().trim();
    text.starts_with("{%") && text.ends_with("%}")
}

/// Whether a text before the first heading leads to a page of the same name elsewhere: it says of the page that it is a translation, of what.
fn is_about_translation(comparison: &Comparison<'_>, section: &SectionPair, block: &Block) -> bool {
    let name = |path: &str| {
        let last = path.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        last.split('.').next().unwrap_or_default().to_owned()
    };
    let own = [comparison.reference, comparison.translation].map(|side| name(side.document.source.path()));
    let is_own = |target: &str| target.contains('/') && !name(target).is_empty() && own.contains(&name(target));
    section.translation == 0 && block.inlines.iter().any(|inline| matches!(&inline.kind, InlineKind::Link { target } if is_own(target)))
}

/// Whether the section holds the same text once more, of which `duplicate-block` speaks.
fn is_said_twice(comparison: &Comparison<'_>, section: &SectionPair, block: &Block) -> bool {
    let blocks = section.blocks.iter().filter_map(|pair| comparison.translation.document.blocks.get(pair.translation?));
    blocks.filter(|other| other.text.visible() == block.text.visible()).nth(1).is_some()
}

/// Whether a neighbour, or the block of the section that is shortest for its reference, may have given up the text.
fn is_parted(lengths: &[Lengths], run: &Range<usize>, letters: f64) -> bool {
    let prose = |lengths: &&Lengths| lengths.found > 0.0 && lengths.expected > 0.0;
    let gave = |lengths: &Lengths, least: f64| -lengths.surplus() > letters * 0.4 && -lengths.deviation() > least;
    let before = lengths[..run.start].iter().rev().find(prose);
    let after = lengths[run.end..].iter().find(prose);
    let shortest = lengths.iter().filter(prose).min_by(|a, b| a.surplus().total_cmp(&b.surplus()));
    before.into_iter().chain(after).any(|lengths| gave(lengths, 0.15)) || shortest.is_some_and(|lengths| gave(lengths, 0.7))
}

fn drift(comparison: &Comparison<'_>, section: &SectionPair, run: Range<usize>) -> Option<Drift> {
    let blocks: Vec<&Block> = run.filter_map(|at| added(comparison, section, at)).collect();
    let whole = blocks.iter().map(|block| block.span).reduce(Span::to)?;
    let states = blocks.iter().any(|block| states_something(comparison, section, block));
    let reference = comparison.reference.document;
    let evidence = if states { Evidence::OnlyTranslation } else { Evidence::MayDiffer };
    let heading = reference.sections[section.reference].heading.and_then(|at| reference.blocks.get(at));
    Some(Drift {
        confidence: evidence.confidence(),
        message: match blocks.len() {
            1 => "paragraph is not in the reference".to_owned(),
            count => format!("{count} paragraphs are not in the reference"),
        },
        help: Some("take it out, or add it to the reference too".to_owned()),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        found: blocks.iter().map(|block| Stated::words(block.text.visible())).collect(),
        translation: Some(whole),
        reference: heading.map(|block| block.span),
        translation_label: "has no counterpart".to_owned(),
        reference_label: "no such paragraph in this section".to_owned(),
        ..Drift::of(RuleId::ExtraBlock)
    })
}

/// Whether a block has a figure, a link or code that the section of the reference has not.
fn states_something(comparison: &Comparison<'_>, section: &SectionPair, block: &Block) -> bool {
    let document = comparison.reference.document;
    let source = document.source.slice(document.sections[section.reference].span).to_lowercase();
    let figures = ledger::figures_of(&source);
    let is_new_figure = |figure: &String| figure.len() >= FEWEST_DIGITS && !figures.contains(figure);
    let is_new_mark = |mark: &str| !mark.is_empty() && !source.contains(&mark.to_lowercase());
    ledger::figures_of(block.text.visible()).iter().any(is_new_figure)
        || block.inlines.iter().any(|inline| match &inline.kind {
            InlineKind::Link { target } => is_new_mark(
                target.split(['#', '?']).next().unwrap_or_default().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default(),
            ),
            InlineKind::Code => is_new_mark(block.text.visible().get(inline.range.clone()).unwrap_or_default().trim()),
            _ => false,
        })
}
