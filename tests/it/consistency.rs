//! What is said of the rules in several places is the same everywhere: code, rule pages, fixtures, README and changelog. The examples of
//! the rule pages are run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use driftlint::rules::drift::Severity;
use driftlint::rules::{RULES, RuleGroup, RuleId};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn ids() -> BTreeSet<String> {
    RULES.iter().map(|rule| rule.id.to_string()).collect()
}

/// Names in a folder of the project, without their endings.
fn names(folder: &str, wanted: impl Fn(&Path) -> bool) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect(folder).map(|entry| entry.expect("an entry").path());
    entries.filter(|path| wanted(path)).map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own == ending)
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    assert_eq!(names("rules", |path| has_ending(path, "md")), ids());
}

/// Rules about pages need a tree: the site, or one of those in `fixtures/trees`. A history is made by the tests of `stale-translation`.
#[test]
fn every_rule_has_fixtures() {
    let mut tested = names("fixtures/rules", Path::is_dir);
    tested.extend(text_of("tests/it/freshness.rs").contains("findings(\"stale-translation\")").then(|| "stale-translation".to_owned()));
    let trees = names("fixtures/trees", Path::is_dir).into_iter().map(|tree| text_of(&format!("fixtures/trees/{tree}/expect.txt")));
    let site: String = trees.chain([text_of("fixtures/site/expect.txt")]).collect();
    tested.extend(
        RULES
            .iter()
            .filter(|rule| (rule.group == RuleGroup::Pages || rule.id == RuleId::Habit) && site.contains(rule.id.as_str()))
            .map(|rule| rule.id.to_string()),
    );
    assert_eq!(tested, ids());
}

#[test]
fn every_rule_is_in_the_readme_and_the_changelog() {
    let (readme, changelog) = (text_of("README.md"), text_of("CHANGELOG.md"));
    for rule in RULES {
        let row = format!("| [`{0}`](rules/{0}.md) |", rule.id);
        let line = readme.lines().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("{} has no row in README.md", rule.id));
        assert!(line.ends_with(&format!("| {} |", severity(rule.severity))), "README.md gives {} another severity", rule.id);
        assert!(changelog.contains(&format!("`{}`", rule.id)), "{} is not in CHANGELOG.md", rule.id);
    }
}

/// *Allow `phone-number`* has to read right, so a rule is named after the defect.
#[test]
fn rules_are_named_by_nouns() {
    for rule in RULES {
        let words: Vec<&str> = rule.id.as_str().split('-').collect();
        assert!(words.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())), "{}", rule.id);
        assert!(!["check", "use", "avoid", "no", "find", "forbid", "require"].contains(&words[0]), "{}", rule.id);
    }
    assert_eq!(ids().len(), RULES.len(), "an id is given twice");
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

const HEADINGS: [&str; 6] = ["## What it finds", "## Why it matters", "## Example", "## What stays silent", "## How to fix", "## Options"];

#[test]
fn every_page_has_the_same_shape() {
    for rule in RULES {
        let headings: Vec<&str> = outside_fences(rule.page).into_iter().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings[0], format!("# {}", rule.id));
        assert_eq!(headings[1..], HEADINGS, "{}", rule.id);
        let summary = rule.summary();
        assert!(summary.starts_with(char::is_lowercase) && !summary.ends_with('.'), "{}: {summary}", rule.id);
        let row = format!("| {} | {} |", rule.group.name(), severity(rule.severity));
        assert!(rule.page.lines().any(|line| line.starts_with(&row)), "{}: no row `{row}`", rule.id);
        assert!(rule.page.contains("## Options\n\nChange the level, or turn the rule off, in `driftlint.toml`:"), "{}", rule.id);
    }
}

/// Every configuration that a page shows can be read, and speaks of its rule.
#[test]
fn configurations_on_the_pages_are_right() {
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
    for rule in RULES {
        let shown: Vec<Fence<'_>> = fences(rule.page).into_iter().filter(|fence| fence.language == "toml").collect();
        assert!(shown.len() >= 2, "{} shows no options or no allowance", rule.id);
        for fence in shown {
            let config = driftlint::config::load(&fence.text, Path::new("driftlint.toml"), &known);
            let config = config.unwrap_or_else(|problems| panic!("{}: {problems:?}", rule.id));
            assert!(
                config.rules.keys().all(|id| id == rule.id.as_str()) && config.allows.iter().all(|allow| allow.rule == rule.id.as_str()),
                "{}",
                rule.id
            );
        }
    }
}

fn outside_fences(page: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        let fence = line.starts_with("```");
        inside ^= fence;
        if !inside && !fence {
            lines.push(line);
        }
    }
    lines
}

/// A fenced block, with the paragraph before it.
struct Fence<'p> {
    before: &'p str,
    language: &'p str,
    text: String,
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut before = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            found.push(Fence { before, language, text });
        } else if !line.is_empty() {
            before = line;
        }
    }
    found
}

/// The example of a page: files by path, and what is printed about them.
struct Example {
    files: Vec<(String, String)>,
    says: String,
}

fn example(page: &str) -> Example {
    let (_, rest) = page.split_once("\n## Example\n").expect("an example");
    let (rest, _) = rest.split_once("\n## What stays silent\n").expect("a heading after the example");
    let mut example = Example { files: Vec::new(), says: String::new() };
    for fence in fences(rest) {
        match fence.before.split('`').collect::<Vec<_>>().as_slice() {
            [_, path, ":"] => example.files.push(((*path).to_owned(), fence.text)),
            _ if fence.before == "The files:" => {
                example.files.extend(fence.text.lines().map(|path| (path.to_owned(), "# Page\n".to_owned())));
            }
            _ if fence.before == "driftlint says:" => example.says = fence.text,
            _ => panic!("`{}` stands before a fence of an example", fence.before),
        }
    }
    example
}

/// Commits what is there, on a day that is always the same, so that the commit's id is too.
fn commit(folder: &Path, paths: &[&str]) {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "core.autocrlf=false", "-c", "commit.gpgSign=false"]).args(arguments).args(paths).current_dir(folder);
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
        for who in ["AUTHOR", "COMMITTER"] {
            let set = [("NAME", "Ada"), ("EMAIL", "ada@fjordline.example"), ("DATE", "2026-03-02T12:00:00+0100")];
            command.envs(set.map(|(what, value)| (format!("GIT_{who}_{what}"), value)));
        }
        let output = command.env("GIT_CONFIG_GLOBAL", "").env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git is installed");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["add", "--"]);
    git(&["commit", "--quiet", "--message=Translate", "--"]);
}

/// Runs `compare` for a reference and its translation and `check` for a tree, with a configuration beside that of the
/// example. A page that is shown twice has changed: what stands before is committed.
fn run(example: &Example, configuration: &str, format: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths: Vec<&str> = Vec::new();
    for (path, text) in &example.files {
        if paths.contains(&path.as_str()) {
            let made = Command::new("git").args(["init", "--quiet", "--object-format=sha1"]).current_dir(folder.path()).status();
            assert!(made.expect("git is installed").success());
            commit(folder.path(), &paths);
        } else {
            paths.push(path);
        }
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("a page");
    }
    let config = folder.path().join("driftlint.toml");
    let own = std::fs::read_to_string(&config).unwrap_or_default();
    std::fs::write(&config, own + configuration).expect("a configuration");
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    match paths.as_slice() {
        [reference, translation] => command.args(["compare", reference, translation]),
        _ => command.arg("check"),
    };
    let output = command.args(["--format", format, "--color", "never"]).env("COLUMNS", "100").current_dir(folder.path()).output();
    let output = output.expect("driftlint runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn driftlint_says_what_its_pages_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let example = example(rule.page);
        assert!(example.files.len() > 1 && !example.says.is_empty(), "{} has no example", rule.id);
        let printed = run(&example, "", "human");
        if printed.trim_end() != example.says.trim_end() {
            wrong.push(format!("rules/{}.md says\n{}\nbut driftlint prints\n{printed}", rule.id, example.says));
        }
    }
    assert!(wrong.is_empty(), "{} pages differ:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// The finding of an example has what the page's table says, and the page's own allowance covers it.
#[test]
fn examples_fit_the_rest_of_their_page() {
    for rule in RULES {
        let example = example(rule.page);
        let report: Value = serde_json::from_str(&run(&example, "", "json")).expect("JSON");
        let finding = &report["findings"][0];
        assert_eq!((&finding["rule"], &finding["severity"]), (&rule.id.as_str().into(), &severity(rule.severity).into()));
        let row = rule.page.lines().find(|line| line.starts_with(&format!("| {} |", rule.group.name()))).expect("a table");
        assert!(row.contains(finding["confidence"].as_str().expect("a word")), "{}: {row}", rule.id);
        let before = report["summary"]["suppressed"].as_u64().expect("a count");
        let allowance = fences(rule.page)
            .into_iter()
            .find(|fence| fence.language == "toml" && fence.text.starts_with("[[allow]]"))
            .expect("an allowance");
        let report: Value = serde_json::from_str(&run(&example, &allowance.text, "json")).expect("JSON");
        assert_eq!(
            (report["findings"].as_array().map(Vec::len), report["summary"]["suppressed"].as_u64()),
            (Some(0), Some(before + 1)),
            "{}",
            rule.id
        );
    }
}

/// The comment that a page shows, with its rule.
fn comment(rule: &driftlint::rules::Rule) -> Option<&str> {
    let start = rule.page.find(&format!(" {}: why -->", rule.id)).and_then(|at| rule.page[..at].rfind("<!-- driftlint-ignore"))?;
    let end = rule.page[start..].find("-->")?;
    Some(&rule.page[start..start + end + 3])
}

/// A page with a comment above the text that a line is part of; behind everything when it is for the file.
fn with_comment(text: &str, comment: &str, line: usize) -> String {
    if comment.contains("-file") {
        return format!("{text}\n{comment}\n");
    }
    let mut lines: Vec<&str> = text.lines().collect();
    let is_start = |at: usize| at == 0 || lines[at - 1].trim().is_empty() || lines[at - 1].starts_with('#');
    let start = (0..=line).rev().find(|&at| is_start(at)).unwrap_or(0);
    lines.splice(start..start, [comment, ""]);
    lines.join("\n") + "\n"
}

/// The comment of a page, put where the page says, covers the finding of its example.
#[test]
fn comments_on_the_pages_do_what_they_say() {
    // One is about comments, two are judged when the pages with their comments are gone, and one takes a new comment for a new translation.
    let others = ["unused-suppression", "inconsistent-fact", "stale-translation", "habit"];
    for rule in RULES.iter().filter(|rule| !others.contains(&rule.id.as_str())) {
        let comment = comment(rule).unwrap_or_else(|| panic!("rules/{}.md shows no comment that covers a finding", rule.id));
        let mut example = example(rule.page);
        let report: Value = serde_json::from_str(&run(&example, "", "json")).expect("JSON");
        let place = ["translation", "reference"].map(|side| &report["findings"][0][side]).into_iter().find(|place| !place.is_null());
        let place = place.expect("a place");
        let line = place["start"]["line"].as_u64().expect("a line") as usize - 1;
        let file = example.files.iter_mut().rfind(|(path, _)| place["path"] == path.as_str()).expect("the file of the finding");
        file.1 = with_comment(&file.1, comment, line);
        let report: Value = serde_json::from_str(&run(&example, "", "json")).expect("JSON");
        assert_eq!((report["findings"].as_array().map(Vec::len), &report["summary"]["suppressed"]), (Some(0), &1.into()), "{}", rule.id);
    }
}

/// How sure a drift is, is decided in one place: rules name their evidence. `drift` defines the words.
#[test]
fn only_evidence_decides_on_confidence() {
    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }
    let files = sources(&root().join("src/rules"));
    assert!(files.len() > 40, "{}", files.len());
    let decides = |path: &&PathBuf| {
        let text = std::fs::read_to_string(path).expect("a source");
        ["Certain", "Likely", "Possible"].iter().any(|word| text.contains(&format!("Confidence::{word}")))
    };
    let deciding: BTreeSet<&str> = files.iter().filter(decides).filter_map(|path| path.file_stem()?.to_str()).collect();
    assert_eq!(deciding, BTreeSet::from(["drift", "evidence", "measured"]));
}
