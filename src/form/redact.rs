//! Formats what a message may say of a form: the field and the rule, never the value. A field name taken from a file is
//! printed only if it has the form of an id; anything else might identify a patient.

/// The limit of refusals, or names, listed in one message.
pub const MOST_LISTED: usize = 20;
/// The character limit of an id.
const ID_LIMIT: usize = 64;
/// The name of a column whose heading is not an id; its place follows, from 1.
const COLUMN: &str = "column ";

/// Returns the name of a heading in messages: the heading itself if it has the form of an id, else its place (`place`
/// counts from 0) as `column 3`.
#[must_use]
pub fn heading_name(heading: &str, place: usize) -> String {
    if is_id(heading) { heading.to_owned() } else { format!("{COLUMN}{}", place + 1) }
}

/// Returns the name of a field in a sentence: an id in backticks, a column by its place, anything else without its
/// name.
#[must_use]
pub fn field_name(field: &str) -> String {
    let is_place = |place: &str| !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit());
    match field.strip_prefix(COLUMN) {
        Some(place) if is_place(place) => field.to_owned(),
        _ if is_id(field) => format!("`{field}`"),
        _ => "a key that is no id:".to_owned(),
    }
}

/// Returns all items as text, or the first [`MOST_LISTED`] and the number of the remaining ones.
#[must_use]
pub fn capped<T: ToString>(all: &[T]) -> Vec<String> {
    let more = all.len().saturating_sub(MOST_LISTED);
    let first = all.iter().take(MOST_LISTED).map(ToString::to_string);
    first.chain((more > 0).then(|| format!("and {more} more"))).collect()
}

/// Returns whether a text has the form of an id. Digits alone do not: they could be a record number or a date.
fn is_id(text: &str) -> bool {
    let of_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
    text.len() <= ID_LIMIT && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(of_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, heading: &str, field: &str) {
        assert_eq!((heading_name(written, 2).as_str(), field_name(written).as_str()), (heading, field), "{written}");
    }

    #[test]
    fn a_name_is_said_only_if_it_has_the_form_of_an_id() {
        check("pain_months", "pain_months", "`pain_months`");
        check("tx_tried.injections.outcome", "tx_tried.injections.outcome", "`tx_tried.injections.outcome`");
        check("score.phq2", "score.phq2", "`score.phq2`");
        let no_id = ["", "Pain", "Grace Hopper", "a-b", "größe", "_1984", ".5", "column", &"a".repeat(65)];
        for written in no_id.into_iter().filter(|written| *written != "column") {
            check(written, "column 3", "a key that is no id:");
        }
        check("column 3", "column 3", "column 3");
    }

    #[test]
    fn digits_alone_could_be_a_record_number_and_are_never_said() {
        for written in ["4711", "0", "20261120", "2026.11.20", "12_34", "1e5", "7.2", "000123456"] {
            check(written, "column 3", "a key that is no id:");
        }
    }
}
