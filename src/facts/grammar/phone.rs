//! Telephone numbers. Candidates are found by their shape and by what announces them; whether two are equal is decided in `facts::phone`.

use crate::locale::pack::Meaning;

use super::super::lexer::TokenKind;
use super::{Item, Scan, availability, clock, figures};
use crate::facts::model::{Phone, Strength, Value};

/// A run of digit groups.
struct Run<'a> {
    groups: Vec<&'a str>,
    /// Separators between the groups, as written.
    separators: Vec<&'a str>,
    plus: bool,
    bracketed: bool,
    from: usize,
    to: usize,
}

/// All numbers of a block, in order.
pub(super) fn phones(scan: &Scan<'_, '_>) -> Vec<Item> {
    let digits = scan.text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 6 {
        return Vec::new();
    }
    let announces = |at: usize| {
        scan.means(at, &Meaning::PhoneLabel) || scan.meaning(at, |meaning| matches!(meaning, Meaning::Country(_)).then_some(())).is_some()
    };
    let announced = scan.only_number || (0..scan.tokens.len()).any(announces);
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let Some(run) = run(scan, at) else {
            at += 1;
            continue;
        };
        let is_hours = || availability::figures(scan, run.from).is_some() || clock::marked(scan, run.from).is_some();
        if let Some(strength) =
            strength(scan, &run, announced).filter(|strength| !is_hours() && (*strength == Strength::Strong || !is_counted(scan, run.to)))
        {
            let phone = Phone { digits: run.groups.concat(), international: run.plus };
            found.push(Item::new(Value::Phone(phone), run.from, run.to, strength));
        }
        at = run.to;
    }
    found
}

fn run<'a>(scan: &Scan<'a, '_>, at: usize) -> Option<Run<'a>> {
    let plus = scan.is_sign(at, '+');
    let after_plus = at + usize::from(plus);
    let bracketed = scan.is_sign(after_plus, '(');
    // `(8326.2073)`: what is in parentheses as a whole is no area code before a number.
    if bracketed && !plus && scan.is_number(after_plus + 1) && !scan.is_sign(after_plus + 2, ')') {
        return None;
    }
    let first = after_plus + usize::from(bracketed);
    let first = if !plus && bracketed && scan.is_sign(first, '+') { first + 1 } else { first };
    // Behind a group that is a part of a name there is no start of a number: `note-123 456 7890`.
    if !scan.is_number(first) || is_inside_word(scan, at) || (at == first && at > 0 && scan.is_number(at - 1)) {
        return None;
    }
    let mut run = Run {
        groups: vec![text(scan, first)],
        separators: Vec::new(),
        plus: plus || scan.is_sign(first.wrapping_sub(1), '+'),
        bracketed,
        from: at,
        to: first + 1,
    };
    while let Some(next) = next_group(scan, run.to, run.plus) {
        run.separators.push(&scan.text[scan.tokens[run.to - 1].end..scan.tokens[next].start]);
        run.groups.push(text(scan, next));
        run.to = next + 1;
    }
    if bracketed && run.groups.len() == 1 && scan.is_sign(run.to, ')') {
        run.to += 1;
    }
    Some(run)
}

fn text<'a>(scan: &Scan<'a, '_>, at: usize) -> &'a str {
    &scan.text[scan.tokens[at].start..scan.tokens[at].end]
}

/// A digit, letter or sign glued before it makes it part of something else (`#12`, `v1`, `/12`, `=12`).
fn is_inside_word(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.is_glued(at)
        && (matches!(scan.sign(at - 1), Some('/' | '#' | '=' | '*' | '.' | '_' | '$' | '€' | '£' | '-' | '%'))
            || matches!(scan.tokens[at - 1].kind, TokenKind::Text)
                && scan.text[..scan.tokens[at].start].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The next group of digits, if only what separates groups stands between. A sign with blanks on both sides separates them only in a number
/// in international form (`+49 30 / 23125 123`).
fn next_group(scan: &Scan<'_, '_>, at: usize, international: bool) -> Option<usize> {
    if scan.is_number(at) {
        return Some(at);
    }
    let one = scan.sign(at).filter(|sign| matches!(sign, '-' | '.' | '/' | ')' | '('))?;
    // `1707 (8326.2073)`: what is in parentheses is one group.
    let encloses = |open: usize| !scan.is_sign(open, '(') || scan.is_sign(open + 2, ')');
    if !encloses(at) || !encloses(at + 1) {
        return None;
    }
    if scan.is_number(at + 1) {
        // `800 - 5` may be a sum or a range of numbers; groups are not spaced around dots.
        let spaced = !scan.is_glued(at) && !scan.is_glued(at + 1);
        let torn = (spaced && matches!(one, '.' | '/') && !(international && one == '/')) || (one == '.' && !scan.is_glued(at + 1));
        return (!torn).then_some(at + 1);
    }
    let two = scan.sign(at + 1).filter(|sign| matches!((one, sign), (')', '-' | '(' | '/') | ('-' | '/', '(')))?;
    (scan.is_number(at + 2) && two != '.').then_some(at + 2)
}

fn strength(scan: &Scan<'_, '_>, run: &Run<'_>, announced: bool) -> Option<Strength> {
    let digits: usize = run.groups.iter().map(|group| group.len()).sum();
    let longest = run.groups.iter().map(|group| group.len()).max().unwrap_or(0);
    if !(6..=15).contains(&digits) || longest > 12 || is_something_else(scan, run) {
        return None;
    }
    let dialled = run.plus || run.groups[0].starts_with('0') || (run.bracketed && run.groups.len() > 1);
    let grouped = run.groups.len() > 1;
    if run.plus && digits >= 8 || dialled && grouped && digits >= 8 {
        return Some(Strength::Strong);
    }
    if is_grouped_number(run) && run.separators.iter().any(|separator| separator.contains('-')) {
        return None;
    }
    match (grouped, announced) {
        (true, true) if (digits >= 7 && !is_grouped_number(run)) || digits >= 9 || scan.only_number => Some(Strength::Strong),
        (true, false) if is_north_american(run) => Some(Strength::Strong),
        (true, _) if digits >= 7 => Some(Strength::Weak),
        (false, true) if digits >= 9 || dialled && digits >= 8 => Some(Strength::Strong),
        (false, true) if digits >= 7 => Some(Strength::Weak),
        _ => None,
    }
}

/// Whether a unit of time follows: `30-90-180 days` are lengths.
fn is_counted(scan: &Scan<'_, '_>, at: usize) -> bool {
    let unit = |at: usize| scan.meaning(at, |meaning| matches!(meaning, Meaning::Unit(_)).then_some(())).is_some();
    unit(at) || (scan.is_dash(at) && unit(at + 1))
}

/// `1-800-555-0123`, `800 555 0123`: no other number is grouped so.
fn is_north_american(run: &Run<'_>) -> bool {
    let lengths: Vec<usize> = run.groups.iter().map(|group| group.len()).collect();
    matches!(lengths.as_slice(), [3, 3, 4]) || (matches!(lengths.as_slice(), [1, 3, 3, 4]) && run.groups[0] == "1")
}

/// `1 000 000` and `1.000.000` are numbers, `2 400 - 5 999` is a range of them.
fn is_grouped_number(run: &Run<'_>) -> bool {
    let dashes = run.separators.iter().filter(|separator| separator.contains('-')).count();
    let joins = |separator: &str| matches!(separator, " " | ".") || (dashes == 1 && separator.contains('-'));
    let opens = |at: usize| at == 0 || run.separators[at - 1].contains('-');
    let lengths = run.groups.iter().enumerate().all(|(at, group)| if opens(at) { group.len() <= 3 } else { group.len() == 3 });
    lengths && !run.groups[0].starts_with('0') && run.separators.iter().all(|separator| joins(separator))
}

/// Dates, spans of years, versions, addresses, sums, prices.
fn is_something_else(scan: &Scan<'_, '_>, run: &Run<'_>) -> bool {
    let lengths: Vec<usize> = run.groups.iter().map(|group| group.len()).collect();
    let dotted = run.separators.iter().all(|separator| *separator == ".") && !run.separators.is_empty();
    let date = matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4 | 2]) && !run.plus && is_date_joined(run);
    let years = lengths == [4, 4] && run.groups.iter().all(|group| group.starts_with("19") || group.starts_with("20"));
    let version = dotted
        && !run.plus
        && !(run.groups[0].starts_with('0') && run.groups.len() > 3)
        && run.groups.iter().any(|group| group.len() != 3 && group.len() != 4);
    let identity = figures::identity(scan, run.from) == Some(run.to);
    let percent = matches!(scan.sign(run.to), Some('%' | '€' | '$' | '£' | ':'));
    let range = lengths.len() == 2 && run.separators[0].trim() == "-" && run.separators[0].len() == 3 && !run.groups[0].starts_with('0');
    date || years
        || identity
        || range
        || is_round_range(run)
        || version
        || percent
        || is_calculation(run)
        || (dotted && is_grouped_number(run))
}

/// `800-1200`: two round numbers that go up.
fn is_round_range(run: &Run<'_>) -> bool {
    let round = |group: &&str| group.len() > 2 && group.ends_with("00") && !group.starts_with('0');
    let [low, high] = run.groups.as_slice() else { return false };
    let goes_up = (low.len(), *low) < (high.len(), *high);
    !run.plus && !run.bracketed && run.separators[0].trim() == "-" && round(low) && round(high) && goes_up
}

/// Signs that numbers to dial do not mix: `2/1/18 - 3/1/18`, `01.02.-31.07.`, `0.13 (48.00/365)`.
fn is_calculation(run: &Run<'_>) -> bool {
    let count = |sign: char| run.separators.iter().filter(|separator| separator.contains(sign)).count();
    let (dots, slashes) = (count('.'), count('/'));
    let mixed_dots = dots > 0 && dots < run.separators.len() && !run.plus;
    let short_slash = slashes == 1
        && run
            .groups
            .iter()
            .zip(&run.separators)
            .any(|(group, separator)| separator.contains('/') && group.len() < 3 && !group.starts_with('0'));
    slashes > 1 || mixed_dots || (short_slash && !run.plus)
}

fn is_date_joined(run: &Run<'_>) -> bool {
    run.separators.iter().all(|separator| matches!(separator.trim(), "-" | "." | "/" | ""))
}
