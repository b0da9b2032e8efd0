//! Edits of files as the client takes them.

use std::collections::HashMap;
use std::path::Path;

use gen_lsp_types::{
    CreateFile, CreateFileOptions, DocumentChange, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, WorkspaceEdit,
};

use super::client::Client;
use super::documents::Documents;
use crate::findings::Edit;
use crate::source::Span;

/// Edits of bytes of one file; none when it cannot be read.
pub(super) fn of_bytes<'e>(
    documents: &Documents,
    client: &Client,
    path: &Path,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Option<WorkspaceEdit> {
    let text = documents.text(path)?;
    let edit = |edit: &Edit| TextEdit { range: text.counted().range(Span::new(edit.start, edit.end)), new_text: edit.text.clone() };
    Some(of_file(documents, client, path, edits.into_iter().map(edit).collect()))
}

/// Puts text in at a byte.
pub(super) fn insertion(documents: &Documents, client: &Client, path: &Path, at: usize, text: &str) -> Option<WorkspaceEdit> {
    of_bytes(documents, client, path, [&Edit { path: String::new(), start: at, end: at, text: text.to_owned() }])
}

/// Makes a new file; none when the client cannot.
pub(super) fn creation(documents: &Documents, client: &Client, path: &Path, text: &str) -> Option<WorkspaceEdit> {
    if !client.creates_files {
        return None;
    }
    let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
    let create = CreateFile { uri: documents.uri(path), options: Some(options), annotation_id: None };
    let edits = vec![TextEdit { new_text: text.to_owned(), ..TextEdit::default() }];
    let changes = vec![create.into(), versioned(documents, path, edits)];
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

fn of_file(documents: &Documents, client: &Client, path: &Path, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if client.versioned_edits {
        return WorkspaceEdit { document_changes: Some(vec![versioned(documents, path, edits)]), ..WorkspaceEdit::default() };
    }
    WorkspaceEdit { changes: Some(HashMap::from([(documents.uri(path), edits)])), ..WorkspaceEdit::default() }
}

fn versioned(documents: &Documents, path: &Path, edits: Vec<TextEdit>) -> DocumentChange {
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: documents.get(path).map(|open| open.version),
        text_document_identifier: TextDocumentIdentifier { uri: documents.uri(path) },
    };
    TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() }.into()
}
