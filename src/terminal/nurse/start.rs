//! The start: what this is, which drafts are open, and which form goes on.

use std::io;

use super::wording::Wording;
use crate::interview::open::{Progress, Turn};
use crate::rulebook::Rulebook;
use crate::terminal::{Prompter, Typed};
use crate::ui::Ui;

/// A draft that could be continued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its case code.
    pub case: String,
    /// When it was saved, in words.
    pub when: String,
    /// What is known of it.
    pub state: OfferState,
}

/// What is known of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// It fits the rulebook: how far it is, and whose turn it is (`None`: nothing is left to ask).
    Open(Progress, Option<Turn>),
    /// It was made with other rules, named here.
    OtherRules(String),
    /// It cannot be read; where it lies. It is shown and not offered.
    Unreadable(String),
}

/// What was chosen at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartChoice {
    /// A new patient, or yes.
    New,
    /// The offer at this place.
    Continue(usize),
    /// No.
    No,
    /// Nothing more can be read.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// The first lines of the screen.
///
/// # Errors
/// Where the terminal cannot be written.
pub fn greet(prompter: &mut impl Prompter, ui: &Ui, rulebook: &Rulebook) -> io::Result<()> {
    let texts = &ui.interview.start;
    let wording = wording(prompter, ui, rulebook);
    let translation = rulebook.translation.as_ref();
    let reviewed = translation.map(|translation| ui.words.reviewer(translation.reviewed_by.as_deref()));
    let head = texts.head(&rulebook.id, &rulebook.version, &rulebook.title);
    for line in [head, texts.purpose.to_owned()].into_iter().chain(reviewed) {
        prompter.say(&wording.wrapped(&line, "", ""))?;
    }
    Ok(())
}

/// Offers the open drafts. A pipe is never asked, so that a list of answers is just the answers.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn offer(prompter: &mut impl Prompter, ui: &Ui, rulebook: &Rulebook, offers: &[Offer]) -> io::Result<StartChoice> {
    let texts = &ui.interview.start;
    if prompter.surface().piped {
        return Ok(StartChoice::New);
    }
    let wording = wording(prompter, ui, rulebook);
    for offer in offers {
        prompter.say(&wording.wrapped(&described(wording, offer), "", ""))?;
    }
    let open: Vec<usize> =
        (0..offers.len()).filter(|&place| !matches!(offers[place].state, OfferState::Unreadable(_))).collect();
    if open.is_empty() {
        return Ok(StartChoice::New);
    }
    let mut entries: Vec<(String, StartChoice)> = open
        .iter()
        .map(|&place| {
            let text = match open.len() {
                1 => texts.continue_it.to_owned(),
                _ => texts.continue_case(&offers[place].case),
            };
            (text, StartChoice::Continue(place))
        })
        .collect();
    entries.push((texts.new_patient.to_owned(), StartChoice::New));
    choose(prompter, ui, &entries)
}

/// Asks whether a form made with other rules is continued with these.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn confirm_rules(
    prompter: &mut impl Prompter,
    ui: &Ui,
    rulebook: &Rulebook,
    before: &str,
) -> io::Result<StartChoice> {
    let now = named(&rulebook.id, &rulebook.version, &rulebook.sha256);
    let text = ui.interview.start.rules_differ(before, &now);
    prompter.say(&wording(prompter, ui, rulebook).wrapped(&text, "", ""))?;
    choose(prompter, ui, &[(ui.words.yes.to_owned(), StartChoice::New), (ui.words.no.to_owned(), StartChoice::No)])
}

/// Says which case begins, and which keys there are.
///
/// # Errors
/// Where the terminal cannot be written.
pub fn begun(prompter: &mut impl Prompter, ui: &Ui, rulebook: &Rulebook, case: &str) -> io::Result<()> {
    let text = ui.interview.start.begun(case);
    said(prompter, ui, rulebook, &text)
}

/// Says which case continues and how far it is, and which keys there are.
///
/// # Errors
/// Where the terminal cannot be written.
pub fn continued(
    prompter: &mut impl Prompter,
    ui: &Ui,
    rulebook: &Rulebook,
    case: &str,
    progress: Progress,
) -> io::Result<()> {
    let to_go = wording(prompter, ui, rulebook).still_to_go(progress);
    said(prompter, ui, rulebook, &ui.interview.start.continued(case, progress.answered, to_go))
}

/// A rulebook by name, version and the beginning of its hash.
#[must_use]
pub fn named(id: &str, version: &str, sha256: &str) -> String {
    let begin: String = sha256.chars().take(8).collect();
    crate::unit::clean(&format!("{id} {version} ({begin})"))
}

fn said(prompter: &mut impl Prompter, ui: &Ui, rulebook: &Rulebook, text: &str) -> io::Result<()> {
    let wording = wording(prompter, ui, rulebook);
    prompter.say(&wording.wrapped(text, "", ""))?;
    let texts = &ui.interview.start;
    prompter.say(&wording.wrapped(wording.of(texts.keys, texts.keys_plain), "", ""))
}

fn described(wording: Wording<'_>, offer: &Offer) -> String {
    let texts = &wording.ui.interview.start;
    let (when, case) = (&offer.when, &offer.case);
    match &offer.state {
        OfferState::Open(progress, turn) => {
            let turn = match turn {
                Some(Turn::Call) => &texts.turn_call,
                Some(Turn::Chart) => &texts.turn_chart,
                None => &texts.turn_review,
            };
            texts.draft(when, case, turn, progress.answered, wording.still_to_go(*progress))
        }
        OfferState::OtherRules(rules) => texts.draft_of_other_rules(when, case, rules),
        OfferState::Unreadable(file) => texts.draft_unreadable(when, file),
    }
}

fn choose(prompter: &mut impl Prompter, ui: &Ui, entries: &[(String, StartChoice)]) -> io::Result<StartChoice> {
    for (number, (text, _)) in (1..).zip(entries) {
        prompter.say(&format!("  {number}. {text}"))?;
    }
    loop {
        let line = match prompter.line("> ", None)? {
            Typed::Line(line) => line,
            Typed::NotText => String::new(),
            Typed::Ended => return Ok(StartChoice::Ended),
            Typed::Interrupted => return Ok(StartChoice::Interrupted),
        };
        let line = line.trim().to_lowercase();
        let chosen = (1..).zip(entries).find(|(number, (text, _))| {
            text.to_lowercase() == line || line.parse::<usize>().is_ok_and(|typed| typed == *number)
        });
        if let Some((_, (_, choice))) = chosen {
            return Ok(*choice);
        }
        let what = &ui.interview.trouble.one_number;
        prompter.warn(&ui.interview.trouble.error(what))?;
        if prompter.surface().piped {
            return Ok(StartChoice::Ended);
        }
    }
}

fn wording<'a>(prompter: &impl Prompter, ui: &'a Ui, rulebook: &'a Rulebook) -> Wording<'a> {
    Wording { rulebook, ui, width: prompter.width(), rich: prompter.surface().rich }
}
