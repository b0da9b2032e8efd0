//! Parts of a run: together they are the run, byte for byte; parts of different runs are refused.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::Place;
use driftlint::findings::part::Shard;
use proptest::prelude::*;
use serde_json::Value;

const FORMS: &str = "json,csv,xlsx,markdown";
const ENDINGS: [&str; 4] = ["json", "csv", "xlsx", "md"];

fn driftlint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", "1767225600").env_remove("GIT_DIR").output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Makes all parts, and gives the names of their files.
fn parts(folder: &Path, out: &Place, count: u32, arguments: &[&str]) -> Vec<String> {
    let make = |index: u32| {
        let file = out.path(&format!("part-{index}-of-{count}.json")).to_string_lossy().into_owned();
        let shard = format!("{index}/{count}");
        let all =
            [&["check", "--quiet", "--fail-on", "never", "--format", "json", "--shard", &shard, "--output", &file], arguments].concat();
        let output = driftlint(folder, &all);
        assert_ne!(output.status.code(), Some(1), "{}", said(&output));
        file
    };
    (1..=count).map(make).collect()
}

/// A run and the same run in parts, reported in every form: the same bytes, and the same exit status.
fn assert_same(folder: &Path, count: u32, arguments: &[&str]) {
    let out = Place::new();
    let (one, many) = (out.path("one").to_string_lossy().into_owned(), out.path("many").to_string_lossy().into_owned());
    let whole = driftlint(folder, &[&["report", "--quiet", "--format", FORMS, "--output", &one], arguments].concat());
    let mut files = parts(folder, &out, count, arguments);
    files.reverse();
    let merge: Vec<&str> = ["report", "--quiet", "--format", FORMS, "--output", &many, "--merge"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    let merged = driftlint(folder, &merge);
    assert_eq!((merged.status.code(), said(&merged)), (whole.status.code(), said(&whole)), "{count} parts");
    for ending in ENDINGS {
        let read = |name: &str| std::fs::read(format!("{name}.{ending}")).unwrap();
        assert!(read(&one) == read(&many), "{ending} of {count} parts differs:\n{}", String::from_utf8_lossy(&read(&many)));
    }
}

/// Everything that only the whole site tells: statements that contradict each other, allowances and entries of the baseline that nothing
/// needs, links to other pages, pages that are missing or have no reference.
fn write_site(place: &Place) {
    place.init(".");
    for (page, number) in [("phone", "206-555-0143"), ("sales", "206-555-0144"), ("press", "206-555-0143"), ("visit", "206-555-0142")] {
        place.write(
            &format!("docs/en/{page}.md"),
            "# Call {#call}\n\nCall 206-555-0142, or see [plans](plans.md#pro).\n\n## Mail {#mail}\n\nWait 5 minutes.\n",
        );
        let link = if page == "visit" { "plans.md#pro-max" } else { "plans.md#pro" };
        place.write(&format!("docs/de/{page}.md"), &format!("# Telefon {{#call}}\n\nTelefon {number}, oder [Angebote]({link}).\n\n<!-- driftlint-ignore duration: lang -->\n\n## Post {{#mail}}\n\nWarten Sie 6 Minuten.\n"));
        place.write(
            &format!("docs/fr/{page}.md"),
            &format!(
                "# Appeler {{#call}}\n\nTéléphone {number}, ou [offres](plans.md#pro).\n\n## Courrier {{#mail}}\n\nAttendez 5 minutes.\n"
            ),
        );
    }
    place.write("docs/en/plans.md", "# Plans {#plans}\n\n## Pro {#pro}\n\nIt costs 10 NOK.\n");
    place.write("docs/de/plans.md", "# Angebote {#plans}\n\n## Pro {#pro}\n\nEs kostet 11 NOK.\n");
    place.write("docs/fr/alone.md", "# Seule\n");
    place.write(
        "driftlint.toml",
        "[rules]\nmissing-page = \"warning\"\norphan-page = \"warning\"\ninconsistent-fact = \"error\"\n\n\
         [[allow]]\nrule = \"phone-number\"\nlocale = \"fr\"\nreason = \"a number of its own\"\n\n\
         [[allow]]\nrule = \"date\"\nreason = \"nothing needs it\"\n\n\
         [[allow]]\nrule = \"currency\"\nreason = \"it was so\"\nexpires = \"2025-01-01\"\n",
    );
}

fn with_baseline(place: &Place) {
    let output = driftlint(place.folder.path(), &["baseline", "--select", "currency,broken-fragment"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let file = place.path("driftlint-baseline.txt");
    let text = std::fs::read_to_string(&file).unwrap() + "docs/gone\tde\tnumber\t1:0123456789abcdef\ta number that is mended\n";
    std::fs::write(file, text).unwrap();
}

#[test]
fn the_parts_of_a_site_are_the_site() {
    let mut place = Place::new();
    write_site(&place);
    with_baseline(&place);
    place.commit(".");
    for count in [1, 2, 3, 5, 40] {
        assert_same(place.folder.path(), count, &[]);
    }
    // The test is worth nothing if the whole tells nothing of its own.
    let document: Value = serde_json::from_slice(&driftlint(place.folder.path(), &["report", "--format", "json"]).stdout).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let has = |rule: &str, words: &str| findings.iter().any(|one| one["rule"] == rule && one.to_string().contains(words));
    for (rule, words) in [
        ("inconsistent-fact", "is stated as"),
        ("phone-number", "de is not consistent"),
        ("unused-suppression", "matches no finding"),
        ("unused-suppression", "expired on 2025-01-01"),
        ("unused-suppression", "fixed: the baseline"),
        ("missing-page", "docs/plans"),
        ("orphan-page", "docs/alone"),
    ] {
        assert!(has(rule, words), "no {rule} with {words}: {findings:#?}");
    }
    assert!(document["summary"]["suppressed"].as_u64() > Some(2), "{}", document["summary"]);
    assert!(document["summary"]["baselined"].as_u64() > Some(0), "{}", document["summary"]);
}

#[test]
fn options_hold_for_the_whole_too() {
    let mut place = Place::new();
    write_site(&place);
    place.commit(".");
    assert_same(place.folder.path(), 3, &["--select", "phone-number,inconsistent-fact,stale-translation"]);
    assert_same(place.folder.path(), 2, &["--locales", "fr", "--min-confidence", "possible"]);
    assert_same(place.folder.path(), 2, &["--ignore", "phone-number", "docs"]);
}

#[test]
fn what_could_not_be_read_is_told_of_the_whole() {
    let place = Place::new();
    write_site(&place);
    std::fs::write(place.path("docs/de/sales.md"), b"\xff\xfe\xfa").unwrap();
    assert_same(place.folder.path(), 3, &[]);
}

#[test]
fn the_fixtures_in_parts_are_the_fixtures() {
    assert_same(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")), 3, &["site"]);
}

#[test]
fn the_history_of_parts_is_that_of_the_run() {
    let mut place = Place::new();
    write_site(&place);
    place.commit(".");
    let out = Place::new();
    let files = parts(place.folder.path(), &out, 2, &[]);
    let one = driftlint(place.folder.path(), &["report", "--format", "json", "--history", "one.jsonl"]);
    let merged = driftlint(place.folder.path(), &["report", "--format", "json", "--history", "two.jsonl", "--merge", &files[0], &files[1]]);
    assert!(one.stdout == merged.stdout);
    assert_eq!(std::fs::read(place.path("one.jsonl")).unwrap(), std::fs::read(place.path("two.jsonl")).unwrap());
}

#[test]
fn a_part_without_a_page_is_no_failure() {
    let place = Place::new();
    write_site(&place);
    let empty = (1..=40).map(|index| {
        driftlint(place.folder.path(), &["check", "--fail-on", "never", "--format", "json", "--shard", &format!("{index}/40")])
    });
    let empty: Vec<Output> = empty.filter(|output| said(output).contains("holds no page")).collect();
    assert!(empty.len() > 30, "{}", empty.len());
    assert!(empty.iter().all(|output| output.status.code() == Some(0)));
}

/// Only the parts of one run, and all of them.
#[test]
fn parts_of_different_runs_are_refused() {
    let place = Place::new();
    write_site(&place);
    let out = Place::new();
    let refused = |files: &[&str], expected: &str| {
        let report = out.path("report.json").to_string_lossy().into_owned();
        let output = driftlint(place.folder.path(), &[&["report", "--format", "json", "--output", &report, "--merge"], files].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(expected) && said(&output).lines().count() == 1, "{expected}: {}", said(&output));
        assert!(!Path::new(&report).exists());
    };
    let three = parts(place.folder.path(), &out, 3, &[]);
    let two = parts(place.folder.path(), &out, 2, &[]);
    let three: Vec<&str> = three.iter().map(String::as_str).collect();
    refused(&[three[0], three[2]], "part 2/3 is missing; give all parts of the run");
    refused(&[three[1]], "parts 1/3 and 1 more are missing");
    refused(&[three[0], three[1], three[2], three[1]], "are both part 2/3; give each part once");
    refused(&[three[0], &two[1]], "are parts 1/3 and 2/2; merge the parts of one run");
    let narrow = Place::new();
    let narrow = (parts(place.folder.path(), &narrow, 2, &["--ignore", "number"]), narrow);
    refused(&[&two[0], &narrow.0[1]], "were made with different configurations, baselines or options");
    place.write("docs/en/more.md", "# More\n");
    let grown = Place::new();
    let grown = (parts(place.folder.path(), &grown, 2, &[]), grown);
    refused(&[&two[0], &grown.0[1]], "were made of different trees: their pages are not the same");
    let text = std::fs::read_to_string(&two[0]).unwrap();
    let made = |name: &str, text: &str| {
        out.write(name, text);
        out.path(name).to_string_lossy().into_owned()
    };
    let older = made("older.json", &text.replace(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"version\": \"0.0.1\""));
    refused(&[&older, &two[1]], "was made by driftlint 0.0.1, and this is");
    let whole = driftlint(place.folder.path(), &["check", "--format", "json"]).stdout;
    refused(&[&made("whole.json", &String::from_utf8(whole).unwrap())], "is the JSON of a whole run; only parts");
    refused(&[&made("half.json", &text[..text.len() / 2])], "is no JSON of `driftlint check --shard N/M --format json`");
    refused(&["nowhere.json"], "nowhere.json: cannot be read");
}

#[test]
fn a_part_that_is_none_is_refused() {
    for text in ["0/8", "9/8", "x", "3", "3/", "/8", "+1/8", "-1/8", "1/0", "1/8/8", "1.5/8", "1/99999"] {
        let problem = Shard::parse(text).expect_err(text);
        assert!(problem.contains("as in `3/8`"), "{problem}");
    }
    assert_eq!(Shard::parse("3/8").unwrap().to_string(), "3/8");
}

proptest! {
    /// Each page is in one part, and which one depends on its name alone.
    #[test]
    fn every_page_is_in_one_part(page in "\\PC{0,40}", count in 1..=60_u32) {
        let holding = (1..=count).filter(|index| Shard::parse(&format!("{index}/{count}")).is_ok_and(|shard| shard.holds(&page)));
        prop_assert_eq!(holding.count(), 1);
    }
}

/// No part has more than twice its share of pages with names as people give them.
#[test]
fn parts_are_alike_in_size() {
    let names: Vec<String> = (0..4000).map(|at| format!("docs/guides/chapter-{}/page-{at}", at % 7)).collect();
    for count in [2, 3, 8, 16] {
        for index in 1..=count {
            let shard = Shard::parse(&format!("{index}/{count}")).unwrap();
            let held = names.iter().filter(|name| shard.holds(name)).count();
            let share = names.len() / count;
            assert!((share * 3 / 4..share * 5 / 4).contains(&held), "{shard}: {held} of {share}");
        }
    }
}
