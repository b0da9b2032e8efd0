//! Bare web addresses in visible text. It knows no markup.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Whether a text can hold any.
pub(super) fn may_have(text: &str) -> bool {
    static COLON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));
    COLON.find(text.as_bytes()).is_some()
}

/// The web addresses (`http`, `https`, `ftp`) in a text. One ends before blanks, quotes, angle brackets, CJK text and the punctuation
/// that closes a sentence.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"://") {
        let start = scheme_start(text, at);
        if start < at && found.last().is_none_or(|last| last.end <= start) {
            let end = at + 3 + length(&text[at + 3..]);
            if end > at + 3 {
                found.push(start..end);
            }
        }
    }
    found
}

fn scheme_start(text: &str, at: usize) -> usize {
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let start = at.wrapping_sub(scheme.len());
        text.get(start..at).is_some_and(|found| found.eq_ignore_ascii_case(scheme))
            && !text.as_bytes()[..start].last().is_some_and(u8::is_ascii_alphanumeric)
    });
    at - scheme.map_or(0, str::len)
}

fn length(rest: &str) -> usize {
    let end = rest.find(ends_url).unwrap_or(rest.len());
    let mut url = &rest[..end];
    while let Some(last) = url.chars().next_back() {
        let closing = last == ')' && url.matches(')').count() > url.matches('(').count();
        if !closing && !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '*' | '_' | '~' | '\'') {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

/// Blanks, quotes, brackets, general and CJK punctuation, and the scripts that follow an address without a space.
fn ends_url(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '{' | '}' | '«' | '»')
        || matches!(c, '\u{2000}'..='\u{206f}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}')
        || matches!(c, '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '\u{e00}'..='\u{eff}')
}
