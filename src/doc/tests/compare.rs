//! Adaptations and their base.

use super::{html_of, read};
use crate::doc::{Difference, compare, inherit};

const BASE: &str = "Intro[^a].\n\n## Purpose {#purpose .purpose}\n\nSay who.\n\n## Steps {#steps .steps}\n\n1. Ask.\n2. Check {{ n }}.\n\
    3. Sign.\n\n### More\n\nSee[^b].\n\n## Record {#record .record}\n\nKeep {{ m }}.\n\n[^a]: A.\n[^b]: B[^c].\n[^c]: C.\n";

const ADAPTED: &str = "## Here first\n\nOnly here[^x].\n\n## Steps {#steps .steps}\n\n1. Ask.\n2. Call [us](tel:15).\n3. Sign.\n\n\
    ## After steps\n\n### More\n\nNew {{ k }}.\n\n## Purpose {#purpose .purpose}\n\nSay who.\n\n[^x]: X.\n";

#[test]
fn every_section_is_told_as_same_changed_added_or_inherited() {
    let changes = compare(&read(BASE).0, &read(ADAPTED).0);
    let shown: Vec<String> = changes.iter().map(|change| format!("{}: {:?}", change.id, change.change)).collect();
    assert_eq!(
        shown,
        [": Inherited", "here-first: Added", "purpose: Same", "steps: Changed", "after-steps: Added", "record: Inherited"]
    );
}

#[test]
fn a_changed_section_is_compared_line_by_line() {
    let changes = compare(&read(BASE).0, &read(ADAPTED).0);
    let lines: Vec<String> = changes
        .iter()
        .flat_map(|change| &change.differences)
        .map(|difference| match difference {
            Difference::Kept(text) => format!("  {text}"),
            Difference::Added(text) => format!("+ {text}"),
            Difference::Removed(text) => format!("- {text}"),
        })
        .collect();
    assert_eq!(lines, ["  Steps", "  Ask.", "- Check {{ n }}.", "+ Call us.", "  Sign.", "- More", "- See."]);
}

#[test]
fn a_link_that_leads_elsewhere_is_a_change() {
    let changes = compare(&read("## A\n\n[x](sops/y)\n").0, &read("## A\n\n[x](sops/z)\n").0);
    assert_eq!(changes[0].differences.len(), 3);
}

#[test]
fn what_is_not_written_is_the_bases() {
    let made = inherit(&read(BASE).0, &read(ADAPTED).0);
    let ids: Vec<&str> = made.sections().iter().map(|section| section.id).collect();
    assert_eq!(ids, ["here-first", "purpose", "steps", "after-steps", "record"]);
    let expressions: Vec<&str> = made.computations.iter().map(|computation| computation.expression.as_str()).collect();
    assert_eq!(expressions, ["k", "m"]);
    let labels: Vec<&str> = made.footnotes.iter().map(|footnote| footnote.label.as_str()).collect();
    assert_eq!(labels, ["a", "x"]);
    let html = html_of(&made);
    assert!(html.contains("Intro<sup><a href=\"#fn_1\"") && html.contains("Only here<sup><a href=\"#fn_2\""), "{html}");
    assert!(html.contains("Keep {{ m }}.") && html.contains("New {{ k }}."), "{html}");
}

#[test]
fn an_empty_adaptation_is_its_base() {
    let base = read(BASE).0;
    assert_eq!(inherit(&base, &read("").0), base);
    assert_eq!(inherit(&base, &base), base);
}
