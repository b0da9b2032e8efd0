//! Numbers of list items in the digits of other scripts (`၁။ `, `১. `, `１．`). CommonMark knows those of ASCII only.
//!
//! comrak is given ASCII digits in the place of them, with zeros in front, so that every byte stays where it is.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::digits::zero_of;

/// What stands behind the number of an item.
const MARKS: [char; 9] = ['.', ')', '။', '៖', '។', '၊', '،', '．', '）'];

/// Digits that the number of an item has at most in CommonMark.
const MOST_DIGITS: usize = 9;

/// Blanks behind which nothing below a text starts a list.
const INDENTED: usize = 4;

/// The body with such numbers in ASCII. Lines and bytes stay what they are.
pub(super) fn plain(body: Cow<'_, str>) -> Cow<'_, str> {
    if body.is_ascii() {
        return body;
    }
    let mut all = String::new();
    // Whether an item may start: only the first one of a list stands right below a text.
    let mut may_start = true;
    for (at, line) in lines(&body) {
        let (lead, content) = line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>']).len());
        let item = number(content).filter(|(number, _)| may_start || *number == 1 && lead.len() < INDENTED);
        if let Some((number, len)) = item {
            all.push_str(&body[all.len()..at + lead.len()]);
            let _ = write!(all, "{number:0width$}.", width = len - 1);
        }
        may_start = content.trim().is_empty() || item.is_some() || may_start && lead.len() > 1;
    }
    if all.is_empty() {
        return body;
    }
    all.push_str(&body[all.len()..]);
    Cow::Owned(all)
}

fn lines(body: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    body.split_inclusive(['\n', '\r']).map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

/// The number that a line starts with, and how many bytes it has with its mark.
fn number(content: &str) -> Option<(u32, usize)> {
    let mut chars = content.char_indices();
    let mut number = 0_u32;
    let (at, mark) = loop {
        let (at, c) = chars.next()?;
        let Some(digit) = digit(c) else { break (at, c) };
        number = number.checked_mul(10)?.checked_add(digit)?;
    };
    let len = at + mark.len_utf8();
    let is_item = at > 0 && len <= MOST_DIGITS + 1 && MARKS.contains(&mark) && content[len..].starts_with([' ', '\t']);
    is_item.then_some((number, len))
}

/// The value of a digit beyond ASCII.
fn digit(c: char) -> Option<u32> {
    zero_of(c).filter(|zero| *zero != '0').map(|zero| u32::from(c) - u32::from(zero))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_what_starts_an_item_is_given_in_ascii() {
        let given = |body: &'static str| plain(body.into()).into_owned();
        assert_eq!(given("၁။ One\n၂။ Two\n"), "00001. One\n00002. Two\n");
        assert_eq!(given("Text\n１. One\n"), "Text\n001. One\n");
        for text in ["Text\n２. Two\n", "Text\n     １. One\n", "１.5 metres\n", "1. One\n"] {
            assert_eq!(given(text), text);
        }
    }
}
