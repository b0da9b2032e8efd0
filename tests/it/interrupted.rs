//! A run that is interrupted leaves no half file, whenever that is.
#![cfg(unix)]
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

fn report(output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(["report", "--format", "csv", "--output"]).arg(output).arg("fixtures/site").current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("SOURCE_DATE_EPOCH", "1767225600").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whenever the interruption comes, the same has to hold")]
fn an_interrupted_run_leaves_no_half_file() {
    let folder = TempDir::new().unwrap();
    let whole = folder.path().join("whole.csv");
    assert!(report(&whole).status().unwrap().success());
    let expected = std::fs::read(&whole).unwrap();
    for (at, signal) in (0..18_u64).zip(["-INT", "-TERM", "-HUP", "-QUIT", "-USR1", "-PIPE"].into_iter().cycle()) {
        let output = folder.path().join(format!("report-{at}.csv"));
        let mut run = report(&output).spawn().unwrap();
        // From before the first page to about when the file is written.
        std::thread::sleep(Duration::from_millis(at * at * 7));
        // The run may be over; then there is nobody to interrupt.
        let _ = Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
        run.wait().unwrap();
        assert!(!output.exists() || std::fs::read(&output).unwrap() == expected, "{}", output.display());
    }
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let parts: Vec<_> = files.filter(|file| file.extension().is_none_or(|ending| ending != "csv")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}
