//! What Markdown becomes.

use super::{check, check_faults};

#[test]
fn running_text_keeps_its_marks() {
    check(
        "One *two* **three** ~~four~~ `five <b>` six\\\nseven\neight \"nine\" -- ten & <5.\n",
        "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>five &lt;b&gt;</code> six<br />\n\
         seven\neight “nine” – ten &amp; &lt;5.</p>",
    );
}

#[test]
fn a_step_holds_its_decisions() {
    check(
        "1. Ask.\n2. Check:\n   - **If** alone, call.\n   - Else go on.\n3. Sign.\n",
        "<ol>\n<li>Ask.</li>\n<li>Check:\n<ul>\n<li><strong>If</strong> alone, call.</li>\n<li>Else go on.</li>\n</ul>\n\
         </li>\n<li>Sign.</li>\n</ol>",
    );
}

#[test]
fn a_list_with_blank_lines_has_paragraphs_and_keeps_its_first_number() {
    check(
        "3. one\n\n   more\n\n4. two\n",
        "<ol start=\"3\">\n<li><p>one</p>\n<p>more</p>\n</li>\n<li><p>two</p>\n</li>\n</ol>",
    );
}

#[test]
fn tasks_become_boxes_to_print() {
    check(
        "- [ ] a *b*\n- [x] c\n",
        "<ul class=\"checklist\">\n<li><span class=\"box\" aria-hidden=\"true\"></span> a <em>b</em></li>\n\
         <li><span class=\"box box-ticked\" aria-hidden=\"true\"></span> c</li>\n</ul>",
    );
    check(
        "- [ ] a\n\n- [ ] b\n",
        "<ul class=\"checklist\">\n<li><p><span class=\"box\" aria-hidden=\"true\"></span> a</p>\n</li>\n\
         <li><p><span class=\"box\" aria-hidden=\"true\"></span> b</p>\n</li>\n</ul>",
    );
}

#[test]
fn quotations_and_call_outs_differ() {
    check(
        "> said\n\n> [!WARNING]\n> Take care\n\n---\n",
        "<blockquote>\n<p>said</p>\n</blockquote>\n<aside class=\"callout callout-warning\" role=\"note\">\n\
         <p class=\"callout-label\">Warning</p>\n<p>Take care</p>\n</aside>\n<hr />",
    );
}

#[test]
fn a_call_out_of_another_kind_is_told() {
    check_faults("> [!DANGER]\n> x\n", &["1:3: error[bad-value]: `DANGER` is not a kind of call-out"]);
    check_faults("- > [!Warning] x\n", &["1:5: error[bad-value]: `[!Warning]` does not stand alone on its line"]);
    check_faults("Use [!x] here\n", &[]);
}

#[test]
fn a_table_is_named_by_its_heading_and_scrolls() {
    check(
        "## Who does *what*\n\n| a | b |\n|---|--:|\n| 1 \\| 2 | `{{ y | z }}` |\n",
        "<h2 id=\"who-does-what\">Who does <em>what</em></h2>\n\
         <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Who does what\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>1 | 2</td><td class=\"align-right\"><code>{{ y | z }}</code></td></tr>\n</tbody>\n</table>\n</div>",
    );
}

#[test]
fn footnotes_are_numbered_as_they_are_met_and_lead_back() {
    check(
        "A[^x] b[^y] c[^x].\n\n[^y]: Second.\n[^x]: First.\n[^z]: Nobody.\n",
        "<p>A<sup><a href=\"#fn_1\" id=\"fnref_1\" role=\"doc-noteref\">1</a></sup> \
         b<sup><a href=\"#fn_2\" id=\"fnref_2\" role=\"doc-noteref\">2</a></sup> \
         c<sup><a href=\"#fn_1\" id=\"fnref_1_2\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n<li id=\"fn_1\">\n<p>First.</p>\n\
         <p class=\"footnote-back\"><a href=\"#fnref_1\" role=\"doc-backlink\" aria-label=\"Back to the text 1\">↩︎</a> \
         <a href=\"#fnref_1_2\" role=\"doc-backlink\" aria-label=\"Back to the text 2\">↩︎</a></p>\n</li>\n<li id=\"fn_2\">\n\
         <p>Second.</p>\n<p class=\"footnote-back\"><a href=\"#fnref_2\" role=\"doc-backlink\" \
         aria-label=\"Back to the text\">↩︎</a></p>\n</li>\n</ol>\n</section>\n\
         5:1: warning[missing-reference]: nothing refers to footnote `z` (write `[^z]` where it belongs, or remove it)",
    );
}

#[test]
fn what_is_referred_to_must_be_defined() {
    check_faults(
        "Text[^a] [x][y] [x][] [x].\n",
        &[
            "1:5: error[missing-reference]: footnote `a` is not defined",
            "1:10: error[missing-reference]: the link `y` is not defined",
            "1:17: error[missing-reference]: the link `x` is not defined",
        ],
    );
}

#[test]
fn html_is_a_fault_once_a_place_and_stays_as_text() {
    check(
        "a <b>bold</b>\n\n<script>\nalert({{ 1 }})\n</script>\n\nb <!-- c -->\n",
        "<p>a &lt;b&gt;bold&lt;/b&gt;</p>\n<p>&lt;script&gt;\nalert({{ 1 }})\n&lt;/script&gt;</p>\n<p>b &lt;!-- c --&gt;</p>\n\
         1:3: error[raw-html]: HTML is not part of the prose that Rumbo reads (use Markdown, or write `\\<` for a literal less-than sign)\n\
         3:1: error[raw-html]: HTML is not part of the prose that Rumbo reads (use Markdown, or write `\\<` for a literal less-than sign)\n\
         7:3: error[raw-html]: HTML is not part of the prose that Rumbo reads (use Markdown, or write `\\<` for a literal less-than sign)",
    );
}

#[test]
fn the_end_of_an_element_is_no_fault_of_its_own() {
    check_faults("<div>\n\na <b>c\nd</b> <i>\n\n</DIV>\n\n</p>\n", &[
        "1:1: error[raw-html]: HTML is not part of the prose that Rumbo reads",
        "3:3: error[raw-html]: HTML is not part of the prose that Rumbo reads",
        "4:7: error[raw-html]: HTML is not part of the prose that Rumbo reads",
        "8:1: error[raw-html]: HTML is not part of the prose that Rumbo reads",
    ]);
}

#[test]
fn html_of_every_shape_is_refused() {
    for text in [
        "<img src=x onerror=alert(1)>\n",
        "a <svg onload=alert(1)>\n",
        "<?php x ?>\n",
        "a <![CDATA[x]]>\n",
        "<!DOCTYPE html>\n",
        "- <div>\n",
        "> <iframe src='javascript:x'>\n",
        "| <b> |\n|---|\n",
        "## <u>x</u>\n",
        "[<i>x</i>](#a)\n",
        "x[^1]\n\n[^1]: <b>\n",
    ] {
        let shown = super::shown(text);
        assert!(shown.contains("error[raw-html]"), "{text}{shown}");
        let (html, _) = shown.split_once(" error[").unwrap_or((&shown, ""));
        for element in ["<img", "<svg", "<?", "<!", "<iframe", "<b>", "<u>", "<i>", "<div>"] {
            assert!(!html.contains(element), "{element} in {shown}");
        }
    }
}

#[test]
fn code_is_kept_as_typed() {
    check(
        "```rust\nlet a = \"{{ x }} <\";\n```\n\n    indented {{ y }}\n",
        "<pre><code>let a = &quot;{{ x }} &lt;&quot;;\n</code></pre>\n<pre><code>indented {{ y }}\n</code></pre>",
    );
}

#[test]
fn characters_that_xml_cannot_hold_are_replaced() {
    check("a\u{0}b\u{1}c\u{ffff}d\u{2028}e\u{7f}\n", "<p>a\u{fffd}b\u{fffd}c\u{fffd}d\u{2028}e\u{fffd}</p>");
}

#[test]
fn pictures_are_files_of_the_site_and_say_what_they_show() {
    check("![Two \"people\"](files/a.png)\n", "<p><img src=\"files/a.png\" alt=\"Two “people”\" loading=\"lazy\" /></p>");
    check_faults("![](files/a.png)\n", &["1:1: error[missing-alt-text]: this picture has no text for those who cannot see it"]);
    check_faults("![x](https://a.b/c.png)\n", &["1:6: error[bad-link]: a picture must be a file of this site"]);
    check_faults("![x {{ y }}](files/a.png)\n", &["1:5: error[bad-computation]: the text of a picture cannot be computed"]);
}

#[test]
fn too_deep_nesting_is_told_and_flattened() {
    let text = format!("{} a\n", ">".repeat(5000));
    check_faults(&text, &["1:48: error[too-deep]: more than 48 levels of nesting"]);
    assert_eq!(super::html_of(&super::read(&text).0).matches("<blockquote>").count(), 47);
    for text in [
        format!("{}a{}", "*a **b ".repeat(200), "x** y*".repeat(200)),
        format!("{}a\n", "- ".repeat(500)),
        format!("{}| a |\n{}|---|\n", "> ".repeat(60), "> ".repeat(60)),
    ] {
        assert!(super::shown(&text).contains("too-deep"), "{text}");
    }
}

#[test]
fn a_short_text_is_one_paragraph_without_its_element() {
    let short = |text: &str| {
        let mut faults = Vec::new();
        let prose = crate::doc::Prose::body(crate::source::FileId(0), text, 0);
        let document = crate::doc::parse_short(&prose, &mut faults);
        let mut out = String::new();
        crate::render::prose::short(&document, &super::Flat, &crate::doc::Computed::default(), &mut out);
        format!("{out}\n{}", super::told(text, &faults)).trim_end().to_owned()
    };
    assert_eq!(short("Written **and** tested\nsee [it](sops/x)"), "Written <strong>and</strong> tested see <a href=\"sops/x.html\">it</a>");
    assert_eq!(short(""), "");
    assert_eq!(
        short("2018. A year"),
        "A year\n1:1: error[bad-value]: only a single paragraph can stand here (write `\\.` after a number that begins a line)"
    );
    assert_eq!(short("a\n\nb"), "a b\n3:1: error[bad-value]: only a single paragraph can stand here (remove the blank line)");
}
