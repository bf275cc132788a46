//! `candor rules check`: all that is wrong with rulebooks, and with their texts in other languages.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, SourceCode};
use serde_json::{Value, json};

use crate::cli::drawing::theme;
use crate::cli::listing::ListFormat;
use crate::cli::{Context, RulesArg, Status};
use crate::document::{Finding, Findings, Listing};
use crate::rule_tests::sentences::{LongSentence, long_sentences};
use crate::rulebook::Rulebook;
use crate::rulebook::translate::{MissingText, Translated, translated};
use crate::text::{Lines, SourceText, Span, visible};
use crate::ui::{Language, Ui};

/// How many errors are drawn with the text around them; those beyond have a line each.
const DRAWN: usize = 200;
/// How many errors of a file are printed at most; those beyond are counted.
const PRINTED: usize = 1000;
/// The widest report, in columns.
const WIDEST: usize = 100;
/// Columns before the text of a line.
const GUTTER: usize = 8;

/// The code of a text that a translation lacks.
const MISSING: &str = "missing-translation";

/// Check that a rulebook can be used, and say all that is wrong with it
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Rulebooks to check; without any, the one of `--rules`, or the built-in one
    #[arg(value_name = "RULES")]
    rulebooks: Vec<PathBuf>,

    /// How to print what is wrong: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

impl CheckArgs {
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let named = self.rulebooks.into_iter().map(|path| RulesArg { rules: Some(path) });
        let mut rulebooks: Vec<RulesArg> = named.collect();
        if rulebooks.is_empty() {
            rulebooks.push(context.rules.clone());
        }
        let read = rulebooks.iter().map(checked).collect::<miette::Result<Vec<_>>>()?.concat();
        self.format.print("the report", |out| text(&read, context, out), || items(&read))?;
        Ok(if read.iter().any(|checked| checked.read.is_err()) { Status::Rulebook } else { Status::Done })
    }
}

/// A file, and what is to say of it, or all that is wrong with it.
#[derive(Clone)]
struct Checked {
    source: SourceText,
    read: Result<Good, Findings>,
}

/// A file without errors.
#[derive(Clone)]
struct Good {
    /// How much stands in it.
    line: String,
    remarks: Vec<Remark>,
}

/// What an author may want to know, and what is no error.
#[derive(Clone)]
struct Remark {
    at: Span,
    /// The code, of what other programs are told too.
    code: Option<&'static str>,
    what: String,
}

/// A rulebook, and behind it its texts in each other language that it has.
fn checked(rules: &RulesArg) -> miette::Result<Vec<Checked>> {
    let source = rules.source()?;
    let read = Rulebook::read(&source);
    let mut all = Vec::new();
    for language in Language::ALL {
        if let (Ok(rulebook), Some(source)) = (&read, rules.texts_in(language)?) {
            let ui = Ui::of(language);
            let read = translated(rulebook, &source, ui).map(|translated| of_texts(&translated, ui));
            all.push(Checked { source, read });
        }
    }
    all.insert(0, Checked { read: read.map(|rulebook| of_rulebook(&rulebook)), source });
    Ok(all)
}

fn of_rulebook(rulebook: &Rulebook) -> Good {
    let remark = |LongSentence { of, key, words, at }| Remark {
        at,
        code: None,
        what: format!("a sentence of `{of}`, `{key}`, has {words} words"),
    };
    Good { line: good(rulebook), remarks: long_sentences(rulebook).into_iter().map(remark).collect() }
}

fn of_texts(Translated { rulebook, missing }: &Translated, ui: &Ui) -> Good {
    let language = ui.language.code();
    let remark = |MissingText { path, at }: &MissingText| Remark {
        at: *at,
        code: Some(MISSING),
        what: format!("`{path}` is not said in `{language}`"),
    };
    let lacking = match missing.len() {
        0 => "no text is missing".to_owned(),
        number => format!("{} missing, so that `{language}` is not offered", count(number, "text is", "texts are")),
    };
    let reviewer = rulebook.translation.as_ref().and_then(|translation| translation.reviewed_by.as_deref());
    let reviewer = reviewer.map_or("no reviewer is named".to_owned(), |name| format!("reviewed by {}", visible(name)));
    Good { line: format!("no errors: {lacking}; {reviewer}"), remarks: missing.iter().map(remark).collect() }
}

/// Each error with the text around it, under a line that editors can jump to.
fn text(read: &[Checked], context: &Context, out: &mut impl Write) -> io::Result<()> {
    for Checked { source, read } in read {
        let name = visible(&source.name);
        match read {
            Ok(Good { line: sum, remarks }) => {
                let lines = Lines::of(&source.text);
                for Remark { at, code, what } in remarks {
                    let (line, column) = lines.line_and_column(at.start);
                    let kind = code.map_or_else(|| "note".to_owned(), |code| format!("warning: {code}"));
                    writeln!(out, "{name}:{line}:{column}: {kind}: {what}")?;
                }
                writeln!(out, "{name}: {sum}")?;
            }
            Err(errors) => wrong(&name, source, errors, context, out)?,
        }
    }
    Ok(())
}

fn wrong(
    name: &str,
    source: &SourceText,
    errors: &Findings,
    context: &Context,
    out: &mut impl Write,
) -> io::Result<()> {
    let width = context.width.min(WIDEST);
    let handler = GraphicalReportHandler::new_themed(theme(context.color_out))
        .with_width(width)
        .with_links(false)
        .with_context_lines(1);
    let lines = Lines::of(&source.text);
    let listing = errors.listing().with_width(width.saturating_sub(GUTTER));
    for (number, error) in errors.all().iter().take(PRINTED).enumerate() {
        let (line, column) = lines.line_and_column(error.at.start);
        let place = format!("{name}:{line}:{column}");
        let (code, error) = (error.code, error.shown());
        if number < DRAWN {
            let mut picture = String::new();
            let drawn = Drawn { error: &error, source: &listing };
            handler.render_report(&mut picture, &drawn).map_err(io::Error::other)?;
            writeln!(out, "{place}: {code}\n{picture}")?;
        } else {
            writeln!(out, "{place}: {code}: {error}")?;
        }
    }
    let more = errors.all().len().saturating_sub(PRINTED);
    if more > 0 {
        writeln!(out, "{name}: and {more} more; `--format json` lists all")?;
    }
    writeln!(out, "{name}: {}", count(errors.all().len(), "error", "errors"))
}

/// "no errors: 25 questions, 18 criteria, ..."
fn good(rulebook: &Rulebook) -> String {
    let counts = [
        count(rulebook.questions.len(), "question", "questions"),
        count(rulebook.facts.len(), "fact", "facts"),
        count(rulebook.scores.len(), "score", "scores"),
        count(rulebook.alerts.len(), "alert", "alerts"),
        count(rulebook.criteria.len(), "criterion", "criteria"),
        count(rulebook.sources.len(), "source", "sources"),
    ];
    format!("no errors: {}", counts.join(", "))
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The errors and warnings over all files; columns count characters, offsets bytes.
fn items(read: &[Checked]) -> Vec<Value> {
    let mut all = Vec::new();
    for Checked { source, read } in read {
        let lines = Lines::of(&source.text);
        match read {
            Ok(Good { remarks, .. }) => all.extend(remarks.iter().filter_map(|remark| warned(source, &lines, remark))),
            Err(errors) => all.extend(errors.all().iter().map(|error| described(&source.name, &lines, error))),
        }
    }
    all
}

fn warned(source: &SourceText, lines: &Lines<'_>, Remark { at, code, what }: &Remark) -> Option<Value> {
    let (line, column) = lines.line_and_column(at.start);
    code.map(|code| {
        json!({
            "file": source.name, "line": line, "column": column, "severity": "warning", "code": code, "message": what,
            "help": "say it in the file, so that the language is offered", "labels": [],
        })
    })
}

fn described(name: &str, lines: &Lines<'_>, error: &Finding) -> Value {
    let labels = error.underlined().map(|(Span { start, end }, text)| {
        let (line, column) = lines.line_and_column(start);
        let (end_line, end_column) = lines.line_and_column(end);
        json!({
            "line": line, "column": column, "end_line": end_line, "end_column": end_column, "start": start, "end": end,
            "text": text,
        })
    });
    let (line, column) = lines.line_and_column(error.at.start);
    json!({
        "file": name,
        "line": line,
        "column": column,
        "severity": "error",
        "code": error.code,
        "message": error.to_string(),
        "help": error.help,
        "labels": labels.collect::<Vec<Value>>(),
    })
}

/// An error with its text and without its code, which stands on the line above.
#[derive(Debug)]
struct Drawn<'e> {
    error: &'e Finding,
    source: &'e Listing,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Diagnostic::help(self.error)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }
}
