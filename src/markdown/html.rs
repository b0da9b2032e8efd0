//! HTML tags as text: names, attributes, where a tag ends. It knows no block.

use std::ops::Range;

/// A tag, read from its text (`<a href="x">`).
#[derive(Clone, Copy)]
pub(super) struct Tag<'s> {
    /// As written, without `<` and attributes.
    pub(super) name: &'s str,
    /// `</…>`.
    pub(super) closing: bool,
    text: &'s str,
}

impl<'s> Tag<'s> {
    /// Reads a tag; none for comments, declarations and what is no tag.
    pub(super) fn read(text: &'s str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let end = inner.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b'_'))).unwrap_or(inner.len());
        let name = &inner[..end];
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(Self { name, closing, text })
    }

    /// Whether it has that name, given in lower case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute as written, and where it stands in the tag's text.
    pub(super) fn attribute(&self, wanted: &str) -> Option<(&'s str, Range<usize>)> {
        let start = 1 + usize::from(self.closing) + self.name.len();
        let range = Attributes { text: self.text, at: start }.find(|(name, _)| self.text[name.clone()].eq_ignore_ascii_case(wanted))?.1;
        Some((&self.text[range.clone()], range))
    }
}

/// Names and values of a tag's attributes, as ranges of its text.
struct Attributes<'s> {
    text: &'s str,
    at: usize,
}

impl Attributes<'_> {
    fn skip(&mut self, stop: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        while self.text.as_bytes().get(self.at).is_some_and(|&b| !stop(b)) {
            self.at += 1;
        }
        start..self.at
    }

    /// A `>` before the tag's end is the mark of a quote that the tag's next line stands in.
    fn skip_separators(&mut self) {
        let last = self.text.len().saturating_sub(1);
        let bytes = self.text.as_bytes();
        while self.at < last && (bytes[self.at].is_ascii_whitespace() || matches!(bytes[self.at], b'/' | b'>')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Range<usize> {
        self.skip(|b| !b.is_ascii_whitespace());
        if self.text.as_bytes().get(self.at) != Some(&b'=') {
            return self.at..self.at;
        }
        self.at += 1;
        self.skip(|b| !b.is_ascii_whitespace());
        match self.text.as_bytes().get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                self.at += 1;
                let value = self.skip(|b| b == quote);
                self.at = (self.at + 1).min(self.text.len());
                value
            }
            _ => self.skip(|b| b.is_ascii_whitespace() || b == b'>'),
        }
    }
}

impl Iterator for Attributes<'_> {
    type Item = (Range<usize>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_separators();
        let name = self.skip(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'));
        if name.is_empty() {
            return None;
        }
        Some((name, self.value()))
    }
}

/// Tags longer than this are text.
const MAX_TAG: usize = 8192;

/// The byte after the tag that `text` starts with; none when it does not end.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_TAG)];
    let mut quote = None;
    for (at, &b) in bytes.iter().enumerate() {
        match (quote, b) {
            (Some(open), b) if b == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    memchr::memchr(b'>', bytes).map(|at| at + 1)
}

/// Where the content of a raw element (`script`, `style`) ends: at its closing tag, or the end.
pub(super) fn raw_end(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"</") {
        let start = from + at;
        if Tag::read(&text[start..]).is_some_and(|tag| tag.is(name)) {
            return start;
        }
        from = start + 2;
    }
    text.len()
}
