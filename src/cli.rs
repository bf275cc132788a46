//! The command line: the only floor that reads the clock, the environment and the files a user names.

pub mod ask;
pub mod batch;
pub mod cases;
pub mod completions;
pub mod config;
mod context;
mod drafts;
mod drawing;
mod forms;
mod listing;
pub mod man;
mod paths;
pub mod rules;
pub mod settings;
mod status;
pub mod summary;
mod texts;
pub mod why;

use std::io::{self, Write};
use std::panic;

use clap::{CommandFactory, Parser};
use miette::{IntoDiagnostic, Report};

pub use context::{Color, Context, RulesArg};
pub use status::{Ended, Status};
pub use texts::SummaryLanguage;

use crate::rulebook::{BUILTIN_SHA256, builtin_version};
use crate::terminal::modes;

const LIMITS: &str = "\
candor never decides: it writes a summary for a physician to review. It is not validated, it is
not a medical device, and it is not for patients or urgent decisions.";

const EXAMPLES: &str = "\
Examples:
  candor ask                                   interview a patient, print the summary, keep the case
  candor ask -o form.yaml                      keep the form in this file instead
  candor cases list                            the cases that are kept
  candor summary K7QX4                         draw the summary of a case again
  candor summary form.yaml --format markdown   and of a form
  candor why form.yaml trial_completed         where one standing comes from
  candor batch forms.csv -o results.csv --rejects rejects.csv
                                               score a file of exported forms
  candor rules check my_rules.yaml             check a rulebook
  candor rules test my_rules.yaml              run the tests that lie beside it
  candor rules show                            read the built-in rulebook as a document
  candor ask --lang es                         interview in Spanish; the summary stays English
  candor config                                what is in force, and where it comes from

Exit status:
  0    done
  1    something could not be read or written
  2    wrong usage
  3    the rulebook has errors
  4    forms were rejected, the input ended early, or a piped answer was refused
  5    a test of a rulebook does not hold, or its tests show too little of it
  130  stopped; every finished answer is kept as a draft, and a case whose removal was not confirmed

Not validated, not a medical device, not for patients or urgent decisions.";

/// Screening questions for an intrathecal pump, and a summary for a physician to review
#[derive(Debug, Parser)]
#[command(name = "candor", long_about = LONG_ABOUT, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    rules: RulesArg,

    /// Print results and errors, nothing else
    #[arg(long, short, global = true)]
    quiet: bool,

    /// When to use colour: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_possible_values = true)]
    color: Color,

    /// Print the versions of the program and of its built-in rulebook
    #[arg(long, short = 'V')]
    version: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

const LONG_ABOUT: &str = "\
candor walks an intake nurse through the screening questions for an intrathecal pump, or scores a
file of exported forms, and writes a summary for a physician to review.

It never decides. It is not validated, not a medical device, and not for patients or urgent
decisions. What it knows about medicine stands in a rulebook that can be read, checked and changed.";

#[derive(Debug, clap::Subcommand)]
enum Command {
    Ask(ask::AskArgs),
    Batch(batch::BatchArgs),
    Summary(summary::SummaryArgs),
    Why(why::WhyArgs),
    Cases(cases::CasesArgs),
    Rules(rules::RulesArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Whether plain lines are asked for.
    fn is_plain(&self) -> bool {
        matches!(self, Command::Ask(arguments) if arguments.is_plain())
    }

    fn run(self, context: &Context) -> miette::Result<Status> {
        match self {
            Command::Ask(arguments) => arguments.run(context),
            Command::Batch(arguments) => arguments.run(context),
            Command::Summary(arguments) => arguments.run(context),
            Command::Why(arguments) => arguments.run(context),
            Command::Cases(arguments) => arguments.run(context),
            Command::Rules(arguments) => arguments.run(context),
            Command::Config(arguments) => arguments.run(context),
            Command::Completions(arguments) => arguments.run(context),
            Command::Man(arguments) => arguments.run(context),
        }
    }
}

/// Runs the command line.
#[must_use]
pub fn run() -> Status {
    panic::set_hook(Box::new(|bug| {
        modes::restore();
        say_bug(bug.location());
    }));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refusal) => {
            let status = if refusal.use_stderr() { Status::Usage } else { Status::Done };
            return if refusal.print().is_ok() { status } else { Status::Io };
        }
    };
    let context = Context::of_surroundings(arguments.rules, arguments.quiet, arguments.color);
    console::set_colors_enabled(context.color_out);
    console::set_colors_enabled_stderr(context.color_err);
    drawing::draw_errors(context.color_err);
    if arguments.command.as_ref().is_some_and(Command::is_plain) {
        drawing::in_words();
    }
    let done = match arguments.command {
        _ if arguments.version => version(),
        Some(command @ (Command::Completions(_) | Command::Man(_))) => command.run(&context),
        Some(command) => context.settled().and_then(|context| command.run(&context)),
        None => Err(Ended::usage("no command was given", "`candor --help` lists the commands").into()),
    };
    done.unwrap_or_else(|error| {
        let status = Status::of(&error);
        if !status::reader_left(&error) {
            say_error(&error);
        }
        status
    })
}

/// The program, the built-in rulebook and its hash.
fn version() -> miette::Result<Status> {
    let (id, version) = builtin_version();
    writeln!(
        io::stdout(),
        "candor {}\nbuilt-in rulebook {id} {version}\nsha256 {BUILTIN_SHA256}\n\n{LIMITS}",
        env!("CARGO_PKG_VERSION")
    )
    .into_diagnostic()?;
    Ok(Status::Done)
}

/// Prints an error where errors belong. If standard error is gone, nobody is left to tell.
fn say_error(error: &Report) {
    let _ = writeln!(io::stderr(), "{error:?}");
}

/// A bug: where in the program, and no word of what it was working on, which may be a patient's.
fn say_bug(place: Option<&panic::Location>) {
    let place = place.map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    let _ = writeln!(
        io::stderr(),
        "candor stopped because of a mistake in the program{place}. Finished answers are kept as a draft.\n\
         Please report this line; it holds nothing about the patient."
    );
}

/// The whole command line, for its own documents.
fn command_line() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_agrees_with_itself() {
        command_line().debug_assert();
    }
}
