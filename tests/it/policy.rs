//! What a project says of its own: its facts, its levels for paths and locales, its allowances, and comments in its pages.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftlint::config::{self, Config, Date};
use driftlint::findings::policy::Policy;
use driftlint::findings::{Finding, Outcome};
use driftlint::rules::drift::{Confidence, Severity};
use driftlint::rules::{RULES, RuleGroup, RuleId};
use driftlint::{check, pages};
use serde_json::Value;
use tempfile::TempDir;

const FACT: &str = "[[fact]]\nid = \"order-number\"\npattern = '\\b[A-Z]{2}-\\d{6}\\b'\n";

/// A project in a folder of its own.
struct Project(TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Project {
        let folder = TempDir::new().expect("a folder");
        for (path, text) in files {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        Project(folder)
    }

    /// Two pages and a configuration.
    fn pair(configuration: &str, english: &str, german: &str) -> Project {
        Project::new(&[("driftlint.toml", configuration), ("docs/en/page.md", english), ("docs/de/page.md", german)])
    }

    fn report(&self, arguments: &[&str]) -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint"))
            .args(arguments)
            .args(["--format", "json"])
            .current_dir(self.0.path())
            .output()
            .expect("driftlint runs");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// `path:line severity rule: message` of each finding.
    fn run(&self, arguments: &[&str]) -> Vec<String> {
        self.report(arguments)["findings"].as_array().expect("findings").iter().map(line).collect()
    }

    fn check(&self) -> Vec<String> {
        self.run(&["check"])
    }
}

fn line(finding: &Value) -> String {
    let place = if finding["translation"].is_null() { &finding["reference"] } else { &finding["translation"] };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let start = format!("{}:{}", text(&place["path"]), place["start"]["line"]);
    format!("{start} {} {}: {}", text(&finding["severity"]), text(&finding["rule"]), text(&finding["message"]))
}

/// What a page with an own fact says, given the text of both sides.
fn order(english: &str, german: &str) -> Vec<String> {
    Project::pair(FACT, english, german).check()
}

// Facts of the project's own.

#[test]
fn an_own_fact_that_changed_is_an_error() {
    let project =
        Project::pair(FACT, "# Order {#order}\n\nYour order AB-204718.\n", "# Bestellung {#order}\n\nIhre Bestellung AB-204781.\n");
    let report = project.report(&["check"]);
    let findings = report["findings"].as_array().expect("findings");
    assert_eq!(
        findings.iter().map(line).collect::<Vec<_>>(),
        ["docs/de/page.md:3 error order-number: order number is AB-204718 in the reference, AB-204781 here"],
        "one fault is one finding, the figures inside are not told again"
    );
    assert_eq!((&findings[0]["confidence"], &findings[0]["translation"]["text"]), (&"certain".into(), &"AB-204781".into()));
}

#[test]
fn an_own_fact_on_one_side_is_likely() {
    let missing = Project::pair(FACT, "# Order {#order}\n\nYour order AB-204718.\n", "# Bestellung {#order}\n\nIhre Bestellung.\n")
        .report(&["check"]);
    assert_eq!(
        line(&missing["findings"][0]),
        "docs/de/page.md:3 error order-number: order number AB-204718 of the reference is missing here"
    );
    assert_eq!(missing["findings"][0]["confidence"], "likely");
    let extra = Project::pair(FACT, "# Order {#order}\n\nYour order.\n", "# Bestellung {#order}\n\nIhre Bestellung AB-204718.\n")
        .report(&["check"]);
    assert_eq!(line(&extra["findings"][0]), "docs/de/page.md:3 error order-number: order number AB-204718 is not in the reference");
    assert_eq!(extra["findings"][0]["confidence"], "likely");
}

#[test]
fn order_place_and_repetition_of_own_facts_are_no_drift() {
    assert_eq!(order("# Order {#order}\n\nAB-204718 and CD-112233.\n", "# Bestellung {#order}\n\nCD-112233 und AB-204718.\n"), [""; 0]);
    assert_eq!(
        order(
            "# Order {#order}\n\n## One {#one}\n\nSee AB-204718.\n\n## Two {#two}\n\nNothing.\n",
            "# Bestellung {#order}\n\n## Eins {#one}\n\nNichts.\n\n## Zwei {#two}\n\nSiehe AB-204718.\n"
        ),
        [""; 0]
    );
    assert_eq!(order("# Order {#order}\n\nAB-204718, again AB-204718.\n", "# Bestellung {#order}\n\nNur AB-204718.\n"), [""; 0]);
    assert_eq!(
        order("# Order {#order}\n\nAB-204718, again AB-204718.\n", "# Bestellung {#order}\n\nAB-204718, noch einmal AB-204719.\n").len(),
        1,
        "one of two that changed is drift"
    );
}

#[test]
fn a_group_of_the_pattern_is_the_value() {
    let fact = "[[fact]]\nid = \"room\"\nname = \"meeting room\"\npattern = '(?:room|Raum) (?<value>[A-Z]\\d)'\n";
    let told = |english: &str, german: &str| Project::pair(fact, english, german).check();
    assert_eq!(told("# Rooms {#rooms}\n\nMeet in room B4.\n", "# Räume {#rooms}\n\nTreffen in Raum B4.\n"), [""; 0]);
    assert_eq!(
        told("# Rooms {#rooms}\n\nMeet in room B4.\n", "# Räume {#rooms}\n\nTreffen in Raum B5.\n"),
        ["docs/de/page.md:3 error room: meeting room is B4 in the reference, B5 here"]
    );
    let first = fact.replace("?<value>", "");
    assert_eq!(
        Project::pair(&first, "# Rooms {#rooms}\n\nMeet in room B4.\n", "# Räume {#rooms}\n\nTreffen in Raum B5.\n").check().len(),
        1
    );
}

#[test]
fn own_facts_are_looked_for_where_they_are_said_to_be() {
    let (english, german) = ("# Order {#order}\n\n```text\nAB-204718\n```\n", "# Bestellung {#order}\n\n```text\nAB-204719\n```\n");
    let own = |configuration: &str, english: &str, german: &str| {
        let found = Project::pair(configuration, english, german).run(&["check", "--select", "order-number"]);
        found.len()
    };
    assert_eq!(own(FACT, english, german), 0);
    assert_eq!(own(&format!("{FACT}in = [\"code\"]\n"), english, german), 1);
    let (english, german) =
        ("# Order {#order}\n\n[Order](orders/AB-204718)\n", "# Bestellung {#order}\n\n[Bestellung](orders/AB-204719)\n");
    assert_eq!(own(FACT, english, german), 0);
    assert_eq!(own(&format!("{FACT}in = [\"text\", \"links\"]\n"), english, german), 1);
}

#[test]
fn a_lost_item_does_not_hide_its_own_fact() {
    let english = "# Order {#order}\n\n- first AB-204718\n- second AB-204719\n- third AB-204720\n";
    let found = Project::pair(FACT, english, "# Bestellung {#order}\n\n- erste AB-204718\n- dritte AB-204720\n").run(&[
        "check",
        "--select",
        "order-number",
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn an_own_fact_is_a_rule_like_any_other() {
    let (english, german) = ("# Order {#order}\n\nYour order AB-204718.\n", "# Bestellung {#order}\n\nIhre Bestellung AB-204781.\n");
    let project = |more: &str| Project::pair(&format!("{FACT}{more}"), english, german);
    let with_level = project("[rules]\norder-number = \"warning\"\n").check();
    assert!(with_level[0].starts_with("docs/de/page.md:3 warning order-number"), "{with_level:?}");
    assert_eq!(project("[rules]\norder-number = \"off\"\n").check(), [""; 0]);
    assert_eq!(project("").run(&["check", "--ignore", "order-number"]), [""; 0]);
    assert_eq!(project("").run(&["check", "--select", "order-number"]).len(), 1);
    assert_eq!(project("[[allow]]\nrule = \"order-number\"\nfound = \"AB-204781\"\nreason = \"sample\"\n").check(), [""; 0]);
    let covered = german.replace("Ihre", "<!-- driftlint-ignore order-number: sample -->\n\nIhre");
    assert_eq!(Project::pair(FACT, english, &covered).check(), [""; 0]);
}

// Levels for some paths and locales.

#[test]
fn overrides_hold_for_their_paths_and_locales_and_the_last_one_counts() {
    let page = |number: &str| format!("# Numbers {{#numbers}}\n\nThere are {number} servers.\n");
    let files = |configuration: &str| {
        Project::new(&[
            ("driftlint.toml", configuration),
            ("docs/en/legal/terms.md", &page("12")),
            ("docs/de/legal/terms.md", &page("13")),
            ("docs/sv-SE/legal/terms.md", &page("13")),
            ("docs/en/page.md", &page("12")),
            ("docs/de/page.md", &page("13")),
            ("docs/sv-SE/page.md", &page("13")),
        ])
    };
    let levels = |overrides: &str| -> Vec<String> {
        let found = files(overrides).run(&["check", "--select", "number,missing-page", "--ignore", "missing-page"]);
        found.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let all = |levels: [&str; 4]| {
        let paths = ["docs/de/legal/terms.md:3", "docs/de/page.md:3", "docs/sv-SE/legal/terms.md:3", "docs/sv-SE/page.md:3"];
        paths.iter().zip(levels).map(|(path, level)| format!("{path} {level}")).collect::<Vec<_>>()
    };
    assert_eq!(levels(""), all(["error", "error", "error", "error"]));
    let legal = "[[override]]\npaths = [\"docs/*/legal/**\"]\n[override.rules]\nnumber = \"info\"\n";
    assert_eq!(levels(legal), all(["info", "error", "info", "error"]));
    let by_reference = "[[override]]\npaths = [\"docs/en/legal/\"]\nrules = { number = \"warning\" }\n";
    assert_eq!(levels(by_reference), all(["warning", "error", "warning", "error"]), "the reference's path names the page too");
    let swedish = "[[override]]\nlocales = [\"sv\"]\nrules = { number = \"warning\" }\n";
    assert_eq!(levels(&format!("{legal}{swedish}")), all(["info", "error", "warning", "warning"]));
    assert_eq!(levels(&format!("{swedish}{legal}")), all(["info", "error", "info", "warning"]));
    let both = "[rules]\nnumber = \"warning\"\n[[override]]\npaths = [\"docs/de/\"]\nlocales = [\"sv\"]\nrules = { number = \"info\" }\n";
    assert_eq!(levels(both), all(["warning", "warning", "warning", "warning"]), "path and locale must both fit");
    let off = "[[override]]\npaths = [\"docs/de/**\", \"!docs/de/page.md\"]\nrules = { number = \"off\" }\n";
    let found = files(off).check();
    assert_eq!(found.iter().filter(|line| line.contains(" number: ")).count(), 3, "{found:?}");
}

#[test]
fn an_override_turns_a_rule_on_that_is_off() {
    let configuration = "[rules]\nnumber = \"off\"\norphan-page = \"off\"\n[[override]]\nlocales = [\"de\"]\nrules = { number = \"error\", orphan-page = \"info\" }\n";
    let project = Project::new(&[
        ("driftlint.toml", configuration),
        ("docs/en/page.md", "# Page {#page}\n\n12 servers.\n"),
        ("docs/de/page.md", "# Seite {#page}\n\n13 Server.\n"),
        ("docs/de/more.md", "# Mehr\n"),
    ]);
    let found = project.check();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("docs/de/more.md:1 info orphan-page") && found[1].contains(" error number: "), "{found:?}");
}

#[test]
fn a_missing_page_is_known_by_the_path_that_it_would_have() {
    let configuration = "[[override]]\npaths = [\"docs/de/**\"]\nrules = { missing-page = \"off\" }\n";
    let page = "# Page\n";
    let project = Project::new(&[
        ("driftlint.toml", configuration),
        ("docs/en/a.md", page),
        ("docs/en/b.md", page),
        ("docs/de/a.md", page),
        ("docs/sv/a.md", page),
    ]);
    let found = project.run(&["check", "--select", "missing-page"]);
    assert_eq!(found.len(), 2, "what is selected by name runs everywhere, as it outweighs a level: {found:?}");
    let found: Vec<String> = project.check().into_iter().filter(|line| line.contains("missing-page")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with(" in sv"), "{found:?}");
}

// Allowances.

const ENGLISH: &str = "# Support\n\n## Phone {#phone}\n\nCall +47 55 51 23 40.\n";
const GERMAN: &str = "# Support\n\n## Telefon {#phone}\n\nWählen Sie +49 30 23125 140.\n";
const ALLOW: &str =
    "[[allow]]\nrule = \"phone-number\"\nlocale = \"de\"\nsection = \"phone\"\nfound = \"+49 30 23125 140\"\nreason = \"local line\"\n";

#[test]
fn an_allowance_that_matches_nothing_is_told_when_everything_was_looked_at() {
    let right = GERMAN.replace("+49 30 23125 140", "+47 55 51 23 40");
    let project = Project::pair(&format!("\n{ALLOW}"), ENGLISH, &right);
    let unused = ["driftlint.toml:2 warning unused-suppression: this allowance for `phone-number` matches no finding"];
    assert_eq!(project.check(), unused);
    assert_eq!(project.run(&["check", "--ignore", "number"]), unused);
    for part in [
        &["check", "docs/de"][..],
        &["check", "docs"],
        &["check", "--locales", "de"],
        &["check", "--select", "phone-number"],
        &["check", "--ignore", "unused-suppression"],
        &["compare", "docs/en/page.md", "docs/de/page.md"],
    ] {
        assert_eq!(project.run(part), [""; 0], "{part:?}");
    }
    let elsewhere = Project::pair(&format!("locales = [\"sv\"]\n{ALLOW}"), ENGLISH, &right);
    std::fs::create_dir_all(elsewhere.0.path().join("docs/sv")).expect("a folder");
    std::fs::write(elsewhere.0.path().join("docs/sv/page.md"), right.replace("Wählen Sie", "Ring")).expect("a page");
    assert_eq!(elsewhere.check(), [""; 0], "the configuration leaves German out");
    assert_eq!(Project::pair(ALLOW, ENGLISH, GERMAN).check(), [""; 0], "in use");
    assert_eq!(Project::pair(ALLOW, ENGLISH, GERMAN).run(&["check", "--min-confidence", "certain"]), [""; 0]);
    assert_eq!(
        Project::pair(&format!("{ALLOW}[rules]\nphone-number = \"off\"\n"), ENGLISH, GERMAN).check(),
        [""; 0],
        "the finding is there, whether it is shown or not"
    );
}

#[test]
fn nothing_is_said_of_allowances_from_a_folder_below_or_when_a_page_cannot_be_read() {
    let right = GERMAN.replace("+49 30 23125 140", "+47 55 51 23 40");
    let project = Project::pair(ALLOW, ENGLISH, &right);
    let output = Command::new(env!("CARGO_BIN_EXE_driftlint"))
        .args(["check", "--format", "short"])
        .current_dir(project.0.path().join("docs"))
        .output()
        .expect("driftlint runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(project.0.path().join("docs/de/broken.md"), [0xff]).expect("a file");
    std::fs::write(project.0.path().join("docs/en/broken.md"), "# Page\n").expect("a file");
    assert_eq!(project.check(), [""; 0]);
}

#[test]
fn an_expired_allowance_holds_no_longer() {
    let expired = format!("{ALLOW}expires = \"2020-06-30\"\n");
    let found = Project::pair(&expired, ENGLISH, GERMAN).check();
    let told = "driftlint.toml:1 warning unused-suppression: this allowance for `phone-number` expired on 2020-06-30, and what it allowed is still there";
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains(" error phone-number: "), "{found:?}");
    assert_eq!(found[1], told);
    assert!(Project::pair(&expired, ENGLISH, GERMAN).run(&["check", "docs/de"]).contains(&told.to_owned()), "a part of the site is enough");
    let right = GERMAN.replace("+49 30 23125 140", "+47 55 51 23 40");
    let project = Project::pair(&expired, ENGLISH, &right);
    assert_eq!(
        project.check(),
        [
            "driftlint.toml:1 warning unused-suppression: this allowance for `phone-number` expired on 2020-06-30, and nothing needs it any more"
        ]
    );
    assert_eq!(project.run(&["check", "docs/de"]), [""; 0]);
    let open = format!("{ALLOW}expires = \"9999-12-31\"\n");
    assert_eq!(Project::pair(&open, ENGLISH, GERMAN).check(), [""; 0]);
}

#[test]
fn an_allowance_names_a_path_or_what_the_reference_states() {
    let allow = |line: &str| format!("[[allow]]\nrule = \"phone-number\"\n{line}\nreason = \"local line\"\n");
    let shown = |line: &str| Project::pair(&allow(line), ENGLISH, GERMAN).check().iter().any(|line| line.contains(" phone-number: "));
    for line in [
        "path = \"docs/de/\"",
        "path = \"page.md\"",
        "path = \"docs/en/page.md\"",
        "expected = \"+47 55 51 23 40\"",
        "expected = \"+4755512340\"",
    ] {
        assert!(!shown(line), "{line}");
    }
    for line in [
        "path = \"docs/sv/\"",
        "path = \"../page.md\"",
        "expected = \"+47 55 51 23 41\"",
        "found = \"+47 55 51 23 40\"",
        "page = \"docs/other\"",
    ] {
        assert!(shown(line), "{line}");
    }
}

#[test]
fn an_allowance_may_be_for_what_is_said_of_suppressions() {
    let right = GERMAN.replace("+49 30 23125 140", "+47 55 51 23 40");
    let keep = "[[allow]]\nrule = \"unused-suppression\"\nfound = \"phone-number\"\nreason = \"the line changes\"\n";
    let report = Project::pair(&format!("{ALLOW}{keep}"), ENGLISH, &right).report(&["check"]);
    assert_eq!((report["findings"].as_array().map(Vec::len), &report["summary"]["suppressed"]), (Some(0), &1.into()));
    let idle = Project::pair(keep, ENGLISH, &right).check();
    assert_eq!(idle, ["driftlint.toml:1 warning unused-suppression: this allowance for `unused-suppression` matches no finding"]);
}

// Comments in pages.

#[test]
fn a_comment_in_the_reference_is_needed_in_any_translation() {
    let english = ENGLISH.replace("Call", "<!-- driftlint-ignore phone-number: local lines -->\n\nCall");
    let right = GERMAN.replace("+49 30 23125 140", "+47 55 51 23 40");
    let project = |german: &str, swedish: &str| {
        Project::new(&[("docs/en/page.md", &english), ("docs/de/page.md", german), ("docs/sv/page.md", swedish)])
    };
    let unused = ["docs/en/page.md:5 warning unused-suppression: `driftlint-ignore phone-number` covers no finding here"];
    assert_eq!(project(GERMAN, GERMAN).check(), [""; 0]);
    assert_eq!(project(&right, GERMAN).check(), [""; 0]);
    assert_eq!(project(&right, &right).check(), unused);
    assert_eq!(project(&right, &right).run(&["check", "docs/en"]), unused, "the reference brings all its translations");
    assert_eq!(project(&right, &right).run(&["check", "docs/de"]), [""; 0]);
    assert_eq!(project(&right, GERMAN).run(&["check", "--locales", "de"]), [""; 0]);
    assert_eq!(project(&right, GERMAN).run(&["compare", "docs/en/page.md", "docs/de/page.md"]), [""; 0]);
    assert_eq!(project(&right, GERMAN).run(&["check", "--locales", "de,sv"]), [""; 0]);
    assert_eq!(project(&right, &right).run(&["check", "--locales", "de,sv"]), unused, "these are all");
    let broken = project(&right, &right);
    std::fs::write(broken.0.path().join("docs/sv/page.md"), [0xff]).expect("a file");
    assert_eq!(broken.check(), [""; 0]);
}

#[test]
fn what_is_wrong_with_a_comment_of_the_reference_is_told_once() {
    let english = ENGLISH.replace("Call", "<!-- driftlint-ignore phone-number -->\n\nCall");
    let project = Project::new(&[("docs/en/page.md", &english), ("docs/de/page.md", GERMAN), ("docs/sv/page.md", GERMAN)]);
    assert_eq!(project.check(), ["docs/en/page.md:5 warning unused-suppression: `driftlint-ignore phone-number` gives no reason"]);
    let report = project.report(&["check"]);
    assert_eq!((&report["summary"]["suppressed"], &report["findings"][0]["translation"]), (&2.into(), &Value::Null));
}

#[test]
fn a_file_comment_covers_pages_that_are_missing_or_have_no_reference() {
    let project = Project::new(&[
        ("docs/en/page.md", "# Page\n"),
        ("docs/de/page.md", "# Seite\n"),
        ("docs/en/only.md", "# Only\n\n<!-- driftlint-ignore-file missing-page: English only -->\n"),
        ("docs/de/own.md", "<!-- driftlint-ignore-file orphan-page: for Germany -->\n\n# Eigenes\n"),
    ]);
    let report = project.report(&["check"]);
    assert_eq!((report["findings"].as_array().map(Vec::len), &report["summary"]["suppressed"]), (Some(0), &2.into()), "{report}");
    assert_eq!(project.run(&["check", "--ignore", "orphan-page,missing-page"]), [""; 0], "what is not looked for is not missed");
}

#[test]
fn a_comment_may_cover_what_is_said_of_another() {
    let page = |first: &str| {
        format!(
            "# Support\n\n{first}\n\n<!-- driftlint-ignore number: in winter -->\n\n## Telefon {{#phone}}\n\nWählen Sie +47 55 51 23 40.\n"
        )
    };
    let project = |first: &str| Project::new(&[("docs/en/page.md", ENGLISH), ("docs/de/page.md", &page(first))]);
    assert_eq!(project("<!-- driftlint-ignore-file unused-suppression: seasons -->").check(), [""; 0]);
    assert_eq!(project("<!-- driftlint-ignore-file: everything -->").check().len(), 2, "all rules leave this one out");
}

#[test]
fn the_words_of_a_comment_are_read_with_care() {
    let told = |comment: &str| -> Vec<String> {
        let german = GERMAN.replace("Wählen", &format!("<!-- {comment} -->\n\nWählen"));
        let project = Project::new(&[("docs/en/page.md", ENGLISH), ("docs/de/page.md", &german)]);
        project.check().into_iter().map(|line| line.split_once(": ").map_or(String::new(), |(_, message)| message.to_owned())).collect()
    };
    let phone = "phone number is +4755512340 in the reference, +493023125140 here";
    for comment in [
        "driftlint-ignore phone-number: local line",
        "driftlint-ignore  phone-number ,number:local line",
        "driftlint-ignore phone-number：本地号码",
        "driftlint-ignore: local line",
        "driftlint-ignore-section phone-number: see https://fjordline.example",
        "driftlint-ignore-file phone-number: local line",
    ] {
        let expected: &[&str] = if comment.contains(",number") { &["`number` covers no finding here"] } else { &[] };
        assert_eq!(told(comment), expected, "{comment}");
    }
    assert_eq!(told("driftlint-ignore phone-number"), ["`driftlint-ignore phone-number` gives no reason"]);
    assert_eq!(told("driftlint-ignore phone-number local line"), ["`driftlint-ignore phone-number` gives no reason"]);
    assert_eq!(told("driftlint-ignore phone-number:  "), ["`driftlint-ignore phone-number` gives no reason"]);
    assert_eq!(told("driftlint-ignore"), ["`driftlint-ignore` gives no reason"]);
    assert_eq!(told("driftlint-ignore local line"), ["there is no rule `local`", phone]);
    assert_eq!(told("driftlint-ignore phone-numbr: local"), ["there is no rule `phone-numbr`; did you mean `phone-number`?", phone]);
    assert_eq!(
        told("driftlint-ignore-sections phone-number: local"),
        ["`driftlint-ignore-sections` is nothing that driftlint does; did you mean `driftlint-ignore-section`?", phone]
    );
    assert_eq!(told("driftlinting is fun"), [phone]);
}

/// Which of the lines `A` to `F` of a page are told, when the translation has another number in each, and a comment.
fn told_lines(page: &str) -> String {
    let english = page.replace("@@", "").replace("{/**/}", "");
    let number = |of: &str, line: char| format!("{line} {of} {}", u32::from(line));
    let fill = |text: &str, of: &str| ('A'..='F').fold(text.to_owned(), |text, line| text.replace(&format!("={line}"), &number(of, line)));
    let comment = "<!-- driftlint-ignore phone-number: why -->";
    let german = fill(page, "+49 30 23125 1").replace("@@", comment).replace("{/**/}", "{/* driftlint-ignore phone-number: why */}");
    let project = Project::new(&[("docs/en/page.md", &fill(&english, "+47 55 51 23 ")), ("docs/de/page.md", &german)]);
    let report = project.report(&["check", "--select", "phone-number"]);
    let texts =
        report["findings"].as_array().expect("findings").iter().map(|finding| finding["found"][0].as_str().expect("a number").to_owned());
    let lines = texts.filter_map(|text| text[text.len() - 2..].parse::<u32>().ok()).filter_map(char::from_u32);
    lines.collect()
}

#[test]
fn a_comment_reaches_as_far_as_it_says() {
    for (page, told) in [
        ("# P {#p}\n\n=A\n\n=B\n", "AB"),
        ("# P {#p}\n\n=A\n\n@@\n\n=B\n\n=C\n", "AC"),
        ("# P {#p}\n\n@@\n=A\n\n=B\n", "B"),
        ("# P {#p}\n\n=A @@\n\n=B\n", "B"),
        ("# P {#p}\n\n=A\nand =B @@\nand =C\n\n=D\n", "D"),
        ("# P {#p}\n\n=A\n\n@@\n", "A"),
        // Lists.
        ("# P {#p}\n\n@@\n\n- =A\n- =B\n  - =C\n\n=D\n", "D"),
        ("# P {#p}\n\n- =A\n@@\n- =B\n  - =C\n- =D\n", "AD"),
        ("# P {#p}\n\n- =A\n- @@\n  =B\n\n  =C\n- =D\n", "AD"),
        ("# P {#p}\n\n- =A\n- =B @@\n\n  =C\n- =D\n", "ACD"),
        ("# P {#p}\n\n- =A\n\n  @@\n\n  =B\n\n  =C\n- =D\n", "ACD"),
        ("# P {#p}\n\n- =A\n  - =B\n  @@\n  - =C\n    - =D\n- =E\n", "ABE"),
        ("# P {#p}\n\n1. =A\n\n   @@\n\n   - =B\n   - =C\n2. =D\n", "AD"),
        // Quotes, notes and tables.
        ("# P {#p}\n\n@@\n\n> =A\n>\n> =B\n\n=C\n", "C"),
        ("# P {#p}\n\n> =A\n>\n> @@\n>\n> =B\n>\n> =C\n\n=D\n", "ACD"),
        ("# P {#p}\n\n@@\n\n:::note\n\n=A\n\n=B\n\n:::\n\n=C\n", "C"),
        ("# P {#p}\n\n@@\n\n!!! note\n\n    =A\n\n    =B\n\n=C\n", "C"),
        ("# P {#p}\n\n@@\n\n| a | b |\n|---|---|\n| =A | =B |\n| =C | =D |\n\n=E\n", "E"),
        ("# P {#p}\n\n| a | b |\n|---|---|\n| =A | =B @@ |\n| =C | =D |\n\n=E\n", "CDE"),
        // MDX.
        ("# P {#p}\n\n=A\n\n{/**/}\n\n=B\n\n=C\n", "AC"),
        ("# P {#p}\n\n=A\n\n{/**/}\n=B\n\n=C\n", "AC"),
    ] {
        assert_eq!(told_lines(page), told, "{page}");
    }
}

// What holds for the whole example site.

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn site_findings(config: &Config) -> Outcome {
    let site = pages::discover_from(&root().join("fixtures/site"), &[], config).expect("pages");
    let mut policy = Policy::new(config, Date { year: 2026, month: 1, day: 1 });
    policy.min_confidence = Confidence::Possible;
    check::site(&site, &policy, 2)
}

/// The line to paste that a finding shows covers it, and nothing else but what is the same.
#[test]
fn the_allowance_of_a_finding_covers_it_and_nothing_else() {
    let config = Config::default();
    let outcome = site_findings(&config);
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
    let is_alike = |a: &Finding, b: &Finding| {
        (a.rule, &a.page, &a.locale, &a.section, &a.found) == (b.rule, &b.page, &b.locale, &b.section, &b.found)
            && (a.expected == b.expected || !a.found.is_empty())
    };
    assert!(outcome.findings.len() > 80, "{}", outcome.findings.len());
    for finding in &outcome.findings {
        let allow = finding.allow.as_deref().unwrap_or_else(|| panic!("{} has nothing to paste", finding.message));
        let config = config::load(allow, Path::new("driftlint.toml"), &known).unwrap_or_else(|problems| panic!("{allow}: {problems:?}"));
        let policy = Policy::new(&config, Date { year: 2026, month: 1, day: 1 });
        for other in &outcome.findings {
            assert_eq!(!policy.fitting(other).is_empty(), is_alike(finding, other), "{allow}\nfor {}", other.message);
        }
    }
}

/// Pasted into the configuration, it silences the finding in a run.
#[test]
fn a_pasted_allowance_works() {
    let project = Project::pair("", ENGLISH, GERMAN);
    let report = project.report(&["check"]);
    let allow = report["findings"][0]["allow"].as_str().expect("a table");
    assert_eq!(
        allow,
        "[[allow]]\nrule = \"phone-number\"\nlocale = \"de\"\npage = \"docs/page\"\nsection = \"phone\"\nfound = \"+493023125140\"\nreason = \"…\"\n"
    );
    let allowed = Project::pair(allow, ENGLISH, GERMAN).report(&["check"]);
    assert_eq!((allowed["findings"].as_array().map(Vec::len), &allowed["summary"]["suppressed"]), (Some(0), &1.into()));
}

/// Every place in a page where a comment can stand alone: between its blocks, its items too.
fn with_comment(text: &str, line: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(line, "<!-- driftlint-ignore-file number: only here to be in the way -->");
    lines.join("\n") + "\n"
}

fn told(reference: &str, translation: &str) -> Vec<String> {
    let project = Project::new(&[("reference.md", reference), ("translation.md", translation)]);
    let path = |name: &str| pages::PageFile { path: project.0.path().join(name), shown: name.to_owned() };
    let english = driftlint::locale::Tag::english();
    let page = pages::Page {
        name: "page".to_owned(),
        reference_locale: english.clone(),
        reference: Some(path("reference.md")),
        translations: vec![pages::Translation { locale: english, file: path("translation.md") }],
        missing: Vec::new(),
        is_whole: true,
    };
    let config = Config::default();
    let mut policy = Policy::new(&config, Date { year: 2026, month: 1, day: 1 });
    policy.min_confidence = Confidence::Possible;
    policy.narrow(&[], &[RuleId::UnusedSuppression]);
    let site = pages::Site { pages: vec![page], ..pages::Site::default() };
    let found = check::site(&site, &policy, 1).findings;
    found.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[test]
fn a_comment_is_no_difference_wherever_it_stands() {
    let mut tried = 0;
    let site = root().join("fixtures/site");
    for path in ["docs/en/support.md", "docs/en/migration.md", "docs/en/sla.md", "guides/en/agent.md"] {
        let text = std::fs::read_to_string(site.join(path)).expect("a page");
        let lines: Vec<&str> = text.lines().collect();
        for line in 1..lines.len() {
            // Not inside front matter, code, a table or a paragraph; between items it may stand.
            let before = lines[..line].join("\n");
            let outside = !text.starts_with("---") || before.contains("\n---");
            let fenced = before.matches("```").count() % 2 == 1;
            let free = lines[line - 1].trim().is_empty() || lines[line].trim().is_empty();
            let is_item = |line: &str| line.trim_start().starts_with(['-', '*']) && !line.starts_with("---") && !line.starts_with("**");
            let between = is_item(lines[line - 1]) && is_item(lines[line]);
            if !outside || fenced || !(free || between) {
                continue;
            }
            let commented = with_comment(&text, line);
            assert_eq!(told(&text, &commented), [""; 0], "{path} line {line}");
            assert_eq!(told(&commented, &text), [""; 0], "{path} line {line}, in the reference");
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried} places");
}

#[test]
fn comments_in_odd_places_are_no_difference() {
    let page = "# Page\n\n- one\n- two\n\n  more of two\n- three\n\n> quoted\n>\n> more\n\n1. first\n2. second\n\nText of\nthree\nlines.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let comment = "<!-- driftlint-ignore number: odd -->";
    for (from, to) in [
        ("- two", format!("- {comment}\n  two")),
        ("- two", format!("- two {comment}")),
        ("\n  more", format!("\n  {comment}\n\n  more")),
        ("\n  more", format!("\n  {comment}\n  more")),
        ("> more", format!("> {comment}\n> more")),
        ("> quoted", format!("> {comment}\n>\n> quoted")),
        ("2. second", format!("{comment}\n2. second")),
        ("three\nlines", format!("three {comment}\nlines")),
        ("| 1 |", format!("| 1 {comment} |")),
        ("\n| a |", format!("\n{comment}\n| a |")),
        ("\n| a |", format!("\n{comment} {comment}\n\n| a |")),
        ("\n| a |", "\n<!-- driftlint-ignore number:\n     over two lines -->\n\n| a |".to_owned()),
        ("# Page", format!("# Page {comment}")),
        ("# Page", format!("{comment}\n# Page")),
        ("\nText", "\n{/* driftlint-ignore number: odd */}\n\nText".to_owned()),
        ("\nText", "\n{/* driftlint-ignore number: odd */}\nText".to_owned()),
    ] {
        let commented = page.replacen(from, &to, 1);
        assert_ne!(commented, page, "{from}");
        assert_eq!(told(page, &commented), [""; 0], "{commented}");
        assert_eq!(told(&commented, page), [""; 0], "{commented}");
    }
}

/// What a maintainer wants on the first day: errors for facts, missing sections, broken fragments and changed code, and nothing else.
#[test]
fn errors_are_for_facts_sections_fragments_and_code_only() {
    let errors: Vec<&str> = RULES.iter().filter(|rule| rule.severity == Severity::Error).map(|rule| rule.id.as_str()).collect();
    assert_eq!(
        errors,
        [
            "phone-number",
            "business-hours",
            "response-time",
            "duration",
            "date",
            "number",
            "percentage",
            "currency",
            "measurement",
            "version",
            "email",
            "protected-term",
            "missing-section",
            "broken-fragment",
            "code-block",
        ]
    );
    let facts = RULES.iter().filter(|rule| rule.group == RuleGroup::Facts).map(|rule| rule.id.as_str());
    assert!(facts.clone().count() == 12 && facts.into_iter().all(|id| errors.contains(&id)), "every fact is an error");
    assert_eq!(RuleId::named("order-number").severity(), Severity::Error, "a fact of the project's own too");
}

/// The look-up of the block around or behind a comment builds on it.
#[test]
fn blocks_stand_in_the_order_of_the_file() {
    fn pages(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let found = entries.flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] });
        found.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
    }
    let files = pages(&root().join("fixtures"));
    assert!(files.len() > 500, "{}", files.len());
    for file in files {
        let Ok(source) = driftlint::source::SourceFile::read(&file, "page.md") else { continue };
        let document = driftlint::markdown::parse(source, driftlint::markdown::Reading::Own);
        assert!(document.blocks.is_sorted_by_key(|block| block.span.start), "{}", file.display());
    }
}
