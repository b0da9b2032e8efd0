//! Sections from headings: titles, slugs, nesting. It knows no markup.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::source::Span;

use super::model::Section;

/// Makes slugs and keeps them unique in a page.
#[derive(Default)]
pub(super) struct Slugs {
    github: Unique,
    /// Only once the two have differed; until then what GitHub has taken, DocFX has.
    docfx: Option<Unique>,
}

#[derive(Clone, Default)]
struct Unique {
    /// Slugs that are taken, with the number that the next one of that name gets.
    taken: HashMap<String, usize>,
}

impl Slugs {
    /// The slugs of a title, as GitHub and as DocFX makes them.
    ///
    /// GitHub keeps letters, marks, numbers, connectors and hyphens, in lower case, with hyphens for spaces. DocFX (Markdig's
    /// `UrilizeAsGfm`) keeps letters, decimal digits, `-` and `_` only, and takes `section` when nothing is left.
    pub(super) fn claim(&mut self, title: &str) -> (String, String) {
        let github = slug(title, is_word);
        let docfx = match github.as_str() {
            "" => Some("section".to_owned()),
            same if same.is_ascii() || same.chars().all(|c| c.is_ascii() || is_letter_or_digit(c)) => None,
            _ => Some(slug(title, is_letter_or_digit)),
        };
        if docfx.is_some() && self.docfx.is_none() {
            self.docfx = Some(self.github.clone());
        }
        let base = docfx.unwrap_or_else(|| github.clone());
        let chosen = self.github.claim(github);
        let docfx = self.docfx.as_mut().map_or_else(|| chosen.clone(), |docfx| docfx.claim(base));
        (chosen, docfx)
    }
}

/// The anchor that Microsoft's localization hand-back writes: made of the heading's source, so that `&#39;` gives `39`, `<br>` gives `br`,
/// and letters beyond ASCII are lost. Empty where the heading has nothing of that kind, so that it is the slug.
pub(super) fn handback_slug(heading: &str) -> String {
    if heading.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'<' | b'&' | b'`' | b'[' | b'\\')) {
        return String::new();
    }
    let title = heading.trim_start_matches('#').trim();
    let mut slug = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(c) = rest.chars().next() {
        // Link targets are no part of the heading's words.
        let skipped = if rest.starts_with("](") { rest.find(')').map_or(2, |end| end + 1) } else { c.len_utf8() };
        match c {
            ' ' => slug.push('-'),
            '-' | '_' | '0'..='9' | 'a'..='z' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            _ => {}
        }
        rest = &rest[skipped..];
    }
    slug
}

/// The anchor that VitePress makes: a hyphen for each run of blanks and punctuation of ASCII and of English typography, none at the ends, an
/// underscore before a leading figure. Empty where the title has nothing of that kind, so that it is the slug.
pub(super) fn mdit_slug(title: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’');
    if !title.contains(|c: char| is_special(c) && c != ' ' || c.is_ascii_digit()) {
        return String::new();
    }
    let words = title.split_whitespace().filter(|word| !is_emoji(word));
    let parts: Vec<String> = words.flat_map(|word| word.split(is_special)).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let slug = parts.join("-");
    if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("_{slug}") } else { slug }
}

/// Whether a word is the code of a pictograph (`:tada:`), which VitePress takes for no text of the title.
fn is_emoji(word: &str) -> bool {
    let name = word.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).unwrap_or_default();
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-'))
}

impl Unique {
    fn claim(&mut self, slug: String) -> String {
        let Some(&first) = self.taken.get(&slug) else {
            self.taken.insert(slug.clone(), 1);
            return slug;
        };
        let free = (first..=first + self.taken.len())
            .map(|number| (number, format!("{slug}-{number}")))
            .find(|(_, chosen)| !self.taken.contains_key(chosen));
        let (number, chosen) = free.unwrap_or((first, slug.clone()));
        self.taken.insert(slug, number + 1);
        self.taken.insert(chosen.clone(), 1);
        chosen
    }
}

fn slug(title: &str, kept: fn(char) -> bool) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' | 'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            c if !c.is_ascii() => slug.extend(c.to_lowercase().filter(|&c| kept(c))),
            _ => {}
        }
    }
    slug
}

fn is_word(c: char) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\p{M}\p{Pc}\p{N}]$").expect("a pattern of the program compiles"));
    let punctuation = matches!(c, '\u{80}'..='\u{a9}' | '\u{2000}'..='\u{203e}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}');
    c.is_alphanumeric() || !punctuation && matches(&WORD, c)
}

/// .NET looks at UTF-16 units, so that characters above U+FFFF are no letters.
fn is_letter_or_digit(c: char) -> bool {
    static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{Nd}]$").expect("a pattern of the program compiles"));
    match c {
        'ß'..='ö'
        | 'ø'..='ɏ'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | 'ー'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | 'а'..='я' => true,
        '\u{10000}'.. => false,
        c => matches(&LETTER, c),
    }
}

fn matches(class: &Regex, c: char) -> bool {
    class.is_match(c.encode_utf8(&mut [0; 4]))
}

/// The section before the first heading.
pub(super) fn opening() -> Section {
    Section {
        level: 0,
        title: String::new(),
        heading: None,
        anchors: Vec::new(),
        slug: String::new(),
        docfx_slug: String::new(),
        handback_slug: String::new(),
        mdit_slug: String::new(),
        parent: None,
        conditions: Vec::new(),
        blocks: 0..0,
        span: Span::new(0, 0),
    }
}

/// Sets where each section ends, and which it is nested in.
pub(super) fn close(sections: &mut [Section], block_count: usize, file_end: usize) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..sections.len() {
        let (blocks_end, end) = sections.get(at + 1).map_or((block_count, file_end), |next| (next.blocks.start, next.span.start));
        sections[at].blocks.end = blocks_end;
        sections[at].span.end = end;
        while open.last().is_some_and(|&parent| sections[parent].level >= sections[at].level) {
            open.pop();
        }
        sections[at].parent = open.last().copied();
        if sections[at].level > 0 {
            open.push(at);
        }
    }
}
