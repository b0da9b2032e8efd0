//! Where a dialect says something that CommonMark does not know, found in the raw text before comrak reads it.
//!
//! A mark is only a candidate: the reader takes it when it comes upon it in running text, and passes it over in code.

use std::sync::LazyLock;

use memchr::memmem;

use super::attributes;

/// A candidate, with its bytes.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) kind: MarkKind,
}

/// What a candidate would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A line of `:::` (DocFX, Docusaurus, VitePress) or `///` (Python-Markdown blocks).
    Fence,
    /// `:::no-loc text="…":::` or `:::image …:::` inside a line.
    Colons,
    /// `[!INCLUDE [title](path)]` inside a line.
    Include,
    /// `[!INCLUDE …]`, `[!VIDEO …]`, `[!code-… ]` and the like alone on a line.
    Bracket,
    /// `@[code](path)` (`VuePress`) or `<<< @/path` (VitePress) alone on a line.
    TakenCode,
    /// `[!NOTE]` at the start of a quote.
    Label,
    /// A Hugo shortcode; `true` when it stands alone on its line.
    Shortcode(bool),
    /// An MDX comment.
    Comment,
    /// An attribute list.
    Attributes,
    /// `[[id]]` at the end of a heading (the doc-builder of Hugging Face).
    HeadingId,
    /// The opening line of a block with an indented body (`!!! note`), by number.
    Indented(u32),
    /// The first line that is no longer part of that body.
    IndentedEnd(u32),
}

/// Shortcodes longer than this are text.
const MAX_SHORTCODE: usize = 4096;

static NEEDLES: LazyLock<[memmem::Finder<'static>; 6]> =
    LazyLock::new(|| [":::", "///", "[!", "[[", "@[code", "<<< "].map(memmem::Finder::new));

/// Lists the candidates from `start` on, in order.
pub(super) fn find(text: &str, start: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let finder = Finder { text, start };
    finder.fences(b':', &mut marks);
    finder.fences(b'/', &mut marks);
    finder.brackets(&mut marks);
    finder.braces(&mut marks);
    finder.heading_ids(&mut marks);
    finder.taken_code(&mut marks);
    if !marks.is_sorted_by_key(|mark| mark.at) {
        marks.sort_by_key(|mark| mark.at);
    }
    marks
}

/// Adds further marks, keeping the order; of two at one place the structural one comes first.
pub(super) fn merge(marks: &mut Vec<Mark>, more: &[Mark]) {
    marks.splice(0..0, more.iter().cloned());
    marks.sort_by_key(|mark| mark.at);
}

struct Finder<'s> {
    text: &'s str,
    start: usize,
}

impl Finder<'_> {
    /// The bytes of the line around `at`, without its ending.
    fn line(&self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[self.start..at]).map_or(self.start, |found| self.start + found + 1);
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        (start, end)
    }

    /// Whether only quote and list markers stand before `at` in its line.
    fn leads(&self, line_start: usize, at: usize) -> bool {
        self.text.as_bytes()[line_start..at]
            .iter()
            .all(|b| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9'))
    }

    fn blank(&self, from: usize, to: usize) -> bool {
        self.text[from..to].trim().is_empty()
    }

    fn fences(&self, character: u8, marks: &mut Vec<Mark>) {
        let colon = character == b':';
        let needle = if colon { &NEEDLES[0] } else { &NEEDLES[1] };
        let mut done = self.start;
        for found in needle.find_iter(&self.text.as_bytes()[self.start..]) {
            let at = self.start + found;
            if at < done {
                continue;
            }
            let (line_start, line_end) = self.line(at);
            if !self.leads(line_start, at) {
                let end = colon.then(|| self.inline_colons(at, line_end)).flatten();
                marks.extend(end.map(|end| Mark { at, end, kind: MarkKind::Colons }));
                done = end.unwrap_or(at + 3);
                continue;
            }
            let inline = self.inline_colons(at, line_end).filter(|&end| colon && self.is_inline(at, end, line_end));
            let kind = if inline.is_some() { MarkKind::Colons } else { MarkKind::Fence };
            done = inline.unwrap_or(line_end);
            marks.push(Mark { at, end: done, kind });
        }
    }

    /// The end of `:::name …:::` that starts at `at`.
    fn inline_colons(&self, at: usize, line_end: usize) -> Option<usize> {
        let rest = self.text.get(at + 3..line_end)?;
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        rest.find(":::").map(|found| at + 3 + found + 3)
    }

    /// Whether text follows, or the construct is one that is text itself.
    fn is_inline(&self, at: usize, end: usize, line_end: usize) -> bool {
        !self.blank(end, line_end) || self.text[at..end].starts_with(":::no-loc")
    }

    fn brackets(&self, marks: &mut Vec<Mark>) {
        for found in NEEDLES[2].find_iter(&self.text.as_bytes()[self.start..]) {
            let at = self.start + found;
            let (line_start, line_end) = self.line(at);
            if let Some(mark) = self.bracket(at, line_start, line_end) {
                marks.push(mark);
            }
        }
    }

    fn bracket(&self, at: usize, line_start: usize, line_end: usize) -> Option<Mark> {
        let line = &self.text[at..line_end];
        let word_len = line[2..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(line.len() - 2);
        let word = &line[2..2 + word_len];
        let leads = self.leads(line_start, at);
        if word.is_empty() {
            return None;
        }
        if is_bracket_directive(word) {
            let end = at + bracket_len(line)?;
            let kind = if leads && self.blank(end, line_end) { MarkKind::Bracket } else { MarkKind::Include };
            return (kind == MarkKind::Bracket || word.eq_ignore_ascii_case("include")).then_some(Mark { at, end, kind });
        }
        let quoted = leads && self.text[line_start..at].trim_end().ends_with('>');
        let closed = line[2 + word_len..].strip_prefix(']')?;
        let fold = usize::from(closed.starts_with(['+', '-']));
        quoted.then_some(Mark { at, end: at + 3 + word_len + fold, kind: MarkKind::Label })
    }

    fn braces(&self, marks: &mut Vec<Mark>) {
        let bytes = self.text.as_bytes();
        let mut comment_end = 0;
        for found in memchr::memchr_iter(b'{', &bytes[self.start..]) {
            let at = self.start + found;
            let mark = match (bytes.get(at + 1), bytes.get(at + 2)) {
                (Some(b'{'), Some(b'<' | b'%')) => self.shortcode(at),
                (Some(b'/'), Some(b'*')) => self.comment(at, &mut comment_end),
                (Some(b'{' | b'}' | b'\n'), _) => None,
                _ => self.attribute_list(at),
            };
            marks.extend(mark);
        }
    }

    fn shortcode(&self, at: usize) -> Option<Mark> {
        let bytes = &self.text.as_bytes()[at..self.text.len().min(at + MAX_SHORTCODE)];
        let close: &[u8] = if bytes[2] == b'<' { b">}}" } else { b"%}}" };
        let end = at + memmem::find(bytes, close)? + 3;
        let alone = self.leads(self.line(at).0, at) && self.blank(end, self.line(end).1);
        Some(Mark { at, end, kind: MarkKind::Shortcode(alone) })
    }

    /// Lines that put code from a file in their place.
    fn taken_code(&self, marks: &mut Vec<Mark>) {
        let found = NEEDLES[4..].iter().flat_map(|needle| needle.find_iter(&self.text.as_bytes()[self.start..]));
        for at in found.map(|found| self.start + found) {
            let (line_start, line_end) = self.line(at);
            let end = at + self.text[at..line_end].trim_end().len();
            if self.leads(line_start, at) && (self.text[at..].starts_with('<') || self.text[at..end].ends_with(')')) {
                marks.push(Mark { at, end, kind: MarkKind::TakenCode });
            }
        }
    }

    /// What stands in double brackets right behind the last word of a heading.
    fn heading_ids(&self, marks: &mut Vec<Mark>) {
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        for found in NEEDLES[3].find_iter(&self.text.as_bytes()[self.start..]) {
            let at = self.start + found;
            let (line_start, line_end) = self.line(at);
            let before = &self.text[line_start..at];
            let name = &self.text[at + 2..line_end];
            let end = name.find(|c: char| !is_id(c)).unwrap_or(name.len());
            let is_closed = end > 0 && name[end..].strip_prefix("]]").is_some_and(|rest| rest.trim().is_empty());
            if is_closed && before.trim_start().starts_with('#') && before.ends_with(|c: char| !c.is_whitespace() && c != '#') {
                marks.push(Mark { at, end: at + 2 + end + 2, kind: MarkKind::HeadingId });
            }
        }
    }

    /// `next_end` caches where the next comment ends, so that many openings cost one search.
    fn comment(&self, at: usize, next_end: &mut usize) -> Option<Mark> {
        if *next_end < at + 3 {
            let rest = &self.text.as_bytes()[at + 3..];
            *next_end = memmem::find(rest, b"*/}").map_or(usize::MAX, |found| at + 3 + found + 3);
        }
        (*next_end != usize::MAX).then_some(Mark { at, end: *next_end, kind: MarkKind::Comment })
    }

    /// A list that begins with `:`, `.` or `#` must follow something directly or end its line; one of pairs must follow `)`.
    fn attribute_list(&self, at: usize) -> Option<Mark> {
        let list = attributes::read(&self.text[at..])?;
        let end = at + list.len;
        let before = self.text[..at].chars().next_back().unwrap_or('\n');
        let ends_line = || self.text[end..self.line(at).1].trim_matches([' ', '\t', '#']).is_empty();
        let follows = matches!(before, ')' | '`' | '*' | '_' | ']' | '}' | '>');
        let taken = if list.marked { follows || ends_line() } else { before == ')' };
        taken.then_some(Mark { at, end, kind: MarkKind::Attributes })
    }
}

fn is_bracket_directive(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.starts_with("code-") || matches!(lower.as_str(), "include" | "video" | "div" | "code" | "notebook" | "section")
}

/// Length of a bracket with what is nested in it.
fn bracket_len(line: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, b) in line.bytes().enumerate() {
        match b {
            b'[' => depth += 1,
            b']' if depth <= 1 => return Some(at + 1),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}
