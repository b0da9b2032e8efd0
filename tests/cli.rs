//! The command line: what is printed where, and how it ends. Each `cmd/*.toml` is one call with all that it prints; colour, which the
//! comparison of those would not show, is below.

use std::path::Path;
use std::process::{Command, Output};

#[test]
fn commands_print_and_end_as_their_files_say() {
    // What is printed must not depend on the history of this project.
    let ceiling = env!("CARGO_MANIFEST_DIR");
    trycmd::TestCases::new().env("COLUMNS", "100").env("GIT_CEILING_DIRECTORIES", ceiling).case("tests/cmd/*.toml");
}

/// `compare` of the two pages in `cmd/pages`, with more arguments.
fn compare(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(["compare", "support.md", "support.de.md"]).args(arguments);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/pages"));
    command.env("GIT_CEILING_DIRECTORIES", env!("CARGO_MANIFEST_DIR"));
    command.env_remove("NO_COLOR").envs(environment.iter().copied()).output().expect("driftlint runs")
}

fn is_coloured(bytes: &[u8]) -> bool {
    bytes.contains(&0x1b)
}

/// The text without ANSI codes.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn colour_is_written_when_asked_for() {
    for format in ["human", "short"] {
        let coloured = compare(&["--format", format, "--color", "always"], &[]);
        let never = compare(&["--format", format, "--color", "never"], &[]);
        assert!(is_coloured(&coloured.stdout) && is_coloured(&coloured.stderr), "{format}");
        assert!(!is_coloured(&never.stdout) && !is_coloured(&never.stderr), "{format}");
        assert_eq!(plain(&coloured.stdout).into_bytes(), never.stdout, "{format}");
        assert_eq!((coloured.status.code(), never.status.code()), (Some(1), Some(1)));
    }
}

#[test]
fn a_pipe_gets_no_colour() {
    for environment in [&[][..], &[("NO_COLOR", "1")], &[("NO_COLOR", "")], &[("CLICOLOR", "1")]] {
        let output = compare(&["--color", "auto"], environment);
        assert!(!is_coloured(&output.stdout) && !is_coloured(&output.stderr), "{environment:?}");
    }
}

/// The command line says more than the environment.
#[test]
fn an_option_outweighs_no_color() {
    assert!(is_coloured(&compare(&["--color", "always"], &[("NO_COLOR", "1")]).stdout));
}

#[test]
fn json_has_no_colour() {
    let output = compare(&["--format", "json", "--color", "always"], &[]);
    assert!(!is_coloured(&output.stdout));
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok());
}

/// Lines are cut to the width of the terminal, which `COLUMNS` tells.
#[test]
fn lines_fit_the_columns() {
    let narrow = compare(&[], &[("COLUMNS", "60")]);
    let text = String::from_utf8(narrow.stdout).expect("UTF-8");
    let excerpts = text.lines().filter(|line| line.contains('│'));
    assert!(excerpts.clone().count() > 10 && excerpts.clone().all(|line| line.chars().count() <= 60), "{text}");
}

/// The completion script offers what the command line takes.
#[test]
fn every_shell_has_a_completion_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["completions", shell]).output().expect("driftlint runs");
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0));
        for word in ["compare", "min-confidence", "embedded"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

/// Every rule's page is what `explain` prints.
#[test]
fn explain_prints_every_page() {
    for rule in driftlint::rules::RULES {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["explain", rule.id]).output().expect("driftlint runs");
        assert_eq!((output.status.code(), String::from_utf8(output.stdout).as_deref()), (Some(0), Ok(rule.page)), "{}", rule.id);
    }
}

/// A reader that stops reading is no fault.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_driftlint"))
        .args(["explain", "business-hours"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("driftlint runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("driftlint ends");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).as_deref()), (Some(0), Ok("")));
}
