//! Blocks whose body is indented by four columns (`!!! note`, `??? tip`, `=== "Tab"` of MkDocs): CommonMark takes the body for code.
//!
//! The body is handed to comrak without the indentation, line for line, with the bytes that each line lost.

use std::sync::LazyLock;

use memchr::memmem;

use crate::source::SourceFile;

use super::marks::{Mark, MarkKind};
use super::prepared::{Prepared, columns, cut_columns};

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
    static OPENERS: LazyLock<[memmem::Finder<'static>; 3]> = LazyLock::new(|| ["!!! ", "???", "==="].map(memmem::Finder::new));
    OPENERS.iter().any(|opener| opener.find(body).is_some())
}

struct Scan {
    found: Prepared,
    /// Number and indentation (in columns) of each open block.
    open: Vec<(u32, usize)>,
    /// Character and length of the open code fence.
    fence: Option<(u8, usize)>,
    count: u32,
}

impl Scan {
    fn line(&mut self, start: usize, line: &str, ending: &str) {
        let content = line.trim_start_matches([' ', '\t']);
        let indent = columns(&line[..line.len() - content.len()]);
        if !content.is_empty() && self.fence.is_none() {
            self.close(start, indent);
        }
        // A blank line stays whole: cut to its bare `\n`, it would make one line break with a lone `\r` before it.
        let cut = if content.is_empty() { 0 } else { cut_columns(line, self.open.len() * STEP) };
        self.found.cuts.push(cut as u32);
        self.found.markdown.push_str(&line[cut..]);
        self.found.markdown.push_str(ending);
        self.track_fence(content);
        if self.fence.is_none() && is_opener(content) {
            let at = start + line.len() - content.len();
            self.found.marks.push(Mark { at, end: start + line.len(), kind: MarkKind::Indented(self.count) });
            self.open.push((self.count, indent));
            self.count += 1;
        }
    }

    fn close(&mut self, at: usize, indent: usize) {
        while let Some(&(id, opener)) = self.open.last()
            && indent < opener + STEP
        {
            self.open.pop();
            self.found.marks.push(Mark { at, end: at, kind: MarkKind::IndentedEnd(id) });
        }
    }

    fn track_fence(&mut self, content: &str) {
        let Some(&mark @ (b'`' | b'~')) = content.as_bytes().first() else { return };
        let len = content.bytes().take_while(|&b| b == mark).count();
        match self.fence {
            None if len >= 3 => self.fence = Some((mark, len)),
            Some((open, opened)) if open == mark && len >= opened && content[len..].trim().is_empty() => self.fence = None,
            _ => {}
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
