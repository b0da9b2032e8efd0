//! Path patterns with `{path}` and `{locale}`: what they match and what they stand for.
//!
//! A pattern speaks of paths with `/`, relative to one folder; it never looks at the disk.

use crate::locale::Tag;

/// Endings of Markdown pages. A pattern without an ending of its own means any of them.
pub const PAGE_ENDINGS: [&str; 3] = ["md", "markdown", "mdx"];

/// No canonical tag with one variant is longer (`yue-Hant-HK-polyton`), with some room.
const LONGEST_TAG: usize = 24;

/// More than this in one pattern has no use, and bounds the search.
const MOST_LOCALES: usize = 4;

/// A path with `{path}`, which stands for one or more characters and may hold `/`, and perhaps `{locale}`, which stands for a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    tokens: Vec<Token>,
    ending: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Literal(String),
    Path,
    Locale,
}

/// What the placeholders stand for in one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// `{path}`.
    pub path: &'a str,
    /// `{locale}` as spelled.
    pub locale: Option<&'a str>,
    /// The ending that the pattern leaves open; empty when it has one of its own.
    pub ending: &'a str,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// One sentence that says what would be right.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let tokens = tokenize(text)?;
        let paths = tokens.iter().filter(|token| **token == Token::Path).count();
        let locales = tokens.iter().filter(|token| **token == Token::Locale).count();
        if paths != 1 {
            let found = if paths == 0 { "has no `{path}`" } else { "has `{path}` more than once" };
            return Err(format!("the pattern `{text}` {found}; write it once where the page's own path stands, as in `docs/{{path}}.md`"));
        }
        if locales > MOST_LOCALES {
            return Err(format!("the pattern `{text}` has `{{locale}}` more than {MOST_LOCALES} times"));
        }
        if tokens.windows(2).any(|pair| !pair.iter().any(|token| matches!(token, Token::Literal(_)))) {
            return Err(format!("the pattern `{text}` needs a character between its placeholders, as in `{{path}}.{{locale}}`"));
        }
        if text.starts_with('/') || text.contains('\\') {
            return Err(format!("the pattern `{text}` must be relative to the configuration file, with `/` between folders"));
        }
        let ending = own_ending(&tokens);
        Ok(Pattern { text: text.to_owned(), tokens, ending })
    }

    /// The pattern as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it has `{locale}`.
    pub fn has_locale(&self) -> bool {
        self.tokens.contains(&Token::Locale)
    }

    /// Whether `{locale}` is part of the file's name: no `/` after it, nor a `{path}`, which may hold one.
    pub fn locale_in_file_name(&self) -> bool {
        let after = self.tokens.iter().rev().take_while(|token| **token != Token::Locale);
        let after_is_plain = after.clone().all(|token| matches!(token, Token::Literal(text) if !text.contains('/')));
        self.has_locale() && after_is_plain
    }

    /// The character before `{locale}`, when there is one.
    pub fn before_locale(&self) -> Option<char> {
        let at = self.tokens.iter().position(|token| *token == Token::Locale)?;
        match self.tokens.get(at.checked_sub(1)?)? {
            Token::Literal(text) => text.chars().next_back(),
            _ => None,
        }
    }

    /// Whether `{locale}` is part of a folder's name together with other text: `docs.{locale}/`.
    pub fn locale_in_folder_name(&self) -> bool {
        !self.locale_in_file_name() && self.has_locale() && !matches!(self.before_locale(), None | Some('/'))
    }

    /// The ending that it prescribes, without the dot.
    pub fn ending(&self) -> Option<&str> {
        self.ending.as_deref()
    }

    /// Number of literal characters: of two patterns that match a file, the one with more says more.
    pub fn literal_len(&self) -> usize {
        self.literals().map(|text| text.chars().count()).sum()
    }

    /// The literal text before the first placeholder.
    pub fn literal_start(&self) -> &str {
        match self.tokens.first() {
            Some(Token::Literal(text)) => text,
            _ => "",
        }
    }

    /// What the placeholders stand for in a path, or none when it does not match.
    pub fn matches<'a>(&self, path: &'a str) -> Option<Match<'a>> {
        let (stem, ending) = match self.ending {
            Some(_) => (path, ""),
            None => split_page_ending(path)?,
        };
        let (path, locale) = match_tokens(&self.tokens, stem, None)?;
        Some(Match { path, locale, ending })
    }

    /// The path with the placeholders filled; without an ending when the pattern leaves it open.
    pub fn fill(&self, path: &str, locale: &str) -> String {
        let parts = self.tokens.iter().map(|token| match token {
            Token::Literal(text) => text.as_str(),
            Token::Path => path,
            Token::Locale => locale,
        });
        parts.collect()
    }

    /// The tag of that language that the pattern names literally: `en-US` for `docs/en-us/{path}`, `docs.en-us/{path}`, `{path}.en-us`.
    pub fn own_locale(&self, language: &str) -> Option<Tag> {
        let components = self.literals().flat_map(|text| self.without_ending(text).split('/'));
        components.filter_map(|component| locale_of(component, language)).map(|(_, tag)| tag).next()
    }

    /// The name of a page: the filled pattern without its ending and without the literal locale of that language.
    pub fn page_name(&self, path: &str, language: &str) -> String {
        let mut name = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(text) => name.push_str(&without_locale(self.without_ending(text), language)),
                Token::Path => name.push_str(path),
                Token::Locale => {}
            }
        }
        name
    }

    /// The literal without the ending, if it is the one that has it.
    fn without_ending<'a>(&self, literal: &'a str) -> &'a str {
        let is_last = matches!(self.tokens.last(), Some(Token::Literal(last)) if last == literal);
        let ending = self.ending.as_deref().filter(|_| is_last);
        ending.and_then(|ending| literal.strip_suffix(ending)?.strip_suffix('.')).unwrap_or(literal)
    }

    fn literals(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Literal(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Splits a page's ending off; none when it is not one of [`PAGE_ENDINGS`] in any case.
pub fn split_page_ending(path: &str) -> Option<(&str, &str)> {
    let (stem, ending) = path.rsplit_once('.')?;
    PAGE_ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)).then_some((stem, ending))
}

fn tokenize(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        if open > 0 {
            tokens.push(Token::Literal(rest[..open].to_owned()));
        }
        let Some(close) = rest[open..].find('}') else {
            return Err(format!("the pattern `{text}` has a `{{` without `}}`"));
        };
        tokens.push(placeholder(&rest[open..=open + close])?);
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        tokens.push(Token::Literal(rest.to_owned()));
    }
    Ok(tokens)
}

fn placeholder(written: &str) -> Result<Token, String> {
    match written {
        "{path}" => Ok(Token::Path),
        "{locale}" => Ok(Token::Locale),
        _ => Err(format!("`{written}` is not a placeholder; use `{{path}}` and `{{locale}}`")),
    }
}

/// The ending at the end of the pattern. `.en` is a locale, not an ending.
fn own_ending(tokens: &[Token]) -> Option<String> {
    let Some(Token::Literal(text)) = tokens.last() else { return None };
    let file_name = text.rsplit('/').next()?;
    let (_, ending) = file_name.rsplit_once('.')?;
    (!ending.is_empty() && Tag::parse(ending).is_none()).then(|| ending.to_owned())
}

/// Depth of the recursion is the number of tokens, which [`Pattern::parse`] bounds.
fn match_tokens<'a>(tokens: &[Token], text: &'a str, seen: Option<&'a str>) -> Option<(&'a str, Option<&'a str>)> {
    match tokens.split_first()? {
        (Token::Literal(literal), rest) => {
            let left = text.strip_prefix(literal.as_str())?;
            if rest.is_empty() { left.is_empty().then_some(("", seen)) } else { match_tokens(rest, left, seen) }
        }
        (Token::Path, []) => (!text.is_empty()).then_some((text, seen)),
        (Token::Path, rest) => {
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            let mut found = ends.filter_map(|end| Some((&text[..end], match_tokens(rest, &text[end..], seen)?.1)));
            found.next()
        }
        (Token::Locale, rest) => match_locale(rest, text, seen),
    }
}

fn match_locale<'a>(rest: &[Token], text: &'a str, seen: Option<&'a str>) -> Option<(&'a str, Option<&'a str>)> {
    let run = text.bytes().take(LONGEST_TAG).take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    for end in (2..=run).rev() {
        let (spelled, left) = text.split_at(end);
        if Tag::parse(spelled).is_none() || seen.is_some_and(|seen| seen != spelled) {
            continue;
        }
        if rest.is_empty() {
            return left.is_empty().then_some(("", Some(spelled)));
        }
        if let Some(found) = match_tokens(rest, left, Some(spelled)) {
            return Some(found);
        }
    }
    None
}

/// The tag of that language that a folder's or file's name is or ends in, and where it starts.
fn locale_of(component: &str, language: &str) -> Option<(usize, Tag)> {
    let separators = component.match_indices(['.', '-', '_']).map(|(at, _)| at + 1);
    let starts = std::iter::once(0).chain(separators);
    let mut found = starts.filter_map(|start| Some((start, Tag::parse(&component[start..])?)));
    found.find(|(_, tag)| tag.language() == language)
}

fn without_locale(literal: &str, language: &str) -> String {
    let mut kept = Vec::new();
    for component in literal.split('/') {
        match locale_of(component, language) {
            Some((0, _)) => {}
            Some((start, _)) => kept.push(&component[..start - 1]),
            None => kept.push(component),
        }
    }
    kept.join("/")
}
