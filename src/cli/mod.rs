//! The command line: arguments in, exit status out. The only code that knows terminals, standard streams and exit codes.

mod args;
mod baseline;
mod check;
mod compare;
mod facts;
mod files;
mod fix;
mod history;
mod init;
mod interruption;
mod lists;
mod lsp;
mod output;
mod part;
mod progress;
mod relative;
mod report;
mod reports;
mod selftest;
mod settings;
mod uncommitted;
mod watch;
mod why;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// Why a command could not do its work: a sentence, or several lines that are already laid out.
#[derive(Debug)]
pub(crate) struct Stop(String);

impl Stop {
    fn new(message: impl Into<String>) -> Self {
        Stop(message.into())
    }
}

/// Parses the arguments of the process, runs the command, and says how it ended: 0 nothing at or above the fail level, 1 findings, 2 could not check.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(Stop(message)) => {
            output::error(&message);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<u8, Stop> {
    match command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Baseline(arguments) => baseline::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Rules => lists::rules(),
        Command::Explain { rule } => lists::explain(&rule),
        Command::Locales { verbose } => lists::locales(verbose),
        Command::Facts(arguments) => facts::run(&arguments),
        Command::Why(arguments) => why::run(&arguments),
        Command::Selftest(arguments) => selftest::run(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Completions { shell } => completions(shell),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "driftlint", &mut script);
    output::print(&script)
}
