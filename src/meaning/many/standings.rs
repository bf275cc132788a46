//! The standings of a criterion for many forms.

use super::{FormMask, TruthMask};
use crate::meaning::standing::{Standing, Stands, standing};
use crate::truth::Truth;

/// The forms of each standing.
#[derive(Clone, Copy, Debug)]
pub struct FormsByStanding([FormMask; 4]);

impl FormsByStanding {
    /// Returns the forms with this standing.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> FormMask {
        self.0[standing as usize]
    }
}

impl Stands for TruthMask {
    type Standing = FormsByStanding;

    fn stand(applies: &TruthMask, when: &TruthMask) -> FormsByStanding {
        const ALL: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];
        let mut forms = FormsByStanding([FormMask::NONE; 4]);
        for (of_applies, of_when) in ALL.into_iter().flat_map(|one| ALL.map(|other| (one, other))) {
            let place = &mut forms.0[standing(of_applies, of_when) as usize];
            *place = place.or(applies.are(of_applies).and(when.are(of_when)));
        }
        forms
    }
}
