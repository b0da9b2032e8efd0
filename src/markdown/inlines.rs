//! Inline nodes of one leaf of comrak's tree, said one after the other.

use std::borrow::Cow;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeCode, NodeLink, NodeValue, Sourcepos};

use crate::source::Span;

use super::decode::Style;
use super::draft::OpenKind;
use super::html;
use super::html_tags;
use super::reader::Reader;

/// Says what stands in a paragraph, heading or cell.
pub(super) fn read(reader: &mut Reader<'_>, leaf: Node<'_>) {
    let mut image: Option<Node<'_>> = None;
    for edge in leaf.traverse() {
        match edge {
            NodeEdge::Start(node) if image.is_none() && !node.same_node(leaf) => {
                if start(reader, node) {
                    image = Some(node);
                }
            }
            NodeEdge::End(node) => match image {
                Some(open) if open.same_node(node) => image = None,
                None if !node.same_node(leaf) => end(reader, node),
                _ => {}
            },
            NodeEdge::Start(_) => {}
        }
    }
}

/// Returns whether the node is an image, whose content is not visible.
fn start(reader: &mut Reader<'_>, node: Node<'_>) -> bool {
    let data = node.data();
    let span = reader.span(data.sourcepos);
    match &data.value {
        NodeValue::Text(text) => say_text(reader, text, span),
        NodeValue::SoftBreak => {
            let span = placed(reader, span, b"\r\n ");
            reader.say(" ", span);
            reader.cursor = span.end;
        }
        NodeValue::LineBreak => {
            let span = placed(reader, span, b"\\ ");
            reader.break_line(span);
            reader.cursor = span.end;
        }
        NodeValue::Code(code) => say_code(reader, code, placed(reader, span, b"`")),
        NodeValue::HtmlInline(_) => {
            let span = placed_tag(reader, span);
            if span.start >= reader.hidden_until {
                html_tags::read(reader, span);
            }
            reader.cursor = span.end;
        }
        NodeValue::Strong => open(reader, OpenKind::Strong, placed(reader, span, b"*_")),
        NodeValue::Emph => open(reader, OpenKind::Emphasis, placed(reader, span, b"*_")),
        NodeValue::Link(link) => {
            let span = placed(reader, span, b"[<");
            open(reader, link_kind(reader, link, span), span);
        }
        NodeValue::Image(image) => {
            let span = placed(reader, span, b"!");
            note_shift(reader, image, data.sourcepos);
            say_image(reader, node, image, span);
            return true;
        }
        _ => {}
    }
    false
}

/// Where a node stands that starts with one of these bytes: where comrak has it, or else at the next such byte.
fn placed(reader: &Reader<'_>, span: Span, first: &[u8]) -> Span {
    let bytes = reader.text.as_bytes();
    if !reader.shifted && !span.is_empty() && span.start >= reader.cursor && bytes.get(span.start).is_some_and(|byte| first.contains(byte))
    {
        return span;
    }
    let rest = bytes.get(reader.cursor..reader.limit).unwrap_or(&[]);
    let found = rest.iter().position(|byte| first.contains(byte));
    let start = reader.cursor + found.unwrap_or_default();
    // Behind a tab comrak gives some line breaks no length.
    let len = span.len().max(usize::from(found.is_some()));
    let mut end = (start + len).min(reader.limit).max(start);
    while !reader.text.is_char_boundary(end) {
        end += 1;
    }
    // What is behind the last text that was found stands somewhere in the block.
    if start < end { Span::new(start, end) } else { reader.somewhere() }
}

fn placed_tag(reader: &Reader<'_>, span: Span) -> Span {
    let placed = placed(reader, span, b"<");
    if placed == span {
        return span;
    }
    let rest = reader.text.get(placed.start..reader.limit).unwrap_or("");
    let comment = || memchr::memmem::find(rest.as_bytes(), b"-->").map(|at| at + 3);
    let len = if rest.starts_with("<!--") { comment() } else { html::tag_end(rest) };
    len.map_or(placed, |len| Span::new(placed.start, placed.start + len))
}

fn open(reader: &mut Reader<'_>, kind: OpenKind, span: Span) {
    reader.draft.open(kind, None, span.start, span.start);
}

fn end(reader: &mut Reader<'_>, node: Node<'_>) {
    let data = node.data();
    match &data.value {
        NodeValue::Strong => close(reader, reader.span(data.sourcepos), 2),
        NodeValue::Emph => close(reader, reader.span(data.sourcepos), 1),
        NodeValue::Link(link) => {
            note_shift(reader, link, data.sourcepos);
            let end = link_end(reader, reader.span(data.sourcepos));
            reader.draft.close_markdown(end);
            reader.cursor = end;
        }
        _ => {}
    }
}

fn say_text(reader: &mut Reader<'_>, text: &str, span: Span) {
    if !reader.shifted && span.start >= reader.cursor && reader.text.get(span.start..span.end) == Some(text) {
        reader.say(text, span);
        reader.cursor = span.end;
    } else {
        reader.say_located(text, span.start, Style::Markdown);
    }
}

/// The content starts behind the backticks or, where it was padded, a blank further.
fn say_code(reader: &mut Reader<'_>, code: &NodeCode, span: Span) {
    if span.start < reader.hidden_until {
        return;
    }
    let literal = one_line(&code.literal);
    let inner = span.start + code.num_backticks;
    reader.draft.open(OpenKind::Code, None, span.start, inner);
    reader.cursor = inner;
    reader.say_located(&literal, inner, Style::Code);
    reader.draft.close_markdown(span.end);
    reader.cursor = span.end;
}

/// comrak makes blanks of `\n` only.
fn one_line(literal: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', literal.as_bytes()).is_none() {
        return Cow::Borrowed(literal);
    }
    Cow::Owned(literal.replace("\r ", " ").replace('\r', " "))
}

fn link_kind(reader: &Reader<'_>, link: &NodeLink, span: Span) -> OpenKind {
    match reader.text.as_bytes().get(span.start) {
        Some(b'<') => OpenKind::Url,
        _ => OpenKind::Link(link.url.clone()),
    }
}

/// Closes emphasis with marks of that length.
fn close(reader: &mut Reader<'_>, span: Span, marks: usize) {
    let end = if reader.shifted { reader.cursor + marks } else { span.end };
    let mut end = end.max(reader.cursor).min(reader.limit);
    while !reader.text.is_char_boundary(end) {
        end += 1;
    }
    reader.draft.close_markdown(end);
    reader.cursor = end;
}

/// Notes whether comrak has lost the line: when the title goes over a line break, or the link would end beyond its line.
fn note_shift(reader: &mut Reader<'_>, link: &NodeLink, position: Sourcepos) {
    let broken = !link.title.is_empty() && link.title.contains(['\n', '\r']);
    reader.shifted |= broken || reader.ends_beyond_line(position);
}

/// comrak ends a link early when its title or `)` stands on the next line, and has wrong places behind it.
fn link_end(reader: &mut Reader<'_>, span: Span) -> usize {
    let bytes = reader.text.as_bytes();
    let closed = span.end > 0 && matches!(bytes[span.end - 1], b')' | b']' | b'>');
    if closed && !reader.shifted && (reader.cursor..=reader.limit).contains(&span.end) {
        return span.end;
    }
    reader.shifted = true;
    let from = reader.cursor.max(span.start).min(reader.limit);
    let rest = &reader.text[from..reader.limit];
    let target = memchr::memmem::find(rest.as_bytes(), b"](").map(|at| at + 2);
    let len = target.map_or_else(|| rest.find([']', '>']).map_or(0, |at| at + 1), |start| start + target_len(&rest[start..]));
    from + len
}

/// Length of a link's target and title through `)`.
fn target_len(rest: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, b) in rest.bytes().enumerate() {
        match (quote, b) {
            _ if escaped => escaped = false,
            (_, b'\\') => escaped = true,
            (Some(open), b) if b == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b')') => return at + 1,
            _ => {}
        }
    }
    rest.find(')').map_or(rest.len(), |at| at + 1)
}

fn say_image(reader: &mut Reader<'_>, node: Node<'_>, image: &NodeLink, span: Span) {
    if span.start < reader.hidden_until {
        return;
    }
    let mut alt = String::new();
    for child in node.descendants().skip(1) {
        match &child.data().value {
            NodeValue::Text(text) => alt.push_str(text),
            NodeValue::Code(code) => alt.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => alt.push(' '),
            _ => {}
        }
    }
    let end = link_end(reader, span);
    reader.draft.image(image.url.clone(), alt, Span::new(span.start.min(end), end));
    reader.cursor = end;
}
