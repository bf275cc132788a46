//! `candor why`: explains one standing, and names the answers that would settle it.

use std::path::PathBuf;

use super::forms::read_form;
use super::listing::print;
use super::texts::{SummaryLanguage, Texts};
use super::{Context, Ended, Status};
use crate::document::suggest::nearest;
use crate::report::text;
use crate::rulebook::{CriterionId, Rulebook};
use crate::screening::Screening;
use crate::screening::layout::tree_blocks;
use crate::unit::clean;

/// Show where one standing comes from, and what would settle it
#[derive(Debug, clap::Args)]
pub(super) struct WhyArgs {
    /// The code of a case, or a form as `candor ask -o` writes it, in YAML or JSON; `-` is standard input
    #[arg(value_name = "CASE or FORM")]
    form: PathBuf,

    /// The id of a criterion, as in the rulebook and in the headings of `candor batch`
    criterion: String,

    #[command(flatten)]
    language: SummaryLanguage,
}

impl WhyArgs {
    /// Reads the form, screens it, and prints the tree of the criterion.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, the rulebook has errors, the form does not fit it, or no criterion
    /// has this name.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let rulebook = context.rulebook()?;
        let criterion = named(&rulebook, &self.criterion)?;
        let form = read_form(&rulebook, &self.form, context)?;
        let Texts { rulebook, ui } = Texts::of(&rulebook, self.language.chosen(context), context)?;
        let blocks = tree_blocks(&Screening::new(&rulebook, &form), ui, criterion);
        print("the answer", |out| text::write(&blocks, context.look(), out))?;
        Ok(Status::Done)
    }
}

fn named(rulebook: &Rulebook, name: &str) -> Result<CriterionId, Ended> {
    rulebook.criterion_named(name).ok_or_else(|| {
        let names = rulebook.criteria.iter().map(|criterion| criterion.id.as_str());
        let near = nearest(name, names.clone()).map(str::to_owned).or_else(|| containing(name, names));
        let advice = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its criteria are {}", list(rulebook)),
        };
        Ended::usage(format!("the rulebook has no criterion `{}`", clean(name)), advice)
    })
}

/// Returns the only name that contains `written` (at least 3 bytes, any case); `None` if there is none or several.
fn containing<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let written = written.trim().to_lowercase();
    let mut like = names.filter(|name| written.len() >= 3 && name.contains(&written));
    let first = like.next()?;
    like.next().is_none().then(|| first.to_owned())
}

fn list(rulebook: &Rulebook) -> String {
    rulebook.criteria.iter().map(|criterion| criterion.id.as_str()).collect::<Vec<_>>().join(", ")
}
