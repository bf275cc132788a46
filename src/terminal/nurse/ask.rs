//! One question: its heading, its text, and the lines typed until it is answered or left.

use std::io;

use super::{Ending, Flow, Nurse};
use crate::answer::{Given, Missing, QuestionId};
use crate::interview::open::Part;
use crate::interview::uses::Uses;
use crate::rulebook::Read;
use crate::rulebook::bind::NOTE_LIMIT;
use crate::terminal::grammar::{self, Command, Meant};
use crate::terminal::{Prompter, Typed};
use crate::ui::fill;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Asks one question until it is answered, or the nurse goes elsewhere.
    pub(super) fn ask(&mut self, id: QuestionId) -> io::Result<Flow> {
        self.head(id)?;
        self.present(id)?;
        let mut waiting: Option<Given> = None;
        loop {
            let line = match self.prompter.line("> ", None)? {
                Typed::Line(line) => line,
                Typed::Ended => return Ok(Flow::Leave(Ending::Ended(Some(id)))),
                Typed::Interrupted => return Ok(Flow::Leave(Ending::Interrupted)),
                Typed::NotText => {
                    if let Some(flow) = self.complain(&self.ui.interview.trouble.not_text)? {
                        return Ok(flow);
                    }
                    continue;
                }
            };
            let meant = grammar::read(&self.ui.interview.commands, self.interview.rulebook().question(id), &line);
            let held = waiting.take();
            if held.is_some() && !matches!(meant, Meant::Command(_)) && self.prompter.surface().piped {
                return Ok(Flow::Leave(Ending::Refused(Some(id)))); // the line was meant for another question
            }
            let flow = match (meant, held) {
                (Meant::Command(Command::Keep), Some(given)) => self.accept(id, given)?,
                (Meant::Command(command), held) => {
                    waiting = held;
                    self.command(id, command)?
                }
                (Meant::Nothing, _) => self.enter(id)?,
                (Meant::Wrong(wrong), _) => self.complain(&self.wording().wrong(Some(id), &line, &wrong))?,
                (Meant::Missing(reason), _) => self.accept(id, Given::from(reason))?,
                (Meant::Value { value, typed, usual }, _) => {
                    let given = Given { typed, checked: !usual, ..Given::from(value) };
                    match &self.cautions(id, &given)[..] {
                        [] => self.accept(id, given)?,
                        cautions => {
                            for caution in cautions {
                                self.prompter.warn(caution)?;
                            }
                            waiting = Some(given);
                            None
                        }
                    }
                }
            };
            if let Some(flow) = flow {
                return Ok(flow);
            }
        }
    }

    /// The section's heading with the progress, and what is said before its first question.
    fn head(&mut self, id: QuestionId) -> io::Result<()> {
        let rulebook = self.interview.rulebook();
        let question = rulebook.question(id);
        let chart = !question.is_of_the_call();
        let before = self.section.replace((question.section, chart));
        if before == Some((question.section, chart)) {
            return Ok(());
        }
        let texts = &self.ui.interview.question;
        let wording = self.wording();
        let call_done = self.interview.turn() != Some(Part::Call);
        if chart && call_done && before.is_none_or(|(_, chart)| !chart) {
            self.prompter.say(&wording.wrapped(&texts.chart_part, "", ""))?;
        }
        let section = rulebook.section(question.section);
        let (place, count) = self.interview.place_of(question.section);
        let progress = self.interview.progress();
        let (place, count) = (place.to_string(), count.to_string());
        let title = match chart {
            true => fill(&texts.from_chart, &[("title", &section.title)]),
            false => section.title.clone(),
        };
        let (answered, to_go) = (progress.answered.to_string(), wording.still_to_go(progress));
        let values = [
            ("place", place.as_str()),
            ("count", &count),
            ("title", &title),
            ("answered", &answered),
            ("done", &answered),
            ("to_go", &to_go),
        ];
        let heading = if wording.rich {
            wording.rule(&fill(&texts.section, &values), &fill(&texts.progress, &values))
        } else {
            wording.wrapped(&fill(&texts.section_plain, &values), "", "")
        };
        self.prompter.say(&heading)?;
        match &section.intro {
            Some(intro) if self.introduced.insert(question.section) => {
                self.prompter.say(&wording.wrapped(intro, "", ""))
            }
            _ => Ok(()),
        }
    }

    fn present(&mut self, id: QuestionId) -> io::Result<()> {
        let wording = self.wording();
        let form = self.interview.form();
        let has_one = self.interview.is_dealt_with(id) || self.interview.is_put_off(id);
        let later = Given::from(Missing::Unanswered);
        let noted = form.answers.get(id).is_some_and(|given| given.note.is_some());
        let now = (has_one || noted).then(|| wording.answer_noted(id, form.answers.get(id).unwrap_or(&later), false));
        self.prompter.say(&wording.question(id, now.as_deref(), self.unsaved && self.unsaved_at == Some(id)))
    }

    /// Enter keeps the answer there is; with none it repeats the hint.
    fn enter(&mut self, id: QuestionId) -> io::Result<Option<Flow>> {
        let texts = &self.ui.interview;
        if self.interview.keep(id) {
            self.answered_last = Some(id);
            if self.keep_or_stay(id)? {
                self.say(&texts.echo.kept)?;
            }
            return Ok(Some(Flow::On));
        }
        let required = self.interview.rulebook().question(id).required;
        let hint = if required { &texts.question.required } else { &texts.question.no_answer_yet };
        if self.prompter.surface().piped {
            return self.complain(hint);
        }
        let text = self.wording().block(hint);
        self.prompter.say(&text)?;
        Ok(None)
    }

    /// Gives an answer to the interview, keeps it, and says what it changed.
    fn accept(&mut self, id: QuestionId, given: Given) -> io::Result<Option<Flow>> {
        let before = self.interview.progress();
        let outcome = match self.interview.answer(id, given) {
            Ok(outcome) => outcome,
            Err(refused) => return self.complain(&self.wording().refused(id, &refused)),
        };
        if self.keep_or_stay(id)? {
            let later = Given::from(Missing::Unanswered);
            let given = self.interview.form().answers.get(id).unwrap_or(&later);
            let echo = self.wording().echo(id, given);
            self.prompter.say(&echo)?;
        }
        self.answered_last = Some(id);
        self.tell(&outcome, before)?;
        Ok(Some(Flow::On))
    }

    /// Makes the form durable before the next question; where that fails, this one stays (Enter tries again).
    fn keep_or_stay(&mut self, id: QuestionId) -> io::Result<bool> {
        let kept = self.keep()?;
        if !kept {
            self.unsaved_at = Some(id);
            let _ = self.interview.go_to(id); // it was just answered, so it applies
        }
        Ok(kept)
    }

    /// Makes the form durable, and says so only then.
    fn keep_and_say(&mut self, text: &str) -> io::Result<()> {
        if self.keep()? { self.say(text) } else { Ok(()) }
    }

    /// Does what a command asks for; `None` where the same question goes on.
    fn command(&mut self, id: QuestionId, command: Command) -> io::Result<Option<Flow>> {
        match command {
            Command::Help => self.help(id).map(|()| None),
            Command::Why => self.why(id).map(|()| None),
            Command::OneByOne => self.say(&self.ui.interview.help.one_by_one).map(|()| None),
            Command::Later => self.accept(id, Given::from(Missing::Unanswered)),
            Command::Informant(who) => {
                self.interview.informant(id, who);
                let text = fill(&self.ui.interview.echo.informant_kept, &[("who", self.wording().informant(who))]);
                self.keep_and_say(&text).map(|()| None)
            }
            Command::Note(text) => {
                let counted = [text.chars().count(), NOTE_LIMIT].map(|count| count.to_string());
                self.interview.note(id, text);
                let values = [("count", counted[0].as_str()), ("limit", &counted[1])];
                self.keep_and_say(&fill(&self.ui.interview.echo.note_kept, &values)).map(|()| None)
            }
            Command::Keep => self.complain(&self.ui.interview.trouble.nothing_to_keep),
            Command::GoTo(None) | Command::Clear => match self.lead(&command)? {
                None => self.present(id).map(|()| None), // a list may have pushed it off the screen
                flow => Ok(flow),
            },
            other => self.lead(&other),
        }
    }

    fn help(&mut self, id: QuestionId) -> io::Result<()> {
        let wording = self.wording();
        let question = self.interview.rulebook().question(id);
        let help = question.help.as_deref().unwrap_or(&self.ui.interview.help.none);
        let hint = wording.hint(id).map_or_else(String::new, |hint| format!("\n{hint}"));
        self.say(&format!("{help}{hint}"))
    }

    /// Why the question is asked: the rulebook's reason, what reads the answer, and the sources of that.
    fn why(&mut self, id: QuestionId) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let rulebook = self.interview.rulebook();
        let uses = Uses::of(rulebook, id);
        let mut lines: Vec<String> = Vec::new();
        lines.extend(rulebook.question(id).why.as_ref().map(|why| fill(&texts.why, &[("why", why)])));
        let alerts = uses.alerts.iter().map(|alert| &rulebook.alerts[alert.0 as usize].title);
        let scores = uses.scores.iter().map(|score| &rulebook.score(*score).title);
        let criteria = uses.criteria.iter().map(|criterion| &rulebook.criteria[criterion.0 as usize].title);
        let names: Vec<&str> = alerts.chain(scores).chain(criteria).map(String::as_str).collect();
        if names.is_empty() {
            lines.push(texts.read_by_none.clone());
        } else {
            lines.push(fill(&texts.read_by, &[("names", &names.join("; "))]));
            lines.push(texts.sources.clone());
        }
        for source in uses.sources.iter().map(|&source| rulebook.source(source)) {
            let mark = match source.read {
                Read::Primary => "",
                Read::Part => &texts.part,
                Read::Secondary => &texts.secondary,
                Read::Project => &texts.project,
            };
            let year = self.ui.words.year(source.year);
            let values =
                [("title", source.title.as_str()), ("publisher", &source.publisher), ("year", &year), ("mark", mark)];
            lines.push(fill(&texts.source, &values));
        }
        self.say(&lines.join("\n"))
    }

    pub(super) fn say(&mut self, text: &str) -> io::Result<()> {
        let text = self.wording().block(text);
        self.prompter.say(&text)
    }

    /// Asks what going back or going to a question led to, until it leads nowhere any more.
    pub(super) fn follow(&mut self, question: QuestionId) -> io::Result<Flow> {
        let mut next = Some(question);
        while let Some(question) = next {
            let flow = match self.ask(question)? {
                Flow::On => self.alerts()?,
                other => other,
            };
            if !matches!(flow, Flow::On | Flow::Moved) {
                return Ok(flow);
            }
            next = self.interview.gone_to();
        }
        Ok(Flow::On)
    }
}
