//! The plain surface: one line in, plain lines out.
