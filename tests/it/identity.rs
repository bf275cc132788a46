//! The same form gives the same summary, byte for byte, whichever way it came: from the interview, a form file in YAML
//! or JSON, a line of NDJSON, a record of a table.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::io::Cursor;

use crate::support::{self, BUILTIN, Dice, Switches, effort};
use candor::answer::{Answer, Informant, Missing, OptionId, Options, QuestionId, Response, Value};
use candor::decimal::Decimal;
use candor::form::Form;
use candor::form::file::read::Bound;
use candor::form::value::number;
use candor::intake::{FormSource, Format};
use candor::interview::{Interview, Step};
use candor::report::json;
use candor::rulebook::{Kind, Rulebook, ScoreId};
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;
use jiff::civil::{Date, date};

/// Not the day of any form here: where a form's own day is lost, its summary differs.
const ANOTHER_DAY: Date = date(2020, 2, 29);

fn summary(rulebook: &Rulebook, form: &Form) -> String {
    let summary = Summary::of(&Screening::new(rulebook, form), Ui::english());
    let mut out = Vec::new();
    json::write(&summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The only form of an input.
fn only(rulebook: &Rulebook, text: &str, format: Format) -> Form {
    let mut source =
        FormSource::open("input", Box::new(Cursor::new(text.to_owned().into_bytes())), Some(format), rulebook)
            .unwrap_or_else(|error| panic!("{:?}\n{text}", miette::Report::new(error)));
    let raw = source.records.next_record().unwrap().unwrap();
    let form = source.decoder.read(rulebook, &raw, ANOTHER_DAY).form;
    assert!(source.records.next_record().unwrap().is_none(), "one record");
    form.unwrap_or_else(|refusals| panic!("{refusals:?}\n{text}"))
}

/// The form as a table of one record.
fn table(rulebook: &Rulebook, form: &Form) -> String {
    let mut cells: Vec<(String, String)> = vec![
        ("case".to_owned(), form.case.clone().unwrap_or_default()),
        ("as_of".to_owned(), form.as_of.to_string()),
        ("language".to_owned(), form.language.clone()),
    ];
    for question in rulebook.questions.keys() {
        let id = &rulebook.questions[question].id;
        let given = form.answers.get(question).cloned().unwrap_or_else(|| Response::from(Missing::Unanswered));
        cells.push((id.clone(), cell(rulebook, question, &given.answer)));
        cells.push((format!("{id}.from"), given.from.map_or("", Informant::word).to_owned()));
        cells.push((format!("{id}.checked"), if given.checked { "1" } else { "" }.to_owned()));
        cells.push((format!("{id}.note"), given.note.unwrap_or_default()));
        cells.push((format!("{id}.typed"), given.typed.unwrap_or_default()));
    }
    for (alert, when) in &form.acknowledged {
        cells.push((format!("acknowledged.{}", rulebook.alerts[*alert].id), when.clone()));
    }
    for (score, total) in &form.stored {
        cells.push((format!("score.{}", rulebook.scores[*score].id), total.to_string()));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|(heading, _)| heading)).unwrap();
    writer.write_record(cells.iter().map(|(_, cell)| cell)).unwrap();
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn cell(rulebook: &Rulebook, question: QuestionId, answer: &Answer) -> String {
    let options = rulebook.questions[question].options();
    let code = |option: OptionId| options[option].code.clone();
    match answer {
        Answer::Missing(Missing::Unanswered) => String::new(),
        Answer::Missing(reason) => reason.word().to_owned(),
        Answer::Value(Value::Option(option)) => code(*option),
        Answer::Value(Value::Options(named)) => named.iter().map(code).collect::<Vec<_>>().join(";"),
        Answer::Value(Value::Number(number)) => number.to_string(),
        Answer::Value(Value::Text(text)) => text.clone(),
    }
}

#[track_caller]
fn check(rulebook: &Rulebook, form: &Form, what: &str) {
    let expected = summary(rulebook, form);
    let paper = form.to_file(rulebook);
    let compact = serde_json::to_string(&paper).unwrap();
    let ways = [
        ("YAML", only(rulebook, &serde_yaml::to_string(&paper).unwrap(), Format::Yaml)),
        ("JSON", only(rulebook, &serde_json::to_string_pretty(&paper).unwrap(), Format::Json)),
        ("NDJSON", only(rulebook, &[&compact, "\n"].concat(), Format::Ndjson)),
        ("CSV", only(rulebook, &table(rulebook, form), Format::Csv)),
    ];
    for (way, form) in ways {
        let found = summary(rulebook, &form);
        assert!(found == expected, "{what}, {way}:\n{}", first_difference(&expected, &found));
    }
}

fn first_difference(expected: &str, found: &str) -> String {
    let at = expected.bytes().zip(found.bytes()).take_while(|(left, right)| left == right).count();
    let near = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200)..text.len().min(at + 200)]).into_owned()
    };
    format!("expected …{}…\nfound    …{}…", near(expected), near(found))
}

/// A whole interview with answers by chance: values, reasons, notes, other informants, questions put off, going back.
fn interview(rulebook: &Rulebook, dice: &mut Dice, gaps: usize) -> Form {
    let mut form = Form::empty(rulebook, date(2026, 11, 20));
    form.case = dice.percent(80).then(|| "K7QX4".to_owned());
    let mut interview = Interview::new(rulebook, form);
    let mut turns_back = 3;
    while let Step::Ask(question) = interview.step() {
        let required = rulebook.questions[question].required;
        let answer = if dice.percent(gaps) && !required {
            Answer::Missing(Missing::ALL[dice.below(4)])
        } else {
            Answer::Value(value(rulebook, question, dice))
        };
        let mut given = Response::plain(answer);
        given.from = dice.percent(10).then(|| Informant::ALL[dice.below(4)]);
        given.note = dice.percent(10).then(|| TEXTS[dice.below(TEXTS.len())].to_owned());
        if let Answer::Value(Value::Number(value)) = given.answer {
            given.checked = dice.percent(20);
            if let Ok(read) = number(&rulebook.questions[question], &typed(rulebook, question, value, dice)) {
                given.answer = Answer::Value(Value::Number(read.value));
                given.typed = read.typed;
            }
        }
        let _ = interview.answer(question, given).unwrap();
        for alert in interview.alerts_to_acknowledge() {
            let _ = interview.acknowledge(alert, "2026-11-20T09:41".to_owned());
        }
        if turns_back > 0 && dice.percent(10) {
            turns_back -= 1;
            for _ in 0..dice.below(6) {
                interview.back();
            }
        }
    }
    interview.into_form()
}

/// A number as somebody may type it: with a digit too many, in another unit, or as it is.
fn typed(rulebook: &Rulebook, question: QuestionId, value: Decimal, dice: &mut Dice) -> String {
    let Kind::Number(number) = &rulebook.questions[question].kind else { return value.to_string() };
    match dice.below(4) {
        0 if number.decimals < 6 => format!("{value}{}2", if value.decimals() == 0 { "." } else { "" }),
        1 => number.accepts.first().map_or_else(|| value.to_string(), |(unit, _)| format!("{value} {unit}")),
        _ => value.to_string(),
    }
}

const TEXTS: [&str; 5] = ["since the fall", "a, \"b\"; c", "über 3 | 4", "yes: but no", "# 7 - {x}"];

fn value(rulebook: &Rulebook, question: QuestionId, dice: &mut Dice) -> Value {
    let option = |dice: &mut Dice, n: usize| OptionId(u8::try_from(dice.below(n)).unwrap());
    match &rulebook.questions[question].kind {
        Kind::YesNo(options) | Kind::Choice(options) => Value::Option(option(dice, options.len())),
        Kind::Choices(options) => {
            let first = option(dice, options.len());
            let mut named = Options::one(first);
            for (id, choice) in options.iter_enumerated() {
                if !choice.exclusive && !options[first].exclusive && dice.percent(25) {
                    named = named.with(id);
                }
            }
            Value::Options(named)
        }
        Kind::Number(number) => {
            let step = Decimal::step(number.decimals);
            let steps = (number.range.1.minus(number.range.0)).millionths() / step.millionths();
            let up = i64::try_from(dice.next() % (u64::try_from(steps).unwrap() + 1)).unwrap();
            Value::Number(number.range.0.plus(Decimal::from_millionths(up * step.millionths())))
        }
        Kind::Text { .. } => Value::Text(TEXTS[dice.below(TEXTS.len())].to_owned()),
    }
}

#[test]
fn an_interview_by_the_rulebook_that_is_built_in() {
    let rulebook = &*BUILTIN;
    for seed in 0..u64::from(effort(12)) {
        let mut dice = Dice::new(seed);
        let gaps = [0, 10, 40, 90][dice.below(4)];
        let mut form = interview(rulebook, &mut dice, gaps);
        if dice.percent(50) {
            form.stored = vec![(ScoreId(1), Decimal::whole(40)), (ScoreId(0), Decimal::whole(3))];
        }
        check(rulebook, &form, &format!("seed {seed}"));
    }
}

#[test]
fn an_interview_by_any_rulebook() {
    for seed in 0..u64::from(effort(40)) {
        let rulebook = support::rulebook(seed, 12, Switches::ALL);
        let form = interview(&rulebook, &mut Dice::new(seed ^ 0x00C0_FFEE), 25);
        check(&rulebook, &form, &format!("seed {seed}"));
    }
}

#[test]
fn any_form_at_all_with_answers_set_aside_and_in_doubt() {
    for seed in 0..u64::from(effort(40)) {
        let rulebook = support::rulebook(seed, 12, Switches::ALL);
        let mut form = Form::empty(&rulebook, date(2027, 3, 1));
        form.answers = support::form(&rulebook, &mut Dice::new(seed), 30);
        form.acknowledged = rulebook.alerts.keys().take(1).map(|id| (id, "2027-03-01T08:00".to_owned())).collect();
        check(&rulebook, &form, &format!("seed {seed}"));
    }
}

/// The made-up patient of the examples.
#[test]
fn the_example_in_every_format() {
    let rulebook = &*BUILTIN;
    let example =
        |name: &str| std::fs::read_to_string(format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let source = SourceText::new("case.yaml", example("case.yaml"));
    let expected = summary(rulebook, &Bound::read(rulebook, &source, ANOTHER_DAY).unwrap().form);
    for (name, format) in [("case.csv", Format::Csv), ("case.ndjson", Format::Ndjson)] {
        let found = summary(rulebook, &only(rulebook, &example(name), format));
        assert!(found == expected, "{name}:\n{}", first_difference(&expected, &found));
    }
}
