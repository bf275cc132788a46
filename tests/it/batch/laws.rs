//! Laws that hold for every form and every file.

use std::io::Cursor;

use candor::answer::{Answer, Informant, Missing, OptionId, Options, QuestionId, Response, Value};
use candor::batch::rejects::Rejects;
use candor::batch::{Job, Output, Sinks, run};
use candor::decimal::Decimal;
use candor::form::Form;
use candor::form::entry::{Entry, RawValue};
use candor::form::file::FormFile;
use candor::form::value::number;
use candor::intake::{FormSource, Format};
use candor::report::csv::ResultTable;
use candor::rulebook::{AlertId, Kind, Rulebook, ScoreId};
use candor::text::SourceText;
use candor::unit::clean;
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{BUILTIN, Dice, effort};

fn small() -> Rulebook {
    Rulebook::read(&SourceText::new("small", super::RULES)).unwrap()
}

/// Texts that a file could misread.
const TEXTS: [&str; 14] = [
    "=1+1",
    "'=1",
    "''-a",
    "-5",
    "unknown",
    "'declined",
    "a;b",
    "quote \" comma , and | bar",
    "ñ 漢",
    "1,200",
    "yes",
    "'",
    "+x",
    "@",
];

fn text(dice: &mut Dice, limit: usize) -> Option<String> {
    let wild: String =
        (0..dice.below(12)).filter_map(|_| char::from_u32(u32::try_from(dice.below(0x500)).ok()?)).collect();
    let picked = dice.pick(&TEXTS).map(|text| (*text).to_owned()).unwrap_or_default();
    let cleaned = clean(if dice.percent(50) { &picked } else { &wild });
    let short: String = cleaned.trim().chars().take(limit).collect();
    Some(short.trim().to_owned()).filter(|text| !text.is_empty())
}

fn given(rulebook: &Rulebook, id: QuestionId, dice: &mut Dice) -> Option<Response> {
    let question = &rulebook.questions[id];
    let options = question.options().len();
    let option = |dice: &mut Dice| OptionId(u8::try_from(dice.below(options)).unwrap());
    let mut typed = None;
    let value = match &question.kind {
        Kind::YesNo(_) | Kind::Choice(_) => Some(Value::Option(option(dice))),
        Kind::Choices(choices) => {
            let named: Options = (0..=dice.below(3)).map(|_| option(dice)).collect();
            let exclusive = named.iter().find(|named| choices[*named].exclusive);
            Some(Value::Options(exclusive.map_or(named, Options::one)))
        }
        Kind::Number(kind) => {
            let (low, high) = (kind.range.0.millionths(), kind.range.1.millionths());
            let millionths = low + i64::try_from(dice.next() % u64::try_from(high - low + 1).unwrap()).unwrap();
            let written = match kind.accepts.first().filter(|_| dice.percent(50)) {
                Some((unit, one)) => format!("{} {unit}", millionths / one.millionths()),
                None => Decimal::from_millionths(millionths).to_string(),
            };
            number(question, &written).ok().map(|accepted| {
                typed = accepted.typed;
                Value::Number(accepted.value)
            })
        }
        Kind::Text { limit } => text(dice, *limit).map(Value::Text),
    };
    let answer = if let Some(value) = value.filter(|_| dice.percent(80)) {
        Answer::Value(value)
    } else {
        typed = None;
        Answer::Missing(*dice.pick(&Missing::ALL)?)
    };
    Some(Response {
        answer,
        from: dice.percent(15).then(|| dice.pick(&Informant::ALL).copied()).flatten(),
        checked: dice.percent(10),
        typed,
        note: if dice.percent(15) { text(dice, 500) } else { None },
    })
}

/// Any form at all, also one that no interview would make.
fn form(rulebook: &Rulebook, dice: &mut Dice) -> Form {
    let mut form = Form::empty(rulebook, date(2026, 1 + i8::try_from(dice.below(12)).unwrap(), 5));
    form.case = text(dice, 64);
    (*dice.pick(&["en", "es", "es-MX"]).unwrap()).clone_into(&mut form.language);
    for question in rulebook.questions.keys() {
        if let Some(given) = given(rulebook, question, dice).filter(|_| dice.percent(60)) {
            form.answers.set(question, given);
        }
    }
    if !rulebook.alerts.is_empty() && dice.percent(50) {
        form.acknowledged.push((AlertId(0), "2026-11-20T09:41".to_owned()));
    }
    if !rulebook.scores.is_empty() && dice.percent(50) {
        form.stored.push((ScoreId(0), Decimal::from_millionths(1_500_000)));
    }
    form
}

/// A cell that is read as this text, whatever it looks like.
fn protected(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    let looks = bare.starts_with(['=', '+', '-', '@']) || Missing::from_word(bare).is_some();
    if looks { format!("'{text}") } else { text.to_owned() }
}

fn said(entry: &Entry<'_>) -> String {
    entry.value.raw_text(None)
}

/// A paper as a table of one record; choices as codes or as columns by option, children with points or underscores.
fn table(rulebook: &Rulebook, paper: &FormFile, dice: &mut Dice) -> Vec<u8> {
    let mut cells: Vec<(String, String)> = vec![
        ("case".to_owned(), protected(&said(&paper.case))),
        ("as_of".to_owned(), said(&paper.as_of)),
        ("language".to_owned(), said(&paper.language)),
        ("pump".to_owned(), String::new()),
        ("respondent".to_owned(), String::new()),
    ];
    cells.retain(|(heading, _)| !paper.answers.contains_key(heading));
    cells.retain(|(heading, _)| heading != "pump" || rulebook.question_named("pump").is_some());
    for (id, entry) in &paper.answers {
        let question = &rulebook.questions[rulebook.question_named(id).unwrap()];
        let is_text = matches!(question.kind, Kind::Text { .. });
        let id = if dice.percent(50) { id.replace('.', "__") } else { id.clone() };
        match &entry.value {
            RawValue::List(codes) if dice.percent(50) => {
                let named: Vec<String> = codes.iter().map(|code| code.raw_text(None)).collect();
                for option in question.options() {
                    let cell = u8::from(named.contains(&option.code)).to_string();
                    cells.push((format!("{id}___{}", option.code), cell));
                }
            }
            RawValue::Nothing => cells.push((id.clone(), entry.missing.map_or("", Missing::word).to_owned())),
            value => {
                let text = value.raw_text(None);
                cells.push((id.clone(), if is_text { protected(&text) } else { text }));
            }
        }
        if *entry != Entry::bare(entry.value.clone()) {
            let question_id = &question.id;
            cells.push((format!("{question_id}.from"), entry.from.map_or("", Informant::word).to_owned()));
            cells.push((format!("{question_id}.checked"), if entry.checked { "true" } else { "" }.to_owned()));
            cells.push((format!("{question_id}.typed"), protected(entry.typed.as_deref().unwrap_or_default())));
            cells.push((format!("{question_id}.note"), protected(entry.note.as_deref().unwrap_or_default())));
        }
    }
    cells.extend(paper.acknowledged.iter().map(|(id, when)| (format!("acknowledged.{id}"), said(when))));
    cells.extend(paper.stored.iter().map(|(id, total)| (format!("score.{id}"), said(total))));
    let delimiter = *dice.pick(b",;\t|").unwrap();
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|(heading, _)| heading)).unwrap();
    writer.write_record(cells.iter().map(|(_, cell)| cell)).unwrap();
    writer.into_inner().unwrap()
}

/// The only form of a file.
#[track_caller]
fn read(rulebook: &Rulebook, format: Format, bytes: &[u8]) -> Form {
    let input = Box::new(Cursor::new(bytes.to_vec()));
    let mut source = FormSource::open("a test", input, Some(format), rulebook).unwrap();
    let raw = source.records.next_record().unwrap().unwrap();
    let reading = source.decoder.read(rulebook, &raw, date(1999, 1, 1));
    assert_eq!(source.records.next_record().unwrap(), None);
    reading.form.unwrap_or_else(|refusals| panic!("{refusals:?} in {}", String::from_utf8_lossy(bytes)))
}

#[track_caller]
fn same_from_every_file(rulebook: &Rulebook, seed: u64) {
    let mut dice = Dice::new(seed);
    let form = form(rulebook, &mut dice);
    let paper = form.to_file(rulebook);
    let yaml = paper.to_yaml().unwrap();
    assert_eq!(read(rulebook, Format::Yaml, yaml.as_bytes()), form, "{yaml}");
    let json = paper.to_json().unwrap();
    assert_eq!(read(rulebook, Format::Json, json.as_bytes()), form, "{json}");
    let line = serde_json::to_string(&paper).unwrap();
    assert_eq!(read(rulebook, Format::Ndjson, line.as_bytes()), form, "{line}");
    let table = table(rulebook, &paper, &mut dice);
    assert_eq!(read(rulebook, Format::Csv, &table), form, "{}", String::from_utf8_lossy(&table));
}

#[test]
fn a_number_is_the_same_from_every_file_however_many_digits_it_has() {
    let rulebook = small();
    let height = rulebook.question_named("height_cm").unwrap();
    for written in ["170.5", "170.50000000000001", "170.50000000000000001", "170.49999999999999999", "171"] {
        let given = |format, text: String| read(&rulebook, format, text.as_bytes()).answers.get(height).cloned();
        let of_table = given(Format::Csv, format!("height_cm\n{written}\n"));
        let of_json = given(Format::Json, format!("{{\"answers\":{{\"height_cm\":{written}}}}}"));
        let of_yaml = given(Format::Yaml, format!("answers: {{ height_cm: {written} }}\n"));
        let of_list =
            given(Format::Ndjson, format!("{{\"case\":\"\\\" {written}\",\"answers\":{{\"height_cm\":[{written}]}}}}"));
        assert_eq!((&of_json, &of_yaml, &of_list), (&of_table, &of_table, &of_table), "{written}");
        assert!(of_table.is_some());
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// Scores a file; `read = scored + rejected`, and as many rows and rejects are written.
fn every_record_is_accounted_for(rulebook: &Rulebook, format: Option<Format>, bytes: &[u8]) {
    let Ok(source) = FormSource::open("a test", Box::new(Cursor::new(bytes.to_vec())), format, rulebook) else {
        return;
    };
    let sources = vec![source];
    let (mut results, mut rejected) = (Vec::new(), Vec::new());
    let job = Job {
        rulebook,
        as_of: date(2026, 11, 20),
        output: Output::Csv(ResultTable::with(rulebook, &["record".to_owned()]).unwrap()),
        unique_case: false,
        threads: rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap(),
        summaries: None,
    };
    let rejects = Rejects::begin(&sources, &mut rejected).unwrap();
    let tally =
        run(&job, sources, Sinks { results: &mut results, rejects, summaries: None, remark: &mut |_| {} }).unwrap();
    assert_eq!(tally.read, tally.scored + tally.rejected);
    assert_eq!(lines(&results), tally.scored);
    let written = if rejected.starts_with(b"{") || rejected.is_empty() {
        lines(&rejected)
    } else {
        csv::Reader::from_reader(rejected.as_slice()).byte_records().map(|record| u64::from(record.is_ok())).sum()
    };
    assert_eq!(written, tally.rejected, "{}", String::from_utf8_lossy(&rejected));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: effort(32), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_form_is_the_same_from_every_file(seed in any::<u64>()) {
        same_from_every_file(&small(), seed);
    }

    #[test]
    fn so_is_a_form_of_the_built_in_rulebook(seed in any::<u64>()) {
        same_from_every_file(&BUILTIN, seed);
    }

    #[test]
    fn of_any_bytes_every_record_is_accounted_for(
        head in prop_oneof![Just("case,pump,drugs,height_cm,words\n"), Just("pump\n"), Just("form: 1\n"), Just("")],
        parts in prop::collection::vec(prop_oneof![
            4 => "[a-z0-9,;\"'\n\r=. -]{0,12}".prop_map(String::into_bytes),
            2 => prop::collection::vec(any::<u8>(), 0..6),
            2 => Just(b"A2,yes,none,170,x\n".to_vec()),
            1 => Just(b"{\"answers\":{\"pump\":\"yes\"}}\n".to_vec()),
        ], 0..12),
    ) {
        let bytes = [head.as_bytes(), &parts.concat()].concat();
        let rulebook = small();
        for format in [None, Some(Format::Csv), Some(Format::Ndjson), Some(Format::Yaml), Some(Format::Json)] {
            every_record_is_accounted_for(&rulebook, format, &bytes);
        }
    }
}
