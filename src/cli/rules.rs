//! `candor rules`: for those who write rulebooks.

pub mod show;
pub mod test;

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, IntoDiagnostic, LabeledSpan, SourceCode, WrapErr};
use serde_json::{Value, json};

use super::{Context, RulesArg, Status};
use crate::check::sentences::{LongSentence, long_sentences};
use crate::rulebook::Rulebook;
use crate::rulebook::error::{Listing, RulebookError, RulebookErrors, Shown};
use crate::text::{Lines, SourceText, visible};

/// How many errors are drawn with the text around them; those beyond have a line each.
const DRAWN: usize = 200;
/// How many errors of a file are printed at most; those beyond are counted.
const PRINTED: usize = 1000;
/// The widest report, in columns.
const WIDEST: usize = 100;
/// Columns before the text of a line.
const GUTTER: usize = 8;

/// Check, test and read rulebooks
#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, clap::Subcommand)]
enum RulesCommand {
    Check(CheckArgs),
    Test(test::TestArgs),
    Show(show::ShowArgs),
}

impl RulesArgs {
    /// Runs the command.
    ///
    /// # Errors
    /// Where a rulebook cannot be read, or the report cannot be written.
    pub fn run(self, context: &Context) -> miette::Result<Status> {
        match self.command {
            RulesCommand::Check(arguments) => arguments.run(context),
            RulesCommand::Test(arguments) => arguments.run(context),
            RulesCommand::Show(arguments) => arguments.run(context),
        }
    }
}

/// Check that a rulebook can be used, and say all that is wrong with it
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Rulebooks to check; without any, the one of `--rules`, or the built-in one
    #[arg(value_name = "RULES")]
    rulebooks: Vec<PathBuf>,

    /// How to print what is wrong: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl CheckArgs {
    fn run(self, context: &Context) -> miette::Result<Status> {
        let named = self.rulebooks.into_iter().map(|path| RulesArg { rules: Some(path) });
        let mut rulebooks: Vec<RulesArg> = named.collect();
        if rulebooks.is_empty() {
            rulebooks.push(context.rules.clone());
        }
        let sources = rulebooks.iter().map(RulesArg::source).collect::<miette::Result<Vec<SourceText>>>()?;
        let read: Vec<Checked> =
            sources.into_iter().map(|source| Checked { read: Rulebook::read(&source), source }).collect();
        let mut out = io::stdout().lock();
        match self.format {
            Format::Text => text(&read, context, &mut out),
            Format::Json => json(&read, &mut out),
        }
        .and_then(|()| out.flush())
        .into_diagnostic()
        .wrap_err("cannot write the report")?;
        Ok(if read.iter().any(|checked| checked.read.is_err()) { Status::Rulebook } else { Status::Done })
    }
}

/// A rulebook, or all that is wrong with it.
struct Checked {
    source: SourceText,
    read: Result<Rulebook, RulebookErrors>,
}

/// Each error with the text around it, under a line that editors can jump to.
fn text(read: &[Checked], context: &Context, out: &mut impl Write) -> io::Result<()> {
    let theme = if context.color_out { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let width = context.width.min(WIDEST);
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false).with_context_lines(1);
    for Checked { source, read } in read {
        let name = visible(&source.name);
        match read {
            Ok(rulebook) => {
                let lines = Lines::of(&source.text);
                for LongSentence { of, key, words, at } in long_sentences(rulebook) {
                    let (line, column) = lines.line_and_column(at.start);
                    writeln!(out, "{name}:{line}:{column}: note: a sentence of `{of}`, `{key}`, has {words} words")?;
                }
                writeln!(out, "{name}: {}", good(rulebook))?;
            }
            Err(errors) => {
                let lines = Lines::of(&source.text);
                let listing = errors.listing().with_width(width.saturating_sub(GUTTER));
                for (number, error) in errors.errors().iter().take(PRINTED).enumerate() {
                    let (line, column) = lines.line_and_column(error.at().start);
                    let place = format!("{name}:{line}:{column}");
                    let (code, error) = (error.code_name(), Shown(error.clone()));
                    if number < DRAWN {
                        let mut picture = String::new();
                        let drawn = Drawn { error: &error, source: &listing };
                        handler.render_report(&mut picture, &drawn).map_err(io::Error::other)?;
                        writeln!(out, "{place}: {code}\n{picture}")?;
                    } else {
                        writeln!(out, "{place}: {code}: {error}")?;
                    }
                }
                let more = errors.errors().len().saturating_sub(PRINTED);
                if more > 0 {
                    writeln!(out, "{name}: and {more} more; `--format json` lists all")?;
                }
                writeln!(out, "{name}: {}", count(errors.errors().len(), "error", "errors"))?;
            }
        }
    }
    Ok(())
}

/// "no errors: 25 questions, 18 criteria, ..."
fn good(rulebook: &Rulebook) -> String {
    let counts = [
        count(rulebook.questions.len(), "question", "questions"),
        count(rulebook.facts.len(), "fact", "facts"),
        count(rulebook.scores.len(), "score", "scores"),
        count(rulebook.alerts.len(), "alert", "alerts"),
        count(rulebook.criteria.len(), "criterion", "criteria"),
        count(rulebook.sources.len(), "source", "sources"),
    ];
    format!("no errors: {}", counts.join(", "))
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// One array of errors over all files; columns count characters, offsets bytes.
fn json(read: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let mut all = Vec::new();
    for Checked { source, read } in read {
        let errors = read.as_ref().err().map(RulebookErrors::errors).unwrap_or_default();
        let lines = Lines::of(&source.text);
        all.extend(errors.iter().map(|error| described(&source.name, &lines, error)));
    }
    serde_json::to_writer_pretty(&mut *out, &Value::Array(all)).map_err(io::Error::other)?;
    writeln!(out)
}

fn described(name: &str, lines: &Lines<'_>, error: &RulebookError) -> Value {
    let labels = error.labels().into_iter().flatten().map(|label| {
        let (line, column) = lines.line_and_column(label.offset());
        let (end_line, end_column) = lines.line_and_column(label.offset() + label.len());
        json!({
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "start": label.offset(), "end": label.offset() + label.len(), "text": label.label(),
        })
    });
    let (line, column) = lines.line_and_column(error.at().start);
    json!({
        "file": name,
        "line": line,
        "column": column,
        "code": error.code_name(),
        "message": error.to_string(),
        "help": error.help().map(|help| help.to_string()),
        "labels": labels.collect::<Vec<Value>>(),
    })
}

/// An error with its text and without its code, which stands on the line above.
#[derive(Debug)]
struct Drawn<'e> {
    error: &'e Shown,
    source: &'e Listing,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }
}
