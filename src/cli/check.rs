//! `driftlint check`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::config::Config;
use crate::findings::Outcome;
use crate::pages::PagesError;

use super::args::{CheckArgs, RunOptions};
use super::progress::Bar;
use super::{Stop, baseline, output, part, reports, settings, watch};

pub(super) fn run(arguments: &CheckArgs) -> Result<u8, Stop> {
    if arguments.watch { watch::run(arguments) } else { once(arguments) }
}

/// One run, whatever comes after it.
pub(super) fn once(arguments: &CheckArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    reports::check(&arguments.options)?;
    let config = settings::config(&arguments.options.run)?;
    let mut policy = settings::policy(&config, &arguments.options.run)?;
    policy.is_whole_site = is_whole_site(&arguments.paths, &arguments.options.run, &config);
    policy.baseline = baseline::find(arguments.options.baseline.as_deref(), &config)?;
    let site = match settings::site(&arguments.paths, &config) {
        Ok(site) => site,
        Err(error) if arguments.options.staged && is_no_site_yet(&error) => {
            return settings::finish(&Outcome::default(), &arguments.options, started);
        }
        Err(error) => return Err(Stop::new(error.to_string())),
    };
    let named = [&arguments.options.run.config, &arguments.options.baseline].into_iter().flatten();
    reports::spare(&reports::written(&arguments.options), &site, &config, named)?;
    if !arguments.options.quiet {
        for layout in &site.layouts {
            let locales: Vec<&str> = layout.locales.iter().map(crate::locale::Tag::as_str).collect();
            output::note(&format!(
                "layout: {} (reference {}; {})",
                layout.description,
                layout.reference_locale.as_str(),
                locales.join(", ")
            ));
        }
    }
    let bar = Bar::of(&policy.progress, arguments.options.quiet);
    let outcome = match arguments.shard {
        Some(shard) => part::check(shard, &site, &mut policy, &arguments.options.run),
        None => settings::outcome(&site, &mut policy, &arguments.options)?,
    };
    drop(bar);
    settings::finish(&outcome, &arguments.options, started)
}

/// Whether there is no translation at all, and no configuration that says there must be: the first pages of a site have to be committed
/// before anybody can translate them.
fn is_no_site_yet(error: &PagesError) -> bool {
    matches!(error, PagesError::NothingFound { configured, .. } if configured.is_empty())
}

/// Whether everything that the configuration speaks of is looked at. From a folder below it, only that folder is.
pub(super) fn is_whole_site(paths: &[PathBuf], options: &RunOptions, config: &Config) -> bool {
    let is_in = |dir: &Path| dir.canonicalize().ok().is_some_and(|dir| Path::new(".").canonicalize().ok() == Some(dir));
    config.dir.as_deref().is_none_or(is_in) && paths.is_empty() && options.locales.is_empty()
}
