//! What the targets of cargo-fuzz share: the generator and the properties of `examples/fuzz`, driven by the bytes of the fuzzer.

#[path = "../../examples/fuzz/harness/mod.rs"]
#[expect(dead_code, reason = "the seeded loop uses the rest")]
mod harness;

use std::sync::OnceLock;

use harness::choices::Choices;
use harness::{Setting, Target};

/// Runs a target on the input that the fuzzer's bytes choose.
///
/// # Panics
/// When a property does not hold; the files of the input are printed first.
pub fn run(target: &str, bytes: &[u8]) {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    let setting = SETTING.get_or_init(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            for (name, text) in harness::input() {
                eprintln!("--- {name}\n{text}");
            }
            before(info);
        }));
        Setting::new(&[])
    });
    let target = Target::named(target).expect("a target of the harness");
    target.run(&mut Choices::of_bytes(bytes), setting);
}
