//! The rules: each compares one kind of thing over aligned pairs. They know no file, no policy and no report.

pub mod drift;
pub mod evidence;
pub mod freshness;
pub mod mqm;
pub mod options;
pub mod still;

mod admonition;
mod broken_fragment;
mod business_hours;
mod code_block;
mod code_text;
mod currency;
mod date;
mod directive;
mod duplicate_anchor;
mod duration;
mod email;
mod embedded_source;
mod entries;
mod exchanged_cells;
mod extra_section;
mod far_fragment;
mod fragments;
mod front_matter;
mod hard_break;
mod heading_level;
mod html_tag;
mod hunks;
mod image;
mod include;
mod include_lines;
mod inconsistent_term;
mod inline_code;
mod length_ratio;
mod lengths;
mod link_target;
mod list_items;
mod literals;
mod markup;
mod measurement;
mod mend;
mod missing_anchor;
mod missing_block;
mod missing_page;
mod missing_section;
mod multiset;
mod notes;
mod number;
mod one_cause;
mod orphan_page;
mod outline;
mod own_fact;
mod page_text;
mod percentage;
mod phone_number;
mod placeholders;
mod prose;
mod protected_term;
mod renamed_section;
mod response_time;
mod revision;
mod section;
mod section_order;
mod severity_label;
mod stale_translation;
mod statement;
mod table_shape;
mod targets;
mod untranslated;
mod verdicts;
mod version;

pub use far_fragment::{From, OtherPages};
pub use fragments::Places;
pub use missing_page::missing_page;
pub use notes::Notes;
pub use orphan_page::orphan_page;

use crate::align::{Alignment, Side};
use crate::facts::Value;
use crate::locale::pack::Pack;
use crate::source::Span;
use drift::{Drift, Severity};
use options::Options;

/// A named kind of drift.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case noun for the defect.
    pub id: &'static str,
    /// `facts`, `sections`, `markup`, `text`, `freshness`, `pages` or `policy`; `own` is that of a project's own facts.
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
    rule!("date", "facts", Error),
    rule!("number", "facts", Error),
    rule!("percentage", "facts", Error),
    rule!("currency", "facts", Error),
    rule!("measurement", "facts", Error),
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
    rule!("link-target", "markup", Warning),
    rule!("broken-fragment", "markup", Error),
    rule!("inline-code", "markup", Warning),
    rule!("code-block", "markup", Error),
    rule!("image", "markup", Warning),
    rule!("include", "markup", Warning),
    rule!("admonition", "markup", Warning),
    rule!("list-items", "markup", Warning),
    rule!("table-shape", "markup", Warning),
    rule!("directive", "markup", Warning),
    rule!("hard-break", "markup", Warning),
    rule!("html-tag", "markup", Warning),
    rule!("untranslated", "text", Warning),
    rule!("missing-block", "text", Warning),
    rule!("length-ratio", "text", Warning),
    rule!("front-matter", "text", Warning),
    rule!("severity-label", "text", Warning),
    rule!("inconsistent-term", "text", Warning),
    rule!("stale-translation", "freshness", Warning),
    rule!("embedded-source", "freshness", Warning),
    rule!("missing-page", "pages", Info),
    rule!("orphan-page", "pages", Warning),
    rule!("inconsistent-fact", "pages", Warning),
    rule!("unused-suppression", "policy", Warning),
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
    /// What the rules read in the reference; the same for all its translations.
    pub reference_notes: &'a Notes,
    /// What they read in the translation.
    pub translation_notes: &'a Notes,
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
    /// The other pages of the tree, if links to them are to be followed.
    pub others: Option<&'a dyn OtherPages>,
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
    /// Blocks that state more than can be compared: of the reference and of the translation, as far as there is one.
    pub crowded: Vec<(Option<usize>, Option<usize>)>,
    /// Where the reference states what the translation states too, in the reference's bytes.
    pub agreed: Vec<Span>,
    /// What became of the values that the reference states, as far as that can be told.
    pub fates: Vec<(Span, Fate)>,
}

/// What became of a value of the reference in the translation, and where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The translation states it too; in the same words where no place is given.
    Same(Option<Span>),
    /// The translation states another value.
    Changed(Span),
    /// The translation does not state it.
    Missing,
}

/// Whether two values are the same statement. National telephone numbers may be of any of the `regions` (ISO 3166).
pub fn states_same(a: &Value, b: &Value, regions: &[&str]) -> bool {
    verdicts::equal(a, b, regions)
}

type Compare = fn(&Comparison<'_>) -> Vec<Drift>;
type CompareBeside = fn(&Comparison<'_>, &outline::Covered) -> Vec<Drift>;

/// Rules that look at the whole comparison.
const STRUCTURE: [(&str, Compare); 20] = [
    ("missing-section", missing_section::drifts),
    ("extra-section", extra_section::drifts),
    ("renamed-section", renamed_section::drifts),
    ("section-order", section_order::drifts),
    ("heading-level", heading_level::drifts),
    ("duplicate-anchor", duplicate_anchor::drifts),
    ("missing-anchor", missing_anchor::drifts),
    ("broken-fragment", broken_fragment::drifts),
    ("code-block", code_block::drifts),
    ("admonition", admonition::drifts),
    ("list-items", list_items::drifts),
    ("table-shape", table_shape::drifts),
    ("hard-break", hard_break::drifts),
    ("missing-block", missing_block::drifts),
    ("length-ratio", length_ratio::drifts),
    ("protected-term", protected_term::drifts),
    ("severity-label", severity_label::drifts),
    ("inconsistent-term", inconsistent_term::drifts),
    ("email", email::drifts),
    ("version", version::drifts),
];

/// Rules that leave alone what lists and tables have lost.
const MENTIONS: [(&str, CompareBeside); 6] = [
    ("link-target", link_target::drifts),
    ("inline-code", inline_code::drifts),
    ("image", image::drifts),
    ("include", include::drifts),
    ("directive", directive::drifts),
    ("html-tag", html_tag::drifts),
];

/// Runs the rules that compare two documents, as far as their drift may be shown or may say why other drift is not.
pub fn compare(comparison: &Comparison<'_>) -> Compared {
    let verdicts = verdicts::compare(comparison);
    let mut drifts = Vec::new();
    for verdict in &verdicts.drifts {
        let rules = [
            phone_number::drift,
            business_hours::drift,
            response_time::drift,
            duration::drift,
            date::drift,
            number::drift,
            percentage::drift,
            currency::drift,
            measurement::drift,
        ];
        drifts.extend(rules.iter().find_map(|rule| rule(comparison, verdict)));
    }
    let needed = |rule: &str| one_cause::is_needed(rule, comparison.options);
    let structure = STRUCTURE.iter().filter(|(id, _)| needed(id));
    drifts.extend(structure.flat_map(|(_, rule)| rule(comparison)));
    drifts.extend(exchanged_cells::drifts(comparison, &verdicts));
    drifts.extend(own_fact::drifts(comparison));
    let mut mentions = MENTIONS.iter().filter(|(id, _)| needed(id)).peekable();
    if mentions.peek().is_some() {
        let mut covered = list_items::covered(comparison);
        covered.extend(table_shape::covered(comparison));
        drifts.extend(mentions.flat_map(|(_, rule)| rule(comparison, &covered)));
    }
    let page = untranslated::Page::new(comparison);
    if needed("untranslated") {
        drifts.extend(page.drifts());
    }
    if needed("front-matter") {
        drifts.extend(front_matter::drifts(comparison, &page));
    }
    Compared {
        drifts: one_cause::settle(drifts),
        facts: verdicts.facts + own_fact::count(comparison),
        undetermined: verdicts.undetermined + comparison.alignment.undetermined.len(),
        fates: fates(&verdicts),
        crowded: verdicts.crowded,
        agreed: verdicts.agreed.into_iter().map(|(reference, _)| reference).collect(),
    }
}

/// What the verdicts say of each value of the reference; nothing of those that are no more than hints.
fn fates(verdicts: &verdicts::Verdicts<'_>) -> Vec<(Span, Fate)> {
    let same = verdicts.agreed.iter().map(|(reference, partner)| (*reference, Fate::Same(*partner)));
    let sure = verdicts.drifts.iter().filter(|verdict| verdict.confidence.is_likely());
    let differing = sure.flat_map(|verdict| {
        let found = verdict.found.first().map_or(Fate::Missing, |stated| Fate::Changed(stated.fact.span));
        verdict.expected.iter().map(move |stated| (stated.fact.span, found))
    });
    same.chain(differing).collect()
}
