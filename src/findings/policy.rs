//! Which findings are shown, and how severe they are: rule levels, selections, confidence, allowances.

use crate::config::{Allow, Config, Date, Level, OptionValue};
use crate::locale::Tag;
use crate::rules::RULES;
use crate::rules::drift::{Confidence, Severity};
use crate::rules::options::Options;

use super::finding::Finding;

/// What the configuration and the command line ask for.
#[derive(Clone, Debug)]
pub struct Policy<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Only these rules, when not empty.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Findings less sure are left out.
    pub min_confidence: Confidence,
    /// The day on which allowances are judged.
    pub today: Date,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It is shown.
    Shown,
    /// An allowance covers it.
    Suppressed,
    /// It was not asked for.
    Dropped,
}

impl Policy<'_> {
    /// Whether a rule is asked for at all.
    pub fn is_wanted(&self, rule: &str) -> bool {
        let named = |rules: &[String]| rules.iter().any(|wanted| wanted == rule);
        let off = self.level(rule) == Some(Level::Off);
        if named(&self.select) { !named(&self.ignore) } else { self.select.is_empty() && !named(&self.ignore) && !off }
    }

    /// Sets the severity of a finding and says what becomes of it.
    pub fn judge(&self, finding: &mut Finding) -> Judgement {
        if !self.is_wanted(finding.rule) || finding.confidence < self.min_confidence {
            return Judgement::Dropped;
        }
        match self.level(finding.rule) {
            Some(Level::Error) => finding.severity = Severity::Error,
            Some(Level::Warning) => finding.severity = Severity::Warning,
            Some(Level::Info) => finding.severity = Severity::Info,
            Some(Level::Off) | None => {}
        }
        if self.config.allows.iter().any(|allow| self.allows(allow, finding)) { Judgement::Suppressed } else { Judgement::Shown }
    }

    /// What the configuration asks of the rules.
    pub fn options(&self) -> Options {
        let unwanted = RULES.iter().map(|rule| rule.id).filter(|rule| !self.is_wanted(rule)).collect();
        let mut options = Options { unwanted, ..Options::default() };
        for (rule, setting) in &self.config.rules {
            for (name, option) in &setting.options {
                if let OptionValue::Texts(values) = &option.value {
                    options.set(rule, name, values);
                }
            }
        }
        options
    }

    fn level(&self, rule: &str) -> Option<Level> {
        self.config.rules.get(rule).and_then(|setting| setting.level)
    }

    fn allows(&self, allow: &Allow, finding: &Finding) -> bool {
        let valid = allow.expires.is_none_or(|last| self.today <= last);
        let locale = allow.locale.as_ref().is_none_or(|locale| covers(locale, &finding.locale));
        let page = allow.page.as_ref().is_none_or(|page| *page == finding.page);
        let section = allow.section.as_ref().is_none_or(|section| *section == finding.section);
        let found = allow.found.as_ref().is_none_or(|found| states(finding, found));
        valid && allow.rule == finding.rule && locale && page && section && found
    }
}

/// An allowance for `sv` holds for `sv-SE` too.
fn covers(allowed: &Tag, locale: &str) -> bool {
    allowed.as_str() == locale || (allowed.is_bare() && Tag::parse(locale).is_some_and(|tag| tag.language() == allowed.language()))
}

/// By value or as written; numbers also without their separators.
fn states(finding: &Finding, allowed: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let written = finding.translation.as_ref().map(|place| place.text.as_str());
    let same = |found: &str| found == allowed || (digits(found).len() > 5 && digits(found) == digits(allowed));
    finding.found.iter().map(String::as_str).chain(written).any(same)
}
