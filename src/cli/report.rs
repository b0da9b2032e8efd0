//! `driftlint report`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use crate::check;
use crate::findings::Outcome;
use crate::findings::links::Links;
use crate::report::site::{self, About, Form};

use super::args::ReportArgs;
use super::history::{self, History};
use super::progress::Bar;
use super::{Stop, baseline, files, output, part, reports, settings};

/// 0 when the report is written, whatever is in it, 2 when not every page could be checked.
pub(super) fn run(arguments: &ReportArgs) -> Result<u8, Stop> {
    let (files, links) = (files(arguments)?, links(&arguments.link_template)?);
    let mut history = History::read(arguments.history.as_deref())?;
    let written: Vec<PathBuf> = files.iter().filter_map(|(_, path)| path.clone()).chain(arguments.history.clone()).collect();
    reports::spare_parts(&written, &arguments.merge)?;
    let is_history = |path: &&PathBuf| arguments.history.as_ref().is_some_and(|history| reports::is_same_file(history, path));
    if let Some(path) = files.iter().filter_map(|(_, path)| path.as_ref()).find(is_history) {
        return Err(Stop::new(format!("{}: is the history, and would be overwritten; name another file for the report", path.display())));
    }
    let (outcome, commit) = if arguments.merge.is_empty() { checked(arguments, &written)? } else { part::merged(&arguments.merge)? };
    history.add(&outcome, commit);
    let date = settings::today().to_string();
    let about =
        About { version: env!("CARGO_PKG_VERSION"), date: &date, links: &links, history: &history.runs, change: history.change.as_ref() };
    for (form, path) in files {
        write(form, path.as_deref(), (&outcome, &about), arguments.quiet)?;
    }
    history.write()?;
    output::failures(&outcome);
    Ok(if outcome.failures.is_empty() && !outcome.survey.pages.is_empty() { 0 } else { 2 })
}

fn links(templates: &[String]) -> Result<Links, Stop> {
    let mut links = Links::default();
    for template in templates {
        links.add(template).map_err(|problem| Stop::new(format!("--link-template: {problem}")))?;
    }
    Ok(links)
}

/// What a run over the site finds, and the commits that its pages are at.
fn checked(arguments: &ReportArgs, files: &[PathBuf]) -> Result<(Outcome, Option<String>), Stop> {
    let config = settings::config(&arguments.run)?;
    let mut policy = settings::policy(&config, &arguments.run)?;
    policy.is_whole_site = super::check::is_whole_site(&arguments.paths, &arguments.run, &config);
    policy.baseline = baseline::find(arguments.baseline.as_deref(), &config)?;
    policy.survey = true;
    let site = settings::site(&arguments.paths, &config).map_err(|error| Stop::new(error.to_string()))?;
    reports::spare(files, &site, &config, [&arguments.run.config, &arguments.baseline].into_iter().flatten())?;
    if !arguments.quiet {
        output::notes(&site.notes);
    }
    let commit = arguments.history.as_ref().and_then(|_| history::commit(&site));
    let _bar = Bar::of(&policy.progress, arguments.quiet);
    Ok((check::site(&site, &policy, settings::threads(&arguments.run)), commit))
}

/// The forms that are asked for, each with its file; none for standard output.
fn files(arguments: &ReportArgs) -> Result<Vec<(Form, Option<PathBuf>)>, Stop> {
    let mut forms: Vec<Form> = Vec::new();
    for form in arguments.format.iter().filter_map(|name| Form::by_name(name)) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    match (&forms[..], &arguments.output) {
        // Nobody reads it in a terminal.
        ([Form::Html], None) => Ok(vec![(Form::Html, Some(PathBuf::from("driftlint-report.html")))]),
        ([form], None) if form.is_binary() && std::io::stdout().is_terminal() => {
            Err(Stop::new(format!("{} is nothing for a terminal; name a file with --output FILE", form.name())))
        }
        ([form], output) => Ok(vec![(*form, output.clone())]),
        (_, Some(output)) if files::is_standard_output(output) => {
            Err(Stop::new("more than one format cannot be written to standard output; name a file with --output FILE"))
        }
        (_, Some(output)) => Ok(forms.iter().map(|form| (*form, Some(output.with_extension(form.ending())))).collect()),
        (_, None) => Err(Stop::new("more than one format needs --output FILE; each format is written beside it with its own ending")),
    }
}

fn write(form: Form, path: Option<&Path>, (outcome, about): (&Outcome, &About<'_>), is_quiet: bool) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    site::write(form, outcome, about, &mut bytes).map_err(|error| Stop::new(error.to_string()))?;
    let Some(path) = path else { return output::print(&bytes).map(|_| ()) };
    files::write(path, &bytes)?;
    if !is_quiet && !files::is_standard_output(path) {
        output::note(&format!("wrote {}", settings::shown(path)));
    }
    Ok(())
}
