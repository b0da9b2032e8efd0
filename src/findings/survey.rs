//! What a run saw of every page, whether there is a finding or not: the matrix of pages and locales that a report on the whole site
//! is made of. It knows no report.

use serde::{Deserialize, Serialize};

/// The pages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// By name, then path of the reference.
    pub pages: Vec<SurveyedPage>,
}

/// A page in all locales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyedPage {
    /// Its path without locale and ending.
    pub page: String,
    /// The reference as messages show its path; none for an orphan.
    pub reference: Option<String>,
    /// BCP 47 tag of the reference.
    pub reference_locale: String,
    /// By locale, then path.
    pub cells: Vec<Cell>,
    /// The headings of the reference, in order; the first stands for what comes before all headings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<Heading>,
    /// What the reference states, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Statement>,
}

/// A page in one locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// BCP 47 tag.
    pub locale: String,
    /// The translation as messages show its path; where it would be, when it is missing.
    pub path: String,
    /// What was seen of it.
    pub state: CellState,
    /// Sections aligned.
    pub sections: usize,
    /// Facts of the reference compared.
    pub facts: usize,
    /// Facts that one side could not be read for.
    pub undetermined: usize,
    /// Whether it was asked of what state of the reference it was made.
    #[serde(default)]
    pub freshness_judged: bool,
    /// Its sections beside those of the reference, when there are findings in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<SectionText>,
    /// Lines that its findings and their fixes touch and that no section shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Passage>,
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its anchor or slug; empty before the first heading.
    pub name: String,
    /// Its text.
    pub title: String,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
}

/// A section of the reference and the one of the translation that stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionText {
    /// Its place in the outline of the page; none for a section that only the translation has.
    pub reference: Option<usize>,
    /// The heading in the translation; none when it is missing there.
    pub translation: Option<Heading>,
    /// How they were found to belong together; empty where nothing was.
    pub aligned_by: String,
    /// For which versions the section is shown, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Its blocks side by side, when a finding touches it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
}

/// Blocks that stand for each other, or one that has no partner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// In the reference.
    pub reference: Option<Passage>,
    /// In the translation.
    pub translation: Option<Passage>,
}

/// A piece of a file as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// `heading`, `text`, `item`, `note`, `cell`, `code`, `directive`, `html` or `line`.
    pub kind: String,
    /// Of a cell, the table and row that it stands in, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<(u32, u32)>,
    /// Line, from 1.
    pub line: usize,
    /// Byte of the file, from 0.
    pub start: usize,
    /// The text.
    pub text: String,
}

impl Passage {
    /// Whether a byte of the file is in it, or stands right after it.
    pub fn holds(&self, offset: usize) -> bool {
        self.start <= offset && offset <= self.start + self.text.len()
    }
}

/// A value that the reference states, and what the translations state in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What kind of value it is, in words.
    pub kind: String,
    /// In its own terms.
    pub value: String,
    /// As written.
    pub text: String,
    /// The section's place in the outline of the page.
    pub section: usize,
    /// Line, from 1.
    pub line: usize,
    /// Byte of the file, from 0.
    pub start: usize,
    /// How many translations state the same.
    pub agreed: usize,
    /// What each translation states, in their order; nothing when all of them state the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
}

/// What one translation states in the place of a value of the reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// BCP 47 tag.
    pub locale: String,
    /// How it compares.
    pub state: SaidState,
    /// In its own terms; empty unless it is another value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// As written; empty where nothing is stated, and where it is written as in the reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Line in the translation, from 1; 0 where it is not known.
    #[serde(default)]
    pub line: usize,
}

/// How what a translation states compares to the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaidState {
    /// The same value.
    Equal,
    /// Another value.
    Changed,
    /// Nothing.
    Missing,
    /// One side could not be read for it.
    Unknown,
}

/// What was seen of a page in one locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// It was compared with its reference.
    Compared,
    /// There is no translation.
    Missing,
    /// There is no reference.
    Orphan,
    /// It, or its reference, could not be read.
    Unreadable,
}

impl Survey {
    /// Adds what another part of the run saw.
    pub fn merge(&mut self, part: Survey) {
        self.pages.extend(part.pages);
    }

    /// Orders the pages, whatever order they were seen in.
    pub fn sort(&mut self) {
        let path = |page: &SurveyedPage| page.cells.first().map(|cell| cell.path.clone());
        self.pages.sort_by_cached_key(|page| (page.page.clone(), page.reference.clone(), path(page)));
    }
}
