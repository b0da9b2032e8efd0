//! The `driftlint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    driftlint::cli::main()
}
