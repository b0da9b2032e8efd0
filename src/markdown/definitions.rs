//! Link reference definitions that a paragraph begins with. comrak takes them out of it, and then counts the lines and columns of what is
//! left as if it began where they did.

use std::sync::LazyLock;

use regex::Regex;

/// How long the definitions are that a block begins with, in bytes, with the ends of their lines and what quotes or indents the line behind
/// them; 0 where nothing is left of the block without them. A definition over several lines ends them.
pub(super) fn len(block: &str) -> usize {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"^\[[^\]\[^][^\]\[]*\]:[ \t]*(?:<[^<>\r\n]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*(?:\r\n|\r|\n)[ \t>]*"#;
        Regex::new(pattern).expect("a pattern of the program compiles")
    });
    if !block.starts_with('[') {
        return 0;
    }
    let mut len = 0;
    while let Some(line) = LINE.find(&block[len..]) {
        len += line.end();
    }
    if len < block.len() { len } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::len;

    #[test]
    fn definitions_end_where_the_text_begins() {
        for (block, text) in [
            ("[a]: b\nText", "Text"),
            ("[a]: <b c> 'title'  \r\n> [d]: e (f)\r\n> [g](h)", "[g](h)"),
            ("[a]: b \"t\"\n---", "---"),
            ("[a]: b c\nText", "[a]: b c\nText"),
            ("[^1]: note\nText", "[^1]: note\nText"),
            ("[a]: b", "[a]: b"),
            ("Text\n[a]: b\n", "Text\n[a]: b\n"),
        ] {
            assert_eq!(&block[len(block)..], text);
        }
    }
}
