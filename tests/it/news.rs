//! Only what a change brought: `--since` and `--staged` on histories made by the git program.

use std::process::Output;

use crate::support::{Place, driftlint};

const REFERENCE: &str =
    "# Support\n\n## Phone {#phone}\n\nCall +47 55 51 23 40.\n\n## Volumes {#volumes}\n\nDeleted volumes are kept for 30 days.\n";
const LOCALES: [(&str, &str); 4] = [
    (
        "de",
        "# Support\n\n## Telefon {#phone}\n\nRufen Sie +47 55 51 23 40 an.\n\n## Volumes {#volumes}\n\nGelöschte Volumes bleiben 30 Tage erhalten.\n",
    ),
    (
        "es",
        "# Soporte\n\n## Teléfono {#phone}\n\nLlame al +47 55 51 23 40.\n\n## Volúmenes {#volumes}\n\nLos volúmenes eliminados se conservan 30 días.\n",
    ),
    // Drift of the past: 13 days.
    (
        "fr",
        "# Assistance\n\n## Téléphone {#phone}\n\nAppelez le +47 55 51 23 40.\n\n## Volumes {#volumes}\n\nLes volumes supprimés sont conservés 13 jours.\n",
    ),
    (
        "nl",
        "# Ondersteuning\n\n## Telefoon {#phone}\n\nBel +47 55 51 23 40.\n\n## Volumes {#volumes}\n\nVerwijderde volumes worden 30 dagen bewaard.\n",
    ),
];

/// A page in five languages, one of them with drift, and another page without.
fn site() -> Place {
    let mut place = Place::new();
    place.init(".");
    place.write("docs/en/support.md", REFERENCE);
    place.write("docs/en/other.md", "# Other\n\nNothing is stated here.\n");
    for (locale, text) in LOCALES {
        place.write(&format!("docs/{locale}/support.md"), text);
        place.write(&format!("docs/{locale}/other.md"), "# Other {#other}\n\nNothing is stated here.\n");
    }
    place.commit(".");
    place
}

fn edit(place: &Place, page: &str, from: &str, to: &str) {
    let path = place.path("docs").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{page}: {from}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The exit status, and the lines of the rules for facts.
fn news(place: &Place, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let usual = ["check", "--format", "short", "--quiet", "--ignore", "untranslated,stale-translation"];
    let output = place.run(&[&usual, arguments].concat());
    (output.status.code(), String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

#[test]
fn a_translator_sees_what_the_own_change_brought() {
    let mut place = site();
    edit(&place, "de/support.md", "30 Tage", "31 Tage");
    place.commit(".");
    let (status, lines) = news(&place, &["--since", "HEAD~1"]);
    assert_eq!(lines, ["docs/de/support.md:9:27: error[duration] duration is 30 days in the reference, 31 days here"]);
    assert_eq!(status, Some(1));
    assert_eq!(news(&place, &["--since", "HEAD"]), (Some(0), vec![]));
}

/// A writer who changes a number sees all that still state the old one, told once; the drift of the past is not told.
#[test]
fn a_writer_sees_all_that_still_state_the_old_value() {
    let mut place = site();
    edit(&place, "en/support.md", "23 40", "23 41");
    place.commit(".");
    let (status, lines) = news(&place, &["--since", "HEAD~1"]);
    assert_eq!(
        lines,
        ["docs/en/support.md:5:6: error[phone-number] all 4 translations state +4755512340; the reference states +4755512341"]
    );
    assert_eq!(status, Some(1));
    let output = place.run(&["check", "--since", "HEAD~1", "--select", "phone-number"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("note: still the value from before "), "{output:?}");
}

#[test]
fn what_is_not_committed_yet_is_news_too() {
    let place = site();
    edit(&place, "nl/support.md", "30 dagen", "3 dagen");
    assert_eq!(news(&place, &["--since", "HEAD"]).1.len(), 1);
}

/// What was changed on the other branch meanwhile is not of this change.
#[test]
fn the_last_common_commit_counts() {
    let mut place = site();
    place.git(".", &["checkout", "--quiet", "-b", "mine"]);
    edit(&place, "de/support.md", "30 Tage", "31 Tage");
    place.commit(".");
    place.git(".", &["checkout", "--quiet", "main"]);
    edit(&place, "fr/support.md", "13 jours", "30 jours");
    place.commit(".");
    place.git(".", &["checkout", "--quiet", "mine"]);
    let (_, lines) = news(&place, &["--since", "main"]);
    assert_eq!(lines, ["docs/de/support.md:9:27: error[duration] duration is 30 days in the reference, 31 days here"]);
}

#[test]
fn what_is_staged_counts_and_not_what_lies_there() {
    let place = site();
    edit(&place, "de/support.md", "30 Tage", "31 Tage");
    assert_eq!(news(&place, &["--staged"]), (Some(0), vec![]));
    place.git(".", &["add", "--all"]);
    edit(&place, "de/support.md", "31 Tage", "30 Tage");
    edit(&place, "nl/support.md", "30 dagen", "3 dagen");
    let (status, lines) = news(&place, &["--staged"]);
    assert_eq!(lines, ["docs/de/support.md:9:27: error[duration] duration is 30 days in the reference, 31 days here"]);
    assert_eq!(status, Some(1));
}

#[test]
fn a_first_commit_and_a_new_translation_are_news() {
    let place = site();
    place.write(
        "docs/sv/support.md",
        "# Support\n\n## Telefon {#phone}\n\nRing +47 55 51 23 44.\n\n## Volymer {#volumes}\n\nRaderade volymer sparas i 30 dagar.\n",
    );
    place.git(".", &["add", "--all"]);
    let (_, lines) = news(&place, &["--staged"]);
    assert_eq!(lines, ["docs/sv/support.md:5:6: error[phone-number] phone number is +4755512340 in the reference, +4755512344 here"]);
    let first = Place::new();
    first.init(".");
    first.write("docs/en/support.md", REFERENCE);
    first.write("docs/fr/support.md", LOCALES[2].1);
    first.git(".", &["add", "--all"]);
    let (_, lines) = news(&first, &["--staged"]);
    let days = "docs/fr/support.md:9:38: error[duration] duration is 30 days in the reference, 13 days here";
    assert_eq!(lines, [days]);
}

#[test]
fn a_change_that_touches_no_page_is_a_success() {
    let place = site();
    place.write("README.txt", "Nothing.\n");
    place.git(".", &["add", "--all"]);
    let output = place.run(&["check", "--staged"]);
    assert_eq!((output.status.code(), stderr(&output).lines().last()), (Some(0), Some("no page is touched by the change")));
}

#[test]
fn a_translation_that_nobody_touched_is_not_stale_by_this_change() {
    let mut place = site();
    edit(&place, "en/support.md", "30 days", "60 days");
    place.commit(".");
    edit(&place, "de/support.md", "Rufen", "Bitte rufen");
    place.commit(".");
    let stale = |since: &str| {
        let output = place.run(&["check", "--format", "short", "--quiet", "--select", "stale-translation", "--since", since]);
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(stale("HEAD~1"), 0);
    assert_eq!(stale("HEAD~2"), 3);
}

#[test]
fn what_cannot_be_told_is_said() {
    let place = site();
    let output = place.run(&["check", "--since", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("driftlint: error: --since nowhere: `nowhere` is no commit of the repository in "),
        "{}",
        stderr(&output)
    );
    let plain = Place::new();
    plain.write("docs/en/support.md", REFERENCE);
    plain.write("docs/de/support.md", LOCALES[0].1);
    let output = plain.run(&["check", "--staged"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).ends_with("driftlint: error: --staged: the pages are in no Git repository\n"), "{}", stderr(&output));
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let mut place = site();
    edit(&place, "de/support.md", "30 Tage", "31 Tage");
    let id = place.commit(".");
    let old = place.git(".", &["rev-parse", "HEAD~1"]);
    place.git(".", &["clone", "--quiet", "--depth=1", &format!("file://{}", place.path(".").display()), "clone"]);
    let output = driftlint(&place.path("clone"), &["check", "--since", &old]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("the clone is shallow, so fetch the rest: `git fetch --unshallow`, or `fetch-depth: 0`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(driftlint(&place.path("clone"), &["check", "--quiet", "--since", &id]).status.code(), Some(0));
}
