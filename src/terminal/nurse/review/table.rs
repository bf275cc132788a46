//! The table of the review.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width,
};

/// The table of the review, in this width. Color and terminals are none of its business.
pub(super) fn drawn(header: [&str; 4], rows: impl Iterator<Item = [String; 4]>, width: usize) -> String {
    const NUMBER: usize = 0;
    const ANSWER: usize = 2;
    const FROM: usize = 3;
    const STYLE: TableStyle = TableStyle::new()
        .header_lines(ContentLineStyle::none().junction(' '))
        .header_separator(LineStyle::none().fill('=').junction('='))
        .content_lines(ContentLineStyle::none().junction(' '))
        .bottom_border(LineStyle::none().fill('-').junction('-'));
    let mut table = Table::new();
    table
        .force_no_tty()
        .load_style(STYLE)
        .set_truncation_indicator("...")
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header)
        .add_rows(rows);
    let mut widths: Vec<u16> = table.column_max_content_widths().into_iter().map(|width| width + 2).collect();
    let free = u16::try_from(width).unwrap_or(u16::MAX).saturating_sub(widths.iter().sum::<u16>() + 3); // 3 between
    widths[ANSWER] += free;
    for (place, width) in widths.into_iter().enumerate() {
        // where there is no room to spare, question and answer share what is left
        if let Some(column) = table.column_mut(place).filter(|_| free > 0 || matches!(place, NUMBER | FROM)) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
    if let Some(numbers) = table.column_mut(NUMBER) {
        numbers.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}
