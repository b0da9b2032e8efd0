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

/// A run that has begun to write waits for each of these, and ends in good order. It is held by a pipe that nobody reads.
#[cfg(target_os = "linux")]
#[test]
fn every_signal_that_can_be_caught_is() {
    let place = crate::support::hostile::site();
    assert!(Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
    // The numbers of Linux; the first of the real-time ones belong to its C library.
    let signals = [1, 2, 3, 5, 6, 10, 12, 14, 15, 16, 24, 26, 27, 29, 30, 31].into_iter().chain(35..=64);
    let start = |signal: u32| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        let report = format!("json=../report-{signal}.json");
        command.args(["check", "--quiet", "--report", &report, "--output", "../pipe"]).current_dir(place.path("site"));
        (signal, command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    };
    let runs: Vec<_> = signals.map(start).collect();
    for (signal, mut run) in runs {
        while !place.path(&format!("report-{signal}.json")).exists() {
            assert!(run.try_wait().unwrap().is_none(), "{signal}");
            std::thread::yield_now();
        }
        assert!(Command::new("kill").args([&format!("-{signal}"), &run.id().to_string()]).status().unwrap().success());
        assert_eq!(run.wait().unwrap().code(), Some(130), "{signal}");
    }
}
