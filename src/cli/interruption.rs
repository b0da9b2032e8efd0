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

/// Listens to every signal that would end the run and can be waited for. `SIGKILL` and `SIGSTOP` no program can catch. `SIGILL`, `SIGFPE`,
/// `SIGSEGV` and `SIGBUS` mean that the program itself is at fault: to go on after one would run into the same fault again, so that
/// nobody listens to them. Without the listener, an interruption may leave a part file, and nothing worse.
#[cfg(unix)]
fn listen() {
    use signal_hook::consts::SIGXFSZ;
    // A file that gets too long is an error of the write, which says so. Writing into a closed pipe is one already.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([0; 0]) {
        for signal in ends() {
            // One that this system does not have is never sent.
            let _ = signals.add_signal(signal);
        }
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                end();
            }
        });
    }
}

/// The signals whose usual effect is the end of the run.
#[cfg(unix)]
fn ends() -> Vec<i32> {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    let common = [SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
    [&common[..], &more_ends()].concat()
}

/// Those that only Linux has, or that end a run only there.
#[cfg(target_os = "linux")]
fn more_ends() -> Vec<i32> {
    let mut ends = vec![libc::SIGIO, libc::SIGPWR];
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    ends.push(libc::SIGSTKFLT);
    ends.extend(libc::SIGRTMIN()..=libc::SIGRTMAX());
    ends
}

#[cfg(all(unix, not(target_os = "linux")))]
fn more_ends() -> Vec<i32> {
    Vec::new()
}

/// Without the listener, an interruption may leave a part file, and nothing worse.
#[cfg(windows)]
fn listen() {
    let _ = ctrlc::set_handler(|| end());
}
