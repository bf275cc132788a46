//! The tests of the whole, in one program: what the rooms of the library do together, and what the commands print.

mod any_text;
mod architecture;
mod batch;
mod case;
mod clinical;
mod clock;
mod durability;
mod identity;
mod interview;
mod meaning;
mod patients;
mod program;
mod readings;
mod readme;
mod rulebook;
mod rules_test;
mod summary;
mod support;
mod terminal;
