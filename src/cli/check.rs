//! `driftlint check`.

use std::path::Path;
use std::time::Instant;

use crate::config::Config;
use crate::findings::policy::Reach;
use crate::{check, pages};

use super::args::CheckArgs;
use super::{Stop, output, settings};

pub(super) fn run(arguments: &CheckArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    let config = settings::config(&arguments.options)?;
    let mut policy = settings::policy(&config, &arguments.options)?;
    policy.reach = reach(arguments, &config);
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
    let outcome = check::site(&site, &policy, settings::threads(&arguments.options));
    settings::finish(&outcome, &arguments.options, started)
}

/// How much of the site is looked at. From a folder below the configuration, that folder is.
fn reach(arguments: &CheckArgs, config: &Config) -> Reach {
    let absolute = |path: &Path| path.canonicalize().ok();
    let is_here = config.dir.as_ref().is_some_and(|dir| absolute(dir).is_some() && absolute(dir) == absolute(Path::new(".")));
    match () {
        () if !arguments.options.locales.is_empty() => Reach::Part,
        () if arguments.paths.is_empty() && is_here => Reach::Site,
        () => Reach::Locales,
    }
}
