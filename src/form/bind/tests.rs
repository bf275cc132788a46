//! Papers, forms and back, as cases.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use jiff::civil::date;
use serde_json::{Value as Json, json};

use super::*;
use crate::answer::{Informant, OptionId, Options, Value};
use crate::decimal::Decimal;
use crate::form::file::FormFile;
use crate::form::redact::MOST_LISTED;
use crate::form::value::{is_usual, number};
use crate::rulebook::AlertId;
use crate::text::SourceText;

const RULES: &str = r#"
format: 1
id: small
version: 1.0.0
title: A small rulebook
intended_use: For tests.
sources:
  own: { title: Own, publisher: Own, year: 2026, read: project, checked: 2026-01-01, review_by: 2027-01-01 }
sections:
  - id: everything
    title: All
    questions:
      - id: respondent
        title: Respondent
        ask: Who answers?
        type: choice
        options: { patient: Patient, caregiver: Caregiver, chart: Chart }
      - { id: pump, title: Pump, ask: Is there a pump?, type: yes_no }
      - id: drugs
        title: Drugs
        ask: Which?
        type: choices
        options: { oxycodone: Oxycodone, morphine: Morphine, none: { label: None, exclusive: true } }
        for_each:
          - { id: per_day, title: Amount, ask: How much?, type: number, decimals: 1, unit: mg/day, range: [0.1, 5000] }
      - id: height_cm
        title: Height
        ask: How tall?
        type: number
        unit: cm
        range: [50, 230]
        usual: [100, 210]
        accepts: { ft: 30.48, in: 2.54 }
      - { id: hba1c, title: HbA1c, ask: How much?, type: number, unit: "%", decimals: 1, range: [3, 20], asked_of: chart }
      - { id: grams, title: Weight, ask: How heavy?, type: number, unit: g, range: [500, 5000] }
      - { id: words, title: Words, ask: What else?, type: text, limit: 12 }
scores:
  - { id: twice, title: Twice, value: { add: [height_cm, height_cm] } }
  - { id: grams_twice, title: Grams, value: { add: [grams, grams] } }
  - { id: grams_strict, title: Grams, value: { add: [grams, grams] }, missing: strict }
alerts:
  - { id: pump_alert, title: Pump, when: { pump: yes }, say: Pump., screen: Pump., sources: [own] }
criteria:
  - { id: has_pump, kind: risk, title: Pump, when: { pump: yes }, sources: [own] }
"#;

fn rulebook() -> Rulebook {
    let source = SourceText::new("small", RULES);
    Rulebook::read(&source).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn file(form: &Json) -> FormFile {
    FormFile::read(&SourceText::new("form", form.to_string())).unwrap()
}

fn bound(answers: &Json) -> Result<Form, Vec<Refusal>> {
    file(&json!({ "form": 1, "answers": answers })).bind(&rulebook(), date(2026, 11, 20))
}

/// Checks and returns the answer read from a written one; a file written from it must read back as the same answer.
#[track_caller]
fn check(question: &str, written: &Json, expected: Option<&Answer>) -> Response {
    let form = bound(&json!({ question: written })).unwrap_or_else(|refusals| panic!("{written}: {refusals:?}"));
    let rulebook = rulebook();
    let given = form.answers.get(rulebook.question_named(question).unwrap()).cloned();
    assert_eq!(given.as_ref().map(|given| &given.answer), expected, "{question}: {written}");
    let again = form.to_file(&rulebook).bind(&rulebook, date(1999, 1, 1));
    assert_eq!(again.as_ref(), Ok(&form), "{question}: {written} written and read again");
    given.unwrap_or_else(|| Response::plain(Answer::Missing(Missing::Unanswered)))
}

/// Checks the refusals, as `field reason`.
#[track_caller]
fn refuse(answers: &Json, expected: &[&str]) {
    let refusals = bound(answers).err().unwrap_or_default();
    assert_eq!(refusals.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{answers}");
}

fn value(value: Value) -> Answer {
    Answer::Value(value)
}

fn missing(reason: Missing) -> Answer {
    Answer::Missing(reason)
}

fn number_of(text: &str) -> Answer {
    value(Value::Number(Decimal::parse(text).unwrap()))
}

#[test]
fn values_are_read_by_the_kind_of_the_question() {
    check("pump", &json!("yes"), Some(&value(Value::Option(OptionId::YES))));
    check("pump", &json!(" no "), Some(&value(Value::Option(OptionId::NO))));
    check("pump", &json!(true), Some(&value(Value::Option(OptionId::YES))));
    check("pump", &json!(false), Some(&value(Value::Option(OptionId::NO))));
    check("respondent", &json!("chart"), Some(&value(Value::Option(OptionId(2)))));
    check("respondent", &json!(["chart"]), Some(&value(Value::Option(OptionId(2)))));
    let both = [OptionId(0), OptionId(1)].into_iter().collect();
    check("drugs", &json!(["oxycodone", "morphine"]), Some(&value(Value::Options(both))));
    check("drugs", &json!("morphine; oxycodone;"), Some(&value(Value::Options(both))));
    check("drugs", &json!({ "value": "none" }), Some(&value(Value::Options(Options::one(OptionId(2))))));
    check("hba1c", &json!(7.2), Some(&number_of("7.2")));
    check("hba1c", &json!("7,2 %"), Some(&number_of("7.2")));
    check("drugs.oxycodone.per_day", &json!(60), Some(&number_of("60")));
    check("words", &json!("  two\twords "), Some(&value(Value::Text("two words".to_owned()))));
    check("words", &json!(12), Some(&value(Value::Text("12".to_owned()))));
}

#[test]
fn missing_is_kept_with_its_reason_and_nothing_is_no_entry() {
    for reason in Missing::ALL {
        check("pump", &json!(reason.word()), Some(&missing(reason)));
        check("height_cm", &json!({ "missing": reason.word() }), Some(&missing(reason)));
        check("drugs", &json!([reason.word()]), Some(&missing(reason)));
        check("words", &json!(reason.word()), Some(&missing(reason)));
    }
    for nothing in [json!(""), json!("  "), json!([]), json!({}), json!({ "value": "" }), json!([""])] {
        for question in ["pump", "respondent", "drugs", "height_cm", "words"] {
            check(question, &nothing, None);
        }
    }
    check("drugs", &json!(" ; "), None);
    check("words", &json!("\u{200B}"), None);
}

#[test]
fn a_text_may_be_called_like_a_missing_reason_where_it_is_a_value() {
    check("words", &json!({ "value": "unknown" }), Some(&value(Value::Text("unknown".to_owned()))));
    check("height_cm", &json!({ "value": "unknown" }), Some(&missing(Missing::Unknown)));
}

#[test]
fn all_that_was_said_beside_an_answer_is_kept() {
    let full = json!({ "value": 170, "typed": "5ft7", "from": "chart", "checked": true, "note": " last\nMay " });
    let given = check("height_cm", &full, Some(&number_of("170")));
    assert_eq!((given.from, given.checked), (Some(Informant::Chart), true));
    assert_eq!((given.typed.as_deref(), given.note.as_deref()), (Some("5ft7"), Some("last May")));
    let given = check("pump", &json!({ "note": "asked twice" }), Some(&missing(Missing::Unanswered)));
    assert_eq!(given.note.as_deref(), Some("asked twice"));
    let given = check("pump", &json!({ "missing": "unreadable", "typed": "ye" }), Some(&missing(Missing::Unreadable)));
    assert_eq!(given.typed.as_deref(), Some("ye"));
}

#[test]
fn what_was_typed_is_kept_only_where_it_says_something_other() {
    let typed = |written| check("height_cm", &written, Some(&number_of("170"))).typed;
    assert_eq!(typed(json!("5ft7")).as_deref(), Some("5ft7"));
    assert_eq!(typed(json!(" 170.4 ")).as_deref(), Some("170.4"));
    assert_eq!(typed(json!(170.4)).as_deref(), Some("170.4"));
    assert_eq!(typed(json!({ "value": 170, "typed": "5ft7" })).as_deref(), Some("5ft7"));
    assert_eq!(typed(json!({ "value": "5ft7", "typed": "5 ft 7" })).as_deref(), Some("5 ft 7"));
    for exact in [json!(170), json!("170 cm"), json!(170.0), json!({ "value": 170, "typed": "170" })] {
        assert_eq!(typed(exact), None);
    }
}

#[test]
fn what_cannot_be_is_refused_with_the_rule_and_without_the_value() {
    refuse(&json!({ "pump": "maybe" }), &["`pump` is none of the options `yes`, `no`"]);
    refuse(&json!({ "pump": 1 }), &["`pump` is none of the options `yes`, `no`"]);
    refuse(&json!({ "drugs": "heroin" }), &["`drugs` is none of the options `oxycodone`, `morphine`, `none`"]);
    refuse(&json!({ "drugs": [1] }), &["`drugs` is none of the options `oxycodone`, `morphine`, `none`"]);
    refuse(&json!({ "drugs": "none;morphine" }), &["`drugs` an option that stands alone is combined with others"]);
    refuse(&json!({ "drugs": "morphine;morphine" }), &["`drugs` an option is named twice"]);
    refuse(&json!({ "drugs": "morphine;unknown" }), &["`drugs` a missing reason stands alone, without options"]);
    refuse(&json!({ "respondent": ["chart", "patient"] }), &["`respondent` takes one value only"]);
    refuse(&json!({ "height_cm": true }), &["`height_cm` is not a number"]);
    refuse(&json!({ "height_cm": "tall" }), &["`height_cm` is not a number"]);
    refuse(&json!({ "height_cm": "2 m" }), &["`height_cm` is not a number in `cm`, `ft`, `in`"]);
    refuse(&json!({ "height_cm": 5.7 }), &["`height_cm` is not possible: the range is 50 to 230 cm"]);
    refuse(&json!({ "hba1c": 99 }), &["`hba1c` is not possible: the range is 3 to 20 %"]);
    refuse(&json!({ "words": "thirteen chars" }), &["`words` is longer than 12 characters"]);
    refuse(&json!({ "words": 1.5 }), &["`words` is not a text: put it in quotes"]);
    refuse(
        &json!({ "pump": { "value": "yes", "missing": "unknown" } }),
        &["`pump` has both a value and a missing reason"],
    );
    refuse(
        &json!({ "height_cm": { "value": 171, "typed": "5ft7" } }),
        &["`height_cm.typed` does not agree with the value beside it"],
    );
    refuse(&json!({ "pump": { "note": "x".repeat(501) } }), &["`pump.note` is longer than 500 characters"]);
    refuse(&json!({ "pump": { "typed": "x".repeat(65) } }), &["`pump.typed` is longer than 64 characters"]);
    refuse(&json!({ "hight_cm": 170 }), &["`hight_cm` is the id of no question, did you mean `height_cm`?"]);
    refuse(&json!({ "drugs.per_day": 5 }), &["`drugs.per_day` is the id of no question"]);
}

#[test]
fn both_readings_and_the_nearest_option_are_said_in_full_only() {
    let refusals = bound(&json!({ "drugs.morphine.per_day": "1,200", "drugs": "morphin" })).unwrap_err();
    let [ambiguous, option] = refusals.as_slice() else { panic!("{refusals:?}") };
    assert!(!ambiguous.to_string().contains("1200") && !option.to_string().contains("mean"));
    assert!(ambiguous.reason.in_full().contains("1.2") && ambiguous.reason.in_full().contains("1200"));
    assert!(option.reason.in_full().ends_with("did you mean `morphine`?"), "{}", option.reason.in_full());
    assert_eq!((ambiguous.written.as_str(), option.written.as_str()), ("1,200", "morphin"));
}

#[test]
fn everything_refused_is_gathered() {
    let form = file(&json!({
        "form": 1, "case": "x".repeat(65), "language": "English",
        "answers": { "pump": "maybe", "nothing": [1, true, "a"], "height_cm": 5 },
        "acknowledged": { "pump_alert": "yesterday", "other": "2026-11-20T09:41" },
        "stored": { "twice": 9_000_000, "thrice": 3 },
    }));
    let refusals = form.bind(&rulebook(), date(2026, 11, 20)).unwrap_err();
    let fields: Vec<&str> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "case",
            "language",
            "pump",
            "nothing",
            "height_cm",
            "acknowledged.pump_alert",
            "acknowledged.other",
            "score.twice",
            "score.thrice"
        ]
    );
    assert!(refusals.iter().all(|refusal| !refusal.reason.to_string().contains(';')), "reasons are joined by `;`");
}

#[test]
fn the_nearest_name_is_sought_for_as_many_refusals_as_are_told() {
    let answers: serde_json::Map<_, _> = (0..MOST_LISTED + 5).map(|n| (format!("height_c{n}"), json!(170))).collect();
    let refusals = bound(&answers.into()).unwrap_err();
    let near = |refusal: &&Refusal| refusal.reason == Reason::UnknownQuestion(Some("height_cm".to_owned()));
    assert_eq!((refusals.len(), refusals.iter().filter(near).count()), (MOST_LISTED + 5, MOST_LISTED));
}

#[test]
fn the_head_of_a_form_is_read_and_written() {
    let rulebook = rulebook();
    let form = file(&json!({
            "form": 1, "case": " K7\u{200B}QX4 ", "as_of": "2026-10-01", "language": "es-MX",
            "acknowledged": { "pump_alert": "2026-11-20T09:41" }, "stored": { "twice": 340.5 },
    }))
    .bind(&rulebook, date(2026, 11, 20))
    .unwrap();
    assert_eq!(form.case.as_deref(), Some("K7QX4"));
    assert_eq!((form.as_of, form.language.as_str()), (date(2026, 10, 1), "es-MX"));
    assert_eq!(form.acknowledged, [(AlertId(0), "2026-11-20T09:41".to_owned())]);
    assert_eq!(form.stored, [(ScoreId(0), Decimal::parse("340.5").unwrap())]);
    let written = form.to_file(&rulebook);
    assert_eq!(written.bind(&rulebook, date(1999, 1, 1)), Ok(form));
    assert_eq!(written.rulebook.as_ref().map(|name| name.id.as_str()), Some("small"));
    for text in [written.to_yaml().unwrap(), written.to_json().unwrap()] {
        assert_eq!(FormFile::read(&SourceText::new("form", text)).unwrap(), written);
    }
    let bare = file(&json!({ "form": 1, "case": "" })).bind(&rulebook, date(2026, 11, 20)).unwrap();
    assert_eq!(bare, Form::empty(&rulebook, date(2026, 11, 20)));
}

#[test]
fn cells_of_the_head_that_cannot_be_are_refused_one_by_one() {
    let rulebook = rulebook();
    let refused = |entries: &[(FormField, &str)]| {
        let mut binder = Binder::new(&rulebook, date(2026, 11, 20));
        for (field, text) in entries {
            binder.entry(*field, &Entry::text(*text));
        }
        binder.finish().err().unwrap_or_default().into_iter().map(|refusal| refusal.to_string()).collect::<Vec<_>>()
    };
    let (alert, total) = (FormField::Acknowledged(AlertId(0)), FormField::StoredTotal(ScoreId(0)));
    for (field, text, expected) in [
        (FormField::AsOf, "20.11.2026", "`as_of` is not a day, written like 2026-11-20"),
        (FormField::Language, "e", "`language` is not a language, written like en"),
        (alert, "yesterday", "`acknowledged.pump_alert` is not a time, written like 2026-11-20T09:41"),
        (total, "many", "`score.twice` is not a number"),
    ] {
        assert_eq!(refused(&[(field, text)]), [expected]);
    }
    let says_nothing = [(FormField::AsOf, " "), (FormField::Language, ""), (total, " "), (alert, "")];
    assert!(refused(&says_nothing).is_empty());
    assert!(refused(&[(total, "7,2"), (total, "7.5")]).is_empty());
}

/// Checks the answer, stored total or refusal for a value of JSON, once bare and once as a text.
#[track_caller]
fn check_number(field: &str, number: &str, as_number: &str, as_text: &str) {
    for (written, expected) in [(number.to_owned(), as_number), (format!("\"{number}\""), as_text)] {
        let (place, name) = field.split_once('.').unwrap();
        let text = format!("{{ \"{place}\": {{ \"{name}\": {written} }} }}");
        let file = FormFile::read(&SourceText::new("form", text)).unwrap();
        let found = match file.bind(&rulebook(), date(2026, 11, 20)) {
            Ok(form) => {
                let again = form.to_file(&rulebook()).bind(&rulebook(), date(1999, 1, 1));
                assert_eq!(again.as_ref(), Ok(&form), "{field}: {written} written and read again");
                let value = form.answers.iter().find_map(|(_, response)| match &response.answer {
                    Answer::Value(Value::Number(value)) => Some(*value),
                    _ => None,
                });
                value.or_else(|| Some(form.stored.first()?.1)).unwrap().to_string()
            }
            Err(refusals) => match &refusals[0].reason {
                Reason::Ambiguous { .. } => "ambiguous".to_owned(),
                Reason::OutOfRange { .. } => "out of range".to_owned(),
                Reason::NotANumber | Reason::UnknownUnit { .. } => "no number".to_owned(),
                other => other.to_string(),
            },
        };
        assert_eq!(found, expected, "{field}: {written}");
    }
}

#[test]
fn a_number_of_json_is_what_json_says_and_only_a_text_can_hold_thousands() {
    // 0.1 to 5000, one decimal
    let dose = |number, as_number, as_text| check_number("answers.drugs.morphine.per_day", number, as_number, as_text);
    dose("2.375", "2.4", "ambiguous");
    dose("1.125", "1.1", "ambiguous");
    dose("1.200", "1.2", "ambiguous");
    dose("0.125", "0.1", "0.1");
    dose("12.5", "12.5", "12.5");
    dose("2375", "2375", "2375");
    dose("1.2e3", "1200", "no number");
    dose("125e-2", "1.2", "no number");
    dose("1e400", "out of range", "no number");
    dose("1e-400", "out of range", "no number");
    dose("-2.375", "out of range", "out of range");
    check_number("answers.height_cm", "1.255", "out of range", "out of range"); // 50 to 230, no decimals
    check_number("answers.height_cm", "170.499", "170", "170");
    check_number("answers.height_cm", "170.4999999999999999", "170", "170");
    check_number("answers.height_cm", "50.125", "50", "50");
    check_number("answers.grams", "1.255", "out of range", "1255"); // 500 to 5000: a text is read as what it can be
    check_number("answers.grams", "501.125", "501", "501");
}

#[test]
fn a_stored_total_is_read_against_the_reach_of_its_score() {
    // `twice` lies between 100 and 460, `grams_twice` between 1000 and 10,000
    check_number("stored.twice", "133.256", "133.256", "133.256");
    check_number("stored.twice", "33.256", "33.256", "ambiguous");
    check_number("stored.twice", "1.125", "1.125", "ambiguous");
    check_number("stored.grams_twice", "1.255", "1.255", "1255");
    check_number("stored.grams_strict", "1.255", "1.255", "1255");
    check_number("stored.grams_twice", "2000.5", "2000.5", "2000.5");
    check_number("stored.grams_twice", "1e7", "out of range", "no number");
}

#[test]
fn what_was_typed_agrees_with_the_value_that_either_reading_gives() {
    let typed = |value: &str| {
        let form = bound(&json!({ "drugs.morphine.per_day": { "value": value, "typed": "2.375" } }));
        form.map(|form| form.answers.iter().next().unwrap().1.typed.clone())
    };
    assert_eq!(typed("2.4").ok().flatten().as_deref(), Some("2.375"));
    assert_eq!(typed("2375").ok().flatten().as_deref(), Some("2.375"));
    assert!(typed("2.3").is_err());
}

#[test]
fn the_informant_is_said_or_the_questions_own_or_the_respondent() {
    let rulebook = rulebook();
    let of = |answers: Json, question: &str| {
        bound(&answers).unwrap().informant(&rulebook, rulebook.question_named(question).unwrap())
    };
    assert_eq!(of(json!({}), "pump"), None);
    assert_eq!(of(json!({ "respondent": "unknown" }), "pump"), None);
    assert_eq!(of(json!({ "respondent": "caregiver" }), "pump"), Some(Informant::Caregiver));
    assert_eq!(of(json!({ "respondent": "caregiver" }), "hba1c"), Some(Informant::Chart));
    assert_eq!(of(json!({ "hba1c": { "value": 7, "from": "patient" } }), "hba1c"), Some(Informant::Patient));
}

#[test]
fn usual_is_what_lies_in_the_usual_range_or_has_none() {
    let rulebook = rulebook();
    let usual = |question: &str, value: i32| {
        is_usual(&rulebook.questions[rulebook.question_named(question).unwrap()], Decimal::whole(value))
    };
    for (question, value, expected) in [
        ("height_cm", 99, false),
        ("height_cm", 100, true),
        ("height_cm", 210, true),
        ("height_cm", 211, false),
        ("hba1c", 20, true),
        ("pump", 5, true),
    ] {
        assert_eq!(usual(question, value), expected, "{question} {value}");
    }
    assert_eq!(number(&rulebook.questions[QuestionId(1)], "5"), Err(Reason::NotANumber), "not a number question");
}
