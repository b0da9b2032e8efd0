//! The contents of a repository, by one `git cat-file --batch` for all questions.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, Stdio};

use super::answers::Answers;
use super::command::git;

/// Bytes above which an object is no page.
const LARGEST: u64 = 64 << 20;

/// A running `git cat-file`.
pub(super) struct Objects {
    questions: ChildStdin,
    answers: BufReader<Answers>,
}

/// An object: its id, its type (`blob`, `commit`), and its bytes.
pub(super) struct Object {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

impl Objects {
    pub(super) fn open(top: &Path) -> Option<Objects> {
        let mut command = git(top);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        let mut answers = Answers::start(top, command).ok()?;
        Some(Objects { questions: answers.questions()?, answers: BufReader::new(answers) })
    }

    /// The object of a name (`<commit>:<path>`, `<id>`); `Ok(None)` when there is none.
    ///
    /// # Errors
    /// When git no longer answers; then it never will again.
    pub(super) fn get(&mut self, name: &str) -> std::io::Result<Option<Object>> {
        // A name of two lines would be two questions.
        if name.contains(['\n', '\r', '\0']) {
            return Ok(None);
        }
        self.questions.write_all(format!("{name}\n").as_bytes())?;
        self.questions.flush()?;
        let mut header = Vec::new();
        self.answers.read_until(b'\n', &mut header)?;
        if header.last() != Some(&b'\n') {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let Some((id, kind, size)) = fields(&header) else { return Ok(None) };
        if size > LARGEST {
            std::io::copy(&mut (&mut self.answers).take(size + 1), &mut std::io::sink())?;
            return Ok(None);
        }
        let mut bytes = vec![0; size as usize + 1];
        self.answers.read_exact(&mut bytes)?;
        bytes.pop();
        Ok(Some(Object { id, kind, bytes }))
    }
}

/// `<id> <type> <size>`; whatever else git says (`missing`, `ambiguous`) names no object.
fn fields(header: &[u8]) -> Option<(String, String, u64)> {
    let header = std::str::from_utf8(header).ok()?.trim_end();
    let mut parts = header.split(' ');
    let (id, kind, size) = (parts.next()?, parts.next()?, parts.next()?);
    let known = super::commit::is_id(id) && matches!(kind, "blob" | "commit" | "tree" | "tag") && parts.next().is_none();
    known.then_some(())?;
    Some((id.to_owned(), kind.to_owned(), size.parse().ok()?))
}
