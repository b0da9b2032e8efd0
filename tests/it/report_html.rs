//! The HTML report: one file that loads nothing, in which no text of a document is markup or code, and which holds every finding. How it
//! behaves in a browser is tested in `tests/browser`.

#![expect(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

fn driftlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).current_dir(folder).args(arguments).output().unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The report on the pages of a folder.
fn report(folder: &Path, more: &[&str]) -> String {
    let out = TempDir::new().unwrap();
    let file = out.path().join("report.html");
    let output = driftlint(folder, &[&["report", "--quiet", "--output", file.to_str().unwrap()], more].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(file).unwrap()
}

fn site() -> String {
    report(&root().join("fixtures/site"), &[])
}

/// The elements that hold data, by id.
fn data(html: &str) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for part in html.split("<script type=\"application/json\" id=\"").skip(1) {
        let (id, rest) = part.split_once("\">").unwrap();
        let (json, _) = rest.split_once("</script>").unwrap();
        all.insert(id.to_owned(), serde_json::from_str(json).unwrap());
    }
    all
}

/// The file without data and script: what is markup.
fn markup(html: &str) -> String {
    let mut rest = html;
    let mut markup = String::new();
    while let Some((before, after)) = rest.split_once("<script") {
        markup.push_str(before);
        rest = after.split_once("</script>").unwrap().1;
    }
    markup + rest
}

/// What stands between the brackets of its tags.
fn tags(html: &str) -> String {
    let markup = markup(html);
    let (start, rest) = markup.split_once("<style>").unwrap();
    let outside = start.to_owned() + rest.split_once("</style>").unwrap().1;
    outside.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect::<Vec<_>>().join("\n")
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn one_file_that_loads_nothing() {
    let html = site();
    let markup = markup(&html);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(html.ends_with("</html>\n"));
    let tags = tags(&html);
    for loading in [" src=", "\niframe", "\nobject", "\nembed", "\nform", "srcset", "http-equiv=\"refresh\""] {
        assert!(!tags.contains(loading), "{loading}");
    }
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains("url(") && !style.contains("@import"));
    let links: Vec<&str> = markup.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.iter().all(|link| link.starts_with('#') || *link == "data:,"), "{links:?}");
    for name in ["{{policy}}", "{{style}}", "{{rules}}", "{{data}}", "{{script}}"] {
        assert!(!html.contains(name), "{name} was not filled in");
    }
    for tag in ["html", "head", "body", "main", "template", "script", "style", "dialog", "table", "pre"] {
        let opened = markup.matches(&format!("<{tag}>")).count() + markup.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, markup.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
}

#[test]
fn the_policy_allows_the_script_and_the_style_of_the_file_only() {
    let html = site();
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
    let script = html.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    for (name, text) in [("script-src", script), ("style-src", style)] {
        let named = policy.split("; ").find_map(|one| one.strip_prefix(&format!("{name} 'sha256-"))).unwrap();
        assert_eq!(decoded(named.trim_end_matches('\'')), Sha256::digest(text).to_vec(), "{name}");
    }
    let tags = tags(&html);
    assert!(!tags.contains(" style=") && !tags.contains(" on"), "attributes that the policy forbids");
}

fn decoded(base64: &str) -> Vec<u8> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |letter: char| letters.find(letter).unwrap();
    let bits: Vec<usize> = base64.trim_end_matches('=').chars().flat_map(|c| (0..6).rev().map(move |bit| value(c) >> bit & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::try_from(*bit).unwrap())).collect()
}

#[test]
fn every_finding_of_check_is_in_it() {
    let folder = root().join("fixtures/site");
    let checked: Value = serde_json::from_slice(&driftlint(&folder, &["check", "--quiet", "--format", "json"]).stdout).unwrap();
    let prints = |findings: &Value, key: &str| -> BTreeSet<String> {
        findings.as_array().unwrap().iter().map(|finding| finding[key].as_str().unwrap().to_owned()).collect()
    };
    let html = report(&folder, &[]);
    let shared = &data(&html)["data"];
    assert_eq!(prints(&shared["findings"], "i"), prints(&checked["findings"], "fingerprint"));
    assert_eq!(shared["findings"].as_array().unwrap().len(), checked["findings"].as_array().unwrap().len());
    for rule in shared["rules"].as_array().unwrap() {
        assert!(html.contains(&format!("<template id=\"rule-{}\">", rule[0].as_str().unwrap())), "{rule}");
    }
}

/// A finding on a page that was compared points at a text that the report shows, on both sides.
#[test]
fn what_findings_point_at_is_shown() {
    let html = site();
    let all = data(&html);
    let shared = &all["data"];
    let (pages, paths) = (shared["pages"].as_array().unwrap(), strings(&shared["paths"]));
    let mut seen = 0;
    for finding in shared["findings"].as_array().unwrap() {
        let Some(page) = finding["p"].as_u64() else { continue };
        let rule = shared["rules"][finding["r"].as_u64().unwrap() as usize][0].as_str().unwrap();
        let place = &finding["t"];
        let cells = pages[page as usize]["c"].as_array().unwrap();
        let cell = cells.iter().position(|cell| cell[1] == 0 && place.is_array() && cell[6] == place[0]);
        let Some(cell) = cell else { continue };
        let detail =
            &all.get(&format!("page-{page}")).unwrap_or_else(|| panic!("{rule} on {}", paths[place[0].as_u64().unwrap() as usize]));
        let own = &detail["c"][cell.to_string()];
        let holds = |passage: &Value, place: &Value| {
            let (start, at) = (passage[3].as_u64().unwrap(), place[3].as_u64().unwrap());
            start <= at && at <= start + passage[4].as_str().unwrap().len() as u64
        };
        let rows = || own["s"].as_array().unwrap().iter().flat_map(|section| section[4].as_array().unwrap());
        let in_rows = rows().any(|row| row[1].is_array() && holds(&row[1], place));
        let in_lines = own["l"].as_array().unwrap().iter().any(|line| holds(line, place));
        assert!(in_rows || in_lines, "{rule}: {}", finding["m"]);
        for edit in finding["x"].as_array().unwrap().iter().flat_map(|fix| fix[2].as_array().unwrap()) {
            let edit_place = serde_json::json!([edit[0], 0, 0, edit[1]]);
            assert!(own["l"].as_array().unwrap().iter().any(|line| holds(line, &edit_place)), "{rule}: the lines of a fix");
        }
        seen += 1;
    }
    assert!(seen > 60, "only {seen} findings were looked at");
}

#[test]
fn facts_say_what_every_locale_states() {
    let html = site();
    let shared = &data(&html)["data"];
    let (locales, kinds) = (strings(&shared["locales"]), strings(&shared["kinds"]));
    let page = shared["pages"].as_array().unwrap().iter().find(|page| page["n"].as_str().unwrap().ends_with("backup")).unwrap();
    let fact = page["f"].as_array().unwrap().iter().find(|fact| fact[1] == "14 days").unwrap();
    assert_eq!(
        (kinds[fact[0].as_u64().unwrap() as usize], fact[2].as_str().unwrap(), fact[6].as_u64().unwrap()),
        ("duration", "14 days", 13)
    );
    let said = |locale: &str| {
        let found = fact[7].as_array().unwrap().iter().find(|said| locales[said[0].as_u64().unwrap() as usize] == locale).unwrap();
        (found[1].as_u64().unwrap(), found[2].as_str().unwrap().to_owned(), found[3].as_str().unwrap().to_owned())
    };
    assert_eq!(said("de"), (1, "14 hours".to_owned(), "14 Stunden".to_owned()));
    assert_eq!(said("fr"), (0, String::new(), "14 jours".to_owned()));
    let agreed = page["f"].as_array().unwrap().iter().filter(|fact| fact[6] == 14).collect::<Vec<_>>();
    assert!(
        !agreed.is_empty() && agreed.iter().all(|fact| fact[7].as_array().unwrap().is_empty()),
        "what all state is not listed by locale"
    );
}

/// Texts that would end an element, start a comment or break a script, were they not inert.
const HOSTILE: &str = "</script><script>globalThis.broken = 1</script><!-- <script> ]]> {{script}} <img src=x onerror=alert(1)> \" ' ` & \u{2028} \u{2029} \u{202e}";

#[test]
fn texts_of_documents_are_inert() {
    let folder = TempDir::new().unwrap();
    let write = |locale: &str, days: u32| {
        let text = format!("# Title {HOSTILE}\n\nKept for {days} days. {HOSTILE}\n\n```\n{HOSTILE}\n{days}\n```\n");
        let path = folder.path().join(format!("docs/{locale}"));
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("a 'b' &amp; $(c).md"), text).unwrap();
    };
    write("en", 5);
    write("de", 6);
    write("fr", 5);
    let html = report(folder.path(), &[]);
    let all = data(&html);
    assert_eq!(html.matches("<script").count(), all.len() + 1, "elements with data, and one script");
    assert_eq!(html.matches("</script").count(), all.len() + 1);
    for (before, _) in html.match_indices("<script type=\"application/json\"") {
        let body = html[before + 1..].split_once("</script>").unwrap().0;
        let body = body.split_once('>').unwrap().1;
        assert!(!body.contains(['<', '&', '\u{2028}', '\u{2029}']), "{body}");
    }
    assert!(!all["data"]["findings"].as_array().unwrap().is_empty(), "something is found");
    let shown = serde_json::to_string(&all).unwrap();
    assert!(shown.contains("globalThis.broken"), "the text is there as data");
    assert!(!markup(&html).contains("broken"));
}

#[test]
fn threads_and_runs_do_not_show() {
    let folder = root().join("fixtures/site");
    let one = report(&folder, &["--threads", "1"]);
    assert_eq!(one, report(&folder, &["--threads", "7"]));
    assert_eq!(one, report(&folder, &["--threads", "7"]));
}

#[test]
fn without_a_name_it_is_written_here_and_said() {
    let folder = TempDir::new().unwrap();
    for locale in ["en", "de"] {
        std::fs::create_dir_all(folder.path().join("docs").join(locale)).unwrap();
        std::fs::write(folder.path().join("docs").join(locale).join("a.md"), "# A\n\nKept for 5 days.\n").unwrap();
    }
    let output = driftlint(folder.path(), &["report"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr).trim(), "wrote driftlint-report.html");
    assert!(output.stdout.is_empty());
    let html = std::fs::read_to_string(folder.path().join("driftlint-report.html")).unwrap();
    assert!(html.starts_with("<!doctype html>"));
    assert_eq!(data(&html)["data"]["findings"].as_array().unwrap().len(), 0);
}
