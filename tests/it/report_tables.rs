//! Reports as tables: CSV, workbooks and Markdown. What a workbook holds is read by `.ci/tables` with a reader that is not ours.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::Place;
use driftlint::rules::mqm;
use driftlint::rules::{RULES, RuleId};
use serde_json::Value;

fn report(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(["report", "--quiet"]).args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", "1767225600").output().unwrap()
}

fn fixtures() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
}

fn written(folder: &Path, arguments: &[&str]) -> String {
    let output = report(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows(folder: &Path, arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let text = written(folder, &[&["--format", "csv"], arguments].concat());
    let text = text.strip_prefix('\u{feff}').expect("Excel needs a byte order mark");
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_table_has_a_row_for_each_finding() {
    let rows = rows(fixtures(), &["site", "--link-template", "github:fjordline/docs@main"]);
    let json: Value = serde_json::from_str(&written(fixtures(), &["site", "--format", "json"])).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(rows.len(), findings.len());
    for (row, finding) in rows.iter().zip(findings) {
        for (column, key) in
            [("rule", "rule"), ("severity", "severity"), ("page", "page"), ("locale", "locale"), ("fingerprint", "fingerprint")]
        {
            assert_eq!(row[column], finding[key].as_str().unwrap());
        }
        assert_eq!(row["message"].trim_start_matches('\''), finding["message"].as_str().unwrap());
        for side in ["translation", "reference"] {
            let place = &finding[side];
            assert_eq!(row[&format!("{side} file")], place["path"].as_str().unwrap_or_default());
            assert_eq!(row[&format!("{side} line")], place["start"]["line"].as_u64().map_or_else(String::new, |line| line.to_string()));
            let url = place["path"].as_str().map_or_else(String::new, |path| {
                let (start, end) = (&place["start"]["line"], &place["end"]["line"]);
                format!("https://github.com/fjordline/docs/blob/main/{path}?plain=1#L{start}-L{end}")
            });
            assert_eq!(row[&format!("{side} link")], url);
        }
        assert_eq!([&row["assignee"], &row["status"], &row["change"]], ["", "", ""]);
    }
}

/// What begins like a formula has OWASP's quote before it; what only contains a sign is left as it is.
#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let place = Place::new();
    let english = "# Support {#support}\n\nCall +1 206-555-0142.\n\n## @Home {#-home}\n\nSay \"=SUM(A1;B2)\", then wait 5 minutes.\n";
    let german = "# Hilfe {#support}\n\nTelefon +1 206-555-0143.\n\n## @Home {#-home}\n\nSagen Sie „=SUM(A1;B2)“, dann 6 Minuten warten.\n";
    place.write("docs/en/=page,1.md", english);
    place.write("docs/de/=page,1.md", german);
    let rows = rows(&place.path("docs"), &[]);
    let cells = |column: &str| rows.iter().map(|row| row[column].as_str()).collect::<Vec<_>>();
    assert_eq!(cells("page"), ["'=page,1", "'=page,1"]);
    assert_eq!(cells("section"), ["support", "'-home"]);
    assert_eq!(cells("translation text"), ["'+1 206-555-0143", "6 Minuten"]);
    assert_eq!(cells("translation file"), ["de/=page,1.md", "de/=page,1.md"]);
    for row in &rows {
        let dangerous = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        assert_eq!(row.values().find(dangerous), None);
    }
}

#[test]
fn the_same_report_has_the_same_bytes() {
    let place = Place::new();
    for name in ["one", "two"] {
        let output = place.path(name).to_string_lossy().into_owned();
        let threads = if name == "one" { "1" } else { "4" };
        written(fixtures(), &["site", "--format", "xlsx,csv,markdown", "--output", &output, "--threads", threads]);
    }
    for ending in ["xlsx", "csv", "md"] {
        let read = |name: &str| std::fs::read(place.path(&format!("{name}.{ending}"))).unwrap();
        assert!(!read("one").is_empty());
        assert!(read("one") == read("two"), "{ending}");
    }
    assert!(std::fs::read(place.path("one.xlsx")).unwrap().starts_with(b"PK\x03\x04"));
}

#[test]
fn a_summary_says_where_and_what() {
    let place = Place::new();
    place.write("docs/en/support.md", "# Support {#support}\n\nCall 206-555-0142.\n");
    place.write("docs/de/support.md", "# Hilfe {#support}\n\nTelefon 206-555-0143.\n");
    place.write("docs/en/a_b.md", "# Plans {#plans}\n\nWait 5 minutes.\n");
    place.write("docs/fr/a_b.md", "# Offres {#plans}\n\nAttendez 5 minutes.\n");
    place.write("docs/fr/old.md", "# Ancienne\n");
    place.write(
        "history.jsonl",
        "{\"version\":1,\"date\":\"2025-12-25\",\"commit\":\"0123456789ab\",\"pages\":2,\"translations\":2,\"errors\":0,\"warnings\":2,\"infos\":0,\
         \"locales\":{},\"rules\":{},\"open\":{\"fr\":[\"aaaaaaaaaaaa\",\"bbbbbbbbbbbb\"]}}\n",
    );
    let text = written(
        place.folder.path(),
        &[
            "--format",
            "markdown",
            "--history",
            "history.jsonl",
            "--select",
            "phone-number",
            "--link-template",
            "gitlab:fjordline/docs@main",
        ],
    );
    let expected = "\
# Localization report

**1 error.** Compared 2 pages, 2 translations, 2 facts.

Since 2025-12-25 (`0123456789ab`): 1 new, 2 fixed, 0 still open.

## Locales

| locale | errors | warnings | infos | compared | missing | without reference | new | fixed |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
| de | 1 | 0 | 0 | 1 | 1 | 0 | 1 | 0 |
| fr | 0 | 0 | 0 | 1 | 1 | 1 | 0 | 2 |

## Worst pages

| page | errors | warnings | infos |
|---|--:|--:|--:|
| [docs/support](<https://gitlab.com/fjordline/docs/-/blob/main/docs/en/support.md?plain=1#L3-3>) | 1 | 0 | 0 |

## Rules

| rule | errors | warnings | infos |
|---|--:|--:|--:|
| `phone-number` | 1 | 0 | 0 |

## Missing translations

| page | missing in |
|---|---|
| docs/a\\_b | de |
| docs/support | fr |

## Pages without reference

| page | only in |
|---|---|
| docs/old | fr |

## Runs

| day | errors | warnings | infos | new | fixed |
|---|--:|--:|--:|--:|--:|
| 2025-12-25 | 0 | 2 | 0 |  |  |
| 2026-01-01 | 1 | 0 | 0 | 1 | 2 |

";
    assert_eq!(text, format!("{expected}driftlint {}, 2026-01-01\n", env!("CARGO_PKG_VERSION")));
}

/// The document lists what the code says, and every rule has its type.
#[test]
fn every_rule_has_one_type_of_mqm() {
    let document = include_str!("../../docs/report-tables.md");
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in RULES {
        let name = mqm::error_type(rule.id).map_or_else(|| "none".to_owned(), |found| found.to_string());
        types.entry(name).or_default().push(format!("`{}`", rule.id));
    }
    for (name, rules) in types {
        let line = format!("| {name} | {} |", rules.join(", "));
        assert!(document.contains(&line), "docs/report-tables.md lacks: {line}");
    }
    assert_eq!(mqm::error_type(RuleId::named("order-number")).map(|found| found.to_string()).as_deref(), Some("Accuracy/Mistranslation"));
}
