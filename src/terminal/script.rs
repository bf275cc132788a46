//! The surface of tests: a list of lines in, one text out.
