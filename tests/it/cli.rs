//! The command line: what is printed where, and how it ends. Each `cmd/*.toml` is one call with all that it prints; colour, which the
//! comparison of those would not show, is below.

use std::path::Path;
use std::process::{Command, Output};

#[test]
fn commands_print_and_end_as_their_files_say() {
    // What is printed must not depend on the history of this project.
    let ceiling = env!("CARGO_MANIFEST_DIR");
    trycmd::TestCases::new().env("COLUMNS", "100").env("GIT_CEILING_DIRECTORIES", ceiling).case("tests/cmd/*.toml");
}

/// `compare` of the two pages in `cmd/pages`, with more arguments.
fn compare(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(["compare", "support.md", "support.de.md"]).args(arguments);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/pages"));
    command.env("GIT_CEILING_DIRECTORIES", env!("CARGO_MANIFEST_DIR"));
    command.env_remove("NO_COLOR").envs(environment.iter().copied()).output().expect("driftlint runs")
}

fn is_coloured(bytes: &[u8]) -> bool {
    bytes.contains(&0x1b)
}

/// The text without ANSI codes.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn colour_is_written_when_asked_for() {
    for format in ["human", "short"] {
        let coloured = compare(&["--format", format, "--color", "always"], &[]);
        let never = compare(&["--format", format, "--color", "never"], &[]);
        assert!(is_coloured(&coloured.stdout) && is_coloured(&coloured.stderr), "{format}");
        assert!(!is_coloured(&never.stdout) && !is_coloured(&never.stderr), "{format}");
        assert_eq!(plain(&coloured.stdout).into_bytes(), never.stdout, "{format}");
        assert_eq!((coloured.status.code(), never.status.code()), (Some(1), Some(1)));
    }
}

#[test]
fn a_pipe_gets_no_colour() {
    for environment in [&[][..], &[("NO_COLOR", "1")], &[("NO_COLOR", "")], &[("CLICOLOR", "1")]] {
        let output = compare(&["--color", "auto"], environment);
        assert!(!is_coloured(&output.stdout) && !is_coloured(&output.stderr), "{environment:?}");
    }
}

/// The command line says more than the environment.
#[test]
fn an_option_outweighs_no_color() {
    assert!(is_coloured(&compare(&["--color", "always"], &[("NO_COLOR", "1")]).stdout));
}

#[test]
fn json_has_no_colour() {
    let output = compare(&["--format", "json", "--color", "always"], &[]);
    assert!(!is_coloured(&output.stdout));
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok());
}

/// Lines are cut to the width of the terminal, which `COLUMNS` tells.
#[test]
fn lines_fit_the_columns() {
    let narrow = compare(&[], &[("COLUMNS", "60")]);
    let text = String::from_utf8(narrow.stdout).expect("UTF-8");
    let excerpts = text.lines().filter(|line| line.contains('│'));
    assert!(excerpts.clone().count() > 10 && excerpts.clone().all(|line| line.chars().count() <= 60), "{text}");
}

/// The completion script offers what the command line takes.
#[test]
fn every_shell_has_a_completion_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["completions", shell]).output().expect("driftlint runs");
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0));
        for word in ["compare", "min-confidence", "embedded"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

/// Every rule's page is what `explain` prints, with what was measured of the rule behind it.
#[test]
fn explain_prints_every_page() {
    for rule in driftlint::rules::RULES {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).args(["explain", rule.id.as_str()]).output().expect("driftlint runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let behind = printed.strip_prefix(rule.page).unwrap_or_else(|| panic!("{}: {printed}", rule.id));
        assert_eq!(output.status.code(), Some(0), "{}", rule.id);
        assert!(
            behind.is_empty() || behind.starts_with("\n## Measured\n\n| evidence | judged | true | precision |\n"),
            "{}: {behind}",
            rule.id
        );
    }
}

/// A reader that stops reading is no fault.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_driftlint"))
        .args(["explain", "business-hours"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("driftlint runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("driftlint ends");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).as_deref()), (Some(0), Ok("")));
}

/// A folder with a page, its translation, and nothing else.
fn tree(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (locale, number) in [("en", "+47 55 51 23 40"), ("de", "+47 55 51 23 41")] {
        let docs = folder.path().join("docs").join(locale);
        std::fs::create_dir_all(&docs).expect("a folder");
        std::fs::write(docs.join("page.md"), page.replace("{}", number)).expect("a page");
    }
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Fjordline", "-c", "user.email=docs@fjordline.example", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn fix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_driftlint")).arg("fix").args(arguments).current_dir(folder).output().expect("driftlint runs")
}

fn german(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("docs/de/page.md")).expect("a page")
}

/// What is committed is written; what is not, in any way, is left alone unless it is asked for.
#[test]
fn only_what_git_can_bring_back_is_fixed() {
    let folder = tree("# Support {#support}\n\n{}\n");
    let path = folder.path();
    let before = german(path);
    let refused = |why: &str| {
        let output = fix(path, &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(why) && said.contains("docs/de/page.md") && said.contains("nothing was written"), "{said}");
        assert_eq!((output.status.code(), german(path)), (Some(2), before.clone()), "{why}");
    };
    refused("in no Git repository");
    git(path, &["init", "--quiet"]);
    refused("not committed as they are");
    git(path, &["add", "."]);
    refused("not committed as they are");
    git(path, &["commit", "--quiet", "--message", "Add pages"]);
    std::fs::write(path.join("docs/en/other.md"), "# Other\n").expect("a page");
    let output = fix(path, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(german(path).contains("+47 55 51 23 40"));
    // Fixed is fixed; another change on top of it waits for the commit.
    assert_eq!(fix(path, &[]).status.code(), Some(0));
    let changed = german(path).replace("40", "42");
    std::fs::write(path.join("docs/de/page.md"), &changed).expect("a page");
    assert_eq!((fix(path, &[]).status.code(), german(path)), (Some(2), changed));
    assert_eq!(fix(path, &["--allow-dirty"]).status.code(), Some(0));
    assert!(german(path).contains("+47 55 51 23 40"));
}

/// A file that Git is told to ignore cannot be brought back either.
#[test]
fn ignored_files_are_not_fixed() {
    let folder = tree("# Support {#support}\n\n{}\n");
    let path = folder.path();
    git(path, &["init", "--quiet"]);
    std::fs::write(path.join("docs/.gitignore"), "").expect("a file");
    std::fs::write(path.join(".git/info/exclude"), "docs/de/\n").expect("a file");
    git(path, &["add", "docs/en"]);
    git(path, &["commit", "--quiet", "--message", "Add pages"]);
    let before = german(path);
    assert_eq!((fix(path, &["docs/en", "docs/de"]).status.code(), german(path)), (Some(2), before));
}

/// Line ends, byte order mark and permissions are what they were.
#[test]
fn a_fix_changes_nothing_else() {
    let folder = tree("\u{feff}# Support {#support}\r\n\r\n{}  \r\nText\t\r\n\r\n\r\n");
    let path = folder.path();
    let before = german(path);
    let output = fix(path, &["--allow-dirty", "--quiet"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(german(path), before.replace("41", "40"));
    let names = std::fs::read_dir(path.join("docs/de")).expect("a folder").count();
    assert_eq!(names, 1, "nothing is left beside the page");
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tree("# Support {#support}\n\n{}\n");
    let page = folder.path().join("docs/de/page.md");
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    assert_eq!(fix(folder.path(), &["--allow-dirty"]).status.code(), Some(0));
    assert_eq!(std::fs::metadata(&page).expect("a file").permissions().mode() & 0o777, 0o640);
    assert!(german(folder.path()).contains("+47 55 51 23 40"));
}

/// `-V` tells the version alone; `--version` also the version of CLDR that the packs are of. A checkout does not tell its commit: each one
/// would compile everything anew.
#[test]
fn versions_are_those_of_the_source() {
    let told = |option: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_driftlint")).arg(option).output().expect("driftlint runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(told("-V"), format!("driftlint {version}\n"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack = std::fs::read_to_string(root.join("rules/locales/cldr/de.toml")).expect("a pack");
    let cldr = pack.lines().find_map(|line| line.strip_prefix("# CLDR ")?.split(". ").next()).expect("a version");
    assert_eq!(told("--version"), format!("driftlint {version} (CLDR {cldr})\n"));
}
