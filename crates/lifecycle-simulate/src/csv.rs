//! Comma-separated values as spreadsheets and CRMs write them: quoted or not, with commas, semicolons or tabs, any line ends, and perhaps
//! a mark at the start.

/// A row and the line on which it starts, from 1.
pub(crate) type Row = (usize, Vec<String>);

/// The rows of a text; blank lines are none.
///
/// # Errors
/// If a quote is never closed.
pub(crate) fn rows(text: &str) -> Result<Vec<Row>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let (mut line, mut start, mut quoted_from) = (1, 1, None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => line += 1,
            '\r' if chars.peek() != Some(&'\n') => line += 1,
            _ => {}
        }
        if quoted_from.is_some() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => quoted_from = None,
                _ => cell.push(c),
            }
            continue;
        }
        match c {
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted_from = Some(line);
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                end_row(&mut rows, &mut row, &mut cell, start);
                start = line;
            }
            c if c == separator => row.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if let Some(line) = quoted_from {
        return Err(format!("line {line} opens a quote that is never closed"));
    }
    end_row(&mut rows, &mut row, &mut cell, start);
    Ok(rows)
}

fn end_row(rows: &mut Vec<Row>, row: &mut Vec<String>, cell: &mut String, start: usize) {
    row.push(std::mem::take(cell));
    let row = std::mem::take(row);
    if row.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push((start, row));
    }
}

/// What the first line separates its names with.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator| first.matches(separator).count();
    // The last of the greatest wins, so the comma comes last.
    [';', '\t', ','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text).unwrap().into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn quotes_line_ends_and_separators() {
        let wanted = vec![vec!["id", "name"], vec!["1", "a, \"b\"\nc"], vec!["2", ""]];
        assert_eq!(cells("\u{feff}id,name\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,\r\n"), wanted);
        assert_eq!(cells("id;name\n1; \"a, \"\"b\"\"\nc\"\n2;"), wanted);
        assert_eq!(cells("id\tname\r1\t\"a, \"\"b\"\"\nc\"\r2\t"), wanted);
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn lines_are_counted() {
        let lines: Vec<usize> = rows("a\r\n\"1\n2\"\r\n\n3").unwrap().into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 2, 5]);
        assert_eq!(rows("a\nb,\"c\nd"), Err("line 2 opens a quote that is never closed".to_owned()));
    }
}
