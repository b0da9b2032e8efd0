//! Paths as `file:` URIs and back. It knows no disk.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands for itself in the path of a URI.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of a `file:` URI; none for another one, and for one that is no text.
pub fn path(uri: &str) -> Option<PathBuf> {
    path_on(uri, cfg!(windows)).map(PathBuf::from)
}

/// The URI of an absolute path.
pub fn uri(path: &Path) -> Uri {
    Uri::from(uri_on(&path.to_string_lossy(), cfg!(windows)))
}

/// As [`path`], on Windows or elsewhere.
pub fn path_on(uri: &str, windows: bool) -> Option<String> {
    let rest = uri.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).and(uri.get(5..))?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    if !windows {
        return Some(path.into_owned());
    }
    let has_drive = matches!(path.as_bytes(), [b'/', drive, b':', ..] if drive.is_ascii_alphabetic());
    Some(match host {
        // One drive is written with both letters, by one editor or another.
        "" | "localhost" if has_drive => format!("{}{}", path[1..2].to_ascii_uppercase(), &path[2..]).replace('/', "\\"),
        "" | "localhost" => path.replace('/', "\\"),
        host => format!("\\\\{host}{}", path.replace('/', "\\")),
    })
}

/// As [`uri`], on Windows or elsewhere.
pub fn uri_on(path: &str, windows: bool) -> String {
    let path = if windows { path.trim_start_matches(r"\\?\").replace('\\', "/") } else { path.to_owned() };
    let encoded = utf8_percent_encode(&path, ENCODED);
    match path.strip_prefix("//") {
        Some(_) if windows => format!("file:{encoded}"),
        _ if path.starts_with('/') => format!("file://{encoded}"),
        _ => format!("file:///{encoded}"),
    }
}
