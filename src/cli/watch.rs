//! `driftlint check --watch`: runs the check again when something has changed.
//!
//! Files are asked for their time and size once a second, and looked for anew, so that those that come and go are noticed. That works on
//! every disk, shared ones included, and needs nothing of the system.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::config::{self, Config};

use super::args::CheckArgs;
use super::{Stop, baseline, check, output, settings};

/// How long nothing is looked at after a look.
const PAUSE: Duration = Duration::from_secs(1);

/// After a look, this many times as long as it took, so that a large site keeps no processor busy.
const SHARE: u32 = 10;

/// Runs until the process is stopped.
pub(super) fn run(arguments: &CheckArgs) -> Result<u8, Stop> {
    loop {
        let seen = Seen::now(arguments);
        clear();
        if let Err(Stop(message)) = check::once(arguments) {
            output::error(&message);
        }
        if !arguments.options.quiet {
            output::note(&format!("watching {} since {} UTC; Ctrl-C ends it", seen.counted(), time_of_day()));
        }
        seen.wait_for_change(arguments);
    }
}

/// Clears a terminal, and nothing else.
fn clear() {
    let mut out = io::stdout();
    if out.is_terminal() {
        // To the top, and what is below and above is gone.
        let _ = out.write_all(b"\x1b[H\x1b[2J\x1b[3J").and_then(|()| out.flush());
    }
}

fn time_of_day() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs()) % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The files that a run reads, with what tells whether they have changed; none for one that is not there.
#[derive(PartialEq, Eq)]
struct Seen(BTreeMap<PathBuf, Option<(SystemTime, u64)>>);

impl Seen {
    fn now(arguments: &CheckArgs) -> Seen {
        let options = &arguments.options.run;
        // With mistakes in the configuration there are no pages to look at until it is mended.
        let config = settings::config(options);
        let named = options.config.clone().or_else(|| config::discover_config(Path::new(".")));
        let nearest = config::FILE_NAMES.map(PathBuf::from);
        let recorded = arguments.options.baseline.clone().or_else(|| config.as_ref().ok().map(baseline::usual_path));
        let pages = config.map_or_else(|_| Vec::new(), |config| pages_of(arguments, &config));
        Seen(nearest.into_iter().chain(named).chain(recorded).chain(pages).map(|path| (path.clone(), state(&path))).collect())
    }

    fn counted(&self) -> String {
        let files = self.0.values().flatten().count();
        if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
    }

    #[expect(clippy::disallowed_methods, reason = "when it is looked again changes nothing that is said")]
    fn wait_for_change(&self, arguments: &CheckArgs) {
        let mut pause = PAUSE;
        loop {
            std::thread::sleep(pause);
            let started = Instant::now();
            if Seen::now(arguments) != *self {
                return;
            }
            pause = PAUSE.max(started.elapsed() * SHARE);
        }
    }
}

fn pages_of(arguments: &CheckArgs, config: &Config) -> Vec<PathBuf> {
    let Ok(site) = settings::site(&arguments.paths, config) else { return Vec::new() };
    let files = site.pages.into_iter().flat_map(|page| page.reference.into_iter().chain(page.translations.into_iter().map(|of| of.file)));
    files.map(|file| file.path).collect()
}

fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let file = std::fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}
