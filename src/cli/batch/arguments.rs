//! The arguments of `candor batch`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::texts::SummaryLanguage;
use crate::intake::Format;

/// Score a file of exported forms
///
/// Reads CSV, NDJSON and form files (YAML, JSON), also compressed (.gz, .zst), and writes one result for each form, in their
/// order. A record that holds something that cannot be is rejected, with all reasons, and the others are scored.
/// docs/forms.md describes the files.
#[derive(Debug, clap::Args)]
pub(crate) struct BatchArgs {
    /// Files of forms, folders of them, or patterns in quotation marks ('2026-*.csv.gz'); - is standard input
    #[arg(value_name = "FORMS", required_unless_present = "lines")]
    pub(super) forms: Vec<PathBuf>,

    /// Write the results to this file; compressed where its name ends in .gz (.zst is read alone)
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Write rejected records, and why, to this file; corrected, it can be fed back
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,

    /// Write a table, or a whole summary a line
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(super) format: ResultFormat,

    /// Write the summary of every scored record to a file in this new folder, named by the number of the record
    #[arg(long, value_name = "DIR")]
    pub(super) summaries: Option<PathBuf>,

    #[command(flatten)]
    pub(super) language: SummaryLanguage,

    /// Write these columns of the table, in this order (alert.* and score.* are all of a kind)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) columns: Vec<String>,

    /// Leave out the headings of the table
    #[arg(long)]
    pub(super) no_header: bool,

    /// Take this day for forms without `as_of`, instead of today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,

    /// Refuse headings that the rulebook does not know
    #[arg(long)]
    pub(super) strict: bool,

    /// Reject a record whose case was scored before; takes 16 bytes of memory and some for each case
    #[arg(long)]
    pub(super) unique_case: bool,

    /// Score with so many threads, instead of one for each processor; one more writes
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,

    /// Read the forms as this, whatever they look like
    #[arg(long, value_name = "FORMAT")]
    pub(super) input_format: Option<Format>,

    #[command(flatten)]
    pub(super) line_by_line: LineByLine,
}

/// What is written for each form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ResultFormat {
    /// A row of a table
    Csv,
    /// A summary as JSON, one a line
    Ndjson,
}

/// Forms that come line by line.
#[derive(Debug, clap::Args)]
pub(super) struct LineByLine {
    /// Answer every line of standard input with exactly one line, at once and in order; rejects stand among them
    #[arg(long, conflicts_with_all = ["output", "rejects", "summaries", "unique_case"])]
    pub(super) lines: bool,

    /// Take these as the headings of lines that hold none, written as they stand in the first line of the whole file
    #[arg(long, value_name = "HEADINGS", requires = "lines")]
    pub(super) input_columns: Option<String>,
}
