//! The state of one walk: what was read, what stands open, and which candidates of the dialects come next.
//!
//! Text arrives here through [`Reader::say`], whatever it was taken from; so every dialect is read in Markdown and HTML alike.

use std::sync::LazyLock;

use comrak::nodes::Sourcepos;
use memchr::memmem::Finder;

use crate::source::Span;

use super::decode::{self, Style};
use super::directives::{self, Fence};
use super::draft::Draft;
use super::html_tags::HtmlTable;
use super::lines::LineMap;
use super::marks::{Mark, MarkKind};
use super::model::{Anchor, Block, BlockKind, Comment, Condition, Container, Directive, HtmlTag, Reading, Section};
use super::prepared::Element;
use super::sections::{self, Slugs};
use super::urls;

/// How long a block of an ordinary page is at least; only a guess at how many there will be.
const BYTES_PER_BLOCK: usize = 120;

/// How many places are tried for a text that is not where comrak says.
const MAX_CANDIDATES: usize = 64;

/// What a walk yields.
pub(super) struct Content {
    pub(super) sections: Vec<Section>,
    pub(super) blocks: Vec<Block>,
    pub(super) conditions: Vec<Condition>,
    pub(super) comments: Vec<Comment>,
    pub(super) tags: Vec<HtmlTag>,
}

/// Something that blocks stand in.
pub(super) struct Level {
    /// What blocks show of it; nothing for tabs and HTML lists.
    pub(super) container: Option<Container>,
    pub(super) origin: Origin,
}

/// The text of a note between two shortcodes is sought so far, in bytes.
const LONGEST_NOTE: usize = 1 << 14;

/// What opened a level, and so what closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A node of comrak's tree.
    Node,
    /// A line of that character (`:` or `/`).
    Fence(u8),
    /// A shortcode that opens a note.
    Shortcode,
    /// An indented block, by number.
    Indented(u32),
    /// `<ul>` or `<ol>`.
    HtmlList,
    /// `<li>`.
    HtmlItem,
}

/// One walk over one page.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(super) struct Reader<'s> {
    pub(super) text: &'s str,
    pub(super) reading: Reading,
    pub(super) has_embedded: bool,
    /// Whether the page is MDX.
    pub(super) is_mdx: bool,
    /// Tags of JSX that comrak saw letters for.
    pub(super) elements: &'s [Element],
    pub(super) has_urls: bool,
    pub(super) content: Content,
    pub(super) draft: Draft<'s>,
    pub(super) levels: Vec<Level>,
    /// Anchors that stood alone, for the next heading.
    pub(super) pending_anchors: Vec<Anchor>,
    pub(super) open_conditions: Vec<usize>,
    /// Directives from inside the text, to stand after it.
    pub(super) after: Vec<(Directive, Span)>,
    pub(super) slugs: Slugs,
    pub(super) tables: u32,
    pub(super) lists: u32,
    admonitions: u32,
    pub(super) html_tables: Vec<HtmlTable>,
    pub(super) in_html_block: bool,
    /// Where the leaf that is being read ends.
    pub(super) limit: usize,
    /// How many blocks there were when it began.
    pub(super) blocks_before: usize,
    /// Up to where the leaf was read.
    pub(super) cursor: usize,
    /// Whether comrak's places in the leaf are off from here on: behind definitions, or a link whose title goes over a line break.
    pub(super) shifted: bool,
    /// Backslashes that comrak took out of the cell (`\|`) before it counted columns.
    pub(super) escapes: Vec<usize>,
    /// Text before this byte is not visible.
    pub(super) hidden_until: usize,
    lines: LineMap<'s>,
    marks: Vec<Mark>,
    next_mark: usize,
    /// Where the next candidate stands, or never.
    next_at: usize,
}

impl<'s> Reader<'s> {
    /// For the page's whole text.
    pub(super) fn new(text: &'s str, lines: LineMap<'s>, marks: Vec<Mark>, reading: Reading) -> Self {
        static LOOKUP: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("sxs-lookup"));
        let has_embedded = LOOKUP.find(text.as_bytes()).is_some();
        let next_at = marks.first().map_or(usize::MAX, |mark| mark.at);
        let sections = vec![sections::opening()];
        Self {
            text,
            reading,
            has_embedded,
            is_mdx: false,
            elements: &[],
            has_urls: urls::may_have(text),
            content: Content {
                sections,
                blocks: Vec::with_capacity(text.len() / BYTES_PER_BLOCK),
                conditions: Vec::new(),
                comments: Vec::new(),
                tags: Vec::new(),
            },
            draft: Draft::new(has_embedded),
            levels: Vec::new(),
            pending_anchors: Vec::new(),
            open_conditions: Vec::new(),
            after: Vec::new(),
            slugs: Slugs::default(),
            tables: 0,
            lists: 0,
            admonitions: 0,
            html_tables: Vec::new(),
            in_html_block: false,
            limit: 0,
            blocks_before: 0,
            cursor: 0,
            shifted: false,
            escapes: Vec::new(),
            hidden_until: 0,
            lines,
            marks,
            next_mark: 0,
            next_at,
        }
    }

    /// Closes what is open at the file's end.
    pub(super) fn finish(mut self) -> Content {
        sections::close(&mut self.content.sections, self.content.blocks.len(), self.text.len());
        self.content
    }

    /// The bytes of a node, kept inside the file and on character boundaries.
    pub(super) fn span(&self, position: Sourcepos) -> Span {
        let mut span = self.lines.span(position);
        if !self.escapes.is_empty() {
            span = Span::new(self.unshift(span.start), self.unshift(span.end));
        }
        let start = self.floor(span.start);
        Span::new(start, self.floor(span.end).max(start))
    }

    /// The bytes of a block. comrak lets one that starts inside a tab end beyond its line.
    pub(super) fn block_span(&self, position: Sourcepos) -> Span {
        let span = self.span(position);
        Span::new(span.start, span.end.min(self.lines.line_end(position.end.line)).max(span.start))
    }

    /// Whether comrak's end lies behind the line that it names.
    pub(super) fn ends_beyond_line(&self, position: Sourcepos) -> bool {
        self.lines.span(position).end > self.lines.line_end(position.end.line)
    }

    /// comrak counts the columns of a cell after it has taken out the backslashes of `\|`.
    fn unshift(&self, at: usize) -> usize {
        let before = self.escapes.iter().enumerate().take_while(|&(taken, &escape)| escape - taken < at).count();
        at + before
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// A span without the blanks at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = self.text.get(span.start..span.end).unwrap_or("");
        let blanks = [' ', '\t', '\n', '\r'];
        let kept = text.trim_start_matches(blanks);
        let start = span.end.saturating_sub(kept.len()).max(span.start);
        Span::new(start, start + kept.trim_end_matches(blanks).len())
    }

    /// Says text that stands for those bytes, but for what a dialect hides or reads otherwise.
    pub(super) fn say(&mut self, text: &str, span: Span) {
        if span.end <= self.next_at && span.start >= self.hidden_until {
            return self.draft.say(text, span);
        }
        self.say_marked(text, span);
    }

    fn say_marked(&mut self, text: &str, span: Span) {
        let verbatim = text.len() == span.len();
        let (mut text, mut span) = (text, span);
        loop {
            if span.start < self.hidden_until {
                let cut = self.hidden_until - span.start;
                let Some(rest) = text.get(cut..).filter(|rest| verbatim && !rest.is_empty()) else { return };
                (text, span.start) = (rest, self.hidden_until);
            }
            self.pass_marks(span.start);
            let Some(mark) = self.marks.get(self.next_mark).filter(|mark| mark.at < span.end).cloned() else {
                return self.draft.say(text, span);
            };
            let before = mark.at - span.start;
            let Some((head, rest)) = text.split_at_checked(before).filter(|_| verbatim || before == 0) else {
                return self.draft.say(text, span);
            };
            self.draft.say(head, Span::new(span.start, mark.at));
            (text, span.start) = (rest, mark.at);
            self.skip_mark();
            if self.take(&mark) {
                self.hidden_until = self.hidden_until.max(mark.end);
            }
        }
    }

    /// Leaves the candidates before `at` behind: nothing in running text came upon them.
    pub(super) fn pass_marks(&mut self, at: usize) {
        while self.next_at < at {
            let kind = self.marks[self.next_mark].kind;
            self.skip_mark();
            if let MarkKind::IndentedEnd(id) = kind {
                self.end_indented(id, at);
            }
        }
    }

    /// Ends the indented blocks that end where the next leaf starts.
    pub(super) fn reach(&mut self, at: usize) {
        self.pass_marks(at);
        while let Some(Mark { at: place, kind: MarkKind::IndentedEnd(id), .. }) = self.marks.get(self.next_mark).cloned()
            && place <= at
        {
            self.skip_mark();
            self.end_indented(id, at);
        }
    }

    fn skip_mark(&mut self) {
        self.next_mark += 1;
        self.next_at = self.marks.get(self.next_mark).map_or(usize::MAX, |mark| mark.at);
    }

    fn end_indented(&mut self, id: u32, at: usize) {
        if let Some(level) = self.levels.iter().rposition(|level| level.origin == Origin::Indented(id)) {
            self.split(at, at);
            self.levels.remove(level);
        }
    }

    /// Takes a candidate that running text came upon; `false` when it is only text here.
    fn take(&mut self, mark: &Mark) -> bool {
        let source = &self.text[mark.at..mark.end];
        let span = Span::new(mark.at, mark.end);
        match mark.kind {
            MarkKind::Fence => return self.fence(source, span),
            MarkKind::Colons => self.colons(source, span),
            MarkKind::Include => self.after.push((directives::bracket(source), span)),
            MarkKind::Bracket => self.directive(directives::bracket(source), span),
            MarkKind::Label => return self.draft.is_empty() && self.in_admonition(),
            MarkKind::Shortcode(alone) => self.shortcode(directives::shortcode(source), span, alone),
            MarkKind::Comment => self.comment(span, 3),
            MarkKind::Attributes => self.attribute_list(source, mark.at),
            MarkKind::HeadingId if !self.is_heading() => return false,
            MarkKind::HeadingId => {
                let place = Span::new(mark.at + 2, mark.end - 2);
                let name = self.text[place.start..place.end].to_owned();
                self.draft.anchors.push(Anchor { name, span: place, replaces_slug: true });
            }
            MarkKind::Indented(id) => self.open_indented(source, span, id),
            MarkKind::IndentedEnd(id) => self.end_indented(id, mark.at),
        }
        true
    }

    /// A shortcode; one that stands around a note opens or closes it, whether its text is on its line or not.
    fn shortcode(&mut self, directive: Directive, span: Span, alone: bool) {
        let name = directive.name.strip_prefix("shortcode ").unwrap_or_default().to_owned();
        let opened = self.levels.iter().rposition(|level| level.origin == Origin::Shortcode);
        if let (Some(_), Some(level)) = (name.strip_prefix('/').filter(|name| directives::is_note(name)), opened) {
            self.split(span.start, span.end);
            self.levels.remove(level);
            return self.directive(Directive { name: "end".to_owned(), arguments: String::new() }, span);
        }
        if directives::is_note(&name) && opened.is_none() && (alone || self.draft.is_empty()) && self.is_closed(&name, span.end) {
            let container = Some(self.admonition(name));
            self.directive(directive, span);
            return self.levels.push(Level { container, origin: Origin::Shortcode });
        }
        if alone { self.directive(directive, span) } else { self.draft.shortcode(directive, span) }
    }

    /// Whether a shortcode that opens something is closed below, and not by the next one.
    fn is_closed(&self, name: &str, from: usize) -> bool {
        let mut end = self.text.len().min(from + LONGEST_NOTE);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let below = &self.text[from..end];
        let closing = ["< /", "</", "% /", "%/"].iter().filter_map(|mark| below.find(&format!("{{{{{mark}{name}"))).min();
        let next = ["< ", "<", "% ", "%"].iter().filter_map(|mark| below.find(&format!("{{{{{mark}{name}"))).min();
        closing.is_some_and(|closing| next.is_none_or(|next| closing < next))
    }

    fn in_admonition(&self) -> bool {
        self.levels
            .last()
            .is_some_and(|level| level.origin == Origin::Node && matches!(level.container, Some(Container::Admonition { .. })))
    }

    fn fence(&mut self, source: &str, span: Span) -> bool {
        let origin = Origin::Fence(source.as_bytes()[0]);
        match directives::fence(source) {
            Fence::Single(directive) if origin == Origin::Fence(b'/') && directive.name == "/" => return false,
            Fence::Single(directive) => {
                self.condition(&directive, span);
                self.directive(directive, span);
            }
            Fence::Open { directive, admonition } => {
                let container = admonition.then(|| self.admonition(directive.name.clone()));
                self.directive(directive, span);
                self.levels.push(Level { container, origin });
            }
            Fence::Close => {
                let level = self.levels.iter().rposition(|level| level.origin == origin);
                if level.is_none() && origin == Origin::Fence(b'/') {
                    return false;
                }
                self.split(span.start, span.end);
                if let Some(level) = level {
                    self.levels.remove(level);
                }
                self.directive(Directive { name: "end".to_owned(), arguments: String::new() }, span);
            }
        }
        true
    }

    fn condition(&mut self, directive: &Directive, span: Span) {
        if let Some(name) = directive.name.strip_suffix("-end") {
            let conditions = &self.content.conditions;
            if let Some(at) = self.open_conditions.iter().rposition(|&open| conditions[open].name == name) {
                self.open_conditions.remove(at);
            }
        } else if matches!(directive.name.as_str(), "moniker" | "zone") {
            let value = ["range", "target", "pivot"].iter().find_map(|name| directives::argument(&directive.arguments, name));
            let value = value.map_or(directive.arguments.as_str(), |(_, value)| value).to_owned();
            self.open_conditions.push(self.content.conditions.len());
            self.content.conditions.push(Condition { name: directive.name.clone(), value, span });
        }
    }

    /// `:::no-loc text="…":::` is its text; `:::image …:::` is an image.
    fn colons(&mut self, source: &'s str, span: Span) {
        if source.starts_with(":::no-loc") {
            if let Some((at, text)) = directives::argument(source, "text") {
                self.draft.say(text, Span::new(span.start + at, span.start + at + text.len()));
            }
        } else if source.starts_with(":::image") {
            let value = |name| directives::argument(source, name).map_or_else(String::new, |(_, value)| decode::decode_all(value));
            self.draft.image(value("source"), value("alt-text"), span);
        }
    }

    /// A comment; its delimiters have that many bytes on each side (`<!--` counts as three with a dash to trim).
    pub(super) fn comment(&mut self, span: Span, delimiter: usize) {
        let source = &self.text[span.start..span.end];
        let inner = source.get(delimiter..source.len().saturating_sub(delimiter)).unwrap_or("");
        let is_id = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        let is_mdx = source.starts_with('{');
        if self.is_heading() && is_mdx && is_id(inner.trim().trim_start_matches('#').trim()) {
            return self.comment_anchor(span.start + delimiter, inner);
        }
        self.content.comments.push(Comment { text: inner.trim().to_owned(), span, alone: false });
    }

    /// MDX: `{/* #id */}` or `{/*id*/}` names the heading.
    fn comment_anchor(&mut self, start: usize, inner: &str) {
        let name = inner.trim().trim_start_matches('#').trim();
        let at = start + inner.find(name).unwrap_or(0);
        self.draft.anchors.push(Anchor { name: name.to_owned(), span: Span::new(at, at + name.len()), replaces_slug: true });
    }

    /// `{#id}` names the heading that it stands in, or the one right above; behind `[]()`, the one that comes next.
    fn attribute_list(&mut self, source: &str, at: usize) {
        let Some(id) = directives::attribute_id(source) else { return };
        let is_place = self.text[..at].ends_with("[]()");
        let anchor = Anchor { name: source[id.clone()].to_owned(), span: Span::new(at + id.start, at + id.end), replaces_slug: !is_place };
        if self.is_heading() || is_place {
            return self.draft.anchors.push(anchor);
        }
        let below = self.draft.is_empty() && self.content.blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
        if let Some(section) = self.content.sections.last_mut().filter(|section| below && section.heading.is_some()) {
            section.anchors.push(anchor);
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.draft.kind, BlockKind::Heading(_))
    }

    /// A note, numbered.
    pub(super) fn admonition(&mut self, kind: String) -> Container {
        self.admonitions += 1;
        Container::Admonition { number: self.admonitions - 1, kind }
    }

    fn open_indented(&mut self, source: &str, span: Span, id: u32) {
        let directive = directives::indented(source);
        let container = (!source.starts_with('=')).then(|| self.admonition(directive.name.clone()));
        self.directive(directive, span);
        self.levels.push(Level { container, origin: Origin::Indented(id) });
    }

    /// Breaks the line hard, unless a dialect hides the place.
    pub(super) fn break_line(&mut self, span: Span) {
        if span.start >= self.hidden_until {
            self.draft.break_line(span);
        }
    }

    /// Says decoded text that is written from about `start` on.
    pub(super) fn say_located(&mut self, decoded: &str, start: usize, style: Style) {
        let (file, limit) = (self.text, self.limit);
        let fits = |start: &usize| decode::locate(file, decoded, *start, limit, style, &mut |_, _| {}).is_some();
        let found = Some(start)
            .filter(|start| !self.shifted && *start >= self.cursor && fits(start))
            .or_else(|| self.candidates(decoded).find(fits));
        let Some(start) = found else {
            return self.say(decoded, self.somewhere_unlike(decoded.len()));
        };
        let end = decode::locate(file, decoded, start, limit, style, &mut |text, span| match style {
            Style::Markdown => self.say(text, span),
            Style::Code => self.draft.say(text, span),
        });
        self.cursor = end.unwrap_or(self.cursor);
    }

    /// The text of the block, but for its last character where a text of that many bytes would be taken for it letter by letter.
    fn somewhere_unlike(&self, len: usize) -> Span {
        let place = self.somewhere();
        let last = self.text[place.start..place.end].chars().next_back().map_or(0, char::len_utf8);
        if place.len() == len && last < len { Span::new(place.start, place.end - last) } else { place }
    }

    /// The text of the block, for what cannot be found in it.
    pub(super) fn somewhere(&self) -> Span {
        let (file, limit) = (self.text, self.limit);
        let boundary = |at: usize| (0..=at.min(file.len())).rev().find(|&at| file.is_char_boundary(at)).unwrap_or(0);
        let end = (limit..=file.len()).find(|&at| file.is_char_boundary(at)).unwrap_or(limit);
        let start = boundary(self.draft.start.min(limit));
        let text = &file[start..end];
        let blanks = text.len() - text.trim_start().len();
        Span::new(if blanks == text.len() { start } else { start + blanks }, end)
    }

    /// Where a text may start after what was read last: comrak's place is off behind a link over two lines.
    fn candidates(&self, decoded: &str) -> impl Iterator<Item = usize> + 's {
        let cursor = self.cursor.min(self.limit);
        let first = decoded.as_bytes().first().copied().unwrap_or(b' ');
        let rest = &self.text.as_bytes()[cursor..self.limit];
        memchr::memchr3_iter(first, b'&', b'\\', rest).map(move |at| cursor + at).take(MAX_CANDIDATES)
    }
}
