//! The walk over comrak's tree: containers open and close, leaves are read. It goes no deeper on the stack for deeper trees.

use comrak::nodes::{ListType, Node, NodeValue};

use crate::source::Span;

use super::definitions;
use super::directives;
use super::draft::Side;
use super::excess;
use super::html_blocks;
use super::html_tags;
use super::inlines;
use super::model::{BlockKind, CellPosition, Container};
use super::prepared::Element;
use super::reader::{Level, Origin, Reader};

/// Where the walk stands in lists and tables.
#[derive(Default)]
struct Walk {
    /// Number of each open list, and its next item.
    lists: Vec<(u32, u32)>,
    /// Number and width of the open table, and its next row.
    table: (u32, u32),
    row: u32,
}

/// Reads the whole tree.
pub(super) fn walk(reader: &mut Reader<'_>, root: Node<'_>) {
    let mut walk = Walk::default();
    let Some(mut node) = root.first_child() else { return };
    loop {
        if walk.enter(reader, node) {
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            walk.leave(reader, node);
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if !parent.same_node(root) => node = parent,
                _ => return,
            }
            walk.leave(reader, node);
        }
    }
}

impl Walk {
    /// Reads a leaf, or opens a container and returns `true`.
    fn enter(&mut self, reader: &mut Reader<'_>, node: Node<'_>) -> bool {
        let data = node.data();
        let span = reader.block_span(data.sourcepos);
        match &data.value {
            NodeValue::BlockQuote => {
                let container = quote(reader, span);
                open(reader, span, container);
            }
            NodeValue::FootnoteDefinition(footnote) => open(reader, span, Container::Footnote { label: footnote.name.clone() }),
            NodeValue::List(_) => {
                self.lists.push((reader.lists, 0));
                reader.lists += 1;
            }
            NodeValue::Item(list) => self.open_item(reader, span, (list.list_type == ListType::Ordered).then_some(list.start)),
            NodeValue::TaskItem(_) => self.open_item(reader, span, None),
            NodeValue::Table(table) => {
                self.table = (reader.tables, table.num_columns as u32);
                self.row = 0;
                reader.tables += 1;
            }
            NodeValue::TableRow(_) => {
                self.table_row(reader, node, span);
                return false;
            }
            NodeValue::Paragraph => {
                paragraph(reader, node, span);
                return false;
            }
            NodeValue::Heading(heading) => {
                reader.html_tables.clear();
                leaf(reader, node, BlockKind::Heading(heading.level), span);
                return false;
            }
            // MDX has no code that is only indented.
            NodeValue::CodeBlock(code) if !code.fenced && reader.is_mdx => {
                html_blocks::read(reader, span);
                return false;
            }
            NodeValue::CodeBlock(code) => {
                let language = code.info.split_whitespace().next().unwrap_or("").to_owned();
                plain(reader, BlockKind::Code { language }, span);
                return false;
            }
            NodeValue::HtmlBlock(_) => {
                html_blocks::read(reader, span);
                return false;
            }
            NodeValue::ThematicBreak => {
                plain(reader, BlockKind::ThematicBreak, span);
                return false;
            }
            _ => {}
        }
        true
    }

    fn leave(&mut self, reader: &mut Reader<'_>, node: Node<'_>) {
        match node.data().value {
            NodeValue::BlockQuote | NodeValue::FootnoteDefinition(_) | NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let level = reader.levels.iter().rposition(|level| level.origin == Origin::Node);
                reader.levels.truncate(level.unwrap_or(0));
            }
            NodeValue::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    fn open_item(&mut self, reader: &mut Reader<'_>, span: Span, number: Option<usize>) {
        let (list, index) = self.lists.last().copied().unwrap_or_default();
        if let Some(open) = self.lists.last_mut() {
            open.1 += 1;
        }
        open(
            reader,
            span,
            Container::ListItem { list, index, ordered: number.is_some(), number: number.and_then(|number| u32::try_from(number).ok()) },
        );
    }

    fn table_row(&mut self, reader: &mut Reader<'_>, row: Node<'_>, span: Span) {
        let (table, width) = self.table;
        let line = unbroken(reader, span);
        let (broken, span) = (line.is_some(), line.unwrap_or(span));
        let mut position = CellPosition { table, row: self.row, column: 0 };
        let mut end = span.start;
        for cell in row.children() {
            let cell_span = if broken { span } else { reader.span(cell.data().sourcepos) };
            if is_invented(reader, cell_span, span) {
                break;
            }
            table_cell(reader, cell, cell_span, position);
            position.column += 1;
            end = cell_span.end;
        }
        if position.column == width && self.row > 0 {
            excess_cells(reader, Span::new(end, span.end), position);
        }
        self.row += 1;
    }
}

/// The line of a row whose columns comrak counts from the line before, which its paragraph began with.
fn unbroken(reader: &Reader<'_>, row: Span) -> Option<Span> {
    let bytes = reader.text.as_bytes();
    let start = row.start + memchr::memrchr2(b'\n', b'\r', &bytes[row.start..row.end])? + 1;
    let len = memchr::memchr2(b'\n', b'\r', &bytes[start..]).unwrap_or(bytes.len() - start);
    Some(Span::new(start, start + len))
}

/// comrak fills short rows up with cells that it puts on the last pipe or behind the row.
fn is_invented(reader: &Reader<'_>, cell: Span, row: Span) -> bool {
    cell.start >= row.end || reader.text.as_bytes().get(cell.start..cell.end) == Some(b"|")
}

fn table_cell(reader: &mut Reader<'_>, cell: Node<'_>, span: Span, position: CellPosition) {
    let raw = &reader.text.as_bytes()[span.start..span.end];
    if memchr::memchr(b'\\', raw).is_some() {
        reader.escapes = escaped_pipes(raw, span.start);
    }
    let span = reader.trimmed(span);
    reader.begin(BlockKind::Cell(position), span);
    inlines::read(reader, cell);
    reader.end(span);
    reader.escapes.clear();
}

/// The backslashes of `\|`; one behind another backslash escapes nothing.
fn escaped_pipes(raw: &[u8], start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < raw.len() {
        if raw[at] == b'\\' {
            if raw[at + 1] == b'|' {
                found.push(start + at);
            }
            at += 1;
        }
        at += 1;
    }
    found
}

fn excess_cells(reader: &mut Reader<'_>, rest: Span, first: CellPosition) {
    let rest = reader.trimmed(rest);
    if rest.len() < 2 || reader.text.as_bytes()[rest.start] != b'|' {
        return;
    }
    let mut position = first;
    for span in excess::cells(reader.text, rest) {
        excess::read(reader, span, position);
        position.column += 1;
    }
}

fn open(reader: &mut Reader<'_>, span: Span, container: Container) {
    reader.reach(span.start);
    reader.levels.push(Level { container: Some(container), origin: Origin::Node });
}

fn quote(reader: &mut Reader<'_>, span: Span) -> Container {
    let label = directives::quote_label(&reader.text[span.start..span.end]);
    label.map_or(Container::Quote, |kind| reader.admonition(kind))
}

fn leaf(reader: &mut Reader<'_>, node: Node<'_>, kind: BlockKind, span: Span) {
    // Before a table, comrak leaves them in the text.
    let are_said = node.first_child().is_some_and(|first| matches!(&first.data().value, NodeValue::Text(text) if text.starts_with('[')));
    let defined = if are_said { 0 } else { definitions::len(&reader.text[span.start..span.end]) };
    let span = Span::new(span.start + defined, span.end);
    reader.begin(kind, span);
    reader.shifted = defined > 0;
    inlines::read(reader, node);
    reader.end(span);
}

fn plain(reader: &mut Reader<'_>, kind: BlockKind, span: Span) {
    reader.reach(span.start);
    let span = reader.trimmed(span);
    reader.push(kind, span, Side::default());
}

/// On the first level, MDX's module code and components are no text.
fn paragraph(reader: &mut Reader<'_>, node: Node<'_>, span: Span) {
    let elements = reader.elements;
    if let Ok(found) = elements.binary_search_by_key(&span.start, |element| element.span.start) {
        return element(reader, &elements[found]);
    }
    let source = &reader.text[span.start..span.end];
    if reader.levels.is_empty() && matches!(source.as_bytes().first(), Some(b'i' | b'e')) && directives::is_module_code(source) {
        let (name, arguments) = source.split_once(' ').unwrap_or((source, ""));
        let directive = super::model::Directive { name: name.to_owned(), arguments: arguments.trim().to_owned() };
        return plain(reader, BlockKind::Directive(directive), span);
    }
    if source.starts_with('<') && directives::is_component(source) {
        return plain(reader, BlockKind::Html, span);
    }
    let kind = html_tags::running_kind(reader);
    leaf(reader, node, kind, span);
}

/// Tags with JavaScript in them: what they do to the text around them, and the code that they hold.
fn element(reader: &mut Reader<'_>, element: &Element) {
    reader.begin(html_tags::running_kind(reader), element.span);
    for tag in &element.tags {
        html_tags::read(reader, *tag);
    }
    if element.code.is_empty() {
        return reader.end(element.span);
    }
    // Their code stands for them.
    reader.draft.saw_tag = false;
    reader.end(element.span);
    for code in &element.code {
        plain(reader, BlockKind::Code { language: String::new() }, *code);
    }
}
