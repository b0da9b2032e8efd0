//! Where a run writes its findings: one form to standard output or a file, and more of them to files beside it.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

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

/// The reports of a run, known to go to different files.
pub(super) struct Reports<'o> {
    options: &'o Options,
    relative_to: Option<relative::Base>,
}

impl<'o> Reports<'o> {
    /// # Errors
    /// When two reports would overwrite each other, or paths cannot be written as is asked for.
    pub(super) fn of(options: &'o Options) -> Result<Reports<'o>, Stop> {
        let mut seen = Vec::new();
        for path in options.output.iter().chain(options.report.iter().map(|report| &report.path)) {
            let place = place(path);
            if seen.contains(&place) {
                return Err(Stop::new(format!("{}: two reports would be written to this file; name another for one", path.display())));
            }
            seen.push(place);
        }
        let relative_to = options.relative_to.as_deref().map(relative::Base::new).transpose()?;
        Ok(Reports { options, relative_to })
    }

    /// Writes all of them, the files first.
    pub(super) fn write(&self, outcome: &Outcome, style: &Style, elapsed: Duration) -> Result<(), Stop> {
        let rebased = self.relative_to.as_ref().map(|base| base.outcome(outcome));
        let outcome = rebased.as_ref().unwrap_or(outcome);
        let in_file = Style { colour: self.options.run.color == Color::Always, ..*style };
        for report in &self.options.report {
            output::write_file(&report.path, &text(report.format, outcome, &in_file, elapsed)?)?;
        }
        let text = text(self.options.format.parse().unwrap_or_default(), outcome, style, elapsed)?;
        match &self.options.output {
            Some(path) => output::write_file(path, &text),
            None => output::print(&text).map(drop),
        }
    }
}

fn text(format: Format, outcome: &Outcome, style: &Style, elapsed: Duration) -> Result<Vec<u8>, Stop> {
    let mut text = Vec::new();
    report::write(format, outcome, style, elapsed, &mut text).map_err(|error| Stop::new(error.to_string()))?;
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
