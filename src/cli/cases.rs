//! `candor cases`: the finished interviews that are kept.

use std::cmp::Reverse;
use std::io::{self, BufRead, IsTerminal, Write};

use miette::{IntoDiagnostic, WrapErr};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::forms::{self, folder, other_rules, saved};
use super::listing::ListFormat;
use super::settings::Setting;
use super::texts::own;
use super::{Context, Ended, Status};
use crate::form::file::RulebookName;
use crate::interview::Interview;
use crate::interview::open::Part;
use crate::rulebook::Rulebook;
use crate::store::{Content, Draft, DraftError, DraftFiles, Drafts, code};
use crate::terminal::grammar::options::folded;
use crate::ui::{Ui, fill};
use crate::unit::clean;

/// List the interviews that are kept, and remove the finished ones
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
            CasesCommand::List(arguments) => arguments.run(&store, ui, context),
            CasesCommand::Remove(arguments) => arguments.run(store, ui, context),
        }
    }
}

/// List drafts and finished cases, the newest first: code, when it was saved, how many answers, whose turn it is, which
/// rulebook
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// How to print them: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

impl ListArgs {
    fn run(self, store: &DraftFiles, ui: &Ui, context: &Context) -> miette::Result<Status> {
        let rulebook = context.rules.load().ok(); // without it, nobody can say whose turn it is
        let drafts = store.list()?.into_iter().map(|draft| Listed::draft(draft, rulebook.as_ref()));
        let mut cases: Vec<Listed> = drafts.chain(store.finished()?.into_iter().map(Listed::finished)).collect();
        cases.sort_by_key(|case| Reverse(case.draft.saved));
        if cases.is_empty() && !context.quiet {
            tell(&ui.cases.none);
        }
        let items = || cases.iter().map(Listed::described).collect();
        self.format.print("the list", |out| table(&cases, ui, out), items)?;
        Ok(Status::Done)
    }
}

/// A draft or a finished case, and what is to be done with it.
struct Listed {
    draft: Draft,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Finished,
    /// It cannot be read, or was made with other rules.
    Draft,
    /// Whose turn it is; `None`: nothing is left to ask.
    Turn(Option<Part>),
}

impl Listed {
    fn finished(draft: Draft) -> Listed {
        Listed { draft, state: State::Finished }
    }

    fn draft(draft: Draft, rulebook: Option<&Rulebook>) -> Listed {
        let turn = match (&draft.content, rulebook) {
            (Content::FormFile(paper), Some(rulebook)) if other_rules(rulebook, paper.rulebook.as_ref()).is_none() => {
                paper.bind(rulebook, jiff::Zoned::now().date()).ok().map(|form| Interview::new(rulebook, form).turn())
            }
            _ => None,
        };
        Listed { draft, state: turn.map_or(State::Draft, State::Turn) }
    }

    /// In words.
    fn state(&self, ui: &Ui) -> String {
        let turns = &ui.interview.start;
        let turn = match self.state {
            State::Finished => return ui.cases.finished.clone(),
            State::Draft => return ui.cases.draft.clone(),
            State::Turn(Some(Part::Call)) => &turns.turn_call,
            State::Turn(Some(Part::Chart)) => &turns.turn_chart,
            State::Turn(None) => &turns.turn_review,
        };
        format!("{}, {turn}", ui.cases.draft)
    }

    /// In a word of the JSON list.
    fn word(&self) -> &'static str {
        match self.state {
            State::Finished => "finished",
            State::Draft => "draft",
            State::Turn(Some(Part::Call)) => "call",
            State::Turn(Some(Part::Chart)) => "chart",
            State::Turn(None) => "review",
        }
    }

    /// As an item of the JSON list.
    fn described(&self) -> Value {
        let Draft { case, saved: at, content } = &self.draft;
        let state = self.word();
        let saved = saved(*at).map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
        match content {
            Content::FormFile(paper) => json!({
                "case": case, "saved": saved, "state": state, "answered": paper.answered(), "rulebook": paper.rulebook,
            }),
            Content::Unreadable(file) => json!({ "case": case, "saved": saved, "state": state, "unreadable": file }),
        }
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
    fn run(self, mut store: DraftFiles, ui: &Ui, context: &Context) -> miette::Result<Status> {
        let texts = &ui.cases;
        let cases = named(&store, &self.cases)?;
        if !self.yes && !confirmed(&cases, ui)? {
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
fn named(store: &DraftFiles, codes: &[String]) -> Result<Vec<Draft>, DraftError> {
    let kept = store.finished()?;
    let mut cases: Vec<Draft> = Vec::new();
    for written in codes {
        let case = code::read(written).and_then(|code| kept.iter().find(|case| case.case == code));
        let case = case.ok_or_else(|| store.not_finished(written))?;
        if cases.iter().all(|other| other.case != case.case) {
            cases.push(case.clone());
        }
    }
    Ok(cases)
}

/// Shows the cases and asks; only the word for yes is one.
fn confirmed(cases: &[Draft], ui: &Ui) -> miette::Result<bool> {
    let texts = &ui.cases;
    let shown: Vec<Listed> = cases.iter().cloned().map(Listed::finished).collect();
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
    table(&shown, ui, &mut err)
        .and_then(|()| write!(err, "{question}\n> "))
        .and_then(|()| err.flush())
        .and_then(|()| io::stdin().lock().read_line(&mut line))
        .into_diagnostic()
        .wrap_err("cannot use the terminal")?;
    Ok(folded(&line) == folded(&texts.word))
}

/// One case a line, below a line of headings; nothing where there are none.
fn table(cases: &[Listed], ui: &Ui, out: &mut impl Write) -> io::Result<()> {
    let texts = &ui.cases;
    let [case, saved_at, answered, state, rulebook] = &texts.columns;
    let widest = cases.iter().map(|case| case.state(ui)).chain([state.clone()]).map(|state| state.width()).max();
    let widest = widest.unwrap_or(0);
    let padded = |state: &str| format!("{state}{}", " ".repeat(widest.saturating_sub(state.width())));
    if !cases.is_empty() {
        writeln!(out, "{case:<6} {saved_at:<16}  {answered:>8}  {}  {rulebook}", padded(state))?;
    }
    for listed in cases {
        let Draft { case, saved: at, content } = &listed.draft;
        let state = padded(&listed.state(ui));
        let at = saved(*at).map_or_else(|| String::from("?"), |at| at.strftime("%Y-%m-%d %H:%M").to_string());
        match content {
            Content::FormFile(paper) => {
                let name = |name: &RulebookName| clean(&format!("{} {}", name.id, name.version));
                let rulebook = paper.rulebook.as_ref().map_or_else(|| String::from("-"), name);
                writeln!(out, "{case:<6} {at:<16}  {:>8}  {state}  {rulebook}", paper.answered())?;
            }
            Content::Unreadable(file) => {
                writeln!(out, "{case:<6} {at:<16}  {}", fill(&texts.unreadable, &[("file", file)]))?;
            }
        }
    }
    Ok(())
}

/// Says something about the run. Without a standard error nobody is left to tell.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
