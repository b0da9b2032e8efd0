//! Drafts become blocks, and headings open sections. It knows no node.

use crate::source::Span;

use super::draft::Side;
use super::model::{Anchor, Block, BlockKind, Container, Directive, Inline, InlineKind, Reading, Section, Text};
use super::reader::{Origin, Reader};
use super::sections::{handback_slug, mdit_slug};
use super::urls;

/// Containers further in are not listed.
const MAX_CONTAINERS: usize = 64;

impl Reader<'_> {
    /// Starts on a leaf.
    pub(super) fn begin(&mut self, kind: BlockKind, span: Span) {
        self.reach(span.start);
        self.draft.begin(kind, span.start, span.len());
        self.limit = span.end;
        self.cursor = span.start;
        self.shifted = false;
        self.blocks_before = self.content.blocks.len();
    }

    /// Ends the leaf. A heading or cell without text is a block all the same; so is a paragraph of tags alone.
    pub(super) fn end(&mut self, span: Span) {
        let span = self.trimmed(span);
        let anchored = !self.draft.anchors.is_empty();
        self.flush(span.end.max(self.draft.start));
        let said = self.content.blocks.len() > self.blocks_before;
        match self.draft.kind {
            BlockKind::Heading(_) | BlockKind::Cell(_) if !said => self.emit(span),
            BlockKind::Paragraph if !said && self.draft.saw_tag && !anchored => self.html(span),
            _ => {}
        }
        self.push_after();
        while self.levels.last().is_some_and(|level| matches!(level.origin, Origin::HtmlList | Origin::HtmlItem)) {
            self.levels.pop();
        }
    }

    /// Tags that show nothing by themselves. In MDX, those around blocks are no block: they stand where any note or card may.
    pub(super) fn html(&mut self, span: Span) {
        if !self.is_mdx || self.text[span.start..span.end].contains("/>") {
            self.push(BlockKind::Html, span, Side::default());
        }
    }

    /// Ends the block at `end`, and goes on with another of its kind at `restart`.
    pub(super) fn split(&mut self, end: usize, restart: usize) {
        self.draft.split_open(end, restart);
        self.flush(end);
        self.push_after();
        self.draft.start = restart;
    }

    fn push_after(&mut self) {
        for (directive, place) in std::mem::take(&mut self.after) {
            self.push(BlockKind::Directive(directive), place, Side::default());
        }
    }

    /// A line that directs the build.
    pub(super) fn directive(&mut self, directive: Directive, span: Span) {
        self.split(span.start, span.end);
        let span = self.trimmed(span);
        self.push(BlockKind::Directive(directive), span, Side::default());
    }

    fn flush(&mut self, end: usize) {
        if self.draft.is_empty() {
            self.draft.forget();
            if !self.is_heading() {
                self.pending_anchors.append(&mut self.draft.anchors);
            }
        } else {
            let span = self.trimmed(Span::new(self.draft.start.min(end), end));
            self.emit(span);
        }
    }

    fn emit(&mut self, span: Span) {
        let own = std::mem::take(&mut self.draft.own);
        let embedded = std::mem::take(&mut self.draft.embedded);
        let english = self.reading == Reading::Embedded && self.draft.saw_embedded;
        self.draft.saw_embedded = self.draft.in_embedded();
        let mut side = if english { embedded } else { own };
        side.finish(span);
        if self.has_urls && urls::may_have(side.text.visible()) {
            add_urls(&mut side);
        }
        if self.draft.kind == BlockKind::Paragraph && self.levels.is_empty() && self.target_labels(&side.text) {
            return;
        }
        match self.draft.kind {
            BlockKind::Heading(level) => self.open_section(level, &side.text, span),
            _ => self.pending_anchors.clear(),
        }
        self.draft.anchors.clear();
        self.push(self.draft.kind.clone(), span, side);
    }

    /// `MyST`: `(id)=` alone names the heading that comes next. Returns whether the text is nothing else.
    fn target_labels(&mut self, text: &Text) -> bool {
        let visible = text.visible();
        if !visible.starts_with('(') || !visible.ends_with(")=") {
            return false;
        }
        let mut anchors = Vec::new();
        let mut at = 0;
        for label in visible.split(' ') {
            let Some(name) = label.strip_prefix('(').and_then(|label| label.strip_suffix(")=")).filter(|name| !name.is_empty()) else {
                return false;
            };
            anchors.push(Anchor { name: name.to_owned(), span: text.source_span(at + 1..at + 1 + name.len()), replaces_slug: false });
            at += label.len() + 1;
        }
        self.pending_anchors.append(&mut anchors);
        true
    }

    /// Adds a block to the current section.
    pub(super) fn push(&mut self, kind: BlockKind, span: Span, side: Side) {
        if matches!(kind, BlockKind::Code { .. } | BlockKind::ThematicBreak) {
            self.pending_anchors.clear();
        }
        let containers = if self.levels.is_empty() { Vec::new() } else { self.containers() };
        let section = self.content.sections.len() - 1;
        let Side { text, inlines, segments } = side;
        self.content.blocks.push(Block { kind, span, section, containers, text, inlines, segments });
    }

    fn containers(&self) -> Vec<Container> {
        self.levels.iter().filter_map(|level| level.container.clone()).take(MAX_CONTAINERS).collect()
    }

    /// Headings in quotes, list items and indented blocks open no section.
    fn open_section(&mut self, level: u8, title: &Text, span: Span) {
        let mut anchors = std::mem::take(&mut self.pending_anchors);
        anchors.append(&mut self.draft.anchors);
        if !self.levels.iter().all(|level| matches!(level.origin, Origin::Fence(_))) {
            return;
        }
        let title = title.visible().trim().to_owned();
        let block = self.content.blocks.len();
        let (slug, docfx_slug) = self.slugs.claim(&title);
        self.content.sections.push(Section {
            level,
            heading: Some(block),
            anchors,
            slug,
            docfx_slug,
            handback_slug: self.text.get(span.start..span.end).map(handback_slug).unwrap_or_default(),
            mdit_slug: mdit_slug(&title),
            title,
            parent: None,
            conditions: self.open_conditions.clone(),
            blocks: block..block,
            span: Span::new(span.start, span.start),
        });
    }
}

/// Adds the bare web addresses that are not inside code.
fn add_urls(side: &mut Side) {
    let before = side.inlines.len();
    for range in urls::find(side.text.visible()) {
        let taken = side.inlines[..before].iter().any(|inline| {
            matches!(inline.kind, InlineKind::Code | InlineKind::Url) && inline.range.start < range.end && range.start < inline.range.end
        });
        if !taken {
            let span = side.text.source_span(range.clone());
            side.inlines.push(Inline { kind: InlineKind::Url, span, range });
        }
    }
    if side.inlines.len() > before {
        side.inlines.sort_by_key(|inline| (inline.span.start, usize::MAX - inline.span.end));
    }
}
