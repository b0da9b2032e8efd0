//! From comrak's lines and columns to bytes of the file. It knows no node.

use comrak::nodes::Sourcepos;

use crate::source::{SourceFile, Span};

use super::model::Slip;
use super::prepared::Prepared;
use super::slips::Blank;
use super::tabs;

/// Where the lines that comrak saw stand in the file.
pub(super) struct LineMap<'s> {
    source: &'s SourceFile,
    body_start: usize,
    lines_before: usize,
    /// What comrak was given instead of the body, if anything.
    prepared: Option<&'s Prepared>,
    /// Whether comrak saw blanks in the place of tabs.
    has_tabs: bool,
    /// Blanks that comrak saw and the file has not, in order.
    blanks: Vec<Blank>,
}

impl<'s> LineMap<'s> {
    /// For a body that starts at that byte.
    pub(super) fn new(source: &'s SourceFile, body_start: usize, prepared: Option<&'s Prepared>, blanks: Vec<Blank>) -> Self {
        let lines_before = source.line_of(body_start) - 1;
        let has_tabs = memchr::memchr(b'\t', &source.text().as_bytes()[body_start..]).is_some();
        Self { source, body_start, lines_before, prepared, has_tabs, blanks }
    }

    /// The byte of column 0 of a line as comrak counts them (both from 1).
    fn base(&self, line: usize) -> usize {
        let cuts = self.prepared.map_or([].as_slice(), |prepared| &prepared.cuts);
        self.start(self.row(line)) + cuts.get(line.wrapping_sub(1)).map_or(0, |&cut| cut as usize)
    }

    /// The first byte of a line of the body, from 1.
    fn start(&self, row: usize) -> usize {
        if row <= 1 { self.body_start } else { self.source.line_start(row + self.lines_before) }
    }

    /// The line of the body that comrak counts so, both from 1.
    fn row(&self, line: usize) -> usize {
        let rows = self.prepared.map_or([].as_slice(), |prepared| &prepared.rows);
        let Some(&last) = rows.last() else { return line };
        let beyond = line.saturating_sub(rows.len());
        rows.get(line.wrapping_sub(1)).map_or(last as usize + 1 + beyond, |&row| row as usize + 1)
    }

    /// The bytes of a node as comrak tells them: maybe beyond the file, or off the character boundaries.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let base = self.base(position.start.line);
        let end_base = if position.end.line == position.start.line { base } else { self.base(position.end.line) };
        let start = self.written(base, self.without_blank(position.start.line, position.start.column.saturating_sub(1)));
        // The end is the byte behind the last one.
        let last = position.end.column.checked_sub(1).map(|last| self.without_blank(position.end.line, last));
        let end = last.map_or(0, |last| self.written(end_base, last) + 1);
        Span::new(base + start, end_base + end)
    }

    /// The byte of a line as it is without the blank that comrak was given there, both from 0.
    fn without_blank(&self, line: usize, at: usize) -> usize {
        let blank = self.blanks.binary_search_by_key(&line, |blank| blank.line).ok().map(|found| self.blanks[found]);
        if blank.is_some_and(|blank| at > blank.at) { at - 1 } else { at }
    }

    /// The marks that a blank is lost behind.
    pub(super) fn slips(&self) -> Vec<Slip> {
        let slip = |blank: &Blank| {
            let base = self.base(blank.line);
            let mark = Span::new(base, base + self.written(base, blank.at));
            let line = &self.source.text()[mark.start..mark.end];
            Slip { kind: blank.kind, span: Span::new(mark.end - line.trim_start_matches([' ', '\t', '>']).len(), mark.end) }
        };
        self.blanks.iter().map(slip).collect()
    }

    /// The byte of a line for one that comrak counts, both from 0 at `base`.
    fn written(&self, base: usize, counted: usize) -> usize {
        let line = self.source.text().get(base..).filter(|_| self.has_tabs);
        line.map_or(counted, |line| tabs::written(line, counted))
    }

    /// Where the line ends, its line break included, that comrak counts so.
    pub(super) fn line_end(&self, line: usize) -> usize {
        self.source.line_start(self.row(line) + self.lines_before + 1)
    }
}
