//! `candor batch --lines`: answers standard input line by line.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr};

use super::arguments::BatchArgs;
use super::progress::ReadingProgress;
use super::remarks::tell;
use super::threads;
use crate::batch::lines::{headings, run};
use crate::batch::score::BatchInput;
use crate::batch::{BatchRemark, Job, Output};
use crate::cli::status::Ended;
use crate::cli::texts::Texts;
use crate::cli::{Context, Status, clock};
use crate::intake::blocks::Boundary;
use crate::intake::blocks::lines::LineStream;
use crate::intake::table::open::headings as read_headings;
use crate::intake::{Decoder, Format};

impl BatchArgs {
    /// Answers all lines. A fault of a line is its answer, and no failure of the run.
    pub(super) fn answer_lines(self, context: &Context) -> miette::Result<Status> {
        if self.forms.iter().any(|form| form != Path::new("-")) {
            return Err(Ended::usage("`--lines` reads standard input", "write `< FORMS`").into());
        }
        let Texts { rulebook, ui } = Texts::of(&context.rulebook()?, self.language.chosen(context), context)?;
        let output = self.output(&rulebook, ui)?;
        let progress = ReadingProgress::new(true);
        let mut answers = BufWriter::new(io::stdout().lock());
        let mut lines = LineStream::new("standard input", Box::new(io::stdin()));
        let Some(format) = self.format_of_lines(&mut lines)? else { return Ok(Status::Done) };
        let (decoder, boundary) = match format {
            Format::Csv => {
                let (line, of_input) = match &self.line_by_line.input_columns {
                    Some(columns) => (columns.clone().into_bytes(), false),
                    None => (lines.take()?.unwrap_or_default(), true),
                };
                let (columns, delimiter) = read_headings(lines.name(), &line, &rulebook)?;
                self.headings(lines.name(), &columns.unknown, context.quiet, &progress)?;
                if let (Output::Csv(table), true, false) = (&output, of_input, self.no_header) {
                    let written = answers.write_all(&headings(table)).and_then(|()| answers.flush());
                    written.into_diagnostic().wrap_err("cannot write the results")?;
                }
                (Decoder::Table(Arc::new(columns)), Boundary::Rows(delimiter))
            }
            _ => (Decoder::Json, Boundary::Lines),
        };
        let as_of = self.as_of.unwrap_or_else(|| clock::now().date());
        let threads = threads(1)?;
        let job = Job { rulebook: &rulebook, as_of, output, unique_case: false, threads, summaries: None };
        let input = BatchInput { name: lines.name().to_owned(), decoder, boundary };
        let mut remark = |remark: BatchRemark<'_>| tell(&rulebook, &remark, context.quiet, &progress);
        run(&job, input, lines, &mut answers, &mut remark)?;
        answers.flush().into_diagnostic().wrap_err("cannot write the results")?;
        Ok(Status::Done)
    }

    /// Returns the format of the lines: the one given, otherwise that of the first line; `None` if there are no lines.
    fn format_of_lines(&self, lines: &mut LineStream) -> miette::Result<Option<Format>> {
        let said = match (self.input_format, &self.line_by_line.input_columns) {
            (Some(Format::Yaml | Format::Json), _) => {
                return Err(Ended::usage("a line holds CSV or NDJSON", "leave out `--input-format`").into());
            }
            (Some(Format::Ndjson), Some(_)) => {
                return Err(Ended::usage("NDJSON has no headings", "leave out `--input-columns`").into());
            }
            (said, columns) => said.or(columns.as_ref().map(|_| Format::Csv)),
        };
        let looks = |line: &[u8]| if line.trim_ascii_start().starts_with(b"{") { Format::Ndjson } else { Format::Csv };
        Ok(lines.peek()?.map(|first| said.unwrap_or_else(|| looks(first))))
    }
}
