//! `include`: a part of the page that is taken from another file, and is taken from elsewhere or not at all.

use super::RuleId;
use super::drift::Drift;
use super::markup::{self, Wording};
use super::multiset::{self, Difference, Mention, Value};
use super::outline::Covered;
use super::stated::TextKind;
use super::targets::Target;
use super::{Comparison, include_lines, mend};
use crate::align::Side;
use crate::locale::codes::Codes;
use crate::markdown::{Block, BlockKind, Directive};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::Include,
    kind: TextKind::Target,
    changed: |expected, found| format!("`{expected}` is included in the reference, `{found}` here"),
    gone: |expected| format!("include of `{expected}` is missing here"),
    added: |found| format!("include of `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("include `{expected}`, or the same file in this language"),
        None => "take the include out, or add it to the reference too".to_owned(),
    },
};

/// Directives and shortcodes that put a file in their place.
const INCLUDES: [&str; 8] = ["include", "code", "notebook", "readfile", "includes", "embed", "codenew", "code_sample"];

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let differences = multiset::compare(comparison, covered, |side, block| mentions(side, block, &comparison.codes));
    differences.iter().map(|difference| drift(comparison, difference)).collect()
}

/// Whether a directive includes a file, so that no other rule needs to speak for it.
pub(super) fn is_include(directive: &Directive) -> bool {
    let name = directive.name.strip_prefix("shortcode ").unwrap_or(&directive.name);
    INCLUDES.contains(&name) || name.starts_with("code-")
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Included>) -> Drift {
    let codes = &comparison.codes;
    let same = |a: &str, b: &str| Included(Target::read(a, codes)).is_same(&Included(Target::read(b, codes)));
    let fixes = markup::both(difference)
        .and_then(|(wanted, found)| mend::target::mending(comparison.translation, found.span, (&wanted.shown, &found.shown), same));
    Drift { fixes: fixes.into_iter().collect(), ..markup::drift(comparison, difference, &WORDING, markup::confidence(difference)) }
}

fn mentions(side: Side<'_>, block: usize, codes: &Codes) -> Vec<Mention<Included>> {
    let Some(read) = side.document.blocks.get(block) else { return Vec::new() };
    let found = match &read.kind {
        BlockKind::Directive(directive) if is_include(directive) => vec![(path(&directive.arguments), read.span)],
        BlockKind::Paragraph | BlockKind::Code { .. } => lines(side, read),
        _ => Vec::new(),
    };
    let mention = |(path, span): (&str, Span)| Mention {
        value: Included(Target::read(path, codes)),
        shown: markup::brief(path),
        block,
        span,
        alone: true,
    };
    found.into_iter().filter(|(path, _)| !path.is_empty()).map(mention).collect()
}

/// The file among a directive's arguments: `path "title"`, `file="path"`, `"path"`.
fn path(arguments: &str) -> &str {
    let named = ["file=", "path="].iter().find_map(|name| arguments.split_once(name).map(|(_, rest)| rest)).unwrap_or(arguments);
    let named = named.trim_start();
    match named.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        Some(quote) => named[1..].split(quote).next().unwrap_or_default(),
        None => named.split_whitespace().next().unwrap_or_default(),
    }
}

fn lines<'d>(side: Side<'d>, block: &Block) -> Vec<(&'d str, Span)> {
    let source = side.document.source.slice(block.span);
    let mut at = block.span.start;
    let mut found = Vec::new();
    if !include_lines::may_be_in(source) {
        return found;
    }
    for line in source.split_inclusive('\n') {
        let content = line.trim();
        if let Some(path) = include_lines::read(content) {
            let start = at + line.len() - line.trim_start().len();
            found.push((path, Span::new(start, start + content.len())));
        }
        at += line.len();
    }
    found
}

/// The file that is included.
#[derive(Clone, Debug)]
struct Included(Target);

impl Value for Included {
    fn key(&self) -> &str {
        self.0.key()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }

    fn likeness(&self, other: &Self) -> u32 {
        self.0.likeness(&other.0)
    }
}
