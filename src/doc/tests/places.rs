//! Faults at the exact place of the file, wherever the text stands in it.

use super::told;
use crate::doc::{Places, Prose, parse};
use crate::source::{FileId, Span};

#[track_caller]
fn faults_of(file_text: &str, prose: &Prose<'_>, expected: &[&str]) {
    let mut faults = Vec::new();
    let _ = parse(prose, &mut faults);
    let found = told(file_text, &faults);
    let found: Vec<&str> = found.lines().map(|line| line.split(": ").next().unwrap_or(line)).collect();
    assert_eq!(found, expected, "\nin:\n{file_text}");
}

#[test]
fn a_body_begins_after_its_front_matter() {
    let file = "---\ntitle: Año\n---\n## Ñ <b>\n\n[é](x:y)\n";
    let offset = file.find("##").unwrap_or(0);
    faults_of(file, &Prose::body(FileId(0), &file[offset..], offset), &["4:6", "6:5"]);
}

#[test]
fn a_literal_block_maps_line_by_line() {
    let file = "note:\n  en: |\n\n    Año <b>\n\n      - ñ <i>\n    {{ open\n  es: x\n";
    let text = "Año <b>\n\n  - ñ <i>\n{{ open";
    for start in [file.find('|').unwrap_or(0), file.find("Año").unwrap_or(0)] {
        let places = Places::literal(text, file, Span::new(FileId(0), start, start + 1));
        faults_of(file, &Prose { file: FileId(0), text, places }, &["4:9", "6:11", "7:5"]);
    }
}

#[test]
fn a_literal_block_is_found_by_the_yaml_door() {
    let file = "a: 1\r\nnote: |-\r\n  Año <b>\r\n\r\n  x [é](y:z)\r\nb: 2\r\n";
    let (node, _) = crate::load::yaml::parse(FileId(0), file, 0);
    let mut faults = Vec::new();
    let Some(crate::load::yaml::Value::Mapping(entries)) = node.map(|node| node.value) else { panic!("a mapping") };
    let Some(text) = <crate::load::leaf::Text as crate::load::decode::Decode>::decode(&entries[1].value, &mut faults) else {
        panic!("a text")
    };
    let Some((_, wording)) = text.wordings().next() else { panic!("a wording") };
    faults_of(file, &Prose::wording(wording, file), &["3:7", "5:9"]);
}

#[test]
fn any_other_text_reports_its_start() {
    let file = "note: \"a <b>\\n\\n[x](y:z)\"\n";
    let span = Span::new(FileId(0), 6, 24);
    faults_of(file, &Prose { file: FileId(0), text: "a <b>\n\n[x](y:z)", places: Places::Start(span) }, &["1:7", "1:7"]);
}
