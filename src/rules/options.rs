//! What a project tells the rules, whatever it is written in. It knows the names of options and no configuration file.

use super::RuleId;
pub use super::own_fact::{OwnFact, OwnValue};

/// What a project asks of the rules beside their levels.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Keys of the front matter, for `front-matter`.
    pub front_matter: FrontMatterKeys,
    /// Terms that stay as they are, for `protected-term`.
    pub protected_terms: Vec<String>,
    /// What may stand for a term: `TERM=RENDERING`.
    pub renderings: Vec<String>,
    /// Facts of the project's own.
    pub own_facts: Vec<OwnFact>,
    /// Rules whose drift is shown to nobody.
    pub unwanted: Vec<RuleId>,
    /// What may be another thing in each language, for `code-block`.
    pub free_strings: Vec<String>,
}

/// What becomes of keys of the front matter, beside those that the rule knows itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatterKeys {
    /// Whose values have to be the same.
    pub keep: Vec<String>,
    /// Whose values have to be translated.
    pub translate: Vec<String>,
    /// Whose values must not be those of the reference.
    pub differ: Vec<String>,
    /// That are not looked at.
    pub ignore: Vec<String>,
}

impl Options {
    /// Whether anybody is shown what a rule finds.
    pub fn wants(&self, rule: RuleId) -> bool {
        !self.unwanted.contains(&rule)
    }

    /// The options that a rule has; all are lists of strings.
    pub fn names(rule: &str) -> &'static [&'static str] {
        match rule {
            "protected-term" => &["terms", "renderings"],
            "code-block" => &["strings"],
            "front-matter" => &["keep", "translate", "differ", "ignore"],
            _ => &[],
        }
    }

    /// Sets an option; one that the rule has not is left out.
    pub fn set(&mut self, rule: &str, name: &str, values: &[String]) {
        let keys = &mut self.front_matter;
        let option = match (rule, name) {
            ("protected-term", "terms") => &mut self.protected_terms,
            ("protected-term", "renderings") => &mut self.renderings,
            ("code-block", "strings") => &mut self.free_strings,
            ("front-matter", "keep") => &mut keys.keep,
            ("front-matter", "translate") => &mut keys.translate,
            ("front-matter", "differ") => &mut keys.differ,
            ("front-matter", "ignore") => &mut keys.ignore,
            _ => return,
        };
        option.extend_from_slice(values);
    }
}
