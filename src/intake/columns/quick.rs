//! Rows put straight into a slice of forms.
//!
//! What is not known here for certain to be an ordinary answer is left to [`super::Columns`], which knows everything: a cell
//! alone, where only that is unusual, or the whole row. A row says the same whichever way it was read.

use std::borrow::Cow;

use jiff::civil::Date;

use super::codes::{Codes, Key, Meant};
use super::{Columns, Role};
use crate::answer::{Informant, Missing, Options, QuestionId};
use crate::decimal::Decimal;
use crate::intake::Reading;
use crate::intake::blocks::{Block, MARGIN, Span};
use crate::intake::csv::{Row, Splitter};
use crate::meaning::many::Slice;
use crate::rulebook::bind::{CODE_LIMIT, NOTE_LIMIT, Refusal, day, number};
use crate::rulebook::{Kind, Number, Rulebook};

/// What stands in a cell of a column, as far as it can be ordinary.
#[derive(Debug)]
pub(in crate::intake) enum Cell {
    /// Anything.
    Any,
    /// Something that is read together with other cells.
    Joined,
    /// Something of an earlier reject file.
    Reject,
    Case,
    Day,
    Language,
    Informant,
    Note,
    Total,
    Option(QuestionId, Codes),
    Options(QuestionId, Codes, Options),
    Number(QuestionId, Written),
    Text(QuestionId, usize),
}

/// Numbers that are read here: in the stored unit, inside the range, with no more decimals than are kept.
#[derive(Clone, Copy, Debug)]
pub(in crate::intake) struct Written {
    low: i64,
    high: i64,
    decimals: usize,
}

/// Totals that came with a form.
pub(in crate::intake) const TOTAL: Written = Written { low: 0, high: 999_999_000_000, decimals: 6 };

/// A table's columns, ready for rows.
#[derive(Debug)]
pub struct Quick<'r> {
    rulebook: &'r Rulebook,
    columns: &'r Columns,
    as_of: Date,
    delimiter: u8,
    cells: Vec<Cell>,
    /// Where the fields of the row end; room for what is written in one go.
    ends: Vec<usize>,
    /// The columns of the row that hold something unusual.
    odd: Vec<usize>,
    /// Numbers that were read the long way.
    seen: Vec<Seen>,
    /// For rows with quotation marks.
    splitter: Splitter,
    row: Row,
}

/// A row that was read.
#[derive(Debug)]
pub struct Put<'b> {
    /// The case of the form that was put into the slice, or all that cannot be in it; then the slice is as it was.
    pub case: Result<Cow<'b, [u8]>, Vec<Refusal>>,
    /// Questions whose columns by option are all 0, which is read as unanswered.
    pub all_zero: Vec<QuestionId>,
}

/// A number that was read: its column, what stood there, and what that says.
pub(in crate::intake) type Seen = Option<(usize, Key, Said)>;

/// What stands in a cell of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Said {
    Number(Decimal),
    Missing,
}

/// How many numbers are remembered, as a power of 2.
pub(in crate::intake) const MOST_SEEN: u32 = 10;

impl<'r> Quick<'r> {
    /// For rows of these columns with this between them; `as_of` is the day of rows that have none.
    #[must_use]
    pub fn of(rulebook: &'r Rulebook, columns: &'r Columns, delimiter: u8, as_of: Date) -> Quick<'r> {
        let cells: Vec<Cell> = columns.roles.iter().map(|role| cell(rulebook, columns, *role)).collect();
        let ends = vec![0; cells.len() + 64 + 8];
        let (splitter, row, odd) = (Splitter::new(delimiter), Row::default(), Vec::new());
        Quick { rulebook, columns, as_of, delimiter, cells, ends, odd, seen: vec![None; 1 << MOST_SEEN], splitter, row }
    }

    /// Puts a row into a slice as a form; `None` where it is read elsewhere, and the slice is as it was.
    pub fn put<'b>(&'b mut self, block: &'b Block, span: Span, slice: &mut Slice) -> Option<Put<'b>> {
        let (bytes, length) = block.with_margin(span);
        if !bytes[..length].is_ascii() && std::str::from_utf8(&bytes[..length]).is_err() {
            return None;
        }
        let fields = if span.quoted {
            self.splitter.split(&bytes[..length], &mut self.row);
            if self.row.unclosed || self.row.len() != self.cells.len() {
                return None;
            }
            let (bytes, ends) = self.row.with_margin(MARGIN);
            Fields { bytes, ends, between: 0 }
        } else {
            split(bytes, length, self.delimiter, self.cells.len(), &mut self.ends)?;
            Fields { bytes, ends: &self.ends[..self.cells.len()], between: 1 }
        };
        self.odd.clear();
        let mut filling = Filling { rulebook: self.rulebook, seen: &mut self.seen, slice, case: b"" };
        for (column, (cell, field)) in self.cells.iter().zip(fields.each()).enumerate() {
            if field.length > 0 && filling.put(column, cell, field).is_none() {
                self.odd.push(column);
            }
        }
        let case = Cow::Borrowed(filling.case);
        if self.odd.is_empty() {
            slice.keep();
            return Some(Put { case: Ok(case), all_zero: Vec::new() });
        }
        if self.odd.iter().any(|&column| matches!(self.cells[column], Cell::Reject)) {
            slice.forget();
            return None;
        }
        let texts: Vec<&str> =
            fields.each().map(|field| std::str::from_utf8(field.text()).unwrap_or_default()).collect();
        let Reading { form, all_zero } = self.columns.read_some(self.rulebook, &texts, &self.odd, self.as_of);
        let case = form.map(|form| {
            slice.put(&form.answers);
            form.case.map_or(case, |case| Cow::Owned(case.into_bytes()))
        });
        if case.is_ok() {
            slice.keep();
        } else {
            slice.forget();
        }
        Some(Put { case, all_zero })
    }
}

/// Finds the ends of all fields; `None` where there are not as many as there are columns.
fn split(bytes: &[u8], length: usize, delimiter: u8, columns: usize, ends: &mut [usize]) -> Option<()> {
    let mut count = 0;
    for (place, chunk) in bytes.as_chunks::<64>().0.iter().take(length.div_ceil(64)).enumerate() {
        let base = 64 * place;
        let mut found = marks(chunk, delimiter);
        if length - base < 64 {
            found &= !(u64::MAX << (length - base));
        }
        let after = count + found.count_ones() as usize;
        if after >= columns {
            return None;
        }
        while found != 0 {
            for end in ends.get_mut(count..)?.first_chunk_mut::<8>()? {
                *end = base + found.trailing_zeros() as usize;
                found &= found.wrapping_sub(1);
            }
            count += 8;
        }
        count = after;
    }
    *ends.get_mut(count)? = length;
    (count + 1 == columns).then_some(())
}

/// The fields of a row.
#[derive(Clone, Copy)]
struct Fields<'b> {
    /// With a margin behind the last.
    bytes: &'b [u8],
    ends: &'b [usize],
    /// How many bytes stand between two of them.
    between: usize,
}

impl<'b> Fields<'b> {
    fn each(self) -> impl Iterator<Item = Field<'b>> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let field = Field { rest: &self.bytes[start..], length: end - start };
            start = end + self.between;
            field
        })
    }
}

/// One field: the first bytes of these, and a margin behind them.
#[derive(Clone, Copy)]
pub(in crate::intake) struct Field<'b> {
    pub(in crate::intake) rest: &'b [u8],
    pub(in crate::intake) length: usize,
}

impl<'b> Field<'b> {
    pub(in crate::intake) fn text(self) -> &'b [u8] {
        &self.rest[..self.length]
    }
}

/// A form being put into a slice.
pub(in crate::intake) struct Filling<'a, 'b> {
    pub(in crate::intake) rulebook: &'a Rulebook,
    pub(in crate::intake) seen: &'a mut [Seen],
    pub(in crate::intake) slice: &'a mut Slice,
    pub(in crate::intake) case: &'b [u8],
}

impl<'b> Filling<'_, 'b> {
    /// Puts what stands in a cell; `None` where it is unusual, and perhaps a part of it was put.
    pub(in crate::intake) fn put(&mut self, column: usize, cell: &Cell, field: Field<'b>) -> Option<()> {
        let Field { rest, length } = field;
        match cell {
            Cell::Option(question, codes) => {
                if let Meant::Option(option) = codes.find(rest, length)? {
                    self.slice.option(*question, option);
                }
            }
            Cell::Options(question, codes, exclusive) => {
                options(*question, codes, *exclusive, field.text(), rest, self.slice)?;
            }
            Cell::Number(question, written) => {
                if let Said::Number(value) = self.number(column, *question, *written, field)? {
                    self.slice.number(*question, value);
                }
            }
            Cell::Text(question, limit) => {
                let text = ordinary(field.text(), *limit)?;
                if Missing::from_word(text).is_none() {
                    self.slice.text(*question);
                }
            }
            Cell::Case => self.case = Some(field.text()).filter(|case| is_code(case))?,
            Cell::Day => is_day(field.text()).then_some(())?,
            Cell::Language => {
                is_language(field.text()).then_some(())?;
            }
            Cell::Informant => {
                Informant::from_word(std::str::from_utf8(field.text()).ok()?)?;
            }
            Cell::Note => {
                is_note(field.text()).then_some(())?;
            }
            Cell::Total => {
                plain(field.text(), TOTAL)?;
            }
            Cell::Any => {}
            Cell::Joined | Cell::Reject => return None,
        }
        Some(())
    }

    /// What the cell of a number says; `None` where it is unusual.
    #[inline]
    pub(in crate::intake) fn number(
        &mut self,
        column: usize,
        question: QuestionId,
        written: Written,
        field: Field<'_>,
    ) -> Option<Said> {
        match plain(field.text(), written) {
            Some(value) => Some(Said::Number(value)),
            None => remembered(self.seen, self.rulebook, column, question, field),
        }
    }
}

impl Cell {
    /// The answer to a question.
    pub(in crate::intake) fn answer(rulebook: &Rulebook, id: QuestionId) -> Cell {
        let question = rulebook.question(id);
        match &question.kind {
            Kind::YesNo(_) | Kind::Choice(_) => Cell::Option(id, Codes::of(question)),
            Kind::Choices(options) => {
                let alone = (0..).map(crate::answer::OptionId).zip(options).filter(|(_, option)| option.exclusive);
                Cell::Options(id, Codes::of(question), alone.map(|(id, _)| id).collect())
            }
            Kind::Number(number) => Cell::Number(id, Written::of(number)),
            Kind::Text { limit } => Cell::Text(id, *limit),
        }
    }
}

fn cell(rulebook: &Rulebook, columns: &Columns, role: Option<Role>) -> Cell {
    let Some(role) = role else { return Cell::Any };
    match role {
        Role::Case => Cell::Case,
        Role::AsOf => Cell::Day,
        Role::Language => Cell::Language,
        Role::From(_) => Cell::Informant,
        Role::Note(_) => Cell::Note,
        Role::Stored(_) => Cell::Total,
        Role::Answer(id) if columns.groups.iter().all(|group| group.question != id || group.named.is_empty()) => {
            Cell::answer(rulebook, id)
        }
        Role::Reject(_) => Cell::Reject,
        _ => Cell::Joined,
    }
}

/// The bits of the bytes that are this one.
fn marks(chunk: &[u8; 64], byte: u8) -> u64 {
    let mut same = [0_u8; 64];
    for (same, sign) in same.iter_mut().zip(chunk) {
        *same = u8::from(*sign == byte);
    }
    let mut marks = 0;
    for (place, ones) in same.as_chunks::<8>().0.iter().enumerate() {
        // The lowest bits of eight bytes, gathered in the highest byte.
        let eight = u64::from_le_bytes(*ones).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        marks |= eight << (8 * place);
    }
    marks
}

/// Codes with semicolons between them, none twice, or a missing word.
fn options(
    question: QuestionId,
    codes: &Codes,
    exclusive: Options,
    cell: &[u8],
    rest: &[u8],
    slice: &mut Slice,
) -> Option<()> {
    if let Some(meant) = codes.find(rest, cell.len()) {
        if let Meant::Option(option) = meant {
            slice.option(question, option);
        }
        return Some(());
    }
    let mut named = Options::none();
    let mut start = 0;
    while start <= cell.len() {
        let length = cell[start..].iter().position(|&byte| byte == b';').unwrap_or(cell.len() - start);
        let Meant::Option(option) = codes.find(&rest[start..], length)? else { return None };
        if named.has(option) {
            return None;
        }
        named = named.with(option);
        slice.option(question, option);
        start += length + 1;
    }
    (!named.meets(exclusive)).then_some(())
}

impl Written {
    fn of(number: &Number) -> Written {
        let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
        Written { low, high, decimals: number.decimals.into() }
    }
}

/// A number of digits, perhaps with a point and decimals that are all kept.
///
/// Exactly three decimals could be thousands, and are left to who knows both.
pub(in crate::intake) fn plain(cell: &[u8], written: Written) -> Option<Decimal> {
    let (mut value, mut point) = (0_i64, None);
    if cell.is_empty() || cell.len() > 12 {
        return None;
    }
    for (place, &byte) in cell.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = 10 * value + i64::from(byte - b'0'),
            b'.' if point.is_none() && place > 0 => point = Some(place),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |point| cell.len() - point - 1);
    if decimals > written.decimals.min(6) || decimals == 3 || (point.is_some() && decimals == 0) {
        return None;
    }
    let millionths = value.checked_mul(SCALE[decimals])?;
    (written.low <= millionths && millionths <= written.high).then_some(Decimal::from_millionths(millionths))
}

/// How many millionths one of the last decimal is.
const SCALE: [i64; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// A number in other words (`5ft7`), read the long way the first time.
fn remembered(
    seen: &mut [Seen],
    rulebook: &Rulebook,
    column: usize,
    question: QuestionId,
    field: Field<'_>,
) -> Option<Said> {
    let Field { rest, length } = field;
    let key = Key::of(rest, length);
    let place = key.hash(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * column as u64 + 1), MOST_SEEN);
    if let Some((_, _, said)) =
        seen[place].filter(|(of, known, _)| *of == column && *known == key && length <= Key::WHOLE)
    {
        return Some(said);
    }
    let text = ordinary(field.text(), CODE_LIMIT)?;
    let said = match Missing::from_word(text) {
        Some(_) => Said::Missing,
        None => Said::Number(number(rulebook.question(question), text).ok()?.value),
    };
    seen[place] = Some((column, key, said));
    Some(said)
}

/// Signs that are seen, without space or apostrophe at the ends, and not too many of them.
fn ordinary(cell: &[u8], limit: usize) -> Option<&str> {
    let plain = cell.iter().all(|byte| (b' '..=b'~').contains(byte));
    let edges = !matches!(cell.first(), None | Some(b' ' | b'\'')) && cell.last() != Some(&b' ');
    if plain && edges && cell.len() <= limit { std::str::from_utf8(cell).ok() } else { None }
}

/// A case code that is written as it is read.
pub(in crate::intake) fn is_code(cell: &[u8]) -> bool {
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    cell.len() <= CODE_LIMIT && cell.first().is_some_and(u8::is_ascii_alphanumeric) && cell.iter().all(sign)
}

/// A language like `en`.
pub(in crate::intake) fn is_language(cell: &[u8]) -> bool {
    (2..=3).contains(&cell.len()) && cell.iter().all(u8::is_ascii_lowercase)
}

/// A note that is kept as it is.
pub(in crate::intake) fn is_note(cell: &[u8]) -> bool {
    ordinary(cell, NOTE_LIMIT).is_some()
}

/// A day like `2026-11-20`.
pub(in crate::intake) fn is_day(cell: &[u8]) -> bool {
    let digits = |from: usize, to: usize| cell[from..to].iter().all(u8::is_ascii_digit);
    let number = |from: usize| 10 * (cell[from] - b'0') + (cell[from + 1] - b'0');
    if cell.len() != 10 || cell[4] != b'-' || cell[7] != b'-' || !digits(0, 4) || !digits(5, 7) || !digits(8, 10) {
        return false;
    }
    let every_month_has_it = (1..=12).contains(&number(5)) && (1..=28).contains(&number(8));
    every_month_has_it || std::str::from_utf8(cell).is_ok_and(|text| day(text).is_some())
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::answer::{Missing, OptionId};
    use crate::rulebook::{BUILTIN, Question};
    use crate::text::SourceText;
    use crate::unit::{Amount, Scale, amount};

    #[test]
    fn every_code_of_every_question_is_found_and_nothing_else() {
        let source = SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        let rulebook = Rulebook::read(&source).unwrap_or_else(|errors| panic!("{errors:?}"));
        let words = Missing::ALL.map(Missing::word);
        let find = |codes: &Codes, text: &str| codes.find(&[text.as_bytes(), &[b'x'; MARGIN]].concat(), text.len());
        let all: Vec<&str> =
            rulebook.questions.iter().flat_map(Question::options).map(|option| option.code.as_str()).collect();
        for question in &rulebook.questions {
            let codes = Codes::of(question);
            for text in all.iter().copied().chain(words).chain(["", "y", "yess", "Yes", "not_at_all "]) {
                let option = question.options().iter().position(|option| option.code == text);
                let expected = match (option, Missing::from_word(text)) {
                    (Some(place), _) => Some(Meant::Option(OptionId(u8::try_from(place).unwrap_or_default()))),
                    (None, Some(_)) => Some(Meant::Missing),
                    (None, None) => None,
                };
                assert_eq!(find(&codes, text), expected, "{text} of {}", question.id);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_plain_number_is_what_every_other_reader_takes_it_for(
            text in "-?[0-9]{0,4}[.,]?[0-9]{0,7}", low in -2000..2000_i64, width in 0..6000_i64, decimals in 0..7_u8,
        ) {
            let range = (Decimal::from_millionths(low * 500_000), Decimal::from_millionths((low + width) * 500_000));
            let scale = Scale { unit: Some("mg"), accepts: &[], decimals, range };
            let written = Written { low: range.0.millionths(), high: range.1.millionths(), decimals: decimals.into() };
            if let Some(value) = plain(text.as_bytes(), written) {
                prop_assert_eq!(amount(&text, &scale), Ok(Amount { value, exact: true }));
            }
        }

        #[test]
        fn marks_are_where_the_byte_stands(text in prop::collection::vec(prop_oneof![Just(b','), any::<u8>()], 64)) {
            let mut chunk = [0; 64];
            chunk.copy_from_slice(&text);
            for (place, &byte) in chunk.iter().enumerate() {
                prop_assert_eq!(marks(&chunk, b',') >> place & 1 == 1, byte == b',');
            }
        }

        #[test]
        fn a_day_is_a_day_to_every_reader(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9-]{8,11}") {
            prop_assert_eq!(is_day(text.as_bytes()), day(&text).is_some());
        }
    }
}
