//! Lines of NDJSON put straight into a batch of forms.
//!
//! What is not known here for certain to be ordinary is left to [`crate::intake::paper`], which knows everything, with the whole
//! line: a line says the same whichever way it was read.

mod json;
mod quotes;

use typed_index_collections::{TiVec, ti_vec};

use super::cells::{BatchWriter, Cell};
use super::codes::CodeMeaning;
use super::field::Field;
use super::names::Names;
use super::numbers::{Numbers, ParsedNumber, TOTAL, plain};
use super::plain::{is_code, is_day, is_language, is_note};
use crate::answer::{Informant, Missing, QuestionId};
use crate::intake::blocks::{Block, RecordSpan};
use crate::meaning::many::FormBatch;
use crate::rulebook::{Kind, Rulebook, ScoreId};
use json::JsonCursor;
use quotes::QuoteMarks;

/// A rulebook, ready for lines.
#[derive(Debug)]
pub struct Lines<'r> {
    rulebook: &'r Rulebook,
    marks: QuoteMarks,
    names: Names,
    /// By question.
    cells: Vec<Cell>,
    numbers: Numbers<'r>,
    met: SeenKeys,
}

/// What stood in which line, so that what stands twice is noticed.
#[derive(Debug)]
struct SeenKeys {
    line: u64,
    /// By question, the last line with an answer to it.
    answers: Vec<u64>,
    /// By score, the last line with a total of it.
    totals: TiVec<ScoreId, u64>,
}

/// A line being read.
struct Line<'r, 'a, 'b> {
    rulebook: &'r Rulebook,
    names: &'a Names,
    cells: &'a [Cell],
    met: &'a mut SeenKeys,
    text: JsonCursor<'a, 'b>,
    filling: BatchWriter<'r, 'a>,
    case: &'b [u8],
}

impl<'r> Lines<'r> {
    /// For forms of this rulebook.
    #[must_use]
    pub fn of(rulebook: &'r Rulebook) -> Lines<'r> {
        let cells = rulebook.questions.keys().map(|id| Cell::answer(rulebook, id)).collect();
        let (answers, totals) = (vec![0; rulebook.questions.len()], ti_vec![0; rulebook.scores.len()]);
        let (names, numbers) = (Names::of(rulebook), Numbers::of(rulebook));
        Lines { rulebook, marks: QuoteMarks::new(), names, cells, numbers, met: SeenKeys { line: 0, answers, totals } }
    }

    /// Puts a line into a batch as a form, and gives its case; `None` where something in it is unusual, and the batch is
    /// as it was.
    pub fn put<'b>(&mut self, block: &'b Block, span: RecordSpan, batch: &mut FormBatch) -> Option<&'b [u8]> {
        let (bytes, length) = block.with_margin(span);
        let marks = self.marks.of(&bytes[..length])?;
        self.met.line += 1;
        let filling = BatchWriter { numbers: &mut self.numbers, batch };
        let text = JsonCursor::new(bytes, length, marks);
        let (rulebook, names, cells, met) = (self.rulebook, &self.names, &self.cells, &mut self.met);
        let mut line = Line { rulebook, names, cells, met, text, filling, case: b"" };
        let read = line.form();
        let case = read.map(|()| line.case);
        if case.is_some() {
            batch.keep();
        } else {
            batch.forget();
        }
        case
    }
}

/// What was put into the batch.
enum Kept {
    /// What stood at a question that is answered by a number.
    Number(ParsedNumber),
    Other,
}

/// QuoteMarks a key as met; `None` where it stands there again.
fn once(met: &mut u8, key: u8) -> Option<()> {
    let before = *met;
    *met |= 1 << key;
    (before & (1 << key) == 0).then_some(())
}

const YES: Field<'static> = Field::new(b"yes             ", 0, 3);
const NO: Field<'static> = Field::new(b"no              ", 0, 2);

impl<'b> Line<'_, '_, 'b> {
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
            let place = question.0 as usize;
            let last = std::mem::replace(self.met.answers.get_mut(place)?, self.met.line);
            if last == self.met.line {
                return None;
            }
            let cell = self.cells.get(place)?;
            match (self.text.next(), cell) {
                (b'"', Cell::Option(_, codes) | Cell::Options(_, codes)) => {
                    let written = self.text.string()?;
                    match codes.find(written) {
                        Some(CodeMeaning::Option(option) | CodeMeaning::Alone(option)) => {
                            self.filling.batch.option(question, option);
                        }
                        Some(CodeMeaning::Missing) => {}
                        None if written.length == 0 => {}
                        None => self.filling.put_next(cell, written)?, // perhaps several codes
                    }
                }
                _ => self.rare(question, cell)?,
            }
        }
        Some(())
    }

    /// Any answer; those that are given most often are read without it, in a loop that stays short.
    #[inline(never)]
    fn rare(&mut self, question: QuestionId, cell: &Cell) -> Option<()> {
        match self.text.next() {
            b'{' => self.full(cell),
            b'n' => self.text.word(b"null"),
            _ => self.value(question, cell).map(|_| ()),
        }
    }

    /// A value that stands alone, or a list of them; says which number it is, if it is one.
    #[inline]
    fn value(&mut self, question: QuestionId, cell: &Cell) -> Option<Kept> {
        let field = match self.text.next() {
            b'"' => self.text.string()?,
            b'[' => return self.list(question, cell).map(|()| Kept::Other),
            b't' | b'f' => {
                let truth = self.text.word(b"true").is_some();
                if !truth {
                    self.text.word(b"false")?;
                }
                matches!(self.rulebook.questions[question].kind, Kind::YesNo(_)).then_some(())?;
                if truth { YES } else { NO }
            }
            _ => match cell {
                // a text with exactly three decimals could hold thousands; of numbers, the full way knows better
                Cell::Number(..) => {
                    self.text.number().filter(|number| number.text().iter().rev().nth(3) != Some(&b'.'))?
                }
                _ => return None,
            },
        };
        if field.length == 0 {
            return Some(Kept::Other);
        }
        if let Cell::Number(question, written) = cell {
            let said = self.filling.numbers.read(*question, *written, field)?;
            if let ParsedNumber::Number(value) = said {
                self.filling.batch.number(*question, value);
            }
            return Some(Kept::Number(said));
        }
        self.filling.put_next(cell, field).map(|()| Kept::Other)
    }

    /// Option codes, none twice, or a missing word alone.
    fn list(&mut self, question: QuestionId, cell: &Cell) -> Option<()> {
        let (codes, most) = match cell {
            Cell::Option(_, codes) => (codes, 1),
            Cell::Options(_, codes) => (codes, usize::MAX),
            _ => return None,
        };
        self.text.take(b'[')?;
        let (mut first, mut count, mut alone) = (true, 0, false);
        while self.text.another(b']', &mut first)? {
            match codes.find(self.text.string()?)? {
                CodeMeaning::Missing => alone = true,
                CodeMeaning::Alone(option) => {
                    alone = true;
                    self.filling.batch.option(question, option).then_some(())?;
                }
                CodeMeaning::Option(option) => self.filling.batch.option(question, option).then_some(())?,
            }
            count += 1;
        }
        (count < 2 || (count <= most && !alone)).then_some(())
    }

    /// An answer with what was said about it.
    fn full(&mut self, cell: &Cell) -> Option<()> {
        let question = match cell {
            Cell::Option(question, _) | Cell::Options(question, ..) | Cell::Number(question, _) => *question,
            _ => return None, // in a text, words that mean missing are texts here
        };
        self.text.take(b'{')?;
        let (mut first, mut met) = (true, 0);
        let (mut number, mut typed) = (None, None);
        while self.text.another(b'}', &mut first)? {
            let key = self.text.key()?;
            match key.text() {
                b"value" => {
                    once(&mut met, 0)?; // beside `missing` it is unusual
                    if let Kept::Number(said) = self.value(question, cell)? {
                        number = Some(said);
                    }
                }
                b"missing" => {
                    once(&mut met, 0)?;
                    Missing::from_word(self.word()?)?;
                }
                b"checked" => {
                    once(&mut met, 1)?;
                    if self.text.next() == b't' {
                        self.text.word(b"true")?;
                        self.filling.batch.checked(question);
                    } else {
                        self.text.word(b"false")?;
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
                    let Cell::Number(_, written) = cell else { return None };
                    let field = Some(self.text.string()?).filter(|field| field.length > 0)?;
                    typed = Some(self.filling.numbers.read(question, *written, field)?);
                }
                _ => return None,
            }
        }
        let agree = typed.is_none() || (typed == number && matches!(typed, Some(ParsedNumber::Number(_))));
        agree.then_some(())
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
            let last = std::mem::replace(self.met.totals.get_mut(score)?, self.met.line);
            self.text.next();
            if last == self.met.line || plain(self.text.number()?.text(), TOTAL).is_none() {
                return None;
            }
        }
        Some(())
    }

    /// The rulebook that was used to ask: read, and of no consequence here.
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
