//! Blocks of raw HTML: their text, without tags, as paragraphs, cells and headings.

use memchr::memchr2;

use crate::source::Span;

use super::code_tags;
use super::decode;
use super::draft::Side;
use super::html::{self, Tag};
use super::html_tags;
use super::model::{BlockKind, Comment};
use super::reader::Reader;

/// Reads a block; one in which nothing is said is a block without text.
pub(super) fn read(reader: &mut Reader<'_>, span: Span) {
    let span = reader.trimmed(span);
    reader.begin(html_tags::running_kind(reader), span);
    reader.in_html_block = true;
    let mut at = span.start;
    while at < span.end {
        at = token(reader, at, span.end).max(at + 1);
    }
    let anchors = reader.pending_anchors.len() + reader.draft.anchors.len();
    reader.draft.saw_tag = false;
    if matches!(reader.draft.kind, BlockKind::Cell(_)) {
        reader.split(span.end, span.end);
        reader.draft.kind = BlockKind::Paragraph;
    }
    reader.end(span);
    reader.in_html_block = false;
    if reader.content.blocks.len() == reader.blocks_before && anchors == 0 && !is_for_driftlint(reader, span) {
        reader.html(span);
    }
}

/// Whether the block is nothing but comments for driftlint; notes that they stand alone.
fn is_for_driftlint(reader: &mut Reader<'_>, block: Span) -> bool {
    let first = reader.content.comments.partition_point(|comment| comment.span.start < block.start);
    let comments = &mut reader.content.comments[first..];
    let said: usize = comments.iter().map(|comment| comment.span.len()).sum();
    let blanks = reader.text[block.start..block.end].bytes().filter(u8::is_ascii_whitespace).count();
    let inside = comments.iter().map(|comment| reader.text[comment.span.start..comment.span.end].bytes());
    let inner_blanks: usize = inside.map(|bytes| bytes.filter(u8::is_ascii_whitespace).count()).sum();
    if comments.is_empty() || !comments.iter().all(Comment::speaks_to_driftlint) || said + blanks - inner_blanks != block.len() {
        return false;
    }
    for comment in comments {
        comment.alone = true;
    }
    true
}

/// Reads the text or tag at `at`, and returns the byte after it.
fn token(reader: &mut Reader<'_>, at: usize, limit: usize) -> usize {
    let file = reader.text;
    let rest = &file[at..limit];
    if let Some((len, first, last)) = comment_of_template(reader, rest, at) {
        reader.comment(Span::new(at, at + len), [first, last]);
        return at + len;
    }
    if !rest.starts_with('<') {
        let end = memchr::memchr(b'<', rest.as_bytes()).map_or(limit, |found| at + found);
        let tag = file[at..end].find("{%").map(|found| at + found);
        let end = tag.filter(|&tag| comment_of_template(reader, &file[tag..limit], tag).is_some()).unwrap_or(end);
        say_lines(reader, Span::new(at, end));
        return end;
    }
    if rest.starts_with("<!--") {
        let end = memchr::memmem::find(&rest.as_bytes()[4.min(rest.len())..], b"-->").map_or(limit, |found| at + 4 + found + 3);
        reader.comment(Span::new(at, end), [4.min((end - at) / 2); 2]);
        return end;
    }
    let Some(len) = html::tag_end(rest).filter(|_| is_markup(rest)) else {
        say_entities(reader, Span::new(at, at + 1));
        return at + 1;
    };
    if at >= reader.hidden_until { tag(reader, Span::new(at, at + len), limit) } else { at + len }
}

fn comment_of_template(reader: &Reader<'_>, text: &str, at: usize) -> Option<(usize, usize, usize)> {
    if at < reader.last_comment { code_tags::comment_len(text) } else { None }
}

fn is_markup(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

fn tag(reader: &mut Reader<'_>, span: Span, limit: usize) -> usize {
    let file = reader.text;
    let pre = Tag::read(&file[span.start..span.end]).is_some_and(|tag| tag.is("pre") && !tag.closing);
    if !pre {
        html_tags::read(reader, span);
        return if reader.hidden_until > span.end { reader.hidden_until.min(limit) } else { span.end };
    }
    let end = span.end + html::raw_end(&file[span.end..limit], "pre");
    reader.split(span.start, end);
    reader.push(BlockKind::Code { language: String::new() }, Span::new(span.start, end), Side::default());
    end
}

/// Line breaks and the indentation behind them are one blank.
fn say_lines(reader: &mut Reader<'_>, span: Span) {
    let file = reader.text;
    let mut at = span.start;
    while at < span.end {
        let rest = &file[at..span.end];
        let line_len = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest[..line_len].trim_end_matches([' ', '\t']);
        if line_len == rest.len() {
            return say_entities(reader, Span::new(at, span.end));
        }
        say_entities(reader, Span::new(at, at + line.len()));
        let next = span.end - rest[line_len..].trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let next = next + quote_marks(reader, &file[next..span.end]);
        if next < span.end || line_len > 0 {
            reader.draft.space(Span::new(at + line.len(), next));
        }
        at = next;
    }
}

/// Length of the `>` of the quotes that the block stands in.
fn quote_marks(reader: &Reader<'_>, line: &str) -> usize {
    if reader.levels.is_empty() {
        return 0;
    }
    line.len() - line.trim_start_matches(['>', ' ', '\t']).len()
}

/// Says a run of text, entities decoded.
pub(super) fn say_entities(reader: &mut Reader<'_>, span: Span) {
    let file = reader.text;
    let mut at = span.start;
    while let Some(found) = memchr::memchr(b'&', &file.as_bytes()[at..span.end]) {
        let start = at + found;
        let name = decode::entity(&file[start..span.end]);
        let (len, said) = match name.and_then(|name| Some((name.len(), decode::decode(name)?))) {
            Some(decoded) => decoded,
            None => (1, "&".into()),
        };
        reader.say(&file[at..start], Span::new(at, start));
        reader.say(&said, Span::new(start, start + len));
        at = start + len;
    }
    reader.say(&file[at..span.end], Span::new(at, span.end));
}
