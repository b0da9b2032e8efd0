//! Blocks whose body is indented by four columns (`!!! note`, `??? tip`, `=== "Tab"` of MkDocs, `: text` of a definition list): CommonMark
//! takes the body for code, and a term for one text with what defines it.
//!
//! The body is handed to comrak without the indentation, line for line, with the bytes that each line lost.

use std::sync::LazyLock;

use memchr::memmem;

use crate::source::SourceFile;

use super::marks::{Mark, MarkKind};
use super::prepared::{Prepared, columns, cut_columns, track_fence};

/// Columns that one level of body is indented.
const STEP: usize = 4;

/// Takes the indentation out; none when the page has no such block.
pub(super) fn find(source: &SourceFile, body_start: usize) -> Option<Prepared> {
    let body = source.text().as_bytes().get(body_start..)?;
    if !may_have(body) {
        return None;
    }
    let mut scan = Scan {
        found: Prepared { markdown: String::with_capacity(body.len()), ..Prepared::default() },
        open: Vec::new(),
        fence: None,
        count: 0,
        definitions: Definitions::default(),
    };
    let mut start = body_start;
    for line in source.line_of(body_start)..=source.line_count() {
        let content_end = source.line_span(line).end.max(start);
        let next = if line == source.line_count() { source.text().len() } else { source.line_start(line + 1) };
        scan.line(start, &source.text()[start..content_end], &source.text()[content_end..next]);
        start = next;
    }
    (scan.count > 0).then_some(scan.found)
}

fn may_have(body: &[u8]) -> bool {
    static OPENERS: LazyLock<[memmem::Finder<'static>; 4]> = LazyLock::new(|| ["!!! ", "???", "===", "\n: "].map(memmem::Finder::new));
    OPENERS.iter().any(|opener| opener.find(body).is_some())
}

struct Scan {
    found: Prepared,
    /// Number and indentation (in columns) of each open block.
    open: Vec<(u32, usize)>,
    /// Character and length of the open code fence.
    fence: Option<(u8, usize)>,
    count: u32,
    definitions: Definitions,
}

/// What stands above a line, to tell a term and its definitions from other text.
#[derive(Default)]
struct Definitions {
    /// Lines of the last text, without blank lines in it.
    lines: usize,
    /// Blank lines behind it.
    blanks: usize,
    /// Whether its first line may be a term.
    is_term: bool,
    /// Whether it is a part of a definition.
    is_definition: bool,
}

/// Terms are no longer, in bytes.
const LONGEST_TERM: usize = 160;

impl Definitions {
    /// Where the text of a definition starts in a line.
    fn opener(&self, content: &str) -> Option<usize> {
        let text = content.strip_prefix(':')?;
        let rest = text.trim_start_matches([' ', '\t']);
        let is_below = self.is_definition || self.is_term && self.lines == 1;
        (is_below && self.blanks < 2 && rest.len() < text.len() && !rest.is_empty()).then_some(content.len() - rest.len())
    }

    /// Whether a line goes on with the text above it, however it is indented.
    fn goes_on(&self) -> bool {
        self.is_definition && self.blanks == 0
    }

    fn pass(&mut self, content: &str, is_inside: bool) {
        if content.trim().is_empty() {
            self.blanks += 1;
            return;
        }
        if self.blanks > 0 || self.lines == 0 {
            let first = content.chars().next().unwrap_or(' ');
            self.is_term = content.len() < LONGEST_TERM && (first.is_alphanumeric() || matches!(first, '`' | '*' | '_' | '[' | '"' | '<'));
            self.lines = 0;
        }
        (self.lines, self.blanks, self.is_definition) = (self.lines + 1, 0, is_inside);
    }
}

impl Scan {
    fn line(&mut self, start: usize, line: &str, ending: &str) {
        let content = line.trim_start_matches([' ', '\t']);
        let indent = columns(&line[..line.len() - content.len()]);
        let definition = if self.fence.is_none() { self.definitions.opener(content) } else { None };
        if !content.is_empty() && self.fence.is_none() && (definition.is_some() || !self.definitions.goes_on()) {
            self.close(start, indent);
        }
        // A blank line stays whole: cut to its bare `\n`, it would make one line break with a lone `\r` before it.
        let cut = if content.is_empty() { 0 } else { cut_columns(line, self.open.len() * STEP) };
        self.found.cuts.push(cut as u32);
        self.found.markdown.push_str(&line[cut..]);
        self.found.markdown.push_str(ending);
        track_fence(content, &mut self.fence);
        let at = start + line.len() - content.len();
        if let Some(end) = definition.or_else(|| (self.fence.is_none() && is_opener(content)).then_some(content.len())) {
            self.found.marks.push(Mark { at, end: at + end, kind: MarkKind::Indented(self.count) });
            self.open.push((self.count, indent));
            self.count += 1;
        }
        let is_inside = definition.is_some() || self.definitions.is_definition && (self.definitions.goes_on() || !self.open.is_empty());
        self.definitions.pass(content, is_inside);
    }

    fn close(&mut self, at: usize, indent: usize) {
        while let Some(&(id, opener)) = self.open.last()
            && indent < opener + STEP
        {
            self.open.pop();
            self.found.marks.push(Mark { at, end: at, kind: MarkKind::IndentedEnd(id) });
        }
    }
}

fn is_opener(content: &str) -> bool {
    if let Some(rest) = content.strip_prefix("!!!").or_else(|| content.strip_prefix("???+")).or_else(|| content.strip_prefix("???")) {
        return rest.strip_prefix(' ').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()));
    }
    let tab = content.strip_prefix("===").map(|rest| rest.trim_start_matches(['!', '+']));
    tab.is_some_and(|rest| rest.starts_with(" \""))
}
