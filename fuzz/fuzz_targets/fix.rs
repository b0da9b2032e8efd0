#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| driftlint_fuzz::run("fix", bytes));
