//! Every pair in `fixtures/rules/` against what it must give: the findings of its `expect.txt`, or nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftlint::check;
use driftlint::config::{Config, Date};
use driftlint::findings::Finding;
use driftlint::findings::policy::Policy;
use driftlint::locale::Tag;
use driftlint::pages::{Page, PageFile, Site, Translation};
use driftlint::rules::RuleId;
use serde_json::Value;

use crate::support::expectation::{difference, expected};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A pair as a site of one page. `translation.zh-CN.md` is in Chinese.
fn pair(case: &Path) -> Site {
    let mut names = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.find(|name| name.starts_with("translation.")).expect("a translation");
    let locale = Tag::parse(name.split('.').nth(1).unwrap()).expect("a locale");
    let file = |name: &str| PageFile { path: case.join(name), shown: name.to_owned() };
    let page = Page {
        name: "reference".to_owned(),
        reference_locale: Tag::english(),
        reference: Some(file("reference.md")),
        translations: vec![Translation { locale, file: file(&name) }],
        missing: Vec::new(),
        is_whole: false,
    };
    Site { pages: vec![page], ..Site::default() }
}

/// The findings of one pair as `LINE SEVERITY RULE | EXPECTED | FOUND`, in the order of the report.
fn findings(case: &Path, rule: &str) -> Vec<String> {
    let config = Config::default();
    let mut policy = Policy::new(&config, Date::from_days(20_000));
    policy.narrow(&[RuleId::named(rule)], &[]);
    let outcome = check::site(&pair(case), &policy, 1);
    assert!(outcome.failures.is_empty(), "{}: {:?}", case.display(), outcome.failures);
    outcome.findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let finding = serde_json::to_value(finding).unwrap();
    let joined = |key: &str| finding[key].as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect::<Vec<_>>().join("; ");
    let text = |key: &str| finding[key].as_str().unwrap();
    let line = &finding["translation"]["start"]["line"];
    let line = format!("{line} {} {} | {} | {}", text("severity"), text("rule"), joined("expected"), joined("found"));
    line.replace("|  |", "| |").trim_end().to_owned()
}

/// Runs every case of a rule and says all that differ at once.
fn run(rule: &str) {
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(fixtures().join("rules").join(rule)).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let differences: Vec<String> = cases.iter().filter_map(|case| difference(&case.join("expect.txt"), &findings(case, rule))).collect();
    assert!(differences.is_empty(), "{} of {} cases differ:\n{}", differences.len(), cases.len(), differences.join("\n"));
    for case in &cases {
        let silent = case.file_name().unwrap().to_string_lossy().starts_with("ok-");
        assert_eq!(
            silent,
            expected(&case.join("expect.txt")).is_empty(),
            "{}: a silent case expects nothing, a speaking one something",
            case.display()
        );
    }
}

macro_rules! rules {
    ($($name:ident $id:literal),* $(,)?) => {
        $(#[test] fn $name() { run($id); })*

        #[test]
        fn every_rule_with_a_pair_has_cases() {
            let tested = [$($id),*];
            let needs_a_tree = ["missing-page", "orphan-page", "inconsistent-fact", "habit"];
            // The cases of `stale-translation` are histories: tests/it/freshness.rs.
            let needs_a_history = ["stale-translation"];
            for rule in driftlint::rules::RULES {
                let id = rule.id.as_str();
                assert!(tested.contains(&id) || needs_a_tree.contains(&id) || needs_a_history.contains(&id), "{id} has no cases");
            }
        }
    };
}

rules! {
    phone_number "phone-number",
    business_hours "business-hours",
    response_time "response-time",
    duration "duration",
    date "date",
    number "number",
    percentage "percentage",
    currency "currency",
    measurement "measurement",
    missing_section "missing-section",
    extra_section "extra-section",
    renamed_section "renamed-section",
    section_order "section-order",
    heading_level "heading-level",
    duplicate_anchor "duplicate-anchor",
    missing_anchor "missing-anchor",
    link_target "link-target",
    broken_fragment "broken-fragment",
    inline_code "inline-code",
    code_block "code-block",
    image "image",
    include "include",
    admonition "admonition",
    list_items "list-items",
    table_shape "table-shape",
    directive "directive",
    hard_break "hard-break",
    html_tag "html-tag",
    untranslated "untranslated",
    missing_block "missing-block",
    extra_block "extra-block",
    duplicate_block "duplicate-block",
    length_ratio "length-ratio",
    front_matter "front-matter",
    protected_term "protected-term",
    severity_label "severity-label",
    inconsistent_term "inconsistent-term",
    email "email",
    version "version",
    unused_suppression "unused-suppression",
    embedded_source "embedded-source",
}

/// The findings of a run over a folder of the given files, as lines.
fn checked(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run =
        Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["check", "--format", "json"]).current_dir(folder.path()).output().unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    report["findings"].as_array().unwrap().iter().map(site_line).collect()
}

/// A page that is not translated stands in with its reference, where the site shows it.
#[test]
fn links_lead_to_the_reference_of_a_page_that_is_not_translated() {
    let billing = "# Billing {#billing}\n\nSee [Limits](plans.md#limits) and [Refunds](plans.md#refunds).\n";
    let german = "# Abrechnung {#billing}\n\nSiehe [Grenzen](plans.md#limits) und [Erstattungen](plans.md#refunds).\n";
    let other = "# Erstattungen {#billing}\n\nSiehe [Grenzen](plans.md#limits) und [Erstattungen](plans.md#erstattungen).\n";
    let plans = "# Plans\n\n## Limits\n\nTen sites.\n\n## Refunds\n\nWithin 30 days.\n";
    let missing = "docs/en/plans.md:1 info missing-page | docs/de/plans.md |";
    let site = |translation| [("docs/en/billing.md", billing), ("docs/en/plans.md", plans), ("docs/de/billing.md", translation)];
    assert_eq!(checked(&site(german)), [missing]);
    let found = checked(&site(other));
    assert!(found.iter().any(|line| line.contains("broken-fragment | plans.md#refunds | plans.md#erstattungen")), "{found:#?}");
}

#[test]
fn strings_of_code_are_free_if_the_configuration_says_so() {
    let page = |host: &str, title: &str| format!("# {title} {{#start}}\n\n~~~bash\nfjord login --at {host}\n~~~\n");
    let (english, german) = (page("panel.fjordline.example/en", "Start"), page("panel.fjordline.example/de", "Anfang"));
    let files = [("docs/en/start.md", english.as_str()), ("docs/de/start.md", german.as_str())];
    assert_eq!(checked(&files).len(), 1, "the code differs");
    let free = "[rules.code-block]\nstrings = [\"panel.fjordline.example/en\", \"panel.fjordline.example/de\"]\n";
    let none: [&str; 0] = [];
    assert_eq!(checked(&[files[0], files[1], ("driftlint.toml", free)]), none);
}

/// The whole site: every planted drift and nothing else, whatever the number of threads.
#[test]
fn the_site_gives_what_was_planted() {
    let site = fixtures().join("site");
    let run = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint"))
            .args(["check", "--format", "json", "--threads", threads])
            .env("GIT_CEILING_DIRECTORIES", env!("CARGO_MANIFEST_DIR"))
            .current_dir(&site)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let one = run("1");
    assert_eq!(one, run("4"), "the number of threads must not show");
    let report: Value = serde_json::from_slice(&one).unwrap();
    let mut found: Vec<String> = report["findings"].as_array().unwrap().iter().map(site_line).collect();
    let mut wanted = expected(&site.join("expect.txt"));
    found.sort();
    wanted.sort();
    assert_eq!(wanted, found);
}

fn site_line(finding: &Value) -> String {
    let place = if finding["translation"].is_null() { &finding["reference"] } else { &finding["translation"] };
    let joined = |key: &str| finding[key].as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect::<Vec<_>>().join("; ");
    let start = format!(
        "{}:{} {} {}",
        place["path"].as_str().unwrap(),
        place["start"]["line"],
        finding["severity"].as_str().unwrap(),
        finding["rule"].as_str().unwrap()
    );
    [start, joined("expected"), joined("found")].join(" | ").replace("|  |", "| |").trim_end().to_owned()
}

/// No form of dates that only programs read, and never a value beside one that looks like it.
#[test]
fn messages_tell_the_two_sides_apart() {
    let config = Config::default();
    let policy = Policy::new(&config, Date::from_days(20_000));
    let folders = |of: &Path| std::fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let cases = folders(&fixtures().join("rules")).into_iter().flat_map(|rule| folders(&rule));
    let found: Vec<Finding> = cases.flat_map(|case| check::site(&pair(&case), &policy, 1).findings).collect();
    assert!(found.len() > 300, "{}", found.len());
    let inner = regex::Regex::new(r"--\d\d-\d\d").unwrap();
    for finding in &found {
        let (expected, found) = finding.shown();
        assert!(!inner.is_match(&finding.message), "{}", finding.message);
        assert!(expected != found || !finding.message.contains(" in the reference, "), "{}", finding.message);
    }
}
