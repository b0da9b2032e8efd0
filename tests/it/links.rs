//! Templates of links: what they give, and what is refused.

use driftlint::findings::finding::Place;
use driftlint::findings::links::{LinkTemplate, Links};
use driftlint::source::Position;

fn place(path: &str) -> Place {
    let at = |line| Position { line, column: 1, offset: 0 };
    Place { path: path.to_owned(), text: String::new(), start: at(7), end: at(9), label: String::new(), line: String::new(), left_out: 0 }
}

fn links(templates: &[&str]) -> Links {
    let mut links = Links::default();
    for template in templates {
        links.add(template).expect("the template is right");
    }
    links
}

fn url(template: &str, path: &str) -> Option<String> {
    links(&[template]).url(&place(path), "pt-BR")
}

#[test]
fn placeholders_are_filled_and_paths_encoded() {
    let template = "https://git.fjordline.example/{locale}/{path}?from={line}&to={end-line}";
    assert_eq!(url(template, "docs/de/page.md").as_deref(), Some("https://git.fjordline.example/pt-BR/docs/de/page.md?from=7&to=9"));
    let odd = url("https://git.fjordline.example/{path}", "a b/#1?/ü%&\".md");
    assert_eq!(odd.as_deref(), Some("https://git.fjordline.example/a%20b/%231%3F/%C3%BC%25%26%22.md"));
}

#[test]
fn services_have_short_names() {
    let cases = [
        ("github:fjordline/docs@main", "https://github.com/fjordline/docs/blob/main/p.md?plain=1#L7-L9"),
        ("github:fjordline/docs@release/2.0", "https://github.com/fjordline/docs/blob/release/2.0/p.md?plain=1#L7-L9"),
        ("gitlab:fjordline/web/docs@main", "https://gitlab.com/fjordline/web/docs/-/blob/main/p.md?plain=1#L7-9"),
        (
            "azure:fjordline/Web Site/docs@main",
            "https://dev.azure.com/fjordline/Web%20Site/_git/docs?path=/p.md&version=GBmain&line=7&lineEnd=9&lineStartColumn=1&lineEndColumn=1",
        ),
    ];
    for (template, expected) in cases {
        assert_eq!(url(template, "p.md").as_deref(), Some(expected));
    }
}

/// A template speaks of one repository; nothing is known of what lies outside.
#[test]
fn files_elsewhere_have_no_link() {
    for path in ["../docs.de/p.md", "/srv/docs/p.md", "", "a/../../p.md"] {
        assert_eq!(url("github:fjordline/docs@main", path), None, "{path}");
    }
}

#[test]
fn the_nearest_folder_counts() {
    let links = links(&["github:fjordline/docs@main", "../docs.de=github:fjordline/docs.de@live", "./src/=https://src.example/{path}"]);
    let url = |path: &str| links.url(&place(path), "de");
    assert_eq!(url("../docs.de/a/p.md").as_deref(), Some("https://github.com/fjordline/docs.de/blob/live/a/p.md?plain=1#L7-L9"));
    assert_eq!(url("../docs.de-AT/p.md"), None);
    assert_eq!(url("src/p.md").as_deref(), Some("https://src.example/p.md"));
    assert_eq!(url("srcs/p.md").as_deref(), Some("https://github.com/fjordline/docs/blob/main/srcs/p.md?plain=1#L7-L9"));
}

#[test]
fn mistakes_are_told() {
    let cases = [
        ("javascript:alert(1)//{path}", "is not a web address"),
        ("file:///{path}", "is not a web address"),
        ("https://", "is not a web address"),
        ("https:///{path}", "is not a web address"),
        ("https://host.example/", "has no `{path}`"),
        ("https://host.example/{file}", "`{file}` is not a placeholder of links; use `{path}`, `{line}`, `{end-line}`, `{locale}`"),
        ("https://host.example/{path", "a brace without its partner"),
        ("https://host.example/path}", "a brace without its partner"),
        ("https://host.example/a b/{path}", "` ` cannot stand in a web address"),
        ("https://host.example/\"{path}", "cannot stand in a web address"),
        ("github:fjordline", "write `github:owner/repository@main`"),
        ("github:fjordline/docs@", "is not complete"),
        ("github:fjordline/docs/more@main", "is not complete"),
        ("github:../docs@main", "is not complete"),
        ("gitlab:docs@main", "write `gitlab:group/project@main`"),
        ("azure:fjordline/docs@main", "write `azure:organization/project/repository@branch`"),
    ];
    for (template, expected) in cases {
        let problem = LinkTemplate::parse(template).expect_err(template);
        assert!(problem.contains(expected), "{template}: {problem}");
    }
}

#[test]
fn one_folder_has_one_template() {
    let mut links = links(&["github:fjordline/docs@main"]);
    assert_eq!(
        links.add("https://other.example/{path}"),
        Err("there are two templates for the current folder; give one, or name a folder: `FOLDER=TEMPLATE`".to_owned())
    );
}
