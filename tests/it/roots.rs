//! Several roots in one configuration: repositories side by side, with a locale in their name or not, and sites of their own.

use crate::support::{Place, driftlint};
use serde_json::Value;

const ENGLISH: &str = "# Support {#support}\n\nCall 206-555-0142.\n";

fn translated(number: &str) -> String {
    format!("# Hilfe {{#support}}\n\nTelefon {number}.\n")
}

/// Each finding as `path: rule, page`, and the matrix as `page: locale state path`.
fn report(place: &Place, folder: &str, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
    let output = driftlint(&place.path(folder), &[&["report", "--format", "json"], arguments].concat());
    let document: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let finding = |one: &Value| format!("{}: {}, {}", text(&one["translation"]["path"]), text(&one["rule"]), text(&one["page"]));
    let findings = document["findings"].as_array().unwrap().iter().map(finding).collect();
    let cell = |page: &Value, cell: &Value| {
        format!("{}: {} {} {}", text(&page["page"]), text(&cell["locale"]), text(&cell["state"]), text(&cell["path"]))
    };
    let pages = document["matrix"].as_array().unwrap().iter();
    let cells = pages.flat_map(|page| page["cells"].as_array().unwrap().iter().map(move |one| cell(page, one))).collect();
    (findings, cells)
}

fn said(place: &Place, folder: &str) -> String {
    let output = driftlint(&place.path(folder), &["check", "--quiet"]);
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn repositories_with_a_locale_in_their_name_only_need_naming() {
    let place = Place::new();
    place.write("work/driftlint.toml", "roots = [\"../docs\", \"../docs.de-DE\", \"../docs.fr-FR\"]\n");
    place.write("docs/support.md", ENGLISH);
    place.write("docs/plans.md", ENGLISH);
    place.write("docs.de-DE/support.md", &translated("206-555-0143"));
    place.write("docs.de-DE/plans.md", &translated("206-555-0142"));
    place.write("docs.fr-FR/support.md", &translated("206-555-0142"));
    // Not named, so not looked at.
    place.write("docs.it-IT/support.md", &translated("206-555-0199"));
    let (findings, cells) = report(&place, "work", &[]);
    assert_eq!(findings, ["../docs.de-DE/support.md: phone-number, docs/support", ": missing-page, docs/plans"]);
    assert_eq!(
        cells,
        [
            "docs/plans: de-DE compared ../docs.de-DE/plans.md",
            "docs/plans: fr-FR missing ../docs.fr-FR/plans.md",
            "docs/support: de-DE compared ../docs.de-DE/support.md",
            "docs/support: fr-FR compared ../docs.fr-FR/support.md",
        ]
    );
}

#[test]
fn a_repository_whose_name_tells_nothing_gets_a_locale() {
    let place = Place::new();
    place.write("driftlint.toml", "roots = [\"english/docs\", { path = \"handbuch/seiten\", locale = \"de\" }]\n\n[[allow]]\nrule = \"phone-number\"\npath = \"/own/\"\nreason = \"their own\"\n");
    place.write("english/docs/guides/support.md", ENGLISH);
    place.write("english/docs/own/support.md", ENGLISH);
    place.write("english/README.md", "# Not a page\n");
    place.write("handbuch/seiten/guides/support.md", &translated("206-555-0143"));
    place.write("handbuch/seiten/own/support.md", &translated("206-555-0143"));
    let (findings, cells) = report(&place, ".", &[]);
    assert_eq!(findings, ["handbuch/seiten/guides/support.md: phone-number, english/docs/guides/support"], "globs hold in each root");
    assert_eq!(
        cells,
        [
            "english/docs/guides/support: de compared handbuch/seiten/guides/support.md",
            "english/docs/own/support: de compared handbuch/seiten/own/support.md",
        ]
    );
    // From within a root, only that folder is looked at.
    let (_, cells) = report(&place, "handbuch/seiten/guides", &[]);
    assert_eq!(cells, ["english/docs/guides/support: de compared support.md"]);
    let (_, cells) = report(&place, ".", &["handbuch/seiten/own"]);
    assert_eq!(cells, ["english/docs/own/support: de compared handbuch/seiten/own/support.md"]);
}

/// Each with a layout of its own; equal names of pages are told apart by the root.
#[test]
fn several_sites_are_covered_together() {
    let place = Place::new();
    place.write("work/driftlint.toml", "roots = [\"../web\", \"../api\", \"../readme\", \"../hugo\"]\nignore = [\"drafts/\"]\n");
    for site in ["web", "api"] {
        place.write(&format!("{site}/docs/en/support.md"), ENGLISH);
        place.write(&format!("{site}/docs/de/support.md"), &translated("206-555-0143"));
    }
    place.write("web/docs/en/drafts/new.md", ENGLISH);
    place.write("readme/README.md", ENGLISH);
    place.write("readme/README.de.md", &translated("206-555-0143"));
    place.write("hugo/content/en/support.md", ENGLISH);
    place.write("hugo/content/sv/support.md", &translated("206-555-0143"));
    let (findings, cells) = report(&place, "work", &[]);
    let pages = ["api/docs/support", "hugo/content/support", "readme/README", "web/docs/support"];
    let paths = ["api/docs/de/support.md", "hugo/content/sv/support.md", "readme/README.de.md", "web/docs/de/support.md"];
    let expected: Vec<String> = paths.iter().zip(pages).map(|(path, page)| format!("../{path}: phone-number, {page}")).collect();
    assert_eq!(findings, expected);
    assert_eq!(cells.len(), 4, "{cells:?}");
}

#[test]
fn layouts_hold_in_each_root() {
    let place = Place::new();
    place.write(
        "driftlint.toml",
        "roots = [\"web\", \"api\"]\n\n[[layout]]\nreference = \"text/{path}.md\"\ntranslation = \"text-{locale}/{path}.md\"\n",
    );
    for site in ["web", "api"] {
        place.write(&format!("{site}/text/support.md"), ENGLISH);
        place.write(&format!("{site}/text-de/support.md"), &translated("206-555-0143"));
        place.write(&format!("{site}/other/de/support.md"), ENGLISH);
    }
    let (findings, _) = report(&place, ".", &[]);
    assert_eq!(
        findings,
        ["api/text-de/support.md: phone-number, api/text/support", "web/text-de/support.md: phone-number, web/text/support"]
    );
}

#[test]
fn of_two_references_the_named_one_is_meant() {
    let place = Place::new();
    place.write("driftlint.toml", "roots = [\"web\", \"api\", { path = \"netz\", locale = \"de\", translates = \"web\" }]\n");
    place.write("web/support.md", ENGLISH);
    place.write("api/support.md", ENGLISH);
    place.write("netz/support.md", &translated("206-555-0143"));
    let (findings, cells) = report(&place, ".", &[]);
    assert_eq!((findings.len(), cells), (1, vec!["web/support: de compared netz/support.md".to_owned()]));
}

#[test]
fn mistakes_are_shown_at_their_place() {
    let place = Place::new();
    for folder in ["web", "api/docs", "netz"] {
        place.write(&format!("{folder}/support.md"), ENGLISH);
    }
    let cases = [
        ("[\"web\", \"nowhere\"]", "there is no folder `nowhere`", "driftlint.toml:1:18"),
        ("[\"web\", \"./web/\"]", "`./web/` is the same folder as the root `web`; name it once", "driftlint.toml:1:18"),
        ("[\"api/docs\", \"api\"]", "`api/docs` lies in the root `api`, which is looked at whole", "driftlint.toml:1:11"),
        ("[\"web/support.md\"]", "`web/support.md` is no folder", "driftlint.toml:1:11"),
        ("[]", "`roots` must name a folder", "driftlint.toml:1:9"),
        ("\"web\"", "`roots` must be a list in square brackets, not a string", "driftlint.toml:1:10"),
        ("[1]", "`roots` must be a list of paths, or of tables such as", "driftlint.toml:1:10"),
        ("[{ locale = \"de\" }]", "has no `path`", "driftlint.toml:1:10"),
        ("[{ path = \"web\", locale = \"x\" }]", "`x` is not a locale tag", "driftlint.toml"),
        ("[{ path = \"web\", lang = \"de\" }]", "unknown key `lang`", "driftlint.toml"),
        ("[{ path = \"netz\", locale = \"de\" }]", "nothing says what `netz` translates", "driftlint.toml:1:20"),
        (
            "[\"web\", \"api\", { path = \"netz\", locale = \"de\" }]",
            "`netz` may translate `web` or `api`; add `translates = \"web\"`",
            "driftlint.toml:1:34",
        ),
        ("[\"web\", { path = \"netz\", locale = \"de\", translates = \"wbe\" }]", "`wbe` is not one of the `roots`", "driftlint.toml:1:27"),
    ];
    for (roots, message, at) in cases {
        place.write("driftlint.toml", &format!("roots = {roots}\n"));
        let said = said(&place, ".");
        assert!(said.contains(message) && said.contains(at), "{roots}: {said}");
    }
}
