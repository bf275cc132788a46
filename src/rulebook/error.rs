//! What can be wrong with a rulebook file, each with a code, a place and advice.
