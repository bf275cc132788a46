//! Three-valued truth. The only place where truths are combined.

use Truth::{False, True, Unknown};

/// Whether a statement holds, as far as the answers given can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Holds, whatever the missing answers may turn out to be.
    True,
    /// Does not hold, whatever the missing answers may turn out to be.
    False,
    /// Not settled by these answers; never "both are possible".
    Unknown,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (False, _) | (_, False) => False, // one refusal settles it, whatever is missing
            (True, True) => True,
            (Unknown, _) | (_, Unknown) => Unknown,
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (True, _) | (_, True) => True, // one that holds settles it, whatever is missing
            (False, False) => False,
            (Unknown, _) | (_, Unknown) => Unknown,
        }
    }

    /// The opposite; what is not settled stays so.
    #[must_use]
    pub fn negate(self) -> Truth {
        match self {
            True => False,
            False => True,
            Unknown => Unknown,
        }
    }

    /// `True` for no operands: nothing was asked for, so nothing is lacking.
    #[must_use]
    pub fn all(operands: impl IntoIterator<Item = Truth>) -> Truth {
        operands.into_iter().fold(True, Truth::and)
    }

    /// `False` for no operands: there is nothing that could hold.
    #[must_use]
    pub fn any(operands: impl IntoIterator<Item = Truth>) -> Truth {
        operands.into_iter().fold(False, Truth::or)
    }

    /// At least `n` of the operands hold; `True` for `n` = 0.
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

    /// Settled either way.
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
