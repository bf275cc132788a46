//! What a batch writes for each form: rows of a table with chosen columns, or whole summaries.

use super::arguments::{BatchArgs, ResultFormat};
use crate::batch::Output;
use crate::cli::status::Ended;
use crate::document::suggest::nearest;
use crate::intake::error::ticked;
use crate::report::csv::ResultTable;
use crate::rulebook::Rulebook;
use crate::ui::Ui;

impl BatchArgs {
    /// Returns what is written for each form; refuses columns that no table has.
    pub(super) fn output<'r>(&self, rulebook: &'r Rulebook, ui: &'r Ui) -> Result<Output<'r>, Ended> {
        if self.format == ResultFormat::Ndjson {
            return Ok(Output::Ndjson(ui));
        }
        if self.columns.is_empty() {
            return Ok(Output::Csv(ResultTable::of(rulebook)));
        }
        let table = ResultTable::with(rulebook, &self.columns);
        Ok(Output::Csv(table.map_err(|unknown| {
            let names = ResultTable::of(rulebook);
            let near = unknown.first().and_then(|name| nearest(name, names.names()));
            let advice = near.map_or_else(
                || "without `--columns` every column is written".to_owned(),
                |name| format!("did you mean `{name}`?"),
            );
            Ended::usage(format!("no such column: {}", ticked(&unknown)), advice)
        })?))
    }
}
