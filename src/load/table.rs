//! A table of comma-separated values, every cell with its place.
//!
//! In: the text of a file (RFC 4180: quotes around cells, two quotes for one, line breaks in quotes). Out: a [`Table`].
//! The separator is the one that the header row uses: comma, semicolon (as spreadsheets write it where the comma is the
//! decimal sign) or tab. Readers of the usual libraries give the place of a row but not of a cell, and a fault must point
//! at the cell. What cells mean is not known here.

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Loc, Span};

/// A cell: its text without quotes and outer spaces.
pub type Cell = Loc<String>;

/// A table that was read; every row has as many cells as the header.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<Cell>,
    /// The rows that fit the header.
    pub rows: Vec<Vec<Cell>>,
}

/// The most rows that are read from one file.
const MAX_ROWS: usize = 2_000_000;

/// Reads a table; rows of another length than the header are faults and left out.
pub fn read(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) -> Table {
    let separator = separator(text);
    let mut reader = Reader { file, text, at: 0, separator };
    let Some(header) = reader.row(faults) else {
        faults.push(
            Diagnostic::error(Code::BadTable, Span::file_start(file), "this table is empty").hint("write the names of the columns in the first row"),
        );
        return Table::default();
    };
    let mut rows = Vec::new();
    while let Some(row) = reader.row(faults) {
        // A line without anything is no row.
        if row.len() == 1 && row.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if row.len() != header.len() {
            let span = Span { file, start: row.first().map_or(0, |cell| cell.span.start), end: row.last().map_or(0, |cell| cell.span.end) };
            faults.push(
                Diagnostic::error(Code::BadTable, span, format!("this row has {} cells, the header has {}", row.len(), header.len()))
                    .hint("a cell that holds the separator or a quote needs quotes around it"),
            );
            continue;
        }
        rows.push(row);
        if rows.len() >= MAX_ROWS {
            faults.push(Diagnostic::error(Code::BadTable, Span::new(file, reader.at, reader.at), format!("this table has more than {MAX_ROWS} rows")).hint("split it"));
            break;
        }
    }
    Table { header, rows }
}

/// The separator that the first line uses most.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |separator: u8| line.bytes().filter(|byte| *byte == separator).count();
    // Of equals the last is taken, and the comma is the usual one.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    separator: u8,
}

impl Reader<'_> {
    /// The next row; `None` at the end of the text.
    fn row(&mut self, faults: &mut Vec<Diagnostic>) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = vec![self.cell(faults)];
        while self.peek() == Some(self.separator) {
            self.at += 1;
            row.push(self.cell(faults));
        }
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
        Some(row)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A cell, up to its separator or the end of its line.
    fn cell(&mut self, faults: &mut Vec<Diagnostic>) -> Cell {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        if self.peek() == Some(b'"') {
            return self.quoted(faults);
        }
        let start = self.at;
        self.skip_to_end();
        let text = self.text.get(start..self.at).unwrap_or("").trim_end();
        Loc::new(text.to_owned(), Span::new(self.file, start, start + text.len()))
    }

    fn skip_to_end(&mut self) {
        while self.peek().is_some_and(|byte| byte != self.separator && byte != b'\n' && byte != b'\r') {
            self.at += 1;
        }
    }

    fn quoted(&mut self, faults: &mut Vec<Diagnostic>) -> Cell {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let Some(length) = rest.find('"') else {
                faults.push(Diagnostic::error(Code::BadTable, Span::new(self.file, open, open + 1), "this quote is never closed").hint("close it, or write two quotes for one inside"));
                text.push_str(rest);
                self.at = self.text.len();
                break;
            };
            text.push_str(rest.get(..length).unwrap_or(""));
            self.at += length + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let end = self.at;
        self.skip_to_end();
        if self.text.get(end..self.at).is_some_and(|after| !after.trim().is_empty()) {
            faults.push(
                Diagnostic::error(Code::BadTable, Span::new(self.file, end, self.at), "there is text after the closing quote").hint("put the whole cell in quotes, and write two quotes for one inside"),
            );
        }
        Loc::new(text.trim().to_owned(), Span::new(self.file, open, end))
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, Table, read};

    fn table(text: &str) -> (Table, Vec<String>) {
        let mut faults = Vec::new();
        let table = read(FileId(0), text, &mut faults);
        (table, faults.into_iter().map(|fault| fault.message).collect())
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.iter().map(|cell| cell.value.as_str()).collect()).collect()
    }

    #[test]
    fn quotes_separators_and_line_ends() {
        let (found, faults) = table("unit,value\r\n a , 1\r\n\"b, c\",\"two \"\"lines\"\"\nin one\"\n\nd,\n");
        assert_eq!(cells(&found), [vec!["a", "1"], vec!["b, c", "two \"lines\"\nin one"], vec!["d", ""]]);
        assert_eq!(faults, Vec::<String>::new());
        for text in ["unit;value\na,b;2\n", "unit\tvalue\na,b\t2"] {
            assert_eq!(cells(&table(text).0), [["a,b", "2"]]);
        }
    }

    #[test]
    fn every_cell_knows_its_place() {
        let (found, _) = table("unit,value\n  ñ , \"7\"\n");
        let spans: Vec<(u32, u32)> = found.rows[0].iter().map(|cell| (cell.span.start, cell.span.end)).collect();
        assert_eq!(spans, [(13, 15), (18, 21)]);
    }

    #[test]
    fn what_is_broken_is_said_and_the_rest_is_read() {
        let (found, faults) = table("unit,value\na\nb,1\n\"c\" x,2\nd,\"3");
        assert_eq!(cells(&found), [["b", "1"], ["c", "2"], ["d", "3"]]);
        assert_eq!(faults, ["this row has 1 cells, the header has 2", "there is text after the closing quote", "this quote is never closed"]);
        assert_eq!(table("").1, ["this table is empty"]);
    }
}
