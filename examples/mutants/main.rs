//! Proof that the tests of a rulebook would notice a change: every rule of it is changed a little, one change at a time,
//! and the tests are run on each of these mutants. A mutant that all tests hold for has survived.
//!
//! `cargo run --release --example mutants -- [--only TEXT] [RULES [TESTS [SURVIVORS]]]`; without a file the built-in
//! rulebook. The survivors file says, for each mutant that no form tells from the rulebook, why that is so; every other
//! survivor, and every entry that did not survive, ends the run with status 1. `--only` makes only the mutants whose name
//! holds the text, such as `--only "criterion trial_relief"`, in a fraction of the time.

mod mutations;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use candor::form::Form;
use candor::rule_tests::run::Runner;
use candor::rule_tests::tests::{TestCase, Tests};
use candor::rulebook::{BUILTIN, BUILTIN_TESTS, Rulebook};
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;
use clap::Parser;
use miette::{IntoDiagnostic, Report, WrapErr};
use rayon::prelude::*;
use serde::Deserialize;

/// So many tests that told mutants apart lately are run first.
const LATELY: usize = 12;

/// Changes every rule of a rulebook a little, and shows which of these mutants its tests do not notice.
#[derive(Parser)]
struct Arguments {
    /// Only the mutants whose name holds this text.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// The rulebook; without one, the built-in.
    rules: Option<PathBuf>,
    /// Its tests; without them, those of the built-in.
    tests: Option<PathBuf>,
    /// Why mutants survive: `survivors: [{ mutant, because }]`.
    survivors: Option<PathBuf>,
}

/// Why mutants survive: `survivors: [{ mutant, because }]`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivors {
    survivors: Vec<Survivor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivor {
    mutant: String,
    because: String,
}

fn main() -> miette::Result<ExitCode> {
    let arguments = Arguments::parse();
    let rules = text(arguments.rules.as_deref(), BUILTIN)?;
    let tests_text = text(arguments.tests.as_deref(), BUILTIN_TESTS)?;
    let mut known = known(&arguments)?;
    known.survivors.retain(|one| one.mutant.contains(&arguments.only));
    let rulebook = Rulebook::read(&rules).map_err(Report::new)?;
    let tests = Tests::read(&rulebook, &tests_text).map_err(Report::new)?;
    let ui = Ui::english();
    let mut out = io::stdout();
    let proof = Proof { tests: &tests, ui, lately: Mutex::default() };
    if !proof.holds(&rulebook, &tests, "") {
        writeln!(out, "the tests do not hold for the rulebook itself: `candor rules test` shows why")
            .into_diagnostic()?;
        return Ok(ExitCode::FAILURE);
    }

    let mut mutants = mutations::mutants(&rulebook, ui);
    mutants.retain(|mutant| mutant.name.contains(&arguments.only));
    let survived: Vec<&mutations::Mutant> =
        mutants.par_iter().filter(|mutant| proof.survives(mutant, &rulebook, &tests_text)).collect();

    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for mutant in &mutants {
        kinds.entry(mutant.kind).or_default().0 += 1;
    }
    for mutant in &survived {
        kinds.entry(mutant.kind).or_default().1 += 1;
    }
    writeln!(out, "{:<40} {:>8} {:>9}", "change", "mutants", "survived").into_diagnostic()?;
    for (kind, (all, survived)) in kinds {
        writeln!(out, "{kind:<40} {all:>8} {survived:>9}").into_diagnostic()?;
    }
    writeln!(out, "{:<40} {:>8} {:>9}", "in all", mutants.len(), survived.len()).into_diagnostic()?;
    let unexplained = report(&survived, &known, &mut out).into_diagnostic()?;
    Ok(if unexplained { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The tests of a rulebook, and which of them told mutants apart lately: what told one mutant apart often tells the next.
struct Proof<'a> {
    tests: &'a Tests,
    ui: &'a Ui,
    lately: Mutex<Vec<usize>>,
}

impl Proof<'_> {
    /// Whether these tests hold for a rulebook. Those that told apart lately are run first, then those that expect
    /// something of `of`.
    fn holds(&self, rulebook: &Rulebook, tests: &Tests, of: &str) -> bool {
        let draw = |rulebook: &Rulebook, form: &Form| drawn(rulebook, form, self.ui);
        let runner = Runner::new(rulebook, self.ui, &draw);
        let named = |case: &TestCase| case.claims.iter().any(|claim| claim.statement.name(rulebook) == of);
        let lately = self.lately.lock().map(|lately| lately.clone()).unwrap_or_default();
        let (first, rest): (Vec<usize>, Vec<usize>) =
            (0..tests.cases.len()).partition(|&case| named(&tests.cases[case]));
        let told_apart = lately.into_iter().chain(first).chain(rest).find(|&case| !runner.holds(&tests.cases[case]));
        if let Some(case) = told_apart {
            self.remember(case);
        }
        told_apart.is_none()
    }

    fn remember(&self, case: usize) {
        let Ok(mut lately) = self.lately.lock() else { return };
        lately.retain(|&other| other != case);
        lately.insert(0, case);
        lately.truncate(LATELY);
    }

    fn survives(&self, mutant: &mutations::Mutant, rulebook: &Rulebook, tests_text: &SourceText) -> bool {
        let born = mutant.born(rulebook);
        if mutant.reads_otherwise {
            Tests::read(&born, tests_text).is_ok_and(|tests| self.holds(&born, &tests, &mutant.of))
        } else {
            self.holds(&born, self.tests, &mutant.of)
        }
    }
}

/// Lists survivors with their reasons; `true` where one has none, or a reason has no survivor.
fn report(survived: &[&mutations::Mutant], known: &Survivors, out: &mut impl Write) -> io::Result<bool> {
    let because = |mutant: &mutations::Mutant| known.survivors.iter().find(|one| one.mutant == mutant.name);
    let (explained, unexplained): (Vec<&mutations::Mutant>, Vec<&mutations::Mutant>) =
        survived.iter().copied().partition(|mutant| because(mutant).is_some());
    for mutant in explained {
        writeln!(out, "\nsurvived: {}", mutant.name)?;
        writeln!(out, "  because: {}", because(mutant).map_or("", |one| &one.because))?;
    }
    for mutant in &unexplained {
        writeln!(out, "\nsurvived without a reason: {}", mutant.name)?;
    }
    let killed = known.survivors.iter().filter(|one| !survived.iter().any(|mutant| mutant.name == one.mutant));
    let killed: Vec<&Survivor> = killed.collect();
    for one in &killed {
        writeln!(out, "\nlisted as a survivor, but a test tells it apart, or there is no such mutant: {}", one.mutant)?;
    }
    Ok(!unexplained.is_empty() || !killed.is_empty())
}

fn drawn(rulebook: &Rulebook, form: &Form, ui: &Ui) -> String {
    let summary = Summary::of(&Screening::new(rulebook, form), ui);
    let mut drawn = Vec::new();
    let look = candor::report::text::Look { width: 120, bold: false };
    // Writing into memory does not fail.
    let _ = candor::report::text::write(&candor::screening::layout::summary_blocks(&summary, ui), look, &mut drawn);
    String::from_utf8_lossy(&drawn).into_owned()
}

fn text(path: Option<&Path>, builtin: (&str, &str)) -> miette::Result<SourceText> {
    match path {
        None => Ok(SourceText::new(builtin.0, builtin.1)),
        Some(path) => Ok(SourceText::new(path.display().to_string(), read(path)?)),
    }
}

fn known(arguments: &Arguments) -> miette::Result<Survivors> {
    let of_builtin = || Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/intrathecal_pump.survivors.yaml");
    let path = arguments.survivors.clone().or_else(|| arguments.rules.is_none().then(of_builtin));
    let Some(path) = path else { return Ok(Survivors::default()) };
    serde_yaml::from_str(&read(&path)?).into_diagnostic().wrap_err_with(|| path.display().to_string())
}

fn read(path: &Path) -> miette::Result<String> {
    fs::read_to_string(path).into_diagnostic().wrap_err_with(|| format!("cannot read `{}`", path.display()))
}
