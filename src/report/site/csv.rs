//! Comma-separated values (RFC 4180): one row a finding. With a byte order mark, without which Excel takes UTF-8 for another encoding.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::findings::finding::Outcome;

use super::About;
use super::sheet::{COLUMNS, Cell, row};

pub(super) fn write(outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS.iter().map(|column| column.title))?;
    for finding in &outcome.findings {
        let cells = row(finding, about);
        writer.write_record(cells.iter().map(|cell| shown(cell)).map(|cell| cell.into_owned().into_bytes()))?;
    }
    writer.flush()
}

fn shown(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string().into(),
        Cell::Link(url) => url.into(),
        Cell::Empty => "".into(),
    }
}

/// A text that no spreadsheet takes for a formula: OWASP's quote before what would begin one. Telephone numbers (`+49 …`) have it too.
fn harmless(text: &str) -> Cow<'_, str> {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if text.starts_with(begins) { format!("'{text}").into() } else { text.into() }
}
