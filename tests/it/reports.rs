//! `--report` and `--relative-to`: one run writes several reports, with paths from where their readers look for them.

use std::path::Path;

use crate::support::{Place, driftlint};
use serde_json::Value;

const ENGLISH: &str = "# Support\n\nCall +47 55 51 23 40, 9 AM-5 PM.\n";
const GERMAN: &str = "# Support\n\nRufen Sie +47 55 51 23 04 an, 9–17 Uhr.\n";

/// A site in a folder with a blank in its name.
fn site() -> Place {
    let place = Place::new();
    place.write("my docs/en/support.md", ENGLISH);
    place.write("my docs/de/support.md", GERMAN);
    place
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_report_is_what_its_format_alone_would_be() {
    let place = site();
    let formats = ["short", "json", "jsonl", "sarif", "github", "gitlab", "markdown"];
    let asked: Vec<String> = formats.iter().map(|format| format!("--report={format}=report.{format}")).collect();
    let arguments: Vec<&str> = ["check", "-q"].into_iter().chain(asked.iter().map(String::as_str)).collect();
    assert_eq!(place.run(&arguments).status.code(), Some(1));
    for format in formats {
        let alone = place.run(&["check", "-q", "--format", format]);
        assert_eq!(read(&place, &format!("report.{format}")), String::from_utf8(alone.stdout).unwrap(), "{format}");
    }
}

#[test]
fn reports_are_written_however_the_run_ends() {
    let place = site();
    place.write("my docs/de/broken.md", "x");
    place.write("my docs/en/broken.md", "x");
    for (fail_on, status) in [("never", 0), ("error", 1)] {
        let run = place.run(&["check", "--fail-on", fail_on, "--report", "json=report.json", "--output", "findings.txt"]);
        assert_eq!((run.status.code(), run.stdout.is_empty()), (Some(status), true));
        assert_eq!(json(&read(&place, "report.json"))["summary"]["errors"], 1);
        assert!(read(&place, "findings.txt").starts_with("error[phone-number]"));
        std::fs::remove_file(place.path("report.json")).unwrap();
    }
    std::fs::write(place.path("my docs/de/broken.md"), [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(place.run(&["check", "--report", "json=report.json"]).status.code(), Some(2));
    assert_eq!(json(&read(&place, "report.json"))["summary"]["errors"], 1);
}

#[test]
fn two_reports_never_share_a_file() {
    let place = site();
    let doubled: [&[&str]; 3] = [
        &["--report", "json=a", "--report", "json=a"],
        &["--report", "json=a", "--output", "./a"],
        &["--report", "json=a", "--report", "sarif=my docs/../a"],
    ];
    for reports in doubled {
        let run = place.run(&[&["check"], reports].concat());
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(2) && said.contains("two reports would be written to this file"), "{reports:?}: {said}");
        assert!(!place.path("a").exists(), "{reports:?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let place = site();
    let run = place.run(&["check", "--report", "json=nowhere/report.json"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("nowhere/report.json: cannot be written: "));
}

/// All paths of a JSON document: of places and of edits.
fn paths(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(map) => {
            map.iter().flat_map(|(key, value)| if key == "path" { value.as_str().into_iter().collect() } else { paths(value) }).collect()
        }
        Value::Array(values) => values.iter().flat_map(paths).collect(),
        _ => Vec::new(),
    }
}

fn relative_to(folder: &Path, base: &str, more: &[&str]) -> Value {
    let run = driftlint(folder, &[&["check", "-q", "--format", "json", "--relative-to", base], more].concat());
    json(std::str::from_utf8(&run.stdout).unwrap())
}

#[test]
fn paths_are_written_from_the_folder_that_is_named() {
    let place = site();
    let (top, docs) = (place.path("."), place.path("my docs"));
    let de = docs.join("de");
    let whole = place.folder.path().to_str().unwrap();
    for (from, base, more, expected) in [
        (&docs, "..", &[][..], "my docs/de/support.md"),
        (&docs, whole, &[], "my docs/de/support.md"),
        (&docs, ".", &[], "de/support.md"),
        (&top, "my docs/en", &[], "../de/support.md"),
        (&de, "../..", &["../../my docs"], "my docs/de/support.md"),
        (&top, "my docs", &[docs.to_str().unwrap()], "de/support.md"),
    ] {
        let report = relative_to(from, base, more);
        let written = paths(&report);
        // The translation, the reference and the edit of the fix.
        assert_eq!(written.len(), 3, "{base}: {report}");
        assert!(written.iter().filter(|path| **path == expected).count() == 2, "{} with {base}: {written:?}", from.display());
    }
}

#[test]
fn annotations_and_code_scanning_get_paths_from_the_top() {
    let place = site();
    let docs = place.path("my docs");
    let run = driftlint(&docs, &["check", "-q", "--format", "github", "--relative-to", "..", "--report", "sarif=../report.sarif"]);
    assert!(String::from_utf8(run.stdout).unwrap().starts_with("::error file=my docs/de/support.md,line=3,"));
    let sarif = json(&read(&place, "report.sarif"));
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((&location["uri"], &location["uriBaseId"]), (&json("\"my%20docs/de/support.md\""), &json("\"%SRCROOT%\"")));
}
