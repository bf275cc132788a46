//! `candor ask`: the interview, and the summary at its end.
//!
//! Every accepted answer is kept as a draft at once. Only after the summary was written does the draft become a finished
//! case, or go where the form was asked for in a file; whatever happens before that, the draft is there to go on with.

mod begin;
mod stop;
mod surface;

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use miette::{IntoDiagnostic, WrapErr};

use super::forms::{self, folder};
use super::settings::{Setting, Surface};
use super::status::Ended;
use super::summary::{SummaryFormat, draw, keep};
use super::texts::{Texts, language};
use super::{Context, Status};
use crate::answer::QuestionId;
use crate::case::{self, Event, Journal};
use crate::form::Form;
use crate::interview::Interview;
use crate::rulebook::Rulebook;
use crate::store::{DraftFiles, Drafts};
use crate::terminal::Prompter;
use crate::terminal::nurse::{Ending, Nurse, World};
use crate::ui::{Language, Ui, fill};
use begin::{Begun, Start};

/// Interview a patient and print the summary for the physician
///
/// Asks one question after the other; every answer is kept at once, so that nothing is lost when the call breaks off.
/// Alone it offers the drafts that are open. Answers can be piped in, one a line. A finished interview is kept as a case,
/// unless its form was asked for in a file: `candor cases` lists and removes them.
#[derive(Debug, clap::Args)]
pub struct AskArgs {
    /// Print plain lines without columns or colour, for screen readers and simple terminals
    #[arg(long)]
    plain: bool,

    /// Ask in this language: en or es [default: en, or what `candor config` says]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,

    /// Print the summary in this language, whatever the interview was held in
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    summary_lang: Option<Language>,

    /// Go on with this draft or finished case, which is a draft again then, or with the form in this file
    #[arg(long, value_name = "CASE or FILE")]
    resume: Option<PathBuf>,

    /// Say that the answers speak of this day, instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Keep the form in this file, and not as a case; YAML, or JSON where its name ends in .json
    #[arg(long, short, value_name = "FORM")]
    output: Option<PathBuf>,

    /// Print the summary in this format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: SummaryFormat,
}

/// What an interview needs besides its terminal.
struct Desk<'a> {
    context: &'a Context,
    rulebook: &'a Rulebook,
    ui: &'a Ui,
    /// In what the summary is written.
    summary: &'a Texts,
    /// ` --rules FILE --lang es`, as it has to be repeated where the interview goes on.
    repeated: String,
    drafts: DraftFiles,
    today: Date,
}

impl AskArgs {
    /// Whether plain lines are asked for.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Holds the interview.
    ///
    /// # Errors
    /// Where the terminal, the drafts or an output cannot be read or written, the rulebook has errors, or a list of
    /// answers ends early or holds one that cannot be.
    pub fn run(self, context: &Context) -> miette::Result<Status> {
        let (rulebook, set) = (context.rulebook()?, &context.settings);
        let of_summary = self.summary_lang.unwrap_or_else(|| set.language(Setting::SummaryLanguage));
        let summary = Texts::of(&rulebook, of_summary, context)?;
        let language = self.lang.unwrap_or_else(|| set.language(Setting::Language));
        let other = (language != of_summary).then(|| Texts::of(&rulebook, language, context)).transpose()?;
        let Texts { rulebook, ui } = other.as_ref().unwrap_or(&summary);
        let lang = self.lang.map(|language| format!(" --lang {}", language.code())).unwrap_or_default();
        let repeated = context.rules.repeated() + &lang;
        if let Some(output) = &self.output {
            writable(output)?;
        }
        let ends = &ui.interview.end;
        stop::watch(ends.stopped.clone(), ends.stopped_unsaved.clone())?;
        let drafts = forms::store(&folder()?);
        let today = self.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
        let mut desk = Desk { context, rulebook, ui, summary: &summary, repeated, drafts, today };
        let surface = if self.plain { Surface::Plain } else { set.surface() };
        surface::with(surface, &mut Session { arguments: &self, desk: &mut desk })
    }

    /// Starts, asks, and writes what came of it.
    fn hold<P: Prompter>(&self, desk: &mut Desk<'_>, prompter: &mut P) -> miette::Result<Held> {
        let Begun { case, form, kept } = match begin::start(desk, prompter, self.resume.as_deref(), self.as_of)? {
            Start::Begun(begun) => *begun,
            Start::Left => return Ok(Held::Ended(Status::Stopped)),
            Start::Interrupted => return Ok(Held::Interrupted),
            Start::Ended if !prompter.surface().piped => return Ok(Held::Interrupted), // the terminal is gone
            Start::Ended => return Ok(Held::Cut { at: None, refused: false, kept: None }),
        };
        let (rulebook, ui) = (desk.rulebook, desk.ui);
        let mut journal =
            DraftJournal { drafts: &mut desk.drafts, rulebook, case: &case, form: form.clone(), saved: false };
        let now = || jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M").to_string();
        let world = World { journal: &mut journal, now: &now };
        let interview = Interview::new(rulebook, form);
        let (ending, interview) = Nurse::new(prompter, ui, interview, world)
            .conduct()
            .into_diagnostic()
            .wrap_err("the interview broke off")?;
        let texts = &ui.interview.end;
        let kept = journal.saved || kept;
        let rules = desk.repeated.clone();
        match ending {
            Ending::Finished => self.finish(desk, prompter, &case, &interview.into_form()),
            Ending::Left => {
                let text = match (kept, &self.resume) {
                    (true, _) => fill(&texts.left, &[("case", &case), ("rules", &rules)]),
                    (false, Some(_)) => texts.left_unchanged.clone(),
                    (false, None) => texts.left_empty.clone(),
                };
                say(prompter, &text)?;
                Ok(Held::Ended(Status::Stopped))
            }
            Ending::Interrupted => Ok(Held::Interrupted),
            Ending::Ended(_) if !prompter.surface().piped => Ok(Held::Interrupted), // the terminal is gone
            Ending::Ended(at) => Ok(Held::Cut { at, refused: false, kept: kept.then_some(case) }),
            Ending::Refused(at) => Ok(Held::Cut { at, refused: true, kept: kept.then_some(case) }),
        }
    }

    /// Writes form and summary, then makes the draft a finished case; where there is a form of its own, removes it.
    fn finish(
        &self,
        desk: &mut Desk<'_>,
        prompter: &mut impl Prompter,
        case: &str,
        form: &Form,
    ) -> miette::Result<Held> {
        let texts = &desk.ui.interview.end;
        let done = {
            let _saving = stop::saving();
            desk.drafts.save(case, &form.to_file(desk.rulebook))?; // one from a file may have none yet
            if let Some(path) = &self.output {
                keep_form(desk.rulebook, path, form)?;
                fill(&texts.finished_kept, &[("case", case), ("file", &forms::shown(path))])
            } else {
                fill(&texts.finished, &[("case", case)])
            }
        };
        let done = textwrap::fill(&done, prompter.width().max(1));
        say(prompter, &done)?;
        draw(desk.summary, form, self.format, desk.context, &mut io::stdout().lock())?;
        {
            let _saving = stop::saving();
            if self.output.is_some() { desk.drafts.remove(case)? } else { desk.drafts.finish(case)? }
        }
        if self.output.is_none() && !desk.context.quiet {
            let rules = desk.context.rules.repeated();
            say(prompter, fill(&texts.saved, &[("case", case), ("rules", &rules)]).trim_end())?;
        }
        Ok(Held::Ended(Status::Done))
    }
}

/// An interview about to be held, on whichever surface.
struct Session<'a, 'd> {
    arguments: &'a AskArgs,
    desk: &'a mut Desk<'d>,
}

impl Session<'_, '_> {
    fn hold(&mut self, prompter: &mut impl Prompter) -> miette::Result<Held> {
        self.arguments.hold(self.desk, prompter)
    }
}

/// Keeps the events of an interview as a draft: the form that they fold into.
struct DraftJournal<'a> {
    drafts: &'a mut DraftFiles,
    rulebook: &'a Rulebook,
    case: &'a str,
    form: Form,
    /// Whether anything was kept.
    saved: bool,
}

impl Journal for DraftJournal<'_> {
    fn append(&mut self, events: &[Event]) -> io::Result<()> {
        let mut form = self.form.clone();
        case::fold(&mut form, events);
        let _saving = stop::saving();
        let kept = self.drafts.save(self.case, &form.to_file(self.rulebook));
        stop::saved(kept.is_ok());
        kept.map_err(io::Error::other)?;
        self.form = form;
        self.saved = true;
        Ok(())
    }
}

/// What came of it.
enum Held {
    Ended(Status),
    Interrupted,
    /// A list of answers ended early at this question or in the review, or held a line that was refused.
    Cut {
        at: Option<QuestionId>,
        refused: bool,
        /// The case under which the answers so far are kept, if there are any.
        kept: Option<String>,
    },
}

fn say(prompter: &mut impl Prompter, text: &str) -> miette::Result<()> {
    prompter.say(text).into_diagnostic().wrap_err("cannot write to the terminal")
}

/// Refuses a place where nothing can be written before forty questions are asked, not after.
fn writable(output: &Path) -> miette::Result<()> {
    let name = forms::shown(output);
    if output.is_dir() || output.file_name().is_none() {
        return Err(Ended::usage(format!("`{name}` is a folder"), "name a file to keep the form in").into());
    }
    if !folder_of(output).is_dir() {
        return Err(Ended::usage(format!("there is no folder for `{name}`"), "make the folder first").into());
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes the form beside its place and moves it there whole; only its owner can read it.
fn keep_form(rulebook: &Rulebook, path: &Path, form: &Form) -> miette::Result<()> {
    let paper = form.to_file(rulebook);
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let text = if json { paper.to_json().into_diagnostic() } else { paper.to_yaml().into_diagnostic() };
    text.and_then(|text| keep(path, text.as_bytes()).into_diagnostic())
        .wrap_err_with(|| format!("cannot write `{}`; the draft is kept", forms::shown(path)))
}
