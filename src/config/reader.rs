//! Reads TOML values by type and collects what is wrong with them.
//!
//! It knows types and places, not what a key means.

use std::borrow::Cow;

use toml_span::value::{Table, ValueInner};
use toml_span::{Span as TomlSpan, Value};

use super::problem::ConfigProblem;
use crate::locale::Tag;
use crate::source::Span;

/// Collects problems while a configuration is read.
#[derive(Default)]
pub(super) struct Reader {
    problems: Vec<ConfigProblem>,
}

impl Reader {
    /// All problems, in the order of their place.
    pub(super) fn finish(mut self) -> Vec<ConfigProblem> {
        self.problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        self.problems
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.problems.push(ConfigProblem { message: message.into(), span, label: label.into(), help: None });
    }

    /// Notes a problem that needs a word on what to do.
    pub(super) fn problem_with_help(&mut self, span: Span, message: String, label: &str, help: String) {
        self.problems.push(ConfigProblem { message, span, label: label.to_owned(), help: Some(help) });
    }

    /// Notes every key of a table that is not one of those known.
    pub(super) fn unknown_keys(&mut self, table: &Table<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.name.as_ref())) {
            let message = format!("unknown key `{}`{}", key.name, suggestion(&key.name, known));
            self.problem(span(key.span), message, "not a key that is known here");
        }
    }

    /// A table, or a problem.
    pub(super) fn table<'v, 'de>(&mut self, name: &str, value: &'v Value<'de>) -> Option<&'v Table<'de>> {
        let table = value.as_table();
        if table.is_none() {
            self.wrong_type(name, value, "a table");
        }
        table
    }

    /// A string, or a problem.
    pub(super) fn text<'v>(&mut self, name: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.as_str();
        if text.is_none() {
            self.wrong_type(name, value, "a string");
        }
        text
    }

    /// A string that is not blank, or a problem.
    pub(super) fn filled_text(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        let text = self.text(name, value)?;
        if text.trim().is_empty() {
            self.problem(span(value.span), format!("`{name}` must not be empty"), "empty");
            return None;
        }
        Some(text.to_owned())
    }

    /// `true` or `false`, or a problem.
    pub(super) fn flag(&mut self, name: &str, value: &Value<'_>) -> Option<bool> {
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(name, value, "true or false");
        }
        flag
    }

    /// The items of an array; empty with a problem when it is none.
    pub(super) fn items<'v, 'de>(&mut self, name: &str, value: &'v Value<'de>) -> &'v [Value<'de>] {
        if let Some(items) = value.as_array() {
            return items;
        }
        self.wrong_type(name, value, "a list in square brackets");
        &[]
    }

    /// The strings of an array; other items are problems.
    pub(super) fn texts<'v>(&mut self, name: &str, value: &'v Value<'_>) -> Vec<(&'v str, Span)> {
        let mut texts = Vec::new();
        for item in self.items(name, value) {
            if let Some(text) = item.as_str() {
                texts.push((text, span(item.span)));
                continue;
            }
            let found = type_name(item);
            self.problem(span(item.span), format!("`{name}` must be a list of strings, without {found}"), format!("this is {found}"));
        }
        texts
    }

    /// A locale's tag, or a problem.
    pub(super) fn tag(&mut self, text: &str, at: Span) -> Option<Tag> {
        let tag = Tag::parse(text);
        if tag.is_none() {
            let message = format!("`{text}` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`");
            self.problem(at, message, "not a locale tag");
        }
        tag
    }

    /// Notes a value of another type than wanted.
    pub(super) fn wrong_type(&mut self, name: &str, value: &Value<'_>, wanted: &str) {
        let found = type_name(value);
        self.problem(span(value.span), format!("`{name}` must be {wanted}, not {found}"), format!("this is {found}"));
    }
}

/// The span of a TOML value.
pub(super) fn span(span: TomlSpan) -> Span {
    Span::new(span.start, span.end)
}

/// `; did you mean …?` with the nearest of the known words, or the list of them when there are few, or nothing.
pub fn suggestion(word: &str, known: &[&str]) -> Cow<'static, str> {
    if let Some(nearest) = nearest(word, known) {
        return Cow::Owned(format!("; did you mean `{nearest}`?"));
    }
    if known.is_empty() || known.len() > 10 {
        return Cow::Borrowed("");
    }
    let listed: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    Cow::Owned(format!("; known here are {}", listed.join(", ")))
}

/// The known word with the fewest edits, if those are at most a third of its letters; the first of equals.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let distances = known.iter().map(|&candidate| (edits(word, candidate), candidate));
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= candidate.chars().count().max(3)).then_some(candidate)
}

/// Levenshtein distance in characters.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, c) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, &other) in to.iter().enumerate() {
            let substituted = diagonal + usize::from(c != other);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

fn type_name(value: &Value<'_>) -> &'static str {
    match value.as_ref() {
        ValueInner::String(_) => "a string",
        ValueInner::Integer(_) | ValueInner::Float(_) => "a number",
        ValueInner::Boolean(_) => "a boolean",
        ValueInner::Array(_) => "a list",
        ValueInner::Table(_) => "a table",
    }
}
