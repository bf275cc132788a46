//! `candor cases`: the finished interviews that are kept.

use std::io::{self, BufRead, IsTerminal, Write};

use miette::{IntoDiagnostic, WrapErr};
use serde_json::{Value, json};

use super::forms::{self, folder, saved};
use super::settings::Setting;
use super::texts::own;
use super::{Context, Ended, Status};
use crate::form::RulebookName;
use crate::store::{Content, Draft, DraftError, DraftFiles, code};
use crate::terminal::grammar::options::folded;
use crate::ui::{Cases, fill};
use crate::unit::clean;

/// List and remove the finished interviews that are kept
#[derive(Debug, clap::Args)]
pub struct CasesArgs {
    #[command(subcommand)]
    command: CasesCommand,
}

#[derive(Debug, clap::Subcommand)]
enum CasesCommand {
    List(ListArgs),
    Remove(RemoveArgs),
}

impl CasesArgs {
    /// Runs the command.
    ///
    /// # Errors
    /// Where the store or an output cannot be read or written, a case is not there, or nobody can be asked.
    pub fn run(self, context: &Context) -> miette::Result<Status> {
        let ui = own(context.settings.language(Setting::Language))?;
        let store = forms::store(&folder()?);
        match self.command {
            CasesCommand::List(arguments) => arguments.run(&store, &ui.cases, context),
            CasesCommand::Remove(arguments) => arguments.run(store, &ui.cases, context),
        }
    }
}

/// List the cases, the newest first: code, when it was saved, how many answers, which rulebook
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// How to print them: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl ListArgs {
    fn run(self, store: &DraftFiles, texts: &Cases, context: &Context) -> miette::Result<Status> {
        let cases = store.finished()?;
        if cases.is_empty() && !context.quiet {
            tell(&texts.none);
        }
        let mut out = io::stdout().lock();
        match self.format {
            Format::Text => table(&cases, texts, &mut out),
            Format::Json => array(&cases, &mut out),
        }
        .and_then(|()| out.flush())
        .into_diagnostic()
        .wrap_err("cannot write the list")?;
        Ok(Status::Done)
    }
}

/// Remove cases for good
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    /// Their codes
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<String>,

    /// Do not ask first
    #[arg(long)]
    yes: bool,
}

impl RemoveArgs {
    fn run(self, mut store: DraftFiles, texts: &Cases, context: &Context) -> miette::Result<Status> {
        let cases = named(&store.finished()?, &self.cases)?;
        if !self.yes && !confirmed(&cases, texts)? {
            if !context.quiet {
                tell(&texts.kept);
            }
            return Ok(Status::Stopped);
        }
        for Draft { case, .. } in cases {
            store.discard(&case)?;
            if !context.quiet {
                tell(&fill(&texts.removed, &[("case", &case)]));
            }
        }
        Ok(Status::Done)
    }
}

/// The cases of these codes, each once; none of them if one is not there.
fn named(kept: &[Draft], codes: &[String]) -> Result<Vec<Draft>, DraftError> {
    let mut cases: Vec<Draft> = Vec::new();
    for written in codes {
        let case = code::read(written).and_then(|code| kept.iter().find(|case| case.case == code));
        let case = case.ok_or_else(|| DraftError::NoSuch { case: clean(written) })?;
        if cases.iter().all(|other| other.case != case.case) {
            cases.push(case.clone());
        }
    }
    Ok(cases)
}

/// Shows the cases and asks; only the word for yes is one.
fn confirmed(cases: &[Draft], texts: &Cases) -> miette::Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(
            Ended::usage("there is no terminal to ask at before removing", "`--yes` removes without asking").into()
        );
    }
    let question = match cases {
        [_] => texts.confirm_one.clone(),
        _ => fill(&texts.confirm, &[("count", &cases.len().to_string())]),
    };
    let mut err = io::stderr().lock();
    let mut line = String::new();
    table(cases, texts, &mut err)
        .and_then(|()| write!(err, "{question}\n> "))
        .and_then(|()| err.flush())
        .and_then(|()| io::stdin().lock().read_line(&mut line))
        .into_diagnostic()
        .wrap_err("cannot use the terminal")?;
    Ok(folded(&line) == folded(&texts.word))
}

/// One case a line, below a line of headings; nothing where there are none.
fn table(cases: &[Draft], texts: &Cases, out: &mut impl Write) -> io::Result<()> {
    let [case, saved_at, answered, rulebook] = &texts.columns;
    if !cases.is_empty() {
        writeln!(out, "{case:<6} {saved_at:<16}  {answered:>8}  {rulebook}")?;
    }
    for Draft { case, saved: at, content } in cases {
        let at = saved(*at).map_or_else(|| String::from("?"), |at| at.strftime("%Y-%m-%d %H:%M").to_string());
        match content {
            Content::Paper(paper) => {
                let name = |name: &RulebookName| clean(&format!("{} {}", name.id, name.version));
                let rulebook = paper.rulebook.as_ref().map_or_else(|| String::from("-"), name);
                writeln!(out, "{case:<6} {at:<16}  {:>8}  {rulebook}", paper.answered())?;
            }
            Content::Unreadable(file) => {
                writeln!(out, "{case:<6} {at:<16}  {}", fill(&texts.unreadable, &[("file", file)]))?;
            }
        }
    }
    Ok(())
}

/// All cases as one array.
fn array(cases: &[Draft], out: &mut impl Write) -> io::Result<()> {
    let described = |Draft { case, saved: at, content }: &Draft| {
        let saved = saved(*at).map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
        match content {
            Content::Paper(paper) => json!({
                "case": case, "saved": saved, "answered": paper.answered(), "rulebook": paper.rulebook,
            }),
            Content::Unreadable(file) => json!({ "case": case, "saved": saved, "unreadable": file }),
        }
    };
    serde_json::to_writer_pretty(&mut *out, &Value::Array(cases.iter().map(described).collect()))
        .map_err(io::Error::other)?;
    writeln!(out)
}

/// Says something about the run. Without a standard error nobody is left to tell.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
