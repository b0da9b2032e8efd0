//! Reads the tables of `driftlint.toml`, each into its type.

use std::collections::BTreeMap;

use ignore::gitignore::GitignoreBuilder;
use toml_span::Value;
use toml_span::value::{Key, Table, ValueInner};

use super::problem::{ConfigProblem, inside};
use super::reader::{Reader, span, suggestion};
use super::{Allow, Config, Date, HabitDefinition, Layout, Level, OptionValue, Pattern, RuleOption, RuleSetting};
use crate::locale::Tag;
use crate::source::Span;

const KEYS: [&str; 10] = ["reference", "roots", "locales", "ignore", "layout", "rules", "override", "fact", "allow", "habit"];

/// Reads the text of a configuration; see [`super::load`].
pub(super) fn read(text: &str, known_rules: &[&str]) -> Result<Config, Vec<ConfigProblem>> {
    let root = toml_span::parse(text).map_err(|error| vec![syntax_problem(&error, text)])?;
    let mut sections = Sections { text, reader: Reader::default() };
    let config = root.as_table().map(|root| sections.config(root, known_rules)).unwrap_or_default();
    let problems = sections.reader.finish();
    if problems.is_empty() { Ok(config) } else { Err(problems) }
}

pub(super) struct Sections<'t> {
    text: &'t str,
    pub(super) reader: Reader,
}

impl Sections<'_> {
    fn config(&mut self, root: &Table<'_>, known_rules: &[&str]) -> Config {
        self.reader.unknown_keys(root, &KEYS);
        let facts = self.facts(root, known_rules);
        let own_rules = facts.iter().map(|fact| fact.id.as_str());
        let rule_ids: Vec<&str> = known_rules.iter().copied().chain(own_rules).collect();
        Config {
            dir: None,
            source: None,
            reference: self.tag("reference", root),
            layouts: self.tables(root, "layout", Self::layout),
            roots: self.roots(root),
            ignore: self.globs(root),
            locales: self.locales(root),
            rules: self.rules(root, &rule_ids),
            overrides: self.tables(root, "override", |sections, value, table| sections.level_override(value, table, &rule_ids)),
            allows: self.tables(root, "allow", |sections, value, table| sections.allow(value, table, &rule_ids)),
            habits: self.tables(root, "habit", |sections, value, table| sections.habit(value, table, &rule_ids)),
            facts,
        }
    }

    /// Reads every `[[name]]` that is a table; those with a mistake are left out.
    pub(super) fn tables<'v, 'de, T>(
        &mut self,
        root: &'v Table<'de>,
        name: &str,
        mut read: impl FnMut(&mut Self, &'v Value<'de>, &'v Table<'de>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = root.get(name) else { return Vec::new() };
        if value.as_array().is_none() {
            let help = format!("write `[[{name}]]`; it may be given more than once");
            let message = format!("`{name}` must be a list of tables");
            self.reader.problem_with_help(self.first_line(value), message, "not a list", help);
            return Vec::new();
        }
        let items = self.reader.items(name, value);
        let mut found = Vec::new();
        for item in items {
            if let Some(table) = self.reader.table(name, item) {
                found.extend(read(self, item, table));
            }
        }
        found
    }

    fn layout(&mut self, value: &Value<'_>, table: &Table<'_>) -> Option<Layout> {
        self.reader.unknown_keys(table, &["reference", "translation", "locale", "partial"]);
        let locale = self.tag("locale", table);
        let partial = table.get("partial").map(|value| self.reader.flag("partial", value));
        let reference = self.pattern("layout", "reference", value, table);
        let translation = self.pattern("layout", "translation", value, table);
        let (reference, translation) = (reference?, translation?);
        if !translation.has_locale() && !table.contains_key("locale") {
            let at = table.get("translation").map_or(value.span, |value| value.span);
            let help = "write `{locale}` where the tag stands in the path, or add `locale = \"de-DE\"`".to_owned();
            let message = format!("the pattern `{}` does not tell the locale", translation.text());
            self.reader.problem_with_help(span(at), message, "no `{locale}`", help);
            return None;
        }
        if reference.has_locale() {
            let at = table.get("reference").map_or(value.span, |value| value.span);
            let message = "the pattern of the reference must name its locale itself, as in `docs/en/{path}.md`";
            self.reader.problem(span(at), message, "`{locale}` cannot stand here");
            return None;
        }
        Some(Layout { reference, translation, locale, partial: partial.flatten().unwrap_or(false) })
    }

    fn pattern(&mut self, owner: &str, name: &str, value: &Value<'_>, table: &Table<'_>) -> Option<Pattern> {
        let value = self.required(owner, name, value, table)?;
        let text = self.reader.text(name, value)?;
        Pattern::parse(text).map_err(|sentence| self.reader.problem(span(value.span), sentence, "")).ok()
    }

    fn globs(&mut self, root: &Table<'_>) -> Vec<String> {
        let Some(value) = root.get("ignore") else { return Vec::new() };
        let texts = self.reader.texts("ignore", value);
        texts.into_iter().filter_map(|(glob, at)| self.glob(glob, at)).collect()
    }

    pub(super) fn glob(&mut self, glob: &str, at: Span) -> Option<String> {
        if let Err(error) = GitignoreBuilder::new("").add_line(None, glob) {
            self.reader.problem(at, format!("`{glob}` is not a gitignore pattern: {error}"), "");
            return None;
        }
        Some(glob.to_owned())
    }

    fn optional_glob(&mut self, name: &str, table: &Table<'_>) -> Option<String> {
        let value = table.get(name)?;
        let text = self.reader.filled_text(name, value)?;
        self.glob(&text, span(value.span))
    }

    pub(super) fn locales(&mut self, root: &Table<'_>) -> Vec<Tag> {
        let Some(value) = root.get("locales") else { return Vec::new() };
        let texts = self.reader.texts("locales", value);
        texts.into_iter().filter_map(|(text, at)| self.reader.tag(text, at)).collect()
    }

    pub(super) fn tag(&mut self, name: &str, table: &Table<'_>) -> Option<Tag> {
        let value = table.get(name)?;
        let text = self.reader.text(name, value)?;
        self.reader.tag(text, span(value.span))
    }

    fn rules(&mut self, root: &Table<'_>, rule_ids: &[&str]) -> BTreeMap<String, RuleSetting> {
        let Some(table) = root.get("rules").and_then(|value| self.reader.table("rules", value)) else {
            return BTreeMap::new();
        };
        let mut rules = BTreeMap::new();
        for (key, value) in table {
            self.known_rule(&key.name, span(key.span), rule_ids);
            if let Some(setting) = self.rule_setting(key, value) {
                rules.insert(key.name.to_string(), setting);
            }
        }
        rules
    }

    pub(super) fn known_rule(&mut self, id: &str, at: Span, rule_ids: &[&str]) {
        if !rule_ids.contains(&id) {
            let message = format!("unknown rule `{id}`{}", suggestion(id, rule_ids));
            self.reader.problem(at, message, "not the id of a rule");
        }
    }

    fn rule_setting(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<RuleSetting> {
        match value.as_ref() {
            ValueInner::String(_) => Some(RuleSetting { level: self.level(value), options: BTreeMap::new() }),
            ValueInner::Table(table) => Some(self.rule_table(table)),
            _ => {
                self.reader.wrong_type(&key.name, value, "a level (error, warning, info or off) or a table of options");
                None
            }
        }
    }

    fn rule_table(&mut self, table: &Table<'_>) -> RuleSetting {
        let level = table.get("level").and_then(|value| self.level(value));
        let options = table.iter().filter(|(key, _)| key.name != "level");
        let options = options.filter_map(|(key, value)| Some((key.name.to_string(), self.option(&key.name, value)?)));
        RuleSetting { level, options: options.collect() }
    }

    pub(super) fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        let text = self.reader.text("level", value)?;
        let level = Level::parse(text);
        if level.is_none() {
            let message = format!("`{text}` is not a level; use error, warning, info or off");
            self.reader.problem(span(value.span), message, "not a level");
        }
        level
    }

    fn option(&mut self, name: &str, value: &Value<'_>) -> Option<RuleOption> {
        let read = match value.as_ref() {
            ValueInner::String(text) => OptionValue::Text(text.to_string()),
            ValueInner::Integer(number) => OptionValue::Integer(*number),
            ValueInner::Float(number) => OptionValue::Number(*number),
            ValueInner::Boolean(flag) => OptionValue::Flag(*flag),
            ValueInner::Array(_) => {
                let texts = self.reader.texts(name, value);
                OptionValue::Texts(texts.into_iter().map(|(text, _)| text.to_owned()).collect())
            }
            ValueInner::Table(_) => {
                self.reader.wrong_type(name, value, "a string, a number, true, false or a list of strings");
                return None;
            }
        };
        Some(RuleOption { value: read, span: span(value.span) })
    }

    fn allow(&mut self, value: &Value<'_>, table: &Table<'_>, rule_ids: &[&str]) -> Option<Allow> {
        self.reader.unknown_keys(table, &["rule", "locale", "page", "path", "section", "found", "expected", "reason", "expires"]);
        let rule = self.named_rule("allow", value, table, rule_ids);
        let locale = self.tag("locale", table);
        let [page, section, found, expected] = ["page", "section", "found", "expected"].map(|name| self.optional_text(name, table));
        let path = self.optional_glob("path", table);
        let reason = self.reason("allow", value, table);
        let expires = table.get("expires").and_then(|value| self.date("expires", value));
        let (rule, reason, span) = (rule?, reason?, self.first_line(value));
        Some(Allow { rule, locale, page, path, section, found, expected, reason, expires, span })
    }

    fn habit(&mut self, value: &Value<'_>, table: &Table<'_>, rule_ids: &[&str]) -> Option<HabitDefinition> {
        self.reader.unknown_keys(table, &["rule", "locale", "change", "reason"]);
        let rule = self.named_rule("habit", value, table, rule_ids);
        let locale = self.tag("locale", table);
        let change = self.change(value, table);
        let reason = self.reason("habit", value, table);
        Some(HabitDefinition { rule: rule?, locale, change: change?, reason: reason? })
    }

    fn change(&mut self, value: &Value<'_>, table: &Table<'_>) -> Option<String> {
        let value = self.required("habit", "change", value, table)?;
        let text = self.reader.filled_text("change", value)?;
        if !text.contains("->") {
            let message = format!("`{text}` is no change; write both sides, as in `{{path}} -> {{path}}-cn`");
            self.reader.problem(span(value.span), message, "no `->`");
            return None;
        }
        Some(text)
    }

    fn named_rule(&mut self, owner: &str, value: &Value<'_>, table: &Table<'_>, rule_ids: &[&str]) -> Option<String> {
        let value = self.required(owner, "rule", value, table)?;
        let rule = self.reader.text("rule", value)?;
        self.known_rule(rule, span(value.span), rule_ids);
        Some(rule.to_owned())
    }

    fn reason(&mut self, owner: &str, value: &Value<'_>, table: &Table<'_>) -> Option<String> {
        let value = self.required(owner, "reason", value, table)?;
        self.reader.filled_text("reason", value)
    }

    pub(super) fn optional_text(&mut self, name: &str, table: &Table<'_>) -> Option<String> {
        table.get(name).and_then(|value| self.reader.text(name, value)).map(str::to_owned)
    }

    fn date(&mut self, name: &str, value: &Value<'_>) -> Option<Date> {
        let text = self.reader.text(name, value)?;
        let date = Date::parse(text);
        if date.is_none() {
            let message = format!("`{text}` is not a date; write a day that exists as YYYY-MM-DD");
            self.reader.problem(span(value.span), message, "not a date");
        }
        date
    }

    pub(super) fn required<'v, 'de>(
        &mut self,
        owner: &str,
        name: &str,
        value: &Value<'de>,
        table: &'v Table<'de>,
    ) -> Option<&'v Value<'de>> {
        let found = table.get(name);
        if found.is_none() {
            let message = format!("`[[{owner}]]` has no `{name}`; add `{name} = \"…\"`");
            self.reader.problem(self.first_line(value), message, format!("`{name}` is missing here"));
        }
        found
    }

    /// The first line of a table, which is its header.
    pub(super) fn first_line(&self, value: &Value<'_>) -> Span {
        let whole = span(value.span);
        let text = self.text.get(whole.start..whole.end).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        Span::new(whole.start, whole.start + line.len())
    }
}

fn syntax_problem(error: &toml_span::Error, text: &str) -> ConfigProblem {
    let label = error.to_diagnostic(()).labels.into_iter().map(|label| label.message).find(|message| !message.is_empty());
    let at = inside(span(error.span), text);
    let unquoted_date = text.get(at.start..).is_some_and(starts_with_date) || text.get(..at.start).is_some_and(ends_with_year);
    let help = unquoted_date.then(|| "write a date in quotes: \"2027-06-30\"".to_owned());
    ConfigProblem { message: format!("this is not valid TOML: {error}"), span: at, label: label.unwrap_or_default(), help }
}

fn starts_with_date(rest: &str) -> bool {
    rest.get(..10).is_some_and(|start| Date::parse(start).is_some())
}

fn ends_with_year(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}
