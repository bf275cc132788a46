//! Checks that the arguments of `candor batch` fit together.

use std::path::{Path, PathBuf};

use super::arguments::{BatchArgs, ResultFormat};
use crate::cli::paths::shown;
use crate::cli::status::Ended;
use crate::files::{is_same_file, is_standard_input};

impl BatchArgs {
    /// Refuses arguments that do not fit together.
    pub(super) fn agree(&self) -> Result<(), Ended> {
        let refuse = |what: &str, advice: &str| Err(Ended::usage(what, advice));
        if self.forms.iter().filter(|form| form.as_os_str() == "-").count() > 1 {
            return refuse("`-` stands twice", "standard input is read once");
        }
        if self.format == ResultFormat::Ndjson && (self.no_header || !self.columns.is_empty()) {
            return refuse("`--format ndjson` writes no table", "leave out `--columns` and `--no-header`");
        }
        let to_stdout = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.as_os_str() == "-");
        if to_stdout(&self.rejects) && (self.output.is_none() || to_stdout(&self.output)) {
            return refuse("results and rejects would both go to standard output", "name a file for one of them");
        }
        let outputs = [&self.output, &self.rejects].map(Option::as_deref).map(|path| path.filter(|path| *path != "-"));
        let [results, rejects] = outputs;
        results.map_or(Ok(()), |output| self.agree_on(output, rejects))?;
        rejects.map_or(Ok(()), |output| self.agree_on(output, None))
    }

    /// Refuses an output that is also an input or the other output, or that ends in `.zst`.
    fn agree_on(&self, output: &Path, other: Option<&Path>) -> Result<(), Ended> {
        let name = shown(output);
        if output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zst")) {
            let what = format!("`{name}`: Zstandard is read, and not written");
            return Err(Ended::usage(what, "call it `.gz`, for gzip"));
        }
        let from_stdin = self.forms.iter().any(|form| form.as_os_str() == "-");
        let mut others = self.forms.iter().map(PathBuf::as_path).chain(other);
        if others.any(|other| is_same_file(output, other)) || (from_stdin && is_standard_input(output)) {
            let advice = "write to a file of its own: inputs stay as they are";
            return Err(Ended::usage(format!("`{name}` is named twice"), advice));
        }
        Ok(())
    }
}
