//! What a table row or list item is known by: a name that both languages keep, or what it is about. Knows facts, no rule.

use super::Side;
use crate::diff;
use crate::markdown::{Block, InlineKind};

/// A short text that begins a row or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    text: String,
    /// Whether it is code, or is written as code is: no translator changes it.
    is_code: bool,
}

/// Words of a name at most.
const LONGEST: usize = 6;
/// Figures with fewer digits count what is listed.
const FEWEST_DIGITS: usize = 3;
/// How much of two names must be the same for one to be the other, changed; in thousandths.
const ALIKE: u32 = 600;

impl Name {
    /// The text of a block where it is a name: a few words, code or an identifying number.
    pub(super) fn of(block: &Block) -> Option<Name> {
        let text = plain(block.text.visible());
        let is_name = text.chars().any(char::is_alphabetic) || text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS;
        let is_short = text.split(' ').count() <= LONGEST;
        let is_code = is_one_code(block) || is_identifier(block.text.visible().trim());
        (is_name && is_short).then_some(Name { text, is_code })
    }

    /// Whether two names are code of which one is not the other, changed in a few letters.
    pub(super) fn excludes(&self, other: &Name) -> bool {
        self.is_code && other.is_code && self.text != other.text && !alike(&self.text, &other.text)
    }
}

/// A text without capitals and with single blanks.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether code is all that a block says.
fn is_one_code(block: &Block) -> bool {
    let trimmed = block.text.visible().trim();
    let mut codes = block.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    codes.next().and_then(|inline| block.text.visible().get(inline.range.clone())).is_some_and(|code| code.trim() == trimmed)
}

/// Whether a text is one word with signs, figures or capitals in it, as names in code are: `click-tab`, `maxSize`, `row_count`.
fn is_identifier(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '$' | '@' | '*' | '[' | ']' | '(' | ')');
    let inner = |c: char| !c.is_ascii_lowercase();
    text.len() > 2 && text.chars().all(is_part) && text.chars().skip(1).any(inner) && text.chars().any(|c| c.is_ascii_lowercase())
}

/// Whether two names begin and end so much alike that one may be the other, changed.
pub(super) fn alike(a: &str, b: &str) -> bool {
    diff::likeness(a, b) >= ALIKE
}

/// The severity or country that a block is about.
pub(super) fn subject(side: Side<'_>, block: usize) -> Option<String> {
    let facts = side.facts.blocks.get(block)?;
    match (facts.severities.as_slice(), facts.countries.as_slice()) {
        ([severity], _) => Some(format!("severity {severity}")),
        ([], [country]) => Some(format!("country {country}")),
        _ => None,
    }
}
