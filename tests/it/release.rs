//! The version is the same wherever it stands, and `.ci/release` sets it everywhere.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What a version stands behind in what people copy.
const MARKS: [&str; 6] = ["rev: v", "--tag v", "driftlint@v", "/download/v", "driftlint==", "driftlint-"];

/// The version at the start of a text.
fn version(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// Every version that the documents tell people to use, with its document.
fn told(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder.join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    files.push(folder.join("README.md"));
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a document");
        for mark in MARKS {
            let versions = text.match_indices(mark).map(|(at, _)| version(&text[at + mark.len()..]));
            let name = file.file_name().expect("a name").to_string_lossy();
            found.extend(versions.filter(|version| version.contains('.')).map(|version| (name.to_string(), version.to_owned())));
        }
    }
    found
}

/// What does not fit the version of Cargo.toml.
fn differences(folder: &Path) -> Vec<String> {
    let own = |text: &str| text.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned));
    let wanted = own(&read(folder, "Cargo.toml")).expect("a version");
    let lock = read(folder, "Cargo.lock");
    let locked = lock.split_once("name = \"driftlint\"\n").and_then(|(_, rest)| own(rest));
    let mut wrong: Vec<String> =
        told(folder).iter().filter(|(_, told)| *told != wanted).map(|(file, told)| format!("{file}: {told}")).collect();
    wrong.extend(locked.filter(|locked| *locked != wanted).map(|locked| format!("Cargo.lock: {locked}")));
    let changelog = read(folder, "CHANGELOG.md");
    let headings: Vec<&str> = changelog.lines().filter_map(|line| line.strip_prefix("## [")?.split(']').next()).collect();
    let newest = headings.iter().find(|heading| **heading != "Unreleased");
    match newest {
        None if changelog.contains(&format!("\nThis will be {wanted}, ")) => {}
        Some(newest) if **newest == wanted => {}
        other => wrong.push(format!("CHANGELOG.md: {other:?}")),
    }
    let unlinked = headings.iter().filter(|heading| newest.is_some() && !changelog.contains(&format!("\n[{heading}]: https://")));
    wrong.extend(unlinked.map(|heading| format!("CHANGELOG.md has no link for [{heading}]")));
    wrong
}

#[test]
fn the_version_is_the_same_everywhere() {
    assert_eq!(differences(&root()), Vec::<String>::new());
    assert!(told(&root()).len() > 5, "{:?}", told(&root()));
    assert!(read(&root(), "pyproject.toml").contains("\ndynamic = [\"version\"]\n"));
}

#[cfg(unix)]
mod command {
    use super::{Path, differences, read, root, told};
    use std::process::{Command, Output};

    fn copy(folder: &Path) {
        for name in ["docs", ".ci"] {
            std::fs::create_dir(folder.join(name)).expect("a folder");
        }
        let documents = std::fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("an entry").file_name());
        let documents = documents.map(|name| format!("docs/{}", name.to_string_lossy()));
        let files = ["Cargo.toml", "Cargo.lock", "README.md", "CHANGELOG.md", ".ci/release"].map(str::to_owned);
        for file in documents.chain(files) {
            std::fs::copy(root().join(&file), folder.join(&file)).expect("a file");
        }
    }

    fn release(folder: &Path, arguments: &[&str]) -> Output {
        Command::new("bash").arg(folder.join(".ci/release")).args(arguments).output().expect("bash runs")
    }

    fn done(output: Output) -> String {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    #[test]
    fn one_command_sets_the_version_everywhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        copy(path);
        let unreleased = done(release(path, &["--notes", "Unreleased"]));
        done(release(path, &["3.20.1", "2031-05-06"]));
        assert_eq!(differences(path), Vec::<String>::new());
        assert!(told(path).len() > 5 && told(path).iter().all(|(_, version)| version == "3.20.1"), "{:?}", told(path));
        let changelog = read(path, "CHANGELOG.md");
        assert!(changelog.contains("\n## [Unreleased]\n\n## [3.20.1] - 2031-05-06\n\n### Added\n"), "{changelog}");
        assert!(changelog.ends_with('\n') && !changelog.contains("This will be") && !changelog.contains("\n\n\n"), "{changelog}");
        // What was unreleased is what the release says, but for the line that promised it.
        let notes = done(release(path, &["--notes", "3.20.1"]));
        assert!(unreleased.trim_end().ends_with(notes.trim()) && notes.starts_with("### "), "{notes}");
        assert!(!read(path, "README.md").contains("no release yet") && !read(path, "docs/install.md").contains("no release yet"));
        done(release(path, &["--check", "v3.20.1"]));

        // The next one.
        let next = changelog.replace("## [Unreleased]\n", "## [Unreleased]\n\n### Fixed\n\n- Something.\n");
        std::fs::write(path.join("CHANGELOG.md"), next).expect("a file");
        done(release(path, &["3.21.0", "2031-07-08"]));
        assert_eq!(differences(path), Vec::<String>::new());
        let project = "https://github.com/driftlint/driftlint";
        let links: Vec<String> = read(path, "CHANGELOG.md").lines().filter(|line| line.contains("]: ")).map(str::to_owned).collect();
        let first = links.iter().position(|line| line.starts_with("[Unreleased]: ")).expect("a link");
        assert_eq!(links[first], format!("[Unreleased]: {project}/compare/v3.21.0...HEAD"));
        assert_eq!(links[first + 1], format!("[3.21.0]: {project}/compare/v3.20.1...v3.21.0"));
        assert!(links[first + 2].starts_with("[3.20.1]: "), "{links:?}");
        assert_eq!(done(release(path, &["--notes", "3.21.0"])), "### Fixed\n\n- Something.\n");
    }

    #[test]
    fn what_is_no_release_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        copy(path);
        let before = read(path, "Cargo.toml");
        let calls: [&[&str]; 6] = [&[], &["next"], &["1.2"], &["1.2.3", "tomorrow"], &["--check", "v9.9.9"], &["--notes", "9.9.9"]];
        for arguments in calls {
            let output = release(path, arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.starts_with("error: "), "{arguments:?}: {said}");
        }
        assert_eq!(read(path, "Cargo.toml"), before);
        done(release(path, &["9.0.0"]));
        // Nothing has changed since.
        assert!(!release(path, &["9.0.1"]).status.success());
    }
}
