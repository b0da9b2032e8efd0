//! Mistakes in a configuration, and how they are shown.

use std::path::Path;

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::{self, Styles, StylesWriter, termcolor};

use crate::source::Span;

/// One mistake in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// What is wrong, and what would be right if that is known; lower-case start, no full stop.
    pub message: String,
    /// Where, in bytes of the configuration file.
    pub span: Span,
    /// A few words beside the place; may be empty.
    pub label: String,
    /// What to do, where the message does not say it.
    pub help: Option<String>,
}

/// All problems as a terminal shows them, each with its line of `text`; with ANSI colours if `colour`.
pub fn render(problems: &[ConfigProblem], text: &str, path: &Path, colour: bool) -> String {
    let file = SimpleFile::new(printable(&path.display().to_string()), printable(text));
    let mut buffer = if colour { termcolor::Buffer::ansi() } else { termcolor::Buffer::no_color() };
    let (config, styles) = (term::Config::default(), Styles::default());
    for problem in problems {
        let mut writer = StylesWriter::new(&mut buffer, &styles);
        // Writing to memory cannot fail, and the spans lie inside the text.
        let _ = term::emit_to_write_style(&mut writer, &config, &file, &diagnostic(problem, text));
    }
    String::from_utf8_lossy(buffer.as_slice()).into_owned()
}

fn diagnostic(problem: &ConfigProblem, text: &str) -> Diagnostic<()> {
    let inside = inside(problem.span, text);
    let label = Label::primary((), inside.start..inside.end).with_message(printable(&problem.label));
    let help = problem.help.iter().map(|help| format!("help: {}", printable(help)));
    Diagnostic::error().with_message(printable(&problem.message)).with_labels(vec![label]).with_notes(help.collect())
}

/// A span of whole characters inside the text, whatever it is made of: the parser of TOML has spans of its errors that end before they
/// start, inside a character or behind the end.
pub(super) fn inside(span: Span, text: &str) -> Span {
    let is_start = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=span.start.min(text.len())).rev().find(is_start).unwrap_or(0);
    let end = (span.end.min(text.len())..=text.len()).find(is_start).unwrap_or(start);
    Span::new(start, end.max(start))
}

/// Control characters and bidi controls would act on the terminal; each is replaced by a visible character of as many bytes.
fn printable(text: &str) -> String {
    text.chars().map(printable_char).collect()
}

fn printable_char(c: char) -> char {
    match c {
        '\n' | '\t' | '\r' => c,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        '\u{61c}' => '\u{b7}',
        c if c.is_control() && c.len_utf8() == 1 => '?',
        c if c.is_control() => '\u{b7}',
        c => c,
    }
}
