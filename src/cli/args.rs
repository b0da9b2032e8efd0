//! The arguments: names that users and scripts rely on.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::findings::part::Shard;
use crate::locale::Tag;
use crate::report::Format;
use crate::report::site::Form;
use crate::rules::RULES;
use crate::rules::drift::{Confidence, Severity};

use super::reports::ReportFile;

/// Finds where a translation no longer states what its reference states.
#[derive(Debug, Parser)]
#[command(name = "driftlint", version, long_version = env!("DRIFTLINT_LONG_VERSION"), about, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The id of a rule. Those that driftlint knows are offered for completion; a configuration may bring others, so that whether there is
/// such a rule is told once it is read.
#[derive(Clone)]
struct RuleId;

impl TypedValueParser for RuleId {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(RULES.iter().map(|rule| PossibleValue::new(rule.id.as_str()))))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find the pages under the current folder (or PATH) and compare every translation with its reference
    Check(CheckArgs),
    /// Compare these files, whatever they are called
    Compare(CompareArgs),
    /// Write a report on all pages in all locales, for those who plan the work
    Report(ReportArgs),
    /// Fix what is safe to fix in the translations under the current folder (or PATH)
    Fix(FixArgs),
    /// Record the findings of today, so that only new ones fail
    Baseline(BaselineArgs),
    /// Look at the tree and write a driftlint.toml that fits it
    Init(InitArgs),
    /// List the rules
    Rules,
    /// Print a rule's page
    Explain {
        /// The rule's id
        #[arg(value_parser = RuleId, hide_possible_values = true)]
        rule: String,
    },
    /// List the locale packs and what each can read
    Locales {
        /// Say how many words each pack has for each kind of fact, and for which it has none
        #[arg(short, long)]
        verbose: bool,
    },
    /// Print the facts that are read in one file, to see why something was or was not found
    Facts(FactsArgs),
    /// Explain one line of a page: how it was aligned, what was read on both sides, and why something is said or not
    Why(WhyArgs),
    /// Plant one change at a time in the pages, in memory, and print what share of them is reported
    Selftest(SelftestArgs),
    /// Serve an editor: a language server on standard input and output
    Lsp(LspArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Folders or pages to check; everything under the current folder when none is given
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Check only this part of the pages, such as 3/8, for `report --merge`; a page is in the same part whatever pages there are
    #[arg(long, value_name = "N/M", value_parser = Shard::parse, conflicts_with_all = ["since", "staged", "relative_to", "watch"])]
    pub(super) shard: Option<Shard>,
    /// Check again whenever a page or the configuration changes, until it is stopped with Ctrl-C
    #[arg(long, conflicts_with_all = ["output", "report", "since", "staged"])]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Folders or pages to report on; everything under the current folder when none is given
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Put the parts of a run together that `check --shard N/M --format json` made, instead of checking
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "baseline", "select", "ignore", "locales", "min_confidence", "config", "allow_outside", "threads"])]
    pub(super) merge: Vec<PathBuf>,
    /// How the report is written; more than one is written with one run
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "html", value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)))]
    pub(super) format: Vec<String>,
    /// Write the report to a file instead of standard output [default: driftlint-report.html here for html]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The findings that are no news; the driftlint-baseline.txt beside the configuration is taken, if there is one
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Where lines are shown on the web: an address with {path} and {line}, or `github:owner/repository@main` (also `gitlab:`, `azure:`);
    /// for the files of one folder, `FOLDER=TEMPLATE`; may be given several times
    #[arg(long, value_name = "TEMPLATE")]
    pub(super) link_template: Vec<String>,
    /// Add this run to a file with a line a run, and show what changed since the one before
    #[arg(long, value_name = "FILE")]
    pub(super) history: Option<PathBuf>,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Say nothing of what was written
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Folders or pages to record; what the baseline has of others is kept
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The baseline [default: driftlint-baseline.txt beside the configuration, else here]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Only take out the findings that are fixed; add none
    #[arg(long, conflicts_with = "paths")]
    pub(super) prune: bool,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Say nothing of what was recorded
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The reference; with --embedded, the page that carries its English inside
    #[arg(value_name = "REFERENCE")]
    pub(super) reference: PathBuf,
    /// Its translations
    #[arg(value_name = "TRANSLATION", required_unless_present = "embedded")]
    pub(super) translations: Vec<PathBuf>,
    /// Compare each segment of a side-by-side page with the English beside it
    #[arg(long, conflicts_with = "translations")]
    pub(super) embedded: bool,
    /// The locale of the translations, when front matter and path do not say it or say it wrong
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub(super) locale: Option<Tag>,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct FixArgs {
    /// Folders or pages to fix; everything under the current folder when none is given
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Only show what would change, as a unified diff, and end with 1 when there is something
    #[arg(long)]
    pub(super) diff: bool,
    /// Also apply fixes that a person should read
    #[arg(long = "unsafe")]
    pub(super) all: bool,
    /// Also write files that are not committed as they are, or are in no Git repository
    #[arg(long)]
    pub(super) allow_dirty: bool,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Say nothing but the diff, and what could not be fixed
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to look at and to write driftlint.toml into
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) path: PathBuf,
    /// Replace a driftlint.toml that is there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// The page
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Its locale, when front matter and path do not say it or say it wrong
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub(super) locale: Option<Tag>,
    /// The configuration, instead of the driftlint.toml in the current folder or above it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Also show weak readings and the numbers that belong to no fact
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct SelftestArgs {
    /// Folders or pages to plant in; everything under the current folder when none is given
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Translations of each locale to plant in, at most
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) pages: u16,
    /// Another number takes other pages and other places
    #[arg(long, value_name = "N", default_value = "1")]
    pub(super) seed: u64,
    /// Write every change and what was said of it as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// List every change that was not reported, and everything else that was said
    #[arg(short, long)]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Show no progress
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// A line of a translation, or of a reference, such as docs/de/hours.md:33
    #[arg(value_name = "FILE:LINE", value_parser = file_line)]
    pub(super) place: (PathBuf, usize),
    #[command(flatten)]
    pub(super) run: RunOptions,
}

#[derive(Debug, Args)]
pub(super) struct LspArgs {
    /// The configuration, instead of the driftlint.toml of each folder that the editor works in
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Let configurations name folders outside of their repository and of those beside it
    #[arg(long)]
    pub(super) allow_outside: bool,
    /// What some editors say to every server; there is no other way
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
}

/// What every command takes that compares pages.
#[derive(Debug, Args)]
pub(super) struct RunOptions {
    /// Only these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = RuleId, hide_possible_values = true)]
    pub(super) select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = RuleId, hide_possible_values = true)]
    pub(super) ignore: Vec<String>,
    /// Only these locales; `de` takes in `de-AT`
    #[arg(long, value_name = "TAG,…", value_delimiter = ',', value_parser = tag)]
    pub(super) locales: Vec<Tag>,
    /// Leave out findings that are less sure
    #[arg(long, value_name = "CONFIDENCE", default_value = "likely")]
    pub(super) min_confidence: MinConfidence,
    /// The configuration, instead of the driftlint.toml in the current folder or above it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Let the configuration name folders outside of its repository and of those beside it
    #[arg(long)]
    pub(super) allow_outside: bool,
    /// When to write in colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct Options {
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = PossibleValuesParser::new(Format::NAMES))]
    pub(super) format: String,
    /// Write the findings to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Also write the findings to this file, in this format; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = ReportFile::parse)]
    pub(super) report: Vec<ReportFile>,
    /// Write paths in reports relative to this folder instead of the current one
    #[arg(long, value_name = "FOLDER")]
    pub(super) relative_to: Option<PathBuf>,
    /// Print every finding; the human format shows what matters first of many
    #[arg(long)]
    pub(super) all: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub(super) fail_on: FailOn,
    /// The findings that are no news; `check` takes the driftlint-baseline.txt beside the configuration, if there is one
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Only what changed since this revision brought, on the pages that it touches
    #[arg(long, value_name = "REV", conflicts_with = "staged")]
    pub(super) since: Option<String>,
    /// Only what the staged changes bring, as they are staged: for a pre-commit hook
    #[arg(long)]
    pub(super) staged: bool,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Say nothing but the findings
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: confidence, counts by rule
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum MinConfidence {
    Certain,
    Likely,
    Possible,
}

impl From<MinConfidence> for Confidence {
    fn from(value: MinConfidence) -> Self {
        match value {
            MinConfidence::Certain => Confidence::Certain,
            MinConfidence::Likely => Confidence::Likely,
            MinConfidence::Possible => Confidence::Possible,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// A trailing column is what editors and the short format write; it is not needed.
fn file_line(text: &str) -> Result<(PathBuf, usize), String> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|&number| number > 0);
    let split = |text: &'_ str| text.rsplit_once(':').and_then(|(head, tail)| Some((head.to_owned(), number(tail)?)));
    let (head, last) = split(text).ok_or("not FILE:LINE, such as docs/de/hours.md:33")?;
    let (path, line) = split(&head).unwrap_or((head, last));
    Ok((PathBuf::from(path), line))
}

fn tag(text: &str) -> Result<Tag, String> {
    Tag::parse(text).ok_or_else(|| "not a BCP 47 tag, such as `de`, `pt-BR` or `zh-Hans`".to_owned())
}
