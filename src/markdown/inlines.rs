//! Inline nodes of one leaf of comrak's tree, said one after the other.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeCode, NodeLink, NodeValue};

use crate::source::Span;

use super::decode::Style;
use super::draft::OpenKind;
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
        NodeValue::SoftBreak => reader.say(" ", span),
        NodeValue::LineBreak => reader.break_line(span),
        NodeValue::Code(code) => say_code(reader, code, span),
        NodeValue::HtmlInline(_) if span.start >= reader.hidden_until => {
            html_tags::read(reader, span);
            reader.cursor = span.end;
        }
        NodeValue::Strong => reader.draft.open(OpenKind::Strong, None, span.start, span.start),
        NodeValue::Emph => reader.draft.open(OpenKind::Emphasis, None, span.start, span.start),
        NodeValue::Link(link) => reader.draft.open(link_kind(reader, link, span), None, span.start, span.start),
        NodeValue::Image(image) => {
            say_image(reader, node, image, span);
            return true;
        }
        _ => {}
    }
    false
}

fn end(reader: &mut Reader<'_>, node: Node<'_>) {
    let data = node.data();
    match &data.value {
        NodeValue::Strong | NodeValue::Emph => reader.draft.close_markdown(reader.span(data.sourcepos).end),
        NodeValue::Link(_) => {
            let end = link_end(reader, reader.span(data.sourcepos));
            reader.draft.close_markdown(end);
            reader.cursor = end.max(reader.cursor);
        }
        _ => {}
    }
}

fn say_text(reader: &mut Reader<'_>, text: &str, span: Span) {
    if reader.text.get(span.start..span.end) == Some(text) {
        reader.say(text, span);
        reader.cursor = span.end;
    } else {
        reader.say_located(text, span.start, Style::Markdown);
    }
}

/// The content starts behind the backticks and, where it was padded, one blank.
fn say_code(reader: &mut Reader<'_>, code: &NodeCode, span: Span) {
    if span.start < reader.hidden_until {
        return;
    }
    let inner = span.start + code.num_backticks;
    let padded = !reader.text.get(inner..).is_some_and(|rest| rest.starts_with(&code.literal));
    let blank =
        padded && reader.text.as_bytes().get(inner).is_some_and(|&b| matches!(b, b' ' | b'\n' | b'\r')) && !code.literal.starts_with("  ");
    reader.draft.open(OpenKind::Code, None, span.start, inner);
    reader.say_located(&code.literal, inner + usize::from(blank), Style::Code);
    reader.draft.close_markdown(span.end);
    reader.cursor = span.end;
}

fn link_kind(reader: &Reader<'_>, link: &NodeLink, span: Span) -> OpenKind {
    match reader.text.as_bytes().get(span.start) {
        Some(b'<') => OpenKind::Url,
        _ => OpenKind::Link(link.url.clone()),
    }
}

/// comrak ends a link early when its title or `)` stands on the next line.
fn link_end(reader: &Reader<'_>, span: Span) -> usize {
    let bytes = reader.text.as_bytes();
    if span.end == 0 || matches!(bytes[span.end - 1], b')' | b']' | b'>') {
        return span.end;
    }
    let rest = bytes.get(span.end..reader.limit).unwrap_or(&[]);
    memchr::memchr(b')', rest).map_or(span.end, |at| span.end + at + 1)
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
    reader.draft.image(image.url.clone(), alt, Span::new(span.start, end));
    reader.cursor = end.max(reader.cursor);
}
