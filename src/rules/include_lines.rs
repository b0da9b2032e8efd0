//! Lines that put another file in the place of themselves, in the dialects that write them as text.

use std::sync::LazyLock;

use regex::Regex;

/// The file that a line includes (`{* path *}`, `{!> path !}`, `--8<-- "path"`, `{% include "path" %}`).
pub(super) fn read(line: &str) -> Option<&str> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"^\s*(?:\{\*\s*(\S+)[^}]*\*\}|\{!>?\s*([^!\s]+)\s*!\}|-{1,}8<-{1,}\s*["']([^"']+)["']|\{%-?\s*include(?:_relative|-markdown)?\s+["']?([^"'\s%]+)["']?[^}]*%\})\s*$"#,
        )
        .expect("a pattern of the program compiles")
    });
    if !may_be_in(line) {
        return None;
    }
    let found = LINE.captures(line)?;
    found.iter().skip(1).flatten().next().map(|path| path.as_str())
}

/// Whether a text may have such a line: a quick no.
pub(super) fn may_be_in(text: &str) -> bool {
    memchr::memchr2(b'{', b'<', text.as_bytes()).is_some()
}
