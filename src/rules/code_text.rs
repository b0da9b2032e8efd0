//! A code block as it is compared: its lines without comments, messages and placeholders, each with its place in the file.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::include_lines;
use super::placeholders;
use super::prose;
use crate::align::Side;
use crate::compare::mentions::Value;
use crate::diff;
use crate::markdown::BlockKind;
use crate::source::Span;

/// Names of languages that mean one, or none.
const SAME_LANGUAGES: [(&str, &str); 18] = [
    ("py", "python"),
    ("python3", "python"),
    ("js", "javascript"),
    ("ts", "typescript"),
    ("sh", "bash"),
    ("shell", "bash"),
    ("zsh", "bash"),
    ("console", "bash"),
    ("yml", "yaml"),
    ("cs", "csharp"),
    ("c#", "csharp"),
    ("md", "markdown"),
    ("ps1", "powershell"),
    ("posh", "powershell"),
    ("text", ""),
    ("txt", ""),
    ("plaintext", ""),
    ("output", ""),
];

/// Languages of blocks that hold text for people more often than code.
const TEXT_LANGUAGES: [&str; 7] = ["", "markdown", "log", "gherkin", "none", "plain", "http"];

/// Languages of blocks that are documents, where a line may be a sentence.
const DOCUMENT_LANGUAGES: [&str; 12] =
    ["markdown", "mdx", "mdoc", "markdoc", "html", "astro", "vue", "svelte", "jsx", "tsx", "rst", "asciidoc"];

/// Languages in which a `#` behind a blank starts a comment.
const HASH_LANGUAGES: [&str; 12] =
    ["yaml", "python", "bash", "toml", "ruby", "rb", "dockerfile", "makefile", "r", "perl", "elixir", "conf"];

/// Languages of diagrams, where any line may have words to show.
const DIAGRAMS: [&str; 6] = ["mermaid", "plantuml", "puml", "dot", "graphviz", "d2"];

/// One line of code.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without what translators may change; never empty.
    pub(super) skeleton: String,
    /// Trimmed.
    pub(super) span: Span,
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct CodeText {
    key: String,
    /// In lower case, one name for each language.
    pub(super) language: String,
    /// Lines that hold more than comments.
    pub(super) lines: Vec<Line>,
}

impl CodeText {
    /// Reads a block; none for one that is no code. What is `free` stands for any other of it.
    pub(super) fn read(side: Side<'_>, block: usize, free: &[String]) -> Option<CodeText> {
        let read = side.document.blocks.get(block)?;
        let BlockKind::Code { language } = &read.kind else { return None };
        if prose::indented_text(side.document, read).is_some() {
            return None;
        }
        let language = language_name(language);
        let lines = lines((side.document.source.slice(read.span), read.span.start), &language, free);
        let key = lines.iter().map(|line| line.skeleton.as_str()).collect::<Vec<_>>().join("\n");
        Some(CodeText { key, language, lines })
    }

    /// Whether the block holds text for people more often than code.
    pub(super) fn is_text(&self) -> bool {
        TEXT_LANGUAGES.contains(&self.language.as_str()) || self.is_diagram()
    }

    /// Whether the block is a document, in which sentences stand between the markup.
    pub(super) fn is_document(&self) -> bool {
        DOCUMENT_LANGUAGES.contains(&self.language.as_str())
    }

    /// Whether the block is a diagram.
    pub(super) fn is_diagram(&self) -> bool {
        DIAGRAMS.contains(&self.language.as_str())
    }
}

impl Value for CodeText {
    const MAY_BE_TEXT: bool = true;
    const MAY_BE_CODE: bool = false;

    fn key(&self) -> &str {
        &self.key
    }

    fn is_same(&self, _: &Self) -> bool {
        false
    }

    fn likeness(&self, other: &Self) -> u32 {
        diff::likeness(&self.key, &other.key)
    }

    fn is_said(&self, text: &str) -> bool {
        let said: String =
            self.key.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).flat_map(char::to_lowercase).collect();
        !said.is_empty() && text.contains(&said)
    }
}

fn language_name(info: &str) -> String {
    let name = info.trim_matches(['{', '}', '.', ' ']).to_lowercase();
    let name = name.split([',', '{', ':', ' ']).next().unwrap_or_default();
    let name = name.strip_suffix("-interactive").unwrap_or(name);
    SAME_LANGUAGES.iter().find(|(known, _)| *known == name).map_or(name, |(_, same)| same).to_owned()
}

/// The lines between the fences, without the marks of quotes around them.
fn lines((block, start): (&str, usize), language: &str, free: &[String]) -> Vec<Line> {
    let has_hashes = HASH_LANGUAGES.contains(&language);
    let code = without_comments(block);
    let mut at = start;
    let mut found = Vec::new();
    let mut fence = None;
    for (number, (line, kept)) in block.split_inclusive('\n').zip(code.split_inclusive('\n')).enumerate() {
        let line_start = at;
        at += line.len();
        let content = line.trim_start_matches(['>', ' ', '\t']);
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~') && content.starts_with(&c.to_string().repeat(3)));
        if number == 0 && mark.is_some() {
            fence = mark;
            continue;
        }
        if mark.is_some() && mark == fence && content.trim().chars().all(|c| Some(c) == mark) {
            continue;
        }
        if include_lines::read(content).is_some() {
            continue;
        }
        let kept = kept.trim_start_matches(['>', ' ', '\t']);
        let skeleton = skeleton(&without(if has_hashes { without_hash_comment(kept) } else { kept }, free));
        if !skeleton.is_empty() {
            let from = line_start + line.len() - content.len();
            found.push(Line { skeleton, span: Span::new(from, from + content.trim_end().len()) });
        }
    }
    found
}

/// A line with one mark for all strings that are free, the longest first.
fn without<'l>(line: &'l str, free: &[String]) -> Cow<'l, str> {
    let mut found: Vec<&String> = free.iter().filter(|string| !string.is_empty() && line.contains(string.as_str())).collect();
    found.sort_by_key(|string| std::cmp::Reverse(string.len()));
    found.into_iter().fold(Cow::Borrowed(line), |line, string| Cow::Owned(line.replace(string.as_str(), FREE)))
}

/// What stands for strings that are free; in no code.
const FREE: &str = "\u{fffc}";

/// The code with comments and texts over several lines blanked out, line for line.
fn without_comments(code: &str) -> String {
    static BLOCKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)/\*.*?\*/|<!--.*?-->|"""(?:[^"]|"[^"])*?"""|'''(?:[^']|'[^'])*?'''|<#.*?#>"#)
            .expect("a pattern of the program compiles")
    });
    let blank = |found: &regex::Captures<'_>| found[0].chars().filter(|c| *c == '\n').collect::<String>();
    BLOCKS.replace_all(code, blank).into_owned()
}

/// A line without its comment, messages and placeholders.
fn skeleton(line: &str) -> String {
    let line = line.trim();
    let is_comment = line == "*"
        || ["#", "//", "-- ", "%", ";", "REM ", "rem ", ":: ", "' ", "* ", "<!--"].iter().any(|mark| line.starts_with(mark))
            && !line.starts_with("#!");
    if is_comment {
        return String::new();
    }
    let line = without_trailing_comment(line);
    let (key, value) = line.split_once(": ").filter(|(_, value)| is_words(value)).unwrap_or((line, ""));
    let skeleton = placeholders::skeleton(if value.is_empty() { line } else { key });
    if skeleton.contains(")=>") { ONE_PARAMETER.replace_all(&skeleton, "$1=>").into_owned() } else { skeleton }
}

/// Formatters put brackets around a single parameter, or take them away.
static ONE_PARAMETER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(([A-Za-z_$][\w$]*)\)=>").expect("a pattern of the program compiles"));

/// A line of code without the comment behind it.
pub(super) fn without_trailing_comment(line: &str) -> &str {
    let starts = [" # ", " //", " -- ", "\t# ", "\t//", " ; ", " <- ", " #: "].iter().filter_map(|mark| line.find(mark));
    // Before a figure it divides.
    let percent = line.match_indices(" % ").find(|(at, mark)| line[at + mark.len()..].starts_with(char::is_alphabetic)).map(|(at, _)| at);
    starts.chain(percent).min().map_or(line, |at| &line[..at])
}

/// A line without the comment that a `#` behind a blank starts, whether a blank stands behind it or not; inside of quotes it starts none.
fn without_hash_comment(line: &str) -> &str {
    let is_open = |before: &str| ['"', '\''].iter().any(|quote| before.matches(*quote).count() % 2 == 1);
    let starts = line.match_indices('#').map(|(at, _)| at);
    let comment = starts.into_iter().find(|&at| line[..at].ends_with([' ', '\t']) && !is_open(&line[..at]));
    comment.map_or(line, |at| &line[..at])
}

/// Whether a value is text for people: several words, or letters beyond ASCII.
fn is_words(value: &str) -> bool {
    let value = value.trim();
    placeholders::is_prose(value) || value.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
