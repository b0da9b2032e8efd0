//! What a line of text states by itself, outside of any document: an allowance, a value of a fact sheet.

use super::model::Value;
use super::read::read_block;
use crate::locale::lexicon::Lexicon;
use crate::markdown::{Block, BlockKind, Text};
use crate::source::Span;

/// The values that the whole line states, one for each of its readings; none when it states more than one value, or other words too.
pub fn read(text: &str, lexicon: &Lexicon) -> Vec<Value> {
    let text = text.trim();
    let facts = read_block(&block(text), None, lexicon, &mut Vec::new());
    let whole = facts.facts.iter().chain(&facts.numbers).filter(|fact| fact.range == (0..text.len()));
    whole.map(|fact| fact.value.clone()).collect()
}

fn block(line: &str) -> Block {
    let mut text = Text::default();
    text.push_decoded(line, Span::new(0, line.len()));
    Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, line.len()),
        section: 0,
        containers: Vec::new(),
        text,
        inlines: Vec::new(),
        segments: Vec::new(),
    }
}
