//! Columns without lines: how a list is drawn for people.

use std::io::{self, Write};

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

/// Writes rows below their headings; the columns at these places hold numbers and are aligned to the right.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write<const COLUMNS: usize>(
    heads: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
    numbers: &[usize],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table = Table::new();
    table.force_no_tty().load_style(NOTHING).set_header(heads);
    table.add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for &place in numbers {
        if let Some(column) = table.column_mut(place) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{}", table.trim_fmt())
}
