//! From decoded text back to the bytes it was decoded from, and HTML entities. It knows no node and no block.

use std::borrow::Cow;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use crate::source::Span;

/// How a run of text is written in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Backslash escapes and entities are decoded.
    Markdown,
    /// Nothing is, but line breaks became spaces and `\|` of table cells lost its backslash.
    Code,
}

/// Walks through `decoded` and the file together, from `start` and not past `limit`, and hands on each run of the decoded text with
/// its bytes. Returns the byte after the last one; none when they do not fit, with what was handed on up to there.
pub(super) fn locate(
    file: &str,
    decoded: &str,
    start: usize,
    limit: usize,
    style: Style,
    say: &mut dyn FnMut(&str, Span),
) -> Option<usize> {
    let (bytes, wanted) = (file.as_bytes(), decoded.as_bytes());
    let (mut at, mut done, mut run) = (start, 0, 0);
    while done < wanted.len() {
        let here = bytes.get(at).filter(|_| at < limit)?;
        if let Some((read, said)) = special(file, at, &decoded[done..], style, *here) {
            say(&decoded[run..done], Span::new(at - (done - run), at));
            say(&decoded[done..done + said], Span::new(at, at + read));
            (at, done) = (at + read, done + said);
            run = done;
        } else {
            let next = (done + 1..=wanted.len()).find(|&end| decoded.is_char_boundary(end))?;
            if bytes.get(at..at + next - done) != Some(&wanted[done..next]) {
                return None;
            }
            (at, done) = (at + next - done, next);
        }
    }
    say(&decoded[run..done], Span::new(at - (done - run), at));
    Some(at)
}

/// Bytes read and bytes said when something other than itself stands at `at` for the start of `wanted`.
fn special(file: &str, at: usize, wanted: &str, style: Style, here: u8) -> Option<(usize, usize)> {
    match here {
        b'\\' => {
            let next = *file.as_bytes().get(at + 1)?;
            let escaped = if style == Style::Code { next == b'|' } else { next.is_ascii_punctuation() };
            (escaped && wanted.as_bytes().first() == Some(&next)).then_some((2, 1))
        }
        b'&' if style == Style::Markdown => {
            let name = entity(file.get(at..)?)?;
            Some((name.len(), entity_said(name, wanted, file.get(at + name.len()..)?)?))
        }
        b'\n' | b'\r' if style == Style::Code && wanted.starts_with(' ') => Some((line_break(file, at, wanted), 1)),
        _ => None,
    }
}

/// How much of `wanted` an entity stands for; none when it is no entity but its own text.
fn entity_said(name: &str, wanted: &str, after: &str) -> Option<usize> {
    let mut chars = wanted.chars();
    let first = chars.next()?;
    if first == '&' {
        return matches!(decode(name).as_deref(), Some("&")).then_some(1);
    }
    let joined = |c: &char| matches!(c, '\u{338}' | '\u{20d2}' | '\u{20e5}' | '\u{333}' | '\u{fe00}' | '\u{331}' | '\u{200a}');
    let second = chars.next().filter(|c| joined(c) && !after.starts_with(*c));
    Some(first.len_utf8() + second.map_or(0, char::len_utf8))
}

/// Length of a line break together with the next line's indentation and quote marks, but for the blanks that are wanted themselves.
fn line_break(file: &str, at: usize, wanted: &str) -> usize {
    let rest = &file[at..];
    let after = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
    let blanks = wanted.len() - wanted.trim_start_matches(' ').len() - 1;
    let quoted = wanted[1 + blanks..].starts_with('>');
    let content = if quoted { after.trim_start_matches([' ', '\t']) } else { after.trim_start_matches(['>', ' ', '\t']) };
    let prefix = &after[..after.len() - content.len()];
    let kept = (prefix.len() - prefix.trim_end_matches(' ').len()).min(blanks);
    rest.len() - content.len() - kept
}

/// The entity that a text starts with, from `&` through `;`, by its form alone.
pub(super) fn entity(text: &str) -> Option<&str> {
    let end = text.bytes().take(34).skip(1).position(|b| !(b.is_ascii_alphanumeric() || b == b'#'))? + 1;
    (end > 1 && text.as_bytes()[end] == b';').then(|| &text[..=end])
}

/// What an entity (`&nbsp;`) stands for; none when there is no such entity.
pub(super) fn decode(entity: &str) -> Option<Cow<'static, str>> {
    let known = match entity {
        "&nbsp;" => "\u{a0}",
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&#39;" | "&apos;" => "'",
        _ => return decode_rare(entity),
    };
    Some(Cow::Borrowed(known))
}

/// comrak has the whole list of HTML5 but does not hand it out; so it reads the one entity.
fn decode_rare(entity: &str) -> Option<Cow<'static, str>> {
    let arena = Arena::new();
    let root = parse_document(&arena, entity, &Options::default());
    let text = root.descendants().find_map(|node| match &node.data().value {
        NodeValue::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    })?;
    (text != entity).then_some(Cow::Owned(text))
}

/// A text with its entities decoded.
pub(super) fn decode_all(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let found = entity(&rest[at..]).and_then(|name| Some((name.len(), decode(name)?)));
        let (read, said) = found.unwrap_or((1, Cow::Borrowed("&")));
        decoded.push_str(&said);
        rest = &rest[at + read..];
    }
    decoded.push_str(rest);
    decoded
}
