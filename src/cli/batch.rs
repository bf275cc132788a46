//! `candor batch`: scores many forms and writes one result for each; every record is accounted for.

mod agree;
mod arguments;
mod inputs;
mod lines;
mod outputs;
mod progress;
mod remarks;

use std::io::{self, Write};
use std::num::NonZeroUsize;

use miette::{IntoDiagnostic, WrapErr};

use super::summary::{SummaryFormat, draw};
use super::texts::Texts;
use super::{Context, Status, clock};
use crate::batch::{BatchRemark, Draw, Job, Output, Sinks, Tally, run};
use crate::files::{self, Target};
use crate::form::Form;
use crate::intake::Decoder;
use crate::report::text::Look;
use outputs::{rejects_of, summaries, watched};
use progress::ReadingProgress;
use remarks::tell;

pub(super) use arguments::BatchArgs;

impl BatchArgs {
    /// Scores the forms.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read or written, or if the arguments do not fit together.
    pub(super) fn run(mut self, context: &Context) -> miette::Result<Status> {
        if self.line_by_line.lines {
            self.agree()?;
            return self.answer_lines(context);
        }
        self.forms = inputs::named(&self.forms)?;
        self.agree()?;
        let Texts { rulebook, ui } = Texts::of(&context.rulebook()?, self.language.chosen(context), context)?;
        let output = self.output(&rulebook, ui)?;
        let progress = ReadingProgress::new(context.quiet || self.output.is_none());
        let sources = inputs::open(&self.forms, self.input_format, &rulebook, &progress)?;
        for source in &sources {
            if let Decoder::Table(columns) = &source.decoder {
                self.headings(&source.name, &columns.unknown, context.quiet, &progress)?;
            }
        }
        let pending = watched();
        let folder = self.summaries.as_deref().map(|path| summaries(path, sources.len() > 1, &pending)).transpose()?;
        let mut results = Target::open(self.output.as_deref(), "the results", &pending)?;
        let reject_file = self.rejects.as_deref().map(|path| Target::open(Some(path), "the rejects", &pending));
        let mut reject_file = reject_file.transpose()?;
        let rejects = reject_file.as_mut().map(|file| rejects_of(&sources, file)).transpose()?;
        if let (Output::Csv(table), false) = (&output, self.no_header) {
            results.write_all(&table.headings()).into_diagnostic().wrap_err("cannot write the results")?;
        }
        let threads = threads(self.threads.map_or(0, NonZeroUsize::get))?;
        let as_of = self.as_of.unwrap_or_else(|| clock::now().date());
        let draw = |form: &Form| {
            let mut drawn = Vec::new();
            draw(&rulebook, ui, form, SummaryFormat::Text, Look::default(), &mut drawn).map(|()| drawn)
        };
        let summaries = self.summaries.as_ref().map(|_| &draw as &Draw<'_>);
        let job = Job { rulebook: &rulebook, as_of, output, unique_case: self.unique_case, threads, summaries };
        let mut remark = |remark: BatchRemark<'_>| tell(&rulebook, &remark, context.quiet, &progress);
        let mut keep = |source: usize, record: u64, summary: &[u8]| match &folder {
            Some(folder) => folder.keep(source + 1, record, summary),
            None => Ok(()),
        };
        let sinks = Sinks { results: &mut results, rejects, summaries: Some(&mut keep), remark: &mut remark };
        let tally = run(&job, sources, sinks)?;
        progress.finish();
        // the results last: once they have their name, everything else has its own
        files::finish(reject_file.into_iter().chain([results]), folder, &pending)?;
        if !context.quiet {
            let Tally { read, scored, rejected } = tally;
            let _ = writeln!(io::stderr(), "{read} read = {scored} scored + {rejected} rejected");
        }
        Ok(if tally.rejected > 0 { Status::Rejected } else { Status::Done })
    }
}

/// Returns a pool of `number` threads, or of one for each processor if it is 0.
fn threads(number: usize) -> miette::Result<rayon::ThreadPool> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(number).build();
    threads.into_diagnostic().wrap_err("cannot start the threads")
}
