//! Writing to the standard streams.

use std::io::{self, IsTerminal, Write};

use crate::findings::{Failure, Outcome};
use crate::report;

use super::Stop;
use super::args::Color;

/// Prints a message on standard error; a terminal that is gone is nobody's loss.
pub(super) fn error(message: &str) {
    let _ = writeln!(io::stderr(), "driftlint: error: {message}");
}

/// Prints a line on standard error.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints to standard output. A reader that stops reading ends the work well.
pub(super) fn print(bytes: &[u8]) -> Result<u8, Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::new(format!("standard output cannot be written: {error}"))),
        _ => Ok(0),
    }
}

/// Says which files could not be checked.
pub(super) fn failures(outcome: &Outcome) {
    outcome.failures.iter().for_each(|failure: &Failure| note(&report::failure_line(failure)));
}

/// Says what was passed over.
pub(super) fn notes(notes: &[String]) {
    for line in notes {
        note(&report::note_line(line));
    }
}

/// Whether standard output takes colour.
pub(super) fn colour(color: Color, to_file: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !to_file && !refused && io::stdout().is_terminal(),
    }
}

/// Columns of the terminal, or of a wide page where there is none.
pub(super) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(120).clamp(60, 200)
}
