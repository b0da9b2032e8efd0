//! Severity, priority and urgency labels: `Sev A`, `Schweregrad B/C`, `P1`, `严重级别 A`.

use crate::locale::pack::Meaning;

use super::Scan;
use crate::facts::model::Severity;

/// The labels at a token, and the token after them.
pub(super) fn severities(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Severity>, usize)> {
    if !scan.means(at, &Meaning::SeverityLabel) {
        return None;
    }
    let label = scan.token(at)?;
    let glued_only = label.end - label.start == 1;
    let rest = &scan.text[label.end..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '-', '.', ':', '"', '(']).len();
    if glued_only && skipped > 0 {
        return None;
    }
    let (found, length) = letters(scan, &rest[skipped..])?;
    let end = label.end + skipped + length;
    let next = (at + 1..scan.tokens.len()).find(|&next| scan.tokens[next].start >= end).unwrap_or(scan.tokens.len());
    Some((found, next.max(at + 1)))
}

/// `A`, `B/C`, `1`: one letter or figure each, and nothing glued on.
fn letters(scan: &Scan<'_, '_>, text: &str) -> Option<(Vec<Severity>, usize)> {
    let mut found = Vec::new();
    let mut length = 0;
    loop {
        let (severity, len) = letter(scan, &text[length..])?;
        found.push(severity);
        length += len;
        let more = text[length..].strip_prefix('/').is_some_and(|rest| letter(scan, rest).is_some());
        if !more {
            return Some((found, length));
        }
        length += 1;
    }
}

fn letter(scan: &Scan<'_, '_>, text: &str) -> Option<(Severity, usize)> {
    let c = text.chars().next()?;
    if text[c.len_utf8()..].chars().next().is_some_and(|next| next.is_alphanumeric() && (next.is_ascii() || !is_ideograph(next))) {
        return None;
    }
    let own = scan.settings.severity_letters.iter().find(|(letter, _)| letter.starts_with(c) && letter.chars().count() == 1);
    let name = match own {
        Some((_, latin)) => latin.clone(),
        None if c.is_ascii_uppercase() || matches!(c, 'b'..='e') => c.to_ascii_uppercase().to_string(),
        None if matches!(c, '0'..='5') => c.to_string(),
        None => latin_lookalike(c)?.to_string(),
    };
    Some((Severity(name), c.len_utf8()))
}

/// Letters of other alphabets that look like Latin ones and are typed for them (Unicode confusables).
fn latin_lookalike(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        _ => return None,
    })
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff)
}
