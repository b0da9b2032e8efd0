//! Every span slices to the bytes that it claims: by hand over one fixture per trap, and as invariants over all fixtures and random pages.

use std::path::{Path, PathBuf};

use driftlint::markdown::{Block, BlockKind, Document, InlineKind, Reading, parse};
use driftlint::source::{SourceFile, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn fixture(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/markdown").join(name);
    parse(SourceFile::read(&path, name).unwrap_or_else(|error| panic!("{name}: {error}")), Reading::Own)
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.text.visible()).collect()
}

/// The only block that holds `needle`, and where in its text.
fn find<'d>(document: &'d Document, needle: &str) -> (&'d Block, std::ops::Range<usize>) {
    let mut found = document.blocks.iter().filter_map(|block| block.text.visible().find(needle).map(|at| (block, at..at + needle.len())));
    let first = found.next().unwrap_or_else(|| panic!("no block holds {needle:?}: {:?}", texts(document)));
    assert!(found.next().is_none(), "{needle:?} stands in several blocks");
    first
}

/// What the file has for `needle`, and the line (from 1) and column (from 1, in characters) at which it starts.
fn written<'d>(document: &'d Document, needle: &str) -> (&'d str, usize, usize) {
    let (block, range) = find(document, needle);
    let span = block.text.source_span(range);
    let place = document.source.position(span.start);
    (document.source.slice(span), place.line, place.column)
}

fn inline_sources(document: &Document, kind: impl Fn(&InlineKind) -> bool) -> Vec<&str> {
    let inlines = document.blocks.iter().flat_map(|block| &block.inlines);
    inlines.filter(|inline| kind(&inline.kind)).map(|inline| document.source.slice(inline.span)).collect()
}

fn block_sources(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| document.source.slice(block.span)).collect()
}

#[test]
fn escaped_pipes_do_not_shift_what_follows_in_the_cell() {
    let page = fixture("escaped-pipes.md");
    assert_eq!(written(&page, "chat"), ("chat", 5, 27));
    assert_eq!(written(&page, "9 AM-5 PM"), ("9 AM-5 PM", 5, 34));
    assert_eq!(written(&page, "a|b").0, r"a\|b");
    assert_eq!(written(&page, "+1 555 0100"), ("+1 555 0100", 5, 102));
    assert_eq!(written(&page, "zwölf Stunden"), ("zwölf Stunden", 6, 29));
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Code), [r"`a\|b`"]);
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Strong), ["**9 AM-5 PM**", "<b>+1 555 0100</b>", "**zwölf Stunden**"]);
    assert_eq!(inline_sources(&page, |kind| matches!(kind, InlineKind::Link { .. })), ["[book](https://fjordline.example/book)"]);
}

#[test]
fn excess_cells_are_found_and_invented_ones_dropped() {
    let page = fixture("uneven-rows.md");
    let cells: Vec<_> = page
        .blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Cell(cell) => (cell.row, cell.column, block.text.visible(), page.source.slice(block.span)),
            other => panic!("{other:?} in a table"),
        })
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, "Severity", "Severity"),
            (0, 1, "First reply", "First reply"),
            (1, 0, "A", "A"),
            (1, 1, "1 hour", "1 hour"),
            (1, 2, "around the & clock", "around the &amp; clock"),
            (1, 3, "| x", r"\| `x`"),
            (2, 0, "B", "B"),
            (3, 0, "C", "C"),
            (3, 1, "", ""),
        ]
    );
}

#[test]
fn list_items_end_with_their_text() {
    let page = fixture("list-ends.md");
    assert_eq!(
        block_sources(&page),
        [
            "First item, 24 hours",
            "Second item",
            "With a second paragraph of 2 days",
            "Numbered",
            "Nested, 3 hours",
            "Last",
            "After the list."
        ]
    );
    assert_eq!(written(&page, "3 hours"), ("3 hours", 8, 14));
}

#[test]
fn footnotes_stay_where_they_stand_also_unused_ones() {
    let page = fixture("footnotes.md");
    assert_eq!(
        texts(&page),
        ["Support replies fast. See also[^unused2].", "Within 4 business hours.", "Never referred to, 6 weeks.", "The end."]
    );
    assert_eq!(written(&page, "4 business hours"), ("4 business hours", 3, 16));
    assert_eq!(written(&page, "See also"), ("See also", 1, 29));
}

#[test]
fn bare_urls_stop_at_cjk_text() {
    let page = fixture("urls.md");
    let block = &page.blocks[0];
    let urls: Vec<_> = block
        .inlines
        .iter()
        .filter(|inline| inline.kind == InlineKind::Url)
        .map(|inline| &block.text.visible()[inline.range.clone()])
        .collect();
    assert_eq!(
        urls,
        [
            "https://admin.fjordline.example/help",
            "https://fjordline.example/a_b(c)",
            "https://fjordline.example/x?y=1&z=2",
            "https://fjordline.example/end",
            "https://fjordline.example",
        ]
    );
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Url)[2], "<https://fjordline.example/x?y=1&amp;z=2>");
    assert_eq!(written(&page, "9 点"), ("9 点", 1, 47));
    assert!(!block.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Link { .. })));
}

#[test]
fn cjk_emphasis_is_what_its_writer_meant() {
    let page = fixture("cjk-emphasis.md");
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Strong), ["**“设置”**", "**设置（新）**", "**9 点**"]);
    assert_eq!(written(&page, "9 点"), ("9 点", 1, 31));
}

fn read(text: &str) -> Document {
    parse(SourceFile::new("page.md", text), Reading::Own)
}

#[test]
fn html_tags_are_listed_where_they_stand() {
    let page = read("<details>\n<summary>Why?</summary>\n\nA <B>bold</B> `<i>` line.\n\n</details>\n");
    let tags: Vec<_> = page.tags.iter().map(|tag| (tag.name.as_str(), page.source.slice(tag.span))).collect();
    let wanted = [
        ("details", "<details>"),
        ("summary", "<summary>"),
        ("/summary", "</summary>"),
        ("b", "<B>"),
        ("/b", "</B>"),
        ("/details", "</details>"),
    ];
    assert_eq!(tags, wanted);
}

#[test]
fn shortcodes_inside_a_line_are_kept_apart_from_its_text() {
    let page = read("Use {{< skew next >}} or {{% param \"x\" %}} now.\n\n{{< a >}} {{< b >}}\n\nNext.\n");
    assert_eq!(inline_sources(&page, |kind| matches!(kind, InlineKind::Shortcode(_))), ["{{< skew next >}}", "{{% param \"x\" %}}"]);
    assert_eq!(texts(&page), ["Use  or  now.", "Next."]);
}

#[test]
fn links_around_an_image_or_nothing_are_links_of_their_own_block() {
    let page = read("[![Open](open.png)](start.md) now, [](gone.md)then.\n\n[](alone.md)\n\nNext.\n");
    let links = |block: usize| page.blocks[block].inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Link { .. })).count();
    assert_eq!(inline_sources(&page, |kind| matches!(kind, InlineKind::Link { .. })), ["[![Open](open.png)](start.md)", "[](gone.md)"]);
    assert_eq!((links(0), links(1)), (2, 0));
    assert_eq!(texts(&page), [" now, then.".trim_start(), "Next."]);
}

#[test]
fn tags_and_code_go_over_the_marks_of_a_quote() {
    let page = fixture("quoted-html.md");
    assert_eq!(texts(&page), ["Call +1 555 0100 from 9 AM to 5 PM every day.", "Raw text of 3 days"]);
    assert_eq!(written(&page, "+1 555 0100"), ("+1 555 0100", 2, 24));
    assert_eq!(written(&page, "9 AM to 5 PM"), ("9 AM\n> to 5 PM", 2, 46));
    assert_eq!(written(&page, "3 days"), ("3 days", 6, 3));
    let to_phone = |kind: &InlineKind| matches!(kind, InlineKind::Link { target } if target == "tel:+15550100");
    assert_eq!(inline_sources(&page, to_phone), ["<a\n> href=\"tel:+15550100\">+1 555 0100</a>"]);
}

#[test]
fn titles_over_two_lines_do_not_move_what_follows() {
    let page = fixture("long-titles.md");
    let links = inline_sources(&page, |kind| matches!(kind, InlineKind::Link { .. }));
    assert_eq!(links, ["[the\nplan](plan.md \"A title\nover two lines\")"]);
    assert_eq!(written(&page, "5 days"), ("5 days", 3, 25));
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Strong), ["**not 6 days**"]);
    assert_eq!(written(&page, "7 days"), ("7 days", 4, 15));
}

#[test]
fn definitions_do_not_move_the_text_behind_them() {
    let page = read("> [home]: /home \"18時\"\n> [plan]: /plan\n> Wir öffnen um **18時** [hier][plan],\n> `fjord 18` um **19時**.\n");
    assert_eq!(block_sources(&page), ["Wir öffnen um **18時** [hier][plan],\n> `fjord 18` um **19時**."]);
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Strong), ["**18時**", "**19時**"]);
    assert_eq!((written(&page, "18時"), written(&page, "19時")), (("18時", 3, 19), ("19時", 4, 19)));
    let kept = read("[home]: /home\n| Plan | Days |\n|---|---|\n| Nord | 15 |\n");
    assert_eq!((written(&kept, "[home]: /home"), written(&kept, "Plan")), (("[home]: /home", 1, 1), ("Plan", 2, 3)));
    let table = read("[home]: /home\n---\n| Plan | Days |\n|---|---|\n| Nord | 15 |\n");
    assert_eq!((written(&table, "Plan"), written(&table, "Days"), written(&table, "15")), (("Plan", 3, 3), ("Days", 3, 10), ("15", 5, 10)));
}

#[test]
fn tabs_are_one_byte() {
    let page = fixture("tabs.md");
    assert_eq!(written(&page, "9 AM"), ("9 AM", 1, 13));
    assert_eq!(written(&page, "2 hours"), ("2 hours", 3, 13));
    assert_eq!(written(&page, "4 hours"), ("4 hours", 7, 9));
    assert_eq!(written(&page, "5 hours"), ("5 hours", 9, 9));
    assert!(page.blocks.iter().any(|block| matches!(block.kind, BlockKind::Code { .. })));
}

#[test]
fn lazy_lines_behind_tabs_stand_where_they_stand() {
    for page in ["* x\n\t* wait at\n\tleast\n7 days of 10 hours\n", "1. x\n\t- wait at\n\tleast\n7 days of 10 hours\n"] {
        let page = read(page);
        assert_eq!(written(&page, "least"), ("least", 3, 2));
        assert_eq!(written(&page, "7 days"), ("7 days", 4, 1));
        assert_eq!(written(&page, "10 hours"), ("10 hours", 4, 11));
    }
    // A line break that comrak gives no length still stands somewhere.
    let page = read("* x\n\tlazy ０\n０ days\n");
    assert_eq!(written(&page, "０ ０ days").0, "０\n０ days");
    assert_eq!(page.source.slice(page.blocks[0].text.source_span(10..11)), "\n");
    let page = read("* x\n\t* wait **5 days**\n\tor `6 days`\n\tof [7 days](a.md)\n8 days\n");
    assert_eq!(written(&page, "8 days"), ("8 days", 5, 1));
    assert_eq!(inline_sources(&page, |kind| matches!(kind, InlineKind::Link { .. })), ["[7 days](a.md)"]);
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Code), ["`6 days`"]);
}

#[test]
fn what_stands_behind_tabs_has_its_own_place() {
    let places = |page: &str, wanted: &[(&str, usize, usize)]| {
        let page = read(page);
        for (text, line, column) in wanted {
            assert_eq!(written(&page, text), (*text, *line, *column), "{:?}", page.source.text());
        }
        page
    };
    // The same letters stand before what is meant.
    let page = places("- a b\n\ta *b* a `a`\n\tb a 5 days\n", &[("5 days", 3, 6)]);
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Emphasis), ["*b*"]);
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Code), ["`a`"]);
    places(">\ta 5 days\n>\tor 6 days\r\n> \tor 7 days\n", &[("5 days", 1, 5), ("6 days", 2, 6), ("7 days", 3, 7)]);
    places("- x\n \t y 7 days\n\n\t- z\n\t\t8 days\n", &[("7 days", 2, 6), ("8 days", 5, 3)]);
    places("- x\n\n\t| a | b |\n\t|---|---|\n\t| 5 days | 6 \\| 7 days |\n", &[("5 days", 5, 4), ("7 days", 5, 18)]);
    places("- x\n\n\t## Plan 5 days\n\n\t> or\n\t> 6 days\n", &[("5 days", 3, 10), ("6 days", 6, 4)]);
    places("- x\n\t&amp; \\* 8 days\n\tund 9 Tage für Ö\n", &[("8 days", 2, 11), ("9 Tage", 3, 6)]);
    let page = places("- x\n\n\t```\n\t\trun\n\t```\n\n\tin 5 days\n", &[("5 days", 7, 5)]);
    assert!(block_sources(&page).contains(&"```\n\t\trun\n\t```"));
    places("!!! note\n\tWait\n\tfor 5 days\n\n\t- or\n\t\t6 days\n", &[("5 days", 3, 6), ("6 days", 6, 3)]);
}

#[test]
fn crlf_is_one_line_ending() {
    let page = fixture("crlf.md");
    assert_eq!(texts(&page)[1], "Open 9 AM to 5 PM\ndaily, x y.");
    assert_eq!(written(&page, "9 AM to"), ("9 AM\r\nto", 9, 6));
    assert_eq!(written(&page, "x y"), ("x\r\ny", 11, 9));
    assert_eq!(written(&page, "3 hours"), ("3 hours", 16, 17));
    assert_eq!(inline_sources(&page, |kind| *kind == InlineKind::Strong), ["**x**"]);
    let front = page.front_matter.as_ref().expect("front matter");
    assert_eq!(front.get("title"), Some("Hours"));
    let tags: Vec<_> = front.entries[1].values.iter().map(|value| (value.text.as_str(), page.source.slice(value.span))).collect();
    assert_eq!(tags, [("a", "a"), ("b", "b")]);
}

#[test]
fn a_byte_order_mark_is_no_column() {
    assert_eq!(written(&fixture("bom.md"), "Heures"), ("Heures", 1, 3));
    assert_eq!(written(&fixture("bom.md"), "17 h"), ("17 h", 3, 14));
    assert_eq!(written(&fixture("bom-front-matter.md"), "9 Uhr"), ("9 Uhr", 4, 9));
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let page = fixture("lone-cr.md");
    assert_eq!(texts(&page), ["One", "Text 9 AM and 5 PM", "item 2 hours"]);
    assert_eq!(written(&page, "5 PM"), ("5 PM", 3, 5));
    assert_eq!(written(&page, "2 hours"), ("2 hours", 5, 8));
}

#[test]
fn unusual_characters_stay_and_escapes_are_decoded() {
    let page = fixture("characters.md");
    let text = "Call\u{a0}0800\u{a0}589\u{a0}2330, \u{200f}+49 69 1234\u{200e} or １２時 and ٩:٠٠ \u{a0}'x' *5* ©&notanentity; end 8 PM";
    assert_eq!(texts(&page), [text]);
    for verbatim in ["0800\u{a0}589\u{a0}2330", "+49 69 1234", "１２時", "٩:٠٠", "8 PM"] {
        assert_eq!(written(&page, verbatim).0, verbatim);
    }
    assert_eq!(written(&page, "\u{a0}'x'").0, "&nbsp;&#39;x&#39;");
    assert_eq!(written(&page, "*5*").0, r"\*5\*");
    assert_eq!(written(&page, "©").0, "&copy;");
}

#[test]
fn front_matter_may_be_all_there_is_or_have_blanks_behind_its_marks() {
    let only = fixture("front-matter-only.md");
    assert_eq!(only.front_matter.as_ref().and_then(|front| front.get("title")), Some("Nothing else"));
    assert!(only.blocks.is_empty());
    let blanks = fixture("front-matter-blanks.md");
    assert_eq!(blanks.front_matter.as_ref().map(|front| blanks.source.slice(front.span)), Some("---  \ntitle: Blanks\n---"));
    assert_eq!(written(&blanks, "9 AM"), ("9 AM", 4, 6));
}

#[test]
fn an_empty_file_has_one_empty_section() {
    let page = fixture("empty.md");
    assert!(page.blocks.is_empty());
    assert_eq!((page.sections.len(), page.sections[0].level), (1, 0));
}

#[test]
fn deep_nesting_and_wide_tables_are_read_in_no_time() {
    let start = std::time::Instant::now();
    assert_eq!(written(&fixture("deep-quotes.md"), "9 AM"), ("9 AM", 1, 20_006));
    assert_eq!(fixture("wide-table.md").blocks.len(), 10_001);
    assert!(start.elapsed().as_secs() < 2, "took {:?}", start.elapsed());
}

/// Where a definition over two lines is taken out before a text, the text is somewhere in its block and not before it.
#[test]
fn a_text_that_is_not_found_stands_in_its_block() {
    let page = "[\n3]:\"\n{{< note >👍\ngut.\n{{< /note >}}\n1002 Yuan sind 1014.\n";
    let document = parse(SourceFile::new("page.md", page), Reading::Own);
    let (block, range) = find(&document, "1002");
    let span = block.text.source_span(range);
    assert!(block.span.contains(span), "{span:?} is outside of {:?}", block.span);
    assert!(document.source.slice(span).starts_with("1002"), "{span:?}");
}

#[test]
fn indented_bodies_keep_their_columns() {
    let page = fixture("mkdocs.md");
    assert_eq!(written(&page, "9 AM to 5 PM"), ("9 AM to 5 PM", 4, 10));
    assert_eq!(written(&page, "2 hours"), ("2 hours", 6, 13));
    assert_eq!(written(&page, "3 hours"), ("3 hours", 9, 21));
    assert_eq!(written(&page, "4 hours"), ("4 hours", 15, 14));
}

#[test]
fn raw_html_keeps_its_columns() {
    let page = fixture("html.md");
    assert_eq!(written(&page, "1\u{a0}hour"), ("1&nbsp;hour", 7, 31));
    assert_eq!(written(&page, "2 days"), ("2 days", 11, 16));
    assert_eq!(written(&page, "<4 days>"), ("&lt;4 days&gt;", 12, 12));
    assert_eq!(written(&page, "6 days"), ("6 days", 24, 21));
}

/// How sure the place of every character must be.
#[derive(Clone, Copy, PartialEq)]
enum Places {
    /// Each has its bytes.
    Exact,
    /// One that comrak misplaces may have none, but never another's.
    Lost,
}

/// What must hold of every page.
fn check(document: &Document, places: Places) {
    let text = document.source.text();
    let slices = |span: Span| text.get(span.start..span.end).is_some();
    let (mut block_at, mut section_at) = (0, 0);
    for section in &document.sections {
        assert_eq!((section.blocks.start, section.span.start), (block_at, section_at), "sections tile the page");
        (block_at, section_at) = (section.blocks.end, section.span.end);
        assert!(section.anchors.iter().all(|anchor| slices(anchor.span)));
    }
    assert_eq!((block_at, section_at), (document.blocks.len(), text.len()));
    for (at, block) in document.blocks.iter().enumerate() {
        let section = &document.sections[block.section];
        assert!(section.blocks.contains(&at) && section.span.contains(block.span), "{:?} in {:?}", block.span, section.span);
        assert!(slices(block.span), "{:?}", block.span);
        check_text(document, block, places);
        for inline in &block.inlines {
            assert!(slices(inline.span) && block.span.contains(inline.span), "{inline:?} in {:?}", block.span);
            assert!(block.text.visible().get(inline.range.clone()).is_some(), "{inline:?}");
        }
        for segment in &block.segments {
            assert!(slices(segment.span) && block.text.visible().get(segment.range.clone()).is_some(), "{segment:?}");
        }
    }
    assert!(document.comments.iter().all(|comment| slices(comment.span)));
}

fn check_text(document: &Document, block: &Block, places: Places) {
    let visible = block.text.visible();
    let mut last = block.span.start;
    for (at, character) in visible.char_indices() {
        let span = block.text.source_span(at..at + character.len_utf8());
        assert!(document.source.text().get(span.start..span.end).is_some(), "{span:?} is off the characters");
        assert!(block.span.contains(span), "{span:?} of {:?}, {:?}", block.span, &visible[at..]);
        assert!(places == Places::Lost || span.start >= last, "{span:?} after {last}, {:?}", &visible[at..]);
        last = span.start;
        let source = document.source.slice(span);
        let decoded = source.starts_with(['&', '\\']) || character.is_whitespace();
        let decoded = decoded || (places == Places::Lost && source.is_empty());
        assert!(decoded || source == character.to_string(), "{character:?} is written {source:?}");
    }
}

fn markdown_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "mdx") {
            found.push(path);
        }
    }
}

#[test]
fn the_invariants_hold_over_all_fixtures() {
    let mut files = Vec::new();
    markdown_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut files);
    assert!(files.len() > 20);
    for file in files {
        let Ok(source) = SourceFile::read(&file, file.display().to_string()) else { continue };
        let own = parse(source.clone(), Reading::Own);
        check(&own, Places::Exact);
        let embedded = parse(source, Reading::Embedded);
        check(&embedded, Places::Exact);
        assert!(own.blocks.iter().map(|block| &block.kind).eq(embedded.blocks.iter().map(|block| &block.kind)), "{}", file.display());
    }
}

#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "\n", "\n\n", "\r\n", "\r", " ", "  \n", "\\\n", "    ", "\t", "\n\t* ", "\n\t", "* ", "# ", "## ", "- ", "1. ", "> ", ">", "| ", " | ", "|---|---|\n", "\\|", "\\*",
    "**", "*", "_", "`", "``", "```\n", "~~~", "---\n", "===\n", "[", "](u \"t\n\")", "](u)", "![", "[^1]", "[^1]: ", "<a name=\"x\"></a>",
    "<a href=\"y\">", "</a>", "<b>", "</b>", "<br>", "<span class=\"sxs-lookup\">", "<span data-ttu-id=\"1\">", "<span data-stu-id=\"1\">",
    "</span>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<div>", "</div>", "<p>", "<h2 id=\"h\">",
    "</h2>", "<pre>", "</pre>", "<!--", "-->", "<script>", "</script>", "&nbsp;", "&amp;", "&amp;amp;", "&#x1F600;", "&bogus;",
    "::: moniker range=\"a\"\n", "::: moniker-end\n", ":::tip T\n", ":::\n", ":::image source=\"i\":::", ":::no-loc text=\"N\":::",
    "[!INCLUDE [a](b)]", "[!NOTE]", "[!VIDEO u]", "{{< s >}}", "{{% s %}}", "{/* c */}", "{#id}", "{ .c }", "{: #k }", "!!! note \"T\"\n",
    "??? tip\n", "=== \"Tab\"\n", "/// note | T\n", "///\n", "import a from 'b'\n", "<Tabs {...x} />\n", "\n<Step>\n", "\n  <Step a={`\n", "`} />", "</Step>\n", "<>", "{", "}",
    "export const a = {\n", "## A[[a]]\n", "https://x.example/a。", "9 AM", "ab",
    "“é”", "点", "👍", "\u{a0}", "\u{feff}", "\0", "\u{200f}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, rng_seed: RngSeed::Fixed(20_27), ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_over_random_pages(pieces in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40)) {
        for name in ["random.md", "random.mdx"] {
            let source = SourceFile::new(name, pieces.concat());
            let own = parse(source.clone(), Reading::Own);
            check(&own, Places::Lost);
            let embedded = parse(source, Reading::Embedded);
            check(&embedded, Places::Lost);
            prop_assert_eq!(own.blocks.len(), embedded.blocks.len());
        }
    }
}
