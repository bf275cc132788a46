//! One form: truth is a [`crate::truth::Truth`], number an [`crate::interval::Interval`].
