//! Three-valued truth. The only place where truths are combined.

use Truth::{False, True, Unknown};

/// The truth of a statement, as far as the answers given settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// The statement holds, whatever the missing answers may turn out to be.
    True,
    /// The statement does not hold, whatever the missing answers may turn out to be.
    False,
    /// The truth is not settled by these answers; never "both are possible".
    Unknown,
}

impl Truth {
    /// Returns the truth of "both hold".
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (False, _) | (_, False) => False, // one refusal settles it, whatever is missing
            (True, True) => True,
            (Unknown, _) | (_, Unknown) => Unknown,
        }
    }

    /// Returns the truth of "at least one holds".
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (True, _) | (_, True) => True, // one that holds settles it, whatever is missing
            (False, False) => False,
            (Unknown, _) | (_, Unknown) => Unknown,
        }
    }

    /// Returns the opposite; `Unknown` stays `Unknown`.
    #[must_use]
    pub fn negate(self) -> Truth {
        match self {
            True => False,
            False => True,
            Unknown => Unknown,
        }
    }

    /// Returns the truth of "all hold"; `True` for no operands: nothing was asked for, so nothing is lacking.
    #[must_use]
    pub fn all(operands: impl IntoIterator<Item = Truth>) -> Truth {
        operands.into_iter().fold(True, Truth::and)
    }

    /// Returns the truth of "at least one holds"; `False` for no operands: nothing could hold.
    #[must_use]
    pub fn any(operands: impl IntoIterator<Item = Truth>) -> Truth {
        operands.into_iter().fold(False, Truth::or)
    }

    /// Returns the truth of "at least `n` of the operands hold"; `True` for `n` = 0.
    #[must_use]
    pub fn at_least(n: usize, operands: impl IntoIterator<Item = Truth>) -> Truth {
        let (mut certain, mut possible) = (0, 0);
        for truth in operands {
            certain += usize::from(truth == True);
            possible += usize::from(truth != False);
        }
        match (certain >= n, possible >= n) {
            (true, _) => True,
            (false, true) => Unknown,
            (false, false) => False,
        }
    }

    /// Returns whether the truth is settled either way.
    #[must_use]
    pub fn is_settled(self) -> bool {
        self != Unknown
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { True } else { False }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [Truth; 3] = [True, False, Unknown];

    /// Checks a table as printed in a logic book: rows and columns in the order T, F, U.
    #[track_caller]
    fn check(operation: fn(Truth, Truth) -> Truth, table: [[Truth; 3]; 3]) {
        for (row, left) in VALUES.into_iter().enumerate() {
            for (column, right) in VALUES.into_iter().enumerate() {
                assert_eq!(operation(left, right), table[row][column], "{left:?}, {right:?}");
            }
        }
    }

    #[test]
    fn and() {
        check(
            Truth::and,
            [
                [True, False, Unknown],    // T
                [False, False, False],     // F
                [Unknown, False, Unknown], // U
            ],
        );
    }

    #[test]
    fn or() {
        check(
            Truth::or,
            [
                [True, True, True],       // T
                [True, False, Unknown],   // F
                [True, Unknown, Unknown], // U
            ],
        );
    }

    #[test]
    fn not() {
        assert_eq!(VALUES.map(Truth::negate), [False, True, Unknown]);
    }

    /// Returns the truth that all completions of the Unknown operands agree on.
    fn by_definition(operands: &[Truth], holds: &dyn Fn(&[bool]) -> bool) -> Truth {
        let unknown = operands.iter().filter(|truth| !truth.is_settled()).count();
        let results: Vec<bool> = (0..1_u32 << unknown)
            .map(|completion| {
                let mut bits = (0..unknown).map(|bit| completion >> bit & 1 == 1);
                let completed = operands.iter().map(|truth| match truth {
                    True => true,
                    False => false,
                    Unknown => bits.next().unwrap_or_default(),
                });
                holds(&completed.collect::<Vec<_>>())
            })
            .collect();
        match (results.contains(&true), results.contains(&false)) {
            (true, true) => Unknown,
            (holds, _) => holds.into(),
        }
    }

    fn three() -> impl Iterator<Item = [Truth; 3]> {
        let pairs = VALUES.into_iter().flat_map(|a| VALUES.map(|b| (a, b)));
        pairs.flat_map(|(a, b)| VALUES.map(|c| [a, b, c]))
    }

    #[test]
    fn of_three_operands_all_any_and_so_many_are_what_all_completions_agree_on() {
        let so_many = |n: usize| move |of: &[bool]| of.iter().filter(|&&holds| holds).count() >= n;
        for of in three() {
            assert_eq!(Truth::all(of), by_definition(&of, &so_many(3)), "all {of:?}");
            assert_eq!(Truth::any(of), by_definition(&of, &so_many(1)), "any {of:?}");
            for n in 0..=4 {
                assert_eq!(Truth::at_least(n, of), by_definition(&of, &so_many(n)), "{n} of {of:?}");
            }
        }
    }

    #[test]
    fn order_never_matters() {
        for [a, b, c] in three() {
            for turned in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                assert_eq!(Truth::all(turned), Truth::all([a, b, c]));
                assert_eq!(Truth::any(turned), Truth::any([a, b, c]));
                assert_eq!(Truth::at_least(2, turned), Truth::at_least(2, [a, b, c]));
            }
        }
    }

    #[test]
    fn nothing_asked_for_is_nothing_lacking() {
        assert_eq!(Truth::all([]), True);
        assert_eq!(Truth::any([]), False);
        assert_eq!(Truth::at_least(0, []), True);
        assert_eq!(Truth::at_least(1, []), False);
    }

    #[test]
    fn a_bool_is_settled() {
        assert_eq!((Truth::from(true), Truth::from(false)), (True, False));
        assert_eq!(VALUES.map(Truth::is_settled), [true, true, false]);
    }
}
