//! Where a term stands in a text: as it is written, in other capitals, or misspelt. Endings may be glued to it.

use std::ops::Range;

/// Letters of the shortest term whose misspellings are looked for.
const SHORTEST_MISSPELT: usize = 7;

/// The first place of a term in its own capitals.
pub(super) fn exact(text: &str, term: &str) -> Option<Range<usize>> {
    places(text, term, may_start(text, term), |a, b| a == b).next()
}

/// The places of a term in any capitals.
pub(super) fn folded<'a>(text: &'a str, term: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    places(text, term, starts(text, term), is_same)
}

fn is_same(a: char, b: char) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(&b) } else { a == b || a.to_lowercase().eq(b.to_lowercase()) }
}

/// Where the part of a term that holds together stands in its own capitals: a term has no other places, and it need not be there.
pub(super) fn may_start<'a>(text: &'a str, term: &'a str) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(text.as_bytes(), solid(term).as_bytes()).filter(|&start| text.is_char_boundary(start))
}

/// A term up to the first place where a blank may stand.
fn solid(term: &str) -> &str {
    let mut before = ' ';
    let is_end = |c: char| {
        let may_be_blank = c == ' ' || before.is_ascii_digit() && c.is_alphabetic();
        before = c;
        may_be_blank
    };
    &term[..term.find(is_end).unwrap_or(term.len())]
}

/// Whether every word of a term stands somewhere in the text, in another order or with something between; blanks do not matter.
pub(super) fn in_parts(text: &str, term: &str) -> bool {
    let text = text.to_lowercase();
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let has_all = term.split(' ').all(|part| text.contains(&part.to_lowercase()));
    has_all || solid(&text).contains(&solid(&term.to_lowercase()))
}

fn places<'a>(
    text: &'a str,
    term: &'a str,
    starts: impl Iterator<Item = usize> + 'a,
    same: impl Fn(char, char) -> bool + Copy + 'a,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let inside = |start: usize| start.checked_sub(1).is_some_and(|before| text.as_bytes()[before].is_ascii_alphanumeric());
    let starts = starts.filter(move |&start| !inside(start));
    starts.filter_map(move |start| end_of(&text[start..], term, same).map(|end| start..start + end))
}

/// Where a term may start: at its first character in either case, found fast where that is ASCII.
fn starts<'a>(text: &'a str, term: &str) -> Box<dyn Iterator<Item = usize> + 'a> {
    match term.chars().next() {
        Some(first) if first.is_ascii() && !first.is_whitespace() => {
            let (small, capital) = (first.to_ascii_lowercase() as u8, first.to_ascii_uppercase() as u8);
            Box::new(memchr::memchr2_iter(small, capital, text.as_bytes()))
        }
        _ => Box::new(text.char_indices().map(|(start, _)| start)),
    }
}

/// Where a term ends that starts the text. A blank of the term may be any blank, a hyphen or nothing; one may stand behind figures too
/// (`21 Vianet`).
fn end_of(text: &str, term: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text;
    let mut before = ' ';
    for wanted in term.chars() {
        if wanted == ' ' || before.is_ascii_digit() && wanted.is_alphabetic() {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'));
        }
        before = wanted;
        if wanted == ' ' {
            continue;
        }
        let found = rest.chars().next().filter(|&found| same(found, wanted))?;
        rest = &rest[found.len_utf8()..];
    }
    let next = rest.chars().next();
    let goes_on = next.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    (!goes_on).then(|| text.len() - rest.len())
}

/// How many letters go on from a place: an ending, or the rest of another word.
pub(super) fn ending(text: &str, end: usize) -> usize {
    text[end..].chars().take_while(char::is_ascii_lowercase).count()
}

/// A word of the text that is the term but for one letter, which is none of the last two: those change with the case.
pub(super) fn misspelt(text: &str, term: &str) -> Option<Range<usize>> {
    if term.len() < SHORTEST_MISSPELT || !term.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len().abs_diff(term.len()) <= 1);
    let found = words.into_iter().find(|word| differs_in_one(word.as_bytes(), term.as_bytes()))?;
    let start = found.as_ptr() as usize - text.as_ptr() as usize;
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let end = start + found.len();
    (alone(text[..start].chars().next_back()) && alone(text[end..].chars().next())).then_some(start..end)
}

fn differs_in_one(word: &[u8], term: &[u8]) -> bool {
    let (longer, shorter) = if word.len() > term.len() { (word, term) } else { (term, word) };
    let same = longer.iter().zip(shorter).take_while(|(a, b)| a == b).count();
    let rest = &longer[(same + 1).min(longer.len())..];
    let replaced = longer.len() == shorter.len() && shorter.get(same + 1..) == Some(rest);
    let left_out = longer.len() == shorter.len() + 1 && shorter.get(same..) == Some(rest);
    // Swapped letters are one slip too.
    let swapped = longer.len() == shorter.len() && same + 1 < longer.len() && {
        longer[same] == shorter[same + 1] && longer[same + 1] == shorter[same] && longer[same + 2..] == shorter[same + 2..]
    };
    same > 0 && same + 2 < term.len() && (replaced || left_out || swapped)
}
