//! Text for a hover, as Markdown or plain: what comes from a page is shown as it stands, and marks nothing up.

use crate::report::harmless;

/// How much of a text is shown, in characters.
const MOST: usize = 1500;

/// Writes a hover.
#[derive(Clone, Debug)]
pub(super) struct Markup {
    is_markdown: bool,
    text: String,
}

impl Markup {
    pub(super) fn new(is_markdown: bool) -> Markup {
        Markup { is_markdown, text: String::new() }
    }

    /// A paragraph that begins with a bold word.
    pub(super) fn headed(&mut self, head: &str, rest: &str) {
        let head = self.raw(head);
        let head = if self.is_markdown { format!("**{head}**") } else { head };
        let rest = self.raw(rest);
        self.paragraph(format!("{head}{rest}"));
    }

    /// Lines of a page.
    pub(super) fn quoted(&mut self, text: &str) {
        let lines: Vec<String> = shortened(text).lines().map(|line| self.raw(line.trim_end())).collect();
        let lead = if self.is_markdown { "> " } else { "  " };
        // Each line stays one.
        let end = if self.is_markdown { "\\\n" } else { "\n" };
        let quoted = lines.iter().map(|line| format!("{lead}{line}")).collect::<Vec<_>>().join(end);
        self.paragraph(quoted);
    }

    /// Code of a page, in a fence that it cannot close.
    pub(super) fn code(&mut self, text: &str) {
        let shown = shortened(text).lines().map(|line| harmless(line).into_owned()).collect::<Vec<_>>().join("\n");
        let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let block = if self.is_markdown { format!("{fence}\n{shown}\n{fence}") } else { shown };
        self.paragraph(block);
    }

    /// A list.
    pub(super) fn list(&mut self, items: &[String]) {
        let items: Vec<String> = items.iter().map(|item| format!("- {}", self.raw(item))).collect();
        self.paragraph(items.join("\n"));
    }

    fn paragraph(&mut self, text: String) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&text);
    }

    /// A text in one line that shows as it is.
    fn raw(&self, text: &str) -> String {
        let text = harmless(text);
        if !self.is_markdown {
            return text.into_owned();
        }
        escaped(&text)
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Marks take a backslash: those that mark up anywhere, and those that would open a list, a heading or a quote at the start of a line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let in_word = before.is_some_and(char::is_alphanumeric) && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '&' | '~' => true,
            '_' => !in_word,
            '#' | '>' | '-' | '+' | '|' => at == 0,
            '=' => at == 0 && text.bytes().all(|byte| byte == b'='),
            '.' | ')' => at == number && number > 0,
            _ => false,
        };
        if marks {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
