//! What a batch says about a file, found out as slowly as it can be: every record as a form of its own, every cell by
//! `docs/forms.md`. A batch has to say the same, byte for byte, in blocks of any size and on any number of threads.
//!
//! The tests beside this file ask it about files that they make up; `fuzz/` asks it about any bytes.
#![allow(dead_code, reason = "each fuzz target asks one question")]

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use candor::answer::{QuestionId, Value};
use candor::batch::rejects::Rejects;
use candor::batch::score::BatchInput;
use candor::batch::{BatchError, BatchRemark, Job, Output, Sinks, Tally, lines, run};
use candor::form::Form;
use candor::form::refusal::{Reason, Refusal};
use candor::form::value::is_usual;
use candor::intake::blocks::Boundary;
use candor::intake::blocks::lines::LineStream;
use candor::intake::{DecodedForm, Decoder, FormSource, Format, RawRecord, RecordBody, table};
use candor::interval::Interval;
use candor::meaning::one::One;
use candor::meaning::{Meaning, read};
use candor::report::csv::{ResultTable, field, neutral};
use candor::rulebook::{AlertId, CriterionId, Rulebook, ScoreId};
use candor::screening::standing;
use candor::text::SourceText;
use candor::truth::Truth;
use candor::ui::Ui;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 20);

/// Of a table with columns of every kind.
pub(crate) const HEADINGS: &str = "case,as_of,language,respondent,pump,drugs,drugs.oxycodone.per_day,height_cm,height_cm.from,height_cm.note,months,change,words,score.dose,other\n";

/// Asked about a rulebook with every type of question.
pub(crate) static SMALL: LazyLock<Oracle> = LazyLock::new(|| Oracle::of("small", include_str!("rules.yaml")));

/// A rulebook, the table of all that is said by it, and ways of reading forms.
pub(crate) struct Oracle {
    pub(crate) rulebook: &'static Rulebook,
    table: ResultTable<'static>,
    /// On one thread and on two; on one with repeated cases refused.
    jobs: [Job<'static>; 3],
    /// Summaries, on one thread.
    summaries: Job<'static>,
}

/// What was said about a file.
#[derive(PartialEq, Eq)]
struct Said {
    results: Vec<u8>,
    rejects: Vec<u8>,
    tally: Tally,
    all_zero: HashSet<QuestionId>,
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { results, rejects, tally, all_zero } = self;
        write!(f, "{tally:?}, all zero {all_zero:?}\n{}\n{}", shown(results), shown(rejects))
    }
}

/// What a record says when it is read alone.
struct Slow {
    raw: RawRecord,
    reading: DecodedForm,
    row: Vec<u8>,
}

impl Oracle {
    /// For a rulebook, and for as long as the program runs.
    pub(crate) fn of(name: &str, text: &str) -> Oracle {
        let text = SourceText::new(name, text);
        let rulebook: &Rulebook = Box::leak(Box::new(Rulebook::read(&text).unwrap()));
        let names: Vec<String> =
            ["record".to_owned()].into_iter().chain(ResultTable::of(rulebook).names().map(str::to_owned)).collect();
        let table = ResultTable::with(rulebook, &names).unwrap();
        let job = |threads, unique_case, output| Job {
            rulebook,
            as_of: TODAY,
            output,
            unique_case,
            threads: rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap(),
            summaries: None,
        };
        let rows = || Output::Csv(table.clone());
        let jobs = [job(1, false, rows()), job(2, false, rows()), job(1, true, rows())];
        let ui: &Ui = Ui::english();
        let summaries = job(1, false, Output::Ndjson(ui));
        Oracle { rulebook, table, jobs, summaries }
    }

    /// Any bytes, as a table with its headings or as the rows below some.
    pub(crate) fn of_table(&self, bytes: &[u8]) {
        let _ = self.agrees(Some(Format::Csv), bytes) || self.agrees(Some(Format::Csv), &below_headings(bytes));
    }

    /// Any bytes, as lines of NDJSON.
    pub(crate) fn of_ndjson(&self, bytes: &[u8]) {
        self.agrees(Some(Format::Ndjson), bytes);
    }

    /// Any bytes, as lines to be answered one by one, with their headings or without.
    pub(crate) fn of_lines(&self, bytes: &[u8]) {
        let piece = 1 + bytes.len() % 61;
        let _ = self.answers_each(bytes, piece) || self.answers_each(&below_headings(bytes), piece);
    }

    /// Holds a batch of a file against its records, one by one; `false` where this is no file of forms.
    pub(crate) fn agrees(&self, format: Option<Format>, bytes: &[u8]) -> bool {
        if is_packed(bytes) {
            return false; // what it holds cannot be counted by other means
        }
        let Some((source, slow)) = self.one_by_one(format, bytes) else { return false };
        assert_eq!(slow.len(), records_in(bytes, source.records.boundary()), "records of {:?}", shown(bytes));
        let small = 1 + bytes.len() % 61;
        for (unique_case, ways) in [(false, [(0, usize::MAX), (1, small)].as_slice()), (true, &[(2, small)])] {
            let expected = together(&source, &slow, unique_case);
            for &(job, size) in ways {
                let input = Box::new(Cursor::new(bytes.to_vec()));
                let (found, ended) = self.batch(&self.jobs[job], format, input, size);
                ended.unwrap();
                assert_eq!(found, expected, "way {job}, blocks of {size}: {:?}", shown(bytes));
                assert_eq!(found.tally.read, found.tally.scored + found.tally.rejected);
            }
        }
        true
    }

    /// The rows of a file on so many threads, and how the run ended.
    pub(crate) fn rows(
        &self,
        format: Option<Format>,
        input: Box<dyn Read + Send>,
        threads: usize,
    ) -> (String, Result<(), BatchError>) {
        let (said, ended) = self.batch(&self.jobs[threads - 1], format, input, usize::MAX);
        (shown(&said.results), ended)
    }

    fn batch(
        &self,
        job: &Job<'_>,
        format: Option<Format>,
        input: Box<dyn Read + Send>,
        size: usize,
    ) -> (Said, Result<(), BatchError>) {
        let mut source = FormSource::open("a test", input, format, self.rulebook).unwrap();
        if size < usize::MAX {
            source.records = source.records.in_blocks_of(size);
        }
        let (mut results, mut rejected, mut all_zero) = (Vec::new(), Vec::new(), HashSet::new());
        let sources = vec![source];
        let rejects = Rejects::begin(&sources, &mut rejected).unwrap();
        let mut remark = |remark: BatchRemark<'_>| match remark {
            BatchRemark::AllZero(question) => assert!(all_zero.insert(question), "it is said once"),
            BatchRemark::Rejected { .. } => panic!("there is a reject file"),
        };
        let sinks = Sinks { results: &mut results, rejects, summaries: None, remark: &mut remark };
        let ended = run(job, sources, sinks);
        let tally = ended.as_ref().map_or_else(|_| Tally::default(), |tally| *tally);
        (Said { results, rejects: rejected, tally, all_zero }, ended.map(|_| ()))
    }

    /// All records of a file, each read alone.
    fn one_by_one(&self, format: Option<Format>, bytes: &[u8]) -> Option<(FormSource, Vec<Slow>)> {
        let mut source =
            FormSource::open("a test", Box::new(Cursor::new(bytes.to_vec())), format, self.rulebook).ok()?;
        let mut slow = Vec::new();
        while let Some(raw) = source.records.next_record().unwrap() {
            let reading = source.decoder.read(self.rulebook, &raw, TODAY);
            let row = reading.form.as_ref().map_or_else(|_| Vec::new(), |form| self.row(form, raw.number));
            slow.push(Slow { raw, reading, row });
        }
        Some((source, slow))
    }

    fn row(&self, form: &Form, record: u64) -> Vec<u8> {
        let meaning = read(self.rulebook, &mut One::new(self.rulebook, &form.answers));
        let mut row = Vec::new();
        for (place, name) in self.table.names().enumerate() {
            let cell = cell(self.rulebook, name, form, record, &meaning);
            let own = name.starts_with("score."); // numbers and codes of the program's own
            let cell = if own { Cow::Borrowed(cell.as_bytes()) } else { neutral(cell.as_bytes()) };
            row.extend((place > 0).then_some(b','));
            field(&cell, &mut row);
        }
        row.push(b'\n');
        row
    }

    /// Holds the answers to lines that come in pieces of so many bytes against the lines, one by one; `false` where these
    /// are no lines of forms.
    pub(crate) fn answers_each(&self, bytes: &[u8], piece: usize) -> bool {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut expected: Vec<&[u8]> = text.split_inclusive(|&byte| byte == b'\n').map(bare).collect();
        let Some((decoder, boundary)) = self.layout_of(&mut expected) else { return false };
        let slow: Vec<Slow> =
            (1..).zip(&expected).map(|(number, line)| self.line(number, line, &decoder, boundary)).collect();
        let mut jobs = vec![&self.jobs[0]];
        jobs.extend((slow.len() < 4).then_some(&self.summaries)); // which take their time
        for job in jobs {
            let mut lines = LineStream::new("a test", Box::new(Pieces(Cursor::new(bytes.to_vec()), piece.max(1))));
            if matches!(boundary, Boundary::Rows(_)) {
                lines.take().unwrap();
            }
            let input = BatchInput { name: "a test".to_owned(), decoder: decoder.clone(), boundary };
            let mut answers = Vec::new();
            let tally = lines::run(job, input, lines, &mut answers, &mut |_| {}).unwrap();
            let rejected = slow.iter().filter(|slow| slow.reading.form.is_err()).count() as u64;
            let read = slow.len() as u64;
            assert_eq!(tally, Tally { read, scored: read - rejected, rejected }, "{:?}", shown(bytes));
            let answers: Vec<&[u8]> = answers.split_inclusive(|&byte| byte == b'\n').collect();
            assert_eq!(answers.len(), slow.len(), "an answer for each line of {:?}", shown(bytes));
            for (answer, slow) in answers.iter().zip(&slow) {
                match &job.output {
                    Output::Csv(_) => self.is_row(answer, slow),
                    Output::Ndjson(_) => is_line(answer, slow),
                }
            }
        }
        true
    }

    /// How lines are read; takes the headings away.
    fn layout_of(&self, lines: &mut Vec<&[u8]>) -> Option<(Decoder, Boundary)> {
        if lines.first()?.trim_ascii_start().starts_with(b"{") {
            return Some((Decoder::Json, Boundary::Lines));
        }
        let (columns, delimiter) = table::open::headings("a test", lines.remove(0), self.rulebook).ok()?;
        Some((Decoder::Table(columns.into()), Boundary::Rows(delimiter)))
    }

    fn line(&self, number: u64, line: &[u8], decoder: &Decoder, boundary: Boundary) -> Slow {
        let content = match boundary {
            Boundary::Rows(delimiter) => RecordBody::Row(table::row::row(line, delimiter)),
            _ => RecordBody::Bytes(line.to_vec()),
        };
        let raw = RawRecord { number, line: number, content };
        let mut reading = decoder.read(self.rulebook, &raw, TODAY);
        let row_ends = matches!(boundary, Boundary::Rows(_)) && line.contains(&b'\r');
        if row_ends || line.iter().all(u8::is_ascii_whitespace) {
            reading.form = Err(Vec::new());
        }
        let row = reading.form.as_ref().map_or_else(|_| Vec::new(), |form| self.row(form, number));
        Slow { raw, reading, row }
    }

    /// A row and an empty `reject`, or nothing but what identifies the line and a reason.
    fn is_row(&self, answer: &[u8], slow: &Slow) {
        if slow.reading.form.is_ok() {
            let row = slow.row.strip_suffix(b"\n").unwrap();
            assert_eq!(shown(answer), format!("{},\n", shown(row)));
            return;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(answer);
        let cells = reader.byte_records().next().unwrap().unwrap();
        assert_eq!(cells.len(), self.table.names().count() + 1);
        for (name, cell) in self.table.names().chain(["reject"]).zip(&cells) {
            match name {
                "record" => assert_eq!(shown(cell), slow.raw.number.to_string()),
                "case" => {}
                "reject" => assert!(!cell.is_empty(), "{}", shown(answer)),
                _ => assert!(cell.is_empty(), "{}", shown(answer)),
            }
        }
    }
}

/// What these records say together.
fn together(source: &FormSource, slow: &[Slow], unique_case: bool) -> Said {
    let (mut results, mut rejected, mut cases) = (Vec::new(), Vec::new(), HashSet::new());
    let mut tally = Tally { read: slow.len() as u64, ..Tally::default() };
    let mut rejects = Rejects::begin(std::slice::from_ref(source), &mut rejected).unwrap().unwrap();
    let twice = [Refusal { field: "case".to_owned(), ..Refusal::whole(Reason::CaseTwice) }];
    for Slow { raw, reading, row } in slow {
        let refusals = match &reading.form {
            Ok(Form { case: Some(case), .. }) if unique_case && !cases.insert(case) => &twice,
            Ok(_) => {
                results.extend_from_slice(row);
                tally.scored += 1;
                continue;
            }
            Err(refusals) => refusals.as_slice(),
        };
        tally.rejected += 1;
        rejects.write("a test", &source.decoder, raw, refusals).unwrap();
    }
    let all_zero = slow.iter().flat_map(|slow| slow.reading.all_zero.iter().copied()).collect();
    Said { results, rejects: rejected, tally, all_zero }
}

fn below_headings(rows: &[u8]) -> Vec<u8> {
    [HEADINGS.as_bytes(), rows].concat()
}

fn is_line(answer: &[u8], slow: &Slow) {
    let answer: serde_json::Value = serde_json::from_slice(answer).unwrap();
    assert_eq!(answer.get("reject").is_some(), slow.reading.form.is_err(), "{answer}");
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn bare(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn is_packed(bytes: &[u8]) -> bool {
    let skipped = |start: &[u8]| start[0] & 0xF0 == 0x50 && start[1..] == *b"\x2A\x4D\x18";
    bytes.starts_with(b"\x1F\x8B") || bytes.starts_with(b"\x28\xB5\x2F\xFD") || bytes.get(..4).is_some_and(skipped)
}

/// How many records there are, by other means than ours.
fn records_in(bytes: &[u8], boundary: Boundary) -> usize {
    match boundary {
        Boundary::Rows(delimiter) => {
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(bytes).byte_records().count()
        }
        Boundary::Lines => {
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            text.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count()
        }
        Boundary::Whole => 1,
    }
}

/// Gives at most so many bytes at once.
struct Pieces(Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let most = room.len().min(self.1);
        self.0.read(&mut room[..most])
    }
}

/// A cell of the results, of one form alone: `docs/forms.md`, written down as slowly as it can be.
fn cell(rulebook: &Rulebook, column: &str, form: &Form, record: u64, meaning: &Meaning<One<'_>>) -> String {
    let count = |keeps: &dyn Fn(QuestionId, Truth) -> bool| {
        rulebook.questions.keys().filter(|&question| keeps(question, meaning.asked[question])).count().to_string()
    };
    let value = |question| form.answers.value(question);
    let checked = |question| form.answers.get(question).is_some_and(|given| given.checked);
    let unusual = |question| match value(question) {
        Some(Value::Number(number)) => !is_usual(&rulebook.questions[question], *number),
        _ => false,
    };
    match column {
        "case" => return form.case.clone().unwrap_or_default(),
        "record" => return record.to_string(),
        "missing" => return count(&|question, asked| asked == Truth::True && value(question).is_none()),
        "set_aside" => return count(&|question, asked| asked == Truth::False && value(question).is_some()),
        "checked" => {
            return count(&|question, asked| asked != Truth::False && value(question).is_some() && checked(question));
        }
        "unusual" => return count(&|question, asked| asked != Truth::False && !checked(question) && unusual(question)),
        _ => {}
    }
    if let Some(alert) = column.strip_prefix("alert.") {
        let alert: AlertId = rulebook.alert_named(alert).unwrap();
        return standing(Truth::True, meaning.alerts[alert]).word().to_owned();
    }
    if let Some(name) = column.strip_prefix("score.") {
        let (name, band) = name.strip_suffix(".band").map_or((name, false), |name| (name, true));
        let id: ScoreId = rulebook.score_named(name).unwrap();
        let score = &meaning.scores[id];
        let (low, high) = match (score.applies, score.value) {
            (Truth::False, _) => return "not_applicable".to_owned(),
            (Truth::True, Interval::Between { low, high }) => (low, high),
            _ => return "unknown".to_owned(),
        };
        let bands = &rulebook.scores[id].bands;
        let holding = |value: f64| {
            let begun = bands.iter().take_while(|band| band.from.to_f64() <= value).last();
            begun.or(bands.first()).map_or(String::new(), |band| band.code.clone())
        };
        let text = |value: f64| if band { holding(value) } else { value.to_string() };
        return if text(low) == text(high) { text(low) } else { format!("{}..{}", text(low), text(high)) };
    }
    let id: CriterionId = rulebook.criterion_named(column).unwrap();
    let held = &meaning.criteria[id];
    standing(held.applies, held.when).word().to_owned()
}
