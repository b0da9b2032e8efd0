//! Writing to the standard streams and to files.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::{Mutex, Once, PoisonError};

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

/// Held while a file is written, so that an interruption waits for it.
static WRITING: Mutex<()> = Mutex::new(());

/// Exit status of a run that was interrupted, as shells have it for Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Ends the run when it is interrupted, but for a file that is being written, which is finished first.
#[expect(clippy::disallowed_methods, reason = "an interrupted run has no outcome that could be returned")]
fn end_between_files() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        // Without the handler, an interruption may leave a part file, and nothing worse.
        let _ = ctrlc::set_handler(|| {
            let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
            std::process::exit(INTERRUPTED);
        });
    });
}

/// Writes a file whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let failed = |error: io::Error| Stop::new(format!("{}: cannot be written: {error}", path.display()));
    let name = path.file_name().ok_or_else(|| Stop::new(format!("{}: is not the name of a file", path.display())))?;
    let mut partial = name.to_os_string();
    partial.push(format!(".{}.part", std::process::id()));
    let partial = path.with_file_name(partial);
    end_between_files();
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    std::fs::write(&partial, bytes).and_then(|()| std::fs::rename(&partial, path)).map_err(|error| {
        let _ = std::fs::remove_file(&partial);
        failed(error)
    })
}

/// Writes a file that is there whole or not at all, and leaves its permissions as they are.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let permissions = std::fs::metadata(path).map(|file| file.permissions());
    write_file(path, bytes)?;
    permissions
        .and_then(|permissions| std::fs::set_permissions(path, permissions))
        .map_err(|error| Stop::new(format!("{}: was written, but its permissions cannot be set: {error}", path.display())))
}

/// Says which files could not be checked.
pub(super) fn failures(outcome: &Outcome) {
    outcome.failures.iter().for_each(|failure: &Failure| note(&report::failure_line(failure)));
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
