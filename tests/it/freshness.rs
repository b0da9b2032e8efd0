//! Histories made by the git program, and what is told of pages in them. git has to be there: without it these tests fail.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Place, driftlint};
use driftlint::git::{Last, Repositories, Revision};
use serde_json::Value;
use tempfile::TempDir;

const REFERENCE: &str = "# Support\n\n## Opening hours\n\nWe answer the phone from 9 AM to 5 PM, Monday to Friday.\n\n## Volumes\n\nDeleted volumes are kept \
                         for 30 days. After that nobody can bring them back.\n";
const TRANSLATION: &str = "# <a name=\"support\"></a>Support\n\n## <a name=\"opening-hours\"></a>Öffnungszeiten\n\nWir sind von 9 bis 17 Uhr am Telefon, \
                           Montag bis Freitag.\n\n## <a name=\"volumes\"></a>Volumes\n\nGelöschte Volumes bleiben 30 Tage erhalten. Danach kann sie \
                           niemand mehr zurückholen.\n";

fn stale(place: &Place) -> Vec<String> {
    place.findings("stale-translation").iter().map(message).collect()
}

fn message(finding: &Value) -> String {
    finding["message"].as_str().unwrap().to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn notes(finding: &Value) -> Vec<&str> {
    finding["notes"].as_array().map(|notes| notes.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// One repository with the two pages, as they were when the translation was made.
fn pages() -> (Place, String) {
    let mut place = Place::new();
    place.init(".");
    place.write("docs/en/support.md", REFERENCE);
    place.write("docs/de/support.md", TRANSLATION);
    let id = place.commit(".");
    (place, id)
}

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

fn later() -> String {
    changed(REFERENCE, "9 AM to 5 PM", "9 AM to 6 PM")
}

#[test]
fn what_has_not_changed_is_fresh() {
    let (place, _) = pages();
    assert_eq!(stale(&place), Vec::<String>::new());
}

#[test]
fn the_last_commit_tells_what_the_reference_was() {
    let (mut place, id) = pages();
    place.write("docs/en/support.md", &later());
    place.commit(".");
    let findings = place.findings("stale-translation");
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    let expected =
        format!("the reference changed in 1 of 3 sections since this translation was last changed (commit {}, 2026-03-01)", &id[..7]);
    assert_eq!(message(finding), expected);
    assert_eq!((&finding["severity"], &finding["confidence"]), (&"warning".into(), &"likely".into()));
    assert_eq!((&finding["section"], notes(finding)), (&"opening-hours".into(), vec!["changed since: opening-hours (facts)"]));
    assert_eq!((&finding["translation"]["start"]["line"], &finding["reference"]["start"]["line"]), (&1.into(), &3.into()));
}

#[test]
fn front_matter_tells_what_the_reference_was() {
    for key in [
        "ms.sourcegitcommit: ",
        "default_lang_commit: ",
        "source-git-commit: ",
        "l10n:\n  sourceCommit: ",
        "l10n.sourceCommit: ",
        "l10n:\n  other: x\n  sourceCommit: ",
    ] {
        let (mut place, id) = pages();
        place.write("docs/en/support.md", &changed(REFERENCE, "nobody can bring", "only we can bring"));
        place.commit(".");
        // The translation is touched later, but says what it was made of.
        let translation = format!("---\n{key}{id}\n---\n{TRANSLATION}");
        place.write("docs/de/support.md", &translation);
        place.commit(".");
        let findings = place.findings("stale-translation");
        assert_eq!(findings.len(), 1, "{key}");
        let finding = &findings[0];
        let expected =
            format!("the reference changed in 1 of 3 sections since this translation was made (commit {}, 2026-03-01)", &id[..7]);
        assert_eq!((message(finding), notes(finding)), (expected, vec!["changed since: volumes (words)"]), "{key}");
        assert_eq!((&finding["translation"]["text"], &finding["reference"]["text"]), (&id.into(), &"## Volumes".into()), "{key}");
    }
}

/// A page that names the newest commit is up to date, whenever it was touched.
#[test]
fn a_source_commit_that_is_the_newest_is_fresh() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &changed(REFERENCE, "nobody can bring", "only we can bring"));
    let id = place.commit(".");
    place.write("docs/de/support.md", &format!("---\nms.sourcegitcommit: {id}\n---\n{TRANSLATION}"));
    place.commit(".");
    assert_eq!(stale(&place), Vec::<String>::new());
}

#[test]
fn form_is_no_change() {
    let forms = [
        ("from 9 AM to 5 PM, Monday", "from\n9 AM to 5 PM,\nMonday"),
        ("9 AM to 5 PM", "9:00 a.m.–5:00 p.m."),
        ("nobody", "**nobody**"),
        ("Deleted volumes", "[Deleted volumes](https://fjordline.example/volumes)"),
        ("30 days. After", "30 days.\n\nAfter"),
        ("from 9 AM", "from “9 AM"),
        ("phone", "Phone"),
        ("## Volumes", "### Volumes"),
        ("bring them back.", "bring them back!"),
        ("\n", "\r\n"),
    ];
    for (from, to) in forms {
        let (mut place, _) = pages();
        place.write("docs/en/support.md", &changed(REFERENCE, from, to));
        place.commit(".");
        assert_eq!(stale(&place), Vec::<String>::new(), "{from} became {to}");
    }
}

#[test]
fn facts_structure_and_words_are_changes() {
    let changes = [
        ("30 days", "14 days", "volumes (facts)"),
        ("nobody", "only an administrator", "volumes (words)"),
        ("After that", "- After that", "volumes (structure)"),
        ("## Volumes", "## Prices\n\nAsk us for an offer.\n\n## Volumes", "prices (new)"),
    ];
    for (from, to, named) in changes {
        let (mut place, _) = pages();
        let reference = changed(REFERENCE, from, to).replace("30 days. - After", "30 days.\n\n- After");
        place.write("docs/en/support.md", &reference);
        place.commit(".");
        let findings = place.findings("stale-translation");
        assert_eq!(findings.len(), 1, "{to}");
        assert_eq!(notes(&findings[0]), [format!("changed since: {named}")], "{to}");
    }
}

/// A fact that the translation has by now is no reason to look at it again.
#[test]
fn a_fact_that_was_followed_is_fresh() {
    let (mut place, id) = pages();
    place.write("docs/en/support.md", &later());
    place.write("docs/de/support.md", &format!("---\nms.sourcegitcommit: {id}\n---\n{}", changed(TRANSLATION, "17 Uhr", "18 Uhr")));
    place.commit(".");
    assert_eq!(stale(&place), Vec::<String>::new());
}

#[test]
fn changes_that_are_not_committed_count() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &changed(REFERENCE, "nobody", "only an administrator"));
    assert_eq!(stale(&place).len(), 1);
    // Whoever works on the translation has it in hand.
    place.write("docs/de/support.md", &changed(TRANSLATION, "niemand", "nur die Verwaltung"));
    assert_eq!(stale(&place), Vec::<String>::new());
    place.commit(".");
    assert_eq!(stale(&place), Vec::<String>::new());
}

#[test]
fn a_fact_finding_says_which_commit_changed_the_value() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &changed(REFERENCE, "nobody", "none of us"));
    place.commit(".");
    place.write("docs/en/support.md", &changed(&later(), "nobody", "none of us"));
    let changing = place.commit(".");
    place.write("docs/en/support.md", &changed(&later(), "nobody", "no person"));
    place.write("docs/de/support.md", &format!("{TRANSLATION}\n"));
    place.commit(".");
    let findings = place.findings("business-hours,stale-translation");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(notes(&findings[0]), [format!("still the value from before {}, 2026-03-03", &changing[..7])]);
    let output = place.run(&["check", "--color", "never"]);
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains(&format!("  = note: still the value from before {}, 2026-03-03", &changing[..7])), "{shown}");
}

/// One change is one finding, as long as the finding is one that somebody sees.
#[test]
fn what_other_findings_say_is_not_said_again() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &later());
    place.commit(".");
    let rules = |findings: &[Value]| findings.iter().map(|finding| finding["rule"].clone()).collect::<Vec<_>>();
    assert_eq!(rules(&place.findings("stale-translation,business-hours")), ["business-hours"]);
    assert_eq!(rules(&place.findings("stale-translation")), ["stale-translation"]);
    place.write("docs/en/support.md", &changed(&later(), "nobody", "only an administrator"));
    place.commit(".");
    let both = place.findings("stale-translation,business-hours");
    assert_eq!(rules(&both), ["stale-translation", "business-hours"]);
    assert_eq!(notes(&both[0]), ["changed since: opening-hours (facts), volumes (words)"]);
}

#[test]
fn a_fact_that_the_reference_never_stated_has_no_note() {
    let (mut place, _) = pages();
    place.write("docs/de/support.md", &changed(TRANSLATION, "17 Uhr", "19 Uhr"));
    place.write("docs/en/support.md", &later());
    place.commit(".");
    let findings = place.findings("business-hours");
    assert_eq!((findings.len(), notes(&findings[0])), (1, vec![]));
}

#[test]
fn a_fact_that_is_changed_in_the_working_tree_is_told() {
    let (place, _) = pages();
    place.write("docs/en/support.md", &changed(REFERENCE, "30 days", "14 days"));
    let findings = place.findings("duration");
    assert_eq!(notes(&findings[0]), ["still the value from before a change of the reference that is not committed"]);
}

#[test]
fn a_renamed_reference_is_followed() {
    let (mut place, first) = pages();
    place.git(".", &["mv", "docs/en/support.md", "docs/en/help.md"]);
    place.git(".", &["mv", "docs/de/support.md", "docs/de/help.md"]);
    place.commit(".");
    place.write("docs/en/help.md", &later());
    let changing = place.commit(".");
    let findings = [place.findings("stale-translation"), place.findings("business-hours")].concat();
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().any(|finding| message(finding).contains(&format!("(commit {}, 2026-03-01)", &first[..7]))), "{findings:#?}");
    let note = format!("still the value from before {}, 2026-03-03", &changing[..7]);
    assert!(findings.iter().any(|finding| notes(finding) == [note.as_str()]), "{findings:#?}");
}

#[test]
fn two_repositories_side_by_side() {
    let mut place = Place::new();
    place.init("docs");
    place.init("docs.de-DE");
    place.write("docs/articles/support.md", REFERENCE);
    place.write("docs/articles/start.md", "# Start\n");
    let source = place.commit("docs");
    place.write("docs.de-DE/articles/support.md", TRANSLATION);
    place.write("docs.de-DE/articles/start.md", "# <a name=\"start\"></a>Start\n");
    let translated = place.commit("docs.de-DE");
    place.write("docs/articles/support.md", &later());
    let changing = place.commit("docs");
    let findings = [place.findings("stale-translation"), place.findings("business-hours")].concat();
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings.iter().any(|finding| message(finding).contains(&format!("last changed (commit {}, 2026-03-02)", &translated[..7]))));
    let note = format!("still the value from before {}, 2026-03-03", &changing[..7]);
    assert!(findings.iter().any(|finding| notes(finding) == [note.as_str()]), "{findings:#?}");
    // A source commit is one of the reference's repository.
    place.write("docs.de-DE/articles/support.md", &format!("---\nms.sourcegitcommit: {source}\n---\n{TRANSLATION}"));
    place.commit("docs.de-DE");
    assert!(stale(&place)[0].contains(&format!("was made (commit {}, 2026-03-01)", &source[..7])));
}

#[test]
fn a_shallow_clone_is_silent_and_says_why_once() {
    let (mut place, id) = pages();
    place.write("docs/en/support.md", &changed(&later(), "nobody", "only an administrator"));
    place.write("docs/fr/support.md", &format!("---\nms.sourcegitcommit: {id}\n---\n# <a name=\"support\"></a>Assistance\n"));
    place.commit(".");
    let clones = TempDir::new().unwrap();
    let clone = |depth: &str, name: &str| {
        let path = place.folder.path().display().to_string().replace('\\', "/");
        let source = format!("file:///{}", path.trim_start_matches('/'));
        let target = clones.path().join(name).display().to_string();
        place.git(".", &["clone", "--quiet", "--depth", depth, &source, &target]);
        driftlint(&clones.path().join(name), &["check", "--select", "stale-translation,business-hours"])
    };
    let shallow = clone("1", "one");
    assert_eq!(shallow.status.code(), Some(1), "{}", stderr(&shallow));
    assert_eq!(stderr(&shallow).matches("driftlint: note: the history of ").count(), 1, "{}", stderr(&shallow));
    assert!(stderr(&shallow).contains("git fetch --unshallow"));
    let printed = String::from_utf8(shallow.stdout).unwrap();
    assert!(!printed.contains("stale-translation") && !printed.contains("still the value"), "{printed}");
    let whole = clone("9", "whole");
    assert!(!stderr(&whole).contains("driftlint: note:") && String::from_utf8_lossy(&whole.stdout).contains("stale-translation"));
    let quiet = driftlint(&clones.path().join("one"), &["check", "--quiet"]);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn an_unknown_commit_is_silent() {
    for id in ["0123456789abcdef0123456789abcdef01234567", "1234567", "HEAD", "--output=stolen", "deadbeef^{tree}", "\"\\nHEAD\""] {
        let (mut place, _) = pages();
        place.write("docs/de/support.md", &format!("---\nms.sourcegitcommit: {id}\n---\n{TRANSLATION}"));
        place.write("docs/en/support.md", &changed(REFERENCE, "nobody", "none of us"));
        place.commit(".");
        let output = place.run(&["check"]);
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(0), ""), "{id}: {}", stderr(&output));
        assert!(!stderr(&output).contains("note:") && !place.path("stolen").exists(), "{}", stderr(&output));
    }
}

#[test]
fn without_a_repository_nothing_is_said() {
    let place = Place::new();
    place.write("docs/en/support.md", REFERENCE);
    place.write("docs/de/support.md", TRANSLATION);
    let output = place.run(&["check"]);
    assert!(output.status.success() && !stderr(&output).contains("note"), "{}", stderr(&output));
    let asked = place.run(&["check", "--select", "stale-translation"]);
    assert!(asked.status.success());
    assert!(stderr(&asked).contains("`stale-translation` was not judged: the pages are in no git repository"), "{}", stderr(&asked));
}

#[test]
fn without_git_nothing_is_said() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &changed(REFERENCE, "nobody", "none of us"));
    place.commit(".");
    let empty = TempDir::new().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        command.args(arguments).current_dir(place.folder.path()).env("PATH", empty.path()).output().unwrap()
    };
    let output = run(&["check"]);
    assert!(output.status.success() && !stderr(&output).contains("note"), "{}", stderr(&output));
    let asked = run(&["check", "--select", "stale-translation"]);
    assert!(asked.status.success() && stderr(&asked).contains("the program `git` was not found"), "{}", stderr(&asked));
}

/// git may refuse a repository, such as one of another user; that is told, and the rest goes on.
#[test]
fn a_repository_that_git_refuses_is_told() {
    let place = Place::new();
    place.write(".git", "gitdir: nowhere\n");
    place.write("docs/en/support.md", &later());
    place.write("docs/de/support.md", TRANSLATION);
    let output = place.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let notes: Vec<String> = stderr(&output).lines().filter(|line| line.starts_with("driftlint: note:")).map(str::to_owned).collect();
    assert!(notes.len() == 1 && notes[0].contains("`stale-translation` was not judged in ") && notes[0].contains("nowhere"), "{notes:?}");
}

#[test]
fn a_repository_without_commits_is_silent() {
    let place = Place::new();
    place.init(".");
    place.write("docs/en/support.md", REFERENCE);
    place.write("docs/de/support.md", TRANSLATION);
    assert_eq!(stale(&place), Vec::<String>::new());
}

/// Names that git could take for options, patterns or two names.
#[test]
fn hostile_names_are_only_names() {
    let mut names = vec!["--output=stolen", "with two  blanks", "[a]b{c}", "über 東京", "HEAD^{tree}", "@{-1}", "-", "a'b"];
    if cfg!(unix) {
        names.extend([":(glob)star *", "a\"b", "tab\tin it", "two\nlines", "\u{2}abc def", ":100644 100644"]);
    }
    let mut place = Place::new();
    place.init(".");
    for name in &names {
        place.write(&format!("docs/en/{name}.md"), REFERENCE);
        place.write(&format!("docs/de/{name}.md"), TRANSLATION);
    }
    place.commit(".");
    for name in &names {
        place.write(&format!("docs/en/{name}.md"), &later());
    }
    place.commit(".");
    let output = place.run(&["check", "--format", "json", "--select", "stale-translation"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let found: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|finding| finding["page"].as_str().unwrap()).collect();
    // A name of two lines cannot be asked for, and is left out.
    let wanted: Vec<&&str> = names.iter().filter(|name| !name.contains('\n')).collect();
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    assert!(!place.path("stolen").exists() && !place.path("docs/stolen").exists());
}

/// Configuration of a repository that would run a program runs none.
#[cfg(unix)]
#[test]
fn programs_of_a_repository_are_not_run() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &later());
    place.write(".gitattributes", "*.md diff=evil filter=evil\n");
    place.commit(".");
    let mark = place.path("ran");
    let evil = format!("touch {}", mark.display());
    let settings = ["core.fsmonitor", "core.pager", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.smudge"];
    for setting in settings {
        place.git(".", &["config", setting, &evil]);
    }
    place.git(".", &["config", "log.showSignature", "true"]);
    place.git(".", &["config", "gpg.program", &evil]);
    assert_eq!(stale(&place).len(), 1);
    assert!(!mark.exists());
}

/// Loose files have a history too.
#[test]
fn compare_knows_the_history_of_files() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &changed(&later(), "nobody", "only an administrator"));
    place.commit(".");
    let output = place.run(&["compare", "docs/en/support.md", "docs/de/support.md", "--format", "short"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("stale-translation") && printed.contains("business-hours"), "{printed}");
}

/// Threads share the processes, and do not show.
#[test]
fn threads_do_not_show() {
    let mut place = Place::new();
    place.init(".");
    for page in 0..20 {
        place.write(&format!("docs/en/page-{page}.md"), REFERENCE);
        place.write(&format!("docs/de/page-{page}.md"), TRANSLATION);
    }
    place.commit(".");
    for page in 0..20 {
        place.write(&format!("docs/en/page-{page}.md"), &later());
        place.commit(".");
    }
    let run = |threads| place.run(&["check", "--format", "json", "--threads", threads]).stdout;
    let one = run("1");
    assert_eq!(String::from_utf8_lossy(&one).matches("still the value from before").count(), 20);
    assert_eq!(one, run("8"));
}

/// What other commands ask of a repository.
#[test]
fn the_states_of_a_repository() {
    let (mut place, first) = pages();
    let reference = place.path("docs/en/support.md");
    place.write("docs/en/support.md", &later());
    let second = place.commit(".");
    place.write("docs/en/support.md", "# Staged\n");
    place.git(".", &["add", "docs/en/support.md"]);
    place.write("docs/en/support.md", "# On disk\n");
    place.write("docs/en/new page.md", "# New\n");
    let repositories = Repositories::of([reference.as_path()]);
    let tracked = repositories.find(&reference).unwrap();
    assert_eq!(tracked.path, "docs/en/support.md");
    let repository = tracked.repository;
    let at = |revision| repository.content(revision, "docs/en/support.md").map(|bytes| String::from_utf8(bytes).unwrap());
    let commit = repository.resolve("HEAD~1").unwrap();
    assert_eq!((commit.id.as_str(), commit.short(), commit.date().as_str()), (first.as_str(), &first[..7], "2026-03-01"));
    assert_eq!((at(Revision::Commit(&commit)), at(Revision::Head)), (Some(REFERENCE.to_owned()), Some(later())));
    assert_eq!(at(Revision::Index).as_deref(), Some("# Staged\n"));
    assert_eq!(repository.content(Revision::Head, "docs/en"), None);
    assert_eq!(repository.changed_since(&commit), Ok(vec!["docs/en/new page.md".to_owned(), "docs/en/support.md".to_owned()]));
    assert_eq!(repository.staged(), Ok(vec!["docs/en/support.md".to_owned()]));
    assert_eq!(repository.last("docs/en/support.md"), Last::Commit(repository.commit(&second).unwrap()));
    assert_eq!(repository.last("docs/en/other.md"), Last::None);
    for unknown in ["nowhere", "--help", "HEAD:docs", ""] {
        assert!(repository.resolve(unknown).unwrap_err().starts_with(&format!("`{unknown}` is no commit")), "{unknown}");
    }
    assert_eq!(Repositories::of([]).find(Path::new("/nowhere/at/all.md")).map(|tracked| tracked.path), None);
}

/// The tests of pages in the project's own repository do not depend on its history.
#[test]
fn ceilings_are_kept() {
    let (mut place, _) = pages();
    place.write("docs/en/support.md", &later());
    place.commit(".");
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(["check", "--select", "stale-translation"]).current_dir(place.folder.path());
    let output = command.env("GIT_CEILING_DIRECTORIES", place.folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).as_deref(), Ok(""));
}
