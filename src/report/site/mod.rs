//! Reports on a whole site, for the people who plan the work on its translations: findings, and every page in every locale.
//!
//! It renders an [`Outcome`] with its survey and knows nothing else: no command line, no file on disk, no policy.

mod html;
mod json;

use std::io::{self, Write};

use crate::findings::finding::Outcome;

/// A form of report on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One file to look at in a browser.
    Html,
    /// The JSON document of `check`, with the matrix of pages and locales.
    Json,
}

impl Form {
    /// Every form, in the order in which help shows them.
    pub const ALL: [Form; 2] = [Form::Html, Form::Json];

    /// The name as the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
        }
    }

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
        }
    }

    /// The form of a name.
    pub fn by_name(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// Writes the report in that form, and flushes. The same outcome gives the same bytes.
///
/// # Errors
/// Those of `out`, a broken pipe included.
pub fn write(form: Form, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match form {
        Form::Html => html::write(outcome, &mut out)?,
        Form::Json => json::write(outcome, &mut out)?,
    }
    out.flush()
}
