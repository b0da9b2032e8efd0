//! What happens when the run is told to end: a file that is being written is finished first, so that nothing half written is left.

use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// Held while a file is written.
static WRITING: Mutex<()> = Mutex::new(());

/// Exit status of a run that was interrupted, as shells have it for Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Puts the end off for as long as the guard lives.
pub(super) fn put_off() -> MutexGuard<'static, ()> {
    static SET: Once = Once::new();
    SET.call_once(listen);
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(clippy::disallowed_methods, reason = "an interrupted run has no outcome that could be returned")]
fn end() -> ! {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    std::process::exit(INTERRUPTED)
}

/// Without the listener, an interruption may leave a part file, and nothing worse.
#[cfg(unix)]
fn listen() {
    use signal_hook::consts::{SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ};
    // A file that gets too long is an error of the write, which says so. Writing into a closed pipe is one already.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    let ends = [SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
    if let Ok(mut signals) = signal_hook::iterator::Signals::new(ends) {
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                end();
            }
        });
    }
}

/// Without the listener, an interruption may leave a part file, and nothing worse.
#[cfg(windows)]
fn listen() {
    let _ = ctrlc::set_handler(|| end());
}
