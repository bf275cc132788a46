//! The questions of a rulebook by name, found by some bytes of it and checked by all.

use crate::answer::QuestionId;
use crate::intake::columns::cells::Field;
use crate::rulebook::Rulebook;

/// Names of questions, at most a quarter as many as there are places.
#[derive(Debug)]
pub(super) struct Names {
    places: Vec<Option<(Print, QuestionId)>>,
    /// By question, its name.
    texts: Vec<Vec<u8>>,
}

impl Names {
    pub(super) fn of(rulebook: &Rulebook) -> Names {
        let mut places = vec![None; (4 * rulebook.questions.len()).next_power_of_two()];
        let mut texts = vec![Vec::new(); rulebook.questions.len()];
        for (name, id) in rulebook.questions_by_name() {
            let text = name.as_bytes().to_vec();
            let bytes = [text.as_slice(), &[0; WORD]].concat();
            let Some(print) = Print::of(Field { rest: &bytes, length: text.len() }) else { continue };
            let mut place = print.hash() % places.len();
            while places[place].is_some() {
                place = (place + 1) % places.len();
            }
            places[place] = Some((print, id));
            texts[id.0 as usize] = text;
        }
        Names { places, texts }
    }

    /// The question with this name, which has at least [`WORD`] bytes behind it.
    #[inline]
    pub(super) fn find(&self, name: Field<'_>) -> Option<QuestionId> {
        let print = Print::of(name)?;
        let last = self.places.len() - 1;
        let mut place = print.hash() & last;
        while let Some(Some((known, id))) = self.places.get(place) {
            if *known == print && (name.length <= Print::WHOLE || *self.texts[id.0 as usize] == *name.text()) {
                return Some(*id);
            }
            place = (place + 1) & last;
        }
        None
    }
}

/// So many bytes are read as a number.
const WORD: usize = 8;

/// The length, the first bytes, those in the middle and the last of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print {
    length: usize,
    first: u64,
    middle: u64,
    last: u64,
}

impl Print {
    /// Up to here a print is the whole text.
    const WHOLE: usize = 3 * WORD;

    /// Of a text with at least [`WORD`] bytes behind it; `None` of one without a sign.
    #[inline]
    fn of(Field { rest, length }: Field<'_>) -> Option<Print> {
        if length < WORD {
            let behind = 8 * WORD.wrapping_sub(length); // the bits of what stands behind it
            let all = u64::from_le_bytes(*rest.first_chunk()?).checked_shl(u32::try_from(behind).ok()?)?;
            return Some(Print { length, first: all, middle: 0, last: 0 });
        }
        let text = rest.get(..length)?;
        let middle = text.get((length - WORD) / 2..)?;
        let [first, middle, last] = [text.first_chunk()?, middle.first_chunk()?, text.last_chunk()?];
        let [first, middle, last] =
            [u64::from_le_bytes(*first), u64::from_le_bytes(*middle), u64::from_le_bytes(*last)];
        Some(Print { length, first, middle, last })
    }

    #[inline]
    fn hash(&self) -> usize {
        let mixed = self.first ^ self.middle.rotate_left(23) ^ self.last.rotate_left(41) ^ self.length as u64;
        usize::try_from(mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or_default()
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use super::*;
    use crate::intake::blocks::MARGIN;
    use crate::rulebook::BUILTIN;
    use crate::text::SourceText;

    #[test]
    fn every_question_is_found_by_its_name_and_by_no_other() {
        let source = SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        let rulebook = Rulebook::read(&source).unwrap_or_else(|errors| panic!("{errors:?}"));
        let names = Names::of(&rulebook);
        let find = |name: &[u8]| {
            let bytes = [name, &[b'"'; MARGIN]].concat();
            names.find(Field { rest: &bytes, length: name.len() })
        };
        let known = rulebook.questions_by_name();
        for (name, id) in &known {
            let name = name.as_bytes();
            assert_eq!(find(name), Some(*id), "{}", name.escape_ascii());
            for place in 0..name.len() {
                // one sign taken out, one replaced
                let others =
                    [[&name[..place], &name[place + 1..]], [&name[..place], &[b"~", &name[place + 1..]].concat()]];
                for other in others.map(|parts| parts.concat()) {
                    let expected = std::str::from_utf8(&other).ok().and_then(|other| known.get(other).copied());
                    assert_eq!(find(&other), expected, "{}", other.escape_ascii());
                }
            }
        }
        assert_eq!(find(b""), None);
    }
}
