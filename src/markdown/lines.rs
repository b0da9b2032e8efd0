//! From comrak's lines and columns to bytes of the file. It knows no node.

use comrak::nodes::Sourcepos;

use crate::source::{SourceFile, Span};

use super::tabs;

/// Where the lines that comrak saw stand in the file.
pub(super) struct LineMap<'s> {
    source: &'s SourceFile,
    body_start: usize,
    lines_before: usize,
    /// Bytes that were cut off each body line's start before comrak saw it; empty when none were.
    cuts: &'s [u32],
    /// Whether comrak saw blanks in the place of tabs.
    has_tabs: bool,
}

impl<'s> LineMap<'s> {
    /// For a body that starts at that byte; `cuts` as in [`super::indented::Indented`].
    pub(super) fn new(source: &'s SourceFile, body_start: usize, cuts: &'s [u32]) -> Self {
        let lines_before = source.line_of(body_start) - 1;
        let has_tabs = memchr::memchr(b'\t', &source.text().as_bytes()[body_start..]).is_some();
        Self { source, body_start, lines_before, cuts, has_tabs }
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
        let start = self.written(base, position.start.column.saturating_sub(1));
        // The end is the byte behind the last one.
        let end = position.end.column.checked_sub(1).map_or(0, |last| self.written(end_base, last) + 1);
        Span::new(base + start, end_base + end)
    }

    /// The byte of a line for one that comrak counts, both from 0 at `base`.
    fn written(&self, base: usize, counted: usize) -> usize {
        let line = self.source.text().get(base..).filter(|_| self.has_tabs);
        line.map_or(counted, |line| tabs::written(line, counted))
    }

    /// Where the line ends, its line break included, that comrak counts so.
    pub(super) fn line_end(&self, line: usize) -> usize {
        self.source.line_start(line + self.lines_before + 1)
    }
}
