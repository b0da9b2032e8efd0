//! Writes what a run found, in the form that was asked for.
//!
//! It renders an [`Outcome`] and knows nothing else: no command line, no file on disk, no policy. What a person reads goes through
//! `visible`, so that no text of a document or file name can steer a terminal.

mod closing;
mod excerpt;
mod github;
mod gitlab;
mod human;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod paint;
mod sarif;
mod screen;
mod short;
pub mod site;
mod table;
mod visible;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::findings::finding::Outcome;

pub use closing::{closing_line, failure_line, note_line};
pub use table::rule_table;
pub use visible::text as harmless;

/// A form of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Both texts with what they state underlined, for a terminal.
    #[default]
    Human,
    /// One line a finding: `path:line:column: severity[rule] message`.
    Short,
    /// The versioned JSON document.
    Json,
    /// One JSON object a finding and line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// `JUnit` XML.
    Junit,
    /// A comment for a pull request.
    Markdown,
}

impl Format {
    /// Every name that [`Format::from_str`] takes.
    pub const NAMES: &'static [&'static str] = &["human", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

    const ALL: [Format; 9] = [
        Format::Human,
        Format::Short,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
    ];

    /// The name as the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Short => "short",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Markdown => "markdown",
        }
    }

    /// Whether people read it in a terminal, so that a closing line belongs to it.
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Human | Format::Short)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// The name of a format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no format `{}`; use one of {}", visible::text(&self.0), Format::NAMES.join(", "))
    }
}

impl std::error::Error for UnknownFormat {}

/// How much a report for people shows of many findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What matters first, in at most 200 lines, and how many more there are.
    #[default]
    FirstScreen,
    /// All of them.
    All,
}

/// How reports for people look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to write ANSI colours.
    pub colour: bool,
    /// Columns of the terminal; less than 40 counts as 40.
    pub width: usize,
    /// Findings only: no closing line.
    pub quiet: bool,
    /// Also the confidence of each finding, and the table of rules before the closing line.
    pub verbose: bool,
    /// How many findings [`Format::Human`] shows.
    pub extent: Extent,
}

impl Default for Style {
    /// What suits a pipe: no colour, 100 columns.
    fn default() -> Self {
        Self { colour: false, width: 100, quiet: false, verbose: false, extent: Extent::FirstScreen }
    }
}

/// Writes the findings in that form, and flushes. The same outcome gives the same bytes.
///
/// # Errors
/// Those of `out`, a broken pipe included.
pub fn write(format: Format, outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match format {
        Format::Human => human::write(outcome, style, &mut out)?,
        Format::Short => short::write(outcome, style, &mut out)?,
        Format::Json => json::write(outcome, &mut out)?,
        Format::Jsonl => jsonl::write(outcome, &mut out)?,
        Format::Sarif => sarif::write(outcome, &mut out)?,
        Format::Github => github::write(outcome, &mut out)?,
        Format::Gitlab => gitlab::write(outcome, &mut out)?,
        Format::Junit => junit::write(outcome, &mut out)?,
        Format::Markdown => markdown::write(outcome, &mut out)?,
    }
    out.flush()
}
