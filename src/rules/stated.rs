//! What one side of a drift states, as a value: findings keep it, and compare it, to the end.
//!
//! This is the only place that shows such values to people, with the [`Display`](fmt::Display) of [`Value`] for facts. Nothing reads
//! what is shown here back.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::facts::standard::{self, Standard};
use crate::facts::{Value, phone};

/// What one side states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stated {
    /// A fact, and of a telephone number the line that it reaches, in the form of E.164, where that is known.
    Fact(Value, Option<String>),
    /// Something that is compared as it is written.
    Text(TextKind, String),
    /// How many of something there are.
    Count(usize, Counted),
    /// The level of a heading, from 1.
    Level(u8),
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextKind {
    /// Words of the page, or the first of them.
    Words,
    /// A heading.
    Heading,
    /// A name or term.
    Term,
    /// Code, one line.
    Code,
    /// Where a link or image leads.
    Target,
    /// The kind of a note, or a directive with what it is given.
    Directive,
    /// A value of the front matter.
    FrontMatter,
    /// An e-mail address.
    Email,
    /// A version, or another identifier.
    Identifier,
    /// A fact that the project defines.
    Own,
    /// The path of a page.
    Page,
    /// What a suppression or an allowance names.
    Suppression,
}

impl TextKind {
    fn name(self) -> &'static str {
        match self {
            TextKind::Words => "text",
            TextKind::Heading => "heading",
            TextKind::Term => "term",
            TextKind::Code => "code",
            TextKind::Target => "target",
            TextKind::Directive => "directive",
            TextKind::FrontMatter => "front-matter",
            TextKind::Email => "email",
            TextKind::Identifier => "identifier",
            TextKind::Own => "own",
            TextKind::Page => "page",
            TextKind::Suppression => "suppression",
        }
    }

    /// Whether capitals make no difference.
    fn ignores_case(self) -> bool {
        matches!(self, TextKind::Email | TextKind::Identifier)
    }
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// Items of a list.
    Item,
    /// Rows of a table.
    Row,
    /// Line breaks.
    LineBreak,
    /// HTML tags, as written (`<br>`).
    Tag(String),
}

impl Counted {
    fn name(&self) -> &str {
        match self {
            Counted::Item => "item",
            Counted::Row => "row",
            Counted::LineBreak => "line break",
            Counted::Tag(tag) => tag,
        }
    }
}

impl Stated {
    /// A fact. National telephone numbers may be of any of the `regions` (ISO 3166); the first that has such a number counts.
    pub fn fact(value: &Value, regions: &[&str]) -> Stated {
        let line = if let Value::Phone(number) = value { phone::e164(number, regions) } else { None };
        Stated::Fact(value.clone(), line)
    }

    /// A text.
    pub fn text(kind: TextKind, text: impl Into<String>) -> Stated {
        Stated::Text(kind, text.into())
    }

    /// The fact, if it is one.
    pub fn value(&self) -> Option<&Value> {
        if let Stated::Fact(value, _) = self { Some(value) } else { None }
    }

    /// In the notation of standards, for programs.
    pub fn standard(&self) -> Standard {
        match self {
            Stated::Fact(value, line) => standard::of(value, line.as_deref()),
            Stated::Text(kind, text) => Standard::new(kind.name(), text),
            Stated::Count(count, counted) => {
                Standard { unit: Some(counted.name().to_owned()), ..Standard::new("count", &count.to_string()) }
            }
            Stated::Level(level) => Standard::new("level", &level.to_string()),
        }
    }

    /// The same for what is the same: `60 minutes` and `1 hour`, a telephone number with and without its country. It depends on no
    /// wording, so that fingerprints made of it last.
    pub fn key(&self) -> String {
        match self {
            Stated::Fact(value, line) => standard::key(value, line.as_deref()),
            Stated::Text(kind, text) if kind.ignores_case() => format!("{} {}", kind.name(), text.to_lowercase()),
            _ => {
                let standard = self.standard();
                format!("{} {} {}", standard.kind, standard.value, standard.unit.unwrap_or_default())
            }
        }
    }
}

impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stated::Fact(value, _) => write!(f, "{value}"),
            Stated::Text(_, text) => f.write_str(text),
            Stated::Count(count, Counted::Tag(tag)) => write!(f, "{count} × {tag}"),
            Stated::Count(count, counted) => write!(f, "{count} {}{}", counted.name(), if *count == 1 { "" } else { "s" }),
            Stated::Level(level) => write!(f, "level {level}"),
        }
    }
}

/// Each value as people are shown it.
pub fn shown(stated: &[Stated]) -> Vec<String> {
    stated.iter().map(ToString::to_string).collect()
}

/// Several values in one sentence.
pub fn listed(stated: &[Stated]) -> String {
    shown(stated).join(", ")
}

/// The keys of several values.
pub fn keys(stated: &[Stated]) -> Vec<String> {
    stated.iter().map(Stated::key).collect()
}
