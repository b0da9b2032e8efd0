//! The document as every later stage sees it: owned, flat, `Send`, every piece with its bytes in the file.
//!
//! It knows Markdown and its dialects, no language and no other document.

use std::ops::Range;

use crate::source::{SourceFile, Span};

/// What a page that carries its English inside (`<span class="sxs-lookup">`) is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The page's own text; embedded English is left out. The reading of every ordinary page.
    Own,
    /// Only the embedded English, block for block and segment for segment like [`Reading::Own`].
    Embedded,
}

/// One page, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: SourceFile,
    /// YAML (`---`) front matter, when there is some.
    pub front_matter: Option<FrontMatter>,
    /// Sections in document order. The first has level 0 and holds what stands before the first heading (maybe nothing).
    pub sections: Vec<Section>,
    /// Blocks in document order.
    pub blocks: Vec<Block>,
    /// `::: moniker` and `::: zone` ranges in document order.
    pub conditions: Vec<Condition>,
    /// HTML (`<!-- -->`) and MDX (`{/* */}`) comments in document order.
    pub comments: Vec<Comment>,
    /// HTML tags outside of code, in document order.
    pub tags: Vec<HtmlTag>,
    /// Marks that do not say what their writer meant, in document order. The page is read as it was meant.
    pub slips: Vec<Slip>,
    /// Whether the page carries embedded English.
    pub has_embedded: bool,
}

/// Front matter: top-level keys with their values.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// From the opening to the closing delimiter.
    pub span: Span,
    /// In file order.
    pub entries: Vec<FrontMatterEntry>,
}

impl FrontMatter {
    /// The first scalar value of a top-level key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.key == key).and_then(|entry| entry.values.first()).map(|value| value.text.as_str())
    }
}

/// One top-level key.
#[derive(Clone, Debug)]
pub struct FrontMatterEntry {
    /// The key.
    pub key: String,
    /// Its bytes.
    pub key_span: Span,
    /// The scalar, or the scalars of a list; empty for anything nested deeper.
    pub values: Vec<FrontMatterValue>,
}

/// One scalar.
#[derive(Clone, Debug)]
pub struct FrontMatterValue {
    /// The scalar as text, unquoted.
    pub text: String,
    /// Its bytes (quotes included).
    pub span: Span,
}

/// A range of the page that is shown for some versions only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `moniker` or `zone`.
    pub name: String,
    /// The range or pivot as written, e.g. `o365-21vianet`.
    pub value: String,
    /// The opening line.
    pub span: Span,
}

/// A comment in the page.
#[derive(Clone, Debug)]
pub struct Comment {
    /// What stands between the delimiters, trimmed.
    pub text: String,
    /// With the delimiters.
    pub span: Span,
    /// Whether nothing else stands in its lines, so that it would be a block of its own.
    pub alone: bool,
}

impl Comment {
    /// Whether it is for driftlint and not for people. Such a comment is no part of the page: what stands around it is read as if it were
    /// not there.
    pub fn speaks_to_driftlint(&self) -> bool {
        self.text.starts_with("driftlint-")
    }
}

/// A mark that lacks what makes it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What it was meant to be.
    pub kind: SlipKind,
    /// The mark.
    pub span: Span,
}

/// Kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// `##Title`: a heading without the blank behind its marks, which is text.
    Heading,
    /// `1.**Step**`, `-item`: a list item without the blank behind its mark, which is text.
    Item,
    /// `:::note` without the line that closes it: all of the rest of the page is a part of it.
    Note,
}

/// An HTML tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlTag {
    /// Lower case; with a slash before it for a closing tag.
    pub name: String,
    /// Its bytes.
    pub span: Span,
}

/// A heading and what follows it, up to the next heading of any level.
#[derive(Clone, Debug)]
pub struct Section {
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// Visible heading text, trimmed.
    pub title: String,
    /// The heading's block; none before the first heading.
    pub heading: Option<usize>,
    /// Explicit anchors on the heading, in order: `<a name>`, `<a id>`, `{#id}`, `{/* #id */}`, `{/*id*/}`, `[](){#id}`, `(id)=`,
    /// `[[id]]`.
    pub anchors: Vec<Anchor>,
    /// Slug of the title as GitHub makes it, made unique in the page (`-1`, `-2` …).
    pub slug: String,
    /// Slug of the title as DocFX makes it, made unique in the page.
    pub docfx_slug: String,
    /// Slug of the heading's source as Microsoft's localization hand-back makes it; empty when it can only be one of the others.
    pub handback_slug: String,
    /// Slug of the title as VitePress (`@mdit-vue/shared`) makes it: a hyphen for each run of other characters; empty when it can only be one
    /// of the others.
    pub mdit_slug: String,
    /// The section that this one is nested in by heading level.
    pub parent: Option<usize>,
    /// Conditions around the heading, outermost first: indices into [`Document::conditions`].
    pub conditions: Vec<usize>,
    /// Its blocks, the heading's first.
    pub blocks: Range<usize>,
    /// From the heading to the start of the next one.
    pub span: Span,
}

impl Section {
    /// The name that findings give the section: its explicit anchor, else its slug; empty before the first heading.
    pub fn name(&self) -> &str {
        self.anchors.first().map_or(&self.slug, |anchor| &anchor.name)
    }

    /// The slugs that some dialect makes of its heading.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        [&self.slug, &self.docfx_slug, &self.handback_slug, &self.mdit_slug].into_iter().map(String::as_str).filter(|slug| !slug.is_empty())
    }

    /// Whether links reach it by a slug: not where an explicit anchor takes the slug's place.
    pub fn has_slug(&self) -> bool {
        !self.anchors.iter().any(|anchor| anchor.replaces_slug)
    }
}

/// An explicit anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The name, without `#`.
    pub name: String,
    /// The bytes of the name.
    pub span: Span,
    /// Whether it is the heading's id (`{#id}`, `[[id]]`), so that no dialect that reads it makes a slug; other anchors stand beside the slug.
    pub replaces_slug: bool,
}

/// A unit of text: the smallest thing that is paired between reference and translation.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, markup included. For a table cell: between the pipes, padding excluded.
    pub span: Span,
    /// Index into [`Document::sections`].
    pub section: usize,
    /// What it stands in, outermost first.
    pub containers: Vec<Container>,
    /// Its visible text; empty for code, directives and HTML without text.
    pub text: Text,
    /// Links, images, code and markup in the text, in order.
    pub inlines: Vec<Inline>,
    /// Segments of a side-by-side page, in order; empty elsewhere.
    pub segments: Vec<Segment>,
}

impl Block {
    /// The list item that the block stands in directly, if any.
    pub fn in_list_item(&self) -> bool {
        self.containers.iter().any(|container| matches!(container, Container::ListItem { .. } | Container::HtmlListItem))
    }

    /// Whether its text ends in a colon: it leads to what follows.
    pub fn leads(&self) -> bool {
        self.text.visible().trim_end().ends_with([':', '：'])
    }
}

/// Kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of that level.
    Heading(u8),
    /// Running text, also that of a list item, quote or admonition (see [`Block::containers`]).
    Paragraph,
    /// Text of a table cell. A cell with HTML lists or paragraphs inside is several blocks with one position.
    Cell(CellPosition),
    /// A fenced or indented code block.
    Code {
        /// The info string's first word; empty when there is none.
        language: String,
    },
    /// A line that directs the build: `::: moniker`, `[!INCLUDE]`, a shortcode alone on its line.
    Directive(Directive),
    /// A block of HTML without text of its own.
    Html,
    /// `---`.
    ThematicBreak,
}

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellPosition {
    /// Number of the table in the page, from 0.
    pub table: u32,
    /// Row from 0; 0 is the header.
    pub row: u32,
    /// Column from 0. A column that the header has not is an excess cell.
    pub column: u32,
}

/// A directive to the build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Lower case: `moniker`, `moniker-end`, `zone`, `row`, `include`, `shortcode name` …
    pub name: String,
    /// What it is given, as written: the range, the path, the parameters.
    pub arguments: String,
}

/// What a block stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// An item of a Markdown list.
    ListItem {
        /// Number of the list in the page, from 0.
        list: u32,
        /// Item of the list, from 0.
        index: u32,
        /// Whether the list is numbered.
        ordered: bool,
        /// The number of the item as written, in a numbered list.
        number: Option<u32>,
    },
    /// `<li>` inside a table cell or HTML block.
    HtmlListItem,
    /// A block quote.
    Quote,
    /// A note: `[!NOTE]`, `!!! note`, `:::note`.
    Admonition {
        /// Number of the note in the page, from 0.
        number: u32,
        /// Lower case, e.g. `note`.
        kind: String,
    },
    /// A footnote's text.
    Footnote {
        /// Its label.
        label: String,
    },
}

/// Something inside a block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its bytes, markup included.
    pub span: Span,
    /// What it covers of [`Text::visible`]; empty for images, line breaks, shortcodes, and links around an image or around nothing.
    pub range: Range<usize>,
}

/// Kinds of inlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Code, shown as visible text.
    Code,
    /// A Markdown or HTML link.
    Link {
        /// The target as written, entities and escapes decoded.
        target: String,
    },
    /// A bare URL or `<https://…>`.
    Url,
    /// An image; its alternative text is not part of the visible text.
    Image {
        /// The target as written.
        target: String,
        /// The alternative text.
        alt: String,
    },
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// A hard line break (`\` or two spaces before the line's end, or `<br>`); a `\n` in the visible text.
    HardBreak,
    /// `<sup>` or `<sub>`: footnote marks, not text.
    Superscript,
    /// A shortcode inside a line; what it shows is not part of the visible text.
    Shortcode(Directive),
}

/// One source and target unit of a side-by-side page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The `data-ttu-id`/`data-stu-id`.
    pub id: String,
    /// What it covers of [`Text::visible`].
    pub range: Range<usize>,
    /// Its bytes, without the `<span>` tags.
    pub span: Span,
}

/// Visible text and where each character of it stands in the file.
///
/// Markup is gone, entities and escapes are decoded, soft line breaks are spaces, hard ones `\n`. Nothing else is changed:
/// no-break spaces, bidi marks and full-width digits stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    visible: String,
    /// The first piece, kept apart because most texts have but one.
    first: Piece,
    rest: Vec<Piece>,
}

/// A run of visible text that comes from one run of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Piece {
    visible: usize,
    visible_len: usize,
    source: usize,
    source_len: usize,
}

impl Text {
    /// The text, without markup.
    pub fn visible(&self) -> &str {
        &self.visible
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Appends text that `span` of the file stands for (an entity, an escape, a line break).
    pub fn push_decoded(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let piece = Piece { visible: self.visible.len(), visible_len: text.len(), source: span.start, source_len: span.len() };
        self.visible.push_str(text);
        let last = self.rest.last_mut().unwrap_or(&mut self.first);
        if last.visible_len == 0 {
            *last = piece;
        } else if last.is_verbatim() && piece.is_verbatim() && last.source + last.source_len == piece.source {
            last.visible_len += piece.visible_len;
            last.source_len += piece.source_len;
        } else {
            self.rest.push(piece);
        }
    }

    /// Makes room for that many more bytes.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.visible.reserve(bytes);
    }

    /// Drops the blanks and line breaks at its end.
    pub(super) fn trim_end(&mut self) {
        let len = self.visible.trim_end_matches([' ', '\t', '\n', '\r']).len();
        self.visible.truncate(len);
        while self.rest.last().is_some_and(|piece| piece.visible >= len) {
            self.rest.pop();
        }
        let last = self.rest.last_mut().unwrap_or(&mut self.first);
        let cut = (last.visible + last.visible_len).saturating_sub(len);
        if last.is_verbatim() {
            last.source_len -= cut;
        }
        last.visible_len -= cut;
    }

    /// Lets what stands for more than these bytes stand for those of them that it covers.
    pub(super) fn keep_within(&mut self, bytes: Span) {
        for piece in std::iter::once(&mut self.first).chain(&mut self.rest) {
            let [start, end] = [piece.source, piece.source + piece.source_len].map(|at| at.clamp(bytes.start, bytes.end));
            (piece.source, piece.source_len) = (start, end - start);
        }
    }

    /// The bytes of the file that a range of the visible text comes from. An empty range gives an empty span.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        let start = self.source_start(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(range.end).max(start))
    }

    /// The bytes of its first words, up to the first mark: enough to point at it, and the same however it is marked up.
    pub fn lead(&self) -> Span {
        let words = self.visible.get(..self.first.visible_len).unwrap_or_default().trim_end().len();
        self.source_span(0..words)
    }

    /// The first piece that is not wholly before, by the given measure; the last one when all are.
    fn piece(&self, before: impl Fn(&Piece) -> bool) -> Option<&Piece> {
        if self.visible.is_empty() {
            return None;
        }
        if self.rest.is_empty() || !before(&self.first) {
            return Some(&self.first);
        }
        let at = self.rest.partition_point(before);
        self.rest.get(at).or(self.rest.last())
    }

    fn source_start(&self, visible: usize) -> usize {
        match self.piece(|piece| piece.visible + piece.visible_len <= visible) {
            None => 0,
            Some(piece) if visible >= piece.visible + piece.visible_len => piece.source + piece.source_len,
            Some(piece) if piece.is_verbatim() => piece.source + (visible - piece.visible),
            Some(piece) => piece.source,
        }
    }

    fn source_end(&self, visible: usize) -> usize {
        match self.piece(|piece| piece.visible + piece.visible_len < visible) {
            None => 0,
            Some(piece) if piece.is_verbatim() => piece.source + (visible - piece.visible).min(piece.source_len),
            Some(piece) => piece.source + piece.source_len,
        }
    }
}

impl Piece {
    fn is_verbatim(&self) -> bool {
        self.visible_len == self.source_len
    }
}
