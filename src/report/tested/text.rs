//! Writes the outcome of a rulebook's tests for people: the differences as tables, then the coverage.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use super::Tested;
use crate::report::{columns, count};
use crate::rule_tests::coverage::{Coverage, GoalName, Measured};
use crate::rule_tests::run::TestOutcome;

/// Maximum width of a name kept on one line, in columns.
const WIDEST_NAME: usize = 32;

/// Writes the outcome; `width` is in columns.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(tested: &Tested<'_>, width: usize, out: &mut impl Write) -> io::Result<()> {
    let rulebook = tested.rulebook;
    writeln!(out, "Rulebook {} {}, tests in {}", rulebook.id, rulebook.version, tested.source.name)?;
    for outcome in tested.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()) {
        differing(tested, outcome, width, out)?;
    }
    writeln!(out)?;
    match (tested.outcomes.len(), tested.differing()) {
        (0, _) => writeln!(out, "no test was run")?,
        (all, 0) => writeln!(out, "{}, all as expected", count(all, "test", "tests"))?,
        (all, differing) => writeln!(out, "{}, {differing} not as expected", count(all, "test", "tests"))?,
    }
    match tested.coverage {
        Some(coverage) => covered(tested, coverage, out),
        None => writeln!(out, "only some tests were run: what they show was not measured"),
    }
}

fn differing(tested: &Tested<'_>, outcome: &TestOutcome, width: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nNot as expected: {}", outcome.name)?;
    writeln!(out, "  {}, line {}", tested.source.name, tested.line(outcome.at))?;
    let mut table = Table::new();
    table.load_style(presets::ASCII_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width.clamp(60, 120)).unwrap_or(120));
    table.set_header(["what", "expected", "found", "why"]);
    for one in &outcome.differences {
        table.add_row([&one.what, &one.expected, &one.found, &one.why.join("\n")]);
    }
    let widest = outcome.differences.iter().map(|one| one.what.chars().count()).max().unwrap_or_default();
    if widest <= WIDEST_NAME
        && let Some(names) = table.column_mut(0)
    {
        names.set_constraint(ColumnConstraint::ContentWidth);
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn covered(tested: &Tested<'_>, coverage: &Coverage, out: &mut impl Write) -> io::Result<()> {
    let row = |measured: &Measured| {
        let Measured { measure, reached, goals, cannot, .. } = measured;
        let percent = format!("{} %", measured.percent());
        [measure.name().to_owned(), reached.to_string(), goals.to_string(), percent, cannot.to_string()]
    };
    let heads = ["What the tests show", "reached", "of", "percent", "cannot be"];
    writeln!(out)?;
    columns::write(heads, coverage.measured.iter().map(row), &[1, 2, 3, 4], out)?;
    let open: Vec<String> = coverage.measured.iter().flat_map(|measured| not_shown(tested, measured)).collect();
    if !open.is_empty() {
        writeln!(out, "\nNot shown by any test:")?;
        for line in open {
            writeln!(out, "  {line}")?;
        }
    }
    for cannot in &coverage.reached_all_the_same {
        let (of, what) = (cannot.goal.of(tested.rulebook), cannot.goal.what(tested.rulebook));
        let line = tested.line(cannot.at);
        writeln!(
            out,
            "\n{}, line {line}: `cannot` says that {of} is never: {what}. A test shows it.",
            tested.source.name
        )?;
    }
    if let Some(least) = tested.least.filter(|least| !coverage.is_at_least(*least)) {
        let below = coverage.measured.iter().filter(|measured| !measured.is_at_least(least));
        let below: Vec<&str> = below.map(|measured| measured.measure.name()).collect();
        writeln!(out, "\nBelow {least} percent: {}", below.join(", "))?;
    }
    Ok(())
}

/// Returns the goals that no test reaches, a line for each subject: "`trial_relief`: met, unknown".
fn not_shown(tested: &Tested<'_>, measured: &Measured) -> Vec<String> {
    let open: Vec<GoalName> = measured.open.iter().map(|goal| goal.named(tested.rulebook)).collect();
    let line = |alike: &[GoalName]| {
        let whats: Vec<&str> = alike.iter().map(|goal| goal.what.as_str()).collect();
        format!("{}: {}", alike[0].of, whats.join(", "))
    };
    open.chunk_by(|one, next| one.of == next.of).map(line).collect()
}
