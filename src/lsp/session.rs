//! One session: takes messages one by one and gathers what is to be sent. It knows no stream.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use gen_lsp_types::{Diagnostic, Position, PublishDiagnosticsParams, Range, TextDocumentContentChangeEvent, TextDocumentIdentifier};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{self, Asked};
use super::client::{self, Client};
use super::diagnostics;
use super::documents::Documents;
use super::wire::{self, Code, Incoming};
use super::workspace::{PageKey, Wanted, Workspace};
use super::{goto, hover, uri};
use crate::findings::Outcome;

/// How far the session has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    New,
    Running,
    /// `shutdown` was asked for.
    Closing,
    /// With that exit status.
    Over(u8),
}

/// A session with one client.
#[derive(Debug, Default)]
pub(super) struct Session {
    stage: Stage,
    client: Client,
    documents: Documents,
    workspace: Workspace,
    /// Pages to be checked, in the order in which they changed.
    waiting: VecDeque<PageKey>,
    /// What the last check of a page said, as long as nothing of it has changed.
    outcomes: BTreeMap<PageKey, Outcome>,
    /// Files that show diagnostics, with the page that they are of; none for one of a page that there was, and for configurations.
    published: BTreeMap<PathBuf, Option<PageKey>>,
    out: Vec<Value>,
}

type Answer = Result<Value, (Code, String)>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfDocument {
    text_document: TextDocumentIdentifier,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    text_document: OpenedDocument,
}

#[derive(Deserialize)]
struct OpenedDocument {
    uri: String,
    #[serde(default)]
    version: i32,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: ChangedDocument,
    content_changes: Vec<TextDocumentContentChangeEvent>,
}

#[derive(Deserialize)]
struct ChangedDocument {
    uri: String,
    #[serde(default)]
    version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AtPlace {
    text_document: TextDocumentIdentifier,
    position: Position,
    #[serde(default)]
    context: ReferenceContext,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ReferenceContext {
    include_declaration: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AtRange {
    text_document: TextDocumentIdentifier,
    range: Range,
    #[serde(default)]
    context: ActionContext,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ActionContext {
    only: Option<Vec<String>>,
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, (Code, String)> {
    serde_json::from_value(params).map_err(|error| (Code::InvalidParams, error.to_string()))
}

impl Session {
    pub(super) fn new(wanted: Wanted) -> Session {
        Session { workspace: Workspace { wanted, ..Workspace::default() }, ..Session::default() }
    }

    /// What is to be sent, once.
    pub(super) fn take(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.out)
    }

    /// The exit status, when the session is over.
    pub(super) fn status(&self) -> Option<u8> {
        if let Stage::Over(status) = self.stage { Some(status) } else { None }
    }

    /// The end of the input, as if the client had said `exit`.
    pub(super) fn end(&mut self) -> u8 {
        u8::from(self.stage != Stage::Closing)
    }

    /// Whether pages wait to be checked.
    pub(super) fn has_work(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Checks one page that waits.
    pub(super) fn work(&mut self) {
        if let Some(page) = self.waiting.pop_front() {
            self.check(page);
        }
        self.clear_forgotten();
    }

    /// Answers a request that the client no longer waits for.
    pub(super) fn cancel(&mut self, id: Value) {
        self.out.push(wire::answer(id, Err((Code::RequestCancelled, "cancelled by the client".to_owned()))));
    }

    pub(super) fn handle(&mut self, message: Incoming) {
        match message {
            Incoming::Request { id, method, params } => {
                let answer = self.request(&method, params);
                self.out.push(wire::answer(id, answer));
                if method == "initialize" && self.stage == Stage::New {
                    self.stage = Stage::Running;
                }
            }
            Incoming::Notification { method, .. } if method == "exit" => self.stage = Stage::Over(self.end()),
            Incoming::Notification { method, params } if self.stage == Stage::Running => self.notify(&method, params),
            Incoming::Notification { .. } | Incoming::Response => {}
            Incoming::Malformed(code, why) => self.out.push(wire::answer(Value::Null, Err((code, why)))),
        }
    }

    fn request(&mut self, method: &str, params: Value) -> Answer {
        match (self.stage, method) {
            (Stage::New, "initialize") => Ok(self.initialize(&params)),
            (Stage::New, _) => Err((Code::ServerNotInitialized, "the first request has to be `initialize`".to_owned())),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::Closing;
                Ok(Value::Null)
            }
            (Stage::Running, "textDocument/hover") => self.at_place(params, Self::hover),
            (Stage::Running, "textDocument/definition" | "textDocument/declaration") => self.at_place(params, Self::definition),
            (Stage::Running, "textDocument/implementation") => {
                self.at_place(params, |session, path, at, _| session.places(path, at, false))
            }
            (Stage::Running, "textDocument/references") => self.at_place(params, Self::places),
            (Stage::Running, "textDocument/codeAction") => self.actions(params),
            (Stage::Running, "initialize") => Err((Code::InvalidRequest, "the session is initialized already".to_owned())),
            (Stage::Running, _) => Err((Code::MethodNotFound, format!("driftlint does not know `{method}`"))),
            (Stage::Closing | Stage::Over(_), _) => Err((Code::InvalidRequest, "the session is shut down".to_owned())),
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Client::of(params);
        self.documents.encoding = self.client.encoding;
        let folders = client::folders(params);
        self.workspace.wanted.configure(params.get("initializationOptions"));
        self.workspace.is_loose = folders.is_empty();
        for root in folders {
            self.workspace.add(root);
        }
        json!({
            "serverInfo": { "name": "driftlint", "version": env!("CARGO_PKG_VERSION") },
            "capabilities": {
                "positionEncoding": self.client.encoding.name(),
                "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
                "hoverProvider": true,
                "definitionProvider": true,
                "declarationProvider": true,
                "implementationProvider": true,
                "referencesProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix", actions::FIX_ALL] },
                "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
            },
        })
    }

    fn notify(&mut self, method: &str, params: Value) {
        let done = match method {
            "initialized" => {
                self.watch();
                (0..self.workspace.folders.len()).for_each(|folder| self.tell_of(folder));
                Ok(())
            }
            "textDocument/didOpen" => read(params).map(|params| self.opened(params)),
            "textDocument/didChange" => read(params).map(|params| self.changed(params)),
            "textDocument/didSave" => read(params).map(|params: OfDocument| self.with(&params.text_document.uri.0, Self::saved)),
            "textDocument/didClose" => read(params).map(|params: OfDocument| self.with(&params.text_document.uri.0, Self::closed)),
            "workspace/didChangeWatchedFiles" => {
                self.files_changed(&params);
                Ok(())
            }
            "workspace/didChangeConfiguration" => {
                self.workspace.wanted.configure(params.pointer("/settings/driftlint"));
                (0..self.workspace.folders.len()).for_each(|folder| self.reload(folder));
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.folders_changed(&params);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err((_, why)) = done {
            super::log(&format!("`{method}` is left out: {why}"));
        }
    }

    fn with(&mut self, uri: &str, done: fn(&mut Self, &Path)) {
        if let Some(path) = uri::path(uri) {
            done(self, &path);
        }
    }

    fn opened(&mut self, params: Opened) {
        let OpenedDocument { uri, version, text } = params.text_document;
        let Some(path) = uri::path(&uri) else { return };
        let folders = self.workspace.folders.len();
        self.workspace.adopt(&path);
        (folders..self.workspace.folders.len()).for_each(|folder| self.tell_of(folder));
        self.documents.open(path.clone(), uri.into(), version, text);
        self.look_for(&path);
        self.touch(&path);
    }

    fn changed(&mut self, params: Changed) {
        let Some(path) = uri::path(&params.text_document.uri) else { return };
        self.documents.change(&path, params.text_document.version.unwrap_or_default(), params.content_changes);
        self.touch(&path);
    }

    fn saved(&mut self, path: &Path) {
        if !self.ruled(path) {
            self.look_for(path);
            if let Some((folder, _)) = self.workspace.page_of(path) {
                self.workspace.folders[folder].refresh_history();
            }
            self.touch(path);
        }
    }

    fn closed(&mut self, path: &Path) {
        self.documents.close(path);
        self.touch(path);
        // Its page is of no more interest when nothing of it is open.
        if let Some(key) = self.workspace.page_of(path).filter(|key| !self.is_open(*key)) {
            self.waiting.retain(|waiting| *waiting != key);
            self.outcomes.remove(&key);
            self.forget(|own, _| own == Some(key));
            self.clear_forgotten();
        }
    }

    /// Reads again what a changed configuration or baseline rules. False when the file is none.
    fn ruled(&mut self, path: &Path) -> bool {
        let ruled: Vec<usize> =
            self.workspace.folders.iter().enumerate().filter(|(_, folder)| folder.is_ruled_by(path)).map(|(at, _)| at).collect();
        for &folder in &ruled {
            self.reload(folder);
        }
        !ruled.is_empty()
    }

    fn files_changed(&mut self, params: &Value) {
        let changes = params.get("changes").and_then(Value::as_array).into_iter().flatten();
        let changed: Vec<(PathBuf, bool)> =
            changes.filter_map(|change| Some((uri::path(change.get("uri")?.as_str()?)?, change.get("type")?.as_u64()? == 2))).collect();
        let mut again = BTreeSet::new();
        for (path, is_edit) in changed {
            if self.ruled(&path) {
                continue;
            }
            again.extend(self.workspace.may_hold(&path));
            match self.workspace.page_of(&path) {
                Some((folder, _)) if !is_edit => {
                    again.insert(folder);
                }
                _ => self.touch(&path),
            }
        }
        for folder in again {
            self.reload(folder);
        }
    }

    fn folders_changed(&mut self, params: &Value) {
        let removed = client::uris(params.pointer("/event/removed"));
        self.forget(|_, path| removed.iter().any(|root| path.starts_with(root)));
        self.workspace.folders.retain(|folder| !removed.contains(&folder.root));
        for root in client::uris(params.pointer("/event/added")) {
            self.workspace.add(root);
        }
        self.forget(|own, _| own.is_some());
        self.start_over();
        (0..self.workspace.folders.len()).for_each(|folder| self.tell_of(folder));
    }

    /// Looks for pages again where the file may be a new one.
    fn look_for(&mut self, path: &Path) {
        for folder in self.workspace.may_hold(path) {
            self.reload(folder);
        }
    }

    fn reload(&mut self, folder: usize) {
        let wanted = self.workspace.wanted.clone();
        self.workspace.folders[folder].reload(&wanted);
        self.forget(|own, _| own.is_some_and(|(of, _)| of == folder));
        self.start_over();
        self.tell_of(folder);
    }

    /// Lets every page with an open document be checked again.
    fn start_over(&mut self) {
        self.outcomes.clear();
        self.waiting.clear();
        let pages: BTreeSet<PageKey> = self.documents.paths().filter_map(|path| self.workspace.page_of(path)).collect();
        self.waiting.extend(pages);
        self.clear_forgotten();
    }

    /// Marks files whose diagnostics are gone unless they are published again.
    fn forget(&mut self, is_gone: impl Fn(Option<PageKey>, &Path) -> bool) {
        for (path, page) in &mut self.published {
            if is_gone(*page, path) {
                *page = None;
            }
        }
    }

    /// Takes back what is shown of pages that there are no more, when those that wait are checked.
    fn clear_forgotten(&mut self) {
        if !self.waiting.is_empty() {
            return;
        }
        let folders = self.workspace.folders.iter();
        let broken: BTreeSet<&Path> =
            folders.filter(|folder| folder.broken.is_some()).filter_map(|folder| folder.config_path.as_deref()).collect();
        let gone = self.published.iter().filter(|(path, page)| page.is_none() && !broken.contains(path.as_path()));
        for path in gone.map(|(path, _)| path.clone()).collect::<Vec<_>>() {
            self.publish(&path, Vec::new(), None);
        }
    }

    /// Lets the page of a file be checked again.
    fn touch(&mut self, path: &Path) {
        if let Some(key) = self.workspace.page_of(path) {
            self.outcomes.remove(&key);
            if self.is_open(key) && !self.waiting.contains(&key) {
                self.waiting.push_back(key);
            }
        }
    }

    /// Whether any file of a page is open.
    fn is_open(&self, key: PageKey) -> bool {
        self.documents.paths().any(|path| self.workspace.page_of(path) == Some(key))
    }

    /// Checks a page unless that is done, and shows what there is to show.
    fn check(&mut self, key: PageKey) {
        let Some((folder, page)) = self.workspace.page(key).filter(|_| !self.outcomes.contains_key(&key)) else { return };
        let policy = folder.policy();
        let outcome = folder.single(&policy, &self.documents).page(page);
        let by_file = diagnostics::of_page(page, &outcome, &self.documents, self.client.related);
        // Whoever changes the reference has to see what that brings; whoever translates, the own page.
        let is_source = page.reference.as_ref().is_some_and(|file| self.documents.get(&file.path).is_some());
        let shown: Vec<(PathBuf, Vec<Diagnostic>)> = by_file
            .into_iter()
            .map(|(path, all)| {
                let is_shown = is_source || self.documents.get(&path).is_some();
                (path, if is_shown { all } else { Vec::new() })
            })
            .collect();
        drop(policy);
        self.outcomes.insert(key, outcome);
        for (path, all) in shown {
            self.publish(&path, all, Some(key));
        }
    }

    /// Shows the diagnostics of a file. An empty list takes back what is shown, and is what an open document without any gets.
    fn publish(&mut self, path: &Path, diagnostics: Vec<Diagnostic>, page: Option<PageKey>) {
        let is_shown = self.published.contains_key(path);
        let open = self.documents.get(path);
        if diagnostics.is_empty() && !is_shown && open.is_none() {
            return;
        }
        if diagnostics.is_empty() {
            self.published.remove(path)
        } else {
            self.published.insert(path.to_path_buf(), page)
        };
        let version = open.map(|open| open.version);
        let params = PublishDiagnosticsParams { uri: self.documents.uri(path), version, diagnostics };
        self.out.push(wire::notification("textDocument/publishDiagnostics", json!(params)));
    }

    /// Says what is wrong with the configuration of a folder, at its place; and what else there is to say.
    fn tell_of(&mut self, at: usize) {
        let folder = &self.workspace.folders[at];
        folder.notes.iter().for_each(|note| super::log(&format!("{}: {note}", folder.root.display())));
        let Some(path) = folder.config_path.clone() else { return };
        let Some((source, problems)) = &folder.broken else {
            return self.publish_config(&path, Vec::new());
        };
        let told = diagnostics::of_config(source, problems, &self.documents);
        let count = if problems.len() == 1 { "a mistake".to_owned() } else { format!("{} mistakes", problems.len()) };
        let message = format!("driftlint: {} has {count}", path.display());
        self.out.push(wire::notification("window/showMessage", json!({ "type": 1, "message": message })));
        self.publish_config(&path, told);
    }

    fn publish_config(&mut self, path: &Path, told: Vec<Diagnostic>) {
        if !told.is_empty() || self.published.contains_key(path) {
            self.publish(path, told, None);
        }
    }

    /// Asks the client to tell of files that change outside of it.
    fn watch(&mut self) {
        if self.client.watches_files {
            let globs = ["**/*.{md,mdx,markdown}", "**/{driftlint.toml,.driftlint.toml,driftlint-baseline.txt}"];
            let watchers: Vec<Value> = globs.iter().map(|glob| json!({ "globPattern": glob })).collect();
            let method = "workspace/didChangeWatchedFiles";
            let registration = json!({ "id": "driftlint-files", "method": method, "registerOptions": { "watchers": watchers } });
            self.out.push(wire::request("driftlint-1", "client/registerCapability", json!({ "registrations": [registration] })));
        }
    }

    fn at_place(&mut self, params: Value, answer: fn(&Self, &Path, Position, bool) -> Value) -> Answer {
        let AtPlace { text_document, position, context } = read(params)?;
        let path = uri::path(&text_document.uri.0);
        Ok(path.map_or(Value::Null, |path| answer(self, &path, position, context.include_declaration)))
    }

    fn hover(&self, path: &Path, position: Position, _: bool) -> Value {
        json!(hover::hover(&self.workspace, &self.documents, path, position, self.client.markdown))
    }

    fn definition(&self, path: &Path, position: Position, _: bool) -> Value {
        json!(goto::definition(&self.workspace, &self.documents, path, position))
    }

    fn places(&self, path: &Path, position: Position, with_reference: bool) -> Value {
        json!(goto::references(&self.workspace, &self.documents, (path, position), with_reference))
    }

    fn actions(&mut self, params: Value) -> Answer {
        let AtRange { text_document, range, context } = read(params)?;
        let page_of = |path: PathBuf| Some((self.workspace.page_of(&path)?, path));
        let Some((key, path)) = uri::path(&text_document.uri.0).and_then(page_of) else { return Ok(json!([])) };
        self.check(key);
        let (Some(outcome), Some(text)) = (self.outcomes.get(&key), self.documents.text(&path)) else { return Ok(json!([])) };
        let asked = Asked { path: &path, span: text.counted().span(range), only: &context.only.unwrap_or_default() };
        Ok(json!(actions::actions(&self.workspace, &self.documents, &self.client, outcome, &asked)))
    }
}
