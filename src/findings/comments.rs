//! Comments in a page that speak to driftlint (`<!-- driftlint-ignore phone-number: local line -->`): what each says, and which bytes of
//! its file it covers.

use crate::config::suggestion;
use crate::markdown::{Block, BlockKind, Comment, Container, Document};
use crate::rules::RuleId;
use crate::source::Span;

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The block that it stands in, else the next one.
    Block,
    /// The section that it stands in, with its subsections.
    Section,
    /// The page.
    File,
}

/// The words that open a comment, with what it reaches.
const OPENINGS: [(&str, Scope); 3] =
    [("driftlint-ignore", Scope::Block), ("driftlint-ignore-section", Scope::Section), ("driftlint-ignore-file", Scope::File)];

/// What a comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) scope: Scope,
    /// The rules that it names and that exist.
    pub(super) rules: Vec<RuleId>,
    /// Whether it names none and so covers all.
    pub(super) all: bool,
    /// Whether it says why.
    pub(super) has_reason: bool,
    /// What is wrong with it: sentence, what to do, and the words that are wrong.
    pub(super) mistakes: Vec<(String, String, String)>,
}

impl Said {
    fn names(&self) -> Vec<&'static str> {
        self.rules.iter().map(|rule| rule.as_str()).collect()
    }

    /// The comment as people write it, without its reason.
    pub(super) fn shown(&self) -> String {
        let opening = OPENINGS.iter().find(|(_, scope)| *scope == self.scope).map_or("", |(opening, _)| *opening);
        if self.rules.is_empty() { opening.to_owned() } else { format!("{opening} {}", self.names().join(", ")) }
    }
}

/// Reads a comment; none when it does not speak to driftlint. `ids` are the rules that there are.
pub(super) fn read(comment: &Comment, ids: &[&str]) -> Option<Said> {
    if !comment.speaks_to_driftlint() {
        return None;
    }
    let text = comment.text.as_str();
    let opening_len = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(text.len());
    let (opening, rest) = text.split_at(opening_len);
    let mut said = Said { scope: Scope::Block, rules: Vec::new(), all: false, has_reason: true, mistakes: Vec::new() };
    let Some((_, scope)) = OPENINGS.iter().find(|(known, _)| *known == opening) else {
        let known = OPENINGS.map(|(opening, _)| opening);
        let message = format!("`{opening}` is nothing that driftlint does{}", suggestion(opening, &known));
        said.mistakes.push((message, "write `driftlint-ignore RULE: why`".to_owned(), opening.to_owned()));
        return Some(said);
    };
    said.scope = *scope;
    if let Some((names, reason)) = rest.split_once([':', '：']) {
        said.has_reason = !reason.trim().is_empty();
        name_all(&mut said, names, ids);
    } else {
        said.has_reason = false;
        name_until_text(&mut said, rest, ids);
    }
    Some(said)
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '،')).filter(|word| !word.is_empty()).collect()
}

/// Everything before the colon names a rule.
fn name_all(said: &mut Said, names: &str, ids: &[&str]) {
    let names = words(names);
    said.all = names.is_empty();
    for name in names {
        if ids.contains(&name) {
            said.rules.push(RuleId::named(name));
        } else {
            let message = format!("there is no rule `{name}`{}", suggestion(name, ids));
            said.mistakes.push((message, "`driftlint rules` lists the rules".to_owned(), name.to_owned()));
        }
    }
}

/// Without a colon, the words that are rules name them, and what follows may be a reason.
fn name_until_text(said: &mut Said, rest: &str, ids: &[&str]) {
    let words = words(rest);
    said.all = words.is_empty();
    said.rules.extend(words.iter().take_while(|word| ids.contains(word)).map(|word| RuleId::named(word)));
    let Some(next) = words.get(said.rules.len()) else { return };
    if said.rules.is_empty() {
        let message = format!("there is no rule `{next}`{}", suggestion(next, ids));
        let help = "name the rule and say why, with a colon between: `driftlint-ignore RULE: why`";
        said.mistakes.push((message, help.to_owned(), (*next).to_owned()));
    }
}

/// The bytes that a comment covers, the last one included; none when nothing follows it.
pub(super) fn covered(document: &Document, comment: Span, scope: Scope) -> Option<(usize, usize)> {
    match scope {
        Scope::File => Some((0, document.source.text().len())),
        Scope::Section => Some(section(document, comment)),
        Scope::Block => around(document, comment).or_else(|| behind(document, comment)),
    }
}

fn section(document: &Document, comment: Span) -> (usize, usize) {
    let sections = &document.sections;
    let at = sections.iter().rposition(|section| section.span.start <= comment.start).unwrap_or(0);
    let level = sections[at].level;
    let next = sections[at + 1..].iter().find(|next| at == 0 || next.level <= level);
    let end = next.map_or(document.source.text().len(), |next| next.span.start.saturating_sub(1));
    (sections[at].span.start, end)
}

/// How many blocks before a comment are asked whether it stands in them; blocks hardly nest.
const NEAR: usize = 64;

/// The block that a comment stands in; in a table the row, because nothing can stand before a row.
fn around(document: &Document, comment: Span) -> Option<(usize, usize)> {
    let blocks = &document.blocks;
    let behind = blocks.partition_point(|block| block.span.start <= comment.start);
    let near = behind.saturating_sub(NEAR)..behind;
    let at = near.filter(|&at| blocks[at].span.contains(comment)).min_by_key(|&at| blocks[at].span.len())?;
    let BlockKind::Cell(cell) = blocks[at].kind else { return Some((blocks[at].span.start, blocks[at].span.end)) };
    let in_row = |block: &&Block| matches!(block.kind, BlockKind::Cell(other) if (other.table, other.row) == (cell.table, cell.row));
    let (before, after) = (blocks[..at].iter().rev().take_while(in_row), blocks[at..].iter().take_while(in_row));
    let row = before.chain(after).map(|block| block.span).reduce(Span::to)?;
    Some((row.start, row.end))
}

/// The block behind a comment: a paragraph, a heading, a whole list, table, quote or note; between two items the next one.
fn behind(document: &Document, comment: Span) -> Option<(usize, usize)> {
    let blocks = &document.blocks;
    let next = blocks.partition_point(|block| block.span.start < comment.end);
    if next == blocks.len() {
        return None;
    }
    let before = blocks[..next].iter().rfind(|block| block.span.end <= comment.start);
    let lead = document.source.slice(Span::new(document.source.line_start(document.source.line_of(comment.start)), comment.start));
    // A note may begin with a line of its own (`:::note`), which stands before it and not in it.
    let opens = |at: usize| {
        let inner = blocks.get(at + 1).and_then(|inner| inner.containers.get(blocks[at].containers.len()));
        matches!(blocks[at].kind, BlockKind::Directive(_)) && matches!(inner, Some(Container::Admonition { .. }))
    };
    let (next, before) = if opens(next) { (next + 1, Some(&blocks[next])) } else { (next, before) };
    let belongs = group(&blocks[next], before, lead);
    let end = blocks[next..].iter().take_while(|block| belongs(block)).map(|block| block.span.end).max()?;
    Some((comment.start, end))
}

/// What belongs to the block behind a comment. `lead` is what stands before the comment in its line.
fn group<'b>(next: &'b Block, before: Option<&'b Block>, lead: &str) -> Box<dyn Fn(&Block) -> bool + 'b> {
    let outer: &[Container] = before.map_or(&[], |block| &block.containers);
    let is_around = |(a, b): &(&Container, &Container)| a == b && (**a != Container::Quote || lead.contains('>'));
    let depth = outer.iter().zip(&next.containers).take_while(is_around).count();
    match next.containers.get(depth) {
        Some(Container::ListItem { list, .. }) => {
            let starts_list = !matches!(outer.get(depth), Some(Container::ListItem { list: same, .. }) if same == list);
            let in_item = lead.chars().any(|c| !c.is_whitespace() && c != '>');
            if starts_list && !in_item {
                return Box::new(
                    move |block| matches!(block.containers.get(depth), Some(Container::ListItem { list: same, .. }) if same == list),
                );
            }
            Box::new(move |block| block.containers.get(depth) == next.containers.get(depth))
        }
        Some(container) => Box::new(move |block| block.containers.get(depth) == Some(container)),
        None => match next.kind {
            BlockKind::Cell(cell) => Box::new(move |block| matches!(block.kind, BlockKind::Cell(other) if other.table == cell.table)),
            _ => Box::new(move |block| block.span.start == next.span.start),
        },
    }
}
