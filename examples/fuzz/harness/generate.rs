//! Pages and translations of them, put together from the forms that Markdown and its dialects have.

use super::choices::Choices;
use super::languages::Language;
use super::mutate;

/// A page is generated up to this length, in bytes: small pages find faults sooner.
const LONG_ENOUGH: usize = 2500;

/// A page, and what stands for it in another language.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// In English.
    pub(crate) reference: String,
    /// In the language of `locale`.
    pub(crate) translation: String,
    /// A BCP 47 tag.
    pub(crate) locale: String,
}

/// A part of a page: what it is in each of the two languages.
type Both = [String; 2];

fn same(text: impl Into<String>) -> Both {
    let text = text.into();
    [text.clone(), text]
}

/// Puts the texts of both languages into one form.
fn formed(texts: &[Both], form: impl Fn(&[&str]) -> String) -> Both {
    [0, 1].map(|side| form(&texts.iter().map(|text| text[side].as_str()).collect::<Vec<_>>()))
}

/// A page with its translation, some of whose blocks are lost, moved, repeated or of another text.
pub(crate) fn pair(choices: &mut Choices<'_>, language: &Language) -> Pair {
    let mut blocks = Vec::new();
    let mut len = 0;
    if choices.once_in(3) {
        blocks.push(front_matter(choices, language));
    }
    let most = choices.between(1, 24);
    while blocks.len() < most && len < LONG_ENOUGH {
        let block = if choices.once_in(4) { heading(choices, language) } else { block(choices, language) };
        len += block[0].len();
        blocks.push(block);
    }
    let reference = joined(blocks.iter().map(|block| &block[0]), choices);
    drift(&mut blocks, choices, language);
    let translation = joined(blocks.iter().map(|block| &block[1]), choices);
    Pair { reference, translation, locale: language.name.to_owned() }
}

/// Blocks with what stands between them, in a form of line ends and blanks.
fn joined<'t>(blocks: impl Iterator<Item = &'t String>, choices: &mut Choices<'_>) -> String {
    let blocks: Vec<&str> = blocks.map(String::as_str).collect();
    let text = blocks.join(if choices.once_in(20) { "\n" } else { "\n\n" });
    mutate::form(text, choices)
}

/// What happens to translations.
fn drift(blocks: &mut Vec<Both>, choices: &mut Choices<'_>, language: &Language) {
    for _ in 0..choices.below(4) {
        let at = choices.below(blocks.len());
        match choices.below(6) {
            0 if blocks.len() > 1 => drop(blocks.remove(at)),
            1 => blocks.insert(at, blocks[at].clone()),
            2 => {
                let other = choices.below(blocks.len());
                blocks.swap(at, other);
            }
            3 => blocks[at][1].clone_from(&block(choices, language)[1]),
            4 => blocks[at][1] = blocks[at][0].clone(),
            _ => blocks[at][1] = mutate::digits(&blocks[at][1], choices),
        }
    }
}

/// One to three statements and words, as running text with some markup.
fn text(choices: &mut Choices<'_>, language: &Language) -> Both {
    let mut whole: Both = Default::default();
    for _ in 0..choices.between(1, 3) {
        let piece = piece(choices, language);
        let sep = *choices.pick(&[" ", " ", " ", ", ", ". ", "\u{a0}", "\n", ""]);
        for (whole, piece) in whole.iter_mut().zip(piece) {
            whole.push_str(&piece);
            whole.push_str(sep);
        }
    }
    whole.map(|text| text.trim().to_owned())
}

fn piece(choices: &mut Choices<'_>, language: &Language) -> Both {
    if choices.once_in(3) {
        let word = language.word(choices).to_owned();
        let number = choices.below(2500);
        return formed(&[same(word)], |word| format!("{number} {}", word[0]));
    }
    let statement = [language.statement(choices)];
    let number = choices.below(100);
    formed(&statement, |text| {
        let text = text[0];
        match number {
            0..=3 => format!("**{text}**"),
            4..=5 => format!("*{text}*"),
            6..=7 => format!("__{text}__"),
            8..=10 => format!("[{text}](https://fjordline.example/{number})"),
            11..=12 => format!("[{text}](../guide.md#part-{number} \"{text}\")"),
            13..=15 => format!("`{text}`"),
            16 => format!("![{text}](images/shot-{number}.png)"),
            17 => format!("<b>{text}</b>"),
            18 => format!("<a href=\"/help/{number}\">{text}</a>"),
            19 => format!("{text}<sup>{number}</sup>"),
            20 => format!("{text}<br>{text}"),
            21 => format!("{text}  \n{text}"),
            22 => format!("{text}\\\n{text}"),
            23 => format!("{{{{< param \"{text}\" >}}}}"),
            24 => format!("{text}[^{number}]"),
            25 => format!("<span class=\"sxs-lookup\"><span data-stu-id=\"a{number}\">{text}</span></span>{text}"),
            26 => format!("{text}&nbsp;&amp;&#8211;{text}"),
            27 => format!("${text}$"),
            28 => format!("<https://fjordline.example/{number}> {text}"),
            29 => format!("https://fjordline.example/{number} {text}"),
            30 => format!("~~{text}~~"),
            31 => format!("{{{text}}} {{{{ {text} }}}} %s {{0}}"),
            32 => format!("[{text}][ref-{number}]"),
            33 => format!("{text} \\| \\* \\_"),
            34 => format!(":::image type=\"content\" source=\"a{number}.png\" alt-text=\"{text}\":::"),
            35 => format!("<!-- {text} -->{text}"),
            36 => format!("{{/* {text} */}}{text}"),
            37 => format!("<Tag name=\"{number}\" text={{\"{text}\"}} /> {text}"),
            38 => format!("<kbd>{text}</kbd>"),
            39 => format!(":rocket: {text} ✅"),
            _ => text.to_owned(),
        }
    })
}

fn front_matter(choices: &mut Choices<'_>, language: &Language) -> Both {
    let (title, other) = (text(choices, language), text(choices, language));
    let number = choices.below(4);
    formed(&[title, other], |texts| {
        let [title, other] = [texts[0], texts[1]].map(|text| text.replace('\n', " "));
        match number {
            0 => format!("---\ntitle: {title}\n---"),
            1 => format!("---\ntitle: \"{}\"\nms.date: 01/02/2026\nkeywords: [a, b, {number}]\n---", title.replace(['"', '\\'], "")),
            2 => format!("---\ntitle: >\n  {title}\ndescription: |\n  {other}\nlist:\n  - {number}\n  - b\n---"),
            _ => format!("+++\ntitle = '{title}'\n+++"),
        }
    })
}

fn heading(choices: &mut Choices<'_>, language: &Language) -> Both {
    let title = if choices.once_in(3) { text(choices, language) } else { same(*choices.pick(&["Support", "Hours", "Phone", "Plan B"])) };
    let level = "#".repeat(choices.between(1, 4));
    let (kind, name) = (choices.below(10), *choices.pick(&["a", "hours", "phone-support", "x-1"]));
    let marked = |side: usize, mark: String| {
        let title = title[side].replace('\n', " ");
        match kind {
            0..=3 => format!("{level} {title}"),
            4 => format!("{level} {title} {{#{name}}}"),
            5 => format!("{level} <a name=\"{name}\"></a>{title}"),
            6 => format!("<a id=\"{name}\"></a>\n{level} {title}"),
            7 => format!("{title}\n{mark}"),
            8 => format!("{level} {title} {{/* #{name} */}}"),
            _ => format!("<h2 id=\"{name}\">{title}</h2>"),
        }
    };
    [0, 1].map(|side| marked(side, "---".to_owned()))
}

fn block(choices: &mut Choices<'_>, language: &Language) -> Both {
    let texts: Vec<Both> = (0..choices.between(1, 4)).map(|_| text(choices, language)).collect();
    let (kind, number) = (choices.below(34), choices.below(6));
    formed(&texts, |texts| match kind {
        0..=5 => texts.join(" "),
        6..=8 => list(texts, number),
        9..=11 => table(texts, number),
        12 => html_table(texts, number),
        13 => quoted(texts, number),
        14 => noted(texts, number),
        15 => code(texts, number),
        16 => conditional(texts, number),
        _ => special(texts, kind, number),
    })
}

fn list(texts: &[&str], number: usize) -> String {
    let item = |(at, text): (usize, &&str)| match number {
        0 => format!("- {text}"),
        1 => format!("{}. {text}", at + 1),
        2 => format!("* {text}\n\t* {text}\n\tlazy {at}\n{at} days"),
        3 => format!("- [ ] {text}\n\n  {text}"),
        4 => format!("1. {text}\n   - {text}\n     1. {text}"),
        _ => format!("+\t{text}\n\n\t\t{text}\n"),
    };
    texts.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn table(texts: &[&str], number: usize) -> String {
    let row = |(at, text): (usize, &&str)| {
        let text = text.replace('\n', "<br>").replace('|', "\\|");
        match number {
            0 => format!("| Sev {at} | {text} |"),
            1 => format!("{text} | {at}"),
            2 => format!("| {text} | {at} | {text} | {text} |"),
            3 => format!("|\t{text}\t|\t`a\\|{at}`\t|"),
            4 => format!("| <ul><li>{text}</li><li>{at}</li></ul> | {text} |"),
            _ => format!("| {text} |"),
        }
    };
    let rows: Vec<String> = texts.iter().enumerate().map(row).collect();
    let head = if number == 1 { "Text | Number\n:--|--:" } else { "| Level | Text |\n|---|:---:|" };
    format!("{head}\n{}", rows.join("\n"))
}

fn html_table(texts: &[&str], number: usize) -> String {
    let row = |text: &&str| match number {
        0..=2 => format!("<tr><td>{number}</td><td>{text}</td></tr>"),
        3 => format!("<tr>\n<td rowspan=\"2\">{text}</td>\n<td colspan='3'>\n\n{text}\n\n</td>\n</tr>"),
        _ => format!("  <tr><th>{text}\n  <td>{text}<p>{text}</p>"),
    };
    format!("<table>\n{}\n</table>", texts.iter().map(row).collect::<Vec<_>>().join("\n"))
}

/// A text behind a mark in each of its lines.
fn behind(mark: &str, text: &str) -> String {
    text.lines().map(|line| format!("{mark}{line}")).collect::<Vec<_>>().join("\n")
}

fn quoted(texts: &[&str], number: usize) -> String {
    let text = texts.join("\n\n");
    match number {
        0 => behind("> ", &text),
        1 => behind(">", &format!("[!NOTE]\n{text}")),
        2 => behind("> > ", &text),
        3 => format!("> - {}\nlazy", text.replace('\n', " ")),
        4 => behind("> ", &format!("[!div class=\"nextstepaction\"]\n[{}](next.md)", texts[0])),
        _ => behind(">\t", &text),
    }
}

fn noted(texts: &[&str], number: usize) -> String {
    let text = texts.join("\n\n");
    match number {
        0 => format!("!!! note \"{}\"\n{}", texts[0].replace('\n', " "), behind("    ", &text)),
        1 => format!(":::tip {}\n{text}\n:::", texts[0].replace('\n', " ")),
        2 => format!("::: warning\n\n{text}\n\n:::"),
        3 => format!("{{{{< note >}}}}\n{text}\n{{{{< /note >}}}}"),
        4 => format!("{{{{% alert title=\"{}\" %}}}}\n{text}\n{{{{% /alert %}}}}", texts[0].replace(['\n', '"'], " ")),
        _ => format!("<details>\n<summary>{}</summary>\n\n{text}\n\n</details>", texts[0]),
    }
}

fn code(texts: &[&str], number: usize) -> String {
    let text = texts.join("\n");
    match number {
        0 => format!("```sh\n$ fjord restore --days 30 # {text}\n```"),
        1 => format!("~~~json title=\"a.json\"\n{{ \"text\": \"{text}\" }}\n~~~"),
        2 => behind("    ", &text),
        3 => behind("\t", &text),
        4 => format!("```mermaid\ngraph TD; A[{text}]-->B\n```"),
        _ => format!("- item\n\n  ```\n{}\n  ```", behind("  ", &text)),
    }
}

fn conditional(texts: &[&str], number: usize) -> String {
    let text = texts.join("\n\n");
    match number {
        0 | 1 => format!("::: moniker range=\"fjord-{number}\"\n\n{text}\n\n::: moniker-end"),
        2 => format!("::: zone pivot=\"a\"\n\n{text}\n\n::: zone-end"),
        3 => format!("# [Tab]({})\n\n{text}\n\n---", "#tab/one"),
        4 => format!(":::row:\n   :::column span=\"2\":\n      {text}\n   :::column-end:\n:::row-end:"),
        _ => format!("=== \"{}\"\n\n{}", texts[0].replace('\n', " "), behind("    ", &text)),
    }
}

fn special(texts: &[&str], kind: usize, number: usize) -> String {
    let text = texts[0];
    match kind {
        17 => format!("[!INCLUDE [{text}](../includes/note-{number}.md)]"),
        18 => format!("[^{number}]: {text}"),
        19 => format!("[ref-{number}]: https://fjordline.example/{number} \"{}\"", text.replace(['\n', '"'], " ")),
        20 => format!("<div class=\"a\">{text}</div>"),
        21 => format!("<!-- {text}\n\n{text} -->"),
        22 => format!(
            "<!-- driftlint-ignore{}: {} -->\n{text}",
            ["", " number", "-section", "-section duration", "-file date", " nothing"][number],
            text.replace('\n', " ")
        ),
        23 => "---".to_owned(),
        24 => format!("$$\n{text}\n$$"),
        25 => format!("import Tabs from '@theme/Tabs';\n\n<Tabs>\n  <TabItem value=\"{number}\">\n\n{text}\n\n  </TabItem>\n</Tabs>"),
        26 => format!("> [!VIDEO https://fjordline.example/{number}]\n\n{text}"),
        27 => format!("Term {number}\n: {text}"),
        28 => format!("![{text}](images/a{number}.png)\n{{: .wide }}"),
        29 => format!("<p>{text}\n<p>{text}"),
        30 => format!("{{{{< figure src=\"a{number}.png\" caption=\"{}\" >}}}}", text.replace(['\n', '"'], " ")),
        31 => format!("--8<-- \"a{number}.md\"\n\n{text}"),
        32 => format!("no-loc: [{text}]\n\n:::no-loc text=\"{}\":::", text.replace(['\n', '"'], " ")),
        _ => format!("<ul>\n<li>{text}</li>\n<li>{text}\n</ul>"),
    }
}
