//! The texts of a rulebook as a readable document. Names in braces are filled in.

use serde::Deserialize;

use super::Counted;

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
    /// What a rulebook as a document says.
    Document {
        /// `{id}`, `{version}`, `{sha256}`.
        version: String,
        /// Headings of the parts.
        part: DocumentParts,
        /// How many there are.
        count: DocumentCounts,
        /// What stands before a line.
        label: DocumentLabels,
        /// What an answer can be.
        answer: DocumentAnswers,
        /// About a source.
        source: DocumentSources,
    }
}

texts! {
    /// Headings of the parts.
    DocumentParts {
        /// Questions.
        questions: String,
        /// Facts.
        facts: String,
        /// Scores.
        scores: String,
        /// Alerts.
        alerts: String,
        /// Story and glance lines.
        first_page: String,
        /// Sources.
        sources: String,
        /// Notices of instruments, licence of the text.
        notices: String,
    }
}

texts! {
    /// How many there are.
    DocumentCounts {
        /// Questions that are asked once.
        questions: Counted,
        /// Questions that are asked for each of several options, unfolded.
        children: Counted,
        /// Criteria.
        criteria: Counted,
        /// Alerts.
        alerts: Counted,
        /// Scores.
        scores: Counted,
        /// Sources.
        sources: Counted,
    }
}

texts! {
    /// What stands before a line.
    DocumentLabels {
        /// What is asked.
        ask: String,
        /// Said before the first question of a section.
        intro: String,
        /// How to answer.
        help: String,
        /// Why it is asked.
        why: String,
        /// What an answer can be.
        answer: String,
        /// When a question or section applies.
        asked_when: String,
        /// The options for which something is asked.
        asked_for: String,
        /// Who is asked, where that is not the patient.
        asked_of: String,
        /// Only a value goes on.
        required: String,
        /// When a criterion concerns a patient.
        applies_when: String,
        /// `{standing}` by kind: when it is met.
        met_when: String,
        /// When a fact holds or an alert is given.
        when: String,
        /// How a score is computed.
        formula: String,
        /// When something counts that cannot be summed.
        more_when: String,
        /// What missing inputs do.
        missing: String,
        /// Bands of a score.
        bands: String,
        /// What the summary says.
        say: String,
        /// What the nurse sees.
        screen: String,
        /// A remark.
        note: String,
        /// Sources.
        sources: String,
        /// `{label}`: a line of the first page.
        glance: String,
        /// Parts of the story.
        story: String,
        /// `{when}`, `{text}`: a text that is said in some cases.
        if_so: String,
    }
}

texts! {
    /// What an answer can be.
    DocumentAnswers {
        /// Yes or no.
        yes_no: String,
        /// One of the options.
        choice: String,
        /// At least one of the options.
        choices: String,
        /// `{low}` to `{high}`, with the unit.
        number: String,
        /// `{low}` to `{high}`: unusual outside.
        usual: String,
        /// `{n}` decimals.
        decimals: Counted,
        /// `{unit}`, `{n}`, `{own}`: another unit.
        accepts: String,
        /// At most `{n}` characters.
        text: String,
        /// Chosen alone.
        exclusive: String,
        /// So many points.
        points: Counted,
        /// Missing inputs make an interval.
        bounds: String,
        /// Missing inputs make it not known.
        strict: String,
        /// `{n}`, `{source}`: missing inputs count as the mean.
        prorate: String,
        /// `{label}`, `{from}`: a band.
        band: String,
        /// `{from}`: the first band.
        first_band: String,
    }
}

texts! {
    /// About a source.
    DocumentSources {
        /// Read in full.
        primary: String,
        /// `{text}`, `{mark}`.
        marked: String,
        /// `{text}`, `{words}`: what it says, where sources differ.
        says: String,
        /// `{checked}`, `{review_by}`, after the name.
        read_on: String,
        /// `{title}`, `{notice}`.
        notice: String,
        /// `{licence}` of the rulebook's own text.
        licence: String,
        /// Where the file names no licence.
        no_licence: String,
    }
}
