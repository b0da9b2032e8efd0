//! Which findings are shown, and how severe they are: rule levels, selections, confidence, allowances.

use std::collections::BTreeSet;

use regex::Regex;

use crate::config::{Allow, Config, Date, FactDefinition, Globs, HabitDefinition, Level, OptionValue, Override};
use crate::locale::Tag;
use crate::rules::drift::{Confidence, Severity};
use crate::rules::options::{Options, OwnFact};
use crate::rules::stated::Stated;
use crate::rules::{RULES, RuleGroup, RuleId, registry};

use super::allowed::Allowed;
use super::baseline::Baseline;
use super::finding::{Finding, Place};
use super::progress::Progress;

/// Groups of rules that are run only when they are asked for, because they cost more than a look at what is read anyway.
const RUN_ON_REQUEST: [RuleGroup; 2] = [RuleGroup::Pages, RuleGroup::Freshness];

/// What the configuration and the command line ask for.
#[derive(Clone, Debug)]
pub struct Policy<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Only these rules, when not empty.
    select: Vec<RuleId>,
    /// Not these rules.
    ignore: Vec<RuleId>,
    /// Findings less sure are left out.
    pub min_confidence: Confidence,
    /// The day on which allowances are judged.
    pub today: Date,
    /// Whether the run looks at the whole site, so that it can tell that an allowance matches nothing.
    pub is_whole_site: bool,
    /// The findings that are no news.
    pub baseline: Option<Baseline>,
    /// Whether findings in which translations agree are told one by one, as the baseline keeps them.
    pub one_by_one: bool,
    /// Whether to take down what is seen of every page, for a report on all of them.
    pub survey: bool,
    /// Told of every page that was looked at.
    pub progress: Progress,
    options: Options,
    /// The paths of each override; none where it is for all.
    overrides: Vec<Option<Globs>>,
    /// The path of each allowance; none where it is for all.
    allowed_paths: Vec<Option<Globs>>,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It is shown.
    Shown,
    /// An allowance or a comment covers it.
    Suppressed,
    /// It was there before: the baseline has it.
    Baselined,
    /// It was not asked for.
    Dropped,
}

impl<'a> Policy<'a> {
    /// What a configuration asks for on a day: every rule, what is likely, a part of the site.
    pub fn new(config: &'a Config, today: Date) -> Self {
        let dirs = config.dirs();
        let globs = |patterns: &[String]| (!patterns.is_empty()).then(|| Globs::new(patterns.iter().map(String::as_str), &dirs));
        let mut policy = Policy {
            config,
            select: Vec::new(),
            ignore: Vec::new(),
            min_confidence: Confidence::Likely,
            today,
            is_whole_site: false,
            baseline: None,
            one_by_one: false,
            survey: false,
            progress: Progress::default(),
            options: options(config),
            overrides: config.overrides.iter().map(|one| globs(&one.paths)).collect(),
            allowed_paths: config.allows.iter().map(|allow| globs(allow.path.as_slice())).collect(),
        };
        policy.leave_out();
        policy
    }

    /// Asks only for the rules of `select`, when there are any, and not for those of `ignore`.
    pub fn narrow(&mut self, select: &[RuleId], ignore: &[RuleId]) {
        self.select = select.to_vec();
        self.ignore = ignore.to_vec();
        self.leave_out();
    }

    /// Tells the rules which of them nobody asks for.
    fn leave_out(&mut self) {
        let unwanted = RULES.iter().map(|rule| rule.id).filter(|rule| !self.is_wanted(*rule)).collect();
        self.options.unwanted = unwanted;
    }

    /// Whether a rule is asked for anywhere.
    pub fn is_wanted(&self, rule: RuleId) -> bool {
        let levels = self.config.overrides.iter().filter_map(|one| one.rules.get(rule.as_str())).copied();
        let is_on = self.base_level(rule) != Some(Level::Off) || levels.into_iter().any(|level| level != Level::Off);
        self.is_selected(rule, is_on)
    }

    /// Whether the command line names the rule as one that it wants.
    pub fn is_selected_by_name(&self, rule: RuleId) -> bool {
        self.select.contains(&rule)
    }

    /// Whether a run would have come upon the rule's findings: where suppressions are judged, all rules run that cost no look at other
    /// things than pages.
    pub fn was_looked_for(&self, rule: RuleId) -> bool {
        !RUN_ON_REQUEST.contains(&rule.group()) || self.is_wanted(rule)
    }

    /// Whether a run over the whole site would have come upon what an allowance names.
    pub fn was_looked_at(&self, allow: &Allow) -> bool {
        let wanted = &self.config.locales;
        let is_wanted = |locale: &Tag| wanted.iter().any(|one| covers(one, locale.as_str()) || covers(locale, one.as_str()));
        let locale = wanted.is_empty() || allow.locale.as_ref().is_none_or(is_wanted);
        self.is_whole_site && locale && self.was_looked_for(RuleId::named(&allow.rule))
    }

    /// The rules that there are, the project's own facts included.
    pub fn rule_ids(&self) -> Vec<&str> {
        registry::ids().chain(self.config.facts.iter().map(|fact| fact.id.as_str())).collect()
    }

    /// The allowances that a finding fits, expired ones included.
    pub fn fitting(&self, finding: &Finding) -> BTreeSet<usize> {
        let english = Tag::english();
        let reference = self.config.reference.as_ref().unwrap_or(&english);
        let all = self.config.allows.iter().enumerate();
        all.filter(|(at, allow)| fits(allow, self.allowed_paths[*at].as_ref(), reference, finding)).map(|(at, _)| at).collect()
    }

    /// The last day of an allowance that holds no longer.
    pub fn expired(&self, allow: &Allow) -> Option<Date> {
        allow.expires.filter(|last| *last < self.today)
    }

    /// Sets the severity of a finding and says what becomes of it. `fitting` are the allowances that it fits; `is_covered` says whether a
    /// comment covers it.
    pub fn judge(&self, finding: &mut Finding, fitting: &BTreeSet<usize>, is_covered: bool) -> Judgement {
        let level = self.level(finding);
        if !self.is_selected(finding.rule, level != Some(Level::Off)) || finding.confidence < self.min_confidence {
            return Judgement::Dropped;
        }
        match level {
            Some(Level::Error) => finding.severity = Severity::Error,
            Some(Level::Warning) => finding.severity = Severity::Warning,
            Some(Level::Info) => finding.severity = Severity::Info,
            Some(Level::Off) | None => {}
        }
        let is_allowed = self.is_declared(finding) || fitting.iter().any(|&at| self.expired(&self.config.allows[at]).is_none());
        match () {
            () if is_covered || is_allowed => Judgement::Suppressed,
            () if self.baseline.as_ref().is_some_and(|baseline| baseline.has(finding)) => Judgement::Baselined,
            () => Judgement::Shown,
        }
    }

    /// Whether changes that a locale makes everywhere are told once.
    pub fn learns_habits(&self) -> bool {
        !self.ignore.contains(&RuleId::Habit) && self.base_level(RuleId::Habit) != Some(Level::Off)
    }

    /// Whether the configuration declares what is written otherwise.
    fn is_declared(&self, finding: &Finding) -> bool {
        let Some(change) = &finding.change else { return false };
        let of_locale = |habit: &HabitDefinition| habit.locale.as_ref().is_none_or(|locale| covers(locale, &finding.locale));
        let mut of_rule = self.config.habits.iter().filter(|habit| habit.rule == finding.rule.as_str());
        of_rule.any(|habit| of_locale(habit) && change.is_named(&habit.change))
    }

    /// What the configuration asks of the rules.
    pub fn options(&self) -> &Options {
        &self.options
    }

    fn is_selected(&self, rule: RuleId, is_on: bool) -> bool {
        let is_ignored = self.ignore.contains(&rule);
        if self.select.contains(&rule) { !is_ignored } else { self.select.is_empty() && !is_ignored && is_on }
    }

    fn base_level(&self, rule: RuleId) -> Option<Level> {
        self.config.rules.get(rule.as_str()).and_then(|setting| setting.level)
    }

    /// The level for where the finding is: that of the last override that holds there, else that of `[rules]`.
    fn level(&self, finding: &Finding) -> Option<Level> {
        let holds = |one: &Override, globs: Option<&Globs>| {
            let locale = one.locales.is_empty() || one.locales.iter().any(|locale| covers(locale, &finding.locale));
            locale && globs.is_none_or(|globs| is_on_path(globs, finding))
        };
        let all = self.config.overrides.iter().zip(&self.overrides).rev();
        let mut levels = all.filter_map(|(one, globs)| Some((one, globs, *one.rules.get(finding.rule.as_str())?)));
        let found = levels.find(|(one, globs, _)| holds(one, globs.as_ref())).map(|(.., level)| level);
        found.or_else(|| self.base_level(finding.rule))
    }
}

/// Whether an allowance names a finding, expired or not.
fn fits(allow: &Allow, path: Option<&Globs>, reference: &Tag, finding: &Finding) -> bool {
    let locale = allow.locale.as_ref().is_none_or(|locale| covers(locale, &finding.locale));
    let page = allow.page.as_ref().is_none_or(|page| *page == finding.page);
    let section = allow.section.as_ref().is_none_or(|section| *section == finding.section);
    let named =
        |text: &str, stated: &[Stated], place: Option<&Place>| Allowed { text, locale: &finding.locale, reference }.covers(stated, place);
    let is_named = allow.rule == finding.rule.as_str() && locale && page && section && path.is_none_or(|path| is_on_path(path, finding));
    is_named
        && allow.found.as_ref().is_none_or(|found| named(found, &finding.found, finding.translation.as_ref()))
        && allow.expected.as_ref().is_none_or(|expected| named(expected, &finding.expected, finding.reference.as_ref()))
}

fn options(config: &Config) -> Options {
    let mut options = Options::default();
    for (rule, setting) in &config.rules {
        for (name, option) in &setting.options {
            if let OptionValue::Texts(values) = &option.value {
                options.set(rule, name, values);
            }
        }
    }
    options.own_facts = config.facts.iter().filter_map(own_fact).collect();
    options
}

/// Patterns that do not compile were reported when the configuration was read.
fn own_fact(fact: &FactDefinition) -> Option<OwnFact> {
    Some(OwnFact {
        id: RuleId::named(&fact.id),
        name: fact.name.clone(),
        pattern: Regex::new(&fact.pattern).ok()?,
        in_text: fact.places.text,
        in_code: fact.places.code,
        in_links: fact.places.links,
    })
}

/// What is said for `sv` holds for `sv-SE` too.
fn covers(allowed: &Tag, locale: &str) -> bool {
    allowed.as_str() == locale || (allowed.is_bare() && Tag::parse(locale).is_some_and(|tag| tag.language() == allowed.language()))
}

/// By the file that the finding is in, by its reference, or by the file that is missing.
fn is_on_path(globs: &Globs, finding: &Finding) -> bool {
    let places = finding.translation.iter().chain(&finding.reference).map(|place| place.path.as_str());
    let missing = finding.expected.iter().map(ToString::to_string).filter(|_| finding.rule == RuleId::MissingPage);
    places.map(str::to_owned).chain(missing).any(|path| globs.matches(&path))
}
