//! Cells beyond the header's columns: comrak drops them. Their markup is only taken away, not read.

use crate::source::Span;

use super::html;
use super::html_blocks::say_entities;
use super::html_tags;
use super::model::{BlockKind, CellPosition};
use super::reader::Reader;

/// The spans of the cells in `row`, which starts at a pipe.
pub(super) fn cells(text: &str, row: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = row.start + 1;
    let mut at = start;
    while at < row.end {
        match bytes[at] {
            b'\\' => at += 1,
            b'|' => {
                found.push(Span::new(start, at));
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < row.end {
        found.push(Span::new(start, row.end));
    }
    found
}

/// Says what stands in such a cell.
pub(super) fn read(reader: &mut Reader<'_>, span: Span, position: CellPosition) {
    let span = reader.trimmed(span);
    reader.begin(BlockKind::Cell(position), span);
    let mut at = span.start;
    while at < span.end {
        at = token(reader, at, span.end);
    }
    reader.end(span);
}

fn token(reader: &mut Reader<'_>, at: usize, limit: usize) -> usize {
    let file = reader.text;
    let rest = &file[at..limit];
    match rest.as_bytes()[0] {
        b'\\' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => {
            reader.say(&rest[1..2], Span::new(at, at + 2));
            at + 2
        }
        b'*' | b'`' => at + 1,
        b'<' => match html::tag_end(rest) {
            Some(len) if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                html_tags::read(reader, Span::new(at, at + len));
                at + len
            }
            _ => say(reader, at, at + 1),
        },
        _ => {
            let end = rest
                .find(['\\', '*', '`', '<'])
                .filter(|&end| end > 0)
                .unwrap_or_else(|| if rest.starts_with('\\') { 1 } else { rest.len() });
            say(reader, at, at + end)
        }
    }
}

fn say(reader: &mut Reader<'_>, start: usize, end: usize) -> usize {
    say_entities(reader, Span::new(start, end));
    end
}
