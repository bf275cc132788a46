//! Forms as commands name them: by the code of a case in the store, otherwise by a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;

use super::paths::{shown, state_folder};
use super::settings::Setting;
use super::{Context, Ended, Status, clock, reading};
use crate::form::Form;
use crate::form::file::read::Bound;
use crate::form::file::{FormFile, RulebookName};
use crate::interview::Interview;
use crate::rulebook::Rulebook;
use crate::store::{Cases, StoreError, YamlFiles, code};
use crate::terminal::nurse::{self, OfferState};
use crate::text::SourceText;
use crate::ui::Ui;

/// Returns the code of the draft or finished case that `form` names; `None` if it is a file. A code of the store wins
/// over a file of the same name, and a file of the store is its case.
///
/// # Errors
/// Returns an error if `form` has the form of a code, and neither the store nor a file has it.
pub(super) fn named(store: Option<&dyn Cases>, form: &Path) -> Result<Option<String>, StoreError> {
    match (store.and_then(|store| store.find(form)), form.to_str().and_then(code::read)) {
        (Some(case), _) => Ok(Some(case)),
        (None, Some(case)) if !form.exists() => Err(StoreError::NoSuch { case }),
        (None, _) => Ok(None),
    }
}

/// Opens the store.
///
/// # Errors
/// Returns an error if there is no place for one.
pub(super) fn store() -> miette::Result<impl Cases> {
    Ok(YamlFiles::new(&state_folder()?))
}

/// Reads a form from the store, from a file, or from standard input if the path is `-`. If it was made with other rules
/// than these, a line on standard error says so.
///
/// # Errors
/// Returns an error if the form cannot be read, or does not fit the rulebook (every refusal, by field).
pub(super) fn read_form(rulebook: &Rulebook, form: &Path, context: &Context) -> miette::Result<Form> {
    let kept = store().ok(); // without a folder nothing is kept
    let source = match (named(kept.as_ref().map(|store| store as &dyn Cases), form)?, kept) {
        (Some(case), Some(store)) => store.read(&case)?,
        _ => of_file(form)?,
    };
    let Bound { form, made_with } = Bound::read(rulebook, &source, clock::now().date())?;
    if let (Some(before), false) = (other_rules(rulebook, made_with.as_ref()), context.quiet) {
        let ui = Ui::of(context.settings.language(Setting::Language));
        let now = nurse::named(&rulebook.id, &rulebook.version, &rulebook.sha256);
        // a failure to write is ignored: there is no other place to say it
        let _ = writeln!(io::stderr(), "{}", ui.cases.other_rules(&before, &now));
    }
    Ok(form)
}

/// Returns the text of a form in a file, or on standard input if the path is `-`.
///
/// # Errors
/// Returns an error if the input cannot be read, is not UTF-8, or is longer than 4 MiB; no more of it is read then.
pub(super) fn of_file(path: &Path) -> miette::Result<SourceText> {
    let source = if path == Path::new("-") {
        reading::text(Ok(io::stdin().lock()), "the form", "standard input".to_owned(), Status::Rejected)
    } else {
        reading::text(File::open(path), "the form", shown(path), Status::Rejected)
    }?;
    if source.text.len() > reading::MOST_BYTES {
        return Err(Ended::rejected(format!("the form `{}` is longer than 4 MiB", source.name)).into());
    }
    Ok(source)
}

/// Returns the name of the rules that a form was made with; `None` if it names none, or these.
pub(super) fn other_rules(rulebook: &Rulebook, made_with: Option<&RulebookName>) -> Option<String> {
    let before = made_with.filter(|before| before.sha256 != rulebook.sha256)?;
    Some(nurse::named(&before.id, &before.version, &before.sha256))
}

/// Returns the state of a draft against a rulebook; `today` is the day of a draft without one. A draft that does not
/// fit the rulebook is unreadable, and is named by its code.
pub(super) fn draft_state(rulebook: &Rulebook, code: &str, file: &FormFile, today: Date) -> OfferState {
    match (other_rules(rulebook, file.rulebook.as_ref()), file.bind(rulebook, today)) {
        (Some(rules), _) => OfferState::OtherRules(rules),
        (None, Err(_)) => OfferState::Unreadable(code.to_owned()),
        (None, Ok(form)) => {
            let interview = Interview::new(rulebook, form);
            OfferState::Open(interview.progress(), interview.turn())
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_code_of_the_store_wins_over_a_file_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let store = YamlFiles::new(folder.path());
        let rulebook = Arc::new(Rulebook::builtin().unwrap());
        let mut session = {
            let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
            let claim = store.begin(Some(String::from("K7QX4"))).unwrap();
            claim.resume(Arc::clone(&rulebook), form).unwrap()
        };
        session.save().unwrap();
        let check = |store: Option<&dyn Cases>, form: &str, expected: Option<Option<&str>>| {
            let found = named(store, Path::new(form)).ok();
            assert_eq!(found.as_ref().map(Option::as_deref), expected, "{form}");
        };
        let case = Some(Some("K7QX4"));
        check(Some(&store), "k7qx4", case);
        session.finish().unwrap();
        check(Some(&store), "K7QX4", case);
        check(Some(&store), "A2AAA", None);
        check(Some(&store), "./K7QX4", Some(None));
        check(Some(&store), "no_such.yaml", Some(None)); // that there is none is said by who reads it
        check(None, "K7QX4", None);
    }

    #[test]
    fn a_form_without_end_is_not_read_to_its_end() {
        let error = of_file(Path::new("/dev/zero")).unwrap_err();
        assert!(error.to_string().contains("longer than 4 MiB"), "{error}");
    }
}
