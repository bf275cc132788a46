//! `candor batch`: many forms in, one result for each, every record accounted for.

mod inputs;
mod lines;
mod progress;
mod target;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;
use miette::{IntoDiagnostic, WrapErr};

use super::forms::shown;
use super::status::Ended;
use super::texts::{SummaryLanguage, Texts};
use super::{Context, Status};
use crate::batch::rejects::Rejects;
use crate::batch::{Draw, Job, Output, Remark, Sinks, Tally, run};
use crate::form::Form;
use crate::form::redact::capped;
use crate::form::refusal::nearest;
use crate::intake::error::ticked;
use crate::intake::{Decoder, Format, IntakeError, Source};
use crate::report::csv::Table;
use crate::report::text::{self, Look};
use crate::rulebook::Rulebook;
use crate::screening::Screening;
use crate::screening::summary::Summary;
use crate::ui::Ui;
use lines::LineByLine;
use progress::Progress;
use target::{Folder, Pending, Target};

/// Score a file of exported forms
///
/// Reads CSV, NDJSON and form files (YAML, JSON), also compressed (.gz, .zst), and writes one result for each form, in their
/// order. A record that holds something that cannot be is rejected, with all reasons, and the others are scored.
/// docs/forms.md describes the files.
#[derive(Debug, clap::Args)]
pub struct BatchArgs {
    /// Files of forms, folders of them, or patterns in quotation marks ('2026-*.csv.gz'); - is standard input
    #[arg(value_name = "FORMS", required_unless_present = "lines")]
    forms: Vec<PathBuf>,

    /// Write the results to this file; compressed where its name ends in .gz (.zst is read alone)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write rejected records, and why, to this file; corrected, it can be fed back
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Write a table, or a whole summary a line
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: ResultFormat,

    /// Write the summary of every scored record to a file in this new folder, named by the number of the record
    #[arg(long, value_name = "DIR")]
    summaries: Option<PathBuf>,

    #[command(flatten)]
    language: SummaryLanguage,

    /// Write these columns of the table, in this order (alert.* and score.* are all of a kind)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,

    /// Leave out the headings of the table
    #[arg(long)]
    no_header: bool,

    /// Take this day for forms without `as_of`, instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Refuse headings that the rulebook does not know
    #[arg(long)]
    strict: bool,

    /// Reject a record whose case was scored before; takes 16 bytes of memory and some for each case
    #[arg(long)]
    unique_case: bool,

    /// Score with so many threads, instead of one for each processor; one more writes
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Read the forms as this, whatever they look like
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,

    #[command(flatten)]
    line_by_line: LineByLine,
}

/// What is written for each form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ResultFormat {
    /// A row of a table
    Csv,
    /// A summary as JSON, one a line
    Ndjson,
}

impl BatchArgs {
    /// Scores the forms.
    ///
    /// # Errors
    /// Where a file cannot be read or written, or the arguments do not fit together.
    pub fn run(mut self, context: &Context) -> miette::Result<Status> {
        if self.line_by_line.lines {
            self.agree()?;
            return self.answer_lines(context);
        }
        self.forms = inputs::named(&self.forms)?;
        self.agree()?;
        let Texts { rulebook, ui } = Texts::of(&context.rulebook()?, self.language.chosen(context), context)?;
        let output = self.output(&rulebook, ui)?;
        let progress = Progress::new(context.quiet || self.output.is_none());
        let say = |text: &str| progress.say(text);
        let sources = inputs::open(&self.forms, self.input_format, &rulebook, &progress)?;
        for source in &sources {
            if let Decoder::Table(columns) = &source.layout {
                self.headings(&source.name, &columns.unknown, context.quiet, &say)?;
            }
        }
        let pending = Pending::watched();
        let folder =
            self.summaries.as_deref().map(|path| Folder::open(path, sources.len() > 1, &pending)).transpose()?;
        let mut results = Target::open(self.output.as_deref(), "the results", &pending)?;
        let reject_file = self.rejects.as_deref().map(|path| Target::open(Some(path), "the rejects", &pending));
        let mut reject_file = reject_file.transpose()?;
        let rejects = reject_file.as_mut().map(|file| rejects_of(&sources, file)).transpose()?;
        if let (Output::Csv(table), false) = (&output, self.no_header) {
            results.write_all(&table.headings()).into_diagnostic().wrap_err("cannot write the results")?;
        }
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, NonZeroUsize::get)).build();
        let threads = threads.into_diagnostic().wrap_err("cannot start the threads")?;
        let as_of = self.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
        let draw = |form: &Form| {
            let mut drawn = Vec::new();
            let summary = Summary::of(&Screening::of(&rulebook, form), ui);
            text::write(&summary, ui, Look::default(), &mut drawn).map(|()| drawn)
        };
        let summaries = self.summaries.as_ref().map(|_| &draw as &Draw<'_>);
        let job = Job { rulebook: &rulebook, as_of, output, unique_case: self.unique_case, threads, summaries };
        let mut remark = |remark: Remark<'_>| {
            if !(context.quiet && matches!(remark, Remark::AllZero(_))) {
                let _ = say(&in_words(&rulebook, &remark)); // without a standard error nobody is left to tell
            }
        };
        let mut keep = |source: usize, record: u64, summary: &[u8]| match &folder {
            Some(folder) => folder.keep(source + 1, record, summary),
            None => Ok(()),
        };
        let sinks = Sinks { results: &mut results, rejects, summaries: Some(&mut keep), remark: &mut remark };
        let tally = run(&job, sources, sinks)?;
        progress.finish();
        // the results last: where they have their name, everything else has
        target::finish(reject_file.into_iter().chain([results]), folder, &pending)?;
        if !context.quiet {
            let Tally { read, scored, rejected } = tally;
            let _ = writeln!(io::stderr(), "{read} read = {scored} scored + {rejected} rejected");
        }
        Ok(if tally.rejected > 0 { Status::Rejected } else { Status::Done })
    }

    /// Arguments that do not fit together.
    fn agree(&self) -> miette::Result<()> {
        let refuse = |what: String, advice: &str| Err(Ended::usage(what, advice).into());
        if self.forms.iter().filter(|form| form.as_os_str() == "-").count() > 1 {
            return refuse("`-` stands twice".to_owned(), "standard input is read once");
        }
        if self.format == ResultFormat::Ndjson && (self.no_header || !self.columns.is_empty()) {
            return refuse("`--format ndjson` writes no table".to_owned(), "leave out `--columns` and `--no-header`");
        }
        let to_stdout = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.as_os_str() == "-");
        if to_stdout(&self.rejects) && (self.output.is_none() || to_stdout(&self.output)) {
            return refuse(
                "results and rejects would both go to standard output".to_owned(),
                "name a file for one of them",
            );
        }
        let outputs = [&self.output, &self.rejects].map(Option::as_deref).map(|path| path.filter(|path| *path != "-"));
        for (place, output) in outputs.into_iter().enumerate() {
            let Some(output) = output else { continue };
            let name = shown(output);
            if output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zst")) {
                return refuse(format!("`{name}`: Zstandard is read, and not written"), "call it `.gz`, for gzip");
            }
            let from_stdin = self.forms.iter().any(|form| form.as_os_str() == "-");
            let forms = self.forms.iter().map(PathBuf::as_path);
            let mut others = forms.chain(outputs.into_iter().skip(place + 1).flatten());
            if others.any(|other| target::same(output, other)) || (from_stdin && target::is_stdin(output)) {
                return refuse(
                    format!("`{name}` is named twice"),
                    "write to a file of its own: inputs stay as they are",
                );
            }
        }
        Ok(())
    }

    fn output<'r>(&self, rulebook: &'r Rulebook, ui: &'r Ui) -> miette::Result<Output<'r>> {
        if self.format == ResultFormat::Ndjson {
            return Ok(Output::Ndjson(ui));
        }
        if self.columns.is_empty() {
            return Ok(Output::Csv(Table::of(rulebook)));
        }
        let table = Table::with(rulebook, &self.columns);
        Ok(Output::Csv(table.map_err(|unknown| {
            let names = Table::of(rulebook);
            let near = unknown.first().and_then(|name| nearest(name, names.names()));
            let advice = near.map_or_else(
                || "without `--columns` every column is written".to_owned(),
                |name| format!("did you mean `{name}`?"),
            );
            Ended::usage(format!("no such column: {}", ticked(&unknown)), advice)
        })?))
    }

    /// Says which headings are not known, or refuses them.
    fn headings(
        &self,
        name: &str,
        unknown: &[String],
        quiet: bool,
        say: &impl Fn(&str) -> io::Result<()>,
    ) -> miette::Result<()> {
        if unknown.is_empty() {
            return Ok(());
        }
        if self.strict {
            return Err(IntakeError::Unknown { name: name.to_owned(), headings: unknown.to_vec() }.into());
        }
        if !quiet {
            let headings = capped(unknown).join(", ");
            let _ = say(&format!("unknown headings in `{name}`, left out: {headings}"));
        }
        Ok(())
    }
}

fn rejects_of<'w>(sources: &[Source], file: &'w mut Target) -> miette::Result<Rejects<'w>> {
    let rejects = Rejects::begin(sources, file).into_diagnostic().wrap_err("cannot write the rejects")?;
    rejects.ok_or_else(|| {
        let what = "`--rejects` holds records of one kind: tables with the same headings, or none of them a table";
        Ended::usage(what, "give the files in several runs").into()
    })
}

/// What is said about the run. Never what was written.
fn in_words(rulebook: &Rulebook, remark: &Remark<'_>) -> String {
    match remark {
        Remark::AllZero(question) => {
            let id = &rulebook.questions[*question].id;
            format!(
                "`{id}`: where all of its columns are 0, it is read as unanswered; \"none\" is said by an option of its own"
            )
        }
        Remark::Rejected { name, raw, refusals } => {
            let reasons = capped(refusals).join("; ");
            format!("`{name}`, record {}, line {}: {reasons}", raw.number, raw.line)
        }
    }
}
