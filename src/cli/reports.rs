//! Where a run writes its findings: one form to standard output or a file, and more of them to files beside it.

use std::path::{Component, Path, PathBuf};

use crate::findings::Outcome;
use crate::report::{self, Format, Style};

use super::args::{Color, Options};
use super::{Stop, output, relative};

/// The file of a `--report FORMAT=FILE`, and what is written to it.
#[derive(Clone, Debug)]
pub(super) struct ReportFile {
    format: Format,
    path: PathBuf,
}

impl ReportFile {
    /// From `FORMAT=FILE`; only the first `=` divides.
    ///
    /// # Errors
    /// One clause that says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<ReportFile, String> {
        let (format, path) = text.split_once('=').ok_or_else(|| format!("not FORMAT=FILE, such as {}=driftlint.json", Format::Json))?;
        let format = format.parse().map_err(|error: report::UnknownFormat| error.to_string())?;
        if path.is_empty() { Err("names no file".to_owned()) } else { Ok(ReportFile { format, path: PathBuf::from(path) }) }
    }
}

/// Says before the run what would be wrong with its reports.
///
/// # Errors
/// When two reports would overwrite each other, or paths cannot be written as is asked for.
pub(super) fn check(options: &Options) -> Result<(), Stop> {
    let mut seen = Vec::new();
    for path in options.output.iter().chain(options.report.iter().map(|report| &report.path)) {
        let place = place(path);
        if seen.contains(&place) {
            return Err(Stop::new(format!("{}: two reports would be written to this file; name another for one", path.display())));
        }
        seen.push(place);
    }
    base(options).map(drop)
}

/// Writes all of them, the files first.
pub(super) fn write(outcome: &Outcome, options: &Options, style: &Style) -> Result<(), Stop> {
    let rebased = base(options)?.map(|base| base.outcome(outcome));
    let outcome = rebased.as_ref().unwrap_or(outcome);
    let in_file = Style { colour: options.run.color == Color::Always, ..*style };
    for report in &options.report {
        output::write_file(&report.path, &text(report.format, outcome, &in_file)?)?;
    }
    let text = text(options.format.parse().unwrap_or_default(), outcome, style)?;
    match &options.output {
        Some(path) => output::write_file(path, &text),
        None => output::print(&text).map(drop),
    }
}

/// The folder that paths are written from, where it is not the current one.
fn base(options: &Options) -> Result<Option<relative::Base>, Stop> {
    options.relative_to.as_deref().map(relative::Base::new).transpose()
}

fn text(format: Format, outcome: &Outcome, style: &Style) -> Result<Vec<u8>, Stop> {
    let mut text = Vec::new();
    report::write(format, outcome, style, &mut text).map_err(|error| Stop::new(error.to_string()))?;
    Ok(text)
}

/// What tells one file from another, however its path is written.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = path.canonicalize().or_else(|_| folder.canonicalize().map(|folder| folder.join(path.file_name().unwrap_or_default())));
    real.or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
        .components()
        .filter(|c| *c != Component::CurDir)
        .collect()
}
