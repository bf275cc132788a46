//! The first lines of the review: what is open, missing or urgent, each with its count.

use unicode_width::UnicodeWidthStr;

use crate::answer::{Missing, QuestionId};
use crate::interview::open::OpenBecause;
use crate::rulebook::AlertId;
use crate::terminal::Prompter;
use crate::terminal::nurse::Nurse;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// "Still to ask (1)  \[43\]": each heading with its count and questions. Those that are always of interest are shown
    /// with a count of 0 too.
    pub(super) fn counts(&self) -> Vec<String> {
        let texts = &self.ui.interview.review;
        let interview = &self.interview;
        let wording = self.wording();
        let waiting: Vec<QuestionId> = interview
            .open()
            .into_iter()
            .filter(|open| matches!(open.because, OpenBecause::Waits(_)))
            .map(|open| open.question)
            // which children there are is not known before their parent is answered
            .filter(|&question| {
                let parent = interview.rulebook().questions[question].parent;
                parent.is_none_or(|parent| interview.is_dealt_with(parent.question))
            })
            .collect();
        let checked =
            |question: &QuestionId| interview.form().answers.get(*question).is_some_and(|given| given.checked);
        let missing = |reason| interview.missing(reason);
        let line = |heading: &dyn Fn(usize) -> String, questions: Vec<QuestionId>, always: bool| {
            let shown = always || !questions.is_empty();
            shown.then(|| (heading(questions.len()), wording.numbers(&questions)))
        };
        let lines = [
            line(&|count| texts.still_to_ask(count), self.still_to_ask(), true),
            line(&|count| texts.unknown(count), missing(Missing::Unknown), true),
            line(&|count| texts.declined(count), missing(Missing::Declined), true),
            line(&|count| texts.not_applicable(count), missing(Missing::NotApplicable), false),
            line(&|count| texts.unreadable(count), missing(Missing::Unreadable), false),
            line(&|count| texts.waiting(count), waiting, false),
            line(&|count| texts.checked(count), interview.to_review().into_iter().filter(checked).collect(), true),
            line(&|count| texts.set_aside(count), interview.set_aside(), false),
        ];
        let named = |alert: &AlertId| {
            let title = &interview.rulebook().alerts[*alert].title;
            format!("{} {title}", wording.numbers(&interview.behind(*alert)))
        };
        let titles: Vec<String> = interview.alerts().iter().map(named).collect();
        let urgent = (texts.urgent(titles.len()), titles.join(", "));
        lines
            .into_iter()
            .flatten()
            .chain([urgent])
            .map(|(heading, which)| match which.as_str() {
                "" => heading,
                which => format!("{heading}{}{which}", wording.of("  ", ": ")),
            })
            .collect()
    }
}

/// As many to a line as fit, with room between; at least one.
pub(super) fn beside_each_other(parts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.width() + 5 + part.width() <= width => line.extend(["     ", part]),
            _ => lines.push(part.clone()),
        }
    }
    lines
}
