//! Files that cannot be pages, and pages that no one writes: each is told in one sentence, nothing panics or hangs, and the rest of the
//! work goes on.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// How a run ended, and what it said.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

fn run(folder: &TempDir, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(arguments).current_dir(folder.path()).output().expect("driftlint runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("it ends by itself");
    Run { status, stdout: text(output.stdout), stderr: without_time(&text(output.stderr)) }
}

/// The closing line without how long it took.
fn without_time(text: &str) -> String {
    let line =
        |line: &str| line.rsplit_once(" in ").filter(|(_, time)| time.ends_with(" s")).map_or(line, |(rest, _)| rest).to_owned() + "\n";
    text.lines().map(line).collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, bytes).expect("a file");
    }
    folder
}

const REFERENCE: &[u8] = b"# Support {#support}\n\nKept for 30 days.\n";
const DRIFTED: &[u8] = b"# Support {#support}\n\n31 Tage lang.\n";

/// A reference and one translation that cannot be read.
fn assert_unreadable(bytes: &[u8], reason: &str) {
    let pages = folder(&[("page.md", REFERENCE), ("page.de.md", bytes)]);
    let wanted = Run {
        status: 2,
        stdout: String::new(),
        stderr: format!("driftlint: error: page.de.md: {reason}\nnothing was checked: 1 file could not be read\n"),
    };
    assert_eq!(run(&pages, &["compare", "page.md", "page.de.md"]), wanted);
    let swapped = run(&pages, &["compare", "page.de.md", "page.md", "--locale", "de"]);
    assert_eq!(swapped, wanted, "as the reference");
    let facts = run(&pages, &["facts", "page.de.md"]);
    assert_eq!((facts.status, facts.stderr), (2, format!("driftlint: error: page.de.md: {reason}\n")));
}

#[test]
fn what_is_no_text_is_named() {
    assert_unreadable(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a binary file, not a page");
    assert_unreadable(b"\xff\xfe#\0 \0S\0", "is UTF-16 text; save it as UTF-8");
    assert_unreadable(b"\xfe\xff\0#\0 \0S", "is UTF-16 text; save it as UTF-8");
}

#[test]
fn the_first_byte_that_is_not_utf_8_is_named() {
    assert_unreadable(b"# Ger\xe4te\n", "is not UTF-8 text (line 1, column 6); save it as UTF-8");
    assert_unreadable(
        "# Größe\r\n\r\nÖl und M".as_bytes().iter().chain(b"\xfcll\n").copied().collect::<Vec<_>>().as_slice(),
        "is not UTF-8 text (line 3, column 9); save it as UTF-8",
    );
    assert_unreadable(b"\xef\xbb\xbf\xc3", "is not UTF-8 text (line 1, column 1); save it as UTF-8");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let pages = folder(&[("page.md", REFERENCE), ("page.de.md", DRIFTED)]);
    let missing = "driftlint: error: nowhere.de.md: no such file\nnothing was checked: 1 file could not be read\n";
    assert_eq!(run(&pages, &["compare", "page.md", "nowhere.de.md"]).stderr, missing);
    assert_eq!(run(&pages, &["compare", "nowhere.de.md", "page.de.md"]).stderr, missing);
    assert_eq!(run(&pages, &["check", "nowhere"]).stderr, "driftlint: error: nowhere: no such file or folder\n");
}

#[test]
fn a_folder_is_no_page() {
    let pages = folder(&[("page.md", REFERENCE), ("de/page.md", DRIFTED)]);
    let found = run(&pages, &["compare", "page.md", "de"]);
    let reason = "this is a folder, not a page; give the page itself";
    let stderr = format!("driftlint: error: de: {reason}\nnothing was checked: 1 file could not be read\n");
    assert_eq!(found, Run { status: 2, stdout: String::new(), stderr });
}

/// One page cannot be read; the others are checked, and the run has not succeeded.
#[test]
fn the_rest_of_a_tree_is_checked() {
    let pages = folder(&[
        ("docs/en/broken.md", REFERENCE),
        ("docs/en/good.md", REFERENCE),
        ("docs/en/torn.md", b"\0"),
        ("docs/de/broken.md", b"# \xff"),
        ("docs/de/good.md", DRIFTED),
        ("docs/de/torn.md", DRIFTED),
    ]);
    let wanted = Run {
        status: 2,
        stdout: "docs/de/good.md:3:1: error[duration] duration is 30 days in the reference, 31 days here\n".to_owned(),
        stderr: "layout: docs/{locale}/{path} (reference en; de)\n\
                 driftlint: error: docs/de/broken.md: is not UTF-8 text (line 1, column 3); save it as UTF-8\n\
                 driftlint: error: docs/en/torn.md: is a binary file, not a page\n\
                 checked 3 pages in 1 locale (de): 1 translation, 1 fact compared, 0 undetermined, 2 files not readable; \
                 1 error, 0 warnings, 0 infos, 1 fixable\n"
            .to_owned(),
    };
    for threads in ["1", "4"] {
        assert_eq!(run(&pages, &["check", "--format", "short", "--threads", threads]), wanted);
    }
    // Nor does it succeed when findings are not to fail it.
    assert_eq!(run(&pages, &["check", "--fail-on", "never"]).status, 2);
}

/// Pages with nothing in them are pages: what the reference states is missing there.
#[test]
fn empty_pages_are_compared() {
    for empty in [&b""[..], b"\n\n", b"\xef\xbb\xbf", b"<!-- nothing -->\n"] {
        let pages = folder(&[("page.md", REFERENCE), ("page.de.md", empty)]);
        let found = run(&pages, &["compare", "page.md", "page.de.md", "--format", "short"]);
        assert_eq!(found.status, 1, "{found:?}");
        assert!(found.stdout.contains(": error[missing-section] section `Support` of the reference is missing here\n"), "{found:?}");
        assert_eq!(found.stdout.lines().count(), 1, "{found:?}");
        let same = folder(&[("page.md", empty), ("page.de.md", empty)]);
        assert_eq!(run(&same, &["compare", "page.md", "page.de.md"]).status, 0);
    }
}

/// A page that has only front matter waits for its translation: it is told as a page that is missing, and fails no build.
#[test]
fn a_page_with_front_matter_alone_is_a_missing_page() {
    let stub = b"---\ntitle: Support\n---\n";
    let pages = folder(&[("page.md", REFERENCE), ("page.de.md", stub)]);
    let found = run(&pages, &["compare", "page.md", "page.de.md", "--format", "short"]);
    assert_eq!(found.status, 0, "{found:?}");
    assert_eq!(found.stdout, "page.de.md:1:1: info[missing-page] page has front matter and no text, so nothing of it is translated\n");
    let same = folder(&[("page.md", stub), ("page.de.md", stub)]);
    assert_eq!(run(&same, &["compare", "page.md", "page.de.md", "--format", "short"]).stdout, "");
}

#[test]
fn deep_nesting_is_read_without_recursion() {
    for (open, close) in [(">", ""), ("[", "]"), ("*", "*"), ("<b>", "</b>"), ("- ", ""), ("::: moniker range=\"a\"\n", "")] {
        let nested = |text: &str| format!("{}{text}{}\n", open.repeat(10_000), close.repeat(10_000));
        let pages = folder(&[("page.md", nested("30 days").as_bytes()), ("page.de.md", nested("31 Tage").as_bytes())]);
        let found = run(&pages, &["compare", "page.md", "page.de.md", "--format", "short"]);
        assert!(matches!(found.status, 0 | 1) && found.stderr.starts_with("checked 1 page"), "{open}: {}", found.stderr);
    }
}

/// The one fact at its end is found, whatever stands before it.
#[test]
fn a_page_of_twenty_megabytes_is_read() {
    let paragraph = "This paragraph of ordinary words says nothing that could be a fact of any kind, and goes on for a while. ".repeat(40);
    let mut long = "# Support {#support}\n\n".to_owned();
    while long.len() < 20_000_000 {
        long.push_str(&paragraph);
        long.push_str("\n\n");
    }
    long.push_str("31 Tage lang.\n");
    let pages = folder(&[("page.md", REFERENCE), ("page.de.md", long.as_bytes())]);
    let found = run(&pages, &["compare", "page.md", "page.de.md", "--format", "short"]);
    assert_eq!(found.status, 1);
    assert!(found.stdout.ends_with(":1: error[duration] duration is 30 days in the reference, 31 days here\n"), "{}", found.stdout);
}

/// A line of a megabyte is shown as far as the terminal is wide.
#[test]
fn a_long_line_is_cut() {
    let filler = "word ".repeat(200_000);
    let (reference, translation) = (format!("{filler}30 days {filler}\n"), format!("{filler}31 Tage {filler}\n"));
    let pages = folder(&[("page.md", reference.as_bytes()), ("page.de.md", translation.as_bytes())]);
    let found = run(&pages, &["compare", "page.md", "page.de.md"]);
    assert_eq!(found.status, 1);
    assert!(found.stdout.lines().count() < 20 && found.stdout.lines().all(|line| line.chars().count() <= 200), "{}", found.stdout);
}

/// Control characters and bidirectional marks of a page or file name do not reach the terminal.
#[test]
fn terminals_are_not_steered() {
    let pages = folder(&[
        ("page.md", b"# Support\n\n\x1b[2J\x07 30 days \xe2\x80\xae.\n".as_slice()),
        ("page.de.md", b"# Support\n\n\x1b]0;owned\x07 31 Tage \xe2\x80\xae.\n".as_slice()),
    ]);
    for arguments in [&["compare", "page.md", "page.de.md"][..], &["facts", "page.md", "-v"], &["compare", "page.md", "\u{1b}[31m.de.md"]] {
        let found = run(&pages, arguments);
        let shown = format!("{}{}", found.stdout, found.stderr);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
}

#[test]
fn five_mistakes_of_a_configuration_are_told_at_once() {
    let configuration =
        b"referense = \"en\"\nlocales = [\"klingon\"]\n\n[rules]\nphone-numbr = \"error\"\nduration = \"loud\"\n\n[[allow]]\nrule = \"duration\"\n";
    let pages = folder(&[("driftlint.toml", configuration.as_slice()), ("docs/en/page.md", REFERENCE), ("docs/de/page.md", DRIFTED)]);
    let wanted = "\
driftlint: error: driftlint.toml has 5 mistakes; nothing was checked

error: unknown key `referense`; did you mean `reference`?
  ┌─ driftlint.toml:1:1
  │
1 │ referense = \"en\"
  │ ^^^^^^^^^ not a key that is known here

error: `klingon` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`
  ┌─ driftlint.toml:2:13
  │
2 │ locales = [\"klingon\"]
  │             ^^^^^^^ not a locale tag

error: unknown rule `phone-numbr`; did you mean `phone-number`?
  ┌─ driftlint.toml:5:1
  │
5 │ phone-numbr = \"error\"
  │ ^^^^^^^^^^^ not the id of a rule

error: `loud` is not a level; use error, warning, info or off
  ┌─ driftlint.toml:6:13
  │
6 │ duration = \"loud\"
  │             ^^^^ not a level

error: `[[allow]]` has no `reason`; add `reason = \"…\"`
  ┌─ driftlint.toml:8:1
  │
8 │ [[allow]]
  │ ^^^^^^^^^ `reason` is missing here
";
    assert_eq!(run(&pages, &["check"]), Run { status: 2, stdout: String::new(), stderr: wanted.to_owned() });
}

#[test]
fn a_configuration_that_is_no_text_is_told() {
    let pages = folder(&[("driftlint.toml", b"\xff"), ("docs/en/page.md", REFERENCE), ("docs/de/page.md", DRIFTED)]);
    let found = run(&pages, &["check"]);
    assert_eq!((found.status, found.stdout.as_str()), (2, ""));
    assert!(found.stderr.starts_with("driftlint: error: driftlint.toml: the configuration cannot be read: "), "{}", found.stderr);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn link(folder: &TempDir, target: &str, name: &str) {
        symlink(target, folder.path().join(name)).expect("a link");
    }

    #[test]
    fn links_that_lead_in_circles_end() {
        let pages = folder(&[("docs/en/page.md", REFERENCE), ("docs/de/page.md", DRIFTED)]);
        link(&pages, "..", "docs/de/again");
        link(&pages, "self.md", "docs/de/self.md");
        let found = run(&pages, &["check", "--format", "short", "-q"]);
        assert_eq!(found.stdout, "docs/de/page.md:3:1: error[duration] duration is 30 days in the reference, 31 days here\n");
        let found = run(&pages, &["compare", "docs/en/page.md", "docs/de/self.md"]);
        assert_eq!(found.status, 2);
        assert!(found.stderr.starts_with("driftlint: error: docs/de/self.md: cannot be read: "), "{}", found.stderr);
    }

    #[test]
    fn a_link_to_nowhere_is_no_file() {
        let pages = folder(&[("page.md", REFERENCE)]);
        link(&pages, "gone.md", "page.de.md");
        let found = run(&pages, &["compare", "page.md", "page.de.md"]);
        let stderr = "driftlint: error: page.de.md: no such file\nnothing was checked: 1 file could not be read\n".to_owned();
        assert_eq!(found, Run { status: 2, stdout: String::new(), stderr });
    }

    /// Whether permissions hold for us; they do not for root.
    fn is_refused(file: &Path) -> bool {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o000)).expect("permissions");
        std::fs::read(file).is_err()
    }

    #[test]
    fn a_page_without_permission_is_named() {
        let pages = folder(&[("docs/en/page.md", REFERENCE), ("docs/de/page.md", DRIFTED), ("docs/sv/page.md", REFERENCE)]);
        if !is_refused(&pages.path().join("docs/sv/page.md")) {
            return;
        }
        let found = run(&pages, &["check", "--format", "short", "-q"]);
        assert_eq!(found.status, 2);
        assert_eq!(found.stderr, "driftlint: error: docs/sv/page.md: permission to read this file is denied\n");
        assert_eq!(found.stdout, "docs/de/page.md:3:1: error[duration] duration is 30 days in the reference, 31 days here\n");
    }

    /// File names need not be UTF-8.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_text_is_shown_as_far_as_it_goes() {
        use std::os::unix::ffi::OsStrExt;
        let pages = folder(&[("page.md", REFERENCE)]);
        let name = std::ffi::OsStr::from_bytes(b"p\xffge.de.md");
        std::fs::write(pages.path().join(name), DRIFTED).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        let output = command.args(["compare", "page.md", "--format", "short"]).arg(name).current_dir(pages.path()).output();
        let output = output.expect("driftlint runs");
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stdout).starts_with("p\u{fffd}ge.de.md:3:1: error[duration]"));
    }
}
