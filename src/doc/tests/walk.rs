//! What the walks over a document give.

use super::read;
use crate::doc::{Computed, OutlineEntry, Role, Target};

const TEXT: &str = "Before [a](sops/x).\n\n## One {#one .steps}\n\n1. First *step*\n2. Second\n   - [c](#one)\n\n### Deeper\n\n\
    | h | i |\n|---|---|\n| 1 | {{ n }} |\n\n## Two\n\n> [!NOTE]\n> Noted[^f]\n\n[^f]: See [d](https://iom.int).\n";

#[test]
fn the_outline_is_the_tree_of_headings() {
    fn show(entries: &[OutlineEntry<'_>]) -> String {
        entries.iter().map(|entry| format!("{}({})", entry.heading.id, show(&entry.children))).collect()
    }
    assert_eq!(show(&read(TEXT).0.outline()), "one(deeper())two()");
}

#[test]
fn sections_begin_at_level_two() {
    let (document, faults) = read(TEXT);
    assert_eq!(faults, []);
    let sections: Vec<_> = document.sections().iter().map(|section| (section.id.to_owned(), section.role, section.range())).collect();
    assert_eq!(sections, [(String::from("one"), Some(Role::Steps), 1..5), (String::from("two"), None, 5..7)]);
    assert_eq!(document.introduction().len(), 1);
    assert_eq!(document.section(Role::Steps).map(|section| section.blocks.len()), Some(3));
}

#[test]
fn search_reads_a_passage_for_each_heading() {
    let (document, _) = read(TEXT);
    let computed = Computed(vec![String::from("42")]);
    let passages: Vec<String> = document
        .passages(&computed)
        .into_iter()
        .map(|passage| format!("{}/{}/{}", passage.anchor.unwrap_or_default(), passage.heading, passage.text.replace('\n', "¶")))
        .collect();
    assert_eq!(
        passages,
        ["//Before a.", "one/One/First step¶Second¶c", "deeper/Deeper/h | i¶1 | 42", "two/Two/Noted", "//See d."]
    );
}

#[test]
fn links_and_anchors_are_listed_with_their_places() {
    let (document, _) = read(TEXT);
    let links: Vec<String> = document.links().map(|link| TEXT[link.span.start as usize..link.span.end as usize].to_owned()).collect();
    assert_eq!(links, ["sops/x", "#one", "https://iom.int"]);
    assert!(matches!(document.links().nth(1).map(|link| &link.value), Some(Target::Anchor(anchor)) if anchor == "one"));
    assert_eq!(document.anchors().collect::<Vec<_>>(), ["one", "deeper", "two"]);
}

#[test]
fn a_document_is_written_piece_by_piece() {
    use crate::render::prose::{Options, Words, Writer};
    let (document, _) = read("## A\n\nx[^1]\n\n## B\n\ny[^1]\n\n[^1]: Note\n");
    let (words, mut out) = (Words::default(), String::new());
    let options = Options { shift: 1, id_prefix: "p-", words: &words };
    let computed = Computed::default();
    let mut writer = Writer::new(&options, &super::Flat, &computed, &mut out);
    for section in document.sections() {
        writer.blocks(section.blocks);
    }
    writer.footnotes(&document);
    for part in ["id=\"p-fnref_1\"", "id=\"p-fnref_1_2\"", "<li id=\"p-fn_1\">", "href=\"#p-fnref_1_2\""] {
        assert!(out.contains(part), "{part} in {out}");
    }
}
