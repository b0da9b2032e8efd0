//! Text of documents and file names made safe to show: what would move the cursor, reorder the line or stay unseen is spelled out.
//!
//! It knows single characters and nothing of layout. Machine formats do not use it: JSON has its own escapes.

use std::borrow::Cow;

/// The text with every control, bidirectional and invisible character replaced by a visible form.
pub fn text(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(raw);
    }
    let mut shown = String::with_capacity(raw.len());
    let mut before = None;
    for c in raw.chars() {
        push(&mut shown, before, c);
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// Appends a character, or what stands for it. `before` is the character before it in the document.
pub(super) fn push(shown: &mut String, before: Option<char>, c: char) {
    if c.is_ascii_control() {
        shown.push(control_picture(c));
    } else if is_unseen(c) && !is_spelling(before, c) {
        shown.extend(c.escape_unicode());
    } else {
        shown.push(c);
    }
}

/// U+2400 to U+2421 picture the ASCII controls, one column each.
fn control_picture(c: char) -> char {
    let picture = if c == '\u{7f}' { 0x2421 } else { 0x2400 + u32::from(c) };
    char::from_u32(picture).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Joiners after a letter of Arabic, an Indic or another script that joins are part of the word, as in Persian.
fn is_spelling(before: Option<char>, c: char) -> bool {
    let joiner = matches!(c, '\u{200c}' | '\u{200d}');
    joiner && before.is_some_and(|before| matches!(before, '\u{620}'..='\u{1cff}'))
}

/// C1 controls, line and paragraph separators, and Unicode's `Bidi_Control` and `Default_Ignorable_Code_Point` but for the
/// variation selectors, which only choose the form of the character before them.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}')
}
