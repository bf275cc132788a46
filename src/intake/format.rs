//! Detects the format of an input: as specified, else from its name, else from its content.

use std::io::{Cursor, Read};
use std::path::Path;

use super::IntakeError;
use super::compression::{ENDINGS, begun, decompressed};

/// A format of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Rows under headings, separated by comma, semicolon, tab or bar
    Csv,
    /// One JSON form a line
    Ndjson,
    /// One form, as YAML
    Yaml,
    /// One form, as JSON
    Json,
}

/// Number of bytes at the start of an input that are examined.
const LOOK: usize = 64 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Returns the format of an input, and the input, decompressed and without its byte order mark.
///
/// # Errors
/// Returns an error if it cannot be read, is empty or is UTF-16.
pub fn detect(
    name: &str,
    input: Box<dyn Read + Send>,
    said: Option<Format>,
) -> Result<(Format, Box<dyn Read + Send>), IntakeError> {
    let looked = decompressed(input).and_then(|input| begun(input, LOOK));
    let (mut start, rest) = looked.map_err(|error| IntakeError::io(name, error))?;
    let zeros: usize = start.iter().map(|&byte| usize::from(byte == 0)).sum(); // every other byte of UTF-16, none of a text
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") || zeros * 4 > start.len() {
        return Err(IntakeError::NotText { name: name.to_owned() });
    }
    if start.starts_with(BOM) {
        start.drain(..BOM.len());
    }
    if start.iter().all(u8::is_ascii_whitespace) {
        return Err(IntakeError::Empty { name: name.to_owned() });
    }
    let format = said.or_else(|| by_name(name)).unwrap_or_else(|| by_content(&start));
    Ok((format, Box::new(Cursor::new(start).chain(rest))))
}

/// Returns the format for the ending of a name; the ending of a compressed file may follow it.
#[must_use]
pub fn by_name(name: &str) -> Option<Format> {
    let ending = |name: &Path| Some(name.extension()?.to_str()?.to_ascii_lowercase());
    let mut name = Path::new(name);
    if ENDINGS.contains(&ending(name)?.as_str()) {
        name = Path::new(name.file_stem()?);
    }
    let extension = ending(name)?;
    match extension.as_str() {
        "csv" | "tsv" | "tab" => Some(Format::Csv),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        _ => None,
    }
}

fn by_content(start: &[u8]) -> Format {
    let text = String::from_utf8_lossy(start);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if first.starts_with('{') {
        // a form over several lines has no closing brace at the end of its first
        return if first.ends_with('}') { Format::Ndjson } else { Format::Json };
    }
    let key = |line: &str| line.split_once(':').is_some_and(|(key, _)| is_word(key));
    let is_yaml = first == "---" || first.starts_with('#') || first.starts_with("%YAML") || key(first);
    if is_yaml { Format::Yaml } else { Format::Csv }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
