//! A text file in memory: its text, spans of it, and the line and column of a byte.
//!
//! Everything downstream speaks in byte spans of this text; only reports turn them into lines and columns.

use std::fmt;
use std::io::Read;
use std::path::Path;

/// A half-open range of bytes in one file, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to but without `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A place in a file as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1. A byte order mark is not a column.
    pub column: usize,
    /// Byte, from 0.
    pub offset: usize,
}

/// Why a file cannot be checked: one sentence without the path, which the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(pub String);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

/// One file: the path as messages show it, the text, and where its lines start.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// A file of that path (as messages show it, with `/`) and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = line_starts(text.as_bytes());
        Self { path: path.into(), text, line_starts }
    }

    /// Reads a file as UTF-8 text.
    ///
    /// # Errors
    /// When it is missing, a folder, not readable, binary, or not UTF-8 (with line and column of the first bad byte).
    pub fn read(path: &Path, shown: impl Into<String>) -> Result<Self, ReadError> {
        read_up_to(path, LARGEST).and_then(|bytes| Self::from_bytes(shown, bytes))
    }

    /// Reads bytes as UTF-8 text.
    ///
    /// # Errors
    /// When they are binary or not UTF-8 (with line and column of the first bad byte).
    pub fn from_bytes(shown: impl Into<String>, bytes: Vec<u8>) -> Result<Self, ReadError> {
        decode(bytes).map(|text| Self::new(shown, text))
    }

    /// The path as messages show it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, a byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty when the span is not one of this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Number of lines, at least 1.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The span of a line (from 1) without its line ending; the empty span at the end when there is no such line.
    pub fn line_span(&self, line: usize) -> Span {
        let end_of_text = self.text.len();
        let Some(&start) = self.line_starts.get(line.wrapping_sub(1)) else {
            return Span::new(end_of_text, end_of_text);
        };
        let next = self.line_starts.get(line).copied().unwrap_or(end_of_text);
        let content = self.text[start..next].trim_end_matches(['\n', '\r']);
        Span::new(start, start + content.len())
    }

    /// The byte at which a line (from 1) starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.wrapping_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The line (from 1) that holds a byte.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Line, column and offset of a byte; a byte inside a character counts as the character's first.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let before = &self.text[self.line_start(line).min(offset)..offset];
        let column = before.chars().filter(|&c| c != '\u{feff}').count() + 1;
        Position { line, column, offset }
    }
}

/// Bytes above which a file is no page, nor anything else that people write.
const LARGEST: u64 = 64 << 20;

/// The bytes of a file that programs write too, so that it may be of any size.
///
/// # Errors
/// When it is missing, not readable, or no file but a folder, a device, or a pipe that nobody may ever write to.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_up_to(path, u64::MAX - 1)
}

/// The text that bytes are; none when they are none.
pub fn text_of(bytes: Vec<u8>) -> Option<String> {
    decode(bytes).ok()
}

/// Whether a file can be read to its end, so that nothing waits for it: no device, no pipe that nobody may ever write to, nothing in which
/// the system shows its state. A folder and what is not there can.
///
/// # Errors
/// One sentence without the path that says what stands in its place.
pub fn can_be_read(path: &Path) -> Result<(), ReadError> {
    std::fs::metadata(path).map_or(Ok(()), |file| ordinary(path, &file))
}

fn ordinary(path: &Path, file: &std::fs::Metadata) -> Result<(), ReadError> {
    not_a_file(path, file).map_or(Ok(()), |kind| Err(ReadError(format!("is {kind}, not a file"))))
}

fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let failed = |error: std::io::Error| ReadError(io_sentence(path, &error));
    let file = std::fs::metadata(path).map_err(failed)?;
    ordinary(path, &file)?;
    let mut bytes = Vec::new();
    if file.len() <= most {
        std::fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(failed)?;
    }
    if file.len().max(bytes.len() as u64) > most {
        return Err(ReadError(format!("is larger than {} MB, which no page is", most >> 20)));
    }
    Ok(bytes)
}

/// What stands in the place of a file and is none; opening it could wait for ever.
#[cfg(unix)]
fn not_a_file(path: &Path, file: &std::fs::Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = file.file_type();
    // What a shell puts in the place of `<(…)` has a writer.
    let is_open = || ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"].iter().any(|place| path.to_string_lossy().starts_with(place));
    match () {
        () if kind.is_fifo() && !is_open() => Some("a pipe"),
        () if kind.is_socket() => Some("a socket"),
        () if kind.is_char_device() || kind.is_block_device() => Some("a device"),
        () if kind.is_file() && is_of_the_system(path) => Some("a view of the system's state"),
        () => None,
    }
}

/// Where the system shows its state in what look like files: they tell no length, some have no end, and some wait for news.
#[cfg(unix)]
const OF_THE_SYSTEM: [&str; 3] = ["/proc", "/sys", "/dev"];

/// The one place among them where people keep files.
#[cfg(unix)]
const SHARED_MEMORY: &str = "/dev/shm";

#[cfg(unix)]
fn is_of_the_system(path: &Path) -> bool {
    let is_there = |real: &Path| OF_THE_SYSTEM.iter().any(|folder| real.starts_with(folder)) && !real.starts_with(SHARED_MEMORY);
    path.canonicalize().is_ok_and(|real| is_there(&real))
}

/// What stands in the place of a file and is none.
#[cfg(not(unix))]
fn not_a_file(_: &Path, _: &std::fs::Metadata) -> Option<&'static str> {
    None
}

/// How a file begins that stands for one that Git LFS keeps elsewhere, today and under its earlier names.
const POINTERS: [&[u8]; 3] =
    [b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/", b"version http://git-media.io/v/"];

/// How large such a file may be, in bytes.
const LARGEST_POINTER: usize = 1024;

/// A byte order mark, which editors put before any text.
const MARK: &[u8] = b"\xef\xbb\xbf";

fn is_pointer(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(MARK).unwrap_or(bytes);
    bytes.len() < LARGEST_POINTER && POINTERS.iter().any(|begin| text.starts_with(begin))
}

fn io_sentence(path: &Path, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    if path.is_dir() {
        return "this is a folder, not a page; give the page itself".to_owned();
    }
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission to read this file is denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    if is_pointer(&bytes) {
        return Err(ReadError("is a Git LFS pointer, not the file itself; `git lfs pull` fetches it".to_owned()));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError("is UTF-16 text; save it as UTF-8".to_owned()));
    }
    if memchr::memchr(0, &bytes[..bytes.len().min(8192)]).is_some() {
        return Err(ReadError("is a binary file, not a page".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let good = SourceFile::new("", String::from_utf8_lossy(good));
        let place = good.position(good.text.len());
        ReadError(format!("is not UTF-8 text (line {}, column {}); save it as UTF-8", place.line, place.column))
    })
}

/// Lines end at `\n`, `\r\n` or a lone `\r`, as CommonMark has it.
fn line_starts(bytes: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if !crlf {
            starts.push(at + 1);
        }
    }
    starts
}
