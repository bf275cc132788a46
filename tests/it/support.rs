//! Common helpers of the tests: the built-in rulebook, summaries as text, and, for laws that hold for every rulebook,
//! random rulebooks and random forms.
//!
//! One seed makes one rulebook: well-formed by construction, small enough for brute force, and with every feature of
//! rulebooks.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what the tests begin with has no errors")]

mod author;
mod form;

/// Returns the number of cases for a slow law: `cases`, times `CANDOR_TEST_EFFORT` if it is set.
pub(crate) fn effort(cases: u32) -> u32 {
    cases * std::env::var("CANDOR_TEST_EFFORT").map_or(1, |times| times.parse().unwrap())
}

pub(crate) use author::{Switches, rulebook};
pub(crate) use form::{completions, form, one_more_answer, possible};

use std::sync::LazyLock;

use candor::report::text::{self, Look};
use candor::rulebook::{Condition, FactId, Formula, MissingInputs, Node, Rulebook, ScoreId};
use candor::screening::layout::summary_blocks;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;

/// The built-in rulebook.
pub(crate) static BUILTIN: LazyLock<Rulebook> =
    LazyLock::new(|| Rulebook::builtin().unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors))));

/// Reads a rulebook that has no errors.
#[track_caller]
pub(crate) fn read(source: &SourceText) -> Rulebook {
    Rulebook::read(source).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

/// Returns a summary as its reader sees it.
pub(crate) fn as_text(summary: &Summary) -> String {
    let mut out = Vec::new();
    text::write(&summary_blocks(summary, Ui::english()), Look::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

use typed_index_collections::{TiVec, ti_vec};

/// A seeded source of chance; the same seed gives the same rulebook and form on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Returns the next 64 bits (`SplitMix64`).
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Returns a number below `n`; 0 for `n` = 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or_default()
    }

    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + i32::try_from(self.below(usize::try_from(high - low + 1).unwrap_or_default())).unwrap_or_default()
    }

    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(self.below(of.len()))
    }
}

/// Facts and scores that rest on `answered`, `missing` or `prorate`: more answers may turn their settled result.
#[derive(Clone, Debug, Default)]
pub(crate) struct MayTurn {
    pub(crate) facts: TiVec<FactId, bool>,
    pub(crate) scores: TiVec<ScoreId, bool>,
}

impl MayTurn {
    pub(crate) fn of(rulebook: &Rulebook) -> MayTurn {
        let mut may_turn =
            MayTurn { facts: ti_vec![false; rulebook.facts.len()], scores: ti_vec![false; rulebook.scores.len()] };
        for node in &rulebook.order {
            match *node {
                Node::Question(_) => {}
                Node::Fact(fact) => {
                    may_turn.facts[fact] = may_turn.condition(&rulebook.facts[fact].when);
                }
                Node::Score(id) => {
                    let score = &rulebook.scores[id];
                    may_turn.scores[id] = matches!(score.missing, MissingInputs::Prorate { .. })
                        || may_turn.formula(&score.value)
                        || score.more_when.as_ref().is_some_and(|more| may_turn.condition(more));
                }
            }
        }
        may_turn
    }

    pub(crate) fn condition(&self, of: &Condition) -> bool {
        let mut found = false;
        of.visit(&mut |part| {
            found |= match part {
                Condition::Answered(_) | Condition::Missing(_) => true,
                Condition::Fact(fact, _) => self.facts[*fact],
                Condition::Score(score, _) | Condition::Band(score, _) => self.scores[*score],
                _ => false,
            }
        });
        found
    }

    pub(crate) fn formula(&self, of: &Formula) -> bool {
        let mut found = false;
        of.visit(&mut |part| {
            found |= match part {
                Formula::Score(score) => self.scores[*score],
                Formula::Count(conditions) => conditions.iter().any(|of| self.condition(of)),
                _ => false,
            }
        });
        found
    }
}
