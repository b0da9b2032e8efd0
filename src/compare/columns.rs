//! Columns of tables that keep what they hold: values in code, names of types, `-`. A cell of such a column that holds another value than the
//! reference's is found here, whatever stands elsewhere in its section. Knows no rule and no wording.

use std::collections::{BTreeMap, BTreeSet};

use super::Pages;
use crate::align::{BlockPair, SectionPair};
use crate::locale::normal::plain;
use crate::markdown::{Block, BlockKind, CellPosition, InlineKind};

/// What a cell holds that no translator changes: code, or words without blanks between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// As it is written, without blanks around it.
    pub text: String,
    /// Whether it is marked as code.
    pub is_code: bool,
}

/// A cell that holds another literal than that of the reference.
#[derive(Clone, Debug)]
pub struct OtherLiteral {
    /// The pair of sections, by its number.
    pub section: usize,
    /// The cell of the reference.
    pub reference: usize,
    /// That of the translation.
    pub translation: usize,
    /// What the reference holds.
    pub expected: Literal,
    /// What stands here instead.
    pub found: Literal,
    /// What both sides call the row, as the reference writes it; none where they call it otherwise.
    pub row: Option<String>,
}

impl Literal {
    /// What a cell holds, if that is all of it. Links and images lead somewhere, and sentences are translated.
    pub fn of(block: &Block) -> Option<Literal> {
        let text = block.text.visible().trim();
        let is_code = |range: &std::ops::Range<usize>| block.text.visible().get(range.clone()).is_some_and(|code| code.trim() == text);
        let mut code = false;
        for inline in &block.inlines {
            match &inline.kind {
                InlineKind::Code if is_code(&inline.range) => code = true,
                InlineKind::Strong | InlineKind::Emphasis => {}
                _ => return None,
            }
        }
        let is_short = text.len() <= LONGEST && !text.is_empty();
        // Code of several words, or in other letters, is what readers see or put in.
        let is_value = if code { text.is_ascii() && !is_words(text) } else { is_token(text) };
        (is_short && is_value).then(|| Literal { text: text.to_owned(), is_code: code })
    }

    /// The same for texts that mean the same: in whatever order and capitals, with whatever quotes and dashes.
    fn key(&self) -> String {
        let quoted = plain(&self.text, &[], &[]).text.replace(['\'', '`'], "\"");
        let mut parts: Vec<String> = quoted.split(SEPARATORS).map(|part| part.trim().to_lowercase()).collect();
        parts.sort_unstable();
        parts.join("|")
    }

    /// Whether it is written as names in code are: with figures, signs or capitals in it, or in capitals throughout.
    fn is_identifier(&self) -> bool {
        let behind = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '.' | '-' | ':' | '[' | '(' | '<');
        self.text.starts_with(|c: char| c.is_ascii_digit()) || self.text.chars().skip(1).any(behind)
    }

    /// Whether it is a fact, and the other one has figures too: then the two are compared as facts.
    fn states_fact(&self, other: &Literal) -> bool {
        self.is_number() && other.text.chars().any(|c| c.is_ascii_digit())
    }

    /// Whether it is figures and the signs of numbers.
    fn is_number(&self) -> bool {
        !self.is_code && self.text.chars().any(|c| c.is_ascii_digit()) && !self.text.chars().any(char::is_alphabetic)
    }
}

/// Longer texts are no single value; in bytes.
const LONGEST: usize = 40;

/// Whether code is words with blanks between, such as the name of a button.
fn is_words(code: &str) -> bool {
    code.contains(' ') && code.split(' ').all(|word| word.chars().all(|c| c.is_ascii_alphabetic()))
}

/// What stands between alternatives.
const SEPARATORS: [char; 3] = ['|', '/', ','];

/// Whether a text is words of ASCII with separators between, but no blanks; or a dash.
fn is_token(text: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_graphic());
    matches!(text, "-" | "–" | "—") || text.split(SEPARATORS).all(|part| is_word(part.trim()))
}

/// A column by the headers that make it known on the whole page: its own and that of the first column; without one, by its table.
type Column = (String, String, Option<u32>, u32);

/// What is known of a column.
#[derive(Debug, Default)]
struct Kept {
    /// Literals that both sides hold, and how often.
    same: BTreeMap<String, usize>,
    /// Literals of the reference that stand for something else here.
    other: usize,
    /// Those of which something else is a literal too.
    open: Vec<OtherLiteral>,
}

/// The cells of two pages that hold another literal, in rows with the same key and columns that keep theirs.
pub fn others(pages: &Pages<'_>) -> Vec<OtherLiteral> {
    let mut columns: BTreeMap<Column, Kept> = BTreeMap::new();
    for (at, section) in pages.alignment.sections.iter().enumerate() {
        let rows = Rows::of(pages, section);
        for pair in section.blocks.iter().filter(|pair| !pair.weak) {
            rows.read(pages, at, pair, &mut columns);
        }
    }
    columns.into_values().flat_map(Kept::told).collect()
}

impl Kept {
    fn told(self) -> Vec<OtherLiteral> {
        let same: usize = self.same.values().sum();
        if same < FEWEST_KEPT || same <= self.other {
            return Vec::new();
        }
        let changes: BTreeSet<(String, String)> = self.open.iter().map(|one| (one.expected.key(), one.found.key())).collect();
        let is_kept = |key: &str| self.same.get(key).is_some_and(|count| *count > 0);
        let speaks = |one: &OtherLiteral| {
            let (wanted, stated) = (one.expected.key(), one.found.key());
            let are_values = || one.expected.is_identifier() && one.found.is_identifier();
            // Two that have changed places are one fault of their own.
            one.row.is_some() && (is_kept(&wanted) || is_kept(&stated) || are_values()) && !changes.contains(&(stated, wanted))
        };
        self.open.into_iter().filter(speaks).collect()
    }
}

/// Fewer cells with the same literal on both sides make no column that keeps them.
const FEWEST_KEPT: usize = 2;

/// The texts of headers and first cells of the tables of a section: in the reference, and of rows that both sides call the same.
struct Rows {
    headers: BTreeMap<(u32, u32), String>,
    names: BTreeMap<(u32, u32), String>,
}

impl Rows {
    fn of(pages: &Pages<'_>, section: &SectionPair) -> Rows {
        let mut rows = Rows { headers: BTreeMap::new(), names: BTreeMap::new() };
        let mut seen: BTreeMap<(u32, String), usize> = BTreeMap::new();
        for pair in &section.blocks {
            let Some((cell, reference, translation)) = cells(pages, pair) else { continue };
            let text = folded(reference);
            if cell.row == 0 {
                rows.headers.entry((cell.table, cell.column)).or_insert(text);
            } else if cell.column == 0 && !pair.weak && !text.is_empty() && text == folded(translation) {
                let name = reference.text.visible().split_whitespace().collect::<Vec<_>>().join(" ");
                rows.names.entry((cell.table, cell.row)).or_insert(name);
                *seen.entry((cell.table, text)).or_default() += 1;
            }
        }
        // Rows that are called the same may stand for each other.
        rows.names.retain(|(table, _), name| seen.get(&(*table, name.to_lowercase())) == Some(&1));
        rows
    }

    fn read(&self, pages: &Pages<'_>, section: usize, pair: &BlockPair, columns: &mut BTreeMap<Column, Kept>) {
        let Some((cell, reference, translation)) = cells(pages, pair) else { return };
        let row = self.names.get(&(cell.table, cell.row)).filter(|_| cell.column > 0);
        if cell.row == 0 || cell.column == 0 {
            return;
        }
        let Some(expected) = Literal::of(reference) else { return };
        let header = |column: u32| self.headers.get(&(cell.table, column)).cloned().unwrap_or_default();
        let (own, first) = (header(cell.column), header(0));
        let table = Some(cell.table).filter(|_| own.is_empty());
        let column = columns.entry((own, first, table, cell.column)).or_default();
        let found = Literal::of(translation);
        match found {
            Some(found) if found.key() == expected.key() => *column.same.entry(expected.key()).or_default() += usize::from(row.is_some()),
            Some(found) if found.states_fact(&expected) || expected.states_fact(&found) => {}
            Some(found) => {
                column.other += usize::from(row.is_some());
                let (reference, translation) = pair.reference.zip(pair.translation).unwrap_or_default();
                column.open.push(OtherLiteral { section, reference, translation, expected, found, row: row.cloned() });
            }
            None => column.other += usize::from(row.is_some() && !expected.is_number()),
        }
    }
}

/// Two cells that stand for each other, and where that of the reference stands.
fn cells<'a>(pages: &Pages<'a>, pair: &BlockPair) -> Option<(CellPosition, &'a Block, &'a Block)> {
    let reference = pages.reference.document.blocks.get(pair.reference?)?;
    let translation = pages.translation.document.blocks.get(pair.translation?)?;
    match (&reference.kind, &translation.kind) {
        (BlockKind::Cell(cell), BlockKind::Cell(_)) => Some((*cell, reference, translation)),
        _ => None,
    }
}

fn folded(block: &Block) -> String {
    block.text.visible().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
