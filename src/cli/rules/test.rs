//! `candor rules test`: a rulebook's own tests.

mod input;

use std::io::{self, Write};
use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr};

use crate::cli::listing::print;
use crate::cli::{Context, RulesArg, Status};
use crate::form::Form;
use crate::report::tested::{Tested, json, junit, text};
use crate::rule_tests::coverage::Coverage;
use crate::rule_tests::goal::Goal;
use crate::rule_tests::run::{Runner, TestOutcome};
use crate::rule_tests::suggest::suggest;
use crate::rule_tests::tests::{TestCase, Tests};
use crate::rulebook::Rulebook;
use crate::ui::Ui;
use input::{drawn, tests_of};

/// Run the tests that lie beside a rulebook
///
/// Each test is a form and what is expected of it. What differs is shown with the explanation of what was found, and
/// ends the run with status 5. After that: how much of the rulebook the tests show.
#[derive(Debug, clap::Args)]
pub(super) struct TestArgs {
    /// Rulebook to test [default: the built-in one]
    #[arg(value_name = "RULES")]
    rulebook: Option<PathBuf>,

    /// Tests to run (default: those beside the rulebook, `<rulebook>.tests.yaml`)
    #[arg(long, value_name = "FILE")]
    tests: Option<PathBuf>,

    /// Run only tests whose name holds this text; what they show is then not measured
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["min_coverage", "suggest"])]
    filter: Option<String>,

    /// End with status 5 if any measure lies below so many percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,

    /// Print tests for what no test shows, for a person to fill in; the results go to standard error
    #[arg(long)]
    suggest: bool,

    /// For people, for programs, or for machines that build
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TestFormat,
}

/// How results are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TestFormat {
    /// Tables of what differs
    #[default]
    Text,
    /// One JSON document
    Json,
    /// `JUnit` XML
    Junit,
}

impl TestArgs {
    /// Reads rulebook and tests, runs them, and prints the results.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, or if rulebook or tests have errors.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let rules = self.rulebook.clone().or_else(|| context.rules.rules.clone());
        let rulebook = RulesArg { rules: rules.clone() }.load()?;
        let source = tests_of(self.tests.as_deref(), rules.as_deref())?;
        let tests = Tests::read(&rulebook, &source).map_err(miette::Report::new)?;
        let ui = Ui::english();
        let draw = |rulebook: &Rulebook, form: &Form| drawn(rulebook, form, ui);
        let runner = Runner::new(&rulebook, ui, &draw);

        let wanted = |case: &&TestCase| self.filter.as_ref().is_none_or(|text| case.name.contains(text));
        let outcomes: Vec<TestOutcome> = tests.cases.iter().filter(wanted).map(|case| runner.run(case)).collect();
        let coverage = self.filter.is_none().then(|| Coverage::of(&rulebook, &tests, &outcomes));
        let tested = Tested {
            rulebook: &rulebook,
            source: &source,
            outcomes: &outcomes,
            coverage: coverage.as_ref(),
            least: self.min_coverage,
        };
        let write = |mut out: &mut dyn Write| match self.format {
            TestFormat::Text => text::write(&tested, context.width, &mut out),
            TestFormat::Json => json::write(&tested, &mut out),
            TestFormat::Junit => junit::write(&tested, &mut out),
        };
        if self.suggest {
            write(&mut io::stderr().lock()).into_diagnostic().wrap_err("cannot write the results")?;
            let open = coverage.iter().flat_map(|coverage| &coverage.measured);
            let open: Vec<Goal> = open.flat_map(|measured| measured.open.iter().copied()).collect();
            let suggested = suggest(&rulebook, &open);
            print("the tests", |out| out.write_all(suggested.as_bytes()))?;
        } else {
            print("the results", |out| write(out))?;
        }
        Ok(if tested.is_as_expected() { Status::Done } else { Status::TestFailed })
    }
}
