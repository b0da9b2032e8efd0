//! What a running git says, waited for only so long: a pipe or a device in the place of one of its files would hold it for ever.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// How long git may say nothing, in seconds, where the environment says nothing else.
const PATIENCE: u64 = 120;

/// The variable of the environment that says it.
const VARIABLE: &str = "DRIFTLINT_GIT_TIMEOUT";

/// Bytes that are read at once, and how many such pieces wait to be looked at.
const PIECE: usize = 1 << 16;
const MOST_WAITING: usize = 4;

/// A running git, and what it prints.
pub(super) struct Answers {
    top: PathBuf,
    child: Child,
    pieces: Receiver<Vec<u8>>,
    piece: Vec<u8>,
    /// How much of the piece is read.
    at: usize,
}

impl Answers {
    /// Starts a call for the working tree at `top`.
    ///
    /// # Errors
    /// When the program cannot be run; of the kind `TimedOut`, when it was waited for in vain before.
    pub(super) fn start(top: &Path, mut command: Command) -> io::Result<Answers> {
        if is_silent(top) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let (sender, pieces) = sync_channel(MOST_WAITING);
        if let Some(printed) = child.stdout.take() {
            std::thread::spawn(move || pass_on(printed, &sender));
        }
        Ok(Answers { top: top.to_owned(), child, pieces, piece: Vec::new(), at: 0 })
    }

    /// Where questions are written.
    pub(super) fn questions(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// What it complains of.
    pub(super) fn complaints(&mut self) -> Option<ChildStderr> {
        self.child.stderr.take()
    }

    /// Whether it succeeded; to be asked when everything is read.
    pub(super) fn ended_well(mut self) -> bool {
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Read for Answers {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            match self.pieces.recv_timeout(patience()) {
                Ok(piece) => (self.piece, self.at) = (piece, 0),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => {
                    silent().insert(self.top.clone());
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
        }
        let read = (&self.piece[self.at..]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Ends when git does, or when nobody listens any more.
fn pass_on(mut printed: impl Read, sender: &SyncSender<Vec<u8>>) {
    let mut piece = vec![0; PIECE];
    loop {
        match printed.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(read) if read > 0 && sender.send(piece[..read].to_vec()).is_ok() => {}
            _ => return,
        }
    }
}

fn patience() -> Duration {
    static SET: OnceLock<Duration> = OnceLock::new();
    let set = || std::env::var(VARIABLE).ok().and_then(|seconds| seconds.parse().ok()).filter(|&seconds| seconds > 0);
    *SET.get_or_init(|| Duration::from_secs(set().unwrap_or(PATIENCE)))
}

/// Working trees in which git was waited for in vain. It is not asked again there: each question would take as long.
fn silent() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    static SILENT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    SILENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether git was waited for in vain in a working tree.
pub(super) fn is_silent(top: &Path) -> bool {
    silent().contains(top)
}

/// One clause that says so.
pub(super) fn silence() -> String {
    format!(
        "git said nothing for {} seconds and is not asked again; a pipe may stand in the place of one of its files ({VARIABLE}=SECONDS lets \
         it take longer)",
        patience().as_secs()
    )
}
