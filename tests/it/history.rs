//! The history of runs: what a line keeps, what is new and fixed, and what is refused.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::Place;
use driftlint::findings::history::{self, ChangeCounts};
use serde_json::Value;

const DAY: u64 = 86_400;

fn report(folder: &Path, day: u64, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command
        .args(["report", "--quiet", "--format", "json", "--select", "phone-number", "--history", "history.jsonl"])
        .args(arguments)
        .current_dir(folder);
    command.env("SOURCE_DATE_EPOCH", (day * DAY + 5).to_string()).output().unwrap()
}

fn lines(place: &Place) -> Vec<Value> {
    let text = std::fs::read_to_string(place.path("history.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A page with two hotlines; in German, those that are asked for differ.
fn write(place: &Place, first: &str, second: &str) {
    place.write("docs/en/support.md", "# Support {#support}\n\nCall 206-555-0142.\n\n## Sales {#sales}\n\nCall 206-555-0177.\n");
    place.write("docs/de/support.md", &format!("# Hilfe {{#support}}\n\nTelefon {first}.\n\n## Verkauf {{#sales}}\n\nTelefon {second}.\n"));
}

#[test]
fn a_run_tells_what_is_new_fixed_and_still_open() {
    let mut place = Place::new();
    place.init(".");
    for (first, second) in [("206-555-0143", "206-555-0177"), ("206-555-0143", "206-555-0178"), ("206-555-0142", "206-555-0178")] {
        write(&place, first, second);
        place.commit(".");
        let output = report(place.folder.path(), 20_000 + u64::from(place.day), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let lines = lines(&place);
    let changes: Vec<&Value> = lines.iter().map(|line| &line["change"]).collect();
    let counts = |new: u64, fixed: u64, open: u64| serde_json::json!({"new": new, "fixed": fixed, "open": open});
    assert_eq!(changes, [&Value::Null, &counts(1, 0, 1), &counts(0, 1, 1)]);
    assert_eq!(lines.iter().map(|line| line["errors"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(lines[0]["date"], "2024-10-05");
    assert_eq!(lines[2]["locales"], serde_json::json!({"de": {"errors": 1, "warnings": 0, "infos": 0}}));
    assert_eq!(lines[2]["rules"], serde_json::json!({"phone-number": 1}));
    assert_eq!(lines[2]["commit"].as_str().unwrap().len(), 12);
    // Only the last two lines can be compared with.
    assert_eq!(lines.iter().map(|line| line["open"].is_null()).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn a_repeated_run_takes_the_place_of_the_first() {
    let mut place = Place::new();
    place.init(".");
    write(&place, "206-555-0143", "206-555-0177");
    place.commit(".");
    report(place.folder.path(), 20_001, &[]);
    write(&place, "206-555-0143", "206-555-0178");
    place.commit(".");
    report(place.folder.path(), 20_002, &[]);
    let once = std::fs::read(place.path("history.jsonl")).unwrap();
    report(place.folder.path(), 20_002, &[]);
    assert_eq!(std::fs::read(place.path("history.jsonl")).unwrap(), once);
    report(place.folder.path(), 20_003, &[]);
    assert_eq!(lines(&place).len(), 3, "another day is another run");
    assert_eq!(lines(&place)[2]["change"], serde_json::json!({"new": 0, "fixed": 0, "open": 2}));
}

#[test]
fn outside_of_git_every_run_counts() {
    let place = Place::new();
    write(&place, "206-555-0143", "206-555-0177");
    report(place.folder.path(), 20_001, &[]);
    let output = report(place.folder.path(), 20_001, &[]);
    assert_eq!(lines(&place).len(), 2);
    assert_eq!(lines(&place)[1]["commit"], Value::Null);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["history"][1]["change"], serde_json::json!({"new": 0, "fixed": 0, "open": 1}));
    assert_eq!(document["history"][0]["open"], Value::Null);
}

#[test]
fn what_could_not_be_checked_is_not_fixed() {
    let place = Place::new();
    write(&place, "206-555-0143", "206-555-0177");
    report(place.folder.path(), 20_001, &[]);
    let before = std::fs::read(place.path("history.jsonl")).unwrap();
    std::fs::write(place.path("docs/de/support.md"), b"\xff\xfe\xfa").unwrap();
    let output = report(place.folder.path(), 20_002, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("history.jsonl: is left as it was, because not every page could be checked"));
    assert_eq!(std::fs::read(place.path("history.jsonl")).unwrap(), before);
}

#[test]
fn a_file_that_is_no_history_is_left_as_it_is() {
    let place = Place::new();
    write(&place, "206-555-0143", "206-555-0177");
    let good = r#"{"version":1,"date":"2026-01-05","pages":1,"translations":1,"errors":0,"warnings":0,"infos":0,"locales":{},"rules":{}}"#;
    let cases = [
        ("half a li".to_owned(), "line 1 is not a JSON object of a run"),
        (format!("{good}\n\n{{\"version\":2}}\n"), "line 3 is of version 2 of the history, and this driftlint reads version 1"),
        (format!("{good}\n[]\n"), "line 2 is no run of driftlint: it has no `version`"),
        (format!("{good}\n{{\"version\":1}}\n"), "line 2 is no run of driftlint: missing field"),
    ];
    for (text, expected) in cases {
        place.write("history.jsonl", &text);
        let output = report(place.folder.path(), 20_001, &["--output", "report.json"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("history.jsonl: ") && said.contains(expected), "{said}");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(std::fs::read_to_string(place.path("history.jsonl")).unwrap(), text);
        assert!(!place.path("report.json").exists());
    }
    assert_eq!(history::read(good).unwrap().len(), 1);
    assert_eq!(history::text(&history::read(good).unwrap()).trim_end(), good, "a line is written as it was read");
    assert_eq!(history::read(good).unwrap()[0].change, None::<ChangeCounts>);
}
