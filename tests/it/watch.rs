//! `check --watch`: runs again when something changes, and goes on when something is wrong.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use tempfile::TempDir;

/// Longer than any machine takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// A run, killed when it is dropped.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(folder: &Path) -> Watch {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        command.args(["check", "--watch", "--format", "short"]).current_dir(folder);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (sender, lines) = mpsc::channel();
        for stream in [read(child.stdout.take().unwrap()), read(child.stderr.take().unwrap())] {
            let sender = sender.clone();
            std::thread::spawn(move || stream.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        }
        Watch { child, lines }
    }

    /// What is said of the next run, up to the line that ends it. Both streams count, in no order.
    fn run(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        while !said.last().is_some_and(|line| line.starts_with("watching ")) {
            said.push(self.lines.recv_timeout(PATIENCE).expect("another run"));
        }
        // Findings were written before that line was, but come by another stream.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(500)) {
            said.push(line);
        }
        said
    }

    /// Runs until one says that; a file may be seen while it is half written.
    fn until(&self, text: &str) {
        while !self.run().iter().any(|line| line.contains(text)) {}
    }
}

fn read(stream: impl std::io::Read + Send + 'static) -> Box<dyn Iterator<Item = std::io::Result<String>> + Send> {
    Box::new(BufReader::new(stream).lines())
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn every_change_starts_another_run() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    write(folder, "docs/en/support.md", "# Support\n\nCall +47 55 51 23 42.\n");
    write(folder, "docs/de/support.md", "# Support\n\nRufen Sie +47 55 51 23 42 an.\n");
    let watch = Watch::start(folder);
    watch.until("no drift found");
    // A page changes.
    write(folder, "docs/de/support.md", "# Support\n\nRufen Sie +47 55 51 23 24 an, bitte.\n");
    watch.until("docs/de/support.md:3:11: error[phone-number]");
    // The configuration comes, with a mistake; the run goes on, and says it.
    write(folder, "driftlint.toml", "[rules]\nphone-number = \"of\"\n");
    watch.until("`of` is not a level");
    write(folder, "driftlint.toml", "[rules]\nphone-number = \"off\"\n");
    watch.until("no drift found");
    // A page comes in another language, and goes again.
    write(folder, "docs/fr/support.md", "# Assistance\n\nÉcrivez-nous sous 14 jours.\n");
    watch.until("in 2 locales (de, fr)");
    std::fs::remove_file(folder.join("docs/fr/support.md")).unwrap();
    watch.until("no drift found");
    // Nothing is left to check.
    std::fs::remove_file(folder.join("docs/de/support.md")).unwrap();
    watch.until("no page");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    for option in [["--output", "x.txt"], ["--since", "HEAD"], ["--staged", "--quiet"]] {
        let run = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["check", "--watch"]).args(option).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{option:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("cannot be used with"), "{option:?}");
    }
}
