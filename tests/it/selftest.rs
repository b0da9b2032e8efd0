//! `driftlint selftest`: what is planted in pages of a user is reported where it is, and no page is touched.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::Place;

const ENGLISH: &str = "\
# Support {#support}

Call +47 55 51 23 42, Monday to Friday, 9 AM-5 PM (Oslo Time), and have your customer number ready.

## Prices {#prices}

The plan costs NOK 1,490 per month for up to 25 people, and [the list](prices.md) has the rest of it.

- Storage of 10 GB is included.
- Backups are kept for 14 days.
- Use `fjord backup --all` to make one yourself.

## Outages {#outages}

We have answered 99.5% of all reports since May 3, 2024, most of them on the day on which they came.

```sh
fjord status --port 8080
```
";

const GERMAN: &str = "\
# Hilfe {#support}

Rufen Sie +47 55 51 23 42 an, Montag bis Freitag, 9–17 Uhr (Osloer Zeit), und halten Sie die Kundennummer bereit.

## Preise {#prices}

Der Tarif kostet 1.490 NOK im Monat für bis zu 25 Personen, und [die Liste](prices.md) hat alles Weitere dazu.

- Speicher von 10 GB ist enthalten.
- Sicherungen werden 14 Tage aufbewahrt.
- Mit `fjord backup --all` machen Sie selbst eine.

## Störungen {#outages}

Wir haben seit dem 3. Mai 2024 99,5 % aller Meldungen beantwortet, die meisten an dem Tag, an dem sie kamen.

```sh
fjord status --port 8080
```
";

fn place() -> Place {
    let place = Place::new();
    place.write("docs/en/support.md", ENGLISH);
    place.write("docs/de/support.md", GERMAN);
    place
}

fn selftest(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["selftest", "--quiet"]).args(arguments).current_dir(folder).output().unwrap()
}

fn trials(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = selftest(folder, &[&["--json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    json["trials"].as_array().unwrap().clone()
}

fn rules(trials: &[Value]) -> Vec<&str> {
    trials.iter().map(|trial| trial["rule"].as_str().unwrap()).collect()
}

#[test]
fn every_kind_that_the_page_has_is_planted_and_reported_alone() {
    let place = place();
    let trials = trials(place.folder.path(), &[]);
    let wanted = [
        "business-hours",
        "code-block",
        "currency",
        "date",
        "duplicate-block",
        "duration",
        "heading-level",
        "inline-code",
        "link-target",
        "list-items",
        "measurement",
        "missing-block",
        "missing-section",
        "number",
        "percentage",
        "phone-number",
    ];
    let mut planted = rules(&trials);
    planted.sort_unstable();
    assert_eq!(planted, wanted);
    for trial in &trials {
        assert_ne!(trial["reported"].as_array().unwrap().len(), 0, "not reported: {trial}");
        assert_eq!(trial["beside"].as_array().unwrap().len(), 0, "more was said: {trial}");
    }
}

#[test]
fn no_file_is_touched_and_threads_change_nothing() {
    let place = place();
    let one = trials(place.folder.path(), &["--threads", "1"]);
    assert_eq!(one, trials(place.folder.path(), &["--threads", "4"]));
    assert_eq!(std::fs::read_to_string(place.path("docs/de/support.md")).unwrap(), GERMAN);
    assert_eq!(std::fs::read_to_string(place.path("docs/en/support.md")).unwrap(), ENGLISH);
}

#[test]
fn what_is_wrong_already_is_left_alone() {
    let place = place();
    place.write("docs/de/support.md", &GERMAN.replace("14 Tage", "15 Tage"));
    assert!(!rules(&trials(place.folder.path(), &[])).contains(&"duration"));
}

#[test]
fn a_rule_that_is_off_is_not_tried() {
    let place = place();
    place.write("driftlint.toml", "[rules]\nphone-number = \"off\"\n");
    let of_config = trials(place.folder.path(), &[]);
    assert!(!rules(&of_config).contains(&"phone-number") && rules(&of_config).contains(&"date"));
    assert_eq!(rules(&trials(place.folder.path(), &["--select", "date"])), ["date"]);
}

#[test]
fn people_read_tables_and_what_was_not_seen() {
    let place = place();
    let output = selftest(place.folder.path(), &["--select", "date,number"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let expected = "\
rule    planted  reported         nothing else said
date          1  1 (100 %)        100 %
number        1  1 (100 %)        100 %

locale  planted  reported         nothing else said
de            2  2 (100 %)        100 %

2 of 2 planted changes are reported where they are (100 %), 2 of them with nothing else said
";
    assert_eq!(text, expected);
    let none = selftest(place.folder.path(), &["--select", "email"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("nothing was planted"));
}
