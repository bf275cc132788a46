//! A line that answers several questions at once, one after the other: `2 4 2 2 3`, `60 25 mcg/h .u`.
//!
//! Spaces, commas and semicolons can separate two answers. A space or a comma can also belong to an answer (`154 lb`,
//! `7,2`), so the line is read in every way that gives each question a valid answer. With exactly one such way the line
//! is understood; with several it is asked for again. A semicolon always separates two answers. A comma between two
//! digits never does if spaces separate the numbers.

mod pieces;

use super::{Command, Reply, Wrong, command, read};
use crate::answer::{Missing, Response};
use crate::rulebook::{Kind, Question};
use crate::ui::Commands;
use pieces::{Gap, LinePieces};

/// The meaning of a line as replies to several questions.
#[derive(Clone, Debug, PartialEq)]
pub enum Replies {
    /// Enter alone, a command, or a faulty command.
    Other(Reply),
    /// An answer for each question, in order, or for the first alone.
    Each(Vec<Response>),
    /// The number of answers on the line, which differs from the number of questions.
    Count(usize),
    /// A piece that is no answer to its question.
    Piece {
        /// The place of the question, from 0.
        place: usize,
        /// The text of the piece.
        text: String,
        /// The reason why it is no answer.
        wrong: Wrong,
    },
    /// The answers can be separated in more than one way.
    Several,
}

/// Returns whether several answers to questions of this kind can be separated on one line.
#[must_use]
pub fn is_told_apart(question: &Question) -> bool {
    match question.kind {
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Number(_) => true,
        Kind::Choices(_) | Kind::Text { .. } => false,
    }
}

/// Reads a line as the answers to these questions, or as a command. A single answer or reason (`.u`) belongs to the
/// first question.
#[must_use]
pub fn read_all(words: &Commands, questions: &[&Question], line: &str) -> Replies {
    if let [question] = questions {
        return match read(words, question, line) {
            other @ (Reply::Nothing | Reply::Command(_) | Reply::Wrong(_)) => Replies::Other(other),
            Reply::Answer(answer) => Replies::Each(vec![answer]),
        };
    }
    let pieces = LinePieces::of(line, questions);
    let first = |piece: &str| questions.first().and_then(|question| said(words, question, piece).ok());
    let shared_out = || match (pieces.shared_out(words, questions), first(line)) {
        (Replies::Count(_) | Replies::Piece { .. }, Some(first)) => Replies::Each(vec![first]),
        (line, _) => line,
    };
    match command(words, line) {
        Some(Ok(Reply::Answer(_) | Reply::Command(Command::Later))) | None => shared_out(),
        Some(Err(_)) if first(pieces.text(0..1)).is_some() => shared_out(), // it begins with a reason
        Some(Ok(meant)) => Replies::Other(meant),
        Some(Err(wrong)) => Replies::Other(Reply::Wrong(wrong)),
    }
}

/// Reads one piece as the answer to one question.
fn said(words: &Commands, question: &Question, piece: &str) -> Result<Response, Wrong> {
    match read(words, question, piece) {
        Reply::Answer(answer) => Ok(answer),
        Reply::Command(Command::Later) => Ok(Missing::Unanswered.into()),
        Reply::Nothing => Err(Wrong::Nothing),
        Reply::Command(_) => Err(Wrong::NotAlone),
        Reply::Wrong(wrong) => Err(wrong),
    }
}

/// The maximum number of pieces in one answer; the longest labels have fewer.
const MOST_PIECES: usize = 24;

impl LinePieces<'_> {
    /// Assigns the pieces to the questions, by dynamic programming over the number of pieces used.
    fn shared_out(&self, words: &Commands, questions: &[&Question]) -> Replies {
        let count = self.places.len();
        // ways to use up this number of pieces; two are enough to know that a line is ambiguous
        let mut ways: Vec<Vec<Vec<Response>>> = vec![Vec::new(); count + 1];
        ways[0].push(Vec::new());
        for (place, question) in questions.iter().enumerate() {
            let left = questions.len() - place - 1;
            let mut next: Vec<Vec<Vec<Response>>> = vec![Vec::new(); count + 1];
            for start in (0..count).filter(|&start| !ways[start].is_empty()) {
                let firm = (start + 1..count).find(|&piece| self.gaps[piece] == Gap::Firm).unwrap_or(count);
                let last = firm.min(start + MOST_PIECES).min(count.saturating_sub(left));
                for end in (start + 1..=last).filter(|&end| !self.is_decimal(question, end)) {
                    let Ok(said) = said(words, question, self.text(start..end)) else { continue };
                    let longer = ways[start].iter().map(|way| [way.as_slice(), std::slice::from_ref(&said)].concat());
                    next[end].extend(longer);
                    next[end].truncate(2);
                }
            }
            ways = next;
        }
        match ways.pop().unwrap_or_default().as_slice() {
            [] => self.complaint(words, questions),
            [each] => Replies::Each(each.clone()),
            _ => Replies::Several,
        }
    }

    /// Returns the fault of a line that cannot be assigned: the piece that is no answer, or the number of answers.
    fn complaint(&self, words: &Commands, questions: &[&Question]) -> Replies {
        let usual = if self.gaps.contains(&Gap::Firm) {
            self.joined(|piece| self.gaps[piece] != Gap::Firm)
        } else {
            self.joined(|piece| questions.iter().all(|question| self.belongs_to_a_number(question, piece)))
        };
        let each = self.joined(|piece| questions.iter().any(|question| self.is_decimal(question, piece)));
        let ways = [usual, each];
        let Some(way) = ways.iter().find(|way| way.len() == questions.len()) else {
            return Replies::Count(ways[0].len());
        };
        let read = way.iter().zip(questions).map(|(pieces, question)| said(words, question, self.text(pieces.clone())));
        let first = read.enumerate().find_map(|(place, read)| read.err().map(|wrong| (place, wrong)));
        first.map_or(Replies::Count(way.len()), |(place, wrong)| {
            let text = self.text(way[place].clone()).to_owned();
            Replies::Piece { place, text, wrong }
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;
    use crate::answer::{Answer, Value};
    use crate::rulebook::Rulebook;
    use crate::text::SourceText;
    use crate::ui::Ui;

    const RULES: &str = include_str!("../../../tests/it/terminal/rulebook.yaml");

    /// Returns the meaning, in short, of a line typed for this number of rows of a question in the rulebook.
    fn meant(id: &str, rows: usize, line: &str) -> String {
        let rulebook = Rulebook::read(&SourceText::new("small", RULES)).unwrap();
        let question = &rulebook.questions[rulebook.question_named(id).unwrap()];
        let ui = Ui::english();
        let short = |said: &Response| match &said.answer {
            Answer::Value(Value::Option(option)) => (option.0 + 1).to_string(),
            Answer::Value(Value::Number(number)) if !said.checked => number.to_string(),
            Answer::Value(Value::Number(number)) => format!("{number}!"),
            Answer::Missing(reason) => format!("{reason:?}"),
            Answer::Value(other) => format!("{other:?}"),
        };
        match read_all(&ui.interview.commands, &vec![question; rows], line) {
            Replies::Each(each) => each.iter().map(short).collect::<Vec<_>>().join(" "),
            Replies::Count(count) => format!("{count} answers"),
            Replies::Piece { place, text, .. } => format!("not {text} at {place}"),
            Replies::Several => "several".to_owned(),
            Replies::Other(meant) => format!("{meant:?}"),
        }
    }

    /// Checks lines and their meanings, by question and number of rows.
    #[track_caller]
    fn check(id: &str, rows: usize, cases: &[(&str, &str)]) {
        for (line, expected) in cases {
            assert_eq!(meant(id, rows, line), *expected, "{line:?} for {rows} of {id}");
        }
    }

    #[test]
    fn options_stand_apart_by_spaces_commas_or_semicolons() {
        check(
            "tried.tablets.outcome",
            3,
            &[
                ("1 2 2", "1 2 2"),
                ("1,2,2", "1 2 2"),
                ("1, 2 ; 2;", "1 2 2"),
                ("1,2 2", "1 2 2"),
                ("enough, some; 2", "not enough at 0"), // two options have it
                ("some, not, some, not", "several"),    // "Some, not enough" has a comma itself
                ("enough rel; some, not enough; 2", "1 2 2"),
                ("1 2", "2 answers"),
                ("1 2 2 1", "4 answers"),
                ("1 7 2", "not 7 at 1"),
                ("1 zebra 2", "not zebra at 1"),
                ("1,,2", "not  at 1"),
                ("1;;2", "not  at 1"),
                (",1 2", "not  at 0"),
                ("122", "1 2 2"),
                ("192", "not 9 at 1"),
                ("1222", "1 answers"),
                ("12 2", "2 answers"),
            ],
        );
    }

    #[test]
    fn a_reason_stands_in_place_of_an_answer() {
        check(
            "tried.tablets.outcome",
            3,
            &[
                ("2 .u 2", "2 Unknown 2"),
                (".u 2 .d", "Unknown 2 Declined"),
                (".l, .n, 1", "Unanswered NotApplicable 1"),
                ("2 unknown 2", "2 Unknown 2"),
                (".u", "Unknown"), // of the first
                ("unknown", "Unknown"),
                (".l", "Unanswered"),
                ("2", "2"),
                ("some, not enough", "2"),
                (".u .u", "2 answers"),
                ("1 .zebra 2", "not .zebra at 1"),
                ("1 .r 2", "not .r at 1"),
            ],
        );
    }

    #[test]
    fn a_number_keeps_its_unit_and_its_comma() {
        check(
            "weight_kg",
            2,
            &[
                ("70 80", "70 80"),
                ("154 lb 80", "69.9 80"),
                ("154lb 80 kg", "69.9 80"),
                ("70 154 lb", "70 69.9"),
                ("70,5 80", "70.5 80"),
                ("70.5, 80.2", "70.5 80.2"),
                ("70,80", "70 80"),
                ("70;80", "70 80"),
                ("154 lb,80", "69.9 80"),
                (".u 80", "Unknown 80"),
                ("7,5 300", "7.5! 300!"),
                ("70 mm 80", "not 70 mm at 0"),
                ("70 1000", "not 1000 at 1"),
                ("70", "70"),
                ("154 lb", "69.9"),
                ("7000", "1 answers"),
                ("70 kg 80 kg 90 kg", "3 answers"),
            ],
        );
        check(
            "weight_kg",
            3,
            &[("7,5 60", "2 answers"), ("70,80,90", "70 80 90"), ("70,5 80,5 90,5", "70.5 80.5 90.5")],
        );
        check("weight_kg", 2, &[("70,80,90", "several"), ("70,8;90", "70.8 90")]);
        check("height_cm", 2, &[("5 ft 7 170", "170 170"), ("5ft7 5ft7", "170 170"), ("170 5 ft 7", "170 170")]);
    }

    #[test]
    fn a_line_that_is_a_command_is_none_of_the_answers() {
        for (line, expected) in [
            ("", Reply::Nothing),
            ("?", Reply::Command(Command::Help)),
            ("<", Reply::Command(Command::Back)),
            ("!", Reply::Command(Command::Keep)),
            (".o", Reply::Command(Command::OneByOne)),
            (".g 3", Reply::Command(Command::GoTo(Some("3".to_owned())))),
            (".m 1 2 3", Reply::Command(Command::Note("1 2 3".to_owned()))),
            (".zebra", Reply::Wrong(Wrong::NoCommand)),
            (".r 2 3", Reply::Wrong(Wrong::NotAlone)),
        ] {
            assert_eq!(meant("tried.tablets.outcome", 3, line), format!("{expected:?}"), "{line:?}");
        }
    }
}
