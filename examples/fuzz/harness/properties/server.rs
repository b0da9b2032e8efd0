//! A session of the language server: whatever an editor types and asks, each request has one answer, every range lies in its document,
//! and at the end the server shows what it shows of a document that is opened as it is then.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;

use driftlint::lsp::position::{Counted, Encoding};
use driftlint::lsp::{self, uri};
use driftlint::source::SourceFile;
use serde_json::{Value, json};

use crate::harness::choices::Choices;
use crate::harness::{Setting, keep, mutate};

const METHODS: [&str; 6] = ["hover", "definition", "declaration", "implementation", "references", "codeAction"];

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    let pair = setting.pair(choices);
    let root = setting.folder.path().join("site");
    let file = |locale: &str| root.join("docs").join(locale).join("page.md");
    for locale in ["en", &pair.locale] {
        let path = file(locale);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(&path, "# Page\n").expect("a file can be written");
    }
    let documents = [(file("en"), pair.reference.clone()), (file(&pair.locale), pair.translation.clone())];
    let mut session = Session { frames: String::new(), asked: 0, version: 1 };
    let encoding = *choices.pick(&["utf-8", "utf-16", "utf-32"]);
    session.start(&root, encoding);
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in documents {
        let uri = uri::uri(&path).0;
        session.open(&uri, &text);
        texts.insert(uri, text);
    }
    for _ in 0..choices.below(8) {
        let uri = choices.pick(&texts.keys().cloned().collect::<Vec<_>>()).clone();
        match choices.below(4) {
            0 | 1 => {
                let text = change(&mut session, &uri, &texts[&uri], encoding, choices);
                texts.insert(uri, text);
            }
            2 => {
                let method = *choices.pick(&METHODS);
                session.ask_at(method, &uri, choices);
            }
            _ => session.oddity(&uri, choices),
        }
    }
    session.check(&texts);
    keep("session.txt", &session.frames);
    let asked = session.asked + 1;
    let edited = answers(session, asked);
    let mut fresh = Session { frames: String::new(), asked: 0, version: 1 };
    fresh.start(&root, encoding);
    for (uri, text) in &texts {
        fresh.open(uri, text);
    }
    fresh.check(&texts);
    let asked = fresh.asked + 1;
    let opened = answers(fresh, asked);
    let _ = std::fs::remove_dir_all(&root);
    let shown = |all: &BTreeMap<String, Value>, uri: &str| all.get(uri).cloned().unwrap_or_else(|| json!([]));
    for (uri, text) in &texts {
        assert_eq!(shown(&edited, uri), shown(&opened, uri), "diagnostics after edits and of the same text opened: {uri}");
        for diagnostic in edited.get(uri).and_then(Value::as_array).into_iter().flatten() {
            range_holds(&diagnostic["range"], text, encoding);
        }
    }
}

/// What an editor sends.
struct Session {
    frames: String,
    asked: usize,
    version: usize,
}

impl Session {
    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let _ = write!(self.frames, "Content-Length: {}\r\n\r\n{text}", text.len());
    }

    fn ask(&mut self, method: &str, params: &Value) {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn start(&mut self, root: &Path, encoding: &str) {
        let documents = json!({
            "publishDiagnostics": { "relatedInformation": true },
            "hover": { "contentFormat": ["markdown"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } } },
        });
        let capabilities = json!({ "general": { "positionEncodings": [encoding] }, "textDocument": documents });
        self.ask("initialize", &json!({ "capabilities": capabilities, "rootUri": uri::uri(root).0, "processId": null }));
        self.tell("initialized", &json!({}));
    }

    fn open(&mut self, uri: &str, text: &str) {
        self.tell("textDocument/didOpen", &json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } }));
    }

    /// Has the page checked, which is done for want of something else to do, or when it is asked what can be mended.
    fn check(&mut self, texts: &BTreeMap<String, String>) {
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        for uri in texts.keys() {
            let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
            self.ask("textDocument/codeAction", &params);
        }
    }

    fn ask_at(&mut self, method: &str, uri: &str, choices: &mut Choices<'_>) {
        let position = json!({ "line": choices.below(40), "character": choices.below(60) });
        let range = json!({ "start": position, "end": { "line": choices.below(60), "character": choices.below(60) } });
        let params = json!({ "textDocument": { "uri": uri }, "position": position, "range": range, "context": { "diagnostics": [], "includeDeclaration": true } });
        self.ask(&format!("textDocument/{method}"), &params);
    }

    /// What no editor should send.
    fn oddity(&mut self, uri: &str, choices: &mut Choices<'_>) {
        let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
        match choices.below(8) {
            0 => self.ask("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": far })),
            1 => self.ask("textDocument/rename", &json!([])),
            2 => self.tell("$/cancelRequest", &json!({ "id": choices.below(9) })),
            3 => self.tell("textDocument/didClose", &json!({ "textDocument": { "uri": "file:///nowhere/%00/a.md" } })),
            4 => self.tell("textDocument/didChange", &json!({ "textDocument": { "uri": "a" }, "contentChanges": [] })),
            5 => self.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": uri, "type": 2 }] })),
            6 => self.tell("textDocument/didSave", &json!({ "textDocument": { "uri": uri } })),
            _ => self.frames.push_str("Content-Type: a\r\nContent-Length: 2\r\n\r\n{]"),
        }
    }
}

/// Types something into a document, and gives the text that it has then.
fn change(session: &mut Session, uri: &str, text: &str, encoding: &str, choices: &mut Choices<'_>) -> String {
    let from = mutate::floor(text, choices.below(text.len() + 1));
    let to = mutate::floor(text, from + choices.below(20)).max(from);
    let typed = mutate::some("9 ".to_owned(), text, choices);
    let source = SourceFile::new("", text);
    let counted = Counted { source: &source, encoding: Encoding::of(&[encoding]), is_from_disk: false };
    let range = json!({ "start": counted.position(from), "end": counted.position(to) });
    session.version += 1;
    let change = json!({ "range": range, "text": typed });
    session
        .tell("textDocument/didChange", &json!({ "textDocument": { "uri": uri, "version": session.version }, "contentChanges": [change] }));
    // What a position names is for the server to say: not every byte has one.
    let offsets = [from, to].map(|at| counted.offset(counted.position(at)));
    format!("{}{typed}{}", &text[..offsets[0]], &text[offsets[1].max(offsets[0])..])
}

/// Runs a session to its end: what it shows of each document last. All requests are answered, those with an id once.
fn answers(mut session: Session, asked: usize) -> BTreeMap<String, Value> {
    session.ask("shutdown", &Value::Null);
    session.tell("exit", &Value::Null);
    let mut output = Vec::new();
    let status =
        lsp::serve(Cursor::new(session.frames.into_bytes()), &mut output, lsp::Wanted::default()).expect("memory takes every byte");
    assert_eq!(status, 0, "the session ends as it should");
    let messages = messages(&output);
    let mut shown = BTreeMap::new();
    let mut answered = vec![0; asked + 1];
    for message in messages {
        if let Some(id) = message["id"].as_u64().filter(|_| message.get("method").is_none()) {
            answered[id as usize] += 1;
        } else if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
            shown.insert(uri, message["params"]["diagnostics"].clone());
        }
    }
    assert!(answered[1..].iter().all(|count| *count == 1), "answers to the requests from 1: {:?}", &answered[1..]);
    shown
}

/// The messages of a stream, which holds nothing else.
fn messages(mut output: &[u8]) -> Vec<Value> {
    let mut messages = Vec::new();
    while !output.is_empty() {
        let end = output.windows(4).position(|four| four == b"\r\n\r\n").expect("a header ends");
        let header = std::str::from_utf8(&output[..end]).expect("a header is text");
        let len: usize = header.strip_prefix("Content-Length: ").and_then(|len| len.parse().ok()).expect("a header tells a length");
        let body = &output[end + 4..end + 4 + len];
        messages.push(serde_json::from_slice(body).expect("a message is JSON"));
        output = &output[end + 4 + len..];
    }
    messages
}

fn range_holds(range: &Value, text: &str, encoding: &str) {
    let source = SourceFile::new("", text);
    let counted = Counted { source: &source, encoding: Encoding::of(&[encoding]), is_from_disk: false };
    let places = ["start", "end"].map(|end| {
        let position = serde_json::from_value(range[end].clone()).expect("a position");
        let offset = counted.offset(position);
        assert_eq!(json!(counted.position(offset)), range[end], "a position that names no character");
        offset
    });
    assert!(places[0] <= places[1], "{range} ends before it starts");
}
