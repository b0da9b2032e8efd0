//! Markdown in, [`Document`] out. The only code that touches comrak; it knows no locale.
//!
//! The way of a page: its front matter is cut off ([`front_matter`]), the places where a dialect says something that
//! CommonMark does not know are listed (`marks`), the lines that a dialect reads otherwise are prepared (`indented`, `mdx`, `tabs`, `numerals`), comrak parses the body, and one walk over its tree
//! (`blocks`, `inlines`, `html_blocks`) fills one draft after the other (`draft`), which become the blocks.

mod attributes;
mod blocks;
mod decode;
mod definitions;
mod directives;
mod draft;
mod emit;
mod excess;
mod front_matter;
mod html;
mod html_blocks;
mod html_tags;
mod indented;
mod inlines;
mod jsx;
mod lines;
mod marks;
mod mdx;
pub mod model;
mod numerals;
mod prepared;
mod reader;
mod sections;
mod spoken;
mod tabs;
mod urls;

use std::path::Path;
use std::sync::OnceLock;

use comrak::{Arena, Options, parse_document};

use crate::source::SourceFile;
pub use model::*;

/// The front matter alone, for finding out what page this is before it is read.
pub fn front_matter(source: &SourceFile) -> Option<FrontMatter> {
    front_matter::read(source.text()).matter
}

/// Reads a page. Every text is a page; what is no Markdown is running text.
pub fn parse(source: SourceFile, reading: Reading) -> Document {
    let document = parse_text(source, reading);
    match spoken::without(&document) {
        Some(rest) => spoken::restore(parse_text(rest, reading), document),
        None => document,
    }
}

/// Markdown of our own as HTML, for reports. HTML inside is left out, and so are targets that run something.
pub fn to_html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    comrak::markdown_to_html(markdown, &options)
}

fn parse_text(source: SourceFile, reading: Reading) -> Document {
    let front = front_matter::read(source.text());
    let (content, has_embedded) = read_body(&source, front.body_start, reading);
    Document {
        source,
        front_matter: front.matter,
        sections: content.sections,
        blocks: content.blocks,
        conditions: content.conditions,
        comments: content.comments,
        tags: content.tags,
        has_embedded,
    }
}

fn read_body(source: &SourceFile, body_start: usize, reading: Reading) -> (reader::Content, bool) {
    let body = &source.text()[body_start..];
    let mut marks = marks::find(source.text(), body_start);
    let is_mdx = Path::new(source.path()).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
    let prepared = if is_mdx { mdx::find(source, body_start) } else { indented::find(source, body_start) };
    let markdown = prepared.as_ref().map_or(body, |prepared| prepared.markdown.as_str());
    if let Some(prepared) = &prepared {
        marks::merge(&mut marks, &prepared.marks);
    }
    let lines = lines::LineMap::new(source, body_start, prepared.as_ref());
    let elements = prepared.as_ref().map_or([].as_slice(), |prepared| prepared.elements.as_slice());
    let mut reader = reader::Reader::new(source.text(), lines, marks, reading);
    (reader.is_mdx, reader.elements) = (is_mdx, elements);
    let has_embedded = reader.has_embedded;
    let arena = Arena::new();
    blocks::walk(&mut reader, parse_document(&arena, &numerals::plain(tabs::expanded(markdown)), options()));
    (reader.finish(), has_embedded)
}

/// Autolinks stay off, because comrak's run on into CJK text; alerts too, because it knows five words only and takes the text after
/// the word away. [`urls`] and [`marks`] read both.
fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.tasklist = true;
        options.extension.footnotes = true;
        options.extension.cjk_friendly_emphasis = true;
        options.parse.leave_footnote_definitions = true;
        options
    })
}
