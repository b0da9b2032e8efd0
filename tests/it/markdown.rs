//! What the parser makes of Markdown and its dialects: sections, blocks, containers, conditions, comments, both readings.

use std::path::Path;

use driftlint::markdown::{Block, BlockKind, Container, Document, InlineKind, Reading, parse};
use driftlint::source::SourceFile;

fn page(text: &str) -> Document {
    parse(SourceFile::new("page.md", text), Reading::Own)
}

fn fixture(name: &str, reading: Reading) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/markdown").join(name);
    parse(SourceFile::read(&path, name).unwrap_or_else(|error| panic!("{name}: {error}")), reading)
}

fn names(document: &Document, section: usize) -> Vec<&str> {
    document.sections[section].anchors.iter().map(|anchor| anchor.name.as_str()).collect()
}

/// A block in short: its kind, what it stands in, its text.
fn short(block: &Block) -> String {
    let kind = match &block.kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::Cell(cell) => format!("{}.{}.{}", cell.table, cell.row, cell.column),
        BlockKind::Code { language } => format!("code {language}"),
        BlockKind::Directive(directive) => format!("[{}] {}", directive.name, directive.arguments),
        BlockKind::Html => "html".to_owned(),
        BlockKind::ThematicBreak => "break".to_owned(),
    };
    let inside: Vec<_> = block.containers.iter().map(container).collect();
    format!("{}{kind}: {}", inside.concat(), block.text.visible()).trim_end_matches([':', ' ']).to_owned()
}

fn container(container: &Container) -> String {
    match container {
        Container::ListItem { list, index, ordered, .. } => format!("{}{list}.{index}>", if *ordered { "ol" } else { "ul" }),
        Container::HtmlListItem => "li>".to_owned(),
        Container::Quote => "quote>".to_owned(),
        Container::Admonition { kind, .. } => format!("{kind}>"),
        Container::Footnote { label } => format!("^{label}>"),
    }
}

fn shorts(document: &Document) -> Vec<String> {
    document.blocks.iter().map(short).collect()
}

#[test]
fn headings_carry_their_anchors_not_in_their_titles() {
    let text = "Before\n\n# <a name=\"one\"></a>First\n\n## <span id=\"two\">Second</span> {#second .big}\n\n<a id=\"three\"></a>\n\n\
                ### Third {/* #mdx */}\n\n## Fourth\n{: #fourth }\n\nFifth\n=====\n";
    let page = page(text);
    let titles: Vec<_> = page.sections.iter().map(|section| (section.level, section.title.as_str(), section.parent)).collect();
    assert_eq!(
        titles,
        [(0, "", None), (1, "First", None), (2, "Second", Some(1)), (3, "Third", Some(2)), (2, "Fourth", Some(1)), (1, "Fifth", None)]
    );
    assert_eq!(names(&page, 1), ["one"]);
    assert_eq!(names(&page, 2), ["two", "second"]);
    assert_eq!(names(&page, 3), ["three", "mdx"]);
    assert_eq!(names(&page, 4), ["fourth"]);
    assert!(names(&page, 5).is_empty());
    for anchor in page.sections.iter().flat_map(|section| &section.anchors) {
        assert_eq!(page.source.slice(anchor.span), anchor.name);
    }
}

#[test]
fn slugs_are_those_of_github_and_docfx() {
    let page = page("# Support - Admin Help\n# What's 1_new?\n# What's 1_new?\n# 電話 サポート!\n# ??\n# Größe ½\n# What's 1_new? 1\n");
    let slugs: Vec<_> = page.sections[1..].iter().map(|section| (section.slug.as_str(), section.docfx_slug.as_str())).collect();
    assert_eq!(
        slugs,
        [
            ("support---admin-help", "support---admin-help"),
            ("whats-1_new", "whats-1_new"),
            ("whats-1_new-1", "whats-1_new-1"),
            ("電話-サポート", "電話-サポート"),
            ("", "section"),
            ("größe-½", "größe-"),
            ("whats-1_new-1-1", "whats-1_new-1-1"),
        ]
    );
}

#[test]
fn headings_inside_quotes_and_items_open_no_section() {
    let page = page("# One\n\n> ## Two\n\n- ## Three\n");
    assert_eq!(page.sections.len(), 2);
    assert_eq!(shorts(&page), ["h1: One", "quote>h2: Two", "ul0.0>h2: Three"]);
}

#[test]
fn docfx_directives_part_paragraphs_and_set_conditions() {
    let page = fixture("docfx.md", Reading::Own);
    assert_eq!(
        shorts(&page),
        [
            "h1: Support",
            "[moniker] range=\">= fjord-2\"",
            "h2: Phone",
            "[zone] pivot=\"cloud\"",
            "p: Call from 9 AM.",
            "[image] type=\"content\" source=\"media/phone.png\" alt-text=\"A phone\"",
            "p: Then wait.",
            "[zone-end]",
            "[moniker-end]",
            "[include] includes/numbers.md",
            "p: Text with  inside.",
            "[include] includes/inline.md",
            "[code-csharp] snippets/main.cs?name=first \"Title\"",
            "quote>[video] https://video.fjordline.example/1",
            "note>p: Replies take 2 days.",
            "success>p: Same line, 3 days.",
            "quote>p: Plain quote, 4 days.",
            "p: Use Fjordline Cloud within 5 days.",
            "h1: Online",
        ]
    );
    let conditions: Vec<_> = page.conditions.iter().map(|condition| (condition.name.as_str(), condition.value.as_str())).collect();
    assert_eq!(conditions, [("moniker", ">= fjord-2"), ("zone", "cloud")]);
    assert_eq!((page.sections[1].conditions.as_slice(), page.sections[2].conditions.as_slice()), (&[][..], &[0][..]));
    assert!(page.sections[3].conditions.is_empty(), "moniker-end has closed it");
}

#[test]
fn shortcodes_are_notes_directives_or_nothing() {
    let page = fixture("hugo.md", Reading::Own);
    assert!(page.front_matter.is_none(), "TOML is only skipped");
    assert_eq!(shorts(&page), ["h2: Hours", "[shortcode note]", "note>p: Open 9 AM", "[end]", "p: Version  ships in 2 days."]);
}

#[test]
fn indented_bodies_are_text_not_code() {
    let page = fixture("mkdocs.md", Reading::Own);
    assert_eq!(
        shorts(&page),
        [
            "h1: Hours",
            "[note] Please *read*",
            "note>p: Open 9 AM to 5 PM.",
            "note>ul0.0>p: Item, 2 hours",
            "note>ul0.0>[tip]",
            "note>ul0.0>tip>p: Nested, 3 hours",
            "note>code py",
            "p: Right after, 4 hours.",
            "[tab] Tab one",
            "p: Inside, 5 hours.",
            "p: Book within 6 hours.",
        ]
    );
    assert_eq!(names(&page, 1), ["hours"]);
}

#[test]
fn fenced_bodies_stand_between_two_directives() {
    assert_eq!(
        shorts(&fixture("fences.md", Reading::Own)),
        [
            "[tip] A title",
            "tip>p: Body 1 hour",
            "[end]",
            "[note] Other",
            "note>ul0.0>p: item",
            "ul0.0>[end]",
            "[warning] Careful",
            "warning>p: Body 2 hours",
            "[end]",
            "p: After 3 hours",
            "[tab] Python",
            "p: Inside 4 hours",
            "[end]",
        ]
    );
}

#[test]
fn mdx_code_and_comments_are_not_visible() {
    let page = fixture("mdx.md", Reading::Own);
    assert_eq!(
        shorts(&page),
        [
            "[import] Tabs from '@theme/Tabs';\nexport const hours = 9;",
            "h2: Hours",
            "p: Open 9 AM.",
            "html",
            "p: import duties apply for 2 days.",
            "p: {/* code */} stays.",
        ]
    );
    assert_eq!(names(&page, 1), ["opening-hours"]);
    let comments: Vec<_> = page.comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, ["not this 1 AM", "a comment\nover *two* lines"]);
}

#[test]
fn tags_of_jsx_part_markdown_and_hide_code() {
    let page = fixture("jsx.mdx", Reading::Own);
    let module = "[import] { Card } from \"@fjord/ui\";\nexport const Phone = () => {\n  const number = `+47\n\n  55 51 23 40`;\n  \
                  return <b>{number}</b>;\n};";
    assert_eq!(
        shorts(&page),
        [
            module,
            "h1: Support",
            "h2: Steps [[not an id]]",
            "p: Call +47 55 51 23 40.",
            "ol0.0>p: Choose a plan",
            "ol0.1>p: Wait 2 days",
            "p: Not on Sunday.",
            "p: Done.",
            "code python",
            "ul1.0>p: An item",
            "ul1.0>p",
            "ul1.1>p: Another item",
            "code",
            "0.0.0: Plan",
            "0.0.1: Price",
            "0.1.0: Quay",
            "0.1.1: 5 EUR",
            "1.0.0: 9 AM",
            "1.0.1: 5 PM",
            "p: Text with tags \n and 3 < 4. <Unfinished",
        ]
    );
    let code = page.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).nth(1).map(|block| block.span);
    assert_eq!(code.map(|span| page.source.slice(span)), Some("function setup() {\n\n\twait(17 > 3);\n}"));
    assert_eq!(names(&page, 1), ["support"]);
    assert!(names(&page, 2).is_empty());
}

#[test]
fn other_pages_keep_their_html_and_their_code() {
    let text = "<div>\n# No heading\n</div>\n\n    <Step>\n\n<Tab code={`\n\nText 9 AM\n\n`} />\n";
    assert_eq!(shorts(&page(text)), ["p: # No heading", "code", "p: <Tab code={`", "p: Text 9 AM", "p: `} />"]);
}

#[test]
fn raw_html_gives_its_text_and_structure() {
    let page = fixture("html.md", Reading::Own);
    assert_eq!(
        shorts(&page),
        [
            "h2: Raw title",
            "0.0.0: Level",
            "0.0.1: Reply",
            "0.1.0: A",
            "0.1.1: 1\u{a0}hour\nor less",
            "0.1.3",
            "li>p: One, 2 days",
            "li>p: Two",
            "p: Three <4 days> more",
            // A comment for driftlint is no block.
            "html",
            "html",
            "1.0.0: Markdown inside 6 days",
            "html",
            "p: A1 and H2O,   F5 end.",
            "h3: Below",
        ]
    );
    assert_eq!(names(&page, 1), ["raw", "raw-2"]);
    assert_eq!(names(&page, 2), ["below"]);
    let comments: Vec<_> = page.comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, ["driftlint-ignore duration: why", "inline"]);
    let images: Vec<_> = page.blocks[13].inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Image { .. })).collect();
    assert_eq!(images[1].kind, InlineKind::Image { target: "b.png".to_owned(), alt: "alt text".to_owned() });
    assert!(images.iter().all(|image| image.range.is_empty()));
}

#[test]
fn lists_in_cells_part_them_and_breaks_do_not() {
    let page = page("| A |\n|---|\n| x<ul><li>one</li><li>two<br>three</li></ul>y |\n");
    assert_eq!(shorts(&page), ["0.0.0: A", "0.1.0: x", "li>0.1.0: one", "li>0.1.0: two\nthree", "0.1.0: y"]);
    assert!(page.blocks[3].inlines.iter().any(|inline| inline.kind == InlineKind::HardBreak));
}

#[test]
fn a_side_by_side_page_reads_as_itself_or_as_its_english() {
    let own = fixture("side-by-side.md", Reading::Own);
    let english = fixture("side-by-side.md", Reading::Embedded);
    assert!(own.has_embedded && english.has_embedded);
    let directives = |page: &Document| page.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Directive(_))).count();
    assert_eq!((directives(&own), directives(&english)), (2, 2));
    assert_eq!(
        shorts(&own).iter().filter(|text| !text.contains("moniker")).collect::<Vec<_>>(),
        [
            "h1: Hilfe holen",
            "p: Montags von 9 bis 17 Uhr. Siehe Preise.\nEnde.",
            "0.0.0: Stufe",
            "0.0.1: 24x7",
            "0.1.0: A",
            "li>0.1.1: 1 Stunde",
            "li>0.1.1: 2 Tage",
            "code bash"
        ]
    );
    assert_eq!(
        shorts(&english).iter().filter(|text| !text.contains("moniker")).collect::<Vec<_>>(),
        [
            "h1: Get help",
            "p: 9 AM-5 PM on Mondays. See prices.\nEnd.",
            "0.0.0: Level",
            "0.0.1: 24x7",
            "0.1.0: A",
            "li>0.1.1: 1 hour",
            "li>0.1.1: 2 days",
            "code bash"
        ]
    );
    assert_eq!((names(&own, 1), english.sections[1].slug.as_str()), (vec!["get-help"], "get-help"));
    let ids = |page: &Document| page.blocks[2].segments.iter().map(|segment| segment.id.clone()).collect::<Vec<_>>();
    assert_eq!((ids(&own), ids(&english)), (vec!["f1-102".into(), "f1-103".into(), "f1-104".into()], ids(&own)));
    let segment = &english.blocks[2].segments[0];
    assert_eq!(english.source.slice(segment.span), "**9 AM-5 PM** on Mondays.");
    let link = english.blocks[2].inlines.iter().find(|inline| matches!(inline.kind, InlineKind::Link { .. }));
    assert_eq!(link.map(|link| english.source.slice(link.span)), Some("[prices](prices.md)"));
}

#[test]
fn front_matter_has_scalars_and_lists_with_their_places() {
    let text = "---\ntitle: 'It''s: open' \ndate: 05/27/2020\nempty:\ntags: [a, b c]\nkeys:\n  - \"x\"\n  - y\n---\nText\n";
    let page = page(text);
    let front = page.front_matter.as_ref().expect("front matter");
    let entries: Vec<_> = front
        .entries
        .iter()
        .map(|entry| {
            let values: Vec<_> = entry.values.iter().map(|value| (value.text.as_str(), page.source.slice(value.span))).collect();
            (entry.key.as_str(), values)
        })
        .collect();
    assert_eq!(
        entries,
        [
            ("title", vec![("It's: open", "'It''s: open'")]),
            ("date", vec![("05/27/2020", "05/27/2020")]),
            ("empty", vec![]),
            ("tags", vec![("a", "a"), ("b c", "b c")]),
            ("keys", vec![("x", "\"x\""), ("y", "y")]),
        ]
    );
}

#[test]
fn front_matter_beyond_plain_lines_is_read_as_yaml() {
    let page = page("---\ntitle: Größe\nnested:\n  key: value\ntext: |\n  one\n  two\nescaped: \"a\\tb\"\n---\n");
    let front = page.front_matter.as_ref().expect("front matter");
    let keys: Vec<_> = front.entries.iter().map(|entry| (entry.key.as_str(), page.source.slice(entry.key_span))).collect();
    assert_eq!(keys, [("title", "title"), ("nested", "nested"), ("text", "text"), ("escaped", "escaped")]);
    assert_eq!(front.get("title"), Some("Größe"));
    assert_eq!(front.get("nested"), None);
    assert_eq!(front.get("escaped"), Some("a\tb"));
}

#[test]
fn what_looks_like_a_dialect_in_code_stays() {
    let page = page("```\n::: moniker range=\"x\"\n```\n\n`{{< x >}}`\n\nC# has `{ get; }` and { get; set; } too, a /// b.\n");
    assert!(page.conditions.is_empty());
    assert_eq!(shorts(&page), ["code", "p: {{< x >}}", "p: C# has { get; } and { get; set; } too, a /// b."]);
}

#[test]
fn notes_of_one_kind_in_a_row_have_numbers_of_their_own() {
    let page = page("> [!NOTE]\n> One\n\n> [!NOTE]\n> Two\n\n!!! note\n    Three\n\n:::note\nFour\n:::\n");
    let numbers = page.blocks.iter().filter_map(|block| match block.containers.as_slice() {
        [Container::Admonition { number, kind }] => Some((*number, kind.as_str(), block.text.visible())),
        _ => None,
    });
    assert_eq!(numbers.collect::<Vec<_>>(), [(0, "note", "One"), (1, "note", "Two"), (2, "note", "Three"), (3, "note", "Four")]);
}
