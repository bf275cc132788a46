//! The maps of a rulebook and of its translation: their keys, and the type of each value.

use crate::document::record::records;

records! {
    /// The whole file.
    RulebookRecord "a rulebook" {
        format: need, id: text, version: text, title: text, intended_use: text, sources: need, sections: need,
        facts: any, scores: any, alerts: any, story: any, glance: any, criteria: need, allow: any,
    }
    /// The texts of a rulebook in another language.
    TranslationRecord "a translation" {
        format: need, language: text, rulebook: text, version: text, reviewed_by: maybe, title: any, intended_use: any,
        units: any, sections: any, questions: any, facts: any, scores: any, alerts: any, story: any, glance: any,
        criteria: any,
    }
    /// One of `sources`.
    SourceRecord "a source" {
        title: text, short: maybe, publisher: text, year: need, url: maybe, read: text, checked: text, review_by: text,
        notice: maybe,
    }
    /// One of `sections`.
    SectionRecord "a section" { id: text, title: text, intro: maybe, ask_when: any, questions: need }
    /// One of `questions`, or of a `for_each`.
    QuestionRecord "a question" {
        id: text, title: text, ask: text, help: maybe, why: maybe, r#type: text, asked_of: maybe, required: flag,
        ask_when: any, options: any, for_each: any, unit: maybe, range: any, usual: any, decimals: any, accepts: any,
        limit: any, except: any, per_option: any,
    }
    /// One of `options`, where it is a map.
    OptionRecord "an option" { label: text, short: maybe, points: any, exclusive: flag, pause: flag }
    /// One of `per_option`.
    PerOptionRecord "an option" { unit: maybe, range: any, usual: any, decimals: any, accepts: any }
    /// One of `facts`.
    FactRecord "a fact" { title: text, when: need }
    /// One of `scores`.
    ScoreRecord "a score" {
        id: text, title: text, unit: maybe, value: need, missing: any, more_when: any, bands: any, decimals: any,
        notes: any, sources: any,
    }
    /// `missing`, where it is a map.
    MissingRecord "`missing`" { prorate: need, source: text }
    /// `prorate`.
    ProrateRecord "`prorate`" { at_most: count }
    /// One of `bands`.
    BandRecord "a band" { from: need, is: text, label: text }
    /// One of `notes`, or of `story` where it is a map.
    NoteRecord "a note" { when: any, say: text }
    /// One of `alerts`.
    AlertRecord "an alert" { id: text, title: text, when: need, say: text, screen: text, sources: any }
    /// One of `glance`.
    GlanceRecord "a glance line" { label: text, show: any, say: maybe }
    /// One of `criteria`.
    CriterionRecord "a criterion" {
        id: text, kind: text, title: text, short: maybe, applies_when: any, when: need, says: any, notes: any,
        sources: any,
    }
    /// `says` of a criterion.
    SaysRecord "`says`" { met: maybe, not_met: maybe, unknown: maybe, not_applicable: maybe }
    /// One of the `sources` of something, where it is a map.
    CitationRecord "a citation" { id: text, says: maybe }
    /// One of `allow`.
    AllowRecord "an entry of `allow`" { code: text, at: text, because: text }
    /// `count`.
    CountRecord "a count" { of: need, is: any, at_least: count, at_most: count }
    /// `percent_drop`.
    PercentDropRecord "`percent_drop`" { from: need, to: need }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::record::unnamed;

    #[test]
    fn the_page_of_the_format_names_each_key() {
        let tables = [
            RulebookRecord::KEYS,
            TranslationRecord::KEYS,
            SourceRecord::KEYS,
            SectionRecord::KEYS,
            QuestionRecord::KEYS,
            OptionRecord::KEYS,
            PerOptionRecord::KEYS,
            FactRecord::KEYS,
            ScoreRecord::KEYS,
            MissingRecord::KEYS,
            ProrateRecord::KEYS,
            BandRecord::KEYS,
            NoteRecord::KEYS,
            AlertRecord::KEYS,
            GlanceRecord::KEYS,
            CriterionRecord::KEYS,
            SaysRecord::KEYS,
            CitationRecord::KEYS,
            AllowRecord::KEYS,
            CountRecord::KEYS,
            PercentDropRecord::KEYS,
        ];
        let page = include_str!("../../../docs/rulebook-format.md");
        assert_eq!(unnamed(page, &tables.concat()), [""; 0]);
    }
}
