//! Two states of a text in one language: what its words and values are, whatever its form. Knows no history and no rule.
//!
//! Line breaks, markup, targets of links, quotes, case and punctuation are form. A value is the same however it is written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::prose::is_unspaced;
use crate::align::Side;
use crate::facts::{Fact, Strength};
use crate::markdown::{Block, BlockKind, Container};

/// A word or a value.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// As it is compared: in small letters; a value in its own terms.
    pub(super) text: String,
    /// Index into the document's blocks.
    pub(super) block: usize,
    /// Of the block's visible text.
    pub(super) range: Range<usize>,
    /// Whether it is a value.
    pub(super) is_value: bool,
}

/// A text that is compared as one.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// What it is: a heading, a list item, a cell, code … Two units of one kind may stand for each other.
    pub(super) kind: String,
    /// The first of its blocks.
    pub(super) block: usize,
    pub(super) tokens: Vec<Token>,
}

impl Unit {
    /// The words and values in order, as one text.
    pub(super) fn key(&self) -> String {
        self.tokens.iter().flat_map(|token| [token.text.as_str(), " "]).collect()
    }
}

/// How a section differs from its other state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Other values.
    pub(super) values: bool,
    /// Other list items, rows, code blocks or directives.
    pub(super) structure: bool,
    /// Other words.
    pub(super) words: bool,
}

impl Change {
    pub(super) fn is_any(self) -> bool {
        self.values || self.structure || self.words
    }
}

/// How a section of one state differs from that of another.
pub(super) fn change(old: (Side<'_>, usize), new: (Side<'_>, usize)) -> Change {
    let (old, new) = (joined(units(old.0, old.1)), joined(units(new.0, new.1)));
    let kinds = |units: &[Unit]| units.iter().map(|unit| unit.kind.clone()).collect::<Vec<_>>();
    let code = |units: &[Unit]| units.iter().filter(|unit| is_verbatim(&unit.kind)).map(Unit::key).collect::<Vec<_>>();
    Change {
        values: values(&old) != values(&new),
        structure: kinds(&old) != kinds(&new) || code(&old) != code(&new),
        words: words(&old) != words(&new),
    }
}

fn is_verbatim(kind: &str) -> bool {
    matches!(kind, "code" | "directive")
}

fn values(units: &[Unit]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for token in units.iter().flat_map(|unit| &unit.tokens).filter(|token| token.is_value) {
        *counts.entry(token.text.as_str()).or_default() += 1;
    }
    counts
}

fn words(units: &[Unit]) -> Vec<&str> {
    let prose = units.iter().filter(|unit| !is_verbatim(&unit.kind)).flat_map(|unit| &unit.tokens);
    prose.filter(|token| !token.is_value).map(|token| token.text.as_str()).collect()
}

/// Where running text is cut into paragraphs is form.
fn joined(units: Vec<Unit>) -> Vec<Unit> {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units {
        match joined.last_mut() {
            Some(last) if last.kind == unit.kind && unit.kind == "text" => last.tokens.extend(unit.tokens),
            _ => joined.push(unit),
        }
    }
    joined
}

/// The texts of a section in order; blocks that say nothing are left out. A cell is one text, whatever lists it holds.
pub(super) fn units(side: Side<'_>, section: usize) -> Vec<Unit> {
    let blocks = side.document.sections.get(section).map(|section| section.blocks.clone()).unwrap_or_default();
    let cell = |block: usize| if let BlockKind::Cell(position) = side.document.blocks[block].kind { Some(position) } else { None };
    let mut units: Vec<Unit> = Vec::with_capacity(blocks.len());
    for unit in blocks.filter_map(|block| unit(side, block)) {
        match units.last_mut() {
            Some(last) if cell(unit.block).is_some() && cell(unit.block) == cell(last.block) => last.tokens.extend(unit.tokens),
            _ => units.push(unit),
        }
    }
    units
}

/// The text of a block; none when it says nothing.
fn unit(side: Side<'_>, index: usize) -> Option<Unit> {
    let block = side.document.blocks.get(index)?;
    let tokens = match &block.kind {
        BlockKind::Code { .. } => verbatim(index, side.document.source.slice(block.span)),
        BlockKind::Directive(directive) => verbatim(index, &format!("{} {}", directive.name, directive.arguments)),
        BlockKind::ThematicBreak | BlockKind::Html => Vec::new(),
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell(_) => tokens(side, index, block),
    };
    (!tokens.is_empty()).then(|| Unit { kind: kind(block), block: index, tokens })
}

fn kind(block: &Block) -> String {
    match &block.kind {
        // Levels of headings have a rule of their own.
        BlockKind::Heading(_) => "heading".to_owned(),
        BlockKind::Cell(position) => format!("cell {}", position.column),
        BlockKind::Code { .. } => "code".to_owned(),
        BlockKind::Directive(_) => "directive".to_owned(),
        BlockKind::Paragraph | BlockKind::Html | BlockKind::ThematicBreak => match block.containers.last() {
            Some(Container::ListItem { .. } | Container::HtmlListItem) => "item".to_owned(),
            Some(Container::Quote) => "quote".to_owned(),
            Some(Container::Admonition { kind, .. }) => format!("note {kind}"),
            Some(Container::Footnote { .. }) => "footnote".to_owned(),
            None => "text".to_owned(),
        },
    }
}

/// What stands between blanks; indentation and the ends of lines are form.
fn verbatim(block: usize, source: &str) -> Vec<Token> {
    source.split_whitespace().map(|word| Token { text: word.to_owned(), block, range: 0..0, is_value: false }).collect()
}

fn tokens(side: Side<'_>, index: usize, block: &Block) -> Vec<Token> {
    let visible = block.text.visible();
    let mut tokens = Vec::new();
    let mut at = 0;
    for fact in stated(side, index) {
        if let Some(before) = visible.get(at..fact.range.start) {
            add_words(index, before, at, &mut tokens);
            tokens.push(Token { text: fact.value.to_string(), block: index, range: fact.range.clone(), is_value: true });
            at = fact.range.end;
        }
    }
    add_words(index, visible.get(at..).unwrap_or_default(), at, &mut tokens);
    tokens
}

/// What a block states for certain, in order of place.
fn stated(side: Side<'_>, index: usize) -> Vec<&Fact> {
    let Some(facts) = side.facts.blocks.get(index) else { return Vec::new() };
    let mut stated: Vec<&Fact> = facts.stated().filter(|fact| fact.strength == Strength::Strong).collect();
    stated.sort_by_key(|fact| (fact.range.start, fact.range.end));
    let mut end = 0;
    stated.retain(|fact| {
        let is_free = fact.range.start >= end;
        end = if is_free { fact.range.end } else { end };
        is_free
    });
    stated
}

fn add_words(block: usize, text: &str, start: usize, tokens: &mut Vec<Token>) {
    let token = |range: Range<usize>| Token {
        text: text[range.clone()].to_lowercase(),
        block,
        range: start + range.start..start + range.end,
        is_value: false,
    };
    let mut word: Option<Range<usize>> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let continues = c.is_alphanumeric() && !is_unspaced(c);
        match &mut word {
            Some(range) if continues => range.end = at + c.len_utf8(),
            None if continues => word = Some(at..at + c.len_utf8()),
            _ => {
                tokens.extend(word.take().map(&token));
                if is_unspaced(c) {
                    tokens.push(token(at..at + c.len_utf8()));
                }
            }
        }
    }
}
