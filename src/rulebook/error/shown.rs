//! An error as it may be printed: what a terminal would act on is replaced in all that it says.

use std::fmt;

use miette::{Diagnostic, LabeledSpan};

use super::RulebookError;
use crate::text::visible;

/// An error whose message, help and labels are one line each, of characters that are seen.
#[derive(Clone, Debug)]
pub struct Shown(pub RulebookError);

fn line(text: &str) -> String {
    visible(text).replace(['\r', '\n'], " ")
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line(&self.0.to_string()))
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help().map(|help| Box::new(line(&help.to_string())) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels: Vec<LabeledSpan> = self.0.labels()?.map(clean).collect();
        Some(Box::new(labels.into_iter()))
    }
}

fn clean(label: LabeledSpan) -> LabeledSpan {
    let mut cleaned = label;
    cleaned.set_label(cleaned.label().map(line));
    cleaned
}
