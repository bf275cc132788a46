//! The questions of a rulebook by name, found by all bytes of it.

use crate::answer::QuestionId;
use crate::intake::columns::quick::Field;
use crate::rulebook::Rulebook;

/// Names of questions, at most half as many as there are places.
#[derive(Debug)]
pub(super) struct Names {
    places: Vec<Option<(Vec<u8>, QuestionId)>>,
}

impl Names {
    pub(super) fn of(rulebook: &Rulebook) -> Names {
        let mut places = vec![None; (4 * rulebook.questions.len()).next_power_of_two()];
        for (name, id) in rulebook.questions_by_name() {
            let bytes = [name.as_bytes(), &[0; 8]].concat();
            let mut place = hash(Field { rest: &bytes, length: name.len() }) & (places.len() - 1);
            while places[place].is_some() {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = Some((name.as_bytes().to_vec(), id));
        }
        Names { places }
    }

    /// The question with this name.
    #[inline]
    pub(super) fn find(&self, name: Field<'_>) -> Option<QuestionId> {
        let last = self.places.len() - 1;
        let mut place = hash(name) & last;
        while let Some((other, id)) = &self.places[place] {
            if other == name.text() {
                return Some(*id);
            }
            place = (place + 1) & last;
        }
        None
    }
}

/// Of a text with at least 8 bytes behind it.
#[inline]
fn hash(name: Field<'_>) -> usize {
    let mut mixed = name.length as u64;
    let mut at = 0;
    while at < name.length {
        let eight = name.rest.get(at..).and_then(|rest| rest.first_chunk()).copied().map_or(0, u64::from_le_bytes);
        let behind = 8 * (8 - (name.length - at).min(8));
        mixed = (mixed.rotate_left(23) ^ (eight << behind)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        at += 8;
    }
    usize::try_from(mixed >> 32).unwrap_or_default()
}
