//! The interview as a state machine: which question is next, what an answer means, what is still open.
