//! `driftlint fix`: applies fixes to the translations, or shows what they would change.

use crate::check::{self, Repair, Repaired};
use crate::rules::drift::Applicability;
use crate::source;

use super::args::FixArgs;
use super::progress::Bar;
use super::uncommitted::{self, Before};
use super::{Stop, files, output, settings};

/// 0 when everything that can be fixed is, 1 when `--diff` has something to show, 2 when something could not be read or written.
pub(super) fn run(arguments: &FixArgs) -> Result<u8, Stop> {
    let config = settings::config(&arguments.run)?;
    let site = settings::site(&arguments.paths, &config).map_err(|error| Stop::new(error.to_string()))?;
    let policy = settings::policy(&config, &arguments.run)?;
    let bar = Bar::of(&policy.progress, arguments.quiet);
    let repaired = check::repair(&site, &policy, arguments.all, settings::threads(&arguments.run));
    drop(bar);
    output::failures(&repaired.outcome);
    let shown = if arguments.diff { diff(&repaired)? } else { write(&repaired, arguments)? };
    if !arguments.quiet {
        output::notes(&site.notes);
        output::note(&closing(&repaired, arguments));
    }
    let nothing_checked = repaired.outcome.summary.translations == 0;
    Ok(if nothing_checked || !repaired.outcome.failures.is_empty() { 2 } else { shown })
}

fn diff(repaired: &Repaired) -> Result<u8, Stop> {
    let diffs: String = repaired.repairs.iter().map(|repair| crate::fix::diff(&repair.shown, &repair.before, &repair.after)).collect();
    output::print(diffs.as_bytes())?;
    Ok(u8::from(!diffs.is_empty()))
}

/// Writes every file, or none when one of them could not be brought back.
fn write(repaired: &Repaired, arguments: &FixArgs) -> Result<u8, Stop> {
    if !arguments.allow_dirty {
        let repairs = repaired.repairs.iter();
        uncommitted::refuse(repairs.map(|repair| Before { path: &repair.path, shown: &repair.shown, text: &repair.before }))?;
    }
    for repair in &repaired.repairs {
        replace(repair)?;
        if !arguments.quiet {
            output::note(&format!("fixed {}: {}", repair.shown, count(repair.fixes, "fix", "fixes")));
        }
    }
    Ok(0)
}

fn replace(repair: &Repair) -> Result<(), Stop> {
    let failed = |error| Stop::new(format!("{}: cannot be read again: {error}; it is left as it was", repair.shown));
    if source::read_bytes(&repair.path).map_err(failed)? != repair.before.as_bytes() {
        return Err(Stop::new(format!("{}: has changed while it was fixed, and is left as it is; run driftlint again", repair.shown)));
    }
    files::write(&repair.path, repair.after.as_bytes())
}

fn closing(repaired: &Repaired, arguments: &FixArgs) -> String {
    let outcome = &repaired.outcome;
    if outcome.summary.translations == 0 {
        return "nothing was fixed: no page with a translation was found".to_owned();
    }
    let fixes = repaired.repairs.iter().map(|repair| repair.fixes).sum();
    let files = count(repaired.repairs.len(), "file", "files");
    let done = match (fixes, arguments.diff) {
        (0, _) => "nothing to fix".to_owned(),
        (fixes, true) => format!("{} would change {files}", count(fixes, "fix", "fixes")),
        (fixes, false) => format!("applied {} in {files}", count(fixes, "fix", "fixes")),
    };
    let left = count(outcome.findings.len(), "other finding in the translations", "other findings in the translations");
    let offered = outcome.findings.iter().filter(|finding| finding.fixes.iter().any(|fix| fix.applicability == Applicability::Unsafe));
    match offered.count() {
        0 => format!("{done}; {left}"),
        number => format!("{done}; {left}, {number} with a fix that a person should read (--unsafe applies it)"),
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
