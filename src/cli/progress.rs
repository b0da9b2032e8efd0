//! Shows on a terminal how far a long run is. Nothing is shown of a short one, and nothing is left of it at the end.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::findings::progress::Progress;

/// A run that is shorter needs no bar.
const PATIENCE: Duration = Duration::from_secs(2);

/// Between two looks at the counts.
const BEAT: Duration = Duration::from_millis(100);

/// Without colours, so that it is the same with `NO_COLOR`.
const LOOK: &str = "checking [{bar:30}] {pos} of {len} pages";

/// A bar that is there until it is dropped.
pub(super) struct Bar {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Of a run; none where standard error is no terminal that can take lines back, or nothing but findings is wanted.
    pub(super) fn of(progress: &Progress, is_quiet: bool) -> Option<Bar> {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if is_quiet || is_dumb || !io::stderr().is_terminal() {
            return None;
        }
        let (end, ended) = mpsc::channel();
        let progress = progress.clone();
        let thread = std::thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(ProgressStyle::with_template(LOOK).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let (done, expected) = progress.counts();
                bar.set_length(expected as u64);
                bar.set_position(done as u64);
            }
            bar.finish_and_clear();
        });
        Some(Bar { end: Some(end), thread: Some(thread) })
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // A bar that failed is nobody's loss.
            let _ = thread.join();
        }
    }
}
