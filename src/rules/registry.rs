//! The rules that there are, their ids as a type, and the ids of a project's own facts beside them.
//!
//! Ids are texts in configurations, comments and reports only; everything else compares [`RuleId`]s.

use std::cmp::Ordering;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::drift::Severity;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleGroup {
    /// Values that a text states.
    Facts,
    /// Headings and their anchors.
    Sections,
    /// Links, code, images, lists, tables.
    Markup,
    /// The words themselves.
    Text,
    /// What changed since the translation was made.
    Freshness,
    /// Whole files, and what several pages say together.
    Pages,
    /// The configuration and its comments.
    Policy,
    /// Facts that a project defines itself.
    Own,
}

impl RuleGroup {
    /// As lists and reports show it.
    pub fn name(self) -> &'static str {
        match self {
            RuleGroup::Facts => "facts",
            RuleGroup::Sections => "sections",
            RuleGroup::Markup => "markup",
            RuleGroup::Text => "text",
            RuleGroup::Freshness => "freshness",
            RuleGroup::Pages => "pages",
            RuleGroup::Policy => "policy",
            RuleGroup::Own => "own",
        }
    }
}

/// A named kind of drift.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// What it is about.
    pub group: RuleGroup,
    /// By default.
    pub severity: Severity,
    /// The rule's page in Markdown, as `explain` prints it.
    pub page: &'static str,
}

impl Rule {
    /// The rule of an id.
    pub fn by_id(id: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.id.as_str() == id)
    }

    /// What the rule finds, in one clause: the second paragraph of its page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("")
    }
}

/// The id of a fact that only a configuration knows. Each is kept once, however often a configuration is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OwnId(&'static str);

impl OwnId {
    fn new(id: &str) -> OwnId {
        static IDS: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
        let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ids.iter().find(|known| **known == id) {
            return OwnId(known);
        }
        let id: &'static str = Box::leak(id.to_owned().into_boxed_str());
        ids.push(id);
        OwnId(id)
    }
}

macro_rules! rules {
    ($($name:ident $id:literal $group:ident $severity:ident;)+) => {
        /// Which rule, or which fact of a project's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("`", $id, "`")] $name,)+
            /// A fact that the configuration defines.
            Own(OwnId),
        }

        /// Every rule, in the order in which lists show them.
        pub const RULES: &[Rule] = &[$(Rule {
            id: RuleId::$name,
            group: RuleGroup::$group,
            severity: Severity::$severity,
            page: include_str!(concat!("../../rules/", $id, ".md")),
        },)+];

        impl RuleId {
            /// Kebab-case noun for the defect, as configurations and reports write it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(RuleId::$name => $id,)+
                    RuleId::Own(OwnId(id)) => id,
                }
            }

            /// What it is about.
            pub fn group(self) -> RuleGroup {
                match self {
                    $(RuleId::$name => RuleGroup::$group,)+
                    RuleId::Own(_) => RuleGroup::Own,
                }
            }

            /// How much its drift matters by default; a fact of a project's own matters as much as others.
            pub fn severity(self) -> Severity {
                match self {
                    $(RuleId::$name => Severity::$severity,)+
                    RuleId::Own(_) => Severity::Error,
                }
            }
        }
    };
}

rules! {
    PhoneNumber "phone-number" Facts Error;
    BusinessHours "business-hours" Facts Error;
    ResponseTime "response-time" Facts Error;
    Duration "duration" Facts Error;
    Date "date" Facts Error;
    Number "number" Facts Error;
    Percentage "percentage" Facts Error;
    Currency "currency" Facts Error;
    Measurement "measurement" Facts Error;
    Version "version" Facts Error;
    Email "email" Facts Error;
    ProtectedTerm "protected-term" Facts Error;
    MissingSection "missing-section" Sections Error;
    ExtraSection "extra-section" Sections Warning;
    RenamedSection "renamed-section" Sections Warning;
    SectionOrder "section-order" Sections Warning;
    HeadingLevel "heading-level" Sections Warning;
    DuplicateAnchor "duplicate-anchor" Sections Warning;
    MissingAnchor "missing-anchor" Sections Warning;
    LinkTarget "link-target" Markup Warning;
    BrokenFragment "broken-fragment" Markup Error;
    InlineCode "inline-code" Markup Warning;
    CodeBlock "code-block" Markup Error;
    Image "image" Markup Warning;
    Include "include" Markup Warning;
    Admonition "admonition" Markup Warning;
    ListItems "list-items" Markup Warning;
    TableShape "table-shape" Markup Warning;
    Directive "directive" Markup Warning;
    HardBreak "hard-break" Markup Warning;
    HtmlTag "html-tag" Markup Warning;
    Untranslated "untranslated" Text Warning;
    MissingBlock "missing-block" Text Warning;
    ExtraBlock "extra-block" Text Warning;
    DuplicateBlock "duplicate-block" Text Warning;
    LengthRatio "length-ratio" Text Warning;
    FrontMatter "front-matter" Text Warning;
    SeverityLabel "severity-label" Text Warning;
    InconsistentTerm "inconsistent-term" Text Warning;
    StaleTranslation "stale-translation" Freshness Warning;
    EmbeddedSource "embedded-source" Freshness Warning;
    MissingPage "missing-page" Pages Info;
    OrphanPage "orphan-page" Pages Warning;
    InconsistentFact "inconsistent-fact" Pages Warning;
    UnusedSuppression "unused-suppression" Policy Warning;
    Habit "habit" Policy Info;
}

impl RuleId {
    /// The id of a rule, else that of a fact of the project's own. Ids of rules are reserved; a configuration that gives one to a fact is
    /// refused when it is read.
    pub fn named(id: &str) -> RuleId {
        Rule::by_id(id).map_or_else(|| RuleId::Own(OwnId::new(id)), |rule| rule.id)
    }

    /// Whether the project defines it.
    pub fn is_own(self) -> bool {
        matches!(self, RuleId::Own(_))
    }

    /// Whether it compares facts that driftlint knows itself.
    pub fn is_fact(self) -> bool {
        self.group() == RuleGroup::Facts
    }
}

/// The ids of all rules, as configurations and comments may name them.
pub fn ids<'a>() -> impl Iterator<Item = &'a str> {
    RULES.iter().map(|rule| -> &'a str { rule.id.as_str() })
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// By id, so that what is sorted by rule does not depend on the order of the registry.
impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|id| RuleId::named(&id))
    }
}
