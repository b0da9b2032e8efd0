//! `check --staged` as a hook of git: git tells a hook by its environment which index is about to be committed.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use crate::support::Place;

const PAGES: [(&str, &str); 4] = [
    ("docs/en/volumes.md", "# Volumes {#volumes}\n\nDeleted volumes are kept for 30 days.\n"),
    ("docs/de/volumes.md", "# Volumes {#volumes}\n\nGelöschte Volumes bleiben 30 Tage erhalten.\n"),
    ("docs/en/phone.md", "# Phone {#phone}\n\nCall +47 55 51 23 40.\n"),
    ("docs/de/phone.md", "# Telefon {#phone}\n\nRufen Sie +47 55 51 23 40 an.\n"),
];

/// Installs the hook, which works in the folder that git gives it.
fn hook(place: &Place, repository: &str) {
    let folder = place.path(repository).join(".git/hooks");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("pre-commit");
    // The hook of docs/pre-commit.md, with this build and less to read.
    let program = format!("'{}' check --format short --quiet", env!("CARGO_BIN_EXE_driftlint"));
    let call = crate::snippets::named("hooks:hook").replace("driftlint check", &program);
    std::fs::write(&file, call).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A repository of two pages without drift, and the hook.
fn site() -> Place {
    let mut place = Place::new();
    place.init(".");
    for (path, text) in PAGES {
        place.write(path, text);
    }
    place.commit(".");
    hook(&place, ".");
    place
}

fn edit(place: &Place, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(place.path(path)).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    place.write(path, &text.replace(from, to));
}

fn commit(place: &Place, folder: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.current_dir(place.path(folder)).args(["-c", "commit.gpgSign=false", "commit", "--quiet", "--message=A change"]).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.envs([("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@fjordline.example"), ("GIT_COMMITTER_NAME", "Ada")]);
    command.envs([("GIT_COMMITTER_EMAIL", "ada@fjordline.example"), ("GIT_CONFIG_GLOBAL", ""), ("GIT_CONFIG_NOSYSTEM", "1")]);
    command.output().unwrap()
}

/// Git sends what a hook prints to standard error.
fn said(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect()
}

/// A commit that changes pages, and is made.
fn passes(place: &Place, folder: &str, arguments: &[&str]) {
    let output = commit(place, folder, arguments);
    assert!(output.status.success() && output.stderr.is_empty(), "{arguments:?}: {:?}", said(&output));
}

/// A commit that leaves nothing to compare, and is made.
fn passes_unseen(place: &Place, arguments: &[&str]) {
    let output = commit(place, ".", arguments);
    assert!(output.status.success(), "{arguments:?}: {:?}", said(&output));
    assert_eq!(said(&output), ["no page is touched by the change"], "{arguments:?}");
}

fn stops(place: &Place, folder: &str, arguments: &[&str], line: &str) {
    let output = commit(place, folder, arguments);
    assert!(!output.status.success(), "{arguments:?}");
    assert_eq!(said(&output), [line], "{arguments:?}");
}

const DAYS: &str = "docs/de/volumes.md:3:27: error[duration] duration is 30 days in the reference, 31 days here";
const PHONE: &str = "docs/de/phone.md:3:11: error[phone-number] phone number is +4755512340 in the reference, +4755512341 here";

#[test]
fn the_index_of_the_commit_is_checked() {
    let place = site();
    edit(&place, "docs/de/volumes.md", "30 Tage", "31 Tage");
    stops(&place, ".", &["--all"], DAYS);
    place.git(".", &["add", "--all"]);
    stops(&place, ".", &[], DAYS);
}

/// Git makes an index for this commit alone: what else is staged is not in it.
#[test]
fn a_commit_of_some_files_is_checked_by_itself() {
    let place = site();
    edit(&place, "docs/de/volumes.md", "30 Tage", "31 Tage");
    place.git(".", &["add", "--all"]);
    edit(&place, "docs/de/phone.md", "Rufen Sie", "Wählen Sie");
    passes(&place, ".", &["docs/de/phone.md"]);
    edit(&place, "docs/de/phone.md", "23 40", "23 41");
    stops(&place, ".", &["docs/de/phone.md"], &PHONE.replace(":11:", ":12:"));
    place.git(".", &["checkout", "--quiet", "docs/de/phone.md"]);
    passes_unseen(&place, &["docs/de/phone.md", "--allow-empty"]);
    stops(&place, "docs/en", &["--include", "../de/volumes.md"], DAYS);
}

#[test]
fn a_working_tree_beside_has_its_own_index() {
    let place = site();
    place.git(".", &["worktree", "add", "--quiet", "beside", "-b", "other"]);
    edit(&place, "beside/docs/de/phone.md", "23 40", "23 41");
    edit(&place, "docs/de/volumes.md", "30 Tage", "31 Tage");
    place.git(".", &["add", "docs"]);
    stops(&place, "beside", &["--all"], PHONE);
    stops(&place, "beside", &["docs/de/phone.md"], PHONE);
}

#[test]
fn a_first_commit_is_checked_whole() {
    let place = Place::new();
    place.init(".");
    hook(&place, ".");
    for (path, text) in PAGES {
        place.write(path, text);
    }
    edit(&place, "docs/de/volumes.md", "30 Tage", "31 Tage");
    place.git(".", &["add", "--all"]);
    stops(&place, ".", &[], DAYS);
    edit(&place, "docs/de/volumes.md", "31 Tage", "30 Tage");
    place.git(".", &["add", "--all"]);
    passes(&place, ".", &[]);
}

#[test]
fn removed_and_renamed_pages_stop_nothing() {
    let place = site();
    place.git(".", &["rm", "--quiet", "docs/de/volumes.md"]);
    passes_unseen(&place, &[]);
    place.git(".", &["rm", "--quiet", "docs/en/volumes.md"]);
    passes_unseen(&place, &[]);
    for locale in ["en", "de"] {
        place.git(".", &["mv", &format!("docs/{locale}/phone.md"), &format!("docs/{locale}/call.md")]);
    }
    passes(&place, ".", &[]);
    place.git(".", &["mv", "docs/de/call.md", "docs/de/ring.md"]);
    passes_unseen(&place, &["--all"]);
    place.git(".", &["rm", "-r", "--quiet", "docs"]);
    passes_unseen(&place, &[]);
}

/// Pages are written before they are translated. A layout that fits nothing is a mistake all the same.
#[test]
fn pages_that_nobody_has_translated_yet_stop_nothing() {
    let place = Place::new();
    place.init(".");
    hook(&place, ".");
    place.write(PAGES[0].0, PAGES[0].1);
    place.git(".", &["add", "--all"]);
    passes_unseen(&place, &[]);
    let output = place.run(&["check", "--staged", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok_and(|report| report["findings"] == serde_json::json!([])));
    place.write("driftlint.toml", "[[layout]]\nreference = \"doc/en/{path}.md\"\ntranslation = \"doc/{locale}/{path}.md\"\n");
    assert_eq!(place.run(&["check", "--staged"]).status.code(), Some(2));
}

/// A page that was deleted, but whose deletion is not staged, is still what will be committed.
#[test]
fn what_lies_there_does_not_count() {
    let place = site();
    edit(&place, "docs/de/volumes.md", "30 Tage", "31 Tage");
    place.git(".", &["add", "--all"]);
    edit(&place, "docs/de/volumes.md", "31 Tage", "30 Tage");
    place.write("docs/de/new.md", "# Neu {#new}\n\nSeit 12 Tagen.\n");
    place.write("docs/en/new.md", "# New {#new}\n\nFor 13 days.\n");
    stops(&place, ".", &[], DAYS);
}

/// The index in the environment is that of the repository that commits. Pages of another one are as they are staged there.
#[test]
fn another_repository_keeps_its_own_index() {
    let mut place = Place::new();
    for (repository, locale) in [("site", "en"), ("german", "de")] {
        place.init(repository);
        for (path, text) in PAGES.iter().filter(|(path, _)| path.contains(&format!("/{locale}/"))) {
            place.write(&path.replace("docs/", &format!("{repository}/")), text);
        }
    }
    place.write("site/driftlint.toml", "[[layout]]\nreference = \"en/{path}.md\"\ntranslation = \"../german/{locale}/{path}.md\"\n");
    place.commit("site");
    place.commit("german");
    hook(&place, "site");
    for (arguments, from, to) in [(&["--all"][..], "Call", "Dial"), (&["en/phone.md"], "Dial", "Ring")] {
        edit(&place, "site/en/phone.md", from, to);
        let output = commit(&place, "site", arguments);
        assert!(output.status.success(), "{arguments:?}: {:?}", said(&output));
        // The translation is compared: it is older than the reference now.
        assert!(
            matches!(said(&output).as_slice(), [line] if line.contains("phone.md:1:1: warning[stale-translation]")),
            "{:?}",
            said(&output)
        );
    }
    edit(&place, "site/en/volumes.md", "30 days", "31 days");
    let output = commit(&place, "site", &["en/volumes.md"]);
    assert!(
        !output.status.success() && said(&output).iter().any(|line| line.contains("31 days in the reference, 30 days here")),
        "{output:?}"
    );
}
