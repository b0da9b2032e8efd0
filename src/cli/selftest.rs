//! `driftlint selftest`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::report::harmless;
use crate::selftest::{self, Extent, Trial};

use super::args::SelftestArgs;
use super::progress::Bar;
use super::{Stop, output, settings};

/// Changes that were not reported are listed up to so many without `--verbose`.
const MOST_LISTED: usize = 10;

pub(super) fn run(arguments: &SelftestArgs) -> Result<u8, Stop> {
    let config = settings::config(&arguments.run)?;
    let policy = settings::policy(&config, &arguments.run)?;
    let site = settings::site(&arguments.paths, &config).map_err(|error| Stop::new(error.to_string()))?;
    let bar = Bar::of(&policy.progress, arguments.quiet);
    let extent = Extent { pages: arguments.pages.into(), seed: arguments.seed };
    let trials = selftest::run(&site, &policy, extent, settings::threads(&arguments.run));
    drop(bar);
    if trials.is_empty() {
        return Err(Stop::new("nothing was planted: no translation has a place for any change"));
    }
    let text = if arguments.json { in_json(&trials) } else { for_people(&trials, arguments.verbose) };
    output::print(text.as_bytes())
}

/// What was planted, and how much of it was reported.
#[derive(Default)]
struct Tally {
    planted: usize,
    reported: usize,
    /// Reported, and nothing else was said.
    alone: usize,
}

impl Tally {
    fn add(&mut self, trial: &Trial) {
        self.planted += 1;
        self.reported += usize::from(!trial.reported.is_empty());
        self.alone += usize::from(!trial.reported.is_empty() && trial.beside.is_empty());
    }
}

fn tallies<'a>(trials: &'a [Trial], of: impl Fn(&'a Trial) -> &'a str) -> BTreeMap<&'a str, Tally> {
    let mut all: BTreeMap<&str, Tally> = BTreeMap::new();
    for trial in trials {
        all.entry(of(trial)).or_default().add(trial);
    }
    all
}

fn for_people(trials: &[Trial], verbose: bool) -> String {
    let mut text = table("rule", &tallies(trials, |trial| trial.rule.as_str()));
    text.push('\n');
    text.push_str(&table("locale", &tallies(trials, |trial| &trial.locale)));
    let mut total = Tally::default();
    for trial in trials {
        total.add(trial);
    }
    let _ = writeln!(text, "\n{}", sentence(&total));
    text + &list("not reported", trials.iter().filter(|trial| trial.reported.is_empty()), verbose)
        + &list("something else was said too", trials.iter().filter(|trial| !trial.beside.is_empty()), verbose)
}

fn sentence(total: &Tally) -> String {
    format!(
        "{} of {} planted changes are reported where they are ({}), {} of them with nothing else said",
        total.reported,
        total.planted,
        share(total.reported, total.planted),
        total.alone
    )
}

fn table(what: &str, rows: &BTreeMap<&str, Tally>) -> String {
    let width = rows.keys().map(|name| name.width()).chain([what.len()]).max().unwrap_or(0);
    let mut text = format!("{what:width$}  planted  reported         nothing else said\n");
    for (name, tally) in rows {
        let reported = format!("{} ({})", tally.reported, share(tally.reported, tally.planted));
        let name = harmless(name);
        let _ = writeln!(text, "{name:width$}  {:7}  {reported:15}  {}", tally.planted, share(tally.alone, tally.reported));
    }
    text
}

/// Per cent, cut and not rounded, so that only all of them are 100 %.
fn share(part: usize, whole: usize) -> String {
    (part * 100).checked_div(whole).map_or_else(|| "-".to_owned(), |share| format!("{share} %"))
}

fn list<'a>(title: &str, trials: impl Iterator<Item = &'a Trial>, verbose: bool) -> String {
    let trials: Vec<&Trial> = trials.collect();
    let shown = if verbose { trials.len() } else { trials.len().min(MOST_LISTED) };
    let mut text = if shown == 0 { String::new() } else { format!("\n{title}:\n") };
    for trial in trials.iter().take(shown) {
        let beside: Vec<String> = trial.beside.iter().map(|(rule, line)| format!("{rule} on line {line}")).collect();
        let beside = if beside.is_empty() { String::new() } else { format!("; beside it: {}", beside.join(", ")) };
        let _ = writeln!(text, "  {}:{}: {}: {}{beside}", harmless(&trial.path), trial.line, trial.rule, harmless(&trial.what));
    }
    if trials.len() > shown {
        let _ = writeln!(text, "  … and {} more, with --verbose", trials.len() - shown);
    }
    text
}

fn in_json(trials: &[Trial]) -> String {
    let one = |trial: &Trial| {
        let beside: Vec<_> = trial.beside.iter().map(|(rule, line)| json!({"rule": rule.as_str(), "line": line})).collect();
        let reported: Vec<_> = trial.reported.iter().map(|rule| rule.as_str()).collect();
        json!({
            "rule": trial.rule.as_str(), "locale": trial.locale, "path": trial.path, "line": trial.line, "change": trial.what,
            "reported": reported, "beside": beside,
        })
    };
    let all: Vec<_> = trials.iter().map(one).collect();
    format!("{}\n", json!({"version": 1, "trials": all}))
}
