//! The snippets of README.md and docs/: fenced blocks with what their first line says of them. CONTRIBUTING.md has the convention.

use std::path::{Path, PathBuf};

/// A fenced block of a document.
pub(crate) struct Snippet {
    /// The document, relative to the project, and the line of the fence, from 1.
    pub(crate) place: String,
    /// The first word behind the fence; empty when there is none.
    pub(crate) language: String,
    /// The other words.
    pub(crate) marks: Vec<String>,
    pub(crate) text: String,
}

impl Snippet {
    /// The value of a mark `key=value`.
    pub(crate) fn mark(&self, key: &str) -> Option<&str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix(key)?.strip_prefix('='))
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.marks.iter().any(|mark| mark == word)
    }
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The documents that hold snippets, each with its text.
pub(crate) fn documents() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    files.push(root().join("README.md"));
    files.sort();
    let name = |file: &Path| file.strip_prefix(root()).expect("a file of the project").to_string_lossy().replace('\\', "/");
    files.iter().map(|file| (name(file), std::fs::read_to_string(file).expect("a document"))).collect()
}

/// All snippets of all documents.
pub(crate) fn all() -> Vec<Snippet> {
    documents().iter().flat_map(|(name, text)| of(name, text)).collect()
}

/// The text of the snippet that is marked `test=NAME`.
pub(crate) fn named(name: &str) -> String {
    let mut found: Vec<Snippet> = all().into_iter().filter(|snippet| snippet.mark("test") == Some(name)).collect();
    assert_eq!(found.len(), 1, "snippets marked test={name}");
    found.remove(0).text
}

/// The snippets of one document.
pub(crate) fn of(name: &str, text: &str) -> Vec<Snippet> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut words = info.split_whitespace().map(str::to_owned);
        let language = words.next().unwrap_or_default();
        let text = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        found.push(Snippet { place: format!("{name}:{}", at + 1), language, marks: words.collect(), text });
    }
    found
}
