//! Sections from headings: titles, slugs, nesting. It knows no markup.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use regex::Regex;

use crate::source::Span;

use super::model::Section;

/// Makes slugs and keeps them unique in a page.
#[derive(Default)]
pub(super) struct Slugs {
    github: Unique,
    docfx: Unique,
}

#[derive(Default)]
struct Unique {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Slugs {
    /// The slug as GitHub makes it: letters, marks, numbers, connectors and hyphens, in lower case, with hyphens for spaces.
    pub(super) fn github(&mut self, title: &str) -> String {
        self.github.claim(slug(title, is_word))
    }

    /// The slug as DocFX makes it (Markdig's `UrilizeAsGfm`): letters, decimal digits, `-` and `_` only; `section` when nothing is left.
    pub(super) fn docfx(&mut self, title: &str) -> String {
        let slug = slug(title, is_letter_or_digit);
        self.docfx.claim(if slug.is_empty() { "section".to_owned() } else { slug })
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

impl Unique {
    fn claim(&mut self, slug: String) -> String {
        let mut number = self.next.get(&slug).copied().unwrap_or(0);
        let mut chosen = slug.clone();
        loop {
            if number > 0 {
                chosen = format!("{slug}-{number}");
            }
            if self.taken.insert(chosen.clone()) {
                self.next.insert(slug, number + 1);
                return chosen;
            }
            number += 1;
        }
    }
}

fn slug(title: &str, kept: fn(char) -> bool) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' | 'a'..='z' | '0'..='9' => slug.push(c),
            c if !c.is_ascii() && kept(c) => slug.push(c),
            _ => {}
        }
    }
    slug
}

fn is_word(c: char) -> bool {
    static WORD: OnceLock<Option<Regex>> = OnceLock::new();
    c.is_alphanumeric() || matches(WORD.get_or_init(|| Regex::new(r"^[\p{M}\p{Pc}\p{N}]$").ok()).as_ref(), c)
}

/// .NET looks at UTF-16 units, so that characters above U+FFFF are no letters.
fn is_letter_or_digit(c: char) -> bool {
    static LETTER: OnceLock<Option<Regex>> = OnceLock::new();
    match c {
        'à'..='ö' | 'ø'..='ÿ' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | 'а'..='я' => true,
        '\u{10000}'.. => false,
        c => matches(LETTER.get_or_init(|| Regex::new(r"^[\p{L}\p{Nd}]$").ok()).as_ref(), c),
    }
}

fn matches(class: Option<&Regex>, c: char) -> bool {
    class.is_some_and(|class| class.is_match(c.encode_utf8(&mut [0; 4])))
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
