//! `candor config`: prints the settings in force, and the origin of each.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::listing::ListFormat;
use super::paths::shown;
use super::settings::{self, Chosen, Origin, Setting};
use super::{Context, Status};
use crate::report::columns;
use crate::unit::clean;

/// Show what is in force, and where it comes from
///
/// A flag wins over a variable, a variable over the file, the file over the default. docs/configuration.md lists them.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// How to print it: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

impl ConfigArgs {
    /// Prints every setting.
    ///
    /// # Errors
    /// Returns an error if the list cannot be written.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let settings = Setting::ALL.map(|setting| (setting, context.settings.chosen(setting)));
        let items = || settings.iter().map(described).collect();
        self.format.print("the settings", |out| table(&settings, out), items)?;
        Ok(Status::Done)
    }
}

fn table(settings: &[(Setting, Chosen)], out: &mut impl Write) -> io::Result<()> {
    let row =
        |(setting, Chosen { value, from }): &(Setting, Chosen)| [setting.key().to_owned(), clean(value), origin(from)];
    columns::write(["SETTING", "VALUE", "FROM"], settings.iter().map(row), &[], out)?;
    match settings::file() {
        Some(path) if path.exists() => writeln!(out, "\nfile: {}", shown(&path)),
        Some(path) => writeln!(out, "\nfile: {} (not there)", shown(&path)),
        None => writeln!(out, "\nfile: none; set XDG_CONFIG_HOME or HOME to a folder"),
    }
}

fn origin(from: &Origin) -> String {
    match from {
        Origin::Default => "default".to_owned(),
        Origin::File { name, line } => format!("{name}:{line}"),
        Origin::Variable { variable } => (*variable).to_owned(),
        Origin::Flag => "flag".to_owned(),
    }
}

fn described((setting, Chosen { value, from }): &(Setting, Chosen)) -> Value {
    json!({ "setting": setting.key(), "value": value, "from": from })
}
