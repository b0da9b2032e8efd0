//! `directive`: a version range, tab or shortcode with other parameters, or one that is gone.

use super::RuleId;
use super::change::Change;
use super::drift::{Drift, Mending};
use super::markup::{self, Wording};
use super::outline::Covered;
use super::stated::{TextKind, one_line};
use super::{Comparison, include, mend};
use crate::align::Side;
use crate::compare::mentions::{self as matcher, Difference, Mention, Value};
use crate::diff;
use crate::markdown::{BlockKind, Container, Directive, InlineKind};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::Directive,
    kind: TextKind::Directive,
    changed: |expected, found| format!("directive is `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("directive `{expected}` of the reference is missing here"),
    added: |found| format!("directive `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("write `{expected}` as in the reference; only texts in it are translated"),
        None => "take the directive out, or add it to the reference too".to_owned(),
    },
};

/// Parameters that hold text for people.
const TEXTS: [&str; 12] =
    ["title", "text", "caption", "alt", "alt-text", "label", "description", "desc", "summary", "name", "header", "tooltip"];

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let differences = matcher::compare(&comparison.pages(), covered, mentions);
    differences.iter().map(|difference| drift(comparison, difference)).collect()
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Parameters>) -> Drift {
    let fixes = markup::both(difference).and_then(|(wanted, found)| mending(comparison, wanted, found)).into_iter().collect();
    let name = |mention: &Option<Mention<Parameters>>| mention.as_ref().map(|mention| mention.value.name.clone());
    let change = match (name(&difference.reference), name(&difference.translation)) {
        (Some(wanted), Some(found)) if wanted != found => Some(Change::Replaced(wanted, found)),
        (Some(wanted), None) => Some(Change::Dropped(wanted)),
        _ => None,
    };
    Drift { change, fixes, ..markup::drift(comparison, difference, &WORDING, markup::confidence(difference)) }
}

/// The parameters of the reference in the places of as many others; texts stay.
fn mending(comparison: &Comparison<'_>, wanted: &Mention<Parameters>, found: &Mention<Parameters>) -> Option<Mending> {
    let tab = |mention: &Mention<Parameters>| mention.shown.strip_prefix("tab id=").map(|id| format!("#tab/{id}"));
    if let Some((wanted, stated)) = tab(wanted).zip(tab(found)) {
        return mend::target::mending(comparison.translation, found.span, (&wanted, &stated), |a, b| a == b);
    }
    let (reference, translation) = (&comparison.reference.document.source, &comparison.translation.document.source);
    let kept = |text| split(text).filter(|part| parameter(part).is_some()).collect::<Vec<&str>>();
    mend::markup::parts(comparison.translation, found.span, &kept(reference.slice(wanted.span)), &kept(translation.slice(found.span)))
}

fn mentions(side: Side<'_>, block: usize) -> Vec<Mention<Parameters>> {
    let Some(read) = side.document.blocks.get(block) else { return Vec::new() };
    let mention = |directive: &Directive, span: Span, alone: bool| {
        let shown = one_line(&format!("{} {}", directive.name, directive.arguments));
        Mention { value: Parameters::of(directive), shown, block, span, alone }
    };
    if let BlockKind::Directive(directive) = &read.kind {
        let is_other = include::is_include(directive) || directive.name == "image" || is_note(side, block, directive);
        return if is_other { Vec::new() } else { vec![mention(directive, read.span, true)] };
    }
    let inlines = read.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Shortcode(directive) => Some(mention(directive, inline.span, false)),
        InlineKind::Link { target } => {
            let id = target.strip_prefix("#tab/")?;
            Some(mention(&Directive { name: "tab".to_owned(), arguments: format!("id={id}") }, inline.span, true))
        }
        _ => None,
    });
    inlines.collect()
}

/// Lines that open and close notes are `admonition`'s; what closes anything else goes with what opens it.
fn is_note(side: Side<'_>, block: usize, directive: &Directive) -> bool {
    let next = side.document.blocks.get(block + 1).map_or(&[][..], |next| &next.containers);
    let name = directive.name.strip_prefix("shortcode ").unwrap_or(&directive.name);
    let opens = next.iter().any(|container| matches!(container, Container::Admonition { kind, .. } if *kind == name));
    opens || directive.name == "end" || matches!(directive.name.as_str(), "import" | "export")
}

/// A directive as it is compared: its name, and its parameters but for texts.
#[derive(Clone, Debug)]
struct Parameters {
    key: String,
    name: String,
}

impl Parameters {
    fn of(directive: &Directive) -> Parameters {
        // What stands behind a tab's name is its title.
        let arguments = if directive.name == "tab" && !directive.arguments.starts_with("id=") { "" } else { &directive.arguments };
        let mut parts: Vec<String> = split(arguments).filter_map(parameter).collect();
        parts.sort_unstable();
        Parameters { key: format!("{} {}", directive.name, parts.join(" ")), name: directive.name.clone() }
    }
}

impl Value for Parameters {
    fn key(&self) -> &str {
        &self.key
    }

    fn is_same(&self, _: &Self) -> bool {
        false
    }

    fn likeness(&self, other: &Self) -> u32 {
        if self.name == other.name { 600 + diff::likeness(&self.key, &other.key) / 3 } else { 0 }
    }
}

/// Arguments at blanks that no quotes enclose.
fn split(arguments: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let parts = arguments.split(move |c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c.is_whitespace()
    });
    parts.map(str::trim).filter(|part| !part.is_empty() && *part != "/")
}

/// A parameter without quotes; none for a text.
fn parameter(part: &str) -> Option<String> {
    let (name, value) = part.split_once('=').unwrap_or(("", part));
    let bare = value.trim_matches(['"', '\'', '`']);
    let is_version = name == "range" || bare.starts_with(['<', '>', '=']);
    let is_text = !is_version && (TEXTS.contains(&name) || (name.is_empty() && value != bare) || bare.contains(' ') || !bare.is_ascii());
    let squeezed = || bare.split_whitespace().collect::<String>().to_lowercase();
    (!is_text).then(|| if name.is_empty() { squeezed() } else { format!("{name}={}", squeezed()) })
}
