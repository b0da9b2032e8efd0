//! `driftlint init`.

use crate::config::Config;
use crate::pages;

use super::args::InitArgs;
use super::{Stop, files, output, settings};

pub(super) fn run(arguments: &InitArgs) -> Result<u8, Stop> {
    let dir = std::path::absolute(&arguments.path).map_err(|error| Stop::new(format!("{}: {error}", arguments.path.display())))?;
    let file = arguments.path.join("driftlint.toml");
    if file.exists() && !arguments.force {
        return Err(Stop::new(format!("{} is there already; --force replaces it", settings::shown(&file))));
    }
    let site = pages::discover_from(&dir, &[], &Config::default()).map_err(|error| Stop::new(error.to_string()))?;
    let text = pages::proposal(&site, &dir);
    files::write(&file, text.as_bytes())?;
    let pages = if site.pages.len() == 1 { "1 page".to_owned() } else { format!("{} pages", site.pages.len()) };
    output::note(&format!("wrote {} for {pages}", settings::shown(&file)));
    output::print(text.as_bytes())
}
