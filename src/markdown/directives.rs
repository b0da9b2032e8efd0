//! What a dialect's line says: its name, its arguments, what it opens or closes. It knows no block and no position but its own text.

use super::attributes;
use super::model::Directive;

/// What a fence line (`:::`, `///`) does.
pub(super) enum Fence {
    /// It stands for itself.
    Single(Directive),
    /// It opens a body; `admonition` when the body is a note, not a tab.
    Open { directive: Directive, admonition: bool },
    /// It closes the body opened last.
    Close,
}

/// Reads a fence line from its first fence character on.
pub(super) fn fence(line: &str) -> Fence {
    let mark = line.as_bytes().first().copied().unwrap_or(b':') as char;
    let content = line.trim().trim_matches(mark).trim().trim_start_matches(['{', '.']);
    let closed = mark == ':' && line.trim_end().ends_with(":::") && !content.is_empty();
    let name_len = content.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(content.len());
    if name_len == 0 {
        return if content.is_empty() { Fence::Close } else { Fence::Single(directive(mark.to_string(), content)) };
    }
    let name = content[..name_len].to_ascii_lowercase();
    let single = closed || name.ends_with("-end") || matches!(name.as_str(), "moniker" | "zone");
    let admonition = !matches!(name.as_str(), "tab" | "tabs" | "code-group" | "raw" | "v-pre");
    let directive = directive(name, content[name_len..].trim_start_matches([' ', '\t', '|', '}']));
    if single { Fence::Single(directive) } else { Fence::Open { directive, admonition } }
}

fn directive(name: String, arguments: &str) -> Directive {
    let arguments = arguments.trim();
    let bare = arguments.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(arguments);
    Directive { name, arguments: bare.to_owned() }
}

/// Reads `[!INCLUDE [title](path)]`, `[!code-csharp[title](path "x")]`, `[!VIDEO url]`.
pub(super) fn bracket(text: &str) -> Directive {
    let inner = text.trim().trim_start_matches("[!").strip_suffix(']').unwrap_or(text);
    let name_len = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(inner.len());
    let rest = inner[name_len..].trim();
    let path = rest.split_once("](").map(|(_, path)| path.strip_suffix(')').unwrap_or(path));
    Directive { name: inner[..name_len].to_ascii_lowercase(), arguments: path.unwrap_or(rest).to_owned() }
}

/// Reads `@[code{3-10} ts](path)` and `<<< @/path{2,4-6} [title]`: the file that code is taken from.
pub(super) fn taken_code(line: &str) -> Directive {
    let path = line.split_once("](").map_or_else(|| line.trim_start_matches('<'), |(_, path)| path.trim_end_matches(')'));
    let path = path.trim().split(['{', ' ']).next().unwrap_or_default();
    Directive { name: "code".to_owned(), arguments: path.to_owned() }
}

/// Reads `{{< name arguments >}}` or `{{% … %}}`.
pub(super) fn shortcode(text: &str) -> Directive {
    let inner = text.get(3..text.len().saturating_sub(3)).unwrap_or("").trim();
    let (slash, inner) = inner.strip_prefix('/').map_or(("", inner), |rest| ("/", rest.trim_start()));
    let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    Directive { name: format!("shortcode {slash}{}", name.to_ascii_lowercase()), arguments: arguments.trim().to_owned() }
}

/// Shortcodes that themes of Hugo make notes of.
const NOTES: [&str; 16] = [
    "admonition",
    "alert",
    "attention",
    "callout",
    "caution",
    "danger",
    "details",
    "hint",
    "important",
    "info",
    "note",
    "notice",
    "pageinfo",
    "success",
    "tip",
    "warning",
];

/// Whether a shortcode of that name is a note.
pub(super) fn is_note(name: &str) -> bool {
    NOTES.contains(&name)
}

/// Reads the opening line of an indented block: `!!! note "Title"`, `??? tip`, `=== "Tab"`.
pub(super) fn indented(line: &str) -> Directive {
    let content = line.trim_start_matches(['!', '?', '=', '+', ' ', '\t']);
    let (words, title) = content.split_once('"').map_or((content, ""), |(words, title)| (words, title.trim_end().trim_end_matches('"')));
    let name = if line.starts_with('=') { "tab" } else { words.split_whitespace().next().unwrap_or("note") };
    Directive { name: name.to_ascii_lowercase(), arguments: title.to_owned() }
}

/// The value of `name="…"` in a directive's arguments, and where it starts in them.
pub(super) fn argument<'s>(arguments: &'s str, name: &str) -> Option<(usize, &'s str)> {
    let mut from = 0;
    while let Some(found) = arguments[from..].find(name) {
        let at = from + found + name.len();
        let before = arguments[..from + found].chars().next_back();
        if let Some(rest) = arguments[at..].strip_prefix("=\"")
            && !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
        {
            return Some((at + 2, rest.split('"').next().unwrap_or(rest)));
        }
        from = at;
    }
    None
}

/// Whether a page's first-level paragraph is an `import` or `export` of MDX, not prose.
pub(super) fn is_module_code(paragraph: &str) -> bool {
    let line = paragraph.lines().next().unwrap_or("");
    if let Some(rest) = line.strip_prefix("import ") {
        let source = rest.trim_end().trim_end_matches(';');
        return source.ends_with(['"', '\'']) || source.ends_with('{');
    }
    let export = |rest: &str| ["const ", "default ", "function ", "let ", "var ", "async "].iter().any(|word| rest.starts_with(word));
    line.strip_prefix("export ").is_some_and(|rest| export(rest) && (rest.contains(['=', '(']) || rest.starts_with("default ")))
}

/// Whether a paragraph is nothing but a JSX component that is no valid HTML (`<Tabs {...props} />`).
pub(super) fn is_component(paragraph: &str) -> bool {
    let name = paragraph.strip_prefix("</").or_else(|| paragraph.strip_prefix('<')).unwrap_or("");
    name.starts_with(|c: char| c.is_ascii_uppercase()) && paragraph.trim_end().ends_with('>') && paragraph.contains('{')
}

/// The kind of note that a quote is by its first line (`> [!NOTE]`), in lower case; none for other quotes.
pub(super) fn quote_label(quote: &str) -> Option<String> {
    let inner = quote.strip_prefix('>')?.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    let name = inner[..end].to_ascii_lowercase();
    (end > 0 && inner[end..].starts_with(']') && !matches!(name.as_str(), "video" | "div" | "include")).then_some(name)
}

/// The id in an attribute list, and where it stands in it.
pub(super) fn attribute_id(list: &str) -> Option<std::ops::Range<usize>> {
    attributes::read(list)?.id
}
