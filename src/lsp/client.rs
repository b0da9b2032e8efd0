//! What the client can do, and where it works. Read leniently: a client that says something unheard of still gets a server.

use std::path::PathBuf;

use serde_json::Value;

use super::position::Encoding;
use super::uri;

/// A client by its `initialize`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether edits may name the version of the document.
    pub(super) versioned_edits: bool,
    /// Whether an edit may create a file.
    pub(super) creates_files: bool,
    /// Whether a diagnostic may point elsewhere.
    pub(super) related: bool,
    /// Whether hovers may be Markdown.
    pub(super) markdown: bool,
    /// Whether a code action may carry an edit.
    pub(super) literal_actions: bool,
    /// Whether files can be watched on request.
    pub(super) watches_files: bool,
}

impl Client {
    pub(super) fn of(params: &Value) -> Client {
        let flag = |pointer: &str| params.pointer(&format!("/capabilities/{pointer}")).and_then(Value::as_bool) == Some(true);
        let texts = |pointer: &str| texts(params.pointer(&format!("/capabilities/{pointer}")));
        let edits = flag("workspace/workspaceEdit/documentChanges");
        Client {
            encoding: Encoding::of(&texts("general/positionEncodings")),
            versioned_edits: edits,
            creates_files: edits && texts("workspace/workspaceEdit/resourceOperations").contains(&"create"),
            related: flag("textDocument/publishDiagnostics/relatedInformation"),
            markdown: texts("textDocument/hover/contentFormat").contains(&"markdown"),
            literal_actions: params.pointer("/capabilities/textDocument/codeAction/codeActionLiteralSupport").is_some_and(Value::is_object),
            watches_files: flag("workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The folders that the client works in: `workspaceFolders`, else `rootUri`, else `rootPath`.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let folders = uris(params.get("workspaceFolders"));
    if !folders.is_empty() {
        return folders;
    }
    let root = params.get("rootUri").and_then(Value::as_str).and_then(uri::path);
    let root = root.or_else(|| params.get("rootPath").and_then(Value::as_str).map(PathBuf::from));
    root.filter(|root| root.is_absolute()).into_iter().collect()
}

/// The paths of a list of workspace folders.
pub(super) fn uris(folders: Option<&Value>) -> Vec<PathBuf> {
    let folders = folders.and_then(Value::as_array).into_iter().flatten();
    folders.filter_map(|folder| folder.get("uri")?.as_str()).filter_map(uri::path).collect()
}
