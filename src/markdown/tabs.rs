//! Tabs before the text of a line: comrak counts some of them as the columns that they stand for, others as one byte. It is given blanks
//! instead, and its columns are taken back to bytes.

use std::borrow::Cow;

/// Columns from one stop to the next.
const STOP: usize = 4;

/// The body with blanks in the place of tabs, where only blanks and marks of quotes stand before them. Lines stay lines.
pub(super) fn expanded(body: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\t', body.as_bytes()).is_none() {
        return Cow::Borrowed(body);
    }
    let mut all = String::with_capacity(body.len() + body.len() / 8);
    let mut rest = body;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        let lead = lead(line);
        let mut column = 0;
        for byte in lead.bytes() {
            let next = behind(column, byte);
            if byte == b'\t' {
                all.extend(std::iter::repeat_n(' ', next - column));
            } else {
                all.push(char::from(byte));
            }
            column = next;
        }
        all.push_str(&line[lead.len()..]);
        rest = after;
    }
    Cow::Owned(all)
}

/// The byte of a line that stands at a byte of the line with blanks, both from 0.
pub(super) fn written(line: &str, wanted: usize) -> usize {
    let lead = lead(line);
    let mut column = 0;
    for (at, byte) in lead.bytes().enumerate() {
        column = behind(column, byte);
        if wanted < column {
            return at;
        }
    }
    lead.len() + wanted - column
}

/// What stands up to the last tab before the text of a line.
fn lead(line: &str) -> &str {
    let blanks = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    line[..blanks].rfind('\t').map_or("", |at| &line[..=at])
}

/// The column behind a byte.
fn behind(column: usize, byte: u8) -> usize {
    if byte == b'\t' { (column / STOP + 1) * STOP } else { column + 1 }
}
