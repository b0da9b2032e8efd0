//! Findings for a terminal: both texts, with what each states underlined.
//!
//! codespan draws; this hands it excerpts in the place of files. It reads no file: a place brings its line along.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::{Ansi, NoColor, WriteColor};
use codespan_reporting::term::{self, Config};

use crate::findings::finding::{Elsewhere, Finding, Outcome, Place};
use crate::rules::drift::Applicability;
use crate::source::Position;

use super::excerpt::{self, Excerpt};
use super::paint::{self, Painter};
use super::screen::{self, Entry, Left, Screen};
use super::{Extent, Style, table, visible};

const LEAST_WIDTH: usize = 40;
/// Missing pages of a folder that are named.
const MOST_NAMES: usize = 5;

/// Lines of the table that follows a first screen.
const TABLE_LINES: usize = 25;
/// Lines for what is left out.
const LEFT_LINES: usize = 10;

pub(super) fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let draw = |entry: &Entry<'_>| drawn(entry, style);
    if style.extent == Extent::All {
        return screen::all(&outcome.findings).iter().try_for_each(|entry| out.write_all(&draw(entry)?));
    }
    let Screen { shown, left } = screen::first(&outcome.findings, draw)?;
    shown.iter().try_for_each(|drawn| out.write_all(drawn))?;
    if left.is_empty() { Ok(()) } else { out.write_all(summary(outcome, &left, style).as_bytes()) }
}

fn drawn(entry: &Entry<'_>, style: &Style) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if style.colour {
        draw(entry, style, Painter::new(Ansi::new(&mut bytes)))?;
    } else {
        draw(entry, style, Painter::new(NoColor::new(&mut bytes)))?;
    }
    Ok(bytes)
}

fn draw<W: WriteColor>(entry: &Entry<'_>, style: &Style, mut painter: Painter<W>) -> io::Result<()> {
    let finding = entry.first();
    let (snippets, diagnostic) = match entry {
        Entry::MissingPages(pages) => (Snippets(Vec::new()), missing_pages(pages)),
        Entry::Finding(_) => {
            let snippets = Snippets::of(finding, style.width);
            let diagnostic = diagnostic(finding, &snippets, style);
            (snippets, diagnostic)
        }
    };
    term::emit_to_write_style(&mut painter, &Config::default(), &snippets, &diagnostic).map_err(io_error)
}

/// What is not shown, the counts of all, and what can be done about so many.
fn summary(outcome: &Outcome, left: &[Left], style: &Style) -> String {
    let of_a_kind = |left: &Left| {
        let locale = if left.locale.is_empty() { String::new() } else { format!(" in {}", visible::text(&left.locale)) };
        format!("… and {} more of `{}`{locale}\n", left.number, left.rule)
    };
    let rest: usize = left.iter().skip(LEFT_LINES).map(|left| left.number).sum();
    let rest = if rest == 0 { String::new() } else { format!("… and {rest} more of other rules or locales\n") };
    let left_out: String = left.iter().take(LEFT_LINES).map(of_a_kind).collect();
    let counts = table::short_table(&outcome.findings, style, TABLE_LINES);
    format!("{left_out}{rest}\nall findings by rule and locale:\n{counts}\n{}", next_steps(left))
}

fn next_steps(left: &[Left]) -> String {
    let steps = [
        (one_kind(left), "one rule in one locale"),
        ("driftlint check --all".to_owned(), "every finding"),
        ("driftlint report".to_owned(), "all of it in a browser"),
        ("driftlint baseline".to_owned(), "accept these, and fail on new ones only"),
    ];
    let width = steps.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    steps.iter().fold("what next:\n".to_owned(), |text, (command, what)| text + &format!("  {command:width$}  {what}\n"))
}

/// The command for the kind that most is left out of.
fn one_kind(left: &[Left]) -> String {
    let first = left.first().map(|left| (left.rule.as_str(), visible::text(&left.locale)));
    let (rule, locale) = first.unwrap_or_default();
    let locale = if locale.is_empty() { String::new() } else { format!(" --locales {locale}") };
    format!("driftlint check --select {rule}{locale}")
}

/// One line for the pages of a folder, and the first of them by name.
fn missing_pages(pages: &[&Finding]) -> Diagnostic<usize> {
    let first = pages[0];
    let folder = match screen::folder(&first.page) {
        "" => "the top folder",
        folder => folder,
    };
    let names: Vec<&str> = pages.iter().take(MOST_NAMES).map(|finding| finding.page.rsplit('/').next().unwrap_or(&finding.page)).collect();
    let more = pages.len().saturating_sub(MOST_NAMES);
    let more = if more == 0 { String::new() } else { format!(" … and {more} more") };
    let message = format!("{} pages of {folder} have no translation in {}", pages.len(), first.locale);
    Diagnostic::new(paint::level(first.severity))
        .with_code(first.rule.as_str())
        .with_message(visible::text(&message))
        .with_note(visible::text(&format!("pages: {}{more}", names.join(", "))))
}

fn io_error(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

fn diagnostic(finding: &Finding, snippets: &Snippets, style: &Style) -> Diagnostic<usize> {
    Diagnostic::new(paint::level(finding.severity))
        .with_code(finding.rule.as_str())
        .with_message(visible::text(&finding.message))
        .with_labels(snippets.labels())
        .with_notes(notes(finding, style.verbose))
}

fn notes(finding: &Finding, verbose: bool) -> Vec<String> {
    let page = finding.translation.is_none().then(|| page_note(finding));
    let confidence = verbose.then(|| format!("confidence: {:?}", finding.confidence).to_lowercase());
    let help = finding.help.as_ref().map(|help| format!("help: {help}"));
    let more = finding.notes.iter().map(|note| format!("note: {note}"));
    let notes =
        [page, section_note(finding), also(finding), confidence].into_iter().flatten().chain(more).chain(help).chain(fix_note(finding));
    let notes = notes.map(|note| visible::text(&note).into_owned());
    notes.chain(finding.allow.as_deref().filter(|_| verbose).map(allow_note)).collect()
}

/// A finding about a comment of the reference is of no locale.
fn page_note(finding: &Finding) -> String {
    let locale = if finding.locale.is_empty() { String::new() } else { format!(", locale {}", finding.locale) };
    format!("page: {}{locale}", finding.page)
}

/// The table for the configuration, a line each.
fn allow_note(table: &str) -> String {
    let lines: Vec<_> = table.lines().map(visible::text).collect();
    format!("to allow it, put this into driftlint.toml and say why:\n{}", lines.join("\n"))
}

/// The other translations that state the same.
fn also(finding: &Finding) -> Option<String> {
    let place = |other: &Elsewhere| format!("{}:{}", other.translation.path, other.translation.start.line);
    let places: Vec<String> = finding.also.iter().map(place).collect();
    (!places.is_empty()).then(|| format!("the same in {}", places.join(", ")))
}

/// What the best fix does, where the help does not say it already.
fn fix_note(finding: &Finding) -> Option<String> {
    let best = finding.fixes.first().filter(|fix| finding.help.as_ref() != Some(&fix.title))?;
    let how = if best.applicability == Applicability::Unsafe { " (unsafe: read it first)" } else { "" };
    Some(format!("fix: {}{how}", best.title))
}

fn section_note(finding: &Finding) -> Option<String> {
    let name = match (finding.section.as_str(), finding.aligned_by.as_str()) {
        ("", "") => return None,
        ("", _) => "before the first heading",
        (name, _) => name,
    };
    let how = if finding.aligned_by.is_empty() { String::new() } else { format!(", aligned by {}", finding.aligned_by) };
    Some(format!("section: {name}{how}"))
}

/// The excerpts of one finding, as codespan's files: the translation's first, then the reference's.
struct Snippets(Vec<Snippet>);

struct Snippet {
    name: String,
    start: Position,
    excerpt: Excerpt,
}

impl Snippets {
    fn of(finding: &Finding, width: usize) -> Self {
        let places: Vec<&Place> = finding.place().into_iter().chain(finding.other_place()).collect();
        let digits = places.iter().map(|place| place.start.line.to_string().len()).max().unwrap_or(0);
        // The gutter is the line number, a space, the border and a space.
        let room = width.max(LEAST_WIDTH).saturating_sub(digits + 3);
        Self(places.into_iter().map(|place| Snippet::of(place, room)).collect())
    }

    /// The first place is what the finding is about.
    fn labels(&self) -> Vec<Label<usize>> {
        let label = |(id, snippet): (usize, &Snippet)| {
            let range = snippet.excerpt.label.clone();
            let label = if id == 0 { Label::primary(id, range) } else { Label::secondary(id, range) };
            label.with_message(&snippet.excerpt.beside)
        };
        self.0.iter().enumerate().map(label).collect()
    }

    fn get(&self, id: usize) -> Result<&Snippet, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl Snippet {
    fn of(place: &Place, room: usize) -> Self {
        // A byte order mark is not a column, and not worth showing.
        let line = place.line.trim_start_matches('\u{feff}');
        let excerpt = excerpt::cut(line, labelled(line, place), &place.label, room);
        Self { name: visible::text(&place.path).into_owned(), start: place.start, excerpt }
    }
}

/// The bytes of the line that the place covers; up to the line's end when it goes on over the next lines.
fn labelled(line: &str, place: &Place) -> Range<usize> {
    let start = byte_of_column(line, place.start.column - place.left_out);
    let ends_here = place.end.line == place.start.line;
    let end = if ends_here { byte_of_column(line, place.end.column - place.left_out) } else { line.len() };
    start..end.max(start)
}

fn byte_of_column(line: &str, column: usize) -> usize {
    let mut columns = line.char_indices().filter(|&(_, c)| c != '\u{feff}');
    columns.nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

impl<'a> Files<'a> for Snippets {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.get(id).map(|snippet| snippet.name.as_str())
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.get(id).map(|snippet| snippet.excerpt.text.as_str())
    }

    fn line_index(&'a self, _id: usize, _byte: usize) -> Result<usize, Error> {
        Ok(0)
    }

    /// codespan counts the digits of this number and cannot count those of 0.
    fn line_number(&'a self, id: usize, _line: usize) -> Result<usize, Error> {
        self.get(id).map(|snippet| snippet.start.line.max(1))
    }

    fn column_number(&'a self, id: usize, _line: usize, _byte: usize) -> Result<usize, Error> {
        self.get(id).map(|snippet| snippet.start.column)
    }

    fn line_range(&'a self, id: usize, _line: usize) -> Result<Range<usize>, Error> {
        self.get(id).map(|snippet| 0..snippet.excerpt.text.len())
    }
}
