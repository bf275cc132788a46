//! The whole command line as clap reads it.

use clap::{CommandFactory, Parser};

use super::{Color, Context, RulesArg, Status};
use super::{ask, batch, cases, completions, config, man, rules, summary, why};

/// The limits of the program, for its help.
pub(super) const LIMITS: &str = "\
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
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) rules: RulesArg,

    /// Print results and errors, nothing else
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,

    /// When to use color: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_possible_values = true)]
    pub(super) color: Color,

    /// Print the versions of the program and of its built-in rulebook
    #[arg(long, short = 'V')]
    pub(super) version: bool,

    #[command(subcommand)]
    pub(super) command: Option<CliCommand>,
}

const LONG_ABOUT: &str = "\
candor walks an intake nurse through the screening questions for an intrathecal pump, or scores a
file of exported forms, and writes a summary for a physician to review.

It never decides. It is not validated, not a medical device, and not for patients or urgent
decisions. What it knows about medicine stands in a rulebook that can be read, checked and changed.";

#[derive(Debug, clap::Subcommand)]
pub(super) enum CliCommand {
    Ask(ask::AskArgs),
    Batch(batch::BatchArgs),
    Summary(summary::SummaryArgs),
    Why(why::WhyArgs),
    Cases(cases::CasesArgs),
    Rules(rules::RulesArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    ///
    /// To read it: candor man | man -l -
    Man,
}

impl CliCommand {
    /// Returns whether plain lines are asked for.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, CliCommand::Ask(arguments) if arguments.is_plain())
    }

    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        match self {
            CliCommand::Ask(arguments) => arguments.run(context),
            CliCommand::Batch(arguments) => arguments.run(context),
            CliCommand::Summary(arguments) => arguments.run(context),
            CliCommand::Why(arguments) => arguments.run(context),
            CliCommand::Cases(arguments) => arguments.run(context),
            CliCommand::Rules(arguments) => arguments.run(context),
            CliCommand::Config(arguments) => arguments.run(context),
            CliCommand::Completions(arguments) => arguments.run(&mut command_line()),
            CliCommand::Man => man::run(command_line()),
        }
    }
}

/// Returns the whole command line, for the program's own documents.
pub(super) fn command_line() -> clap::Command {
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
