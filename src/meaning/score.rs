//! The walk of formulas and of what missing inputs do.
