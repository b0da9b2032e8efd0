//! `driftlint why`: how a line was aligned, what was read, and what became of what could be said.

use std::process::{Command, Output};

use crate::support::Place;

const ENGLISH: &str = "# Hours {#hours}\n\nWe are open 9 AM-5 PM.\n\nThe trial lasts 14 days.\n\nNothing is said here.\n";
const GERMAN: &str = "# Zeiten {#hours}\n\nGeöffnet 9–16 Uhr.\n\nDer Test dauert 14 Tage.\n\nHier steht nichts.\n";

fn place() -> Place {
    let place = Place::new();
    place.write("docs/en/hours.md", ENGLISH);
    place.write("docs/de/hours.md", GERMAN);
    place
}

fn why(place: &Place, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).arg("why").args(arguments).current_dir(place.folder.path()).output().unwrap()
}

fn told(place: &Place, arguments: &[&str]) -> String {
    let output = why(place, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_line_is_told_with_both_sides_and_what_is_said() {
    let expected = "\
page docs/hours, locale de
section: hours, aligned by anchor
reference: docs/en/hours.md:3: We are open 9 AM-5 PM.
  `9 AM-5 PM` is period 09:00–17:00 -> another on line 3: `9–16 Uhr`
  figures that the other side has not: 5
translation: docs/de/hours.md:3: Geöffnet 9–16 Uhr.
  `9–16 Uhr` is period 09:00–16:00
  figures that the other side has not: 16
said: business-hours (certain): opening time is 09:00–17:00 in the reference, 09:00–16:00 here
";
    let place = place();
    assert_eq!(told(&place, &["docs/de/hours.md:3"]), expected);
    assert_eq!(told(&place, &["docs/de/hours.md:3:10"]), expected);
    assert_eq!(told(&place, &["docs/en/hours.md:3"]), expected);
}

#[test]
fn equal_values_are_told_too() {
    let text = told(&place(), &["docs/de/hours.md:5"]);
    assert!(text.contains("`14 days` is duration 14 days -> the same on line 5: `14 Tage`"), "{text}");
    assert!(text.contains("nothing could be said of it"), "{text}");
}

#[test]
fn what_is_not_said_has_its_reason() {
    let place = place();
    let off = told(&place, &["docs/de/hours.md:3", "--ignore", "business-hours"]);
    assert!(off.contains("not said, because its rule is off or was not asked for: business-hours"), "{off}");
    place.write("driftlint.toml", "[[allow]]\nrule = \"business-hours\"\nreason = \"winter\"\n");
    let allowed = told(&place, &["docs/de/hours.md:3"]);
    assert!(allowed.contains("not said, because the configuration allows it: business-hours"), "{allowed}");
    place.write("driftlint.toml", "");
    place.write("docs/de/hours.md", &GERMAN.replace("Geöffnet", "<!-- driftlint-ignore business-hours: winter -->\n\nGeöffnet"));
    let comment = told(&place, &["docs/de/hours.md:5"]);
    assert!(comment.contains("not said, because a comment covers it or the same is said elsewhere: business-hours"), "{comment}");
}

/// A run over all pages tells a habit once; one line alone does not show whether it is one.
#[test]
fn what_may_be_a_habit_is_named() {
    let place = place();
    place.write("docs/en/hours.md", &ENGLISH.replace("Nothing is said here.", "See [the plan](/plans/basic)."));
    place.write("docs/de/hours.md", &GERMAN.replace("Hier steht nichts.", "Siehe [den Tarif](/plans/basic-neu)."));
    let text = told(&place, &["docs/de/hours.md:7"]);
    assert!(text.contains("said: link-target (certain)"), "{text}");
    assert!(text.contains("told once as a habit where the pages of de write so: {path} -> {path}-neu\n"), "{text}");
}

#[test]
fn a_line_of_the_reference_is_told_for_each_translation() {
    let place = place();
    place.write("docs/fr/hours.md", "# Horaires {#hours}\n\nOuvert de 9 h à 17 h.\n\nL’essai dure 14 jours.\n\nRien ici.\n");
    let text = told(&place, &["docs/en/hours.md:3"]);
    assert!(text.contains("page docs/hours, locale de\n") && text.contains("page docs/hours, locale fr\n"), "{text}");
}

#[test]
fn mistakes_are_told_in_one_sentence() {
    let place = place();
    place.write("notes.md", "# Notes\n");
    let cases = [
        (vec!["docs/de/hours.md"], "not FILE:LINE"),
        (vec!["docs/de/hours.md:0"], "not FILE:LINE"),
        (vec!["docs/de/hours.md:99"], "has 8 lines, and no line 99"),
        (vec!["docs/de/none.md:1"], "docs/de/none.md: "),
        (vec!["notes.md:1"], "is no page that is compared with another"),
    ];
    for (arguments, sentence) in cases {
        let output = why(&place, &arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.contains(sentence), "{arguments:?}: {error}");
    }
}
