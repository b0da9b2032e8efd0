//! `driftlint baseline`, and where a baseline is found.

use std::path::{Path, PathBuf};

use crate::check;
use crate::config::Config;
use crate::findings::baseline::{Baseline, Entry, FILE_NAME};

use super::args::BaselineArgs;
use super::progress::Bar;
use super::{Stop, files, output, reports, settings};

pub(super) fn run(arguments: &BaselineArgs) -> Result<u8, Stop> {
    let config = settings::config(&arguments.run)?;
    let mut policy = settings::policy(&config, &arguments.run)?;
    policy.one_by_one = true;
    let site = settings::site(&arguments.paths, &config).map_err(|error| Stop::new(error.to_string()))?;
    let is_whole_site = super::check::is_whole_site(&arguments.paths, &arguments.run, &config);
    let path = arguments.baseline.clone().unwrap_or_else(|| usual_path(&config));
    reports::spare_pages(std::slice::from_ref(&path), &site, &config)?;
    // A device or a pipe that is named is only written to.
    let is_read = if arguments.baseline.is_some() { path.is_file() } else { is_there(&path) };
    let before = if is_read { read(&path)? } else { Baseline::default() };
    let bar = Bar::of(&policy.progress, arguments.quiet);
    let outcome = check::site(&site, &policy, settings::threads(&arguments.run));
    drop(bar);
    output::failures(&outcome);
    if !arguments.quiet {
        output::notes(&site.notes);
    }
    if !outcome.failures.is_empty() || outcome.summary.translations == 0 {
        return Err(Stop::new(format!("{}: is left as it was, because not every page could be checked", settings::shown(&path))));
    }
    // What was not found in a part of the site, or by some of the rules, may be there.
    let was_looked_for = |entry: &Entry| is_whole_site && policy.is_wanted(entry.rule);
    let occurs = |fingerprint: &str| outcome.findings.iter().any(|finding| finding.fingerprint == fingerprint);
    let text = if arguments.prune {
        before.text(std::iter::empty(), |fingerprint, entry| !was_looked_for(entry) || occurs(fingerprint))
    } else {
        before.text(outcome.findings.iter(), |_, entry| !was_looked_for(entry))
    };
    files::write(&path, text.as_bytes())?;
    if !arguments.quiet {
        let after = text.lines().filter(|line| !line.starts_with('#')).count();
        let findings = if after == 1 { "finding" } else { "findings" };
        output::note(&format!("{}: {after} {findings}, {} before", settings::shown(&path), before.len()));
    }
    Ok(0)
}

/// The baseline that a run holds its findings against: the one that is named, else the usual one if it is there.
pub(super) fn find(named: Option<&Path>, config: &Config) -> Result<Option<Baseline>, Stop> {
    match named {
        Some(path) => read(path).map(Some),
        None => match Some(usual_path(config)).filter(|path| is_there(path)) {
            Some(path) => read(&settings::own(path)?).map(Some),
            None => Ok(None),
        },
    }
}

/// Whether something has the name, also what cannot be read.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

pub(super) fn usual_path(config: &Config) -> PathBuf {
    config.dir.clone().unwrap_or_else(|| PathBuf::from(".")).join(FILE_NAME)
}

/// Reads a baseline, or says what is wrong with it.
pub(super) fn read(path: &Path) -> Result<Baseline, Stop> {
    let shown = settings::shown(path);
    let source = settings::rules(path, &shown).map_err(|reason| Stop::new(format!("{shown}: the baseline cannot be read: {reason}")))?;
    Baseline::read(source).map_err(|problem| Stop::new(format!("{shown}: {problem}")))
}
