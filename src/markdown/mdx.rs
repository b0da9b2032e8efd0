//! The lines of MDX: a tag alone in its line is a block of its own, and Markdown stands above and below it; what stands inside an element
//! may be indented as anybody likes; code in braces and modules is none of the text.
//!
//! comrak takes a tag for HTML up to the next blank line. It is handed the body with blank lines around such tags and without the
//! indentation of elements, and letters in the place of what is JavaScript.

use std::ops::Range;

use crate::source::{SourceFile, Span};

use super::directives;
use super::jsx::{self, JsxTag};
use super::prepared::{self, Element, Prepared};

/// Elements that are part of the text around them.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "samp", "small", "span", "strong",
    "sub", "sup", "tt",
];

/// Elements whose lines are HTML, whatever stands between them.
const RAW: [&str; 16] =
    ["table", "ul", "ol", "dl", "svg", "pre", "script", "style", "picture", "video", "audio", "iframe", "select", "math", "object", "head"];

/// Elements of HTML without an end.
const VOID: [&str; 6] = ["hr", "source", "track", "meta", "link", "embed"];

/// Open elements further in are not told apart.
const DEEPEST: usize = 64;

/// Bytes of the longest tag.
const LONGEST: usize = 1 << 16;

/// Prepares the body; none when MDX reads the same lines.
pub(super) fn find(source: &SourceFile, body_start: usize) -> Option<Prepared> {
    let body = source.text().as_bytes().get(body_start..)?;
    let budget = body.len() * 4 + LONGEST;
    let mut scan = Scan { text: source.text(), budget, is_blank: true, ..Scan::default() };
    let first = source.line_of(body_start);
    for line in first..=source.line_count() {
        let start = if line == first { body_start } else { source.line_start(line) };
        let next = if line == source.line_count() { source.text().len() } else { source.line_start(line + 1) };
        scan.line(&Line::new(source.text(), (line - first) as u32, start..source.line_span(line).end.max(start), next));
    }
    scan.is_changed.then_some(scan.found)
}

/// A line of the file.
struct Line<'s> {
    /// Number in the body, from 0.
    row: u32,
    /// Without its line break.
    text: &'s str,
    /// Its line break.
    ending: &'s str,
    start: usize,
    /// Without the blanks in front.
    content: &'s str,
    /// Columns of those.
    indent: usize,
}

impl<'s> Line<'s> {
    fn new(file: &'s str, row: u32, range: Range<usize>, next: usize) -> Self {
        let text = &file[range.clone()];
        let content = text.trim_start_matches([' ', '\t']);
        let indent = prepared::columns(&text[..text.len() - content.len()]);
        Self { row, text, ending: &file[range.end..next], start: range.start, content, indent }
    }

    /// The byte of its content.
    fn at(&self) -> usize {
        self.start + self.text.len() - self.content.len()
    }
}

/// An open element.
struct Open<'s> {
    name: &'s str,
    /// Columns of its tag.
    indent: usize,
    /// Columns that its content is indented by; none before there is content.
    base: Option<usize>,
    /// The list that it stands in, as in [`Scan::list`].
    list: Option<usize>,
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
struct Scan<'s> {
    text: &'s str,
    found: Prepared,
    /// Bytes that may still be read in vain for tags that do not end.
    budget: usize,
    open: Vec<Open<'s>>,
    /// Columns that the open list is indented by, beyond what its element is.
    list: Option<usize>,
    /// Character and length of the open code fence, and the columns it is cut by.
    fence: Option<(u8, usize, usize)>,
    /// The open element of raw HTML, and how many of its name stand in each other.
    raw: Option<(&'s str, usize)>,
    /// What ends the open comment.
    comment: Option<&'static str>,
    /// Lines that start before this byte are code in a tag or a module.
    hidden_until: usize,
    /// Whether the last line is blank.
    is_blank: bool,
    /// Whether the next line starts a block.
    breaks: bool,
    /// Whether the last line is module code.
    is_module: bool,
    /// Whether comrak is given another text than the file's.
    is_changed: bool,
}

impl<'s> Scan<'s> {
    fn line(&mut self, line: &Line<'s>) {
        if line.start < self.hidden_until {
            return self.emit_hidden(line, 0);
        }
        if line.content.is_empty() {
            return self.emit(line, 0);
        }
        if !self.inside(line) {
            self.settle(line.indent);
            if !(self.opens_other(line) || self.raw_html(line) || self.flow(line)) {
                self.prose(line);
            }
        }
    }

    /// A line inside code, a comment or raw HTML.
    fn inside(&mut self, line: &Line<'s>) -> bool {
        if let Some((mark, len, cut)) = self.fence {
            self.emit(line, cut);
            let closing = line.content.trim_start_matches(['>', ' ', '\t']);
            let marks = closing.bytes().take_while(|&byte| byte == mark).count();
            if marks >= len && closing[marks..].trim().is_empty() {
                self.fence = None;
            }
        } else if let Some(end) = self.comment {
            self.emit(line, self.margin());
            self.comment = self.comment.filter(|_| !line.content.contains(end));
        } else if let Some((name, depth)) = self.raw {
            self.emit(line, self.margin());
            let depth = (depth + count(line.content, "<", name)).saturating_sub(count(line.content, "</", name));
            self.raw = (depth > 0).then_some((name, depth));
            self.breaks = depth == 0;
        } else {
            return false;
        }
        true
    }

    /// The first line of a fence, of a comment or of module code.
    fn opens_other(&mut self, line: &Line<'s>) -> bool {
        if let Some((mark, len)) = fence(line.content) {
            let cut = self.place(line);
            self.emit(line, cut);
            self.fence = Some((mark, len, cut));
            return true;
        }
        let comments = [("<!--", "-->"), ("{/*", "*/")];
        if let Some((open, end)) = comments.into_iter().find(|(open, end)| line.content.starts_with(open) && !line.content.contains(end)) {
            let cut = self.place(line);
            self.emit(line, cut);
            self.comment = self.is_ahead(line.at() + open.len(), end).then_some(end);
            return true;
        }
        self.module_code(line)
    }

    fn module_code(&mut self, line: &Line<'s>) -> bool {
        let may_start = self.is_blank || std::mem::take(&mut self.is_module);
        if line.indent > 0 || !self.open.is_empty() || !may_start || !directives::is_module_code(line.content) {
            return false;
        }
        self.is_module = true;
        let Some(end) = self.bounded(line.start).and_then(jsx::module_code).map(|len| line.start + len) else {
            self.budget = self.budget.saturating_sub(LONGEST);
            return false;
        };
        if end <= line.start + line.text.len() {
            return false;
        }
        self.emit_hidden(line, 0);
        (self.hidden_until, self.breaks) = (end, true);
        true
    }

    /// A line that begins with an element whose lines are HTML up to its end.
    fn raw_html(&mut self, line: &Line<'s>) -> bool {
        let name = line.content.strip_prefix('<').and_then(|rest| RAW.into_iter().find(|name| is_named(rest, name)));
        let Some(name) = name.filter(|name| !self.tag(line.at()).is_none_or(|tag| tag.empty) || count(line.content, "</", name) > 0) else {
            return false;
        };
        let depth = count(line.content, "<", name).saturating_sub(count(line.content, "</", name));
        if depth > 0 && !self.is_ahead(line.at(), &format!("</{name}")) {
            return false;
        }
        let cut = self.place(line);
        self.part(line.row);
        self.emit(line, cut);
        self.raw = (depth > 0).then_some((name, depth));
        self.breaks = depth == 0;
        true
    }

    /// A line of nothing but tags, or the first line of one.
    fn flow(&mut self, line: &Line<'s>) -> bool {
        let Some((tags, end)) = self.tags(line) else { return false };
        let is_plain = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let line_end = line.start + line.text.len();
        let is_script = end > line_end || tags.iter().any(|(_, tag)| tag.has_braces || !is_plain(tag.name));
        let is_inline = tags.iter().all(|(_, tag)| INLINE.contains(&tag.name));
        if is_inline && !(is_script && tags.iter().all(|(_, tag)| tag.empty)) {
            return false;
        }
        let is_closing = tags[0].1.closing;
        if is_closing {
            self.close(tags[0].1.name);
        }
        self.list = self.list.filter(|list| line.indent.saturating_sub(self.base()) > *list);
        let cut = if self.list.is_some() { self.margin() } else { line.indent };
        self.part(line.row);
        if is_script {
            self.emit_hidden(line, cut);
            self.hidden_until = end;
            let spans = tags.iter().map(|(at, tag)| Span::new(*at, at + tag.len)).collect();
            let templates =
                tags.iter().flat_map(|(at, tag)| tag.templates.iter().map(move |code| Span::new(at + code.start, at + code.end)));
            self.found.elements.push(Element { span: Span::new(line.at(), end), tags: spans, code: templates.collect() });
        } else {
            self.emit(line, cut);
        }
        tags.iter().skip(usize::from(is_closing)).for_each(|(_, tag)| self.nest(line, tag));
        self.breaks = true;
        true
    }

    /// The tags that a line consists of, and where the last one ends.
    fn tags(&mut self, line: &Line<'s>) -> Option<(Vec<(usize, JsxTag<'s>)>, usize)> {
        let mut tags = Vec::new();
        let mut at = line.at();
        loop {
            let tag = self.tag(at)?;
            let end = at + tag.len;
            tags.push((at, tag));
            let rest = self.text[end..].trim_start_matches([' ', '\t']);
            if rest.is_empty() || rest.starts_with(['\n', '\r']) {
                return Some((tags, end));
            }
            at = self.text.len() - rest.len();
        }
    }

    /// The tag at a place. Those that do not end are read at most so often that the whole costs no more than the page is long.
    fn tag(&mut self, at: usize) -> Option<JsxTag<'s>> {
        let rest = &self.text[at..];
        let is_tag = rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '>'));
        let found = jsx::tag(self.bounded(at).filter(|_| is_tag)?);
        if found.is_none() {
            self.budget = self.budget.saturating_sub(LONGEST.min(rest.len()));
        }
        found
    }

    /// Whether something stands behind a place.
    fn is_ahead(&mut self, at: usize, wanted: &str) -> bool {
        let is_ahead = self.bounded(at).is_some_and(|text| text.contains(wanted));
        self.budget = self.budget.saturating_sub(if is_ahead { 0 } else { LONGEST });
        is_ahead
    }

    /// The text from a place on, as far as it may be read.
    fn bounded(&self, at: usize) -> Option<&'s str> {
        let end = (at + LONGEST.min(self.budget)).min(self.text.len());
        let end = (at..=end).rev().find(|&end| self.text.is_char_boundary(end))?;
        self.text.get(at..end).filter(|text| !text.is_empty())
    }

    fn nest(&mut self, line: &Line<'s>, tag: &JsxTag<'s>) {
        if tag.closing {
            self.close(tag.name);
        } else if !tag.empty && !VOID.contains(&tag.name) && self.open.len() < DEEPEST {
            self.open.push(Open { name: tag.name, indent: line.indent, base: None, list: self.list });
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.list = self.open[at].list;
            self.open.truncate(at);
        }
    }

    /// Learns from the first line of an element how far its content is indented.
    fn settle(&mut self, indent: usize) {
        let outer = self.base();
        if let Some(open) = self.open.last_mut().filter(|open| open.base.is_none()) {
            open.base = Some(outer + indent.saturating_sub(open.indent));
        }
    }

    /// Columns that the content of the innermost element is indented by.
    fn base(&self) -> usize {
        self.open.iter().rev().find_map(|open| open.base).unwrap_or(0)
    }

    fn margin(&self) -> usize {
        self.base() + self.list.unwrap_or(0)
    }

    fn prose(&mut self, line: &Line<'s>) {
        let cut = self.place(line);
        self.emit(line, cut);
        // An element that begins and ends in the line.
        let is_element = line.content.ends_with('>') && line.content.starts_with('<');
        let name = line.content.trim_start_matches(['<', '/']);
        self.breaks =
            is_element && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !INLINE.iter().any(|inline| is_named(name, inline));
    }

    /// The columns that a line is cut by: all where no list stands, because MDX has no code by indentation.
    fn place(&mut self, line: &Line<'_>) -> usize {
        let own = line.indent.saturating_sub(self.base());
        if is_item(line.content) {
            self.list.get_or_insert(own);
        } else if self.is_blank || self.breaks || line.content.starts_with('#') {
            self.list = self.list.filter(|list| own > *list);
        }
        if self.list.is_some() { self.margin() } else { line.indent }
    }

    /// Ends the block above.
    fn part(&mut self, row: u32) {
        if !self.is_blank {
            // A bare `\n` would be one line break with a lone `\r` before it.
            self.found.markdown.push_str(" \n");
            self.found.cuts.push(0);
            self.found.rows.push(row);
            (self.is_blank, self.is_changed) = (true, true);
        }
    }

    fn emit(&mut self, line: &Line<'_>, cut: usize) {
        if line.content.is_empty() {
            return self.push(line, 0, line.text);
        }
        if std::mem::take(&mut self.breaks) {
            self.part(line.row);
        }
        let cut = prepared::cut_columns(line.text, cut);
        self.push(line, cut, &line.text[cut..]);
    }

    /// Letters in the place of what is code.
    fn emit_hidden(&mut self, line: &Line<'_>, cut: usize) {
        let cut = prepared::cut_columns(line.text, cut);
        let lead = &line.text[cut..line.text.len() - line.content.len()];
        let letters = "x".repeat(line.content.trim_end().len().max(1));
        self.is_changed = true;
        self.push(line, cut, &format!("{lead}{letters}"));
    }

    fn push(&mut self, line: &Line<'_>, cut: usize, text: &str) {
        self.found.markdown.push_str(text);
        self.found.markdown.push_str(line.ending);
        self.found.cuts.push(cut as u32);
        self.found.rows.push(line.row);
        self.is_changed |= cut > 0;
        self.is_blank = text.trim().is_empty();
    }
}

/// Character and length of the fence that a line opens, behind marks of quotes and items.
fn fence(content: &str) -> Option<(u8, usize)> {
    let marks = content.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')' | ' ' | '\t'));
    let mark = marks.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let len = marks.bytes().take_while(|&byte| byte == mark).count();
    (len >= 3 && !(mark == b'`' && marks[len..].contains('`'))).then_some((mark, len))
}

/// Whether a line starts what the lines below stand in by their indentation: an item of a list, or a footnote.
fn is_item(content: &str) -> bool {
    if content.strip_prefix("[^").and_then(|rest| rest.split_once(']')).is_some_and(|(_, rest)| rest.starts_with(':')) {
        return true;
    }
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = content.len() - rest.len();
    let rest = if digits == 0 { rest.strip_prefix(['-', '*', '+']) } else { rest.strip_prefix(['.', ')']).filter(|_| digits < 10) };
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// How many tags of that name a line has.
fn count(line: &str, open: &str, name: &str) -> usize {
    line.match_indices(open).filter(|(at, _)| is_named(&line[at + open.len()..], name)).count()
}

/// Whether a tag's name is that one.
fn is_named(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':')))
}
