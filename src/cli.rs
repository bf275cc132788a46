//! The command line: the only floor that reads the clock, the environment and the files that a user names.

mod arguments;
mod ask;
mod batch;
mod cases;
mod clock;
mod completions;
mod config;
mod context;
mod drawing;
mod forms;
mod listing;
mod man;
mod paths;
mod reading;
mod rulebook;
mod rules;
mod settings;
mod status;
mod summary;
mod texts;
mod why;

use std::io::{self, Write};
use std::panic;

use clap::Parser;
use miette::Report;

pub use status::Status;

use crate::rulebook::{BUILTIN_SHA256, builtin_version};
use crate::terminal::modes;
use arguments::{Arguments, CliCommand, LIMITS};
use context::{Color, Context};
use listing::print;
use rulebook::RulesArg;
use status::Ended;
use texts::SummaryLanguage;

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
    if arguments.command.as_ref().is_some_and(CliCommand::is_plain) {
        drawing::in_words();
    }
    let done = match arguments.command {
        _ if arguments.version => version(),
        Some(command @ (CliCommand::Completions(_) | CliCommand::Man)) => command.run(&context),
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

/// Prints the versions of the program and the built-in rulebook, and the hash of the latter.
fn version() -> miette::Result<Status> {
    let (id, version) = builtin_version();
    let program = env!("CARGO_PKG_VERSION");
    print("the versions", |out| {
        writeln!(out, "candor {program}\nbuilt-in rulebook {id} {version}\nsha256 {BUILTIN_SHA256}\n\n{LIMITS}")
    })?;
    Ok(Status::Done)
}

/// Prints an error to standard error. A failure to write is ignored.
fn say_error(error: &Report) {
    let _ = writeln!(io::stderr(), "{error:?}");
}

/// Reports a bug: its place in the program, and nothing of the data, which may be a patient's.
fn say_bug(place: Option<&panic::Location>) {
    let place = place.map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    let _ = writeln!(
        io::stderr(),
        "candor stopped because of a mistake in the program{place}. Finished answers are kept as a draft.\n\
         Please report this line; it holds nothing about the patient."
    );
}
