//! A paper read against a rulebook: a form; and back.
