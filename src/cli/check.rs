//! `driftlint check`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::config::Config;
use crate::pages;

use super::args::{CheckArgs, RunOptions};
use super::{Stop, baseline, output, part, settings};

pub(super) fn run(arguments: &CheckArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    let config = settings::config(&arguments.options.run)?;
    let mut policy = settings::policy(&config, &arguments.options.run)?;
    policy.is_whole_site = is_whole_site(&arguments.paths, &arguments.options.run, &config);
    policy.baseline = baseline::find(arguments.options.baseline.as_deref(), &config)?;
    let site = pages::discover(&arguments.paths, &config).map_err(|error| Stop::new(error.to_string()))?;
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
    let outcome = match arguments.shard {
        Some(shard) => part::check(shard, &site, &mut policy, &arguments.options.run),
        None => settings::outcome(&site, &mut policy, &arguments.options)?,
    };
    settings::finish(&outcome, &arguments.options, started)
}

/// Whether everything that the configuration speaks of is looked at. From a folder below it, only that folder is.
pub(super) fn is_whole_site(paths: &[PathBuf], options: &RunOptions, config: &Config) -> bool {
    let is_in = |dir: &Path| dir.canonicalize().ok().is_some_and(|dir| Path::new(".").canonicalize().ok() == Some(dir));
    config.dir.as_deref().is_none_or(is_in) && paths.is_empty() && options.locales.is_empty()
}
