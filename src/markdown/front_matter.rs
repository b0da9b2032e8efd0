//! Front matter: YAML (`---`) with its top-level keys, TOML (`+++`) only skipped. It knows no Markdown.

use saphyr::{LoadableYamlNode, MarkedYaml, YamlData};

use crate::source::Span;

use super::model::{FrontMatter, FrontMatterEntry, FrontMatterValue};

/// What stands before the body.
pub(super) struct Front {
    /// The YAML, when there is some.
    pub(super) matter: Option<FrontMatter>,
    /// Where the body starts, behind a byte order mark and front matter.
    pub(super) body_start: usize,
}

/// Reads what a file starts with. Front matter that is not closed is no front matter.
pub(super) fn read(text: &str) -> Front {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Front { matter: None, body_start: start };
    let mut lines = Lines { text, at: start };
    let delimiter = match lines.next().map(|line| text[line.start..line.end].trim_end()) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return none,
    };
    let content = lines.at;
    let Some(closing) = closing(text, content, delimiter) else { return none };
    let span = Span::new(start, closing + delimiter.len());
    let matter = (delimiter == "---").then(|| FrontMatter { span, entries: entries(text, Span::new(content, closing)) });
    lines.at = closing;
    lines.next();
    Front { matter, body_start: lines.at }
}

/// Where the line stands that holds nothing but the delimiter.
fn closing(text: &str, content: usize, delimiter: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(&bytes[content..], delimiter).map(|found| content + found).find(|&at| {
        let leads = matches!(bytes[at - 1], b'\n' | b'\r');
        let mut line = Lines { text, at: at + delimiter.len() };
        leads && line.next().is_none_or(|rest| text[rest.start..rest.end].trim().is_empty())
    })
}

/// Lines without their endings.
struct Lines<'s> {
    text: &'s str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let ending = if rest[len..].starts_with("\r\n") { 2 } else { usize::from(len < rest.len()) };
        self.at = start + len + ending;
        Some(Span::new(start, start + len))
    }
}

/// Plain YAML is read line by line; whatever else there is, by saphyr.
fn entries(text: &str, content: Span) -> Vec<FrontMatterEntry> {
    plain_entries(text, content).or_else(|| yaml_entries(text, content)).unwrap_or_default()
}

/// `key: scalar`, `key: [a, b]` and `key:` with `- item` lines; none when anything else occurs.
fn plain_entries(text: &str, content: Span) -> Option<Vec<FrontMatterEntry>> {
    let mut entries: Vec<FrontMatterEntry> = Vec::with_capacity(16);
    let mut lines = Lines { text, at: content.start };
    while lines.at < content.end {
        let line = lines.next()?;
        let source = &text[line.start..line.end];
        let trimmed = source.trim_start_matches(' ');
        let at = line.end - trimmed.len();
        if trimmed.trim_end().is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ") {
            let entry = entries.last_mut()?;
            entry.values.push(scalar(item, at + 2)?);
        } else if at > line.start {
            return None;
        } else {
            entries.push(entry(source, at)?);
        }
    }
    Some(entries)
}

fn entry(line: &str, start: usize) -> Option<FrontMatterEntry> {
    let colon = memchr::memchr(b':', line.as_bytes())?;
    let key = &line[..colon];
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ' ' | '/');
    let rest = &line[colon + 1..];
    if key.is_empty() || !key.chars().all(plain) || key.starts_with('-') || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let values = values(rest, start + colon + 1)?;
    let key = key.trim_end();
    Some(FrontMatterEntry { key: key.to_owned(), key_span: Span::new(start, start + key.len()), values })
}

fn values(rest: &str, start: usize) -> Option<Vec<FrontMatterValue>> {
    let trimmed = rest.trim_start();
    let at = start + rest.len() - trimmed.len();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Some(Vec::new());
    }
    let Some(list) = trimmed.strip_prefix('[') else { return Some(vec![scalar(trimmed, at)?]) };
    let list = list.trim_end().strip_suffix(']')?;
    if list.contains(['[', ']', '{', '}', '"', '\'', '#']) {
        return None;
    }
    let mut values = Vec::new();
    let mut item_start = at + 1;
    for item in list.split(',') {
        if !item.trim().is_empty() {
            let lead = item.len() - item.trim_start().len();
            values.push(scalar(item.trim(), item_start + lead)?);
        }
        item_start += item.len() + 1;
    }
    Some(values)
}

/// A scalar on one line; none for what only a YAML parser can tell (blocks, maps, anchors, escapes).
fn scalar(source: &str, start: usize) -> Option<FrontMatterValue> {
    let trimmed = source.trim_start();
    let start = start + source.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    let value = |text: String, len: usize| Some(FrontMatterValue { text, span: Span::new(start, start + len) });
    match trimmed.chars().next()? {
        '\'' => {
            let inner = trimmed.strip_prefix('\'')?.strip_suffix('\'')?;
            let text = inner.replace("''", "\u{0}");
            (!text.contains('\'')).then(|| value(text.replace('\u{0}', "'"), trimmed.len()))?
        }
        '"' => {
            let inner = trimmed.get(1..)?.strip_suffix('"')?;
            (!inner.contains(['"', '\\'])).then(|| value(inner.to_owned(), trimmed.len()))?
        }
        '|' | '>' | '&' | '*' | '!' | '{' | '}' | '[' | ']' | '%' | '@' | '`' | ',' | '?' => None,
        '-' if trimmed.starts_with("- ") || trimmed == "-" => None,
        _ if ends_plain(trimmed.as_bytes()) => None,
        _ => value(trimmed.to_owned(), trimmed.len()),
    }
}

/// Whether a plain scalar holds what ends one: `: `, ` #`, or `:` at its end.
fn ends_plain(scalar: &[u8]) -> bool {
    memchr::memchr2_iter(b':', b'#', scalar).any(|at| match scalar[at] {
        b':' => scalar.get(at + 1).is_none_or(|&next| next == b' '),
        _ => at > 0 && scalar[at - 1] == b' ',
    })
}

fn yaml_entries(text: &str, content: Span) -> Option<Vec<FrontMatterEntry>> {
    let source = &text[content.start..content.end];
    let documents = MarkedYaml::load_from_str(source).ok()?;
    let YamlData::Mapping(map) = &documents.first()?.data else { return None };
    let bytes = ByteIndex::new(source, content.start);
    Some(map.iter().filter_map(|(key, value)| yaml_entry(text, key, value, &bytes)).collect())
}

fn yaml_entry(text: &str, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>, bytes: &ByteIndex) -> Option<FrontMatterEntry> {
    let key = yaml_value(text, key, bytes)?;
    let values = match &value.data {
        YamlData::Sequence(items) => items.iter().filter_map(|item| yaml_value(text, item, bytes)).collect(),
        _ => yaml_value(text, value, bytes).into_iter().collect(),
    };
    Some(FrontMatterEntry { key: key.text, key_span: key.span, values })
}

/// Numbers and the like are taken as written.
fn yaml_value(text: &str, node: &MarkedYaml<'_>, bytes: &ByteIndex) -> Option<FrontMatterValue> {
    let span = bytes.span(text, node.span.start.index(), node.span.end.index());
    let written = || text.get(span.start..span.end).unwrap_or("").to_owned();
    match &node.data {
        YamlData::Value(saphyr::Scalar::String(scalar)) | YamlData::Representation(scalar, ..) => {
            Some(FrontMatterValue { text: scalar.to_string(), span })
        }
        YamlData::Value(saphyr::Scalar::Null) => None,
        YamlData::Value(_) => Some(FrontMatterValue { text: written(), span }),
        _ => None,
    }
}

/// saphyr counts characters.
struct ByteIndex {
    starts: Vec<usize>,
    end: usize,
}

impl ByteIndex {
    fn new(source: &str, start: usize) -> Self {
        Self { starts: source.char_indices().map(|(at, _)| start + at).collect(), end: start + source.len() }
    }

    fn byte(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.end)
    }

    fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let (start, end) = (self.byte(start), self.byte(end));
        let source = text.get(start..end).unwrap_or("").trim_end();
        Span::new(start, start + source.len())
    }
}
