//! The questions of a rulebook by name, found by some bytes of it and checked by all.

use typed_index_collections::{TiVec, ti_vec};

use super::field::{Field, MIXED};
use crate::answer::QuestionId;
use crate::intake::blocks::MARGIN;
use crate::rulebook::Rulebook;

/// Names of questions, at most a quarter as many as there are places.
#[derive(Debug)]
pub(super) struct Names {
    places: Vec<Option<(u64, QuestionId)>>,
    /// By question, its name.
    texts: TiVec<QuestionId, Vec<u8>>,
}

impl Names {
    pub(super) fn of(rulebook: &Rulebook) -> Names {
        let mut names = Names {
            places: vec![None; (4 * rulebook.questions.len()).next_power_of_two()],
            texts: ti_vec![Vec::new(); rulebook.questions.len()],
        };
        for (name, id) in rulebook.questions_by_name() {
            let bytes = [name.as_bytes(), &[0; MARGIN]].concat();
            let Some(print) = print(Field::new(&bytes, 0, name.len())) else { continue };
            let mut place = names.place(print);
            while names.places[place].is_some() {
                place = names.behind(place);
            }
            names.places[place] = Some((print, id));
            names.texts[id] = name.as_bytes().to_vec();
        }
        names
    }

    /// The question with this name.
    #[inline]
    pub(super) fn find(&self, name: Field<'_>) -> Option<QuestionId> {
        let print = print(name)?;
        let mut place = self.place(print);
        while let Some((known, id)) = *self.places.get(place)? {
            if known == print && self.texts.get(id)? == name.text() {
                return Some(id);
            }
            place = self.behind(place);
        }
        None
    }

    /// Where a name with this print is looked for first.
    #[inline]
    fn place(&self, print: u64) -> usize {
        usize::try_from(print >> 32).unwrap_or_default() & (self.places.len() - 1)
    }

    #[inline]
    fn behind(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }
}

/// Bits that differ for most names, made of some bytes; `None` where there is none.
#[inline]
fn print(name: Field<'_>) -> Option<u64> {
    let length = name.length;
    let mixed = match length.checked_sub(WORD) {
        None => word(name, 0)?.checked_shl(u32::try_from(8 * (WORD - length)).ok()?)?,
        Some(last) => word(name, 0)? ^ word(name, last / 2)?.rotate_left(23) ^ word(name, last)?.rotate_left(41),
    };
    Some((mixed ^ length as u64).wrapping_mul(MIXED))
}

/// So many bytes are read as a number.
const WORD: usize = 8;

/// The bytes from there as a number.
#[inline]
fn word(name: Field<'_>, from: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*name.part(from, name.length).first()?))
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_found_by_its_name_and_by_no_other() {
        let rulebook = Rulebook::builtin().unwrap_or_else(|errors| panic!("{errors:?}"));
        let names = Names::of(&rulebook);
        let find = |name: &[u8]| {
            let bytes = [name, &[b'"'; MARGIN]].concat();
            names.find(Field::new(&bytes, 0, name.len()))
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
