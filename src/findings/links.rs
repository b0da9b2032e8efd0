//! Where a line of a file is shown on the web: templates of links, and which files each is for.
//!
//! It knows paths as messages show them and no repository; what it cannot link to safely, it does not link to.

use std::fmt::Write as _;

use super::finding::Place;

/// Placeholders that a template may have.
const PLACEHOLDERS: [&str; 4] = ["path", "line", "end-line", "locale"];

/// Templates by short name: `github:owner/repository@revision`.
const SERVICES: [&str; 3] = ["github", "gitlab", "azure"];

/// The web address of a line, with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTemplate {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Path,
    Line,
    EndLine,
    Locale,
}

impl LinkTemplate {
    /// Reads `https://…/{path}#L{line}`, or a short name such as `github:owner/repository@main`.
    ///
    /// # Errors
    /// One clause that says what would be right.
    pub fn parse(text: &str) -> Result<LinkTemplate, String> {
        match text.split_once(':') {
            Some((service, rest)) if SERVICES.contains(&service) => Self::read(&of_service(service, rest)?),
            _ => Self::read(text),
        }
    }

    fn read(text: &str) -> Result<LinkTemplate, String> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
        if !host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') {
            return Err(format!(
                "`{text}` is not a web address; write one such as `https://github.com/owner/repository/blob/main/{{path}}#L{{line}}`, or \
                 `github:owner/repository@main`"
            ));
        }
        if let Some(c) = text.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '`' | '\\')) {
            return Err(format!("`{}` cannot stand in a web address; write it percent-encoded", c.escape_default()));
        }
        let parts = parts(text)?;
        if !parts.contains(&Part::Path) {
            return Err(format!("`{text}` has no `{{path}}`; write it where the path of the file stands"));
        }
        Ok(LinkTemplate { parts })
    }

    /// The address of lines of a file. `path` is relative to what the template is for, with `/`.
    pub fn url(&self, path: &str, lines: (usize, usize), locale: &str) -> String {
        let mut url = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) => url.push_str(text),
                Part::Path => encode(path, &mut url),
                Part::Line => url.push_str(&lines.0.to_string()),
                Part::EndLine => url.push_str(&lines.1.to_string()),
                Part::Locale => encode(locale, &mut url),
            }
        }
        url
    }
}

fn parts(text: &str) -> Result<Vec<Part>, String> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find(['{', '}']) {
        let close = rest[open..].find('}').filter(|_| rest[open..].starts_with('{'));
        let Some(close) = close else { return Err(format!("`{text}` has a brace without its partner")) };
        if open > 0 {
            parts.push(Part::Literal(rest[..open].to_owned()));
        }
        let name = &rest[open + 1..open + close];
        parts.push(match name {
            "path" => Part::Path,
            "line" => Part::Line,
            "end-line" => Part::EndLine,
            "locale" => Part::Locale,
            _ => {
                let known = PLACEHOLDERS.map(|name| format!("`{{{name}}}`")).join(", ");
                return Err(format!("`{{{name}}}` is not a placeholder of links; use {known}"));
            }
        });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    Ok(parts)
}

/// The template of a service. Markdown is shown rendered there, without lines, unless the plain text is asked for.
fn of_service(service: &str, rest: &str) -> Result<String, String> {
    let wanted = match service {
        "azure" => "azure:organization/project/repository@branch",
        "gitlab" => "gitlab:group/project@main",
        _ => "github:owner/repository@main",
    };
    let failed = || format!("`{service}:{rest}` is not complete; write `{wanted}`");
    let (repository, revision) = rest.rsplit_once('@').ok_or_else(failed)?;
    let names: Vec<String> = repository.split('/').map(encoded).collect();
    let is_enough = match service {
        "azure" => names.len() == 3,
        "gitlab" => names.len() >= 2,
        _ => names.len() == 2,
    };
    if !is_enough || revision.is_empty() || names.iter().any(|name| name.is_empty() || name == "." || name == "..") {
        return Err(failed());
    }
    let (repository, revision) = (names.join("/"), encoded(revision));
    Ok(match service {
        "azure" => format!(
            "https://dev.azure.com/{}/{}/_git/{}?path=/{{path}}&version=GB{revision}&line={{line}}&lineEnd={{end-line}}\
             &lineStartColumn=1&lineEndColumn=1",
            names[0], names[1], names[2]
        ),
        "gitlab" => format!("https://gitlab.com/{repository}/-/blob/{revision}/{{path}}?plain=1#L{{line}}-{{end-line}}"),
        _ => format!("https://github.com/{repository}/blob/{revision}/{{path}}?plain=1#L{{line}}-L{{end-line}}"),
    })
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    encode(text, &mut encoded);
    encoded
}

/// Percent-encodes all but the unreserved characters of RFC 3986 and `/`.
fn encode(text: &str, url: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            url.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// The templates of a report, each for the files below a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Folders as messages show paths, without a `/` at the end; empty for the current folder.
    templates: Vec<(String, LinkTemplate)>,
}

impl Links {
    /// Adds `TEMPLATE`, or `FOLDER=TEMPLATE` for the files below a folder.
    ///
    /// # Errors
    /// One clause that says what would be right.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        // A template has its first colon before any `=`.
        let (folder, template) = text.split_once('=').filter(|(folder, _)| !folder.contains(':')).unwrap_or(("", text));
        let folder = folder.trim_end_matches('/').trim_start_matches("./");
        let folder = if folder == "." { "" } else { folder };
        if self.templates.iter().any(|(known, _)| known == folder) {
            let what = if folder.is_empty() { "the current folder".to_owned() } else { format!("`{folder}`") };
            return Err(format!("there are two templates for {what}; give one, or name a folder: `FOLDER=TEMPLATE`"));
        }
        self.templates.push((folder.to_owned(), LinkTemplate::parse(template)?));
        Ok(())
    }

    /// Whether no file has a link.
    pub fn is_empty(&self) -> bool {
        self.templates.is_empty()
    }

    /// The address of a place; none where no template is for its file.
    pub fn url(&self, place: &Place, locale: &str) -> Option<String> {
        let below = |folder: &str| match folder {
            "" => Some(place.path.as_str()),
            _ => place.path.strip_prefix(folder)?.strip_prefix('/'),
        };
        let fitting = self.templates.iter().filter_map(|(folder, template)| Some((folder.len(), template, below(folder)?)));
        let (_, template, path) = fitting.max_by_key(|(length, ..)| *length)?;
        let is_inside = !path.is_empty() && !path.starts_with('/') && path.split('/').all(|part| part != "..");
        is_inside.then(|| template.url(path, (place.start.line, place.end.line), locale))
    }
}
