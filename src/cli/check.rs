//! `driftlint check`.

use std::time::Instant;

use crate::{check, pages};

use super::args::CheckArgs;
use super::{Stop, output, settings};

pub(super) fn run(arguments: &CheckArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    let config = settings::config(&arguments.options)?;
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
    let policy = settings::policy(&config, &arguments.options);
    let outcome = check::site(&site, &policy, settings::threads(&arguments.options));
    settings::finish(&outcome, &arguments.options, started)
}
