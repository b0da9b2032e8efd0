//! Every span of a document lies in the file on whole characters, in what it is part of, and stands for the text that it claims.

use driftlint::markdown::{self, Block, Document, Reading};
use driftlint::source::{SourceFile, Span};

use super::slice;
use crate::harness::Setting;
use crate::harness::choices::Choices;

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    let pair = setting.pair(choices);
    for text in [&pair.reference, &pair.translation] {
        for reading in [Reading::Own, Reading::Embedded] {
            holds(&markdown::parse(SourceFile::new("page.md", text.as_str()), reading));
        }
    }
}

/// # Panics
/// When a span is not what it should be.
pub(crate) fn holds(document: &Document) {
    let text = document.source.text();
    let whole = Span::new(0, text.len());
    if let Some(front) = &document.front_matter {
        let parts = front.entries.iter().flat_map(|entry| [entry.key_span].into_iter().chain(entry.values.iter().map(|value| value.span)));
        for span in parts {
            slice(text, span);
            assert!(front.span.contains(span), "{span:?} is outside of the front matter {:?}", front.span);
        }
    }
    let spans = document.comments.iter().map(|comment| comment.span).chain(document.conditions.iter().map(|condition| condition.span));
    for span in spans.chain(document.tags.iter().map(|tag| tag.span)) {
        assert!(!slice(text, span).is_empty(), "an empty mark at {span:?}");
    }
    assert!(!document.sections.is_empty(), "a document without a section");
    let mut next = 0;
    for section in &document.sections {
        slice(text, section.span);
        assert_eq!(section.blocks.start, next, "blocks that are in no section");
        next = section.blocks.end;
        for anchor in &section.anchors {
            let written = slice(text, anchor.span);
            let is_itself = written.trim() == anchor.name.trim() || written.contains('&');
            assert!(is_itself, "an anchor at {:?}: {written:?} names {:?}", anchor.span, anchor.name);
        }
    }
    assert_eq!(next, document.blocks.len(), "blocks that are in no section");
    for (at, block) in document.blocks.iter().enumerate() {
        assert!(whole.contains(block.span), "{:?} is outside of the file", block.span);
        assert!(document.sections[block.section].blocks.contains(&at), "block {at} is in another section than it says");
        block_holds(text, block);
    }
}

fn block_holds(text: &str, block: &Block) {
    slice(text, block.span);
    let visible = block.text.visible();
    for inline in &block.inlines {
        slice(text, inline.span);
        assert!(visible.get(inline.range.clone()).is_some(), "{:?} covers {:?} of {visible:?}", inline.kind, inline.range);
    }
    for segment in &block.segments {
        slice(text, segment.span);
        assert!(visible.get(segment.range.clone()).is_some(), "a segment covers {:?} of {visible:?}", segment.range);
    }
    for (at, c) in visible.char_indices() {
        let span = block.text.source_span(at..at + c.len_utf8());
        let written = slice(text, span);
        assert!(block.span.contains(span), "{c:?} at {span:?} is outside of its block {:?}", block.span);
        let is_itself = written.contains(c) || written.starts_with(['&', '\\', '{', '<', ':']);
        assert!(is_itself || !c.is_alphanumeric(), "{c:?} of {visible:?} stands for {written:?} at {span:?}");
        assert!(!written.is_empty(), "{c:?} of {visible:?} stands nowhere, at {span:?}");
    }
}
