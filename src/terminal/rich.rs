//! The rich surface: dialoguer and console on a terminal.
