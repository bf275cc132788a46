//! The lines before the first question: the greeting, the open drafts, and the form to continue.

use std::io;

use super::Ending;
use super::wording::Wording;
use crate::interview::progress::{Progress, Turn};
use crate::rulebook::Rulebook;
use crate::terminal::{Prompter, Typed};
use crate::ui::Ui;

/// A draft on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its case code.
    pub case: String,
    /// The time when it was saved, in words.
    pub when: String,
    /// Its state.
    pub state: OfferState,
}

/// The state of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// The draft fits the rulebook: its progress and its turn (`None`: nothing is left to ask).
    Open(Progress, Option<Turn>),
    /// The draft was made with other rules, named here.
    OtherRules(String),
    /// The path of a draft that cannot be read. It is shown and not offered.
    Unreadable(String),
}

/// The lines at a terminal before the first question.
#[derive(Debug)]
pub struct InterviewStart<'a, P> {
    prompter: &'a mut P,
    ui: &'a Ui,
    rulebook: &'a Rulebook,
}

impl<'a, P: Prompter> InterviewStart<'a, P> {
    /// Prepares the start of an interview at this terminal.
    pub fn new(prompter: &'a mut P, ui: &'a Ui, rulebook: &'a Rulebook) -> InterviewStart<'a, P> {
        InterviewStart { prompter, ui, rulebook }
    }

    /// Writes the rulebook's id, version and title, the purpose, and the reviewer of a translation.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    pub fn greet(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.start;
        let translation = self.rulebook.translation.as_ref();
        let reviewed = translation.map(|translation| self.ui.words.reviewer(translation.reviewed_by.as_deref()));
        let head = texts.head(&self.rulebook.id, &self.rulebook.version, &self.rulebook.title);
        for line in [head, texts.purpose.to_owned()].into_iter().chain(reviewed) {
            self.say(&line)?;
        }
        Ok(())
    }

    /// Offers the open drafts. Returns the place of the chosen one, `None` for a new patient, or the ending of the
    /// start. A pipe is never asked, so a list of answers holds only answers.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written.
    pub fn offer(&mut self, offers: &[Offer]) -> io::Result<Result<Option<usize>, Ending>> {
        if self.prompter.surface().piped {
            return Ok(Ok(None));
        }
        for offer in offers {
            self.say(&described(self.wording(), offer))?;
        }
        let open = offers.iter().enumerate().filter(|(_, offer)| !matches!(offer.state, OfferState::Unreadable(_)));
        let open: Vec<(usize, &Offer)> = open.collect();
        if open.is_empty() {
            return Ok(Ok(None));
        }
        let texts = &self.ui.interview.start;
        let text = |offer: &Offer| match open.len() {
            1 => texts.continue_it.to_owned(),
            _ => texts.continue_case(&offer.case),
        };
        let entries = open.iter().map(|(place, offer)| (text(offer), Some(*place)));
        let new = (texts.new_patient.to_owned(), None);
        self.choose(&entries.chain([new]).collect::<Vec<_>>())
    }

    /// Asks whether to continue a form made with other rules, and returns the answer or the ending of the start.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written.
    pub fn confirm_rules(&mut self, before: &str) -> io::Result<Result<bool, Ending>> {
        let now = named(&self.rulebook.id, &self.rulebook.version, &self.rulebook.sha256);
        self.say(&self.ui.interview.start.rules_differ(before, &now))?;
        let words = &self.ui.words;
        self.choose(&[(words.yes.to_owned(), true), (words.no.to_owned(), false)])
    }

    /// Writes the code of the new case, and the keys.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    pub fn begun(&mut self, case: &str) -> io::Result<()> {
        self.say(&self.ui.interview.start.begun(case))?;
        self.say_keys()
    }

    /// Writes the code of the resumed case, its progress, and the keys.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    pub fn continued(&mut self, case: &str, progress: Progress) -> io::Result<()> {
        let to_go = self.wording().still_to_go(progress);
        self.say(&self.ui.interview.start.continued(case, progress.answered, to_go))?;
        self.say_keys()
    }

    fn say_keys(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.start;
        self.say(self.wording().of(texts.keys, texts.keys_plain))
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        let text = self.wording().wrapped(text, "", "");
        self.prompter.say(&text)
    }

    /// Lets the nurse choose an entry, by its number or its text.
    fn choose<T: Copy>(&mut self, entries: &[(String, T)]) -> io::Result<Result<T, Ending>> {
        for (number, (text, _)) in (1..).zip(entries) {
            self.prompter.say(&format!("  {number}. {text}"))?;
        }
        loop {
            let line = match self.prompter.line("> ", None)? {
                Typed::Line(line) => line.trim().to_lowercase(),
                Typed::NotText => String::new(),
                Typed::Ended => return Ok(Err(Ending::Ended(None))),
                Typed::Interrupted => return Ok(Err(Ending::Interrupted)),
            };
            let is_chosen = |(number, (text, _)): &(usize, &(String, T))| {
                text.to_lowercase() == line || line.parse() == Ok(*number)
            };
            if let Some((_, (_, choice))) = (1..).zip(entries).find(is_chosen) {
                return Ok(Ok(*choice));
            }
            let trouble = &self.ui.interview.trouble;
            self.prompter.warn(&trouble.error(trouble.one_number))?;
            if self.prompter.surface().piped {
                return Ok(Err(Ending::Ended(None)));
            }
        }
    }

    fn wording(&self) -> Wording<'a> {
        let (width, rich) = (self.prompter.width(), self.prompter.surface().rich);
        Wording { rulebook: self.rulebook, ui: self.ui, width, rich }
    }
}

/// Returns a rulebook's name, version and the first 8 characters of its hash.
#[must_use]
pub fn named(id: &str, version: &str, sha256: &str) -> String {
    let begin: String = sha256.chars().take(8).collect();
    crate::unit::clean(&format!("{id} {version} ({begin})"))
}

/// Returns the text of an offer.
fn described(wording: Wording<'_>, offer: &Offer) -> String {
    let texts = &wording.ui.interview.start;
    let (when, case) = (&offer.when, &offer.case);
    match &offer.state {
        OfferState::Open(progress, turn) => {
            let turn = match turn {
                Some(Turn::Call) => texts.turn_call,
                Some(Turn::Chart) => texts.turn_chart,
                None => texts.turn_review,
            };
            texts.draft(when, case, turn, progress.answered, wording.still_to_go(*progress))
        }
        OfferState::OtherRules(rules) => texts.draft_of_other_rules(when, case, rules),
        OfferState::Unreadable(file) => texts.draft_unreadable(when, file),
    }
}
