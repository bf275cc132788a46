//! `candor`: see [`candor::cli`].

use candor::cli::{Status, run};

fn main() -> Status {
    run()
}
