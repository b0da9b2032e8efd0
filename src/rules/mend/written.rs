//! A value as the translation writes it: its visible text, its figures, and how new text gets back into the file.

use std::ops::Range;

use super::super::drift::{Applicability, Mending};
use crate::align::Side;
use crate::digits::zero_of;
use crate::facts::Fact;
use crate::markdown::Block;
use crate::source::{SourceFile, Span};

/// A run of decimal digits.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// Of the block's visible text.
    pub(super) range: Range<usize>,
    /// The digits, in ASCII.
    pub(super) digits: String,
    /// The zero of the script that they are written in.
    pub(super) zero: char,
}

impl Figures {
    /// The number that they are, when it is not too large.
    pub(super) fn value(&self) -> Option<u32> {
        self.digits.parse().ok()
    }
}

/// A new text for a part of the block's visible text.
pub(super) type Change = (Range<usize>, String);

/// A fact where it stands.
#[derive(Clone, Debug)]
pub(super) struct Written<'d> {
    pub(super) block: &'d Block,
    source: &'d SourceFile,
    pub(super) range: Range<usize>,
    pub(super) figures: Vec<Figures>,
}

impl<'d> Written<'d> {
    /// A fact of a block.
    pub(super) fn of(side: Side<'d>, block: Option<usize>, fact: &Fact) -> Option<Written<'d>> {
        let holds = |block: &&Block| !fact.range.is_empty() && block.text.source_span(fact.range.clone()) == fact.span;
        let block = block.and_then(|block| side.document.blocks.get(block)).filter(holds)?;
        let figures = figures(block.text.visible(), fact.range.clone())?;
        Some(Written { block, source: &side.document.source, range: fact.range.clone(), figures })
    }

    /// The visible text.
    pub(super) fn text(&self) -> &'d str {
        self.slice(self.range.clone())
    }

    /// A part of the block's visible text.
    pub(super) fn slice(&self, range: Range<usize>) -> &'d str {
        self.block.text.visible().get(range).unwrap_or_default()
    }

    /// Whether letters are glued to figures, which other figures may not take (`1er`, `2nd`).
    pub(super) fn is_ordinal(&self, figures: &Figures) -> bool {
        let behind = self.slice(figures.range.end..self.block.text.visible().len());
        behind.starts_with(|c: char| c.is_lowercase() || c.is_uppercase() || matches!(c, 'º' | 'ª'))
    }

    /// What stands behind the value in its block.
    pub(super) fn rest(&self) -> &'d str {
        self.slice(self.range.end..self.block.text.visible().len())
    }

    /// The visible text after changes, which are in order.
    fn changed(&self, changes: &[Change]) -> String {
        let mut text = String::new();
        let mut at = self.range.start;
        for (range, new) in changes {
            text.push_str(self.slice(at..range.start));
            text.push_str(new);
            at = range.end;
        }
        text + self.slice(at..self.range.end)
    }

    /// Brings changes into the file: as one edit of the value where it is written without markup, else one by one. None where a change
    /// falls on something that is written otherwise than it is shown.
    pub(super) fn mending(&self, applicability: Applicability, changes: Vec<Change>) -> Option<Mending> {
        let changes: Vec<Change> = changes.into_iter().filter(|(range, new)| self.slice(range.clone()) != new).collect();
        if changes.is_empty() {
            return None;
        }
        let new = self.changed(&changes);
        let title = format!("change it to {}", new.split_whitespace().collect::<Vec<_>>().join(" "));
        let whole = self.span(self.range.clone());
        let edits = match whole {
            Some(span) => vec![(span, new)],
            None => changes.into_iter().map(|(range, new)| Some((self.span(range)?, new))).collect::<Option<Vec<_>>>()?,
        };
        super::mending(applicability, title, edits)
    }

    /// Where a part of the visible text stands, if it is written as it is shown.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let span = self.block.text.source_span(range.clone());
        (!range.is_empty() && self.source.slice(span) == self.slice(range)).then_some(span)
    }

    /// Where a text stands in a part of the file for the last time.
    pub(super) fn find_last(&self, span: Span, text: &str) -> Option<Span> {
        let start = span.start + self.source.slice(span).rfind(text)?;
        Some(Span::new(start, start + text.len()))
    }
}

/// The runs of digits in a part of a text.
fn figures(visible: &str, range: Range<usize>) -> Option<Vec<Figures>> {
    let mut found: Vec<Figures> = Vec::new();
    for (at, c) in visible.get(range.clone())?.char_indices() {
        let Some(zero) = zero_of(c) else { continue };
        let start = range.start + at;
        let digit = char::from_digit(c as u32 - zero as u32, 10)?;
        let place = start..start + c.len_utf8();
        match found.last_mut().filter(|last| last.range.end == start && last.zero == zero) {
            Some(last) => {
                last.range.end = place.end;
                last.digits.push(digit);
            }
            None => found.push(Figures { range: place, digits: digit.to_string(), zero }),
        }
    }
    Some(found)
}

/// ASCII digits in the script of a zero; other characters stay.
pub(super) fn in_script(text: &str, zero: char) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|value| char::from_u32(zero as u32 + value)).unwrap_or(c);
    text.chars().map(digit).collect()
}
