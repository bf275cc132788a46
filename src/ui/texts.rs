//! The structs that the build makes of the texts, one for each map of `ui.en.yaml`.

use std::fmt::Display;

use super::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
