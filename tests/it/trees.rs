//! What shows only when a whole tree is looked at: each folder in `fixtures/trees/` against its `expect.txt`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::expectation::difference;

fn tree(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/trees").join(name)
}

fn check(tree: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).arg("check").args(arguments).current_dir(tree).output().unwrap()
}

fn findings(output: &Output) -> Vec<Value> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    report["findings"].as_array().unwrap().clone()
}

fn place(value: &Value) -> String {
    format!("{}:{}:{}", value["path"].as_str().unwrap(), value["start"]["line"], value["start"]["column"])
}

/// Every finding as `short` prints it, each followed by its notes and the other translations that it stands for.
fn told(tree: &Path) -> Vec<String> {
    let short = check(tree, &["--format", "short"]);
    let lines = String::from_utf8(short.stdout).unwrap();
    let json = check(tree, &["--format", "json"]);
    let details = findings(&json).into_iter().map(|finding| {
        let notes = finding["notes"].as_array().cloned().unwrap_or_default();
        let notes = notes.iter().map(|note| format!("  note: {}", note.as_str().unwrap())).collect::<Vec<_>>();
        let also = finding["also"].as_array().cloned().unwrap_or_default();
        let also = also.iter().map(|other| format!("  also: {} {}", other["locale"].as_str().unwrap(), place(&other["translation"])));
        also.chain(notes).collect::<Vec<String>>()
    });
    lines.lines().zip(details).flat_map(|(line, details)| std::iter::once(line.to_owned()).chain(details)).collect()
}

#[test]
fn trees_give_what_they_must() {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(tree("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let differences: Vec<String> = folders.iter().filter_map(|tree| difference(&tree.join("expect.txt"), &told(tree))).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// One locale alone cannot agree with others, nor be an outlier.
#[test]
fn a_single_locale_is_compared_by_itself() {
    let found = findings(&check(&tree("agreement"), &["--locales", "fr", "--format", "json"]));
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|finding| finding.get("also").is_none()));
    assert!(!found.iter().any(|finding| finding["notes"].to_string().contains("alone")), "{found:#?}");
}

/// The rule speaks for itself, whatever becomes of the findings that it builds on.
#[test]
fn a_rule_can_be_asked_for_alone() {
    let found = findings(&check(&tree("agreement"), &["--select", "inconsistent-fact", "--format", "json"]));
    let places: Vec<String> = found.iter().map(|finding| place(&finding["translation"])).collect();
    assert_eq!(places, ["docs/fr/contact.md:3:12", "docs/sv/contact.md:3:6"]);
}

/// What is said once keeps its fingerprint when one more translation says it.
#[test]
fn the_fingerprint_of_what_is_said_once_does_not_name_a_locale() {
    let fingerprint = |locales: &str| {
        let found = findings(&check(&tree("agreement"), &["--locales", locales, "--format", "json"]));
        found.iter().find(|finding| finding.get("also").is_some()).map(|finding| finding["fingerprint"].clone())
    };
    let all = fingerprint("de,es,fr,nl,sv");
    assert!(all.is_some());
    assert_eq!(all, fingerprint("de,es,fr,nl"));
}

/// An allowance takes a translation out of the majority.
#[test]
fn what_is_allowed_does_not_count_as_agreement() {
    let scratch = std::env::temp_dir().join(format!("driftlint-trees-{}", std::process::id()));
    let config = scratch.with_extension("toml");
    std::fs::write(&config, "[[allow]]\nrule = \"business-hours\"\nlocale = \"es\"\nreason = \"a holiday\"\n").unwrap();
    let found =
        findings(&check(&tree("agreement"), &["--config", config.to_str().unwrap(), "--select", "business-hours", "--format", "json"]));
    std::fs::remove_file(&config).unwrap();
    let locales: Vec<&str> = found.iter().map(|finding| finding["locale"].as_str().unwrap()).collect();
    assert_eq!(locales, ["de", "fr", "sv"]);
    assert!(found.iter().all(|finding| finding.get("also").is_none()));
}
