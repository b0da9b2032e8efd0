//! Colours, and the words for severities, for reports in a terminal.
//!
//! The translation is marked in the colour of the severity and the reference in green, so that a finding reads like a diff; where there
//! is no colour, `^` and `-` tell the two apart.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity as Level};
use codespan_reporting::term::WriteStyle;
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor};

use crate::rules::drift::Severity;

/// The word for a severity in messages.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// codespan's name for a severity. It has no `info`; [`Painter`] writes that word for its `note`.
pub(super) fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    }
}

/// The colour of a severity, bold.
pub(super) fn severity(severity: Severity) -> ColorSpec {
    coloured(level_colour(level(severity)), true)
}

/// Bold in the terminal's own colour.
pub(super) fn bold() -> ColorSpec {
    ColorSpec::new().set_bold(true).clone()
}

/// Green and bold, for a run without findings.
pub(super) fn good() -> ColorSpec {
    coloured(Color::Green, true)
}

/// The text between ANSI codes, or as it is without `colour`.
pub(super) fn painted(text: &str, spec: &ColorSpec, colour: bool) -> String {
    if !colour {
        return text.to_owned();
    }
    let mut buffer = Buffer::ansi();
    let written = buffer.set_color(spec).and_then(|()| write!(buffer, "{text}")).and_then(|()| WriteColor::reset(&mut buffer));
    match written.map(|()| String::from_utf8(buffer.into_inner())) {
        Ok(Ok(painted)) => painted,
        _ => text.to_owned(),
    }
}

fn coloured(colour: Color, bold: bool) -> ColorSpec {
    ColorSpec::new().set_fg(Some(colour)).set_bold(bold).clone()
}

fn level_colour(level: Level) -> Color {
    match level {
        Level::Bug | Level::Error => Color::Red,
        Level::Warning => Color::Yellow,
        Level::Note | Level::Help => Color::Cyan,
    }
}

/// What codespan writes a diagnostic through.
pub(super) struct Painter<W> {
    out: W,
    in_note_header: bool,
}

impl<W> Painter<W> {
    /// Paints with the codes of `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out, in_note_header: false }
    }
}

impl<W: WriteColor> Write for Painter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The word comes as one piece right after `set_header`, and "info" is as long, so the count of bytes stays true.
        if std::mem::take(&mut self.in_note_header) && bytes == b"note" {
            return self.out.write_all(b"info").map(|()| bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: WriteColor> WriteStyle for Painter<W> {
    fn set_header(&mut self, level: Level) -> io::Result<()> {
        self.in_note_header = level == Level::Note;
        self.out.set_color(&coloured(level_colour(level), true))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.out.set_color(&bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        // Plain blue is hard to read on black.
        self.out.set_color(coloured(Color::Blue, false).set_intense(true))
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set_line_number()
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set_line_number()
    }

    fn set_label(&mut self, level: Level, label: LabelStyle) -> io::Result<()> {
        let colour = match label {
            LabelStyle::Primary => level_colour(level),
            LabelStyle::Secondary => Color::Green,
        };
        self.out.set_color(&coloured(colour, true))
    }

    fn reset(&mut self) -> io::Result<()> {
        self.out.reset()
    }
}
