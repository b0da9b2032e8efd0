//! The kinds of change, each planted at most once in a page, where the page and its reference say the same before.
//!
//! Nothing here knows a language: figures, markup and structure are changed, words are only taken out or doubled.

use std::ops::RangeInclusive;

use crate::align::Alignment;
use crate::check::Read;
use crate::facts::Kind;
use crate::findings::finding::Finding;
use crate::markdown::{Block, BlockKind, Container, Inline, InlineKind, Section};
use crate::rules::RuleId;
use crate::source::{SourceFile, Span};

use super::{hash, values};

/// Paragraphs with less text, in bytes, may be a caption or a label, which a translation may leave to its neighbours.
const PARAGRAPH: usize = 60;

/// A translation beside its reference, as they are before anything is planted.
pub(super) struct Pair<'a> {
    pub(super) reference: &'a Read,
    pub(super) translation: &'a Read,
    pub(super) alignment: &'a Alignment,
    /// Places where something is said already are left alone.
    pub(super) findings: &'a [Finding],
    /// Reads the translation with another text.
    pub(super) again: &'a dyn Fn(&str) -> Option<Read>,
}

/// A change that was made.
pub(super) struct Planted {
    pub(super) rule: RuleId,
    /// The whole page.
    pub(super) text: String,
    /// Where the change is in the changed page; where something is gone, the lines around it.
    pub(super) lines: RangeInclusive<usize>,
    /// What stands for it in the reference.
    pub(super) reference: Option<RangeInclusive<usize>>,
    pub(super) what: String,
}

/// One change of each kind that the page has a place for.
pub(super) fn all(pair: &Pair<'_>, seed: u64) -> Vec<Planted> {
    let kinds = [
        Kind::Phone,
        Kind::Time,
        Kind::Period,
        Kind::Duration,
        Kind::Date,
        Kind::Number,
        Kind::Percentage,
        Kind::Currency,
        Kind::Measurement,
    ];
    let structure: [fn(&Pair<'_>) -> Vec<Planted>; 8] =
        [targets, inline_code, code_blocks, heading_levels, lost_sections, lost_paragraphs, doubled_paragraphs, lost_items];
    let facts = kinds.into_iter().filter_map(|kind| one(fact_changes(pair, kind), pair, seed));
    let structure = structure.into_iter().filter_map(|kind| one(kind(pair), pair, seed));
    facts.chain(structure).collect()
}

/// One of the possible changes, chosen by the seed.
fn one(mut changes: Vec<Planted>, pair: &Pair<'_>, seed: u64) -> Option<Planted> {
    let path = pair.translation.document.source.path();
    let at = (!changes.is_empty()).then(|| hash((seed, path)) as usize % changes.len())?;
    Some(changes.swap_remove(at))
}

impl Pair<'_> {
    fn source(&self) -> &SourceFile {
        &self.translation.document.source
    }

    fn lines(&self, span: Span) -> RangeInclusive<usize> {
        lines(self.source(), span)
    }

    /// Whether nothing is said of these lines.
    fn is_clean(&self, lines: &RangeInclusive<usize>) -> bool {
        let mut places = self.findings.iter().filter_map(|finding| finding.translation.as_ref());
        !places.any(|place| place.start.line <= *lines.end() && place.end.line >= *lines.start())
    }

    /// Blocks of the translation that have a partner, and nothing said of them, each with the partner.
    fn blocks(&self) -> impl Iterator<Item = (&Block, &Block)> {
        let pairs = self.alignment.sections.iter().flat_map(|section| &section.blocks);
        let both = pairs.filter_map(|pair| pair.reference.zip(pair.translation));
        let blocks = both.map(|(r, t)| (&self.translation.document.blocks[t], &self.reference.document.blocks[r]));
        blocks.filter(|(block, _)| self.is_clean(&self.lines(block.span)))
    }

    /// The page with a span replaced; the lines are those of the new text.
    fn replaced(&self, rule: RuleId, (span, by): (Span, &str), reference: &Block, what: String) -> Planted {
        let text = values::replaced(self.source().text(), span, by);
        let reference = Some(lines(&self.reference.document.source, reference.span));
        let start = self.source().line_of(span.start);
        Planted { rule, text, lines: start..=start + by.matches('\n').count(), reference, what }
    }

    /// The page without some whole lines; what is beside them counts as their place.
    fn without(&self, rule: RuleId, span: Span, reference: RangeInclusive<usize>, what: String) -> Planted {
        let text = values::replaced(self.source().text(), span, "");
        let start = self.source().line_of(span.start);
        Planted { rule, text, lines: start.saturating_sub(1)..=start + 1, reference: Some(reference), what }
    }

    /// From the start of the first line of a span to the start of the line after its last.
    fn whole_lines(&self, span: Span) -> Span {
        let lines = self.lines(span);
        let end =
            if *lines.end() >= self.source().line_count() { self.source().text().len() } else { self.source().line_start(lines.end() + 1) };
        Span::new(self.source().line_start(*lines.start()), end.max(span.end))
    }
}

fn lines(source: &SourceFile, span: Span) -> RangeInclusive<usize> {
    source.line_of(span.start)..=source.line_of(span.end.saturating_sub(1).max(span.start))
}

fn fact_changes(pair: &Pair<'_>, kind: Kind) -> Vec<Planted> {
    let Some(rule) = values::rule(kind) else { return Vec::new() };
    let shared = values::shared(pair.translation, pair.reference);
    let facts = shared.into_iter().filter(|fact| fact.value.kind() == kind && pair.is_clean(&pair.lines(fact.span)));
    let planted = facts.filter_map(|fact| {
        let text = values::changed(pair.translation, fact, pair.again)?;
        let written = pair.source().slice(fact.span);
        let now = text.get(fact.span.start..fact.span.end)?;
        let what = format!("`{written}` is `{now}`");
        Some(Planted { rule, lines: pair.lines(fact.span), reference: None, what, text })
    });
    planted.collect()
}

fn inlines<'a>(pair: &'a Pair<'_>) -> impl Iterator<Item = (&'a Inline, &'a Block, &'a Block)> {
    pair.blocks().flat_map(|(block, reference)| block.inlines.iter().map(move |inline| (inline, block, reference)))
}

/// A link leads to another page.
fn targets(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(inline, _, reference): (&Inline, &Block, &Block)| {
        let InlineKind::Link { target } = &inline.kind else { return None };
        let is_same = |other: &Inline| matches!(&other.kind, InlineKind::Link { target: other } if other == target);
        let at = pair.source().slice(inline.span).rfind(target.as_str()).filter(|_| reference.inlines.iter().any(is_same))?;
        let end = at + target.find(['#', '?']).unwrap_or(target.len());
        let letter = target[..end - at].char_indices().rev().find(|(_, c)| c.is_ascii_alphanumeric())?.0;
        let at = inline.span.start + at + letter;
        let by = if pair.source().slice(Span::new(at, at + 1)) == "x" { "y" } else { "x" };
        Some(pair.replaced(RuleId::LinkTarget, (Span::new(at, at + 1), by), reference, format!("a link leads elsewhere than `{target}`")))
    };
    inlines(pair).filter_map(change).collect()
}

/// A code span has another character.
fn inline_code(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(inline, block, reference): (&Inline, &Block, &Block)| {
        let code = block.text.visible().get(inline.range.clone()).filter(|_| inline.kind == InlineKind::Code)?;
        let is_same = |other: &Inline| other.kind == InlineKind::Code && reference.text.visible().get(other.range.clone()) == Some(code);
        let at = pair.source().slice(inline.span).find(code).filter(|_| code.len() > 2 && reference.inlines.iter().any(is_same))?;
        let letter = code.char_indices().rev().find(|(_, c)| c.is_ascii_alphanumeric())?.0;
        let at = inline.span.start + at + letter;
        let by = if code[letter..].starts_with('x') { "y" } else { "x" };
        Some(pair.replaced(RuleId::InlineCode, (Span::new(at, at + 1), by), reference, format!("code is not `{code}`")))
    };
    inlines(pair).filter_map(change).collect()
}

/// A figure in a code block is another.
fn code_blocks(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(block, reference): (&Block, &Block)| {
        let code = pair.source().slice(block.span);
        let is_same = code == pair.reference.document.source.slice(reference.span);
        let at = code.find(|c: char| c.is_ascii_digit()).filter(|_| matches!(block.kind, BlockKind::Code { .. }) && is_same)?;
        let by = if code[at..].starts_with('7') { "3" } else { "7" };
        let span = Span::new(block.span.start + at, block.span.start + at + 1);
        Some(pair.replaced(RuleId::CodeBlock, (span, by), reference, "a figure of a code block is another".to_owned()))
    };
    pair.blocks().filter_map(change).collect()
}

/// A heading is one level lower.
fn heading_levels(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(block, reference): (&Block, &Block)| {
        let is_plain = matches!(block.kind, BlockKind::Heading(2..=4)) && pair.source().slice(block.span).starts_with("##");
        let at = Span::new(block.span.start, block.span.start);
        is_plain.then(|| pair.replaced(RuleId::HeadingLevel, (at, "#"), reference, "a heading is one level lower".to_owned()))
    };
    pair.blocks().filter_map(change).collect()
}

/// A section without subsections is gone.
fn lost_sections(pair: &Pair<'_>) -> Vec<Planted> {
    let sections = &pair.translation.document.sections;
    let is_parent = |at: usize| sections.iter().any(|section| section.parent == Some(at));
    let change = |(at, section): (usize, &Section)| {
        let partner = pair.alignment.of_translation(at).filter(|_| section.level > 1 && section.blocks.len() > 1 && !is_parent(at))?;
        let reference = pair.reference.document.sections.get(partner.reference)?;
        let is_clean = pair.is_clean(&pair.lines(section.span));
        let place = lines(&pair.reference.document.source, reference.span);
        is_clean.then(|| pair.without(RuleId::MissingSection, section.span, place, format!("section `{}` is gone", section.title)))
    };
    sections.iter().enumerate().filter_map(change).collect()
}

/// Paragraphs that stand alone, with their partners.
fn paragraphs<'a>(pair: &'a Pair<'_>) -> impl Iterator<Item = (&'a Block, &'a Block)> {
    let is_alone = |block: &Block| block.kind == BlockKind::Paragraph && block.containers.is_empty() && block.span.len() >= PARAGRAPH;
    pair.blocks().filter(move |(block, reference)| is_alone(block) && is_alone(reference))
}

fn lost_paragraphs(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(block, reference): (&Block, &Block)| {
        let place = lines(&pair.reference.document.source, reference.span);
        pair.without(RuleId::MissingBlock, pair.whole_lines(block.span), place, "a paragraph is gone".to_owned())
    };
    paragraphs(pair).map(change).collect()
}

fn doubled_paragraphs(pair: &Pair<'_>) -> Vec<Planted> {
    let change = |(block, reference): (&Block, &Block)| {
        let twice = format!("{}\n\n", pair.source().slice(block.span));
        let at = Span::new(block.span.start, block.span.start);
        let planted = pair.replaced(RuleId::DuplicateBlock, (at, &twice), reference, "a paragraph stands there twice".to_owned());
        let end = planted.lines.end() + twice.matches('\n').count();
        Planted { lines: *planted.lines.start()..=end, ..planted }
    };
    paragraphs(pair).map(change).collect()
}

/// An item of a list of three or more is gone. What is said of the list is said of the item.
fn lost_items(pair: &Pair<'_>) -> Vec<Planted> {
    let place = |block: &Block| match block.containers.as_slice() {
        [Container::ListItem { list, index, .. }] => Some((*list, *index)),
        _ => None,
    };
    let all = &pair.translation.document.blocks;
    let is_whole = |list: u32, index: u32| {
        let inside = |block: &&Block| {
            block
                .containers
                .iter()
                .any(|container| matches!(container, Container::ListItem { list: l, index: i, .. } if (*l, *i) == (list, index)))
        };
        let last = all.iter().filter_map(place).filter(|(own, _)| *own == list).map(|(_, index)| index).max();
        all.iter().filter(inside).count() == 1 && last.is_some_and(|last| last >= 2)
    };
    let whole = |list: u32| {
        let own = all.iter().filter(|block| place(block).is_some_and(|(own, _)| own == list));
        own.map(|block| pair.lines(block.span)).reduce(|first, last| *first.start()..=*last.end())
    };
    let change = |(block, reference): (&Block, &Block)| {
        let (list, _) = place(block).filter(|&(list, index)| is_whole(list, index))?;
        let at = lines(&pair.reference.document.source, reference.span);
        let planted = pair.without(RuleId::ListItems, pair.whole_lines(block.span), at, "an item of a list is gone".to_owned());
        Some(Planted { lines: whole(list)?, ..planted })
    };
    pair.blocks().filter_map(change).collect()
}
