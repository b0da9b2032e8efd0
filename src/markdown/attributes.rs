//! Attribute lists behind headings, links and blocks: `{#id .class}`, `{: #id }`, `{ width="300" }`. It knows no block.

use std::ops::Range;

/// Longer lists are text.
const MAX_LENGTH: usize = 512;

/// An attribute list that `text` starts with.
pub(super) struct AttributeList {
    /// Its length with the braces.
    pub(super) len: usize,
    /// Where the id's name stands in it.
    pub(super) id: Option<Range<usize>>,
    /// Whether it starts with `:`, `#` or `.`, and so is a list wherever it stands; `key=value` is one only behind a link or image.
    pub(super) marked: bool,
}

/// Reads the attribute list that `text` starts with; none when the braces hold something else.
pub(super) fn read(text: &str) -> Option<AttributeList> {
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(MAX_LENGTH).position(|b| matches!(b, b'}' | b'\n' | b'\r' | b'{'))?;
    if inner.as_bytes()[end] != b'}' {
        return None;
    }
    let content = &inner[..end];
    let (kramdown, list) = content.strip_prefix(':').map_or((false, content), |rest| (true, rest));
    let first = list.trim_start().bytes().next()?;
    let id = tokens(list).ok()?;
    let base = 1 + usize::from(kramdown);
    let id = id.map(|range| range.start + base..range.end + base);
    Some(AttributeList { len: end + 2, id, marked: kramdown || matches!(first, b'#' | b'.') })
}

/// Something in the braces is no attribute.
struct NotAList;

/// The id among the tokens, if any.
fn tokens(list: &str) -> Result<Option<Range<usize>>, NotAList> {
    let mut id = None;
    let mut at = 0;
    while let Some(skip) = list[at..].find(|c: char| !c.is_whitespace()) {
        at += skip;
        let len = token_len(&list[at..]);
        let token = &list[at..at + len];
        match token.as_bytes()[0] {
            b'#' | b'.' if len == 1 || !is_name(&token[1..]) => return Err(NotAList),
            b'#' => id = Some(at + 1..at + len),
            b'.' => {}
            _ if is_pair(token) => {}
            _ => return Err(NotAList),
        }
        at += len;
    }
    Ok(id)
}

fn token_len(text: &str) -> usize {
    let mut quoted = false;
    text.find(|c: char| {
        quoted ^= c == '"';
        !quoted && c.is_whitespace()
    })
    .unwrap_or(text.len())
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/'))
}

fn is_pair(token: &str) -> bool {
    token.split_once('=').is_some_and(|(key, value)| !key.is_empty() && is_name(key) && !value.is_empty())
}
