//! The language server, spoken to over its streams as editors do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::lsp_client::Client;
use driftlint::config::{self, Config, Date};
use driftlint::findings::Finding;
use driftlint::findings::policy::Policy;
use driftlint::lsp::position::{Counted, Encoding};
use driftlint::lsp::uri;
use driftlint::source::{SourceFile, Span};
use driftlint::{check, pages};
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

fn manifest() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the small site, in no repository.
fn site() -> TempDir {
    let folder = TempDir::new().unwrap();
    for locale in ["en", "de", "ja"] {
        let page = format!("docs/{locale}/support.md");
        std::fs::create_dir_all(folder.path().join(&page).parent().unwrap()).unwrap();
        std::fs::copy(manifest().join("tests/lsp/site").join(&page), folder.path().join(&page)).unwrap();
    }
    folder
}

fn root(folder: &TempDir) -> PathBuf {
    folder.path().canonicalize().unwrap()
}

const GERMAN: &str = "docs/de/support.md";
const ENGLISH: &str = "docs/en/support.md";

// The transcript.

/// A message as the transcript has it: its id or none, method, and what it says.
fn written(message: &Value, root: &Path) -> String {
    let text = match (message.get("method").and_then(Value::as_str), message.get("id")) {
        (Some(method), Some(id)) => format!("{} {method} {}", id.to_string().trim_matches('"'), message["params"]),
        (Some(method), None) => format!("{method} {}", message["params"]),
        (None, id) => match message.get("error") {
            Some(error) => format!("{} error {error}", id.unwrap_or(&Value::Null)),
            None => format!("{} {}", id.unwrap_or(&Value::Null), message["result"]),
        },
    };
    text.replace(&uri::uri(root).0, "ROOT")
        .replace(&root.to_string_lossy().into_owned(), "ROOT")
        .replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

/// The message that a line of the transcript stands for.
fn message(line: &str, root: &Path) -> Value {
    let (id, rest) = match line.split_once(' ') {
        Some((id, rest)) if id.parse::<i64>().is_ok() => (id.parse::<i64>().ok(), rest),
        _ => (None, line),
    };
    let (method, params) = rest.split_once(' ').expect("a method and params");
    let mut params: Value = serde_json::from_str(&params.replace("ROOT", &uri::uri(root).0)).expect(line);
    if let Some(text) = params.pointer_mut("/textDocument/text") {
        let file = text.as_str().and_then(|text| text.strip_prefix('@')).expect("a file");
        *text = std::fs::read_to_string(root.join(file)).unwrap().into();
    }
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = id.into();
    }
    message
}

#[test]
fn a_session_goes_as_it_is_written() {
    let path = manifest().join("tests/lsp/session.txt");
    let script = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let overwrite = std::env::var_os("LSP_SESSION").is_some_and(|value| value == "overwrite");
    let folder = site();
    let root = root(&folder);
    let mut client = Client::spawn(&root);
    let mut said = String::new();
    let mut answers = 0;
    for line in script.lines() {
        if line.starts_with("<-- ") {
            answers += 1;
            if !overwrite {
                let _ = writeln!(said, "<-- {}", written(&client.next(), &root));
            }
            continue;
        }
        let _ = writeln!(said, "{line}");
        if let Some(file) = line.strip_prefix("disk ") {
            let (name, text) = file.split_once(' ').expect("a name and a text");
            std::fs::write(root.join(name), serde_json::from_str::<String>(text).unwrap()).unwrap();
        }
        if let Some(line) = line.strip_prefix("--> ") {
            client.send(&message(line, &root));
            while let Some(message) = overwrite.then(|| client.soon(Duration::from_secs(3))).flatten() {
                let _ = writeln!(said, "<-- {}", written(&message, &root));
            }
        }
    }
    let (rest, status) = client.finish();
    if overwrite {
        std::fs::write(&path, &said).unwrap();
    }
    assert!(answers > 15 || overwrite, "the transcript has no answers");
    assert_eq!(said, script);
    assert_eq!(rest, Vec::<Value>::new(), "what the transcript does not have");
    assert_eq!(status, Some(0));
}

// What the editor shows is what `check` says.

/// A finding as both tell it: file, line from 0, rule and message.
type Told = (String, u64, String, String);

fn told(finding: &Finding) -> Option<Told> {
    let place = finding.place()?;
    Some((place.path.clone(), place.start.line as u64 - 1, finding.rule.to_string(), finding.message.clone()))
}

fn shown(path: &str, diagnostic: &Value) -> Told {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let first = text(&diagnostic["message"]).lines().next().unwrap_or_default().to_owned();
    (path.to_owned(), diagnostic["range"]["start"]["line"].as_u64().unwrap(), text(&diagnostic["code"]), first)
}

/// The hints of the reference are not findings.
fn is_finding(diagnostic: &Value) -> bool {
    diagnostic["severity"] != 4
}

#[test]
fn the_editor_shows_what_check_says() {
    let root = manifest().join("fixtures/site");
    let config = Config::default();
    let site = pages::discover_from(&root, &[], &config).unwrap();
    let mut policy = Policy::new(&config, Date::from_days(0));
    policy.one_by_one = true;
    let outcome = check::site(&site, &policy, 2);
    // What needs all pages, an editor does not say.
    let expected: BTreeSet<Told> =
        outcome.findings.iter().filter(|finding| finding.rule.as_str() != "inconsistent-fact").filter_map(told).collect();
    let mut client = Client::start(&root, "utf-8");
    let mut seen = BTreeSet::new();
    for page in &site.pages {
        let file = page.reference.as_ref().or_else(|| Some(&page.translations.first()?.file)).unwrap();
        client.open(&file.shown);
    }
    // All pages are checked when a page that was opened last has answered.
    let last = site.pages.iter().filter_map(|page| page.reference.as_ref()).next_back().unwrap();
    let mut open = BTreeSet::new();
    while !open.contains(&uri::uri(&last.path).0) {
        let message = client.next();
        let uri = message["params"]["uri"].as_str().expect("diagnostics").to_owned();
        let path = uri::path(&uri).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        seen.extend(message["params"]["diagnostics"].as_array().unwrap().iter().filter(|one| is_finding(one)).map(|one| shown(&path, one)));
        open.insert(uri);
    }
    let (rest, status) = client.end();
    for message in rest {
        let path = uri::path(message["params"]["uri"].as_str().unwrap()).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        seen.extend(message["params"]["diagnostics"].as_array().unwrap().iter().filter(|one| is_finding(one)).map(|one| shown(&path, one)));
    }
    assert!(expected.len() > 60, "{}", expected.len());
    assert_eq!(seen, expected);
    assert_eq!(status, Some(0));
}

// Actions.

/// The document after an action's edits of it.
fn applied(text: &str, action: &Value, uri: &str) -> Option<String> {
    let changes = action["edit"]["documentChanges"].as_array()?;
    let edits = changes.iter().find(|change| change["textDocument"]["uri"] == uri)?["edits"].as_array()?;
    let source = SourceFile::new("", text);
    let counted = Counted { source: &source, encoding: Encoding::Utf16, is_from_disk: false };
    let place = |value: &Value| counted.offset(serde_json::from_value(value.clone()).unwrap());
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| (place(&edit["range"]["start"]), place(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    Some(text)
}

/// Every action that edits the document takes its finding away and brings no other.
#[test]
fn actions_take_their_finding_away() {
    let root = manifest().join("fixtures/site");
    let mut client = Client::start(&root, "utf-16");
    let (mut fixes, mut comments) = (0, 0);
    for path in ["docs/nl/sla.md", "docs/da/hours.md", "docs/de/hours.md", "docs/zh-CN/sla.md"] {
        let text = client.open(path);
        let before = client.diagnostics(path);
        let mut version = 1;
        for diagnostic in &before {
            let params = json!({
                "textDocument": { "uri": client.uri(path) },
                "range": diagnostic["range"],
                "context": { "diagnostics": [diagnostic], "only": ["quickfix"] },
            });
            let actions = client.ask("textDocument/codeAction", params)["result"].as_array().unwrap().clone();
            for action in actions.iter().filter(|action| action["diagnostics"][0]["data"] == diagnostic["data"]) {
                let Some(text) = applied(&text, action, &client.uri(path)) else { continue };
                version += 1;
                client.change(path, version, &text);
                let after = client.diagnostics(path);
                let prints = |all: &[Value]| all.iter().map(|one| one["data"]["fingerprint"].to_string()).collect::<BTreeSet<_>>();
                let mut left = prints(&before);
                left.remove(&diagnostic["data"]["fingerprint"].to_string());
                assert!(prints(&after).is_subset(&left), "{path}: {action}\n{after:?}");
                if action["title"].as_str().unwrap().starts_with("Ignore") { comments += 1 } else { fixes += 1 }
            }
            version += 1;
            client.change(path, version, &text);
            assert_eq!(client.diagnostics(path).len(), before.len());
        }
        client.tell("textDocument/didClose", json!({ "textDocument": { "uri": client.uri(path) } }));
    }
    assert!(fixes >= 3, "{fixes}");
    assert!(comments >= 4, "{comments}");
}

fn actions_at(client: &mut Client, path: &str, diagnostic: &Value, only: &Value) -> Vec<Value> {
    let uri = client.uri(path);
    let params = json!({ "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": { "diagnostics": [], "only": only } });
    client.ask("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
}

fn titled<'v>(actions: &'v [Value], begin: &str) -> &'v Value {
    actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(begin)).unwrap_or_else(|| panic!("{begin}: {actions:?}"))
}

#[test]
fn an_allowance_goes_to_the_configuration() {
    let folder = site();
    let root = root(&folder);
    let mut client = Client::start(&root, "utf-16");
    let text = client.open(GERMAN).replace("1 Werktag", "2 Werktage");
    client.change(GERMAN, 2, &text);
    let found = loop {
        let found = client.diagnostics(GERMAN);
        if !found.is_empty() {
            break found;
        }
    };
    // There is no configuration: the action makes one.
    let actions = actions_at(&mut client, GERMAN, &found[0], &json!(null));
    let allow = titled(&actions, "Allow");
    let changes = allow["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!((changes[0]["kind"].as_str(), changes[0]["uri"].as_str()), (Some("create"), Some(client.uri("driftlint.toml").as_str())));
    let table = changes[1]["edits"][0]["newText"].as_str().unwrap().to_owned();
    // With one, the table goes to its end.
    std::fs::write(root.join("driftlint.toml"), "[rules]\r\nlength-ratio = \"off\"").unwrap();
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": client.uri("driftlint.toml") } }));
    let actions = actions_at(&mut client, GERMAN, &found[0], &json!(["quickfix"]));
    let written = applied("[rules]\r\nlength-ratio = \"off\"", titled(&actions, "Allow"), &client.uri("driftlint.toml")).unwrap();
    assert_eq!(written, format!("[rules]\r\nlength-ratio = \"off\"\r\n\r\n{}", table.replace('\n', "\r\n")));
    std::fs::write(root.join("driftlint.toml"), &written).unwrap();
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": client.uri("driftlint.toml") } }));
    while !client.diagnostics(GERMAN).is_empty() {}
    // A configuration with mistakes is not added to.
    std::fs::write(root.join("driftlint.toml"), "[rules]\nlenght-ratio = \"off\"\n").unwrap();
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": client.uri("driftlint.toml") } }));
    let told = client.diagnostics("driftlint.toml");
    assert_eq!(told[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(told[0]["message"].as_str().unwrap().contains("length-ratio"), "{told:?}");
}

#[test]
fn kinds_of_actions_are_asked_for() {
    let folder = site();
    let mut client = Client::start(&root(&folder), "utf-16");
    let text = client.open(GERMAN).replace("9–17 Uhr", "9–18 Uhr").replace("1 Stunde", "2 Stunden");
    client.change(GERMAN, 2, &text);
    let found = loop {
        let found = client.diagnostics(GERMAN);
        if found.len() == 2 {
            break found;
        }
    };
    let all = actions_at(&mut client, GERMAN, &found[0], &json!(["source.fixAll"]));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["kind"], "source.fixAll.driftlint");
    let fixed = applied(&text, &all[0], &client.uri(GERMAN)).unwrap();
    assert!(fixed.contains("9–17 Uhr"), "{fixed}");
    let quick = actions_at(&mut client, GERMAN, &found[0], &json!(["quickfix"]));
    assert!(quick.iter().all(|action| action["kind"] == "quickfix") && quick[0]["isPreferred"] == true, "{quick:?}");
    assert_eq!(actions_at(&mut client, GERMAN, &found[0], &json!(["refactor"])), Vec::<Value>::new());
}

// Places.

#[test]
fn characters_are_counted_as_agreed() {
    // 🚀 is four bytes, two units of UTF-16, one character; ü is two bytes.
    let line = "- 🚀 für Montag bis Freitag: 9–18 Uhr (Osloer Zeit)";
    for (encoding, start) in [("utf-8", 32), ("utf-16", 29), ("utf-32", 28)] {
        let folder = site();
        let mut client = Client::start(&root(&folder), encoding);
        let text = std::fs::read_to_string(folder.path().join(GERMAN)).unwrap();
        let text = text.replace("- Montag bis Freitag: 9–17 Uhr (Osloer Zeit)", line).replace('\n', "\r\n");
        client.open_as(GERMAN, &text);
        let found = client.diagnostics(GERMAN);
        let hours = found.iter().find(|one| one["code"] == "business-hours").unwrap_or_else(|| panic!("{found:?}"));
        let byte = line.find("9–18").unwrap();
        let units = |text: &str| match encoding {
            "utf-8" => text.len(),
            "utf-16" => text.encode_utf16().count(),
            _ => text.chars().count(),
        };
        assert_eq!(units(&line[..byte]), start, "{encoding}");
        assert_eq!(hours["range"]["start"], json!({ "line": 6, "character": start }), "{encoding}");
        // A change behind it lands where it should: the time is mended, and the finding goes.
        let at = start + units("9–1");
        let range = json!({ "start": { "line": 6, "character": at }, "end": { "line": 6, "character": at + 1 } });
        let change =
            json!({ "textDocument": { "uri": client.uri(GERMAN), "version": 2 }, "contentChanges": [{ "range": range, "text": "7" }] });
        client.tell("textDocument/didChange", change);
        assert!(!client.diagnostics(GERMAN).iter().any(|one| one["code"] == "business-hours"), "{encoding}");
    }
}

#[test]
fn a_byte_order_mark_counts_where_the_editor_has_it() {
    let source = SourceFile::new("a.md", "\u{feff}äb\nc");
    for (is_from_disk, character) in [(true, 1), (false, 2)] {
        let counted = Counted { source: &source, encoding: Encoding::Utf16, is_from_disk };
        assert_eq!(counted.position(5).character, character);
        assert_eq!(counted.offset(counted.position(5)), 5);
        assert_eq!(counted.position(7).line, 1);
    }
}

#[test]
fn places_beyond_the_text_are_at_its_ends() {
    let source = SourceFile::new("a.md", "a🚀\r\nb");
    let counted = Counted { source: &source, encoding: Encoding::Utf16, is_from_disk: false };
    let offset = |line, character| counted.offset(serde_json::from_value(json!({ "line": line, "character": character })).unwrap());
    // Inside the rocket, behind the line, behind the text.
    assert_eq!([offset(0, 2), offset(0, 99), offset(1, 99), offset(99, 0)], [1, 5, 8, 8]);
    let range = serde_json::from_value(json!({ "start": { "line": 1, "character": 1 }, "end": { "line": 0, "character": 0 } })).unwrap();
    assert_eq!(counted.span(range), Span::new(0, 8));
}

proptest! {
    #[test]
    fn every_place_leads_back_to_its_byte(text in "(a|ü|🚀|é|\n|\r\n|\r|\u{feff}| ){0,40}", is_from_disk: bool) {
        let source = SourceFile::new("a.md", text.as_str());
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let counted = Counted { source: &source, encoding, is_from_disk };
            let ends = (1..=source.line_count()).map(|line| source.line_span(line));
            for line in ends {
                let skipped = if line.start == 0 && is_from_disk && text.starts_with('\u{feff}') { 3 } else { 0 };
                for offset in (line.start + skipped..=line.end).filter(|&at| text.is_char_boundary(at)) {
                    prop_assert_eq!(counted.offset(counted.position(offset)), offset);
                }
            }
        }
    }

    #[test]
    fn every_path_leads_through_its_uri(path in "/[^\u{0}\\\\]{0,30}") {
        let uri = uri::uri_on(&path, false);
        prop_assert!(uri.is_ascii());
        prop_assert_eq!(uri::path_on(&uri, false), Some(path));
    }
}

#[test]
fn uris_of_all_kinds_are_read() {
    let cases = [
        ("file:///home/ada/my%20docs/%C3%BC.md", "/home/ada/my docs/ü.md"),
        ("file:///home/ada/ü a.md", "/home/ada/ü a.md"),
        ("file://localhost/a%2Fb", "/a/b"),
        ("FILE:///a?x#y", "/a"),
        ("file:/a", "/a"),
    ];
    for (uri, path) in cases {
        assert_eq!(uri::path_on(uri, false).as_deref(), Some(path), "{uri}");
    }
    let windows = [
        ("file:///c%3A/Users/Ada/a.md", r"C:\Users\Ada\a.md"),
        ("file:///C:/Users/Ada/a.md", r"C:\Users\Ada\a.md"),
        ("file://server/share/a.md", r"\\server\share\a.md"),
    ];
    for (uri, path) in windows {
        assert_eq!(uri::path_on(uri, true).as_deref(), Some(path), "{uri}");
        assert_eq!(uri::path_on(&uri::uri_on(path, true), true).as_deref(), Some(path), "{uri}");
    }
    for uri in ["untitled:Untitled-1", "http://example.org/a.md", "file:", "file://", "", "é", "file:///%ff", "file:///%00"] {
        assert_eq!(uri::path_on(uri, false), None, "{uri}");
    }
}

#[test]
fn folders_with_odd_names_are_served() {
    let folder = TempDir::new().unwrap();
    let odd = folder.path().canonicalize().unwrap().join("ma site [1] #ü%20");
    for locale in ["en", "de", "ja"] {
        let page = odd.join(format!("docs/{locale}/support.md"));
        std::fs::create_dir_all(page.parent().unwrap()).unwrap();
        std::fs::copy(manifest().join(format!("tests/lsp/site/docs/{locale}/support.md")), page).unwrap();
    }
    let mut client = Client::start(&odd, "utf-16");
    let text = std::fs::read_to_string(odd.join(GERMAN)).unwrap();
    client.open_as(GERMAN, &text.replace("1 Stunde", "2 Stunden"));
    assert_eq!(client.diagnostics(GERMAN)[0]["code"], "duration");
}

// A life among other messages.

#[test]
fn what_is_malformed_is_answered_and_passed_over() {
    let folder = site();
    let mut client = Client::start(&root(&folder), "utf-16");
    let code = |message: &Value| message["error"]["code"].as_i64().unwrap_or_default();
    let mut answers = BTreeMap::new();
    for (name, body) in [
        ("no JSON", "{\"jsonrpc\":"),
        ("a list", "[1, 2]"),
        ("no id", "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"a\"}"),
        ("nothing", "{}"),
        ("a number", "7"),
    ] {
        client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let answer = client.next();
        assert_eq!(answer["id"], Value::Null, "{name}");
        answers.insert(name, code(&answer));
    }
    assert_eq!(
        answers,
        BTreeMap::from([("a list", -32600), ("a number", -32600), ("no JSON", -32700), ("no id", -32600), ("nothing", -32600)])
    );
    client.raw(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    assert_eq!(code(&client.next()), -32700);
    client.raw(b"this is no header\r\n\r\nContent-Length: none\r\n\r\n");
    assert_eq!(code(&client.next()), -32600);
    // Answers of the client, notifications of nobody, and params of another shape.
    client.send(&json!({ "jsonrpc": "2.0", "id": "driftlint-1", "result": null }));
    client.tell("$/setTrace", json!({ "value": "off" }));
    client.tell("textDocument/didChange", json!({ "textDocument": 7 }));
    client.tell("textDocument/didOpen", json!(null));
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": 1 }));
    client.tell("workspace/didChangeWorkspaceFolders", json!([]));
    assert_eq!(code(&client.ask("textDocument/hover", json!({ "position": "here" }))), -32602);
    assert_eq!(code(&client.ask("textDocument/nothing", json!({}))), -32601);
    assert_eq!(code(&client.ask("$/nothing", json!({}))), -32601);
    assert_eq!(code(&client.ask("initialize", json!({}))), -32600);
    // Ids may be texts.
    client.send(&json!({ "jsonrpc": "2.0", "id": "seven", "method": "textDocument/hover", "params": client.at(GERMAN, 9999, 9999) }));
    assert_eq!(client.next(), json!({ "jsonrpc": "2.0", "id": "seven", "result": null }));
    assert_eq!(client.end().1, Some(0));
}

#[test]
fn the_session_begins_and_ends_as_the_protocol_has_it() {
    let folder = site();
    let root = root(&folder);
    let code = |message: &Value| message["error"]["code"].as_i64().unwrap_or_default();
    let mut client = Client::spawn(&root);
    assert_eq!(code(&client.ask("textDocument/hover", json!({}))), -32002);
    client.tell("textDocument/didOpen", json!({}));
    client.ask("initialize", json!({ "capabilities": 7, "rootPath": root.to_string_lossy() }));
    client.ask("shutdown", Value::Null);
    assert_eq!(code(&client.ask("textDocument/hover", json!({}))), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.finish().1, Some(0));
    let mut client = Client::start(&root, "utf-16");
    client.tell("exit", Value::Null);
    assert_eq!(client.finish().1, Some(1), "without shutdown");
    let client = Client::start(&root, "utf-16");
    assert_eq!(client.finish().1, Some(1), "the editor is gone");
}

#[test]
fn a_request_that_is_cancelled_while_others_are_answered_is_not_worked_on() {
    let folder = site();
    let mut client = Client::start(&root(&folder), "utf-16");
    let at = client.at(ENGLISH, 13, 7);
    let before: Vec<i64> = (0..40).map(|_| client.request("textDocument/hover", at.clone())).collect();
    let last = client.request("textDocument/hover", at);
    client.tell("$/cancelRequest", json!({ "id": last }));
    for id in before {
        assert!(client.answer(id)["result"]["contents"]["value"].as_str().is_some_and(|value| value.contains("2 translations")));
    }
    assert_eq!(client.answer(last)["error"]["code"], -32800);
}

#[test]
fn files_of_no_site_are_left_alone() {
    let folder = site();
    let mut client = Client::start(&root(&folder), "utf-16");
    std::fs::write(folder.path().join("notes.md"), "# Notes\n\nCall 12.\n").unwrap();
    client.open("notes.md");
    let text = "# A\n";
    for uri in ["untitled:Untitled-1", "file:///nowhere/at/all.md", "not a uri"] {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        client.tell("textDocument/didOpen", json!({ "textDocument": document }));
        let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
        assert_eq!(client.ask("textDocument/hover", at.clone())["result"], Value::Null);
        assert_eq!(client.ask("textDocument/definition", at.clone())["result"], Value::Null);
        assert!(client.ask("textDocument/references", at)["result"].as_array().is_none_or(Vec::is_empty));
    }
    assert_eq!(client.end(), (Vec::new(), Some(0)));
}

#[test]
fn pages_that_come_and_go_are_noticed() {
    let folder = site();
    let root = root(&folder);
    let mut client = Client::start(&root, "utf-16");
    client.open(ENGLISH);
    assert_eq!(client.diagnostics(ENGLISH), Vec::<Value>::new());
    let french = root.join("docs/fr/support.md");
    std::fs::create_dir_all(french.parent().unwrap()).unwrap();
    let text = std::fs::read_to_string(root.join(GERMAN)).unwrap().replace("+47 55 51 23 42", "+47 55 51 23 24");
    std::fs::write(&french, text).unwrap();
    let changes = |kind: u64| json!({ "changes": [{ "uri": uri::uri(&french).0, "type": kind }] });
    client.tell("workspace/didChangeWatchedFiles", changes(1));
    assert!(client.diagnostics("docs/fr/support.md").iter().any(|one| one["code"] == "phone-number"));
    std::fs::remove_file(&french).unwrap();
    client.tell("workspace/didChangeWatchedFiles", changes(3));
    assert_eq!(client.diagnostics("docs/fr/support.md"), Vec::<Value>::new());
    // A page that is deleted while nobody tells is no page.
    std::fs::remove_file(root.join(GERMAN)).unwrap();
    client.change(ENGLISH, 2, &std::fs::read_to_string(root.join(ENGLISH)).unwrap().replace("1 hour", "2 hours"));
    assert_eq!(client.diagnostics("docs/ja/support.md")[0]["code"], "duration");
}

#[test]
fn a_document_without_a_folder_brings_that_of_its_configuration() {
    let folder = site();
    let root = root(&folder);
    std::fs::write(root.join("driftlint.toml"), "").unwrap();
    let mut client = Client::spawn(&root);
    client.ask("initialize", json!({ "capabilities": {}, "rootUri": null, "workspaceFolders": null }));
    client.tell("initialized", json!({}));
    client.open_as(GERMAN, &std::fs::read_to_string(root.join(GERMAN)).unwrap().replace("1 Stunde", "2 Stunden"));
    let found = client.diagnostics(GERMAN);
    assert_eq!(found[0]["code"], "duration");
    // A client that did not say that it knows related places gets none.
    assert_eq!(found[0].get("relatedInformation"), None);
}

/// A client that knows nothing but the least gets edits by URI, and hovers as plain text.
#[test]
fn a_plain_client_is_served_plainly() {
    let folder = site();
    let root = root(&folder);
    let mut client = Client::spawn(&root);
    let able = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } });
    client.ask("initialize", json!({ "capabilities": able, "rootUri": uri::uri(&root).0 }));
    client.tell("initialized", json!({}));
    client.open_as(GERMAN, &std::fs::read_to_string(root.join(GERMAN)).unwrap().replace("9–17 Uhr", "9–18 Uhr"));
    let found = client.diagnostics(GERMAN);
    let actions = actions_at(&mut client, GERMAN, &found[0], &json!(["quickfix"]));
    let uri = client.uri(GERMAN);
    assert_eq!(titled(&actions, "Change it")["edit"]["changes"][&uri][0]["newText"], "9–17 Uhr");
    // It cannot make a file, so that there is nowhere to allow anything.
    assert!(!actions.iter().any(|action| action["title"].as_str().unwrap().starts_with("Allow")), "{actions:?}");
    let at = client.at(GERMAN, 6, 24);
    let told = client.ask("textDocument/hover", at)["result"]["contents"].clone();
    assert_eq!(told["kind"], "plaintext");
    assert!(told["value"].as_str().unwrap().contains("  Monday-Friday: 9 AM-5 PM Oslo Time"), "{told}");
}

/// What a page holds is shown in a hover as it is written, whatever it would mean in Markdown.
#[test]
fn hovers_show_lines_as_they_are_written() {
    let folder = site();
    let root = root(&folder);
    let english = std::fs::read_to_string(root.join(ENGLISH)).unwrap();
    let mut client = Client::start(&root, "utf-16");
    let german = client.open(GERMAN);
    assert_eq!(client.diagnostics(GERMAN), Vec::<Value>::new());
    for line in [
        "Call **+47 55 51 23 42** or *write* to `help@fjordline.example`, [here](https://fjordline.example/a_b) & <b>now</b>.",
        "20\\. snake_case _it_ ~~is~~ ![no](b.png) |x| +47 55 51 23 42 &amp; a \\* b",
        "\u{2014} +47 55 51 23 42 :: `` a ` b `` = # > - 1) x",
    ] {
        std::fs::write(root.join(ENGLISH), english.replace("Call +47 55 51 23 42 or write to help@fjordline.example.", line)).unwrap();
        assert!(german.lines().nth(2).unwrap().starts_with("Rufen"));
        let at = client.at(GERMAN, 2, 3);
        let told = client.ask("textDocument/hover", at)["result"]["contents"]["value"].as_str().unwrap().to_owned();
        let page = driftlint::markdown::parse(SourceFile::new("hover.md", told.as_str()), driftlint::markdown::Reading::Own);
        let is_quoted = |block: &&driftlint::markdown::Block| block.containers.contains(&driftlint::markdown::Container::Quote);
        let quoted: Vec<&str> = page.blocks.iter().filter(is_quoted).map(|block| block.text.visible()).collect();
        assert_eq!(quoted, [line], "{told}");
    }
}

#[test]
fn what_the_baseline_has_is_not_shown() {
    let folder = site();
    let root = root(&folder);
    let text = std::fs::read_to_string(root.join(GERMAN)).unwrap().replace("1 Stunde", "2 Stunden");
    std::fs::write(root.join(GERMAN), &text).unwrap();
    let recorded = std::process::Command::new(env!("CARGO_BIN_EXE_driftlint")).arg("baseline").current_dir(&root).output().unwrap();
    assert_eq!(recorded.status.code(), Some(0), "{recorded:?}");
    let mut client = Client::start(&root, "utf-16");
    client.open(GERMAN);
    assert_eq!(client.diagnostics(GERMAN), Vec::<Value>::new());
    client.change(GERMAN, 2, &text.replace("1 Werktag", "3 Werktage"));
    assert_eq!(client.diagnostics(GERMAN).len(), 1);
}

#[test]
fn a_named_configuration_has_to_be_there() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["lsp", "--config", "nowhere.toml"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("nowhere.toml"));
    assert!(config::discover_config(Path::new("/nowhere")).is_none());
}

#[test]
fn the_setting_for_helix_starts_the_server() {
    let source = crate::snippets::named("lsp:helix");
    let setting = toml_span::parse(&source).unwrap();
    let text = |pointer: &str| setting.pointer(pointer).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
    assert_eq!(text("/language/0/name"), "markdown");
    let name = text("/language/0/language-servers/0");
    assert_eq!(text(&format!("/language-server/{name}/command")), "driftlint");
    let folder = site();
    let mut client = Client::spawn_with(&root(&folder), &[&text(&format!("/language-server/{name}/args/0"))]);
    assert!(client.ask("initialize", json!({ "capabilities": {} }))["result"]["capabilities"].is_object());
}
