//! What `check` and `compare` share: configuration, policy, the report, the exit status.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::check::{self, Change};
use crate::config::{self, Config, ConfigProblem, Date};
use crate::findings::Outcome;
use crate::findings::policy::Policy;
use crate::locale::Tag;
use crate::pages::{self, PagesError, Site};
use crate::report::{self, Extent, Style};
use crate::rules::options::Options as RuleOptions;
use crate::rules::{RuleId, registry};
use crate::source::SourceFile;

use super::args::{Color, Options, RunOptions};
use super::{Stop, files, output, reports};

/// The configuration of a run, with the locales that the command line asks for.
pub(super) fn config(options: &RunOptions) -> Result<Config, Stop> {
    let mut config = config_file(options.config.as_deref(), options.color)?;
    if !options.allow_outside {
        within_reach(&config)?;
    }
    if !options.locales.is_empty() {
        config.locales.clone_from(&options.locales);
    }
    Ok(config)
}

/// The configuration: the file that was named, else the one found from the current folder upwards, else the defaults.
pub(super) fn config_file(named: Option<&Path>, color: Color) -> Result<Config, Stop> {
    let found = || config::discover_config(Path::new("."));
    let path = named.map_or_else(|| found().map(own).transpose(), |named| Ok(Some(named.to_path_buf())))?;
    path.map_or_else(|| Ok(Config::default()), |path| load(&path, color))
}

/// A file that is found and not named, unless a link leads to one that is no part of the checkout: what is wrong in it would be shown.
pub(super) fn own(path: PathBuf) -> Result<PathBuf, Stop> {
    if files::is_led_out(&path) {
        return Err(Stop::new(format!("{}: is a link that leads out of the repository; nothing was checked", shown(&path))));
    }
    Ok(path)
}

/// Refuses a configuration that names folders that no checkout may name.
fn within_reach(config: &Config) -> Result<(), Stop> {
    let current = std::env::current_dir().unwrap_or_default();
    let shown = config.source.as_ref().map_or("", SourceFile::path);
    pages::out_of_reach(config, &current).map_or(Ok(()), |sentence| Err(Stop::new(format!("{shown}: {sentence}; nothing was checked"))))
}

/// The configuration for lists of rules, which are there for mending it too: without it, when it has mistakes.
pub(super) fn config_beside_lists() -> Option<Config> {
    let path = config::discover_config(Path::new("."))?;
    let config = load(&path, Color::Never).ok();
    if config.is_none() {
        output::note(&format!("{} has mistakes or cannot be read; facts of your own are left out", shown(&path)));
    }
    config
}

fn load(path: &Path, color: Color) -> Result<Config, Stop> {
    let shown = shown(path);
    let source = rules(path, &shown).map_err(|reason| Stop::new(format!("{shown}: the configuration cannot be read: {reason}")))?;
    read(source.text(), path, shown, color, pages::root_problems)
}

/// The text of a file that rules a run; else why it cannot be read, in one clause.
pub(super) fn rules(path: &Path, shown: &str) -> Result<SourceFile, String> {
    if path.is_dir() {
        return Err("is a folder, not a file".to_owned());
    }
    if path.is_symlink() && !path.exists() {
        return Err("is a link that leads nowhere".to_owned());
    }
    SourceFile::read(path, shown).map_err(|error| error.to_string())
}

/// A configuration whose text is known; `on_disk` says what is wrong with it where it lies.
pub(super) fn read(
    text: &str,
    path: &Path,
    shown: String,
    color: Color,
    on_disk: impl Fn(&Config) -> Vec<ConfigProblem>,
) -> Result<Config, Stop> {
    let known: Vec<&str> = registry::ids().collect();
    let checked = config::load(text, path, &known).map(|config| named(config, &shown)).and_then(|config| {
        let mut problems = config::option_problems(&config, RuleOptions::names);
        problems.extend(on_disk(&config));
        problems.sort_by_key(|problem| problem.span);
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    });
    checked.map_err(|problems| {
        let colour = output::colour(color, false);
        let rendered = config::render(&problems, text, Path::new(&shown), colour);
        let count = if problems.len() == 1 { "a mistake".to_owned() } else { format!("{} mistakes", problems.len()) };
        Stop::new(format!("{shown} has {count}; nothing was checked\n\n{}", rendered.trim_end()))
    })
}

/// The configuration with its path as messages show it.
fn named(config: Config, shown: &str) -> Config {
    let source = config.source.as_ref().map(|source| SourceFile::new(shown, source.text()));
    Config { source, ..config }
}

/// The pages of a run.
pub(super) fn site(paths: &[PathBuf], config: &Config) -> Result<Site, PagesError> {
    let current = std::env::current_dir().unwrap_or_default();
    let found = pages::discover(paths, config).map_err(|error| error.because(check::hindrances(&current)))?;
    Ok(check::present(found, &current))
}

/// A path as messages show it: relative to the current folder when it lies below.
pub(super) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&current).or_else(|_| path.strip_prefix("."));
    let path = below.ok().filter(|below| !below.as_os_str().is_empty()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The policy that configuration and options make.
pub(super) fn policy<'a>(config: &'a Config, options: &RunOptions) -> Result<Policy<'a>, Stop> {
    let mut policy = narrowed(config, &options.select, &options.ignore)?;
    policy.min_confidence = options.min_confidence.into();
    Ok(policy)
}

/// The policy of a configuration for some of the rules.
pub(super) fn narrowed<'a>(config: &'a Config, select: &[String], ignore: &[String]) -> Result<Policy<'a>, Stop> {
    let mut policy = Policy::new(config, today());
    let ids = policy.rule_ids();
    let unknown = |rules: &[String]| rules.iter().find(|rule| !ids.contains(&rule.as_str())).cloned();
    for (option, rules) in [("--select", select), ("--ignore", ignore)] {
        if let Some(rule) = unknown(rules) {
            return Err(Stop::new(format!("{option}: {}", unknown_rule(&rule, &ids))));
        }
    }
    let rules = |named: &[String]| named.iter().map(|id| RuleId::named(id)).collect::<Vec<_>>();
    policy.narrow(&rules(select), &rules(ignore));
    Ok(policy)
}

/// The sentence about a rule that there is not.
pub(super) fn unknown_rule(rule: &str, ids: &[&str]) -> String {
    let nearest = config::suggestion(rule, ids);
    let help = if nearest.is_empty() { "; `driftlint rules` lists the rules" } else { "" };
    format!("there is no rule `{rule}`{nearest}{help}")
}

/// The day of the run by UTC. `SOURCE_DATE_EPOCH` (seconds from 1970-01-01) stands for it where a run has to give the same bytes again.
pub(super) fn today() -> Date {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let clock = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    let seconds: u64 = set.unwrap_or_else(clock);
    Date::from_days(seconds / 86_400)
}

/// How many threads to use.
pub(super) fn threads(options: &RunOptions) -> usize {
    options.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Checks a site: all of it, or what a change brought.
pub(super) fn outcome(site: &Site, policy: &mut Policy<'_>, options: &Options) -> Result<Outcome, Stop> {
    let change = match &options.since {
        Some(revision) => Some(Change::since(site, revision).map_err(|problem| Stop::new(format!("--since {revision}: {problem}")))?),
        None if options.staged => Some(Change::staged(site).map_err(|problem| Stop::new(format!("--staged: {problem}")))?),
        None => None,
    };
    let Some(change) = change else { return Ok(check::site(site, policy, threads(&options.run))) };
    policy.is_whole_site = false;
    Ok(check::news(site, policy, &change, threads(&options.run)))
}

/// Writes the report and the closing line, and says how the run ended.
pub(super) fn finish(outcome: &Outcome, options: &Options, started: Instant) -> Result<u8, Stop> {
    let style = Style {
        colour: output::colour(options.run.color, options.output.as_deref().is_some_and(|path| !files::is_standard_output(path))),
        width: output::width(),
        quiet: options.quiet,
        verbose: options.verbose,
        extent: if options.all { Extent::All } else { Extent::FirstScreen },
    };
    let elapsed = started.elapsed();
    reports::write(outcome, options, &style)?;
    if !options.quiet {
        output::notes(&outcome.notes);
    }
    output::failures(outcome);
    if let Some(part) = outcome.part.as_ref().filter(|_| outcome.summary.translations == 0 && outcome.failures.is_empty()) {
        output::note(&format!("part {} holds no page", part.shard));
        return Ok(0);
    }
    if is_untouched(outcome, options) {
        output::note("no page is touched by the change");
        return Ok(0);
    }
    let line = report::closing_line(outcome, elapsed, &style);
    if !line.is_empty() {
        output::note(&line);
    }
    Ok(status(outcome, options))
}

/// Whether only a change was to be looked at, and it touches no page.
fn is_untouched(outcome: &Outcome, options: &Options) -> bool {
    let is_part = options.since.is_some() || options.staged;
    is_part && outcome.summary.translations == 0 && outcome.findings.is_empty() && outcome.failures.is_empty()
}

fn status(outcome: &Outcome, options: &Options) -> u8 {
    let failing = options.fail_on.severity().is_some_and(|least| outcome.findings.iter().any(|finding| finding.severity >= least));
    match () {
        () if !outcome.failures.is_empty() || outcome.summary.translations == 0 && outcome.findings.is_empty() => 2,
        () if failing => 1,
        () => 0,
    }
}

/// The locale that a page says it is in, or that its path says.
pub(super) fn locale_of_page(path: &Path, front_matter: Option<&crate::markdown::FrontMatter>) -> Option<Tag> {
    let keys = ["ms.contentlocale", "lang", "locale", "language"];
    let said = keys.iter().find_map(|key| front_matter.and_then(|entries| entries.get(key)).and_then(Tag::parse));
    said.or_else(|| locale_of_path(path))
}

/// The innermost part of a path that is a tag: `zh-CN.md`, `page.de.md`, `README_fr.md`, `docs/de/page.md`.
fn locale_of_path(path: &Path) -> Option<Tag> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let stem = name.split('.').collect::<Vec<_>>();
    let mut parts: Vec<String> = stem.iter().rev().map(|part| (*part).to_owned()).collect();
    parts.extend(stem.first().and_then(|stem| stem.rsplit_once(['-', '_'])).map(|(_, last)| last.to_owned()));
    parts.extend(path.parent().into_iter().flat_map(Path::components).rev().map(|part| part.as_os_str().to_string_lossy().into_owned()));
    parts.iter().filter(|part| part.len() != 2 || !matches!(part.as_str(), "md" | "MD")).find_map(|part| Tag::parse(part))
}

/// A file named on the command line.
pub(super) fn page_file(path: &Path) -> pages::PageFile {
    pages::PageFile { path: PathBuf::from(path), shown: shown(path) }
}
