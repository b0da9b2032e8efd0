//! From comrak's lines and columns to bytes of the file. It knows no node.

use comrak::nodes::{LineColumn, Sourcepos};

use crate::source::{SourceFile, Span};

/// Where the lines that comrak saw stand in the file.
pub(super) struct LineMap<'s> {
    source: &'s SourceFile,
    body_start: usize,
    lines_before: usize,
    /// Bytes that were cut off each body line's start before comrak saw it; empty when none were.
    cuts: &'s [u32],
}

impl<'s> LineMap<'s> {
    /// For a body that starts at that byte; `cuts` as in [`super::indented::Indented`].
    pub(super) fn new(source: &'s SourceFile, body_start: usize, cuts: &'s [u32]) -> Self {
        let lines_before = source.line_of(body_start) - 1;
        Self { source, body_start, lines_before, cuts }
    }

    /// The byte at a line and column as comrak counts them (both from 1).
    fn byte(&self, place: LineColumn) -> usize {
        let start = match place.line {
            0 | 1 => self.body_start,
            line => self.source.line_start(line + self.lines_before),
        };
        let cut = self.cuts.get(place.line.wrapping_sub(1)).map_or(0, |&cut| cut as usize);
        (start + cut + place.column).saturating_sub(1)
    }

    /// The bytes of a node, kept inside the file and on character boundaries.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let end = LineColumn { line: position.end.line, column: position.end.column + 1 };
        let start = self.floor(self.byte(position.start));
        Span::new(start, self.floor(self.byte(end)).max(start))
    }

    fn floor(&self, offset: usize) -> usize {
        let text = self.source.text();
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}
