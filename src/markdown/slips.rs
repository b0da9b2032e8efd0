//! Lines that lack the blank behind their mark: `##Title`, `1.**Step**`, `-item`. To CommonMark they are text, and so is what belongs to them.
//!
//! comrak is given the blank, so that the rest of the page is read as its writer meant it; where it was put is kept. So is a note that nothing
//! closes.

use super::model::{Slip, SlipKind};
use super::prepared::track_fence;
use super::reader::{Content, Level, Origin};

/// A blank that comrak was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Blank {
    /// Line as comrak counts them, from 1.
    pub(super) line: usize,
    /// The byte of the line that it was put before, from 0.
    pub(super) at: usize,
    /// What the line was meant to be.
    pub(super) kind: SlipKind,
}

/// The body with blanks where they are lost; none where nothing is.
pub(super) fn mended(body: &str) -> Option<(String, Vec<Blank>)> {
    let has_any = body.split('\n').any(|line| line.trim_start().starts_with('#') || item(line).is_some_and(|item| item.lost.is_some()));
    // To comrak a lone `\r` ends a line.
    if !has_any || body.contains('\r') && body.replace("\r\n", "").contains('\r') {
        return None;
    }
    let lines = lines(body);
    let mut blanks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = run(&lines, at);
        blanks.extend(items(&lines, at..end));
        blanks.extend(heading(&lines, at).map(|mark| Blank { line: at + 1, at: mark, kind: SlipKind::Heading }));
        at = end.max(at + 1);
    }
    if blanks.is_empty() {
        return None;
    }
    let mut all = String::with_capacity(body.len() + blanks.len());
    let mut wanted = blanks.iter().peekable();
    for (number, line) in body.split_inclusive('\n').enumerate() {
        match wanted.next_if(|blank| blank.line == number + 1) {
            Some(blank) => all.extend([&line[..blank.at], " ", &line[blank.at..]]),
            None => all.push_str(line),
        }
    }
    Some((all, blanks))
}

/// A line as far as it matters here.
struct Line<'s> {
    /// All of it; empty inside code and raw text.
    text: &'s str,
    item: Option<Item>,
}

/// A line that starts with the mark of a list item.
#[derive(Clone, Copy)]
struct Item {
    indent: usize,
    /// `-`, `*`, `+`, or what stands behind the number.
    mark: u8,
    number: Option<u32>,
    /// Where the blank is lost.
    lost: Option<usize>,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What raw text begins and ends with.
const RAW: [(&str, &str); 5] = [("<!--", "-->"), ("<pre", "</pre"), ("<script", "</script"), ("<style", "</style"), ("$$", "$$")];

fn lines(body: &str) -> Vec<Line<'_>> {
    let mut fence = None;
    let mut raw: Option<&str> = None;
    let line = |line| {
        let line: &str = line;
        let content = line.trim_start_matches([' ', '\t', '>']);
        let was_open = fence.is_some() || raw.is_some();
        if raw.is_none() {
            track_fence(content, &mut fence);
        }
        if fence.is_none() && !was_open {
            raw = RAW.iter().find(|(open, close)| opens(line, open, close)).map(|(_, close)| *close);
        } else if raw.is_some_and(|close| line.contains(close)) {
            raw = None;
        }
        if was_open || fence.is_some() || raw.is_some() { Line { text: "", item: None } } else { Line { text: line, item: item(line) } }
    };
    body.split_inclusive('\n').map(line).collect()
}

/// Whether raw text begins in a line and does not end there.
fn opens(line: &str, open: &str, close: &str) -> bool {
    memchr::memchr2(b'<', b'$', line.as_bytes()).is_some() && line.find(open).is_some_and(|at| !line[at + open.len()..].contains(close))
}

/// The mark of an item that a line starts with, with or without the blank behind it.
fn item(line: &str) -> Option<Item> {
    let content = line.trim_start_matches(' ');
    let indent = line.len() - content.len();
    let digits = content.len() - content.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = *content.as_bytes().get(digits)?;
    let is_mark = if digits == 0 { matches!(mark, b'-' | b'*' | b'+') } else { digits < 4 && matches!(mark, b'.' | b')') };
    let rest = content.get(digits + 1..).filter(|_| is_mark)?;
    let lost = (!rest.starts_with([' ', '\t', '\r', '\n']) && !rest.is_empty()).then_some(indent + digits + 1);
    let is_item = lost.is_none() || may_be_text(rest, mark, digits > 0);
    is_item.then(|| Item { indent, mark, number: content[..digits].parse().ok(), lost })
}

/// Whether what stands right behind a mark may be the text of an item: not an option (`-v`), emphasis, a rule, a figure.
fn may_be_text(rest: &str, mark: u8, is_numbered: bool) -> bool {
    let mut chars = rest.chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    let is_set_off = matches!(first, '[' | '`' | '"' | '“' | '«' | '„' | '「' | '《' | '【');
    match mark {
        b'*' => (first.is_alphabetic() || is_set_off) && !rest.replace("**", "").contains('*'),
        _ if rest.starts_with("**") => rest[2..].contains("**"),
        _ if is_numbered => first.is_alphabetic() && !first.is_ascii_lowercase() || is_set_off,
        _ => first.is_alphabetic() && (!first.is_ascii_alphabetic() || second.is_alphabetic()) || is_set_off,
    }
}

/// The end of the list that starts at a line: items of one kind, one after the other, with at most one blank line between two.
fn run(lines: &[Line<'_>], start: usize) -> usize {
    let Some(mut last) = lines[start].item else { return start };
    let mut end = start + 1;
    loop {
        let next = end + usize::from(lines.get(end).is_some_and(Line::is_blank));
        match lines.get(next).and_then(|line| line.item) {
            Some(item) if goes_on(&last, &item) => (last, end) = (item, next + 1),
            _ => return end,
        }
    }
}

fn goes_on(before: &Item, item: &Item) -> bool {
    let counts = match (before.number, item.number) {
        (None, None) => true,
        (Some(before), Some(number)) => number == before + 1,
        _ => false,
    };
    before.mark == item.mark && before.indent == item.indent && counts
}

/// The blanks that a list has lost. Beside an item that has its own, a line is one of the same list; where none has, all of a list of two or
/// more that starts a paragraph are.
fn items(lines: &[Line<'_>], range: std::ops::Range<usize>) -> Vec<Blank> {
    let own = || range.clone().filter_map(|at| Some((at, lines[at].item?)));
    let lost: Vec<Blank> = own().filter_map(|(at, item)| Some(Blank { line: at + 1, at: item.lost?, kind: SlipKind::Item })).collect();
    let count = own().count();
    let starts = range.start == 0 || lines[range.start - 1].is_blank();
    let is_plain = |at: usize, item: &Item| lines[at].text[item.indent + 1..].starts_with(|c: char| c.is_ascii_lowercase());
    let is_first = lines[range.start].item.is_some_and(|item| item.number.is_none_or(|number| number <= 1));
    let is_list = lost.len() < count || starts && is_first && count >= 2 && !own().any(|(at, item)| is_plain(at, &item));
    if is_list { lost } else { Vec::new() }
}

/// Where a blank is lost behind the marks of a heading.
fn heading(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let text = lines[at].text.trim_end();
    let content = text.trim_start_matches(' ');
    let indent = text.len() - content.len();
    let title = content.trim_start_matches('#');
    let level = content.len() - title.len();
    let is_word = title.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '`' | '[' | '"' | '“' | '«' | '「' | '¿' | '¡'));
    let is_free = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(Line::is_blank);
    if !(1..=6).contains(&level) || indent > 3 || !is_word || !is_free(at.checked_sub(1)) || title.ends_with(['{', ';', ',']) {
        return None;
    }
    // `#name` in a line is a channel, a colour or a topic.
    let is_topic = level == 1 && (title.starts_with(|c: char| c.is_ascii_lowercase()) || title.contains('#') || !is_free(Some(at + 1)));
    (!is_topic).then_some(indent + level)
}

/// Takes all but its first text out of a note that is never closed. `levels` are those that are open at the end of the page.
pub(super) fn close_notes(levels: &[Level], content: &mut Content) {
    let is_fence = |level: &&Level| matches!(level.origin, Origin::Fence(_));
    for note in levels.iter().filter(is_fence).filter_map(|level| level.container.as_ref()) {
        let Some(first) = content.blocks.iter().position(|block| block.containers.contains(note)) else { continue };
        if let Some(before) = first.checked_sub(1).map(|at| &content.blocks[at]) {
            content.slips.push(Slip { kind: SlipKind::Note, span: before.span });
        }
        let is_item = content.blocks[first].in_list_item();
        let rest = content.blocks[first + 1..].iter_mut().skip_while(|block| is_item && block.in_list_item());
        rest.for_each(|block| block.containers.retain(|container| container != note));
    }
    content.slips.sort_by_key(|slip| slip.span.start);
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn a_lost_blank_is_put_where_a_list_or_heading_goes_on() {
        let given = |body: &str| mended(body).map(|(text, _)| text);
        for (body, wanted) in [
            ("1.**Open** it.\n2. **Close** it.\n", "1. **Open** it.\n2. **Close** it.\n"),
            ("- one\n-два\n- three\n", "- one\n- два\n- three\n"),
            ("*פתחו\n*בחרו\n", "* פתחו\n* בחרו\n"),
            ("1.打开\n\n2.选择\n", "1. 打开\n\n2. 选择\n"),
            ("##Title\n\nText.\n", "## Title\n\nText.\n"),
        ] {
            assert_eq!(given(body).as_deref(), Some(wanted));
        }
        for body in [
            "Text\n-v prints more\n",
            "*Emphasis* here.\n*More* of it.\n",
            "**Bold**\n**Bold too**\n",
            "1.5 metres\n2.5 metres\n",
            "#general\n",
            "```\n##No\n```\n",
            "Text\n##no heading\n",
            "--- \n-----\n",
            "<style>\n\n##x\n</style>\n",
        ] {
            assert_eq!(given(body), None, "{body}");
        }
    }
}
