//! `code-block`: a line of code that differs, a block that is gone, or one of another language.

mod joined;

use std::collections::BTreeSet;
use std::ops::Range;

use super::RuleId;
use super::change;
use super::code_text::{CodeText, Line, without_trailing_comment};
use super::code_words;
use super::drift::{Applicability, Confidence, Drift, Mending};
use super::evidence::Evidence;
use super::markup::{self, Wording};
use super::placeholders;
use super::stated::{self, TextKind, listed};
use super::{Comparison, mend};
use crate::align::Side;
use crate::compare::mentions::{self as matcher, Difference, Mention};
use crate::diff;
use crate::locale::codes::Codes;
use crate::markdown::{Block, BlockKind};
use crate::source::{SourceFile, Span};
use joined::Joined;

/// Of blocks that differ over more lines than this, only where they begin to differ is told, to bound time.
const MOST_LINES: usize = 5000;

const WORDING: Wording = Wording {
    rule: RuleId::CodeBlock,
    kind: TextKind::Code,
    changed: |expected, found| format!("code is `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("code block `{expected}` of the reference is missing here"),
    added: |found| format!("code block `{found}` is not in the reference"),
    help: |_| "copy the code of the reference; comments and messages may be translated".to_owned(),
};

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let free = &comparison.options.free_strings;
    let is_alike = |left: &Block, right: &Block| is_alike(comparison, left, right);
    let differences = matcher::compare_unlike(&comparison.pages(), &BTreeSet::new(), is_alike, |side, block| mentions(side, block, free));
    let joined = Joined::of(&differences);
    let open = differences.iter().enumerate().filter(|(at, _)| !joined.blocks.contains(at));
    let mut drifts: Vec<Drift> = open.flat_map(|(at, difference)| explain(comparison, difference, (at, &joined))).collect();
    drifts.extend(languages(comparison));
    drifts
}

/// Whether neither block is code, or both are the same.
fn is_alike(comparison: &Comparison<'_>, reference: &Block, translation: &Block) -> bool {
    let is_code = |block: &Block| matches!(block.kind, BlockKind::Code { .. });
    let (left, right) = (comparison.reference.document, comparison.translation.document);
    match (is_code(reference), is_code(translation)) {
        (true, true) => left.source.slice(reference.span) == right.source.slice(translation.span),
        (left, right) => left == right,
    }
}

fn mentions(side: Side<'_>, block: usize, free: &[String]) -> Vec<Mention<CodeText>> {
    let Some(value) = CodeText::read(side, block, free).filter(|code| !code.lines.is_empty()) else { return Vec::new() };
    let span = telling(&value.lines)[0].span;
    let shown = shown(&side.document.source, span);
    vec![Mention { value, shown, block, span, alone: true }]
}

/// The lines from the first one on that says something: one of letters or figures.
fn telling(lines: &[Line]) -> &[Line] {
    let first = lines.iter().position(|line| line.skeleton.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some());
    &lines[first.unwrap_or(0)..]
}

fn shown(source: &SourceFile, span: Span) -> String {
    stated::one_line(source.slice(span))
}

/// One drift for each run of lines that differs; one for a block that is gone.
fn explain(comparison: &Comparison<'_>, difference: &Difference<CodeText>, (at, joined): (usize, &Joined)) -> Vec<Drift> {
    let (Some(left), Some(right)) = (&difference.reference, &difference.translation) else {
        return vec![markup::drift(comparison, difference, &WORDING, markup::confidence(difference))];
    };
    let runs = runs(&left.value.lines, &right.value.lines);
    let open = runs.iter().filter(|run| !joined.runs.contains(&(at, run.left.start.max(run.right.start))));
    // A brace that closes what another run opens is told there.
    let says_something = |run: &&Run| runs.len() == 1 || run.has_words(&left.value.lines, &right.value.lines);
    open.filter(says_something).map(|run| changed(comparison, difference, (left, right), run)).collect()
}

/// Lines of both sides that differ, as ranges.
struct Run {
    left: Range<usize>,
    right: Range<usize>,
}

impl Run {
    /// Whether anything but marks is in the lines of either side.
    fn has_words(&self, left: &[Line], right: &[Line]) -> bool {
        let lines = left[self.left.clone()].iter().chain(&right[self.right.clone()]);
        lines.flat_map(|line| line.skeleton.chars()).any(char::is_alphanumeric)
    }

    /// Whether it is more than is compared line by line.
    fn is_too_long(&self) -> bool {
        self.left.len().max(self.right.len()) > MOST_LINES
    }
}

fn runs(left: &[Line], right: &[Line]) -> Vec<Run> {
    let is_same = |(a, b): &(&Line, &Line)| a.skeleton == b.skeleton;
    let head = left.iter().zip(right).take_while(is_same).count();
    let tail = left[head..].iter().rev().zip(right[head..].iter().rev()).take_while(is_same).count();
    let (a, b) = (&left[head..left.len() - tail], &right[head..right.len() - tail]);
    if a.len().max(b.len()) > MOST_LINES {
        return vec![Run { left: head..head + a.len(), right: head..head + b.len() }];
    }
    let key = |lines: &[Line]| -> Vec<String> { lines.iter().map(|line| line.skeleton.clone()).collect() };
    let is_broken_otherwise = |run: &Run| on_one_line(&left[run.left.clone()]) == on_one_line(&right[run.right.clone()]);
    let behind_head = |range: Range<usize>| range.start + head..range.end + head;
    let runs = diff::differences(&key(a), &key(b)).into_iter();
    let runs = runs.map(|(left, right)| Run { left: behind_head(left), right: behind_head(right) });
    runs.filter(|run| !is_broken_otherwise(run)).collect()
}

/// Lines as if they were one: formatters break them, and shells go on behind a backslash.
fn on_one_line(lines: &[Line]) -> String {
    let pieces = lines.iter().map(|line| line.skeleton.trim_end().trim_end_matches('\\'));
    pieces.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

fn changed(
    comparison: &Comparison<'_>,
    difference: &Difference<CodeText>,
    (left, right): (&Mention<CodeText>, &Mention<CodeText>),
    run: &Run,
) -> Drift {
    let (expected, found) = (&left.value.lines[run.left.clone()], &right.value.lines[run.right.clone()]);
    let sources = (&comparison.reference.document.source, &comparison.translation.document.source);
    let mut line = Difference {
        pair: difference.pair,
        reference: None,
        translation: None,
        partner: None,
        after: None,
        together: difference.together,
        exchanged: None,
    };
    let mention = |source: &SourceFile, mention: &Mention<CodeText>, line: &Line| Mention {
        value: mention.value.clone(),
        shown: shown(source, line.span),
        block: mention.block,
        span: line.span,
        alone: true,
    };
    let (wanted, stated) = if expected.is_empty() || found.is_empty() { (telling(expected), telling(found)) } else { (expected, found) };
    line.reference = wanted.first().map(|first| mention(sources.0, left, first));
    line.translation = stated.first().map(|first| mention(sources.1, right, first));
    let is_message = || is_translated(sources, left, right) && is_message(sources, expected, found);
    let confidence = if is_message() {
        Evidence::MayDiffer.confidence()
    } else {
        confidence((sources, &comparison.codes), &left.value, expected, found)
    };
    let mut drift = markup::drift(comparison, &line, &WORDING, confidence);
    let near = |lines: &[Line], at: usize| lines.get(at.min(lines.len().saturating_sub(1))).map(|line| line.span);
    if found.is_empty() {
        drift.message = format!("line `{}` of the reference's code is missing here", listed(&drift.expected));
        drift.translation = near(&right.value.lines, run.right.start);
    } else if expected.is_empty() {
        drift.message = format!("line `{}` of the code is not in the reference", listed(&drift.found));
        drift.reference = near(&left.value.lines, run.left.start);
    } else if run.is_too_long() {
        let lines = run.left.len().max(run.right.len());
        drift.message = format!("code differs from here on; its {lines} lines are too many to be told apart");
    }
    if let ([expected], [found]) = (expected, found) {
        drift.fixes.extend(one_line(sources, expected, found));
        drift.change = change::of_placeholders(sources.0.slice(expected.span), sources.1.slice(found.span));
    }
    drift
}

/// The line of the reference in the place of another; what stands behind it as a comment stays.
fn one_line((reference, translation): (&SourceFile, &SourceFile), expected: &Line, found: &Line) -> Option<Mending> {
    let code = |source: &'_ SourceFile, line: &Line| without_trailing_comment(source.slice(line.span)).trim_end().to_owned();
    let (wanted, stated) = (code(reference, expected), code(translation, found));
    let is_plain = |code: &str, line: &Line| {
        let solid: String = code.chars().filter(|c| !c.is_whitespace()).map(placeholders::plain_quote).collect();
        solid == line.skeleton
    };
    let applicability = if is_plain(&wanted, expected) && is_plain(&stated, found) { Applicability::Safe } else { Applicability::Unsafe };
    let place = Span::new(found.span.start, found.span.start + stated.len());
    mend::mending(applicability, format!("change it to `{}`", markup::brief(&wanted)), vec![(place, wanted)])
}

/// Whether the block holds letters of the translation's language where the reference has none: then its messages are translated.
fn is_translated(sources: (&SourceFile, &SourceFile), left: &Mention<CodeText>, right: &Mention<CodeText>) -> bool {
    let foreign = |source: &SourceFile, lines: &[Line]| {
        let code = lines.iter().map(|line| without_trailing_comment(source.slice(line.span)));
        code.flat_map(str::chars).filter(|c| c.is_alphabetic() && !c.is_ascii()).count()
    };
    foreign(sources.1, &right.value.lines) > foreign(sources.0, &left.value.lines)
}

/// Whether as many lines are the same but for strings with letters.
fn is_message(sources: (&SourceFile, &SourceFile), expected: &[Line], found: &[Line]) -> bool {
    let same = |(wanted, stated): (&Line, &Line)| {
        let (wanted, stated) = (sources.0.slice(wanted.span), sources.1.slice(stated.span));
        placeholders::without_strings(wanted) == placeholders::without_strings(stated)
    };
    !expected.is_empty() && expected.len() == found.len() && expected.iter().zip(found).all(same)
}

/// Sure where both sides have code; a hint where a line may be text for people.
fn confidence((sources, codes): ((&SourceFile, &SourceFile), &Codes), code: &CodeText, expected: &[Line], found: &[Line]) -> Confidence {
    let text = |source: &SourceFile, lines: &[Line]| lines.first().map(|line| source.slice(line.span).to_owned());
    let (expected, found) = (text(sources.0, expected), text(sources.1, found));
    let foreign = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
    let wordy = |text: &Option<String>| text.as_ref().is_some_and(|text| placeholders::is_prose(text));
    let both = expected.as_ref().zip(found.as_ref());
    let for_people =
        foreign(&found) && !foreign(&expected) || both.is_some_and(|(wanted, stated)| code_words::are_same(wanted, stated, codes));
    let sentence = code.is_document() && both.is_some_and(|(wanted, stated)| code_words::are_sentences(wanted, stated));
    let prose = code.is_text() && (code.is_diagram() || wordy(&expected) || wordy(&found));
    match () {
        () if for_people || prose || sentence => Evidence::MayDiffer.confidence(),
        () => Evidence::of_values(expected.is_some(), found.is_some(), true).confidence(),
    }
}

/// Blocks that stand for each other and name different languages. A language that only the translation names is no drift.
fn languages(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut drifts = Vec::new();
    for (pair, section) in comparison.alignment.sections.iter().enumerate() {
        for (r, t) in section.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation)) {
            // What is marked alike needs no reading; so does what is no code.
            if comparison.reference.document.blocks[r].kind == comparison.translation.document.blocks[t].kind {
                continue;
            }
            let both = CodeText::read(comparison.reference, r, &[]).zip(CodeText::read(comparison.translation, t, &[]));
            if let Some((left, right)) = both.filter(|(left, right)| !left.language.is_empty() && left.language != right.language) {
                drifts.push(language(comparison, pair, (r, left), (t, right)));
            }
        }
    }
    drifts
}

fn language(comparison: &Comparison<'_>, pair: usize, (r, left): (usize, CodeText), (t, right): (usize, CodeText)) -> Drift {
    let mention = |side: Side<'_>, block: usize, value: CodeText| {
        let span = side.document.blocks[block].span;
        let line = side.document.source.slice(span).lines().next().unwrap_or_default().len();
        Mention { shown: value.language.clone(), value, block, span: Span::new(span.start, span.start + line), alone: true }
    };
    let wording = Wording {
        changed: |expected, found| match found {
            "" => format!("code block is marked as `{expected}` in the reference, not here"),
            _ => format!("code block is marked as `{expected}` in the reference, as `{found}` here"),
        },
        help: |expected| format!("mark the block as `{}`", expected.unwrap_or_default()),
        ..WORDING
    };
    let (reference, translation) = (mention(comparison.reference, r, left), mention(comparison.translation, t, right));
    let fences =
        (comparison.reference.document.source.slice(reference.span), comparison.translation.document.source.slice(translation.span));
    let fixes = fence(fences, translation.span).into_iter().collect();
    let difference = Difference {
        pair,
        reference: Some(reference),
        translation: Some(translation),
        partner: None,
        after: None,
        together: true,
        exchanged: None,
    };
    // No reader sees how a block is marked.
    Drift { fixes, ..markup::drift(comparison, &difference, &wording, Evidence::MayDiffer.confidence()) }
}

/// The language of the reference's fence on that of the translation.
fn fence((reference, translation): (&str, &str), place: Span) -> Option<Mending> {
    let info = |line: &'_ str| line.trim_start_matches(['`', '~']).len();
    let word = |line: &'_ str| line[line.len() - info(line)..].split_whitespace().next().unwrap_or_default().to_owned();
    let (wanted, found) = (word(reference), word(translation));
    let marks = translation.len() - info(translation);
    let blank = translation.len() - marks - translation[marks..].trim_start().len();
    if marks < 3 || wanted.is_empty() {
        return None;
    }
    let start = place.start + marks + blank;
    mend::safe(format!("mark the block as `{wanted}`"), vec![(Span::new(start, start + found.len()), wanted)])
}
