//! Findings for people: each error with the text around it, under a line that editors can jump to.

use std::io::{self, Write};
use std::sync::Arc;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, MietteDiagnostic, Report};

use super::{AuthorNote, CheckedFile, SoundFile};
use crate::document::{Finding, Findings};
use crate::report::count;
use crate::text::{Lines, SourceText, visible};

/// Maximum number of errors drawn with the text around them; each further error has one line.
const DRAWN: usize = 200;
/// Maximum number of errors printed per file; further errors are only counted.
const PRINTED: usize = 1000;
/// Maximum width of a report, in columns.
const WIDEST: usize = 100;
/// Number of columns before the text of a line.
const GUTTER: usize = 8;

/// Writes the findings over all files; `width` is in columns.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(files: &[CheckedFile], theme: &GraphicalTheme, width: usize, out: &mut impl Write) -> io::Result<()> {
    for CheckedFile { source, read } in files {
        let name = visible(&source.name);
        match read {
            Ok(SoundFile { sum, notes }) => {
                let lines = Lines::of(&source.text);
                for AuthorNote { at, code, what } in notes {
                    let (line, column) = lines.line_and_column(at.start);
                    let kind = code.map_or_else(|| "note".to_owned(), |code| format!("warning: {code}"));
                    writeln!(out, "{name}:{line}:{column}: {kind}: {what}")?;
                }
                writeln!(out, "{name}: {sum}")?;
            }
            Err(errors) => wrong(&name, source, errors, theme, width.min(WIDEST), out)?,
        }
    }
    Ok(())
}

fn wrong(
    name: &str,
    source: &SourceText,
    errors: &Findings,
    theme: &GraphicalTheme,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let handler = GraphicalReportHandler::new_themed(theme.clone()).with_width(width);
    let handler = handler.with_links(false).with_context_lines(1);
    let lines = Lines::of(&source.text);
    let listing = Arc::new(errors.listing().with_width(width.saturating_sub(GUTTER)));
    for (number, error) in errors.all().iter().take(PRINTED).enumerate() {
        let (line, column) = lines.line_and_column(error.at.start);
        let place = format!("{name}:{line}:{column}");
        let (code, error) = (error.code, error.shown());
        if number < DRAWN {
            let mut picture = String::new();
            let drawn = Report::new(without_code(&error)).with_source_code(Arc::clone(&listing));
            handler.render_report(&mut picture, drawn.as_ref()).map_err(io::Error::other)?;
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

/// Returns an error without its code, already printed on the line above.
fn without_code(error: &Finding) -> MietteDiagnostic {
    let mut drawn = MietteDiagnostic::new(&error.message).and_labels(error.labels().into_iter().flatten());
    drawn.help = error.help.as_deref().map(str::to_owned);
    drawn
}
