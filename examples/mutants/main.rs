//! Proof that the tests of a rulebook would notice a change: every rule of it is changed a little, one change at a time,
//! and the tests are run on each of these mutants. A mutant that all tests hold for has survived.
//!
//! `cargo run --release --example mutants [RULES [TESTS [SURVIVORS]]]`; without arguments the built-in rulebook. The
//! survivors file says, for each mutant that no form tells from the rulebook, why that is so; every other survivor, and
//! every entry that did not survive, ends the run with status 1.

mod breed;

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use candor::check::run::Runner;
use candor::check::tests::{Case, Tests};
use candor::rulebook::bind::Form;
use candor::rulebook::{BUILTIN, BUILTIN_TESTS, Rulebook};
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;
use miette::{IntoDiagnostic, Report, WrapErr};
use rayon::prelude::*;
use serde::Deserialize;

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
    let arguments: Vec<String> = env::args().skip(1).collect();
    let rules = text(arguments.first(), BUILTIN)?;
    let tests = text(arguments.get(1), BUILTIN_TESTS)?;
    let known = match arguments.get(2) {
        Some(path) => {
            serde_yaml::from_str(&text(Some(path), BUILTIN)?.text).into_diagnostic().wrap_err(path.clone())?
        }
        None if arguments.is_empty() => known_of_builtin()?,
        None => Survivors::default(),
    };
    let rulebook = Rulebook::read(&rules).map_err(Report::new)?;
    let tests = Tests::read(&rulebook, &tests).map_err(Report::new)?;
    let ui = Ui::english().into_diagnostic()?;
    let named: Vec<HashSet<String>> = tests.cases.iter().map(|case| names(case, &rulebook)).collect();
    let holds = |mutant: &Rulebook, of: &str| {
        let draw = |rulebook: &Rulebook, form: &Form| drawn(rulebook, form, &ui);
        let runner = Runner::new(mutant, &ui, &draw);
        let (first, rest): (Vec<usize>, Vec<usize>) =
            (0..tests.cases.len()).partition(|&case| named[case].contains(of));
        first.into_iter().chain(rest).all(|case| runner.holds(&tests.cases[case]))
    };
    let mut out = io::stdout();
    if !holds(&rulebook, "") {
        writeln!(out, "the tests do not hold for the rulebook itself: `candor rules test` shows why")
            .into_diagnostic()?;
        return Ok(ExitCode::FAILURE);
    }

    let mutants = breed::mutants(&rulebook, &ui);
    let survived: Vec<&breed::Mutant> =
        mutants.par_iter().filter(|mutant| holds(&mutant.born(&rulebook), &mutant.of)).collect();

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

/// Lists survivors with their reasons; `true` where one has none, or a reason has no survivor.
fn report(survived: &[&breed::Mutant], known: &Survivors, out: &mut impl Write) -> io::Result<bool> {
    let because = |mutant: &breed::Mutant| known.survivors.iter().find(|one| one.mutant == mutant.name);
    let (explained, unexplained): (Vec<&breed::Mutant>, Vec<&breed::Mutant>) =
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

/// What a test expects something of.
fn names(case: &Case, rulebook: &Rulebook) -> HashSet<String> {
    case.claims.iter().map(|claim| claim.statement.name(rulebook)).collect()
}

fn drawn(rulebook: &Rulebook, form: &Form, ui: &Ui) -> String {
    let summary = Summary::of(&Screening::of(rulebook, form), ui);
    let mut drawn = Vec::new();
    let look = candor::report::text::Look { width: 120, bold: false };
    // Writing into memory does not fail.
    let _ = candor::report::text::write(&summary, ui, look, &mut drawn);
    String::from_utf8_lossy(&drawn).into_owned()
}

fn text(path: Option<&String>, builtin: (&str, &str)) -> miette::Result<SourceText> {
    match path {
        None => Ok(SourceText { name: builtin.0.to_owned(), text: builtin.1.to_owned() }),
        Some(path) => {
            let text = fs::read_to_string(path).into_diagnostic().wrap_err_with(|| format!("cannot read `{path}`"))?;
            Ok(SourceText { name: path.clone(), text })
        }
    }
}

fn known_of_builtin() -> miette::Result<Survivors> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/intrathecal_pump.survivors.yaml");
    let text =
        fs::read_to_string(&path).into_diagnostic().wrap_err_with(|| format!("cannot read {}", path.display()))?;
    serde_yaml::from_str(&text).into_diagnostic().wrap_err_with(|| path.display().to_string())
}
