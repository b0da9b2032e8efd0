//! A client of the language server for tests: it starts the program and speaks to it over its streams.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use driftlint::lsp::uri;
use serde_json::{Value, json};

/// Longer than any machine takes; a server that says nothing for so long has died or hangs.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that came before the answer that was waited for.
    before: VecDeque<Value>,
    next_id: i64,
    pub(crate) root: PathBuf,
}

/// What a well equipped client can do.
pub(crate) fn capabilities(encoding: &str) -> Value {
    json!({
        "general": { "positionEncodings": [encoding] },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } } },
        },
    })
}

impl Client {
    /// Starts the server for a folder, without a word to it.
    pub(crate) fn spawn(root: &Path) -> Client {
        Client::spawn_with(root, &["lsp"])
    }

    /// Starts the program for a folder with arguments of somebody's choice.
    pub(crate) fn spawn_with(root: &Path, arguments: &[&str]) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_driftlint"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("a stream");
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Client { input: child.stdin.take(), child, messages, before: VecDeque::new(), next_id: 0, root: root.to_path_buf() }
    }

    /// Starts a session.
    pub(crate) fn start(root: &Path, encoding: &str) -> Client {
        let mut client = Client::spawn(root);
        let params = json!({ "capabilities": capabilities(encoding), "rootUri": uri::uri(root).0, "processId": null });
        let answer = client.ask("initialize", params);
        assert_eq!(answer["result"]["capabilities"]["positionEncoding"], encoding);
        client.tell("initialized", json!({}));
        client
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the session is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and gives its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        self.next_id
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer(id)
    }

    pub(crate) fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.before.push_back(message);
        }
    }

    fn receive(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server answers")
    }

    /// The next message that is no answer to [`Client::ask`].
    pub(crate) fn next(&mut self) -> Value {
        self.before.pop_front().unwrap_or_else(|| self.receive())
    }

    /// A message that comes within a moment; for writing down what a server says, not for judging it.
    pub(crate) fn soon(&mut self, wait: Duration) -> Option<Value> {
        self.before.pop_front().or_else(|| self.messages.recv_timeout(wait).ok())
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        uri::uri(&self.root.join(path)).0
    }

    pub(crate) fn open_as(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } }));
    }

    /// Opens a file as it lies there.
    pub(crate) fn open(&mut self, path: &str) -> String {
        let text = std::fs::read_to_string(self.root.join(path)).expect(path);
        self.open_as(path, &text);
        text
    }

    /// Replaces the whole text of an open document.
    pub(crate) fn change(&mut self, path: &str, version: i64, text: &str) {
        let uri = self.uri(path);
        let changes = json!([{ "text": text }]);
        self.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }));
    }

    pub(crate) fn at(&self, path: &str, line: u64, character: u64) -> Value {
        json!({ "textDocument": { "uri": self.uri(path) }, "position": { "line": line, "character": character } })
    }

    /// The next list of diagnostics for a file; those for others are passed over.
    pub(crate) fn diagnostics(&mut self, path: &str) -> Vec<Value> {
        let uri = self.uri(path);
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str() {
                return message["params"]["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// Ends the session as the protocol has it, and gives what was said last with the exit status.
    pub(crate) fn end(mut self) -> (Vec<Value>, Option<i32>) {
        let id = self.request("shutdown", Value::Null);
        assert_eq!(self.answer(id)["result"], Value::Null);
        self.tell("exit", Value::Null);
        self.finish()
    }

    /// Closes the stream, and gives what was said last with the exit status.
    pub(crate) fn finish(mut self) -> (Vec<Value>, Option<i32>) {
        self.input = None;
        let status = self.child.wait().expect("the server ends").code();
        let rest = self.before.drain(..).chain(self.messages.iter()).collect();
        (rest, status)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().expect("a length"),
            _ if line == "\r\n" => break,
            other => panic!("not a header: {other:?}"),
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
