//! Reports on a whole site, for the people who plan the work on its translations: findings, and every page in every locale.
//!
//! It renders an [`Outcome`] with its survey and what is known [`About`] it, and knows nothing else: no command line, no file on disk, no
//! policy.

mod csv;
mod html;
mod json;
mod markdown;
mod sheet;
mod totals;
mod xlsx;

use std::io::{self, Write};

use crate::findings::finding::{Outcome, Place};
use crate::findings::history::{Change, Run};
use crate::findings::links::Links;

/// A form of report on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One file to look at in a browser.
    Html,
    /// The JSON document of `check`, with the matrix of pages and locales.
    Json,
    /// Comma-separated values: one row a finding.
    Csv,
    /// A workbook for Excel: a summary, and a sheet a locale.
    Xlsx,
    /// A summary for a wiki or a mail.
    Markdown,
}

impl Form {
    /// Every form, in the order in which help shows them.
    pub const ALL: [Form; 5] = [Form::Html, Form::Json, Form::Csv, Form::Xlsx, Form::Markdown];

    /// The name as the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
            Form::Csv => "csv",
            Form::Xlsx => "xlsx",
            Form::Markdown => "markdown",
        }
    }

    /// Whether it is no text, so that a terminal can do nothing with it.
    pub fn is_binary(self) -> bool {
        self == Form::Xlsx
    }

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
            Form::Csv => "csv",
            Form::Xlsx => "xlsx",
            Form::Markdown => "md",
        }
    }

    /// The form of a name.
    pub fn by_name(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What a report says beside the outcome.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The version of driftlint that made the run.
    pub version: &'a str,
    /// The day of the run, `YYYY-MM-DD`, by UTC.
    pub date: &'a str,
    /// Where lines of files are shown on the web.
    pub links: &'a Links,
    /// The runs so far, the oldest first and this one last; empty when no history is kept.
    pub history: &'a [Run],
    /// What changed since the run before; none when there is none to compare with.
    pub change: Option<&'a Change>,
}

impl About<'_> {
    /// The address of a place of a finding in that locale; none when no template of links is for its file.
    pub fn link(&self, place: &Place, locale: &str) -> Option<String> {
        self.links.url(place, locale)
    }
}

/// Writes the report in that form, and flushes. The same outcome and the same [`About`] give the same bytes.
///
/// # Errors
/// Those of `out`, a broken pipe included.
pub fn write(form: Form, outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match form {
        Form::Html => html::write(outcome, about, &mut out)?,
        Form::Json => json::write(outcome, about, &mut out)?,
        Form::Csv => csv::write(outcome, about, &mut out)?,
        Form::Xlsx => xlsx::write(outcome, about, &mut out)?,
        Form::Markdown => markdown::write(outcome, about, &mut out)?,
    }
    out.flush()
}
