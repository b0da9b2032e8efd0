//! How a translation writes otherwise what the reference has: a change with a signature that other places of the site may share, and the
//! places where it could have been made. It knows texts, no page; what is a habit of a site, `findings` decides.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::RuleId;

/// A change of writing. Facts, names, limits and lost text have none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// Other text around what stays of an address: before it and behind it, in the reference and here.
    Address {
        /// What the address is of: that of the same site (`/`), one from the page's folder (`.`), or a host.
        site: String,
        /// Around the kept part in the reference.
        from: [String; 2],
        /// Around it in the translation.
        to: [String; 2],
    },
    /// What stands between two marks in code, and readers put something in for, is translated.
    Placeholder(Marks),
    /// The value of a key of the front matter.
    Value(String),
    /// A directive or mark that is left out, by its name.
    Dropped(String),
    /// A directive or mark that is another one, by their names.
    Replaced(String, String),
    /// A heading of its own.
    Heading(String),
    /// Breaks of lines.
    LineBreak,
    /// Anchors of headings.
    Anchor,
    /// Anchors of headings in the translation's language.
    TranslatedAnchor,
}

/// The marks around a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Marks {
    /// `{{…}}`
    Braces,
    /// `{…}`
    Brace,
    /// `<…>`
    Angles,
    /// `[…]`
    Brackets,
}

impl Marks {
    /// All of them; those that hold others first.
    pub(super) const ALL: [Marks; 4] = [Marks::Braces, Marks::Brace, Marks::Angles, Marks::Brackets];

    /// What opens and closes it.
    pub(super) fn text(self) -> (&'static str, &'static str) {
        match self {
            Marks::Braces => ("{{", "}}"),
            Marks::Brace => ("{", "}"),
            Marks::Angles => ("<", ">"),
            Marks::Brackets => ("[", "]"),
        }
    }

    /// Whether words stand between such marks: what begins with another sign is code of its own (`{{[-i|--input]}}`).
    pub(super) fn has_words(self, text: &str) -> bool {
        let (open, close) = self.text();
        let mut inside = text.split(open).skip(1).filter_map(|rest| rest.split_once(close));
        inside.any(|(inside, _)| inside.starts_with(char::is_alphabetic))
    }

    /// A text without what stands between such marks; none where it has none.
    pub(super) fn emptied(self, text: &str) -> Option<String> {
        let (open, close) = self.text();
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inside)) = rest.split_once(open) {
            let Some((_, after)) = inside.split_once(close) else { break };
            kept.extend([before, open, close]);
            rest = after;
        }
        (rest.len() < text.len()).then(|| kept + rest)
    }
}

/// Two texts of code that are the same but for what stands in placeholders.
pub(super) fn of_placeholders(reference: &str, translation: &str) -> Option<Change> {
    let same = |marks: &Marks| {
        let (wanted, found) = (marks.emptied(reference)?, marks.emptied(translation)?);
        (wanted == found).then_some(Change::Placeholder(*marks))
    };
    Marks::ALL.iter().find_map(same)
}

/// The places where a kind of change could be made, by class.
pub type Chances = BTreeMap<String, usize>;

impl Change {
    /// Two addresses of one page, apart into names: what stays is at least one of them, and no figure is another. `site` names what
    /// the reference's address is of.
    pub(super) fn of_addresses(site: &str, reference: &[&str], translation: &[&str]) -> Option<Change> {
        let change = |from: [String; 2], to: [String; 2]| {
            let figures = |texts: &[String; 2]| texts.concat().chars().filter(char::is_ascii_digit).collect::<String>();
            (figures(&from) == figures(&to)).then(|| Change::Address { site: site.to_owned(), from, to })
        };
        let (last, other_last) = (reference.last()?, translation.last()?);
        let head = reference.iter().zip(translation).take_while(|(a, b)| a == b).count();
        if reference.len() == translation.len() && head + 1 == reference.len() {
            let (from, to) = suffixes(last, other_last)?;
            return change([String::new(), from.to_owned()], [String::new(), to.to_owned()]);
        }
        let tail = reference.iter().rev().zip(translation.iter().rev()).take_while(|(a, b)| a == b).count();
        let tail = tail.min(reference.len() - head.min(reference.len())).min(translation.len() - head.min(translation.len()));
        if tail == 0 {
            return None;
        }
        let before = |names: &[&str]| names[..names.len() - tail].iter().flat_map(|name| [*name, "/"]).collect::<String>();
        change([before(reference), String::new()], [before(translation), String::new()])
    }

    /// The class of places that it is one of.
    pub fn class(&self, rule: RuleId) -> String {
        match self {
            Change::Address { site, from, .. } => address_class(rule, site, from[0].split('/').next().unwrap_or_default()),
            Change::Placeholder(marks) => format!("code {}", marks.text().0),
            Change::Value(key) => format!("value {key}"),
            Change::Dropped(name) | Change::Replaced(name, _) => format!("{rule} {name}"),
            Change::Heading(_) => "page".to_owned(),
            Change::LineBreak => "break".to_owned(),
            Change::Anchor | Change::TranslatedAnchor => "anchor".to_owned(),
        }
    }

    /// Whether this is the change that a configuration names.
    pub fn is_named(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        plain(&self.to_string()) == plain(&least(text).unwrap_or_else(|| text.to_owned()))
    }
}

/// The class of an address that begins with a name, or of all addresses of a site where the name is empty.
pub(super) fn address_class(rule: RuleId, site: &str, first: &str) -> String {
    format!("{rule} {site} {first}")
}

/// What stands behind the common start of two names, which ends where a mark begins.
fn suffixes<'a>(a: &'a str, b: &'a str) -> Option<(&'a str, &'a str)> {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let is_mark = |text: &str| text.is_empty() || text.starts_with(['-', '_', '.', '?', '~']);
    let starts = (1..=common).rev().filter(|&at| a.is_char_boundary(at));
    starts.map(|at| (&a[at..], &b[at..])).find(|(a, b)| is_mark(a) && is_mark(b))
}

/// What stands for the part that stays, in messages and configurations.
const KEPT: &str = "{path}";

/// A named change of addresses without what is the same on both sides (`/docs/{path} -> /docs/de/{path}` stays, `a/{path}-x -> a/{path}-y` is
/// `{path}-x -> {path}-y`); none for others.
fn least(text: &str) -> Option<String> {
    let (from, to) = text.split_once("->")?;
    let ((before, behind), (other_before, other_behind)) = (from.trim().split_once(KEPT)?, to.trim().split_once(KEPT)?);
    let (before, other_before) = if before == other_before { ("", "") } else { (before, other_before) };
    let (behind, other_behind) = if behind == other_behind { ("", "") } else { (behind, other_behind) };
    Some(format!("{before}{KEPT}{behind} -> {other_before}{KEPT}{other_behind}"))
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Address { site, from, to } => {
                let start = |side: &[String; 2]| match site.as_str() {
                    "/" if !from[0].is_empty() || !to[0].is_empty() => format!("/{}", side[0]),
                    _ => side[0].clone(),
                };
                write!(f, "{}{KEPT}{} -> {}{KEPT}{}", start(from), from[1], start(to), to[1])
            }
            Change::Placeholder(marks) => {
                let (open, close) = marks.text();
                write!(f, "{open}text{close} -> {open}translation{close}")
            }
            Change::Value(key) => write!(f, "{key}: value -> {key}: translation"),
            Change::Dropped(name) => write!(f, "{name} -> nothing"),
            Change::Replaced(from, to) => write!(f, "{from} -> {to}"),
            Change::Heading(text) => write!(f, "nothing -> # {text}"),
            Change::LineBreak => f.write_str("line break -> nothing"),
            Change::Anchor => f.write_str("anchor -> nothing"),
            Change::TranslatedAnchor => f.write_str("anchor -> translated anchor"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(a: &[&str], b: &[&str]) -> Option<String> {
        Change::of_addresses("/", a, b).map(|change| change.to_string())
    }

    #[test]
    fn what_stays_of_an_address_is_taken_out() {
        assert_eq!(address(&["components", "grid"], &["components", "grid-cn"]).as_deref(), Some("{path} -> {path}-cn"));
        assert_eq!(address(&["docs", "setup"], &["docs", "next", "setup"]).as_deref(), Some("/docs/{path} -> /docs/next/{path}"));
        assert_eq!(address(&["guide", "setup"], &["anleitung", "setup"]).as_deref(), Some("/guide/{path} -> /anleitung/{path}"));
    }

    #[test]
    fn another_page_or_figure_is_no_change_of_writing() {
        assert_eq!(address(&["docs", "setup"], &["docs", "install"]), None);
        assert_eq!(address(&["v1", "setup"], &["v2", "setup"]), None);
        assert_eq!(address(&["microservices-2"], &["microservices-3"]), None);
    }

    #[test]
    fn a_configuration_may_name_more_than_the_least() {
        let change = Change::of_addresses("/", &["grid"], &["grid-cn"]).expect("a change");
        assert!(change.is_named("{path} -> {path}-cn") && change.is_named("/{path} -> /{path}-cn"));
        assert!(!change.is_named("{path} -> {path}-de"));
    }

    #[test]
    fn placeholders_are_emptied() {
        assert_eq!(Marks::Braces.emptied("rm {{path}} {{other}}").as_deref(), Some("rm {{}} {{}}"));
        assert_eq!(Marks::Braces.emptied("rm path"), None);
    }
}
