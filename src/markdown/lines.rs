//! From comrak's lines and columns to bytes of the file. It knows no node.

use comrak::nodes::Sourcepos;

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

    /// The byte of column 0 of a line as comrak counts them (both from 1).
    fn base(&self, line: usize) -> usize {
        let start = if line <= 1 { self.body_start } else { self.source.line_start(line + self.lines_before) };
        start + self.cuts.get(line.wrapping_sub(1)).map_or(0, |&cut| cut as usize)
    }

    /// The bytes of a node as comrak tells them: maybe beyond the file, or off the character boundaries.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let base = self.base(position.start.line);
        let end_base = if position.end.line == position.start.line { base } else { self.base(position.end.line) };
        Span::new(base + position.start.column.saturating_sub(1), end_base + position.end.column)
    }

    /// Where the line ends, its line break included, that comrak counts so.
    pub(super) fn line_end(&self, line: usize) -> usize {
        self.source.line_start(line + self.lines_before + 1)
    }
}
