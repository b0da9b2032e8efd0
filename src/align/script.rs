//! How much a text says in how many characters, by script. Knows no language.

/// The length of a text, in letters of the Latin script; blanks are none.
pub fn letters(text: &str) -> f64 {
    if text.is_ascii() {
        return f64::from(text.bytes().filter(|byte| !matches!(byte, b'\t'..=b'\r' | b' ')).count() as u32);
    }
    f64::from(text.chars().map(weight).fold(0, u32::saturating_add)) / 100.0
}

/// How many hundredths of a Latin letter a character usually stands for.
fn weight(c: char) -> u32 {
    match c {
        '\t'..='\r' | ' ' => 0,
        '\0'..='\u{7f}' | '\u{c0}'..='\u{24f}' => 100,
        // Kana, Bopomofo.
        '\u{3040}'..='\u{312f}' => 190,
        // Han.
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => 340,
        // Hangul.
        '\u{ac00}'..='\u{d7af}' => 285,
        // Hebrew, Arabic: short vowels are not written.
        '\u{0590}'..='\u{08ff}' => 130,
        c if c.is_whitespace() => 0,
        _ => 100,
    }
}
