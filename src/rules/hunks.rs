//! What differs between two states of one text, as people read it: the words that were, and the words that are now.

use std::ops::Range;

use super::markup::brief;
use super::revision::{Token, Unit};
use crate::diff;
use crate::markdown::Document;
use crate::source::Span;

/// Words above which only the ends of two texts are compared, to bound time.
const MOST_WORDS: usize = 4000;
/// Equal words between two differences that are one.
const NEAR: usize = 2;

/// A run of words of one state.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// As it is read, cut to what a message can hold.
    pub(super) text: String,
    pub(super) span: Span,
    /// The blocks that they stand in.
    pub(super) blocks: Span,
    values: Vec<String>,
}

/// A difference.
#[derive(Clone, Debug)]
pub(super) struct Hunk {
    pub(super) now: Words,
    pub(super) was: Words,
}

impl Hunk {
    /// `"10 AM-6 PM" is now "10 AM-5 PM"`.
    pub(super) fn sentence(&self) -> String {
        format!("\"{}\" is now \"{}\"", self.was.text, self.now.text)
    }

    /// Whether the two states differ in a value.
    pub(super) fn has_values(&self) -> bool {
        self.now.values != self.was.values
    }

    /// What is now and what was: the values where they differ, else the words.
    pub(super) fn values(&self) -> (Vec<String>, Vec<String>) {
        let only = |of: &Words, other: &Words| -> Vec<String> {
            of.values.iter().filter(|value| !other.values.contains(value)).cloned().collect()
        };
        let (now, was) = (only(&self.now, &self.was), only(&self.was, &self.now));
        if now.is_empty() && was.is_empty() { (vec![self.now.text.clone()], vec![self.was.text.clone()]) } else { (now, was) }
    }
}

/// All words of a text.
pub(super) fn whole(document: &Document, unit: &Unit) -> Words {
    words(document, &unit.tokens)
}

/// The differences of two texts, in order; empty when they have the same words and values.
pub(super) fn hunks(now: (&Document, &Unit), was: (&Document, &Unit)) -> Vec<Hunk> {
    let (new, old) = (&now.1.tokens, &was.1.tokens);
    let part = |document: &Document, tokens: &[Token], range: Range<usize>| words(document, tokens.get(range).unwrap_or_default());
    let hunk = |ranges: (Range<usize>, Range<usize>)| Hunk { now: part(now.0, new, ranges.0), was: part(was.0, old, ranges.1) };
    ranges(new, old).into_iter().map(|ranges| readable(ranges, new.len(), old.len())).map(hunk).collect()
}

/// Ranges of words that differ, those that are near to each other together.
fn ranges(now: &[Token], was: &[Token]) -> Vec<(Range<usize>, Range<usize>)> {
    let texts = |tokens: &[Token]| -> Vec<String> { tokens.iter().map(|token| token.text.clone()).collect() };
    let (new, old) = (texts(now), texts(was));
    if new == old {
        return Vec::new();
    }
    if new.len().max(old.len()) > MOST_WORDS {
        let head = new.iter().zip(&old).take_while(|(a, b)| a == b).count();
        return vec![(head..new.len(), head..old.len())];
    }
    let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (new, old) in diff::differences(&new, &old) {
        match ranges.last_mut() {
            Some(last) if new.start - last.0.end <= NEAR => (last.0.end, last.1.end) = (new.end, old.end),
            _ => ranges.push((new, old)),
        }
    }
    ranges
}

/// Words that were only added or only taken out are shown with a word beside them.
fn readable((new, old): (Range<usize>, Range<usize>), new_len: usize, old_len: usize) -> (Range<usize>, Range<usize>) {
    if !new.is_empty() && !old.is_empty() {
        return (new, old);
    }
    if new.start > 0 && old.start > 0 {
        return (new.start - 1..new.end, old.start - 1..old.end);
    }
    (new.start..(new.end + 1).min(new_len), old.start..(old.end + 1).min(old_len))
}

/// Words of one text, which may stand in several blocks of one cell.
fn words(document: &Document, tokens: &[Token]) -> Words {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    for token in tokens {
        match pieces.last_mut() {
            Some((block, range)) if *block == token.block => range.end = token.range.end,
            _ => pieces.push((token.block, token.range.clone())),
        }
    }
    let text = |(block, range): &(usize, Range<usize>)| document.blocks.get(*block)?.text.visible().get(range.clone());
    let span = |(block, range): &(usize, Range<usize>)| Some(document.blocks.get(*block)?.text.source_span(range.clone()));
    let blocks = pieces.iter().filter_map(|(block, _)| document.blocks.get(*block)).map(|block| block.span);
    Words {
        blocks: blocks.reduce(Span::to).unwrap_or_default(),
        text: brief(&pieces.iter().filter_map(text).collect::<Vec<_>>().join(" ")),
        span: pieces.iter().filter_map(span).reduce(Span::to).unwrap_or_default(),
        values: tokens.iter().filter(|token| token.is_value).map(|token| token.text.clone()).collect(),
    }
}
