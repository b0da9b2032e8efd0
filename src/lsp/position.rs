//! Places as the protocol counts them: lines from 0, and characters in the units that server and client agreed on.

use gen_lsp_types::{Position, Range};

use crate::source::{SourceFile, Span};

/// The units in which characters are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16: what every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first that the client offers and that is known here; `utf-16` when it offers none.
    pub fn of(offered: &[&str]) -> Encoding {
        let known = |name: &&str| match *name {
            "utf-8" => Some(Encoding::Utf8),
            "utf-16" => Some(Encoding::Utf16),
            "utf-32" => Some(Encoding::Utf32),
            _ => None,
        };
        offered.iter().find_map(known).unwrap_or_default()
    }

    /// As the protocol calls it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// A text whose places are counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'s> {
    /// The text.
    pub source: &'s SourceFile,
    /// The units.
    pub encoding: Encoding,
    /// Whether the text comes from the disk: an editor takes a byte order mark off, and does not count it.
    pub is_from_disk: bool,
}

impl Counted<'_> {
    /// The place of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let place = self.source.position(offset);
        let before = self.source.slice(Span::new(self.line_start(place.line - 1), place.offset));
        let units: usize = before.chars().map(|c| self.encoding.units(c)).sum();
        Position { line: place.line as u32 - 1, character: units as u32 }
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte of a place. One behind the end of its line is at its end, one inside a character at its start.
    pub fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        if line >= self.source.line_count() {
            return self.source.text().len();
        }
        let start = self.line_start(line);
        let text = self.source.slice(Span::new(start, self.source.line_span(line + 1).end));
        let mut left = position.character as usize;
        let within = text.chars().take_while(|c| {
            let fits = self.encoding.units(*c) <= left;
            left = left.saturating_sub(self.encoding.units(*c));
            fits
        });
        start + within.map(char::len_utf8).sum::<usize>()
    }

    /// The span of a range, whichever end comes first.
    pub fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        Span::new(a.min(b), a.max(b))
    }

    /// The first byte of a line, from 0, that counts.
    fn line_start(&self, line: usize) -> usize {
        let start = self.source.line_start(line + 1);
        let has_mark = start == 0 && self.is_from_disk && self.source.text().starts_with('\u{feff}');
        if has_mark { '\u{feff}'.len_utf8() } else { start }
    }
}
