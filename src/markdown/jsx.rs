//! Tags and module code of MDX as text: where they end, braces, strings and templates in them included. It knows no block.

use std::ops::Range;

/// A tag of JSX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JsxTag<'s> {
    /// As written; empty for a fragment (`<>`).
    pub(super) name: &'s str,
    /// `</…>`.
    pub(super) closing: bool,
    /// `<… />`.
    pub(super) empty: bool,
    /// Whether it holds an expression in braces.
    pub(super) has_braces: bool,
    /// What stands between the backquotes of templates that go over several lines, as bytes of the text.
    pub(super) templates: Vec<Range<usize>>,
    /// Bytes from `<` to `>`.
    pub(super) len: usize,
}

/// Reads the tag that a text starts with; none where it starts with none, or with one that does not end.
pub(super) fn tag(text: &str) -> Option<JsxTag<'_>> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let start = 1 + usize::from(closing);
    let name_len = text[start..].bytes().position(|b| !is_name(b)).unwrap_or(text.len() - start);
    let name = &text[start..start + name_len];
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.is_empty() && text[start..].starts_with('>');
    if !is_named {
        return None;
    }
    let mut scan = Scan { bytes: text.as_bytes(), at: start + name_len, templates: Vec::new() };
    let mut has_braces = false;
    loop {
        let byte = *scan.bytes.get(scan.at)?;
        match byte {
            b'>' => break,
            b'<' => return None,
            b'"' | b'\'' => scan.at += 2 + memchr::memchr(byte, &scan.bytes[scan.at + 1..])?,
            b'{' => {
                has_braces = true;
                scan.at += 1;
                scan.expression(b'}')?;
            }
            b'\n' if scan.is_blank_line(scan.at + 1) => return None,
            _ => scan.at += 1,
        }
    }
    let empty = scan.at > start && scan.bytes[scan.at - 1] == b'/' && !closing;
    Some(JsxTag { name, closing, empty, has_braces, len: scan.at + 1, templates: scan.templates })
}

/// The bytes of the module code that a text starts with, up to the end of its last line.
pub(super) fn module_code(text: &str) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, templates: Vec::new() };
    scan.expression(b'\n')?;
    Some(scan.at - usize::from(text.as_bytes().get(scan.at.wrapping_sub(1)) == Some(&b'\n')))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'_')
}

/// Braces further in are no expression of anybody.
const DEEPEST: usize = 256;

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    templates: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn is_blank_line(&self, from: usize) -> bool {
        let rest = self.bytes.get(from..).unwrap_or_default();
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| *byte == b'\n')
    }

    /// Goes behind the byte that ends JavaScript which starts here: a closing brace, or the end of a line outside of all brackets.
    fn expression(&mut self, end: u8) -> Option<()> {
        // What closes each open bracket; a backquote for a template.
        let mut open: Vec<u8> = Vec::new();
        // Where the outermost template starts.
        let mut template = 0;
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                return (open.is_empty() && end == b'\n').then_some(());
            };
            self.at += 1;
            if open.is_empty() && byte == end {
                return Some(());
            }
            if open.last() == Some(&b'`') {
                self.template(byte, &mut open);
                if !open.contains(&b'`') && self.bytes[template..self.at - 1].contains(&b'\n') {
                    self.templates.push(template..self.at - 1);
                }
                continue;
            }
            match byte {
                b'{' => open.push(b'}'),
                b'(' => open.push(b')'),
                b'[' => open.push(b']'),
                b'`' => {
                    template = if open.contains(&b'`') { template } else { self.at };
                    open.push(b'`');
                }
                b'}' | b')' | b']' if open.last() == Some(&byte) => {
                    open.pop();
                }
                b'"' | b'\'' => self.string(byte),
                b'/' => self.comment(),
                _ => {}
            }
            if open.len() > DEEPEST {
                return None;
            }
        }
    }

    fn template(&mut self, byte: u8, open: &mut Vec<u8>) {
        match byte {
            b'`' => {
                open.pop();
            }
            b'\\' => self.at += 1,
            b'$' if self.bytes.get(self.at) == Some(&b'{') => {
                self.at += 1;
                open.push(b'}');
            }
            _ => {}
        }
    }

    /// Goes behind a string; one that does not end in its line is text with an apostrophe.
    fn string(&mut self, quote: u8) {
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\n' => return,
                b'\\' => at += 1,
                _ if byte == quote => {
                    self.at = at + 1;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.first() {
            Some(b'/') => self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            Some(b'*') => self.at += memchr::memmem::find(rest, b"*/").map_or(0, |end| end + 2),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_behind_their_expressions() {
        let whole = |text: &str| tag(text).map(|tag| &text[..tag.len]) == Some(text);
        for text in
            ["<Tab>", "</Tab>", "<>", "<Tabs.Item value=\"a > b\" />", "<A on={() => go({ a: '}' })}>", "<A b={`\n\n${x ? `}` : 1}\n`} />"]
        {
            assert!(whole(text), "{text}");
        }
        assert!(tag("<A b={`\n\n\n\n`} />").is_some_and(|tag| tag.templates.first() == Some(&(7..11)) && tag.empty));
        for text in ["<", "<3", "< b>", "<A b={", "<A\n\nb>", "<a <b>"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn module_code_ends_with_its_line() {
        let code = "export const F = () => {\n\n  return (<p>don't</p>);\n};";
        assert_eq!(module_code(&format!("{code}\nText")), Some(code.len()));
        assert_eq!(module_code("export const F = {"), None);
    }
}
