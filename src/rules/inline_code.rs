//! `inline-code`: code in running text that is other code in the translation, or is gone.

use super::RuleId;
use super::change;
use super::drift::{Applicability, Confidence, Drift};
use super::evidence::Evidence;
use super::literal_cells;
use super::markup::{self, Wording};
use super::outline::Covered;
use super::placeholders;
use super::stated::{TextKind, one_line};
use super::{Comparison, mend};
use crate::align::Side;
use crate::compare::mentions::{self as matcher, Difference, Mention, Value};
use crate::diff;
use crate::markdown::{Block, Inline, InlineKind};

const WORDING: Wording = Wording {
    rule: RuleId::InlineCode,
    kind: TextKind::Code,
    changed: |expected, found| format!("code is `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("code `{expected}` of the reference is missing here"),
    added: |found| format!("code `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("write `{expected}` as in the reference; code is not translated"),
        None => "take the code out, or add it to the reference too".to_owned(),
    },
};

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let told = literal_cells::told(comparison);
    let is_told = |side: Side<'_>, block: usize| {
        if std::ptr::eq(side.document, comparison.reference.document) { told.0.contains(&block) } else { told.1.contains(&block) }
    };
    let open = |side: Side<'_>, block: usize| if is_told(side, block) { Vec::new() } else { mentions(side, block) };
    let differences = matcher::compare_unlike(&comparison.pages(), covered, is_alike, open);
    differences
        .iter()
        .filter(|difference| !is_said_in_parts(comparison, difference))
        .map(|difference| drift(comparison, difference))
        .collect()
}

/// Whether the block has each part of the reference's code as a code of its own, with words in the place of the signs: `a = 1` and `a` is `1`.
fn is_said_in_parts(comparison: &Comparison<'_>, difference: &Difference<Code>) -> bool {
    let block = difference.translation.as_ref().map(|found| found.block).or(difference.partner);
    let block = block.and_then(|block| comparison.translation.document.blocks.get(block));
    let Some((wanted, block)) = difference.reference.as_ref().zip(block) else { return false };
    let parts: Vec<&str> = wanted.shown.split([' ', '=', ':']).filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && parts.iter().all(|part| codes(block).any(|code| code.trim() == *part))
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Code>) -> Drift {
    let fixes = markup::both(difference).and_then(|(wanted, found)| {
        let applicability =
            if wanted.value.is_for_people() || found.value.is_for_people() { Applicability::Unsafe } else { Applicability::Safe };
        mend::markup::code(comparison.reference.document.source.slice(wanted.span), comparison.translation, found.span, applicability)
    });
    let change = markup::both(difference).and_then(|(wanted, found)| change::of_placeholders(&wanted.shown, &found.shown));
    let is_own = markup::both(difference).is_some_and(|(wanted, found)| is_own_example(comparison, &wanted.shown, &found.shown));
    let confidence = if is_own { Evidence::MayDiffer.confidence() } else { confidence(difference) };
    Drift { change, fixes: fixes.into_iter().collect(), ..markup::drift(comparison, difference, &WORDING, confidence) }
}

/// Whether nothing but strings differ that stand nowhere else in their pages and have hardly a letter in common: values of an example, in the
/// words of each language.
fn is_own_example(comparison: &Comparison<'_>, wanted: &str, found: &str) -> bool {
    let length = comparison.reference.document.source.text().len() + comparison.translation.document.source.text().len();
    if length > LONGEST_PAGES || wanted == found || placeholders::without_strings(wanted) != placeholders::without_strings(found) {
        return false;
    }
    let strings = |code: &str| code.split(['"', '\'', '`']).skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    let (left, right) = (strings(wanted), strings(found));
    let is_once = |side: Side<'_>, text: &str| side.document.source.text().matches(text).count() == 1;
    let is_free = |(a, b): (&String, &String)| {
        a == b || is_once(comparison.reference, a) && is_once(comparison.translation, b) && diff::likeness(a, b) < LIKE
    };
    left.len() == right.len() && left.iter().zip(&right).all(is_free)
}

/// Bytes of two pages above which they are not searched for the values of an example, to bound time.
const LONGEST_PAGES: usize = 1 << 18;

/// What is more alike was changed and not translated, in thousandths.
const LIKE: u32 = 500;

fn is_alike(reference: &Block, translation: &Block) -> bool {
    codes(reference).eq(codes(translation))
}

fn codes(block: &Block) -> impl Iterator<Item = &str> {
    let codes = block.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    codes.filter_map(|inline| block.text.visible().get(inline.range.clone()))
}

fn mentions(side: Side<'_>, block: usize) -> Vec<Mention<Code>> {
    let Some(read) = side.document.blocks.get(block) else { return Vec::new() };
    let codes = read.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    let mention = |inline: &Inline| {
        let text = read.text.visible().get(inline.range.clone())?.trim();
        let value = Code::read(text);
        (!value.key.is_empty()).then(|| Mention { value, shown: one_line(text), block, span: inline.span, alone: false })
    };
    codes.filter_map(mention).collect()
}

/// Words in the form of code, such as the names of buttons, are translated on many sites; a single one may become a word of the text.
fn confidence(difference: &Difference<Code>) -> Confidence {
    // What stands unchanged at another place was not translated.
    if difference.exchanged.is_some() {
        return markup::confidence(difference);
    }
    let expected = difference.reference.as_ref().map(|mention| &mention.value);
    let is_text = expected.is_some_and(|code| code.is_prose || code.is_word && difference.translation.is_none());
    let may_differ = |wanted: &Code, found: &Code| {
        wanted.pattern.is_some() && wanted.pattern == found.pattern || wanted.is_example && !found.key.is_ascii()
    };
    let is_worded = markup::both(difference).is_some_and(|(wanted, found)| is_in_other_words(&wanted.shown, &found.shown));
    let is_put_in = is_worded || markup::both(difference).is_some_and(|(wanted, found)| may_differ(&wanted.value, &found.value));
    let is_slip = markup::both(difference).is_some_and(|(wanted, found)| is_slip(&wanted.shown, &found.shown));
    if is_text && !is_slip || is_put_in { Evidence::MayDiffer.confidence() } else { markup::confidence(difference) }
}

/// Whether code has its names where the other has them, and words in other letters between: `number of hosts * maxIdle`.
fn is_in_other_words(wanted: &str, found: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.len() > 1);
        words.map(str::to_owned).collect()
    };
    let (own, others) = (words(wanted), words(found));
    let has_other_letters = found.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) && wanted.is_ascii();
    has_other_letters
        && wanted.contains(' ')
        && !others.is_empty()
        && others.len() + 1 < own.len()
        && others.iter().all(|word| own.contains(word))
}

/// Whether two texts of several words differ in one character of one word: who translates words changes more.
fn is_slip(wanted: &str, found: &str) -> bool {
    let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.split_whitespace().collect(), found.split_whitespace().collect());
    let mut other = wanted.iter().zip(&found).filter(|(a, b)| a != b);
    let is_one = |(a, b): (&&str, &&str)| {
        let before = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        let behind = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
        before + behind + 1 >= a.chars().count().max(b.chars().count())
    };
    wanted.len() > 1 && wanted.len() == found.len() && other.next().is_some_and(is_one) && other.next().is_none()
}

/// Names of machines that are reserved for examples (RFC 2606), which have no place on the network.
fn is_example(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    ["example.com", "example.org", "example.net"].iter().any(|name| host == *name || host.ends_with(&format!(".{name}")))
        || host.ends_with(".example")
}

/// Code as it is compared.
#[derive(Clone, Debug)]
struct Code {
    /// Without blanks, quotes in one form.
    key: String,
    /// Without what stands for something that readers put in.
    skeleton: String,
    /// What is left where something in braces stands for what readers put in; none without.
    pattern: Option<String>,
    /// Whether it is an address in an example.
    is_example: bool,
    /// Whether it is words and nothing else.
    is_prose: bool,
    /// Whether it is a single word, or a tag without attributes, which a text may call by its word.
    is_word: bool,
}

impl Code {
    fn read(text: &str) -> Code {
        let key: String = text.chars().filter(|c| !c.is_whitespace()).map(placeholders::plain_quote).collect();
        // `<br/>` is `<br>`, and what readers put in may be marked or not.
        let key = key.replace("/>", ">").replace("{{", "").replace("}}", "");
        Code {
            skeleton: placeholders::skeleton(text).replace("/>", ">"),
            pattern: placeholders::pattern(text),
            is_example: is_example(text),
            is_prose: placeholders::is_text(text),
            is_word: placeholders::is_word(text)
                || text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(placeholders::is_word),
            key,
        }
    }

    /// Whether readers put something in, or a part of it is words.
    fn is_for_people(&self) -> bool {
        self.is_prose || self.skeleton != self.key
    }
}

impl Value for Code {
    const MAY_EXCHANGE: bool = true;
    const ONCE_IS_ENOUGH: bool = true;
    const MAY_BE_TEXT: bool = true;

    fn key(&self) -> &str {
        &self.key
    }

    fn is_same(&self, other: &Self) -> bool {
        self.skeleton == other.skeleton
    }

    fn likeness(&self, other: &Self) -> u32 {
        diff::likeness(&self.key, &other.key)
    }

    fn is_said(&self, text: &str) -> bool {
        text.contains(&self.key.replace(['"', '\''], "").to_lowercase())
    }
}
