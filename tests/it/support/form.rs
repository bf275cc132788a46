//! Random forms, and all completions of a form with gaps.

use candor::answer::{Answers, Missing, OptionId, Options, QuestionId, Value};
use candor::decimal::Decimal;
use candor::rulebook::{Kind, Rulebook};

use super::Dice;

/// Returns a form in which about `missing` percent of the questions have no value, for any reason.
pub(crate) fn form(rulebook: &Rulebook, dice: &mut Dice, missing: usize) -> Answers {
    let mut answers = Answers::none(rulebook.questions.len());
    for question in rulebook.questions.keys() {
        if dice.percent(missing) {
            if dice.percent(50) {
                let reason = Missing::ALL[dice.below(Missing::ALL.len())];
                answers.set(question, reason.into());
            }
        } else if let Some(value) = dice.pick(&possible(rulebook, question)) {
            answers.set(question, value.clone().into());
        }
    }
    answers
}

/// Returns every value that an answer to this question can have; of a text, one.
pub(crate) fn possible(rulebook: &Rulebook, question: QuestionId) -> Vec<Value> {
    match &rulebook.questions[question].kind {
        Kind::YesNo(options) | Kind::Choice(options) => {
            (0..).map(OptionId).take(options.len()).map(Value::Option).collect()
        }
        Kind::Choices(options) => {
            let alone = |option: &OptionId| options[*option].exclusive;
            let (alone, others): (Vec<OptionId>, Vec<OptionId>) =
                (0..).map(OptionId).take(options.len()).partition(alone);
            let subsets = (1..1_usize << others.len()).map(|subset| {
                let named = others.iter().enumerate().filter(|(place, _)| subset >> place & 1 == 1);
                named.map(|(_, option)| *option).collect::<Options>()
            });
            subsets.chain(alone.into_iter().map(Options::one)).map(Value::Options).collect()
        }
        Kind::Number(number) => {
            let (mut value, step) = (number.range.0, Decimal::step(number.decimals));
            let mut values = Vec::new();
            while value <= number.range.1 {
                values.push(Value::Number(value));
                value = value.plus(step);
            }
            values
        }
        Kind::Text { .. } => vec![Value::Text("noted".to_owned())],
    }
}

/// Returns every form that fills each gap of this one; `None` if there are more than `most`.
pub(crate) fn completions(rulebook: &Rulebook, form: &Answers, most: usize) -> Option<Vec<Answers>> {
    let gaps = rulebook.questions.keys().filter(|&question| form.value(question).is_none());
    let gaps: Vec<(QuestionId, Vec<Value>)> = gaps.map(|question| (question, possible(rulebook, question))).collect();
    let mut number = 1_usize;
    for (_, values) in &gaps {
        number = number.checked_mul(values.len()).filter(|&number| number <= most)?;
    }
    let mut all = vec![form.clone()];
    for (question, values) in gaps {
        let filled = all.iter().flat_map(|form| {
            values.iter().map(move |value| {
                let mut form = form.clone();
                form.set(question, value.clone().into());
                form
            })
        });
        all = filled.collect();
    }
    Some(all)
}

/// Returns the form with one of its gaps filled; `None` if it has none.
pub(crate) fn one_more_answer(rulebook: &Rulebook, form: &Answers, dice: &mut Dice) -> Option<Answers> {
    let gaps: Vec<QuestionId> = rulebook.questions.keys().filter(|&question| form.value(question).is_none()).collect();
    let question = *dice.pick(&gaps)?;
    let value = dice.pick(&possible(rulebook, question))?.clone();
    let mut more = form.clone();
    more.set(question, value.into());
    Some(more)
}
