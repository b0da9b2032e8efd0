//! The rules: each compares one kind of thing over aligned pairs. They know no file, no policy and no report.

pub mod drift;
pub mod options;

mod business_hours;
mod duplicate_anchor;
mod duration;
mod email;
mod extra_section;
mod front_matter;
mod heading_level;
mod length_ratio;
mod lengths;
mod literals;
mod missing_anchor;
mod missing_block;
mod missing_page;
mod missing_section;
mod one_cause;
mod orphan_page;
mod phone_number;
mod prose;
mod protected_term;
mod renamed_section;
mod response_time;
mod section;
mod section_order;
mod statement;
mod untranslated;
mod verdicts;
mod version;

pub use missing_page::missing_page;
pub use orphan_page::orphan_page;

use crate::align::{Alignment, Side};
use crate::locale::pack::Pack;
use drift::{Drift, Severity};
use options::Options;

/// A named kind of drift.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case noun for the defect.
    pub id: &'static str,
    /// `facts`, `sections`, `text` or `pages`.
    pub group: &'static str,
    /// By default.
    pub severity: Severity,
    /// The rule's page in Markdown, as `explain` prints it.
    pub page: &'static str,
}

macro_rules! rule {
    ($id:literal, $group:literal, $severity:ident) => {
        Rule { id: $id, group: $group, severity: Severity::$severity, page: include_str!(concat!("../../rules/", $id, ".md")) }
    };
}

/// Every rule, in the order in which lists show them.
pub const RULES: &[Rule] = &[
    rule!("phone-number", "facts", Error),
    rule!("business-hours", "facts", Error),
    rule!("response-time", "facts", Error),
    rule!("duration", "facts", Error),
    rule!("version", "facts", Error),
    rule!("email", "facts", Error),
    rule!("protected-term", "facts", Error),
    rule!("missing-section", "sections", Error),
    rule!("extra-section", "sections", Warning),
    rule!("renamed-section", "sections", Warning),
    rule!("section-order", "sections", Warning),
    rule!("heading-level", "sections", Warning),
    rule!("duplicate-anchor", "sections", Warning),
    rule!("missing-anchor", "sections", Warning),
    rule!("untranslated", "text", Warning),
    rule!("missing-block", "text", Warning),
    rule!("length-ratio", "text", Warning),
    rule!("front-matter", "text", Warning),
    rule!("missing-page", "pages", Info),
    rule!("orphan-page", "pages", Warning),
];

impl Rule {
    /// The rule of an id.
    pub fn by_id(id: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.id == id)
    }

    /// What the rule finds, in one clause: the second paragraph of its page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("")
    }
}

/// A translation beside its reference, ready to be compared.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The reference.
    pub reference: Side<'a>,
    /// The translation.
    pub translation: Side<'a>,
    /// How they line up.
    pub alignment: &'a Alignment,
    /// The words of the translation's language, when there is a pack for it.
    pub pack: Option<&'a Pack>,
    /// The words of the reference's language.
    pub reference_pack: Option<&'a Pack>,
    /// Countries (ISO 3166) that national phone numbers of the page may be of: the locale's, the reference's.
    pub regions: Vec<String>,
    /// What the project asks of the rules.
    pub options: &'a Options,
}

/// What comparing one translation gave.
#[derive(Debug, Default)]
pub struct Compared {
    /// The drifts, in no order.
    pub drifts: Vec<Drift>,
    /// Facts of the reference that were compared.
    pub facts: usize,
    /// Facts that one side could not be read for.
    pub undetermined: usize,
}

/// Runs every rule that compares two documents.
pub fn compare(comparison: &Comparison<'_>) -> Compared {
    let verdicts = verdicts::compare(comparison);
    let mut drifts = Vec::new();
    for verdict in &verdicts.drifts {
        let rules = [phone_number::drift, business_hours::drift, response_time::drift, duration::drift];
        drifts.extend(rules.iter().find_map(|rule| rule(comparison, verdict)));
    }
    let structure = [
        missing_section::drifts,
        extra_section::drifts,
        renamed_section::drifts,
        section_order::drifts,
        heading_level::drifts,
        duplicate_anchor::drifts,
        missing_anchor::drifts,
        untranslated::drifts,
        missing_block::drifts,
        length_ratio::drifts,
        front_matter::drifts,
        protected_term::drifts,
        email::drifts,
        version::drifts,
    ];
    drifts.extend(structure.iter().flat_map(|rule| rule(comparison)));
    Compared { drifts: one_cause::settle(drifts), facts: verdicts.facts, undetermined: verdicts.undetermined }
}
