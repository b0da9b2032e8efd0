//! How time grows with the page, for pages of one shape each: against itself, and against a page in which every digit is another one.
//!
//! `cargo bench --bench growth` prints the seconds for pages of 128 kB to 1 MB and the factors between them; words behind it (`-- table dates`)
//! choose shapes. What takes longer than `DRIFTLINT_BENCH_SECONDS` (20 if not given) is not doubled any further. A factor of 2 is linear.

#![allow(clippy::print_stdout)]

mod shapes;

use std::time::Instant;

use shapes::{SHAPES, Shape, check, with_other_digits};

const SIZES: [usize; 4] = [128 << 10, 256 << 10, 512 << 10, 1 << 20];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let limit = std::env::var("DRIFTLINT_BENCH_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(20.0);
    println!("{:14} {:6} {:>8} {:>8} {:>8} {:>8}   factors", "shape", "mode", "128 kB", "256 kB", "512 kB", "1 MB");
    for shape in SHAPES.iter().filter(|shape| wanted.is_empty() || wanted.iter().any(|name| name == shape.name)) {
        for (mode, other) in [("same", false), ("digits", true)] {
            print(shape, mode, &times(shape, other, limit));
        }
    }
}

fn print(shape: &Shape, mode: &str, times: &[f64]) {
    let shown = |at: usize| times.get(at).map_or("-".to_owned(), |time| format!("{time:.2}"));
    let factors: Vec<String> = times.windows(2).map(|pair| format!("{:.1}", pair[1] / pair[0])).collect();
    println!("{:14} {mode:6} {:>8} {:>8} {:>8} {:>8}   {}", shape.name, shown(0), shown(1), shown(2), shown(3), factors.join(" "));
}

/// Seconds for pages of all sizes, as far as they are taken.
fn times(shape: &Shape, other: bool, limit: f64) -> Vec<f64> {
    let mut times: Vec<f64> = Vec::new();
    for size in SIZES {
        if times.last().is_some_and(|last| *last > limit) {
            break;
        }
        let reference = shape.page(size);
        let translation = if other { with_other_digits(&reference) } else { reference.clone() };
        times.push(seconds(&reference, &translation));
    }
    times
}

/// Processor time of this thread where the system tells it, else the time of the clock.
fn now(started: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next().and_then(|first| first.parse::<f64>().ok()));
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn seconds(reference: &str, translation: &str) -> f64 {
    let started = Instant::now();
    let before = now(started);
    std::hint::black_box(check(reference, translation));
    now(started) - before
}
