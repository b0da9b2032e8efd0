//! What one HTML tag does to the text around it, in Markdown and in HTML blocks.

use std::borrow::Cow;

use crate::source::Span;

use super::code_tags;
use super::decode;
use super::draft::{OpenKind, Side};
use super::html::{self, Tag};
use super::model::{Anchor, BlockKind, CellPosition, Container, HtmlTag};
use super::reader::{Level, Origin, Reader};

/// An open `<table>`.
pub(super) struct HtmlTable {
    number: u32,
    rows: u32,
    column: u32,
    /// The open cell, where its content starts, and how many blocks there were.
    cell: Option<(CellPosition, usize, usize)>,
}

/// Reads a tag or comment.
pub(super) fn read(reader: &mut Reader<'_>, span: Span) {
    let file = reader.text;
    let source = &file[span.start..span.end];
    if source.starts_with("<!--") {
        return reader.comment(span, [4.min(source.len() / 2); 2]);
    }
    if let Some((_, first, last)) = code_tags::comment_len(source) {
        return reader.comment(span, [first, last]);
    }
    let Some(tag) = Tag::read(source) else { return };
    reader.draft.saw_tag = true;
    let name =
        if tag.name.bytes().any(|b| b.is_ascii_uppercase()) { Cow::Owned(tag.name.to_ascii_lowercase()) } else { Cow::Borrowed(tag.name) };
    let slash = if tag.closing { "/" } else { "" };
    reader.content.tags.push(HtmlTag { name: format!("{slash}{name}"), span });
    if tag.closing {
        close(reader, &name, span);
    } else {
        anchor(reader, &tag, &name, span.start);
        open(reader, tag, &name, span);
    }
}

/// `<a name>` and `<a id>` anywhere, and any element's `id` in a heading.
fn anchor(reader: &mut Reader<'_>, tag: &Tag<'_>, name: &str, start: usize) {
    if name != "a" && !reader.is_heading() {
        return;
    }
    let value = tag.attribute("id").or_else(|| tag.attribute("name").filter(|_| name == "a"));
    if let Some((value, range)) = value.filter(|(value, _)| !value.is_empty()) {
        let span = Span::new(start + range.start, start + range.end);
        reader.draft.anchors.push(Anchor { name: decode::decode_all(value), span, replaces_slug: false });
    }
}

fn open<'s>(reader: &mut Reader<'s>, tag: Tag<'s>, name: &str, span: Span) {
    let value = |name| tag.attribute(name).map(|(value, _)| decode::decode_all(value));
    let kind = match name {
        "a" => value("href").map_or(OpenKind::Plain, OpenKind::Link),
        "span" => span_kind(&tag),
        "b" | "strong" => OpenKind::Strong,
        "i" | "em" => OpenKind::Emphasis,
        // A demonstration that a site puts there; its text is a title.
        "code" if tag.attribute("src").is_some() => OpenKind::Plain,
        "code" | "kbd" | "samp" | "tt" => OpenKind::Code,
        "sup" | "sub" => OpenKind::Superscript,
        "br" => return reader.break_line(span),
        "img" => return reader.draft.image(value("src").unwrap_or_default(), value("alt").unwrap_or_default(), span),
        "script" | "style" => return hide_raw(reader, name, span),
        _ => return structure(reader, name, Some(&tag), span),
    };
    if !reader.text[..span.end].ends_with("/>") {
        reader.draft.open(kind, Some(tag.name), span.start, span.end);
    }
}

fn span_kind(tag: &Tag<'_>) -> OpenKind {
    if let Some((id, _)) = tag.attribute("data-ttu-id") {
        OpenKind::Own(id.to_owned())
    } else if let Some((id, _)) = tag.attribute("data-stu-id") {
        OpenKind::Embedded(id.to_owned())
    } else if tag.attribute("class").is_some_and(|(class, _)| class.split_whitespace().any(|class| class == "sxs-lookup")) {
        OpenKind::Lookup
    } else {
        OpenKind::Plain
    }
}

fn close(reader: &mut Reader<'_>, name: &str, span: Span) {
    match name {
        "br" => reader.break_line(span),
        "a" | "span" | "b" | "strong" | "i" | "em" | "code" | "kbd" | "samp" | "tt" | "sup" | "sub" => reader.draft.close_tag(name, span),
        _ => structure(reader, name, None, span),
    }
}

fn hide_raw(reader: &mut Reader<'_>, name: &str, span: Span) {
    let rest = reader.text.get(span.end..reader.limit).unwrap_or("");
    reader.hidden_until = reader.hidden_until.max(span.end + html::raw_end(rest, name));
}

/// A tag that parts texts; `tag` is none for closing tags.
fn structure(reader: &mut Reader<'_>, name: &str, tag: Option<&Tag<'_>>, span: Span) {
    if !parts_text(name) {
        return;
    }
    if reader.draft.in_embedded() {
        return reader.draft.say(" ", Span::new(span.start, span.end));
    }
    if reader.is_heading() && !reader.in_html_block {
        return;
    }
    let closes_heading = reader.is_heading() && tag.is_none() && name.starts_with('h');
    reader.split(if closes_heading { span.end } else { span.start }, span.end);
    match (name, tag) {
        ("ul" | "ol", Some(_)) => reader.levels.push(Level { container: None, origin: Origin::HtmlList }),
        ("ul" | "ol", None) => close_level(reader, Origin::HtmlList),
        ("li", Some(_)) => {
            close_level(reader, Origin::HtmlItem);
            reader.levels.push(Level { container: Some(Container::HtmlListItem), origin: Origin::HtmlItem });
        }
        ("li", None) => close_level(reader, Origin::HtmlItem),
        _ if reader.in_html_block => block_structure(reader, name, tag, span),
        _ => {}
    }
}

fn parts_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "details"
            | "summary"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "nav"
            | "main"
            | "blockquote"
            | "center"
            | "figure"
            | "figcaption"
            | "hr"
            | "option"
            | "button"
            | "form"
            | "fieldset"
            | "legend"
            | "pre"
    )
}

/// Closes the innermost level of that origin, unless it belongs to a list further out.
fn close_level(reader: &mut Reader<'_>, origin: Origin) {
    let html = |level: &Level| matches!(level.origin, Origin::HtmlList | Origin::HtmlItem);
    let first = reader.levels.iter().rposition(|level| !html(level)).map_or(0, |at| at + 1);
    let Some(at) = reader.levels[first..].iter().rposition(|level| level.origin == origin).map(|at| at + first) else { return };
    let outer_item = origin == Origin::HtmlItem && reader.levels[at..].iter().any(|level| level.origin == Origin::HtmlList);
    if !outer_item {
        reader.levels.truncate(at);
    }
}

/// Tables and headings, which only HTML blocks have.
fn block_structure(reader: &mut Reader<'_>, name: &str, tag: Option<&Tag<'_>>, span: Span) {
    match (name, tag) {
        ("table", Some(_)) => {
            reader.html_tables.push(HtmlTable { number: reader.tables, rows: 0, column: 0, cell: None });
            reader.tables += 1;
        }
        ("table", None) => {
            close_cell(reader, span.start);
            reader.html_tables.pop();
        }
        ("tr", Some(_)) => {
            close_cell(reader, span.start);
            if let Some(table) = reader.html_tables.last_mut() {
                (table.rows, table.column) = (table.rows + 1, 0);
            }
        }
        ("td" | "th", Some(tag)) => {
            close_cell(reader, span.start);
            open_cell(reader, tag, span.end);
        }
        ("td" | "th" | "tr", None) => close_cell(reader, span.start),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", Some(tag)) => {
            reader.pending_anchors.append(&mut reader.draft.anchors);
            reader.draft.kind = BlockKind::Heading(name.as_bytes()[1] - b'0');
            reader.draft.start = span.start;
            anchor(reader, tag, name, span.start);
            return;
        }
        _ => {}
    }
    reader.draft.kind = running_kind(reader);
}

/// The kind of running text: a cell's inside an HTML table, else a paragraph.
pub(super) fn running_kind(reader: &Reader<'_>) -> BlockKind {
    let cell = reader.html_tables.last().and_then(|table| table.cell);
    cell.map_or(BlockKind::Paragraph, |(position, ..)| BlockKind::Cell(position))
}

fn open_cell(reader: &mut Reader<'_>, tag: &Tag<'_>, start: usize) {
    let blocks = reader.content.blocks.len();
    let Some(table) = reader.html_tables.last_mut() else { return };
    table.rows = table.rows.max(1);
    let position = CellPosition { table: table.number, row: table.rows - 1, column: table.column };
    table.cell = Some((position, start, blocks));
    let columns = tag.attribute("colspan").and_then(|(value, _)| value.trim().parse().ok()).unwrap_or(1_u32);
    table.column = table.column.saturating_add(columns.clamp(1, 1000));
}

/// A cell in which nothing was said is a block too.
fn close_cell(reader: &mut Reader<'_>, end: usize) {
    let Some((position, start, blocks)) = reader.html_tables.last_mut().and_then(|table| table.cell.take()) else { return };
    if reader.content.blocks.len() == blocks {
        let span = reader.trimmed(Span::new(start.min(end), end));
        reader.push(BlockKind::Cell(position), span, Side::default());
    }
}
