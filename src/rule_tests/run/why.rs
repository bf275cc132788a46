//! Explains a statement in lines: the rule, the answers used, the missing answers.

use crate::answer::QuestionId;
use crate::meaning::questions::Questions;
use crate::meaning::why::Explained;
use crate::rule_tests::tests::Statement;
use crate::rulebook::{Condition, Rulebook};
use crate::screening::Screening;
use crate::ui::Ui;
use crate::words::phrase::Phrase;

/// Returns the questions named in an explanation: those used, and the open ones. A statement about a text has none.
pub(super) fn questions(screening: &Screening<'_>, statement: &Statement) -> Questions {
    let (on, open) = reasons(screening, statement);
    on.union(&open)
}

/// Returns the answers that a statement uses, and the missing ones that could change it.
fn reasons(screening: &Screening<'_>, statement: &Statement) -> (Questions, Questions) {
    let both = |of: &Explained| (of.used.clone(), of.missing.clone());
    match statement {
        Statement::Criterion(id, _) => screening.because(*id),
        Statement::Alert(id, _) => both(screening.alert(*id)),
        Statement::Fact(id, _) => both(&screening.holds(&Condition::Fact(*id, true))),
        Statement::Score(id, _) | Statement::Band(id, _) => {
            let score = screening.score(*id);
            let (on, open) = both(&score.applies);
            (on.union(&score.value.used), open.union(&score.value.missing))
        }
        Statement::Asked(id, _) => both(screening.asked(*id)),
        Statement::Says(..) => (Questions::none(), Questions::none()),
    }
}

/// Returns the explanation of a statement, line by line.
pub(super) fn lines(screening: &Screening<'_>, ui: &Ui, statement: &Statement) -> Vec<String> {
    let rulebook = screening.rulebook;
    let phrase = Phrase::new(rulebook, ui);
    let mut lines = rules(rulebook, &phrase, statement);
    let (on, open) = reasons(screening, statement);
    let answers = &screening.form.answers;
    let value = |id| answers.value(id).map(|value| phrase.short_value(id, value));
    let answered = on.iter().filter_map(|id| Some(format!("{}: {}", phrase.question(id), value(id)?)));
    let missing = open.iter().filter_map(|id| {
        let missing = answers.missing(id)?;
        Some(format!("{}: {}", phrase.question(id), phrase.missing(missing)))
    });
    lines.extend(listed("answers", answered));
    lines.extend(listed("missing", missing));
    lines
}

fn rules(rulebook: &Rulebook, phrase: &Phrase<'_>, statement: &Statement) -> Vec<String> {
    let rule = |condition: &Condition| format!("rule: {}", phrase.condition(condition));
    match statement {
        Statement::Criterion(id, _) => {
            let criterion = &rulebook.criteria[*id];
            let applies = criterion.applies_when.as_ref().map(|when| format!("applies: {}", phrase.condition(when)));
            applies.into_iter().chain([rule(&criterion.when)]).collect()
        }
        Statement::Alert(id, _) => vec![rule(&rulebook.alerts[*id].when)],
        Statement::Fact(id, _) => vec![rule(&rulebook.facts[*id].when)],
        Statement::Score(id, _) | Statement::Band(id, _) => {
            let score = &rulebook.scores[*id];
            let more = score.more_when.as_ref().map(|more| format!("more counts: {}", phrase.condition(more)));
            [format!("computed: {}", phrase.formula(&score.value))].into_iter().chain(more).collect()
        }
        Statement::Asked(id, _) => asked(rulebook, phrase, *id),
        Statement::Says(..) => Vec::new(),
    }
}

/// Returns the conditions under which a question is asked.
fn asked(rulebook: &Rulebook, phrase: &Phrase<'_>, id: QuestionId) -> Vec<String> {
    let conditions = rulebook.ask_when(id);
    let mut lines: Vec<String> = conditions.map(|when| format!("asked: {}", phrase.condition(when))).collect();
    lines.extend(rulebook.questions[id].parent.map(|parent| {
        let option = phrase.short_label(parent.question, parent.option);
        format!("asked: {}: {option}", phrase.question(parent.question))
    }));
    lines
}

fn listed(what: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| format!("{what}: {}", items.join("; ")))
}
