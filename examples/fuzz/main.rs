//! Fuzzing on stable Rust: runs the targets on generated and mutated pages, so many times each, and says what did not hold.
//!
//! `cargo run --profile fuzz --example fuzz -- [--seed N] [--pages FOLDER]… [--keep FOLDER] [--only SEED] [--input FILE] TARGET=COUNT…`
//!
//! The same seed and pages give the same inputs. `fuzz/README.md` says more.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example has nobody else to tell")]

mod harness;

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use harness::choices::{Choices, mixed};
use harness::{Setting, TARGETS, Target};

/// How often it is said how far the run is.
const INTERVAL: Duration = Duration::from_secs(30);

/// An input that costs more is noted: pages are short, so that some shape costs more than it should.
const SLOW: Duration = Duration::from_secs(2);

/// An input that takes longer than this will not end.
const HANGS: u64 = 300;

/// Inputs that are kept of one fault.
const MOST_KEPT: usize = 3;

const USAGE: &str = "usage: fuzz [--seed N] [--pages FOLDER]… [--keep FOLDER] [--only SEED] [--input FILE] TARGET=COUNT…";

/// What the command line asks for.
struct Wanted {
    seed: u64,
    pages: Vec<PathBuf>,
    keep: PathBuf,
    only: Option<u64>,
    /// What libFuzzer has kept of an input.
    input: Option<Vec<u8>>,
    targets: Vec<(Target, u64)>,
}

fn main() -> ExitCode {
    let wanted = match wanted(std::env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(reason) => {
            eprintln!("{reason}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let setting = Setting::new(&wanted.pages);
    println!("seed {}, {} pages to mutate", wanted.seed, setting.pages());
    let mut run = Run { faults: BTreeMap::new(), slow: 0, keep: wanted.keep };
    watch();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
        *FAULT.lock().unwrap_or_else(PoisonError::into_inner) = (place, info.to_string());
    }));
    for (target, count) in &wanted.targets {
        match (&wanted.input, wanted.only) {
            (Some(bytes), _) => run.once(*target, 0, &mut Choices::of_bytes(bytes), &setting),
            (None, Some(seed)) => run.once(*target, seed, &mut Choices::of_seed(seed), &setting),
            (None, None) => run.target(*target, *count, wanted.seed, &setting),
        }
    }
    let faults: u64 = run.faults.values().map(|fault| fault.count).sum();
    println!("{faults} faults of {} kinds, {} slow inputs", run.faults.len(), run.slow);
    ExitCode::from(u8::from(faults > 0 || run.slow > 0))
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted =
        Wanted { seed: 1, pages: Vec::new(), keep: PathBuf::from("target/fuzz-faults"), only: None, input: None, targets: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        match argument.as_str() {
            "--seed" => wanted.seed = number(value()?)?,
            "--only" => wanted.only = Some(number(value()?)?),
            "--input" => wanted.input = Some(std::fs::read(value()?).map_err(|error| error.to_string())?),
            "--keep" => wanted.keep = PathBuf::from(value()?),
            "--pages" => wanted.pages.push(PathBuf::from(value()?)),
            _ => {
                let (name, count) = argument.split_once('=').ok_or_else(|| format!("{argument} is not TARGET=COUNT"))?;
                let names = || TARGETS.map(|target| target.name).join(", ");
                let target = Target::named(name).ok_or_else(|| format!("there is no target {name}, but {}", names()))?;
                wanted.targets.push((target, number(count.to_owned())?));
            }
        }
    }
    if wanted.targets.is_empty() { Err("no target is named".to_owned()) } else { Ok(wanted) }
}

/// Where the last panic was, and what it said.
static FAULT: Mutex<(String, String)> = Mutex::new((String::new(), String::new()));

/// When the input that runs was started, in seconds from the start of the program.
static STARTED: AtomicU64 = AtomicU64::new(0);

/// Ends the program with the input that does not come to an end.
fn watch() {
    let start = Instant::now();
    std::thread::spawn(move || {
        let mut last = (0, 0);
        loop {
            wait();
            let current = STARTED.load(Ordering::Relaxed);
            last = if current == last.0 { last } else { (current, start.elapsed().as_secs()) };
            if current != 0 && start.elapsed().as_secs() - last.1 > HANGS {
                println!("an input does not come to an end; run it with --only {current}");
                end();
            }
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "it looks at the clock, and no input depends on it")]
fn wait() {
    std::thread::sleep(Duration::from_secs(10));
}

#[expect(clippy::disallowed_methods, reason = "the thread that hangs cannot be told to end")]
fn end() -> ! {
    std::process::exit(1)
}

/// How long this thread has had a processor, where the system tells; else the clock.
fn worked() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = told.and_then(|told| told.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    own.unwrap_or_else(|| START.elapsed())
}

/// What failed so far.
struct Run {
    /// By the place of the panic.
    faults: BTreeMap<String, Fault>,
    slow: u64,
    keep: PathBuf,
}

#[derive(Default)]
struct Fault {
    count: u64,
    kept: usize,
}

impl Run {
    /// Runs a target on inputs of seeds that follow from one.
    fn target(&mut self, target: Target, count: u64, seed: u64, setting: &Setting) {
        let (start, mut told) = (Instant::now(), Instant::now());
        let own = target.name.bytes().fold(mixed(seed), |seed, byte| mixed(seed ^ u64::from(byte)));
        for done in 0..count {
            let seed = mixed(own.wrapping_add(done));
            self.once(target, seed, &mut Choices::of_seed(seed), setting);
            if told.elapsed() > INTERVAL {
                told = Instant::now();
                self.tell(target, (done + 1, count), start);
            }
        }
        self.tell(target, (count, count), start);
    }

    fn tell(&self, target: Target, (done, count): (u64, u64), start: Instant) {
        let seconds = start.elapsed().as_secs().max(1);
        let (faults, per_second) = (self.faults.values().map(|fault| fault.count).sum::<u64>(), done / seconds);
        println!("{}: {done} of {count} in {seconds} s ({per_second} a second); {faults} faults, {} slow", target.name, self.slow);
    }

    fn once(&mut self, target: Target, seed: u64, choices: &mut Choices<'_>, setting: &Setting) {
        STARTED.store(seed, Ordering::Relaxed);
        let start = worked();
        let ended = panic::catch_unwind(AssertUnwindSafe(|| target.run(choices, setting)));
        let took = worked().saturating_sub(start);
        if ended.is_err() {
            let (place, message) = FAULT.lock().unwrap_or_else(PoisonError::into_inner).clone();
            self.fault(target, seed, &place, &message);
        }
        if took > SLOW {
            self.slow += 1;
            let message = format!("took {took:?}");
            println!("{} --only {seed}: {message}", target.name);
            self.write(target, seed, &message);
        }
    }

    fn fault(&mut self, target: Target, seed: u64, place: &str, message: &str) {
        let fault = self.faults.entry(place.to_owned()).or_default();
        fault.count += 1;
        if fault.kept < MOST_KEPT {
            fault.kept += 1;
            println!("{} --only {seed}: {message}", target.name);
            self.write(target, seed, message);
        }
    }

    /// Keeps the files of an input with what is wrong with it.
    fn write(&self, target: Target, seed: u64, message: &str) {
        let folder = self.keep.join(format!("{}-{seed}", target.name));
        let files = harness::input().into_iter().chain([("message.txt".to_owned(), message.to_owned())]);
        let written = std::fs::create_dir_all(&folder).and_then(|()| files.into_iter().try_for_each(|file| write(&folder, file)));
        if let Err(error) = written {
            eprintln!("{}: {error}", folder.display());
        }
    }
}

fn write(folder: &Path, (name, text): (String, String)) -> std::io::Result<()> {
    std::fs::write(folder.join(name), text)
}
