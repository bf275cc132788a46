//! The texts of the summary. Names in braces are filled in.

use serde::Deserialize;

/// A text that counts something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// For exactly one.
    pub(crate) one: String,
    /// For any other number.
    pub(crate) many: String,
}

impl Counted {
    /// The text for `n`, with `{n}` filled in.
    #[must_use]
    pub fn of(&self, n: usize) -> String {
        super::fill(if n == 1 { &self.one } else { &self.many }, &[("n", &n.to_string())])
    }
}

/// Declares a struct of texts.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub(crate) $field: $type,)* }
    };
}

texts! {
    /// What the summary says.
    Summary {
        /// Heading of everything.
        heading: String,
        /// `{case}`.
        case: String,
        /// Where the form has no case name.
        no_case: String,
        /// `{version}` of the rulebook.
        rules: String,
        /// First lines.
        first: First,
        /// Headings of the parts.
        part: Part,
        /// Names of the kinds of criteria.
        kind: Kinds,
        /// About a criterion.
        criterion: Criterion,
        /// About an answer.
        answer: Answer,
        /// About a score.
        score: Score,
        /// About a source.
        source: Source,
        /// What would settle a criterion.
        settle: Settle,
        /// Where it all comes from, and what it is not.
        end: End,
        /// The tree of `why`.
        why: Why,
        /// Stands in a list that is empty.
        none: String,
    }
}

texts! {
    /// First lines.
    First {
        /// No alert is open.
        urgent_none: String,
        /// So many alerts are open.
        urgent_open: Counted,
        /// `{at}`: when the nurse acknowledged an alert.
        acknowledged: String,
        /// An alert was given and nobody acknowledged it.
        not_acknowledged: String,
        /// Indications met.
        indication: String,
        /// Contraindications met.
        contraindication: String,
        /// Prerequisites not met.
        prerequisite: String,
        /// Risks met.
        risk: String,
        /// Criteria not known.
        not_known: String,
        /// `{names}` are too many for a line: so many of each kind.
        not_known_many: String,
        /// Answers given and missing.
        answers: String,
        /// So many answers are given.
        answered: Counted,
        /// By this `{informant}` unless said otherwise.
        told_by: String,
    }
}

texts! {
    /// Headings of the parts.
    Part {
        /// Alerts.
        alerts: String,
        /// Scores.
        scores: String,
        /// Missing answers.
        missing: String,
        /// What would settle it.
        settle: String,
        /// Answers kept although unusual.
        checked: String,
        /// Unusual answers that nobody confirmed.
        unusual: String,
        /// Notes.
        notes: String,
        /// Answers on questions that do not apply.
        set_aside: String,
        /// Answers on questions that only may apply.
        in_doubt: String,
        /// Totals that came with the form.
        stored: String,
        /// All answers.
        answers: String,
        /// Sources.
        sources: String,
        /// Provenance.
        provenance: String,
        /// Use and limits.
        limits: String,
        /// The physician's own words.
        assessment: String,
    }
}

texts! {
    /// Names of the kinds of criteria, as headings.
    Kinds {
        /// Indications.
        indication: String,
        /// Prerequisites.
        prerequisite: String,
        /// Contraindications.
        contraindication: String,
        /// Risks.
        risk: String,
        /// So many of a kind, in the line that counts what is not known.
        indications: Counted,
        /// So many of a kind.
        prerequisites: Counted,
        /// So many of a kind.
        contraindications: Counted,
        /// So many of a kind.
        risks: Counted,
    }
}

texts! {
    /// About a criterion.
    Criterion {
        /// `{title}`, `{standing}`.
        stands: String,
        /// So many are met.
        count_met: Counted,
        /// So many are not met.
        count_not_met: Counted,
        /// So many are not known.
        count_unknown: Counted,
        /// So many do not apply.
        count_not_applicable: Counted,
        /// `{publishers}`: a listed contraindication that is met.
        listed: String,
        /// Nothing missing could settle it: a score that it looks at has no value.
        cannot_calculate: String,
        /// Nothing missing could settle it: a score that it looks at is only known to be at least so much.
        cannot_sum: String,
        /// `{words}`.
        rule: String,
        /// `{words}`.
        applies_when: String,
        /// `{list}`.
        answers: String,
        /// `{list}`.
        computed: String,
        /// `{list}`.
        open: String,
        /// `{list}`: one source.
        source: String,
        /// `{list}`.
        sources: String,
        /// The sources do not say the same.
        differ: String,
        /// `{text}`.
        note: String,
    }
}

texts! {
    /// About an answer.
    Answer {
        /// `{value}`, on a question that only may apply.
        if_applies: String,
        /// `{list}` of questions.
        waits_for: String,
        /// `{list}` of questions, for which others without an answer wait.
        waiting: String,
        /// It was kept although unusual.
        checked: String,
        /// It is unusual and nobody confirmed it.
        unusual: String,
        /// `{typed}`.
        typed: String,
        /// It does not apply.
        set_aside: String,
        /// It only may apply.
        in_doubt: String,
        /// `{text}`.
        note: String,
        /// `{title}`, `{value}`, `{number}`.
        line: String,
        /// `{title}`, `{number}`, `{why}` it is missing.
        open: String,
        /// The number of a question in brackets.
        number: String,
    }
}

texts! {
    /// About a score.
    Score {
        /// `{title}`, `{value}`.
        line: String,
        /// So many inputs are missing.
        blank: Counted,
        /// `{value}`, of a prorated score.
        prorated: String,
        /// `{list}` of bands that it may lie in.
        or: String,
        /// `{words}`.
        formula: String,
        /// `{list}`.
        inputs: String,
        /// It has no value although nothing is missing.
        cannot_calculate: String,
        /// No input applies.
        no_inputs: String,
        /// `{title}`, `{stored}`, `{computed}`.
        stored_differs: String,
        /// `{title}`, `{stored}`, `{computed}`: it cannot be said whether they agree.
        stored_open: String,
        /// `{stored}` of a score that does not apply.
        stored_idle: String,
    }
}

texts! {
    /// About a source.
    Source {
        /// `{publisher}`, `{title}`, `{year}`.
        cited: String,
        /// `{n}`: what it is called where it is cited.
        number: String,
        /// `{name}` in short, `{number}`.
        brief: String,
        /// `{date}` on which all were last read.
        all_read: String,
        /// `{date}` of the review of all.
        all_review: String,
        /// `{words}` of the source where sources differ.
        says: String,
        /// Only part of it was read.
        part: String,
        /// A copy or summary was read.
        secondary: String,
        /// The project's own prompt.
        project: String,
        /// Its day of review has passed.
        due: String,
        /// `{date}` it was last read.
        read_on: String,
        /// `{date}` of its review.
        review_by: String,
        /// `{names}` of sources that are due for review.
        due_list: String,
    }
}

texts! {
    /// What would settle a criterion.
    Settle {
        /// `{answers}`, `{standing}`.
        outcome: String,
        /// A standing that stays as it is.
        stays: String,
        /// `{low}`, `{high}`.
        stretch: String,
        /// `{values}` that were tried.
        tried: String,
        /// Any text.
        any_text: String,
        /// `{option}` of a question that can have several.
        only: String,
        /// `{options}` of such a question.
        each: String,
        /// `{list}` of questions of which none settles it alone.
        together: String,
        /// `{list}` of questions that do not settle it alone, where another does.
        not_alone: String,
        /// Nothing missing could settle it.
        nothing: String,
        /// `{list}` of questions that are open too.
        none_unknown: String,
    }
}

texts! {
    /// Where it all comes from, and what it is not.
    End {
        /// `{id}`, `{version}`.
        rulebook: String,
        /// `{sha256}`.
        sha256: String,
        /// `{version}`.
        program: String,
        /// `{date}`.
        as_of: String,
        /// `{language}`.
        language: String,
        /// `{language}` of the texts, `{sha256}` of their file.
        translation: String,
        /// `{names}` of questions that are not in the language of the others.
        untranslated: String,
        /// `{case}`.
        case: String,
        /// It was not validated, and what it is not.
        not_validated: String,
        /// The absence of a finding.
        absence: String,
        /// Lines for the physician to fill in.
        assessment: Vec<String>,
    }
}

texts! {
    /// The tree of `why`.
    Why {
        /// A condition that holds.
        holds: String,
        /// A condition that does not.
        does_not: String,
        /// A condition that is not settled.
        not_known: String,
        /// All of these.
        all: String,
        /// At least one of these.
        any: String,
        /// Not this.
        not: String,
        /// `{n}` of these.
        at_least: String,
        /// `{n}` of these at most.
        at_most: String,
        /// `{low}` to `{high}` of these.
        between: String,
        /// A fact with its `{title}`.
        fact: String,
        /// Heading of the condition under which it applies.
        applies: String,
        /// It always applies.
        always: String,
        /// Heading of its condition.
        when: String,
        /// `{words}` of a test, and what was `{found}`.
        test: String,
    }
}
