//! Code and comments between the tags of template languages: `{% highlight rust %}` (Jekyll), `{{< highlight rust >}}` (Hugo),
//! `{% comment %}` (Liquid). CommonMark takes what stands between them for text.
//!
//! comrak is given a fence or a comment of HTML in the place of such tags, so that every byte stays where it is.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::prepared::track_fence;

/// Tags that hold code, and what closes them.
const CODE: [(&str, &str); 2] = [("highlight", "endhighlight"), ("codeblock", "endcodeblock")];

/// What opens and closes a comment.
const COMMENT: (&str, &str) = ("comment", "endcomment");

/// The body with fences and comments that CommonMark knows. Lines and bytes stay what they are.
pub(super) fn plain(body: Cow<'_, str>) -> Cow<'_, str> {
    if !may_have(&body) {
        return body;
    }
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let mut all = String::with_capacity(body.len());
    let mut at = 0;
    let (mut fence, mut unclosed) = (None, BTreeSet::new());
    while at < lines.len() {
        let element = if fence.is_none() { element(&lines[at..], &mut unclosed) } else { None };
        if let Some((given, count)) = element {
            all.push_str(&given);
            at += count;
            continue;
        }
        track_fence(lines[at].trim_start_matches([' ', '\t', '>']), &mut fence);
        all.push_str(lines[at]);
        at += 1;
    }
    Cow::Owned(all)
}

fn may_have(body: &str) -> bool {
    let has = |text: &str| memchr::memmem::find(body.as_bytes(), text.as_bytes()).is_some();
    (has("{%") || has("{{<")) && (has(COMMENT.1) || has("highlight") || has("codeblock"))
}

/// What the first of these lines and those that belong to it are given as, and how many they are. What is not closed once is not sought again.
fn element(lines: &[&str], unclosed: &mut BTreeSet<String>) -> Option<(String, usize)> {
    let content = lines[0].trim_start_matches([' ', '\t']);
    let tag = Tag::read(content)?;
    let is_comment = tag.name == COMMENT.0 && !tag.is_shortcode;
    let name = if is_comment { Some(COMMENT.1) } else { CODE.iter().find(|(name, _)| *name == tag.name).map(|(_, end)| *end) };
    let name = if tag.is_shortcode { format!("/{}", tag.name) } else { name?.to_owned() };
    let is_code = CODE.iter().any(|(code, _)| *code == tag.name) && content[tag.len..].trim().is_empty();
    if !(is_comment || is_code) || unclosed.contains(&name) {
        return None;
    }
    let Some((at, last)) = closing(lines, &name, is_comment) else {
        unclosed.insert(name);
        return None;
    };
    let lead = lines[0].len() - content.len();
    let given = if is_comment { comment(&lines[..=at], lead, tag.len, &last) } else { code(&lines[..=at], lead, &tag, &last) };
    Some((given, at + 1))
}

/// The line that holds a tag of that name, and where: at its start, or anywhere.
fn closing(lines: &[&str], name: &str, is_anywhere: bool) -> Option<(usize, Range<usize>)> {
    let read = |line: &str, at: usize| Tag::read(&line[at..]).filter(|tag| tag.name == name).map(|tag| at..at + tag.len);
    let inside = |line: &str| line.match_indices("{%").find_map(|(at, _)| read(line, at));
    let place = |line: &str| if is_anywhere { inside(line) } else { read(line, line.len() - line.trim_start_matches([' ', '\t']).len()) };
    lines.iter().enumerate().find_map(|(number, line)| Some((number, place(line)?)))
}

fn code(lines: &[&str], lead: usize, tag: &Tag<'_>, last: &Range<usize>) -> String {
    let marks = (tag.len - tag.language.len()).min(last.len());
    let opening = format!("{}{}", "~".repeat(marks), tag.language);
    replaced(lines, lead, (tag.len, &opening), (last, &"~".repeat(last.len())))
}

fn comment(lines: &[&str], lead: usize, len: usize, last: &Range<usize>) -> String {
    replaced(lines, lead, (len, "<!--"), (last, &format!("{:>1$}", "-->", last.len())))
}

/// The lines with other text in the place of their first and last tag, filled up with blanks.
fn replaced(lines: &[&str], lead: usize, (len, opening): (usize, &str), (last, closing): (&Range<usize>, &str)) -> String {
    let mut given = lines.concat();
    let before = given.len() - lines.last().map_or(0, |line| line.len());
    given.replace_range(before + last.start..before + last.end, closing);
    given.replace_range(lead..lead + len, &format!("{opening:<len$}"));
    given
}

/// The length of a comment of Liquid that a text starts with, and that of its first and of its last tag.
pub(super) fn comment_len(text: &str) -> Option<(usize, usize, usize)> {
    let first = Tag::read(text).filter(|tag| tag.name == COMMENT.0 && !tag.is_shortcode)?;
    let mut from = first.len;
    loop {
        from += text[from..].find("{%")?;
        match Tag::read(&text[from..]) {
            Some(last) if last.name == COMMENT.1 => return Some((from + last.len, first.len, last.len)),
            _ => from += 2,
        }
    }
}

/// Where the last comment closes, in bytes; 0 where none does.
pub(super) fn last_comment(text: &str) -> usize {
    memchr::memmem::rfind(text.as_bytes(), COMMENT.1.as_bytes()).unwrap_or(0)
}

/// A tag of a template: `{% name language … %}`, `{{< name language … >}}`.
struct Tag<'s> {
    name: &'s str,
    language: &'s str,
    is_shortcode: bool,
    /// With its braces, in bytes.
    len: usize,
}

impl<'s> Tag<'s> {
    /// Reads the tag that a line starts with.
    fn read(text: &'s str) -> Option<Self> {
        let (open, close) = [("{%", "%}"), ("{{<", ">}}")].into_iter().find(|(open, _)| text.starts_with(open))?;
        let line = text.lines().next()?;
        let end = line.find(close)?;
        let mut words = line.get(open.len()..end)?.trim_matches('-').split_whitespace();
        let name = words.next()?;
        let is_language = |word: &&str| word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'#'));
        let language = words.next().map(|word| word.trim_matches('"')).filter(is_language).unwrap_or_default();
        Some(Tag { name, language, is_shortcode: open == "{{<", len: end + close.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_around_code_are_fences() {
        let given = |body: &'static str| plain(body.into()).into_owned();
        assert_eq!(given("{% highlight rust %}\nlet x;\n{% endhighlight %}\n"), "~~~~~~~~~~~~~~~~rust\nlet x;\n~~~~~~~~~~~~~~~~~~\n");
        assert_eq!(
            given("  {{< highlight go \"a=b\" >}}\nx\n{{< /highlight >}}\n"),
            format!("  {}go{}\nx\n{}\n", "~".repeat(18), " ".repeat(6), "~".repeat(18))
        );
        assert_eq!(given("{% comment %}\nold\n\nnew {% endcomment %} on\n"), "<!--         \nold\n\nnew              --> on\n");
        for text in ["{% highlight rust %}\nlet x;\n", "```\n{% comment %}\n{% endcomment %}\n```\n", "{% comment %}\nhighlight\n"] {
            assert_eq!(given(text), text);
        }
    }
}
