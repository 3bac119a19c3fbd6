//! Columns for a person, as wide as what stands in them.

use unicode_width::UnicodeWidthStr;

use crate::client::export::is_invisible;

/// A cell that is wider, in columns, pushes away what stands after it in its own row alone.
const WIDEST: usize = 40;

/// Rows under their headings. Cells are made harmless: a name can't move the cursor or turn the line around, nor look like the next cells.
pub(super) fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let rows: Vec<Vec<String>> =
        std::iter::once(&headings).chain(rows).map(|row| row.iter().map(|cell| cell_of(cell)).collect()).collect();
    let widths: Vec<usize> = (0..headings.len())
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width().min(WIDEST)).max().unwrap_or(0)
        })
        .collect();
    let lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    lines.join("\n")
}

/// `text` as it can be printed: control and invisible characters become `�`.
pub(super) fn visible(text: &str) -> String {
    let harmless =
        |character: char| if character.is_control() || is_invisible(character) { '\u{fffd}' } else { character };
    text.chars().map(harmless).collect()
}

/// With single spaces: two of them part cells.
fn cell_of(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = [vec!["证明".to_owned(), "1".to_owned()], vec!["bail".to_owned(), "2".to_owned()]];
        assert_eq!(table(&["Name", "V"], &rows), "Name  V\n证明  1\nbail  2");
    }

    #[test]
    fn a_name_cannot_look_like_the_next_cells() {
        let rows =
            [vec!["lease  Awa, met face to face".to_owned(), "Luc".to_owned()], vec!["a".repeat(41), "b".to_owned()]];
        let table = table(&["Name", "From"], &rows);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[1].split("  ").filter(|cell| !cell.is_empty()).count(), 2, "{table}");
        assert_eq!(lines[1].find("Luc"), Some(WIDEST + 2), "one that is too long leaves the others where they were");
        assert_eq!(lines[2], format!("{}  b", "a".repeat(41)));
    }

    #[test]
    fn names_cannot_write_to_the_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\n\u{202e}c"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c");
    }
}
