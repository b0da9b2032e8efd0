//! The documents that are open in the editor, over the files on the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Counted, Encoding};
use super::uri;
use crate::check::{Contents, Disk};
use crate::findings::Failure;
use crate::pages::PageFile;
use crate::source::SourceFile;

/// One open document.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// As the client writes it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) source: SourceFile,
}

/// All open documents, by path.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Open>,
    pub(super) encoding: Encoding,
}

/// A text, and whether the editor holds it.
#[derive(Debug)]
pub(super) struct Text<'d> {
    source: Cow<'d, SourceFile>,
    is_open: bool,
    encoding: Encoding,
}

impl Text<'_> {
    pub(super) fn counted(&self) -> Counted<'_> {
        Counted { source: &self.source, encoding: self.encoding, is_from_disk: !self.is_open }
    }
}

impl Documents {
    pub(super) fn open(&mut self, path: PathBuf, uri: Uri, version: i32, text: String) {
        let source = SourceFile::new(path.to_string_lossy(), text);
        self.open.insert(path, Open { uri, version, source });
    }

    /// Applies changes one after the other, each to what the one before left.
    pub(super) fn change(&mut self, path: &Path, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let encoding = self.encoding;
        let Some(open) = self.open.get_mut(path) else { return };
        for change in changes {
            let text = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => whole.text,
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let counted = Counted { source: &open.source, encoding, is_from_disk: false };
                    let span = counted.span(part.range);
                    let mut text = open.source.text().to_owned();
                    text.replace_range(span.start..span.end, &part.text);
                    text
                }
            };
            open.source = SourceFile::new(open.source.path(), text);
        }
        open.version = version;
    }

    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Open> {
        self.open.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.open.keys().map(PathBuf::as_path)
    }

    /// The URI of a path, as the client wrote it where it did.
    pub(super) fn uri(&self, path: &Path) -> Uri {
        self.get(path).map_or_else(|| uri::uri(path), |open| open.uri.clone())
    }

    /// The text of a path: as it is in the editor, else as it lies there; none when it cannot be read.
    pub(super) fn text(&self, path: &Path) -> Option<Text<'_>> {
        let (source, is_open) = match self.get(path) {
            Some(open) => (Cow::Borrowed(&open.source), true),
            None => (Cow::Owned(SourceFile::read(path, path.to_string_lossy()).ok()?), false),
        };
        Some(Text { source, is_open, encoding: self.encoding })
    }
}

impl Contents for Documents {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        match self.get(&file.path) {
            Some(open) => Some(Ok(SourceFile::new(file.shown.as_str(), open.source.text()))),
            None if !file.path.exists() => None,
            None => Disk.read(file),
        }
    }
}

/// The documents with another text in the place of one, to try what it would bring.
pub(super) struct Tried<'d> {
    pub(super) documents: &'d Documents,
    pub(super) path: &'d Path,
    pub(super) text: &'d str,
}

impl Contents for Tried<'_> {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        if file.path == self.path { Some(Ok(SourceFile::new(file.shown.as_str(), self.text))) } else { self.documents.read(file) }
    }
}
