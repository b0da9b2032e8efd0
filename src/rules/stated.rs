//! What one side of a drift states, as a value: findings keep it, and compare it, to the end.
//!
//! This is the only place that shows such values to people, with the [`Display`](fmt::Display) of [`Value`] for facts. Nothing reads
//! what is shown here back.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::facts::standard::{self, Standard};
use crate::facts::{Value, Zone, phone};

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
    /// Words of the page.
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

    /// Whether people are shown the start of it only.
    fn may_be_long(self) -> bool {
        matches!(self, TextKind::Words | TextKind::Code | TextKind::Directive | TextKind::FrontMatter)
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
    /// Sections of a page.
    Section,
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
            Counted::Section => "section",
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

    /// Words of the page, all of them: people are shown the start.
    pub fn words(text: &str) -> Stated {
        Stated::Text(TextKind::Words, one_line(text))
    }

    /// The fact, if it is one.
    pub fn value(&self) -> Option<&Value> {
        if let Stated::Fact(value, _) = self { Some(value) } else { None }
    }

    /// As an allowance names it, so that it is read back as the same value: as it is shown, but for time zones, whose names are many.
    pub fn named(&self) -> String {
        match self {
            Stated::Fact(Value::Zone(Zone::Named(id)), _) => id.clone(),
            Stated::Text(TextKind::Words, text) if text.chars().count() > MOST_NAMED => {
                text.chars().take(MOST_NAMED).chain(['…']).collect()
            }
            Stated::Text(_, text) => text.clone(),
            _ => self.to_string(),
        }
    }

    /// Whether an allowance of this text names it: as it is shown or, of words, by their start.
    pub fn is_named(&self, text: &str) -> bool {
        match self {
            Stated::Text(TextKind::Words, words) => match text.strip_suffix('…') {
                Some(start) => start.chars().count() >= MOST_NAMED && words.starts_with(start),
                None => *words == one_line(text),
            },
            Stated::Text(TextKind::Identifier, own) => bare(own).eq_ignore_ascii_case(bare(text)),
            Stated::Text(kind, _) => Stated::text(*kind, text).key() == self.key(),
            Stated::Count(count, _) if *text == count.to_string() => true,
            Stated::Level(level) if *text == level.to_string() => true,
            _ => self.named() == text,
        }
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
            Stated::Text(kind, text) if kind.may_be_long() => f.write_str(&brief(text)),
            Stated::Text(_, text) => f.write_str(text),
            Stated::Count(count, Counted::Tag(tag)) => write!(f, "{count} × {tag}"),
            Stated::Count(count, counted) => write!(f, "{count} {}{}", counted.name(), if *count == 1 { "" } else { "s" }),
            Stated::Level(level) => write!(f, "level {level}"),
        }
    }
}

/// A version without the letter that says that it is one.
fn bare(version: &str) -> &str {
    version.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(version)
}

/// A text without its line breaks, and one blank for several.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text on one line, cut to a length that a message can hold.
pub(super) fn brief(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}

/// The first words, enough to know the text by.
pub(super) fn excerpt(text: &str) -> String {
    let mut words = text.split_whitespace();
    let short = words.by_ref().take(8).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { format!("{short} …") } else { short }
}

/// Characters of a text of the page that an allowance names.
const MOST_NAMED: usize = 200;

/// Characters of a text that a message shows.
const LONGEST: usize = 80;

/// Characters before a difference that are enough to find it.
const LEAD: usize = 20;

/// Two different values as people are shown them, so that they can be told apart: texts that begin alike from where they differ on, and
/// facts that look alike with what they are.
pub fn apart(a: &Stated, b: &Stated) -> (String, String) {
    let (left, right) = (a.to_string(), b.to_string());
    if left != right || a == b {
        return (left, right);
    }
    match (a, b) {
        (Stated::Text(_, a), Stated::Text(_, b)) => {
            let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            let rest = |text: &str| format!("…{}", brief(&text.chars().skip(common.saturating_sub(LEAD)).collect::<String>()));
            (rest(a), rest(b))
        }
        (Stated::Fact(a, _), Stated::Fact(b, _)) => (format!("{left} ({})", a.kind().name()), format!("{right} ({})", b.kind().name())),
        _ => (left, right),
    }
}

/// The values of both sides as people are shown them; two that look alike so that they can be told apart.
pub fn shown_beside(expected: &[Stated], found: &[Stated]) -> (Vec<String>, Vec<String>) {
    if let ([a], [b]) = (expected, found) {
        let (a, b) = apart(a, b);
        return (vec![a], vec![b]);
    }
    (shown(expected), shown(found))
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
