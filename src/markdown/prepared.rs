//! The body of a page as comrak is given it, where that is not the file's own: what a dialect reads in other lines than CommonMark.

use crate::source::Span;

use super::marks::Mark;

/// A body for comrak.
#[derive(Default)]
pub(super) struct Prepared {
    /// The text.
    pub(super) markdown: String,
    /// Bytes cut off the start of each line.
    pub(super) cuts: Vec<u32>,
    /// For each line the line of the file's body that it is, both from 0; an added line has that of the next one. Empty where none was added.
    pub(super) rows: Vec<u32>,
    /// Where blocks open and end that CommonMark does not know, in order.
    pub(super) marks: Vec<Mark>,
    /// Tags of JSX that are no HTML, in order. comrak is given a paragraph of letters in the place of each.
    pub(super) elements: Vec<Element>,
}

/// Tags of JSX alone in their lines.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// From the first tag to the last one.
    pub(super) span: Span,
    /// Each of them.
    pub(super) tags: Vec<Span>,
    /// The templates in it that go over several lines, without their backquotes.
    pub(super) code: Vec<Span>,
}

/// Columns from one tab stop to the next.
const STOP: usize = 4;

/// How wide blanks are.
pub(super) fn columns(blanks: &str) -> usize {
    blanks.bytes().fold(0, |column, b| if b == b'\t' { (column / STOP + 1) * STOP } else { column + 1 })
}

/// How many bytes of blanks make up at most that many columns.
pub(super) fn cut_columns(line: &str, wanted: usize) -> usize {
    let blanks = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    (0..=blanks).rev().find(|&cut| columns(&line[..cut]) <= wanted).unwrap_or(0)
}

/// Follows fences of code: character and length of the one that is open behind a line, whose indentation is left out.
pub(super) fn track_fence(content: &str, fence: &mut Option<(u8, usize)>) {
    let Some(&mark @ (b'`' | b'~')) = content.as_bytes().first() else { return };
    let len = content.bytes().take_while(|&b| b == mark).count();
    match *fence {
        None if len >= 3 => *fence = Some((mark, len)),
        Some((open, opened)) if open == mark && len >= opened && content[len..].trim().is_empty() => *fence = None,
        _ => {}
    }
}
