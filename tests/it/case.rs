//! A case is what happened to it: the events of any interview fold into its form, and say what was set aside.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use candor::answer::{Answer, Answers, Informant, Missing, QuestionId, Response};
use candor::case::{Event, fold};
use candor::form::Form;
use candor::interview::{Change, Interview};
use candor::rulebook::Rulebook;
use candor::truth::Truth;
use jiff::civil::date;

use crate::support::{self, Dice, Switches, form, possible};

/// How often each kind of event was seen.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    answered_anew: usize,
    cleared: usize,
    beside: usize,
    set_aside: usize,
    returned: usize,
    acknowledged: usize,
    withdrawn: usize,
}

impl Seen {
    fn count(&mut self, event: &Event) {
        *match event {
            Event::Answered { old: Some(_), new: Some(_), .. } => &mut self.answered_anew,
            Event::Answered { new: None, .. } => &mut self.cleared,
            Event::Answered { .. } => return,
            Event::Noted { .. } | Event::Attributed { .. } => &mut self.beside,
            Event::SetAside(_) => &mut self.set_aside,
            Event::Returned(_) => &mut self.returned,
            Event::Acknowledged { .. } => &mut self.acknowledged,
            Event::AcknowledgementWithdrawn(_) => &mut self.withdrawn,
        } += 1;
    }
}

/// One thing that a nurse may do now, by chance; nothing where no question applies.
fn anything(interview: &mut Interview<'_>, rulebook: &Rulebook, dice: &mut Dice) -> Option<Change> {
    let applies = |question: &QuestionId| interview.applies(*question) == Truth::True;
    let applying: Vec<QuestionId> = rulebook.questions.keys().filter(applies).collect();
    let question = *dice.pick(&applying)?;
    Some(match dice.below(10) {
        0 => interview.note(question, "since the fall".to_owned()),
        1 => interview.informant(question, Informant::ALL[dice.below(4)]),
        2 => interview.answer(question, Missing::Unanswered.into()).ok()?,
        3 => interview.acknowledge(*dice.pick(&interview.alerts())?, "2026-11-20T09:41".to_owned()),
        4 => interview.answer(question, Missing::ALL[dice.below(4)].into()).ok()?,
        _ => {
            let value = dice.pick(&possible(rulebook, question))?.clone();
            let note = dice.percent(20).then(|| "said twice".to_owned());
            interview.answer(question, Response { note, ..Response::plain(Answer::Value(value)) }).ok()?
        }
    })
}

/// What was said before an event, by the event itself.
fn is_old(event: &Event, before: &Answers) -> bool {
    match event {
        Event::Answered { question, old, .. } => before.get(*question) == old.as_ref(),
        _ => true,
    }
}

#[test]
fn the_events_of_an_interview_fold_into_its_form() {
    let mut seen = Seen::default();
    for seed in 0..300 {
        let rulebook = support::rulebook(seed, 4 + usize::try_from(seed).unwrap() % 12, Switches::ALL);
        let mut dice = Dice::new(seed + 1);
        let mut begun = Form::empty(&rulebook, date(2026, 11, 20));
        if dice.percent(50) {
            begun.answers = form(&rulebook, &mut dice, 50); // resumed
        }
        let mut folded = begun.clone();
        let mut interview = Interview::new(&rulebook, begun);
        let mut aside: BTreeSet<QuestionId> = interview.set_aside().into_iter().collect();
        for _ in 0..40 {
            let Some(Change { events, outcome }) = anything(&mut interview, &rulebook, &mut dice) else { continue };
            for event in &events {
                seen.count(event);
                assert!(is_old(event, &folded.answers), "{seed}: {event:?}");
                match event {
                    Event::SetAside(question) => assert!(aside.insert(*question), "{seed}: {event:?}"),
                    Event::Returned(question) => assert!(aside.remove(question), "{seed}: {event:?}"),
                    _ => {}
                }
                fold(&mut folded, [event]);
            }
            assert_eq!(&folded, interview.form(), "{seed}: {events:?}, {outcome:?}");
            assert_eq!(aside.iter().copied().collect::<Vec<_>>(), in_file_order(interview.set_aside()), "{seed}");
        }
    }
    let Seen { answered_anew, cleared, beside, set_aside, returned, acknowledged, withdrawn } = seen;
    let counts = [answered_anew, cleared, beside, set_aside, returned, acknowledged, withdrawn];
    assert!(counts.iter().all(|&count| count > 20), "each is seen often: {seen:?}");
}

fn in_file_order(mut questions: Vec<QuestionId>) -> Vec<QuestionId> {
    questions.sort();
    questions
}
