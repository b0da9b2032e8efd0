//! Where a run writes its findings: one form to standard output or a file, and more of them to files beside it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::config::{self, Config, Pattern};
use crate::findings::{Outcome, baseline};
use crate::pages::{self, Site};
use crate::report::{self, Format, Style};

use super::args::{Color, Options};
use super::{Stop, files, output, relative};

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
    for path in written(options) {
        let place = files::real(&path);
        if seen.contains(&place) && files::is_standard_output(&path) {
            return Err(Stop::new("two reports would be written to standard output; name a file for one"));
        }
        if seen.contains(&place) {
            return Err(Stop::new(format!("{}: two reports would be written to this file; name another for one", path.display())));
        }
        seen.push(place);
    }
    base(options).map(drop)
}

/// Refuses to write over what is read, or would be in a run over the whole site: pages, their configuration, their baseline. `named` are
/// files that the command line names as such.
///
/// # Errors
/// One sentence that names the file.
pub(super) fn spare<'p>(
    written: &[PathBuf],
    site: &Site,
    config: &Config,
    named: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), Stop> {
    spare_pages(written, site, config)?;
    let own = config.dir.as_deref().unwrap_or(Path::new("."));
    let rules = config::FILE_NAMES.iter().chain([&baseline::FILE_NAME]).map(|name| files::real(&own.join(name)));
    let rules: HashSet<PathBuf> = rules.chain(named.into_iter().map(|path| files::real(path))).filter(|path| path.is_file()).collect();
    match written.iter().find(|path| rules.contains(&files::real(path))) {
        Some(path) => Err(Stop::new(format!("{}: rules what is checked, and would be overwritten; name another file", path.display()))),
        None => Ok(()),
    }
}

/// Refuses to write over pages, whether this run looks at them or not.
///
/// # Errors
/// One sentence that names the file.
pub(super) fn spare_pages(written: &[PathBuf], site: &Site, config: &Config) -> Result<(), Stop> {
    let read = site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)));
    let pages: HashSet<PathBuf> = read.map(|file| files::real(&file.path)).collect();
    let taken = |path: &&PathBuf| !files::is_standard_output(path) && pages.contains(&files::real(path));
    if let Some(path) = written.iter().find(taken) {
        return Err(Stop::new(format!("{}: is a page that is checked, and would be overwritten; name another file", path.display())));
    }
    if let Some(path) = written.iter().find(|path| !files::is_standard_output(path) && is_page(path, config)) {
        return Err(Stop::new(format!("{}: is a page of the site, and would be overwritten; name another file", path.display())));
    }
    Ok(())
}

/// Refuses to write over the parts that are put together.
///
/// # Errors
/// One sentence that names the file.
pub(super) fn spare_parts(written: &[PathBuf], parts: &[PathBuf]) -> Result<(), Stop> {
    let parts: HashSet<PathBuf> = parts.iter().map(|path| files::real(path)).filter(|path| path.is_file()).collect();
    match written.iter().find(|path| !files::is_standard_output(path) && parts.contains(&files::real(path))) {
        Some(path) => Err(Stop::new(format!("{}: is one of the parts, and would be overwritten; name another file", path.display()))),
        None => Ok(()),
    }
}

/// Whether two paths stand for one file that is written.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    !files::is_standard_output(one) && !files::is_standard_output(other) && files::real(one) == files::real(other)
}

/// Whether a file is a page of the site that it lies in, whatever this run looks at.
fn is_page(path: &Path, config: &Config) -> bool {
    let real = files::real(path);
    let patterns = config.layouts.iter().flat_map(|layout| [&layout.reference, &layout.translation]);
    let endings = patterns.filter_map(Pattern::ending);
    let has_ending =
        || pages::has_page_ending(&real) || endings.into_iter().any(|ending| real.extension().is_some_and(|own| own == ending));
    // A folder that is no project's may hold the whole disk.
    if !real.is_file() || !has_ending() || pages::bounds(&real).is_none() {
        return false;
    }
    let whole = Config { locales: Vec::new(), ..config.clone() };
    let found = pages::discover(std::slice::from_ref(&real), &whole).map(|site| site.pages).unwrap_or_default();
    found
        .iter()
        .any(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)).any(|file| files::real(&file.path) == real))
}

/// The files of the reports; what goes to standard output is `-`.
pub(super) fn written(options: &Options) -> Vec<PathBuf> {
    let output = options.output.clone().unwrap_or_else(|| PathBuf::from("-"));
    std::iter::once(output).chain(options.report.iter().map(|report| report.path.clone())).collect()
}

/// Writes all of them, the files first.
pub(super) fn write(outcome: &Outcome, options: &Options, style: &Style) -> Result<(), Stop> {
    let rebased = base(options)?.map(|base| base.outcome(outcome));
    let outcome = rebased.as_ref().unwrap_or(outcome);
    let in_file = Style { colour: options.run.color == Color::Always, ..*style };
    for report in &options.report {
        files::write(&report.path, &text(report.format, outcome, &in_file)?)?;
    }
    let text = text(options.format.parse().unwrap_or_default(), outcome, style)?;
    match &options.output {
        Some(path) => files::write(path, &text),
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
