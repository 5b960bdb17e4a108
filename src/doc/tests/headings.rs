//! Headings: levels, ids, roles.

use super::{check, check_faults};
use crate::doc::slug;

#[test]
fn a_heading_carries_its_id_and_its_role() {
    check("## What to do {#steps .steps}\n", "<h2 id=\"steps\" class=\"role-steps\">What to do</h2>");
    check("What to do {#steps .steps}\n---\n", "<h2 id=\"steps\" class=\"role-steps\">What to do</h2>");
}

#[test]
fn ids_made_from_texts_are_unique_and_give_way_to_written_ones() {
    check(
        "## Four\n\n## Four\n\n## Four 2\n\n## Cuatro {#four}\n\n## ¿Qué hacer en 2018?\n\n## 2018\n\n## 你好\n\n## {{ x }}\n",
        "<h2 id=\"four-2\">Four</h2>\n<h2 id=\"four-3\">Four</h2>\n<h2 id=\"four-2-2\">Four 2</h2>\n<h2 id=\"four\">Cuatro</h2>\n\
         <h2 id=\"que-hacer-en-2018\">¿Qué hacer en 2018?</h2>\n<h2 id=\"n-2018\">2018</h2>\n<h2 id=\"section\">你好</h2>\n\
         <h2 id=\"section-2\">{{ x }}</h2>",
    );
}

#[test]
fn slugs_fold_accents_and_end_at_a_word() {
    for (text, expected) in [
        ("Niñez y protección", "ninez-y-proteccion"),
        ("Straße — Ægir", "strasse-aegir"),
        ("the country's  plan", "the-countrys-plan"),
        ("-- a --", "a"),
        ("A very long heading that goes on and on until nobody reads it", "a-very-long-heading-that-goes-on-and-on-until"),
    ] {
        assert_eq!(slug(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(slug("…"), None);
    assert_eq!(slug(&"x".repeat(300)).map(|slug| slug.len()), Some(48));
}

#[test]
fn levels_begin_at_two_and_are_not_skipped() {
    check_faults(
        "# One\n\n#### Four\n\n## Two\n\n### Three\n\n## Two\n",
        &[
            "1:1: error[heading-level]: a heading of level 1 is the title's alone",
            "3:1: error[heading-level]: a heading of level 4 follows one of level 2",
        ],
    );
    check_faults("### Three\n", &["1:1: error[heading-level]: the first heading is of level 3"]);
    check_faults("Title\n===\n", &["1:1: error[heading-level]: a heading of level 1 is the title's alone"]);
    check_faults("##\n", &["1:1: error[heading-level]: this heading is empty"]);
}

#[test]
fn attributes_are_checked_each_at_its_place() {
    check_faults(
        "## Ñandú {#four .step .form .record onclick=alert(1)}\n\n## Four {#four}\n\n## Four {#Four}\n",
        &[
            "1:17: error[unknown-role]: `.step` is not a role of a section",
            "1:29: error[bad-value]: a second role: this section is `.form` already",
            "1:37: error[bad-value]: a heading has no attribute `onclick`",
            "3:10: error[duplicate-anchor]: two headings have the id `four`",
            "5:10: error[bad-id]: `Four` is not an id",
        ],
    );
    check("## h {onclick=alert(1) style=x}\n", "<h2 id=\"h\">h</h2>\n\
         1:7: error[bad-value]: a heading has no attribute `onclick` (between the braces only `#id` and `.role` may stand)\n\
         1:24: error[bad-value]: a heading has no attribute `style` (between the braces only `#id` and `.role` may stand)");
}
