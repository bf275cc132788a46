//! candor walks an intake nurse through the screening questions for an intrathecal pump, or scores a file of exported
//! forms, and writes a summary for a physician to review. It never decides.
//!
//! A rulebook and a form make a screening; the summary arranges it for reading:
//!
//! ```
//! use candor::form::file::FormFile;
//! use candor::rulebook::Rulebook;
//! use candor::screening::{Screening, Standing};
//! use candor::text::SourceText;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rulebook = Rulebook::builtin()?;
//! let answers = "{ respondent: patient, age_years: 52, pathway: [noncancer_pain], phq2_interest: nearly_every_day }";
//! let text = format!("form: 1\nanswers: {answers}");
//! let file = FormFile::read(&SourceText::new("a form", text))?;
//! let form = file.bind(&rulebook, jiff::civil::date(2026, 11, 20)).map_err(|_| "not a form of this rulebook")?;
//!
//! let screening = Screening::new(&rulebook, &form);
//! let standing = |name| rulebook.criterion_named(name).map(|criterion| screening.standing(criterion));
//! // One of two items is answered, with 3 points: whatever the other one is, the total is at least 3.
//! assert_eq!(standing("depression_screen"), Some(Standing::Met));
//! // Nobody asked about a trial: it is unknown, which is not the same as "no".
//! assert_eq!(standing("trial_completed"), Some(Standing::Unknown));
//! # Ok(())
//! # }
//! ```
//!
//! The floors, from the ground up; arrows point down only (`docs/architecture.md`):
//!
//! | floor | rooms |
//! |---|---|
//! | 0 words | [`truth`], [`interval`], [`decimal`], [`document`], [`ids`], [`answer`], [`unit`](mod@unit), [`text`], [`page`], [`ui`] |
//! | 1 rules | [`rulebook`] |
//! | 2 meaning | [`form`], [`meaning`] |
//! | 3 reasoning | [`case`], [`interview`], [`screening`], [`rule_tests`], [`words`] |
//! | 4 edges | [`files`], [`intake`], [`fast`], [`terminal`], [`store`], [`report`], [`batch`] |
//! | 5 command line | [`cli`] |

pub mod answer;
pub mod batch;
pub mod case;
pub mod cli;
pub mod decimal;
pub mod document;
pub mod fast;
pub mod files;
pub mod form;
pub mod ids;
pub mod intake;
pub mod interval;
pub mod interview;
pub mod meaning;
pub mod page;
pub mod report;
pub mod rule_tests;
pub mod rulebook;
pub mod screening;
pub mod store;
pub mod terminal;
pub mod text;
pub mod truth;
pub mod ui;
pub mod unit;
pub mod words;
