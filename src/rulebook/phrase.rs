//! Conditions and formulas in words; the one place.
