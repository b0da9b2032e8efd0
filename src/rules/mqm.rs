//! What translators call the drift of each rule: the types of the MQM Core typology of version 2 (<https://themqm.org>).
//!
//! A rule has one type, the likeliest: a value that differs is a mistranslation, although one that is missing is an omission.

use super::RuleId;

/// An error type of MQM Core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErrorType {
    /// The dimension: `Accuracy`.
    pub dimension: &'static str,
    /// The type within it: `Mistranslation`.
    pub name: &'static str,
}

impl std::fmt::Display for ErrorType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.dimension, self.name)
    }
}

const fn accuracy(name: &'static str) -> ErrorType {
    ErrorType { dimension: "Accuracy", name }
}

const fn design(name: &'static str) -> ErrorType {
    ErrorType { dimension: "Design and markup", name }
}

const MISTRANSLATION: ErrorType = accuracy("Mistranslation");
const OMISSION: ErrorType = accuracy("Omission");
const ADDITION: ErrorType = accuracy("Addition");
const DO_NOT_TRANSLATE: ErrorType = accuracy("Do not translate");
const UNTRANSLATED: ErrorType = accuracy("Untranslated");
const LAYOUT: ErrorType = design("Layout");
const LINK: ErrorType = design("Link/cross-reference");
const TAG: ErrorType = design("Markup tag");
const TERMS: ErrorType = ErrorType { dimension: "Terminology", name: "Inconsistent use of terminology" };

/// The type of a rule; none for what is no error of a translation. Facts of a project's own are mistranslated, as others are.
pub fn error_type(rule: RuleId) -> Option<ErrorType> {
    Some(match rule {
        RuleId::PhoneNumber
        | RuleId::BusinessHours
        | RuleId::ResponseTime
        | RuleId::Duration
        | RuleId::Date
        | RuleId::Number
        | RuleId::Percentage
        | RuleId::Currency
        | RuleId::Measurement
        | RuleId::Version
        | RuleId::Email
        | RuleId::StaleTranslation
        | RuleId::EmbeddedSource
        | RuleId::InconsistentFact
        | RuleId::Own(_) => MISTRANSLATION,
        RuleId::ProtectedTerm | RuleId::InlineCode | RuleId::CodeBlock => DO_NOT_TRANSLATE,
        RuleId::MissingSection | RuleId::ListItems | RuleId::MissingBlock | RuleId::LengthRatio => OMISSION,
        RuleId::ExtraSection | RuleId::ExtraBlock | RuleId::DuplicateBlock | RuleId::OrphanPage => ADDITION,
        RuleId::RenamedSection
        | RuleId::DuplicateAnchor
        | RuleId::MissingAnchor
        | RuleId::LinkTarget
        | RuleId::BrokenFragment
        | RuleId::Image
        | RuleId::Include => LINK,
        RuleId::SectionOrder | RuleId::HeadingLevel | RuleId::TableShape | RuleId::HardBreak => LAYOUT,
        RuleId::Admonition | RuleId::Directive | RuleId::HtmlTag | RuleId::FrontMatter => TAG,
        RuleId::Untranslated | RuleId::MissingPage => UNTRANSLATED,
        RuleId::SeverityLabel | RuleId::InconsistentTerm => TERMS,
        RuleId::UnusedSuppression | RuleId::Habit => return None,
    })
}
