//! Reads what a project says of its own: its folders (`roots`), its facts (`[[fact]]`), and levels for some paths and locales
//! (`[[override]]`).

use std::collections::BTreeMap;

use regex::Regex;
use toml_span::Value;
use toml_span::value::{Table, ValueInner};

use super::reader::{span, suggestion};
use super::sections::Sections;
use super::{FactDefinition, FactPlaces, Level, Override, Root};
use crate::source::Span;

/// What `in` of a fact may list.
const PLACES: [&str; 3] = ["text", "code", "links"];

impl Sections<'_> {
    /// `roots`: paths, or tables with a path.
    pub(super) fn roots(&mut self, root: &Table<'_>) -> Vec<Root> {
        let Some(value) = root.get("roots") else { return Vec::new() };
        if value.as_array().is_some_and(Vec::is_empty) {
            self.reader.problem(span(value.span), "`roots` must name a folder; without it, the current folder is looked at", "empty");
        }
        self.reader.items("roots", value).iter().filter_map(|item| self.root(item)).collect()
    }

    fn root(&mut self, value: &Value<'_>) -> Option<Root> {
        let (path, table) = match value.as_ref() {
            ValueInner::String(_) => (value, None),
            ValueInner::Table(table) => {
                self.reader.unknown_keys(table, &["path", "locale", "translates"]);
                (self.required("roots", "path", value, table)?, Some(table))
            }
            _ => {
                self.reader.wrong_type(
                    "roots",
                    value,
                    "a list of paths, or of tables such as `{ path = \"../handbuch\", locale = \"de\" }`",
                );
                return None;
            }
        };
        let span = span(path.span);
        let path = self.reader.filled_text("path", path)?;
        let locale = table.and_then(|table| self.tag("locale", table));
        let translates = table.and_then(|table| self.optional_text("translates", table));
        Some(Root { path, locale, translates, span })
    }

    /// Every `[[fact]]`.
    pub(super) fn facts(&mut self, root: &Table<'_>, known_rules: &[&str]) -> Vec<FactDefinition> {
        let mut ids: Vec<String> = Vec::new();
        self.tables(root, "fact", |sections, value, table| {
            sections.reader.unknown_keys(table, &["id", "name", "pattern", "in"]);
            let id = sections.fact_id(value, table, known_rules, &mut ids);
            let name = table.get("name").map(|value| sections.reader.filled_text("name", value));
            let pattern = sections.regex(value, table);
            let places = sections.places(table);
            let ((pattern, span), id) = (pattern?, id?);
            let name = name.flatten().unwrap_or_else(|| id.replace('-', " "));
            Some(FactDefinition { id, name, pattern, places, span })
        })
    }

    fn fact_id(&mut self, value: &Value<'_>, table: &Table<'_>, rules: &[&str], ids: &mut Vec<String>) -> Option<String> {
        let value = self.required("fact", "id", value, table)?;
        let id = self.reader.text("id", value)?;
        let message = if !is_kebab_case(id) {
            format!("`{id}` is not an id; use lower-case letters, digits and hyphens, as in `order-number`")
        } else if rules.contains(&id) {
            format!("`{id}` is the id of a rule already; choose another one")
        } else if ids.iter().any(|known| known == id) {
            format!("the fact `{id}` is given twice; choose another id")
        } else {
            ids.push(id.to_owned());
            return Some(id.to_owned());
        };
        self.reader.problem(span(value.span), message, "");
        None
    }

    fn regex(&mut self, value: &Value<'_>, table: &Table<'_>) -> Option<(String, Span)> {
        let value = self.required("fact", "pattern", value, table)?;
        let pattern = self.reader.filled_text("pattern", value)?;
        let at = span(value.span);
        let message = match Regex::new(&pattern) {
            Ok(regex) if !matches_nothing(&regex) => return Some((pattern, at)),
            Ok(_) => format!("`{pattern}` also matches where nothing stands; make a part of it required, as in `\\d+` for `\\d*`"),
            Err(error) => format!("`{pattern}` is not a regular expression: {}", last_line(&error)),
        };
        self.reader.problem(at, message, "");
        None
    }

    fn places(&mut self, table: &Table<'_>) -> FactPlaces {
        let Some(value) = table.get("in") else { return FactPlaces { text: true, code: false, links: false } };
        let named = self.reader.texts("in", value);
        for (name, at) in named.iter().filter(|(name, _)| !PLACES.contains(name)) {
            let message = format!("`{name}` is not a place where facts are looked for{}", suggestion(name, &PLACES));
            self.reader.problem(*at, message, "not a place");
        }
        if named.is_empty() && value.as_array().is_some_and(Vec::is_empty) {
            self.reader.problem(span(value.span), "`in` must name a place: `text`, `code` or `links`", "empty");
        }
        let has = |place: &str| named.iter().any(|(name, _)| *name == place);
        FactPlaces { text: has("text"), code: has("code"), links: has("links") }
    }

    /// One `[[override]]`.
    pub(super) fn level_override(&mut self, value: &Value<'_>, table: &Table<'_>, rule_ids: &[&str]) -> Option<Override> {
        self.reader.unknown_keys(table, &["paths", "locales", "rules"]);
        let paths = table.get("paths").map(|value| {
            let texts = self.reader.texts("paths", value);
            texts.into_iter().filter_map(|(glob, at)| self.glob(glob, at)).collect::<Vec<_>>()
        });
        let locales = self.locales(table);
        let names_none = |name: &str| table.get(name).is_none_or(|value| value.as_array().is_some_and(Vec::is_empty));
        if names_none("paths") && names_none("locales") {
            let message = "`[[override]]` names neither `paths` nor `locales`; levels for everything stand in `[rules]`";
            self.reader.problem(self.first_line(value), message, "for what?");
        }
        let Some(rules) = table.get("rules") else {
            let message = "`[[override]]` has no `rules`; add a table `[override.rules]` with levels, as in `number = \"off\"`";
            self.reader.problem(self.first_line(value), message, "`rules` is missing here");
            return None;
        };
        let rules = self.reader.table("rules", rules)?;
        Some(Override { paths: paths.unwrap_or_default(), locales, rules: self.levels(rules, rule_ids) })
    }

    fn levels(&mut self, rules: &Table<'_>, rule_ids: &[&str]) -> BTreeMap<String, Level> {
        let mut levels = BTreeMap::new();
        for (key, value) in rules {
            self.known_rule(&key.name, span(key.span), rule_ids);
            let level = match value.as_ref() {
                ValueInner::String(_) => self.level(value),
                ValueInner::Table(table) => {
                    self.refuse_options(&key.name, table);
                    table.get("level").and_then(|value| self.level(value))
                }
                _ => {
                    self.reader.wrong_type(&key.name, value, "a level (error, warning, info or off)");
                    None
                }
            };
            levels.extend(level.map(|level| (key.name.to_string(), level)));
        }
        levels
    }

    fn refuse_options(&mut self, rule: &str, table: &Table<'_>) {
        for key in table.keys().filter(|key| key.name != "level") {
            let message = format!("an override sets levels only; `{}` holds for all pages and belongs into `[rules.{rule}]`", key.name);
            self.reader.problem(span(key.span), message, "not a level");
        }
    }
}

/// Whether a pattern has a match without any text. Assertions are met between letters, figures, blanks and lines, or nowhere.
fn matches_nothing(pattern: &Regex) -> bool {
    ["", "a", "0", " ", "a a", "- 0 -", "a\nA\r\n_"].iter().any(|text| pattern.find_iter(text).any(|found| found.is_empty()))
}

fn is_kebab_case(id: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(plain)
}

/// The regex crate draws its errors over several lines; the last one says what is wrong.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next_back().unwrap_or_default();
    line.trim().trim_start_matches("error: ").to_owned()
}
