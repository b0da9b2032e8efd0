//! The block that is being read, in both readings at once. It knows no Markdown, only what opens, closes and is said.

use std::ops::Range;

use crate::source::Span;

use super::model::{Anchor, BlockKind, Directive, Inline, InlineKind, Segment, Text};

/// HTML elements that may stand open in one block; more are not told apart.
const MAX_OPEN: usize = 256;

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// One reading of a block.
#[derive(Default)]
pub(super) struct Side {
    pub(super) text: Text,
    pub(super) inlines: Vec<Inline>,
    pub(super) segments: Vec<Segment>,
}

/// What an open element becomes when it closes.
#[derive(Clone)]
pub(super) enum OpenKind {
    Strong,
    Emphasis,
    Code,
    Superscript,
    Link(String),
    Url,
    /// A segment of the page's own text (`data-ttu-id`).
    Own(String),
    /// A segment of the embedded English (`data-stu-id`).
    Embedded(String),
    /// `sxs-lookup`: what is inside is embedded English.
    Lookup,
    /// Counts only to pair its closing tag.
    Plain,
}

/// An open element.
#[derive(Clone)]
pub(super) struct Open<'s> {
    kind: OpenKind,
    /// Its HTML name; none for Markdown.
    tag: Option<&'s str>,
    /// Where it starts, and where its content starts.
    outer: usize,
    inner: usize,
    /// Length of each side's text when it opened.
    marks: [usize; 2],
}

/// A block in the making.
pub(super) struct Draft<'s> {
    pub(super) kind: BlockKind,
    pub(super) start: usize,
    pub(super) own: Side,
    pub(super) embedded: Side,
    pub(super) anchors: Vec<Anchor>,
    /// Whether any embedded English was seen.
    pub(super) saw_embedded: bool,
    /// Whether any tag was seen.
    pub(super) saw_tag: bool,
    open: Vec<Open<'s>>,
    lookups: usize,
    own_segments: usize,
    two_readings: bool,
}

impl<'s> Draft<'s> {
    /// An empty one; `two_readings` on pages with embedded English.
    pub(super) fn new(two_readings: bool) -> Self {
        Self {
            kind: BlockKind::Paragraph,
            start: 0,
            own: Side::default(),
            embedded: Side::default(),
            anchors: Vec::new(),
            saw_embedded: false,
            saw_tag: false,
            open: Vec::new(),
            lookups: 0,
            own_segments: 0,
            two_readings,
        }
    }

    /// Starts afresh.
    pub(super) fn begin(&mut self, kind: BlockKind, start: usize, capacity: usize) {
        self.kind = kind;
        self.start = start;
        self.own.text.reserve(capacity);
        self.anchors.clear();
        self.open.clear();
        (self.lookups, self.own_segments) = (0, 0);
        (self.saw_embedded, self.saw_tag) = (false, false);
    }

    /// Whether nothing was said yet.
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.embedded.is_empty()
    }

    /// Drops what shows nothing by itself: links around nothing, shortcodes alone.
    pub(super) fn forget(&mut self) {
        self.own.inlines.clear();
        self.embedded.inlines.clear();
    }

    /// Whether the place is inside embedded English.
    pub(super) fn in_embedded(&self) -> bool {
        self.lookups > 0
    }

    /// Says something.
    pub(super) fn say(&mut self, text: &str, span: Span) {
        if self.lookups > 0 {
            return self.embedded.say(text, span);
        }
        self.own.say(text, span);
        if self.two_readings && self.own_segments == 0 && text.trim_matches(BLANKS).is_empty() {
            self.embedded.say_blank(text, span);
        }
    }

    /// Says a blank, unless one was said last.
    pub(super) fn space(&mut self, span: Span) {
        let side = if self.lookups > 0 { &self.embedded } else { &self.own };
        if !side.text.visible().ends_with(BLANKS) {
            self.say(" ", span);
        }
    }

    /// Breaks the line hard.
    pub(super) fn break_line(&mut self, span: Span) {
        let between = self.lookups == 0 && self.own_segments == 0 && self.two_readings;
        if self.lookups == 0 {
            self.own.break_line(span);
        }
        if self.lookups > 0 || between {
            self.embedded.break_line(span);
        }
    }

    /// Adds a shortcode.
    pub(super) fn shortcode(&mut self, directive: Directive, span: Span) {
        let at = self.own.text.visible().len();
        self.own.inlines.push(Inline { kind: InlineKind::Shortcode(directive), span, range: at..at });
    }

    /// Adds an image.
    pub(super) fn image(&mut self, target: String, alt: String, span: Span) {
        let side = if self.lookups > 0 { &mut self.embedded } else { &mut self.own };
        let at = side.text.visible().len();
        side.inlines.push(Inline { kind: InlineKind::Image { target, alt }, span, range: at..at });
    }

    /// Opens an element that starts at `outer`, with its content at `inner`.
    pub(super) fn open(&mut self, kind: OpenKind, tag: Option<&'s str>, outer: usize, inner: usize) {
        if tag.is_some() && self.open.len() >= MAX_OPEN {
            return;
        }
        match kind {
            OpenKind::Lookup => {
                self.lookups += 1;
                self.saw_embedded = true;
            }
            OpenKind::Own(_) => self.own_segments += 1,
            _ => {}
        }
        self.open.push(Open { kind, tag, outer, inner, marks: self.lengths() });
    }

    /// Closes the Markdown element opened last, which ends at `outer`.
    pub(super) fn close_markdown(&mut self, outer: usize) {
        if let Some(at) = self.open.iter().rposition(|open| open.tag.is_none()) {
            self.close_at(at, outer, outer);
        }
    }

    /// Closes the HTML element of that name opened last; its closing tag has that span.
    pub(super) fn close_tag(&mut self, name: &str, span: Span) {
        if let Some(at) = self.open.iter().rposition(|open| open.tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))) {
            self.close_at(at, span.start, span.end);
        }
    }

    fn close_at(&mut self, at: usize, inner_end: usize, outer_end: usize) {
        let open = self.open.remove(at);
        self.record(&open, inner_end, outer_end);
        match open.kind {
            OpenKind::Lookup => self.lookups -= 1,
            OpenKind::Own(_) => self.own_segments -= 1,
            _ => {}
        }
    }

    /// Ends what is open at `end`, and opens it again at `restart`: the block is split there.
    pub(super) fn split_open(&mut self, end: usize, restart: usize) {
        let mut open = std::mem::take(&mut self.open);
        for element in &mut open {
            self.record(element, end, end);
            element.marks = [0, 0];
            (element.outer, element.inner) = (restart, restart);
        }
        self.open = open;
    }

    fn lengths(&self) -> [usize; 2] {
        [self.own.text.visible().len(), self.embedded.text.visible().len()]
    }

    fn record(&mut self, open: &Open<'s>, inner_end: usize, outer_end: usize) {
        let span = Span::new(open.outer, outer_end.max(open.outer));
        let inner = Span::new(open.inner, inner_end.max(open.inner));
        let [own, embedded] = self.lengths();
        match &open.kind {
            OpenKind::Own(id) => self.own.segment(id, open.marks[0]..own, inner),
            OpenKind::Embedded(id) => self.embedded.segment(id, open.marks[1]..embedded, inner),
            kind => {
                let Some(kind) = inline_kind(kind) else { return };
                if own == open.marks[0] && !self.two_readings && matches!(kind, InlineKind::Link { .. }) {
                    return self.own.inlines.push(Inline { kind, span, range: own..own });
                }
                self.own.inline(&kind, open.marks[0]..own, span);
                self.embedded.inline(&kind, open.marks[1]..embedded, span);
            }
        }
    }
}

fn inline_kind(kind: &OpenKind) -> Option<InlineKind> {
    match kind {
        OpenKind::Strong => Some(InlineKind::Strong),
        OpenKind::Emphasis => Some(InlineKind::Emphasis),
        OpenKind::Code => Some(InlineKind::Code),
        OpenKind::Superscript => Some(InlineKind::Superscript),
        OpenKind::Link(target) => Some(InlineKind::Link { target: target.clone() }),
        OpenKind::Url => Some(InlineKind::Url),
        OpenKind::Own(_) | OpenKind::Embedded(_) | OpenKind::Lookup | OpenKind::Plain => None,
    }
}

impl Side {
    /// Whether it has neither text nor image. A link or shortcode without either is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.inlines.iter().all(|inline| matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Shortcode(_)))
    }

    fn say(&mut self, text: &str, span: Span) {
        if !self.text.is_empty() {
            return self.text.push_decoded(text, span);
        }
        let rest = text.trim_start_matches(BLANKS);
        let dropped = text.len() - rest.len();
        let start = if span.len() == text.len() { span.start + dropped } else { span.start };
        self.text.push_decoded(rest, Span::new(start, span.end));
    }

    fn say_blank(&mut self, text: &str, span: Span) {
        if !self.text.visible().ends_with(BLANKS) {
            self.say(text, span);
        }
    }

    fn break_line(&mut self, span: Span) {
        let at = self.text.visible().len();
        if at > 0 {
            self.inlines.push(Inline { kind: InlineKind::HardBreak, span, range: at..at });
            self.text.push_decoded("\n", span);
        }
    }

    fn inline(&mut self, kind: &InlineKind, range: Range<usize>, span: Span) {
        if !range.is_empty() {
            self.inlines.push(Inline { kind: kind.clone(), span, range });
        }
    }

    fn segment(&mut self, id: &str, range: Range<usize>, span: Span) {
        if !range.is_empty() {
            self.segments.push(Segment { id: id.to_owned(), range, span });
        }
    }

    /// Trims the end, keeps all inside the block's bytes, and puts the inlines in order of the file.
    pub(super) fn finish(&mut self, block: Span) {
        self.text.trim_end();
        self.text.keep_within(block);
        let len = self.text.visible().len();
        for inline in &mut self.inlines {
            inline.range = inline.range.start.min(len)..inline.range.end.min(len);
            inline.span = Span::new(inline.span.start.clamp(block.start, block.end), inline.span.end.clamp(block.start, block.end));
        }
        for segment in &mut self.segments {
            segment.range = segment.range.start.min(len)..segment.range.end.min(len);
        }
        self.inlines.retain(|inline| match inline.kind {
            InlineKind::Image { .. } | InlineKind::Link { .. } | InlineKind::Shortcode(_) => true,
            InlineKind::HardBreak => inline.range.start < len,
            _ => !inline.range.is_empty(),
        });
        self.inlines.sort_by_key(|inline| (inline.span.start, usize::MAX - inline.span.end));
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, Span};

    #[test]
    fn a_text_stands_in_its_block_where_it_was_found_in_more_than_that() {
        let mut side = Side::default();
        side.text.push_decoded("30 days", Span::new(4, 90));
        side.text.push_decoded("later", Span::new(14, 19));
        side.finish(Span::new(10, 19));
        assert_eq!(side.text.source_span(0..7), Span::new(10, 19));
        assert_eq!(side.text.source_span(7..12), Span::new(14, 19));
    }
}
