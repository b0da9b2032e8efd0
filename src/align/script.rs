//! How much a text says in how many characters, by script. Knows no language.

/// The length of a text, in letters of the Latin script; blanks are none.
pub fn letters(text: &str) -> f64 {
    text.chars().map(weight).sum()
}

/// How many Latin letters a character usually stands for.
fn weight(c: char) -> f64 {
    match c {
        '\t'..='\r' | ' ' => 0.0,
        '\0'..='\u{7f}' | '\u{c0}'..='\u{24f}' => 1.0,
        // Kana, Bopomofo.
        '\u{3040}'..='\u{312f}' => 1.9,
        // Han.
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => 3.4,
        // Hangul.
        '\u{ac00}'..='\u{d7af}' => 2.85,
        // Hebrew, Arabic: short vowels are not written.
        '\u{0590}'..='\u{08ff}' => 1.3,
        c if c.is_whitespace() => 0.0,
        _ => 1.0,
    }
}
