//! Writes the outcome of a rulebook's tests as `JUnit` XML.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Tested;
use crate::rule_tests::coverage::{Coverage, Measured};
use crate::rule_tests::run::{Difference, TestOutcome};

/// Writes it.
///
/// # Errors
/// Returns the error of `out`.
pub fn write(tested: &Tested<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites").with_attribute(("name", "candor rules test")).write_inner_content(|xml| {
        rules(tested, xml)?;
        match tested.coverage {
            Some(coverage) => shown(tested, coverage, xml),
            None => Ok(()),
        }
    })?;
    writeln!(out)
}

type Xml<'o, W> = Writer<&'o mut W>;

/// A suite of the tests, a case for each.
fn rules<W: Write>(tested: &Tested<'_>, xml: &mut Xml<'_, W>) -> io::Result<()> {
    let name = format!("{} {}", tested.rulebook.id, tested.rulebook.version);
    suite(xml, &name, tested.outcomes.len(), tested.differing(), |xml| {
        tested.outcomes.iter().try_for_each(|outcome| case(tested, outcome, xml))
    })
}

fn case<W: Write>(tested: &Tested<'_>, outcome: &TestOutcome, xml: &mut Xml<'_, W>) -> io::Result<()> {
    let (name, line) = (clean(&outcome.name), tested.line(outcome.at).to_string());
    let case = xml
        .create_element("testcase")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("classname", tested.rulebook.id.as_str()))
        .with_attribute(("file", tested.source.name.as_str()))
        .with_attribute(("line", line.as_str()));
    if outcome.differences.is_empty() {
        case.write_empty()?;
        return Ok(());
    }
    case.write_inner_content(|xml| outcome.differences.iter().try_for_each(|one| difference(one, xml)))?;
    Ok(())
}

fn difference<W: Write>(one: &Difference, xml: &mut Xml<'_, W>) -> io::Result<()> {
    failure(xml, &format!("{}: expected {}, found {}", one.what, one.expected, one.found), &one.why.join("\n"))
}

/// A suite of what the tests show, a case for each measure, and one for `cannot`.
fn shown<W: Write>(tested: &Tested<'_>, coverage: &Coverage, xml: &mut Xml<'_, W>) -> io::Result<()> {
    let is_low = |measured: &Measured| tested.least.is_some_and(|least| !measured.is_at_least(least));
    let wrong = &coverage.reached_all_the_same;
    let failures =
        coverage.measured.iter().filter(|measured| is_low(measured)).count() + usize::from(!wrong.is_empty());
    suite(xml, "coverage", coverage.measured.len() + 1, failures, |xml| {
        for measured in &coverage.measured {
            let open: Vec<String> = measured.open.iter().map(|goal| line(tested, *goal)).collect();
            let Measured { reached, goals, .. } = measured;
            let message = is_low(measured).then(|| format!("{reached} of {goals}, {} percent", measured.percent()));
            measure(xml, measured.measure.name(), message.as_deref(), &open.join("\n"))?;
        }
        let wrong: Vec<String> = wrong.iter().map(|cannot| line(tested, cannot.goal)).collect();
        let message = (!wrong.is_empty()).then_some("a test shows what `cannot` says is never seen");
        measure(xml, "cannot", message, &wrong.join("\n"))
    })
}

fn line(tested: &Tested<'_>, goal: crate::rule_tests::goal::Goal) -> String {
    let named = goal.named(tested.rulebook);
    format!("{}: {}", named.of, named.what)
}

fn suite<W: Write>(
    xml: &mut Xml<'_, W>,
    name: &str,
    tests: usize,
    failures: usize,
    inside: impl FnOnce(&mut Xml<'_, W>) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element("testsuite")
        .with_attribute(("name", name))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", "0"))
        .write_inner_content(inside)?;
    Ok(())
}

fn measure<W: Write>(xml: &mut Xml<'_, W>, name: &str, message: Option<&str>, text: &str) -> io::Result<()> {
    let case = xml.create_element("testcase").with_attribute(("name", name)).with_attribute(("classname", "coverage"));
    match message {
        None => case.write_empty()?,
        Some(message) => case.write_inner_content(|xml| failure(xml, message, text))?,
    };
    Ok(())
}

fn failure<W: Write>(xml: &mut Xml<'_, W>, message: &str, text: &str) -> io::Result<()> {
    let (message, text) = (clean(message), clean(text));
    xml.create_element("failure")
        .with_attribute(("message", message.as_str()))
        .with_attribute(("type", "not as expected"))
        .write_text_content(BytesText::new(&text))?;
    Ok(())
}

/// Without the signs that XML cannot hold.
fn clean(text: &str) -> String {
    let fits =
        |sign: &char| matches!(sign, '\t' | '\n') || !sign.is_control() && !matches!(sign, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(fits).collect()
}
