//! Lines of NDJSON to forms of a batch.
//!
//! A line that this lane cannot decode with certainty is left to the whole format (`form/file.rs`).

mod json;
mod quotes;

use typed_index_collections::{TiVec, ti_vec};

use super::cells::Cell;
use super::codes::{CodeMeaning, CodeTable};
use super::field::Field;
use super::numbers::{NumberLimits, Numbers, ParsedNumber, TOTAL, plain};
use super::plain::{is_code, is_day, is_language, is_note};
use crate::answer::{Informant, Missing, QuestionId};
use crate::intake::blocks::{RecordBlock, RecordSpan};
use crate::meaning::many::FormRow;
use crate::rulebook::{Kind, Rulebook, ScoreId};
use json::JsonCursor;
use quotes::QuoteMarks;

/// A rulebook prepared for lines.
#[derive(Debug)]
pub struct FastLines<'r> {
    rulebook: &'r Rulebook,
    marks: QuoteMarks,
    names: CodeTable<QuestionId>,
    cells: TiVec<QuestionId, Cell>,
    numbers: Numbers<'r>,
    seen: SeenKeys,
}

/// The line in which each key was last seen, so that a repeated one is noticed.
#[derive(Debug)]
struct SeenKeys {
    line: u64,
    /// By question, the last line with an answer to it.
    answers: TiVec<QuestionId, u64>,
    /// By score, the last line with a total of it.
    totals: TiVec<ScoreId, u64>,
}

/// A line being read.
struct LineReader<'r, 'a, 'b> {
    rulebook: &'r Rulebook,
    names: &'a CodeTable<QuestionId>,
    cells: &'a TiVec<QuestionId, Cell>,
    seen: &'a mut SeenKeys,
    text: JsonCursor<'a, 'b>,
    numbers: &'a mut Numbers<'r>,
    row: FormRow<'a>,
    case: &'b [u8],
}

impl<'r> FastLines<'r> {
    /// Prepares for forms of this rulebook.
    pub(super) fn new(rulebook: &'r Rulebook) -> FastLines<'r> {
        let cells = rulebook.questions.keys().map(|id| Cell::answer(rulebook, id)).collect();
        let (answers, totals) = (ti_vec![0; rulebook.questions.len()], ti_vec![0; rulebook.scores.len()]);
        let (names, numbers) = (CodeTable::of_questions(rulebook), Numbers::new(rulebook));
        let seen = SeenKeys { line: 0, answers, totals };
        FastLines { rulebook, marks: QuoteMarks::new(), names, cells, numbers, seen }
    }

    /// Puts a line into its form, and returns its case; `None` if something in it is unusual: then the form has no
    /// answers.
    pub(super) fn try_line<'b>(
        &mut self,
        block: &'b RecordBlock,
        record: RecordSpan,
        row: FormRow<'_>,
    ) -> Option<&'b [u8]> {
        let (bytes, length) = block.with_margin(record);
        let text = JsonCursor::new(bytes, length, self.marks.of(&bytes[..length])?);
        self.seen.line += 1;
        let FastLines { rulebook, names, cells, numbers, seen, .. } = self;
        let mut line = LineReader { rulebook, names, cells, seen, text, numbers, row, case: b"" };
        line.form()?;
        line.row.commit();
        Some(line.case)
    }
}

/// Marks a key as met; `None` if it was met before.
fn once(met: &mut u8, key: u8) -> Option<()> {
    let before = *met;
    *met |= 1 << key;
    (before & (1 << key) == 0).then_some(())
}

const YES: Field<'static> = Field::new(b"yes             ", 0, 3);
const NO: Field<'static> = Field::new(b"no              ", 0, 2);

impl<'b> LineReader<'_, '_, 'b> {
    fn form(&mut self) -> Option<()> {
        self.text.take(b'{')?;
        let (mut first, mut met) = (true, 0);
        while self.text.another(b'}', &mut first)? {
            let key = self.text.key()?;
            let value = self.text.next();
            match key.text() {
                b"answers" => once(&mut met, 0).and_then(|()| self.answers())?,
                b"form" => {
                    once(&mut met, 1)?;
                    self.text.word(b"1")?;
                }
                b"stored" => once(&mut met, 2).and_then(|()| self.totals())?,
                b"rulebook" => once(&mut met, 3).and_then(|()| self.made_with())?,
                name if value == b'"' => {
                    let written = self.text.string()?;
                    match name {
                        b"case" => {
                            once(&mut met, 4)?;
                            self.case = Some(written.text()).filter(|case| is_code(case))?;
                        }
                        b"as_of" => once(&mut met, 5).filter(|()| is_day(written.text()))?,
                        b"language" => once(&mut met, 6).filter(|()| is_language(written.text()))?,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        self.text.is_read().then_some(())
    }

    #[inline(never)]
    fn answers(&mut self) -> Option<()> {
        self.text.take(b'{')?;
        let mut first = true;
        while self.text.another(b'}', &mut first)? {
            let question = self.names.find(self.text.key()?)?;
            let last = std::mem::replace(self.seen.answers.get_mut(question)?, self.seen.line);
            if last == self.seen.line {
                return None;
            }
            let cell = self.cells.get(question)?;
            match (self.text.next(), cell) {
                (b'"', Cell::Option(codes) | Cell::Options(codes)) => {
                    let written = self.text.string()?;
                    match codes.find(written) {
                        Some(code) => {
                            code.option().map(|option| self.row.option(question, option));
                        }
                        None => self.put(question, cell, written)?, // perhaps several codes
                    }
                }
                _ => self.rare(question, cell)?,
            }
        }
        Some(())
    }

    /// Puts one value that is, or could be, between quotation marks.
    fn put(&mut self, question: QuestionId, cell: &Cell, field: Field<'_>) -> Option<()> {
        let at = self.row.bit();
        let fields = |_| (field.length > 0).then_some((at, field)).into_iter();
        (cell.put(self.numbers, self.row.rows(question), fields) == 0).then_some(())
    }

    /// Reads any answer; the most common ones are read elsewhere, in a loop that stays short.
    #[inline(never)]
    fn rare(&mut self, question: QuestionId, cell: &Cell) -> Option<()> {
        match (self.text.next(), cell) {
            (b'{', Cell::Number(_, limits)) => self.full(question, cell, Some(*limits)),
            (b'{', Cell::Option(_) | Cell::Options(_)) => self.full(question, cell, None),
            (b'{', _) => None, // in a text, words that mean missing are texts here
            (b'n', _) => self.text.word(b"null"),
            _ => self.value(question, cell).map(drop),
        }
    }

    /// Reads a single value or a list of values; returns the number, or `ParsedNumber::Missing` if it is not a number.
    #[inline]
    fn value(&mut self, question: QuestionId, cell: &Cell) -> Option<ParsedNumber> {
        let next = self.text.next();
        let number = match (next, cell) {
            (b'"', Cell::Number(_, limits)) => match self.text.string()? {
                Field { length: 0, .. } => ParsedNumber::Missing,
                field => self.numbers.read(question, *limits, field)?,
            },
            (b'0'..=b'9', Cell::Number(_, limits)) => ParsedNumber::Number(plain(self.text.number()?, *limits)?),
            (b'"', _) => {
                let field = self.text.string()?;
                self.put(question, cell, field)?;
                ParsedNumber::Missing
            }
            (b'[', _) => {
                self.list(question, cell)?;
                ParsedNumber::Missing
            }
            (b't' | b'f', _) if matches!(self.rulebook.questions[question].kind, Kind::YesNo(_)) => {
                let field = if self.truth()? { YES } else { NO };
                self.put(question, cell, field)?;
                ParsedNumber::Missing
            }
            _ => return None,
        };
        if let ParsedNumber::Number(value) = number {
            self.row.number(question, value);
        }
        Some(number)
    }

    /// Reads option codes, none twice, or a missing word alone.
    fn list(&mut self, question: QuestionId, cell: &Cell) -> Option<()> {
        let (codes, most) = match cell {
            Cell::Option(codes) => (codes, 1),
            Cell::Options(codes) => (codes, usize::MAX),
            _ => return None,
        };
        self.text.take(b'[')?;
        let (mut first, mut count, mut alone) = (true, 0, false);
        while self.text.another(b']', &mut first)? {
            let code = codes.find(self.text.string()?)?;
            if let Some(option) = code.option() {
                self.row.option(question, option).then_some(())?;
            }
            alone |= !matches!(code, CodeMeaning::Option(_));
            count += 1;
        }
        (count < 2 || (count <= most && !alone)).then_some(())
    }

    fn truth(&mut self) -> Option<bool> {
        let truth = self.text.next() == b't';
        self.text.word(if truth { b"true" } else { b"false" })?;
        Some(truth)
    }

    /// Reads an answer with its details; `limits` are those of a number.
    fn full(&mut self, question: QuestionId, cell: &Cell, limits: Option<NumberLimits>) -> Option<()> {
        self.text.take(b'{')?;
        let (mut first, mut met) = (true, 0);
        let (mut number, mut typed) = (None, None);
        while self.text.another(b'}', &mut first)? {
            match self.text.key()?.text() {
                b"value" => {
                    once(&mut met, 0)?; // beside `missing` it is unusual
                    number = Some(self.value(question, cell)?);
                }
                b"missing" => {
                    once(&mut met, 0)?;
                    Missing::from_word(self.word()?)?;
                }
                b"checked" => {
                    once(&mut met, 1)?;
                    if self.truth()? {
                        self.row.checked(question);
                    }
                }
                b"from" => {
                    once(&mut met, 2)?;
                    Informant::from_word(self.word()?)?;
                }
                b"note" => {
                    once(&mut met, 3)?;
                    is_note(self.text.string()?.text()).then_some(())?;
                }
                b"typed" => {
                    once(&mut met, 4)?;
                    let field = Some(self.text.string()?).filter(|field| field.length > 0)?;
                    let read = self.numbers.read(question, limits?, field)?;
                    typed = Some(Some(read).filter(|read| *read != ParsedNumber::Missing)?);
                }
                _ => return None,
            }
        }
        (typed.is_none() || typed == number).then_some(())
    }

    fn word(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.text.string()?.text()).ok()
    }

    fn totals(&mut self) -> Option<()> {
        self.text.take(b'{')?;
        let mut first = true;
        while self.text.another(b'}', &mut first)? {
            let name = std::str::from_utf8(self.text.key()?.text()).ok()?;
            let score = self.rulebook.score_named(name)?;
            let last = std::mem::replace(self.seen.totals.get_mut(score)?, self.seen.line);
            self.text.next();
            if last == self.seen.line || plain(self.text.number()?, TOTAL).is_none() {
                return None;
            }
        }
        Some(())
    }

    /// Reads the rulebook that was used to ask; it has no effect here.
    fn made_with(&mut self) -> Option<()> {
        self.text.take(b'{')?;
        let (mut first, mut met) = (true, 0);
        while self.text.another(b'}', &mut first)? {
            match self.text.key()?.text() {
                b"id" => once(&mut met, 0)?,
                b"version" => once(&mut met, 1)?,
                b"sha256" => once(&mut met, 2)?,
                _ => return None,
            }
            self.text.string()?;
        }
        Some(())
    }
}
