//! Texts with placeholders for answers: `Relief in the trial: {relief_percent}.`

use super::{Piece, Subject, Template, codes};
use crate::document::{Finding, Place};
use crate::text::Span;

/// A lookup of names: returns the subject, or advice on the name that was meant.
pub(super) type Find<'f> = &'f dyn Fn(&str, &[Finding]) -> Result<Subject, Option<String>>;

/// Reads the template at a place of a file. Reports unmatched braces and unknown names.
pub(super) fn read(text: &str, place: Place<'_>, find: Find<'_>, errors: &mut Vec<Finding>) -> Template {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut written = Written::of(place);
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(brace);
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let name = from.strip_prefix('{').and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        let Some(name) = name.filter(|name| !name.contains('{')) else {
            let at = written.next(&from[..1]);
            errors.push(codes::PLACEHOLDER_FORM.at(at, "a brace without its partner"));
            return Template { pieces };
        };
        let at = written.next(&from[..name.len() + 2]);
        match find(name, errors) {
            Ok(subject) => pieces.push(Piece::Show(subject)),
            Err(advice) => {
                let message = format!("the placeholder `{{{name}}}` names nothing");
                errors.push(codes::UNKNOWN_PLACEHOLDER.at(at, message).help(advice));
            }
        }
        rest = &from[name.len() + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Template { pieces }
}

/// A cursor over a text as written in the file, to locate its parts one after the other.
struct Written<'t> {
    whole: Span,
    /// The text after the part found last; `None` once a part was not found.
    rest: Option<&'t str>,
}

impl<'t> Written<'t> {
    fn of(place: Place<'t>) -> Written<'t> {
        Written { whole: place.span(), rest: Some(place.written()) }
    }

    /// Returns the place of the next part; that of the whole text if the part is written differently in the file.
    fn next(&mut self, part: &str) -> Span {
        let Some((rest, found)) = self.rest.and_then(|rest| Some((rest, rest.find(part)?))) else {
            self.rest = None;
            return self.whole;
        };
        let start = self.whole.end - rest.len() + found;
        self.rest = Some(&rest[found + part.len()..]);
        Span { start, end: start + part.len() }
    }
}
