//! A line cut into the smallest pieces that could be answers.

use std::ops::Range;

use crate::rulebook::{Kind, Question};
use crate::terminal::grammar::options::numbers;

/// A line and the smallest pieces of it that could be answers.
pub(super) struct LinePieces<'l> {
    pub(super) line: &'l str,
    /// The byte range of each piece; empty between two adjacent commas.
    pub(super) places: Vec<Range<usize>>,
    /// The separator before each piece.
    pub(super) gaps: Vec<Gap>,
}

/// The separator between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces.
    Space,
    /// A comma between two digits.
    Comma,
    /// Any other comma.
    Apart,
    /// A semicolon, or the empty place between two marks: always separates two answers.
    Firm,
}

impl<'l> LinePieces<'l> {
    /// Cuts a line into pieces. A run of digits, one per question and each the number of an option, is cut into digits:
    /// `24223`.
    pub(super) fn of(line: &'l str, questions: &[&Question]) -> LinePieces<'l> {
        let line = line.trim();
        let line = line.strip_suffix([',', ';']).unwrap_or(line).trim_end();
        let one_digit = |question: &&Question| numbers(question).iter().all(|(_, number)| number.len() == 1);
        let run = line.len() == questions.len() && line.bytes().all(|byte| byte.is_ascii_digit());
        if run && questions.iter().all(|question| !is_number(question) && one_digit(question)) {
            let places = (0..line.len()).map(|at| at..at + 1).collect();
            return LinePieces { line, places, gaps: vec![Gap::Space; line.len()] };
        }
        let mut pieces = LinePieces { line, places: Vec::new(), gaps: Vec::new() };
        let separates = |character: char| character.is_whitespace() || matches!(character, ',' | ';');
        let (mut at, mut gap) = (0, Gap::Space);
        loop {
            let rest = &line[at..];
            let end = at + rest.find(separates).unwrap_or(rest.len());
            pieces.places.push(at..end);
            pieces.gaps.push(gap);
            let rest = &line[end..];
            let length = rest.find(|character| !separates(character)).unwrap_or(rest.len());
            if length == 0 {
                return pieces;
            }
            let between = &rest[..length];
            let marks = between.chars().filter(|character| !character.is_whitespace()).count();
            for _ in 1..marks {
                pieces.places.push(end..end);
                pieces.gaps.push(Gap::Firm);
            }
            let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
            let digits = digit(line[..end].chars().next_back()) && digit(rest[length..].chars().next());
            gap = match between {
                "," if digits => Gap::Comma,
                _ if marks > 1 || between.contains(';') => Gap::Firm,
                _ if marks == 1 => Gap::Apart,
                _ => Gap::Space,
            };
            at = end + length;
        }
    }

    pub(super) fn text(&self, pieces: Range<usize>) -> &'l str {
        match self.places.get(pieces) {
            Some([first, .., last]) => &self.line[first.start..last.end],
            Some([only]) => &self.line[only.clone()],
            _ => "",
        }
    }

    /// Returns whether the gap before a piece can only be a decimal comma, since other separators are used between
    /// answers.
    pub(super) fn is_decimal(&self, question: &Question, piece: usize) -> bool {
        let comma = self.gaps.get(piece) == Some(&Gap::Comma);
        comma && is_number(question) && self.gaps[1..].iter().any(|gap| *gap != Gap::Comma)
    }

    /// Returns whether a piece continues the number before it, as a unit or as digits behind a decimal comma.
    pub(super) fn belongs_to_a_number(&self, question: &Question, piece: usize) -> bool {
        let begins_a_unit = |first: char| first.is_alphabetic() || "%'\"".contains(first);
        let unit = self.gaps[piece] == Gap::Space && self.text(piece..piece + 1).starts_with(begins_a_unit);
        is_number(question) && unit || self.is_decimal(question, piece)
    }

    pub(super) fn joined(&self, joins: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for piece in 0..self.places.len() {
            match ranges.last_mut() {
                Some(range) if joins(piece) => range.end = piece + 1,
                _ => ranges.push(piece..piece + 1),
            }
        }
        ranges
    }
}

pub(super) fn is_number(question: &Question) -> bool {
    matches!(question.kind, Kind::Number(_))
}
