//! Living with the past: what the baseline has does not fail, what is new does, and what is fixed has to leave it.

use std::path::Path;
use std::process::{Command, Output};

const FILE: &str = "driftlint-baseline.txt";

/// A copy of the tree in which most translations of one page agree, and others differ alone.
fn tree() -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/trees/agreement");
    let folder = tempfile::tempdir().unwrap();
    for locale in std::fs::read_dir(from.join("docs")).unwrap() {
        let locale = locale.unwrap().path();
        let own = folder.path().join("docs").join(locale.file_name().unwrap());
        std::fs::create_dir_all(&own).unwrap();
        for page in std::fs::read_dir(&locale).unwrap() {
            let page = page.unwrap().path();
            std::fs::copy(&page, own.join(page.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn driftlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).args(arguments).current_dir(folder).output().unwrap()
}

/// The exit status of a check, and its lines.
fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = driftlint(folder, &[&["check", "--format", "short"], arguments].concat());
    (output.status.code(), String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

fn record(folder: &Path, arguments: &[&str]) -> String {
    let output = driftlint(folder, &[&["baseline"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(folder.join(FILE)).unwrap()
}

fn edit(folder: &Path, page: &str, change: impl Fn(&str) -> String) {
    let path = folder.join("docs").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "{page}");
    std::fs::write(path, changed).unwrap();
}

#[test]
fn only_what_is_new_fails() {
    let tree = tree();
    assert_eq!(check(tree.path(), &[]).0, Some(1));
    record(tree.path(), &[]);
    assert_eq!(check(tree.path(), &[]), (Some(0), vec![]));
    edit(tree.path(), "nl/refunds.md", |text| text.replace("14 dagen", "15 dagen"));
    let (status, lines) = check(tree.path(), &[]);
    assert_eq!((status, lines.len()), (Some(1), 1));
    assert!(lines[0].starts_with("docs/nl/refunds.md:3:23: error[duration]"), "{lines:?}");
}

#[test]
fn moved_lines_are_no_news() {
    let tree = tree();
    record(tree.path(), &[]);
    edit(tree.path(), "fr/refunds.md", |text| text.replace("\n\nL'argent", "\n\n\n\n\nL'argent"));
    assert_eq!(check(tree.path(), &[]), (Some(0), vec![]));
}

/// The file is the same whatever the order of work, one line a finding, so that two branches that fix different findings merge.
#[test]
fn the_file_is_sorted_with_a_line_for_each_finding() {
    let tree = tree();
    let one = record(tree.path(), &["--threads", "1"]);
    assert_eq!(one, record(tree.path(), &["--threads", "4"]));
    let lines: Vec<&str> = one.lines().skip(1).collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
    assert!(one.starts_with("# driftlint baseline, version 1"));
    // Three translations agree on the hours: each has a line, so that one of them can be mended.
    assert_eq!(lines.iter().filter(|line| line.starts_with("docs/hours\t")).count(), 4);
}

#[test]
fn what_is_fixed_is_told_until_it_is_removed_and_fails_nothing() {
    let tree = tree();
    let before = record(tree.path(), &[]);
    edit(tree.path(), "fr/refunds.md", |text| text.replace("41 jours", "14 jours"));
    let (status, lines) = check(tree.path(), &[]);
    assert_eq!((status, lines.len()), (Some(0), 1), "mending a finding must not break a build");
    let line = 1 + before.lines().position(|line| line.contains("41 days")).unwrap();
    let message = "fixed: the baseline still has this finding of `duration`; remove it";
    assert_eq!(lines[0], format!("{FILE}:{line}:1: warning[unused-suppression] {message}"));
    assert_eq!(check(tree.path(), &["--fail-on", "warning"]).0, Some(1), "who wants to can insist on it");
    let after = record(tree.path(), &["--prune"]);
    let kept: Vec<&str> = before.lines().filter(|line| !line.contains("41 days")).collect();
    assert_eq!(after.lines().collect::<Vec<_>>(), kept);
    assert_eq!(check(tree.path(), &[]), (Some(0), vec![]));
}

#[test]
fn pruning_adds_nothing() {
    let tree = tree();
    let before = record(tree.path(), &[]);
    edit(tree.path(), "nl/refunds.md", |text| text.replace("14 dagen", "15 dagen"));
    assert_eq!(record(tree.path(), &["--prune"]), before);
    assert_eq!(check(tree.path(), &[]).0, Some(1));
}

/// A run that does not look at a page, a locale or a rule cannot say that its findings are fixed, nor forget them.
#[test]
fn a_part_of_the_site_says_nothing_of_the_rest() {
    let tree = tree();
    let before = record(tree.path(), &[]);
    edit(tree.path(), "fr/refunds.md", |text| text.replace("41 jours", "14 jours"));
    for arguments in [&["--locales", "sv"][..], &["docs/sv"], &["docs/de/hours.md"]] {
        assert_eq!(check(tree.path(), arguments), (Some(0), vec![]), "{arguments:?}");
    }
    assert_eq!(record(tree.path(), &["docs/sv"]), before);
    assert_eq!(record(tree.path(), &["--prune", "--ignore", "duration"]), before);
}

/// Findings that are left out by confidence still occur.
#[test]
fn what_is_not_shown_is_not_fixed() {
    let tree = tree();
    record(tree.path(), &["--min-confidence", "possible"]);
    assert_eq!(check(tree.path(), &["--min-confidence", "certain"]), (Some(0), vec![]));
}

#[test]
fn what_is_no_baseline_is_refused() {
    let tree = tree();
    for (text, problem) in [
        ("", "is not a baseline of version 1; write one with `driftlint baseline`"),
        (
            "# driftlint baseline, version 1\na b c\n",
            "line 2 is no entry of a baseline: it needs page, locale, rule and fingerprint, with tabs between",
        ),
        (
            "# driftlint baseline, version 1\ndocs/hours\tde\tduration\t2:41d7b38a2c5a0e11\tabout\n",
            "line 2 has a fingerprint of another version; write the baseline anew with `driftlint baseline`",
        ),
    ] {
        std::fs::write(tree.path().join(FILE), text).unwrap();
        let output = driftlint(tree.path(), &["check"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("driftlint: error: {FILE}: {problem}\n"));
    }
    let output = driftlint(tree.path(), &["check", "--baseline", "none.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("driftlint: error: none.txt: the baseline cannot be read: "));
}
