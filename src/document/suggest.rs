//! Names that were meant: one threshold for every "did you mean".

/// The greatest length in bytes of a name for which similar names are looked up.
const LONGEST_NAME: usize = 200;

/// Returns the name that was meant: the nearest one by the Damerau-Levenshtein distance, if it is near enough; the
/// first in alphabetical order if several are equally near.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if written.len() > LONGEST_NAME {
        return None; // comparing takes the square of the length
    }
    let written = written.trim().to_lowercase();
    let length = written.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let like = |name: &'n str| {
        let could = length > 0 && length.abs_diff(name.chars().count()) <= limit;
        let distance = could.then(|| strsim::damerau_levenshtein(&written, &name.to_lowercase()))?;
        (distance <= limit).then_some((distance, name))
    };
    names.into_iter().filter_map(like).min().map(|(_, name)| name)
}

/// Returns "did you mean `pain_best`?"; `None` if no name is near the one written.
pub fn did_you_mean<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(written, names).map(|name| format!("did you mean `{name}`?"))
}

/// Returns "did you mean `pain_best`?", or "the keys are `a`, `b` or `c`" if no name is near.
pub fn meant_or_listed<'n>(written: &str, lead: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    did_you_mean(written, names.clone()).unwrap_or_else(|| format!("{lead} {}", one_of(names)))
}

/// Returns "`a`, `b` or `c`".
pub fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
