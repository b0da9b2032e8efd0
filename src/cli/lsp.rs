//! `driftlint lsp`.

use std::io::{self, BufReader};

use super::args::LspArgs;
use super::{Stop, settings};
use crate::lsp;

/// 0 when the client shut the session down, 1 when it went without.
pub(super) fn run(arguments: &LspArgs) -> Result<u8, Stop> {
    let config = arguments.config.as_deref().map(absolute).transpose()?;
    match lsp::serve(BufReader::new(io::stdin()), io::stdout().lock(), lsp::Wanted { config, allows_outside: arguments.allow_outside }) {
        Ok(status) => Ok(status),
        // An editor that is gone is nobody's loss.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(1),
        Err(error) => Err(Stop::new(format!("standard output cannot be written: {error}"))),
    }
}

fn absolute(path: &std::path::Path) -> Result<std::path::PathBuf, Stop> {
    let shown = settings::shown(path);
    settings::rules(path, &shown).map_err(|reason| Stop::new(format!("{shown}: the configuration cannot be read: {reason}")))?;
    std::path::absolute(path).map_err(|error| Stop::new(format!("{}: {error}", settings::shown(path))))
}
