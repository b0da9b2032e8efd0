//! `missing-block`: a paragraph or list item of the reference that the translation has not, where its section is there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::lengths::{Lengths, Scale};
use super::stated::Stated;
use super::targets::Target;
use super::{prose, section};
use crate::align::{BlockPair, SectionPair};
use crate::markdown::{Block, BlockKind, Container, Document, InlineKind};
use crate::source::Span;

/// Letters below which nobody misses a block.
const SHORTEST: f64 = 12.0;
/// Letters below which a neighbour that is somewhat longer than usual tells nothing, and items of lists are told by their own rule.
const SHORT: f64 = 40.0;
/// Words below which a block is no sentence; with a link or code it may have fewer.
const FEWEST_WORDS: usize = 4;
/// Words below which a block is none even where nothing else of its section lacks a counterpart.
const FEWEST_WORDS_ALONE: usize = 2;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let scale = comparison.pair_notes.scale(comparison);
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, scale, section)).collect()
}

fn in_section(comparison: &Comparison<'_>, scale: Scale, section: &SectionPair) -> Vec<Drift> {
    let lengths: Vec<Lengths> = section.blocks.iter().map(|pair| scale.lengths(comparison, pair)).collect();
    let fewest = fewest_words(section);
    let runs = runs(comparison, &section.blocks, fewest);
    let alone: f64 =
        section.blocks.iter().zip(&lengths).filter(|(pair, _)| pair.reference.is_none()).map(|(_, lengths)| lengths.found).sum();
    let paired = lengths.iter().filter(|lengths| lengths.expected > 0.0).copied();
    let longest = paired.max_by(|a, b| a.surplus().total_cmp(&b.surplus()));
    let is_long = |run: &Range<usize>| {
        let is_item = |pair: &BlockPair| unpaired(comparison, *pair, fewest).is_some_and(Block::in_list_item);
        let letters: f64 = lengths[run.clone()].iter().map(|lengths| lengths.expected).sum();
        letters >= if section.blocks[run.clone()].iter().all(is_item) { SHORT } else { SHORTEST }
    };
    let is_gone = |run: &Range<usize>| {
        !is_joined(comparison, section, &lengths, run) && is_lost(&lengths, longest, alone, run)
            || is_nowhere(comparison, section, run)
            || is_lost_lead(comparison, section, run) && !has_grown(&lengths, run)
    };
    let lost = runs
        .into_iter()
        .filter(|run| is_long(run) && is_gone(run) && !leads_to_kept_code(comparison, section, run) && !is_led(comparison, section, run));
    lost.filter_map(|run| drift(comparison, section, run)).collect()
}

/// The words that a block must have: fewer where it alone of its section has no counterpart, so that no other text can be it.
fn fewest_words(section: &SectionPair) -> usize {
    let lost = section.blocks.iter().filter(|pair| pair.translation.is_none()).count();
    let is_whole = section.blocks.iter().all(|pair| pair.reference.is_some());
    if lost == 1 && is_whole && section.blocks.len() > 2 { FEWEST_WORDS_ALONE } else { FEWEST_WORDS }
}

/// Blocks of the reference without partner, those that follow each other together.
fn runs(comparison: &Comparison<'_>, pairs: &[BlockPair], fewest: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..pairs.len()).filter(|&at| unpaired(comparison, pairs[at], fewest).is_some()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// The block of the reference, when it is running text and has no partner. Cells belong to their table.
fn unpaired<'a>(comparison: &Comparison<'a>, pair: BlockPair, fewest: usize) -> Option<&'a Block> {
    let block = comparison.reference.document.blocks.get(pair.reference.filter(|_| pair.translation.is_none())?)?;
    // Short items are counted by `list-items`.
    let is_item = block.in_list_item();
    let fewest = if block.leads() { FEWEST_WORDS_ALONE } else { fewest };
    let says_something =
        || prose::words(block).nth(if is_item { FEWEST_WORDS } else { fewest - 1 }).is_some() || !is_item && !marked(block).is_empty();
    let counts = block.kind == BlockKind::Paragraph
        && prose::is_prose(block)
        && says_something()
        && !is_footnote(comparison, block)
        && !lists_languages(comparison, block);
    counts.then_some(block)
}

/// Whether a block is of a footnote that the translation has in whatever section: its place in the file shows nowhere.
fn is_footnote(comparison: &Comparison<'_>, block: &Block) -> bool {
    let label = |block: &'_ Block| {
        block.containers.iter().find_map(|container| if let Container::Footnote { label } = container { Some(label.clone()) } else { None })
    };
    label(block).is_some_and(|own| comparison.translation.document.blocks.iter().any(|other| label(other).as_ref() == Some(&own)))
}

/// Whether all links of a block lead to this page in other languages: each page lists those that it is not in, if any.
fn lists_languages(comparison: &Comparison<'_>, block: &Block) -> bool {
    let name = |target: &str| Target::read(target, &comparison.codes).file_name();
    let Some(own) = name(comparison.reference.document.source.path()) else { return false };
    let mut targets = block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { target } => Some(target),
        _ => None,
    });
    let is_own = |target: &String| name(target).as_ref() == Some(&own);
    targets.next().is_some_and(is_own) && targets.all(is_own)
}

/// What a block holds that no translator changes: its code, and the ends of its targets.
fn marked(block: &Block) -> BTreeSet<String> {
    let held = block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Code => block.text.visible().get(inline.range.clone()).map(str::to_owned),
        InlineKind::Link { target } => {
            let path = target.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
            path.rsplit('/').next().map(|last| last.trim_end_matches(".md").to_lowercase())
        }
        _ => None,
    });
    held.filter(|text| text.chars().count() > 2).collect()
}

/// Whether what only the lost blocks of the section hold is held by none of its translation.
fn is_nowhere(comparison: &Comparison<'_>, section: &SectionPair, run: &Range<usize>) -> bool {
    let of = |pairs: &[BlockPair], side: fn(&BlockPair) -> Option<usize>, document: &Document| -> BTreeSet<String> {
        pairs.iter().filter_map(|pair| document.blocks.get(side(pair)?)).flat_map(marked).collect()
    };
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let lost = of(&section.blocks[run.clone()], |pair| pair.reference, reference);
    let rest = [&section.blocks[..run.start], &section.blocks[run.end..]];
    let kept: BTreeSet<String> = rest.into_iter().flat_map(|pairs| of(pairs, |pair| pair.reference, reference)).collect();
    let here = of(&section.blocks, |pair| pair.translation, translation);
    // Whatever else the translation has may be a lost one in another form.
    let others = here.difference(&kept).count();
    let text = translation.source.slice(translation.sections[section.translation].span).to_lowercase();
    let own: Vec<&String> = lost.difference(&kept).filter(|mark| !text.contains(&mark.to_lowercase())).collect();
    !own.is_empty() && others == 0
}

/// Whether the text before or behind the run has taken it in: it has as many sentences more than its reference as the run has, and is longer, or
/// what only the run names.
fn is_joined(comparison: &Comparison<'_>, section: &SectionPair, lengths: &[Lengths], run: &Range<usize>) -> bool {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let lost: Vec<&Block> = section.blocks[run.clone()].iter().filter_map(|pair| reference.blocks.get(pair.reference?)).collect();
    let wanted: f64 = lengths[run.clone()].iter().map(|lengths| lengths.expected).sum();
    let sentences: usize = lost.iter().map(|block| prose::count_sentences(block)).sum();
    let names: BTreeSet<&str> = lost.iter().flat_map(|block| names(block)).collect();
    let is_host = |at: &usize| lengths[*at].found > 0.0 && lengths[*at].expected > 0.0;
    let near = (0..run.start).rev().find(is_host).into_iter().chain((run.end..lengths.len()).find(is_host));
    near.into_iter().any(|at| {
        let pair = section.blocks[at];
        let Some((own, host)) =
            pair.reference.and_then(|r| reference.blocks.get(r)).zip(pair.translation.and_then(|t| translation.blocks.get(t)))
        else {
            return false;
        };
        let (own_names, host_names): (BTreeSet<&str>, BTreeSet<&str>) = (names_of(own), names_of(host));
        let taken = names.iter().any(|name| host_names.contains(name) && !own_names.contains(name));
        let more = prose::count_sentences(host) >= prose::count_sentences(own) + sentences;
        more && (taken || lengths[at].surplus() > wanted * TAKEN_IN)
    })
}

/// Whether the run is a line that leads to a code block which the translation has joined to another one.
fn leads_to_kept_code(comparison: &Comparison<'_>, section: &SectionPair, run: &Range<usize>) -> bool {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let block = |pair: &BlockPair| pair.reference.and_then(|at| reference.blocks.get(at));
    let is_lead = run.len() == 1 && block(&section.blocks[run.start]).is_some_and(|block| block.text.visible().trim_end().ends_with(':'));
    let code = section.blocks.get(run.end).filter(|pair| is_lead && pair.translation.is_none()).and_then(block);
    let Some(code) = code.filter(|block| matches!(block.kind, BlockKind::Code { .. })) else { return false };
    let here = translation.source.slice(translation.sections[section.translation].span);
    let lines =
        || reference.source.slice(code.span).lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['`', '~']));
    lines().next().is_some() && lines().all(|line| here.contains(line))
}

/// Whether the run is a line that leads to a list or code which is there, behind a text that leads to nothing.
fn is_lost_lead(comparison: &Comparison<'_>, section: &SectionPair, run: &Range<usize>) -> bool {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let block = |pair: &BlockPair| reference.blocks.get(pair.reference?);
    let is_lead = run.len() == 1 && block(&section.blocks[run.start]).is_some_and(Block::leads);
    let next = section.blocks.get(run.end).filter(|pair| is_lead && !pair.weak);
    let is_listed = |block: &Block| block.in_list_item() || matches!(block.kind, BlockKind::Code { .. });
    let Some(here) = next.filter(|pair| block(pair).is_some_and(is_listed)).and_then(|pair| pair.translation) else { return false };
    let before =
        here.checked_sub(1).and_then(|at| translation.blocks.get(at)).filter(|before| before.section == translation.blocks[here].section);
    before.is_some_and(|before| !before.leads() && !before.in_list_item())
}

/// Whether the text right before or behind the run is so much longer than its reference that it may have taken the run in. The length of a long
/// text varies by more than a few words.
fn has_grown(lengths: &[Lengths], run: &Range<usize>) -> bool {
    let wanted: f64 = lengths[run.clone()].iter().map(|lengths| lengths.expected).sum();
    let limit = |own: &Lengths| if wanted < SHORT { wanted.max(own.expected * 0.2) } else { wanted * 0.5 };
    let near = run.start.checked_sub(1).into_iter().chain([run.end]).filter_map(|at| lengths.get(at));
    near.into_iter().any(|own| own.found > 0.0 && own.surplus() > limit(own))
}

/// Whether the run is what a lost list item leads to, which is told with it.
fn is_led(comparison: &Comparison<'_>, section: &SectionPair, run: &Range<usize>) -> bool {
    let before = run.start.checked_sub(1).and_then(|at| section.blocks.get(at)).filter(|pair| pair.translation.is_none());
    let block = before.and_then(|pair| comparison.reference.document.blocks.get(pair.reference?));
    run.len() == 1 && block.is_some_and(|block| block.in_list_item() && block.leads())
}

/// Of the letters of a run, what a text that has taken it in must have more.
const TAKEN_IN: f64 = 0.3;

/// What a text names that translations keep: words of Latin letters with a capital in them, and figures.
fn names(block: &Block) -> impl Iterator<Item = &str> {
    let words = block.text.visible().split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 1 && word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
}

fn names_of(block: &Block) -> BTreeSet<&str> {
    names(block).collect()
}

/// Whether no text of the translation can be that of the run: not what stands `alone` in the section, nor a neighbour that is too
/// long, nor the block of the section that is longest for its reference.
fn is_lost(lengths: &[Lengths], longest: Option<Lengths>, alone: f64, run: &Range<usize>) -> bool {
    let wanted: f64 = lengths[run.clone()].iter().map(|lengths| lengths.expected).sum();
    let prose = |lengths: &&Lengths| lengths.found > 0.0 && lengths.expected > 0.0;
    let least = if wanted < SHORT { 0.35 } else { 0.15 };
    let before = lengths[..run.start].iter().rev().find(prose);
    let after = lengths[run.end..].iter().find(prose);
    let has_room = |lengths: &Lengths, least: f64| lengths.surplus() > wanted * 0.6 && lengths.deviation() > least;
    let is_taken_in =
        before.into_iter().chain(after).any(|lengths| has_room(lengths, least)) || longest.is_some_and(|lengths| has_room(&lengths, 0.7));
    !is_taken_in && alone < wanted / 2.0
}

fn drift(comparison: &Comparison<'_>, section: &SectionPair, run: Range<usize>) -> Option<Drift> {
    let fewest = fewest_words(section);
    let blocks: Vec<&Block> = section.blocks[run.clone()].iter().filter_map(|pair| unpaired(comparison, *pair, fewest)).collect();
    let whole = Span::new(blocks.first()?.span.start, blocks.last()?.span.end);
    let (place, label) = place(comparison, section, run.end);
    Some(Drift {
        confidence: Evidence::OnlyReference.confidence(),
        message: message(&blocks),
        help: Some("translate what is missing, or remove it from the reference".to_owned()),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        expected: blocks.iter().map(|block| Stated::words(block.text.visible())).collect(),
        translation: Some(place),
        reference: Some(whole),
        translation_label: label.to_owned(),
        reference_label: "has no counterpart".to_owned(),
        ..Drift::of(RuleId::MissingBlock)
    })
}

fn message(blocks: &[&Block]) -> String {
    let nouns: Vec<&str> = blocks.iter().map(|block| prose::noun(block)).collect();
    match nouns.as_slice() {
        [noun] => format!("{noun} of the reference is missing here"),
        [first, rest @ ..] if rest.iter().all(|noun| noun == first) => {
            format!("{} {first}s of the reference are missing here", nouns.len())
        }
        _ => format!("{} paragraphs and list items of the reference are missing here", nouns.len()),
    }
}

/// What follows the gap: the next block of the section, the next heading, or the page's last line.
fn place(comparison: &Comparison<'_>, pair: &SectionPair, end: usize) -> (Span, &'static str) {
    let document = comparison.translation.document;
    let next = pair.blocks[end..].iter().find_map(|pair| pair.translation).and_then(|at| document.blocks.get(at)).map(|block| block.span);
    let next = next.or_else(|| section::heading(comparison.translation, pair.translation + 1));
    next.map_or_else(|| (section::last_line(document), "expected after this"), |span| (span, "expected before this"))
}
