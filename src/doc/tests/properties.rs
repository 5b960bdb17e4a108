//! What holds for any text at all.

use proptest::prelude::*;

use super::{html_of, read, shown, told};
use crate::doc::{Computed, inherit};

/// Checks that elements nest, that attributes are quoted and appear once, and that `&` begins a known entity.
fn well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '>']) {
        let found = &rest[at..];
        let end = match found.as_bytes().first() {
            Some(b'&') => {
                let end = found.find(';').ok_or("an entity without end")?;
                if !["&amp", "&lt", "&gt", "&quot", "&#39"].contains(&&found[..end]) {
                    return Err(format!("entity {}", &found[..end]));
                }
                end
            }
            Some(b'<') => {
                let end = found.find('>').ok_or("a tag without end")?;
                tag(&found[1..end], &mut open)?;
                end
            }
            _ => return Err(String::from("a bare >")),
        };
        rest = &found[end + 1..];
    }
    if let Some(sign) = html.chars().find(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}')) {
        return Err(format!("control character {sign:?}"));
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

fn tag<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Result<(), String> {
    if let Some(name) = tag.strip_prefix('/') {
        return if open.pop() == Some(name) { Ok(()) } else { Err(format!("</{name}> closes nothing")) };
    }
    let (tag, closed) = tag.strip_suffix(" /").map_or((tag, false), |tag| (tag, true));
    let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Err(format!("<{tag}> has no name"));
    }
    let mut seen = Vec::new();
    while !attributes.is_empty() {
        let (attribute, rest) = attributes.split_once("=\"").ok_or_else(|| format!("<{tag}> has an attribute without value"))?;
        let (value, rest) = rest.split_once('"').ok_or_else(|| format!("<{tag}> has an open quote"))?;
        if seen.contains(&attribute) || attribute.starts_with("on") || attribute == "style" || value.contains('<') {
            return Err(format!("<{tag}> may not have {attribute}"));
        }
        if matches!(attribute, "href" | "src") && value.to_ascii_lowercase().trim_start().starts_with("javascript") {
            return Err(format!("<{tag}> runs a script"));
        }
        seen.push(attribute);
        attributes = rest.trim_start();
    }
    if !closed {
        open.push(name);
    }
    Ok(())
}

/// Pieces that Markdown gives a meaning to, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "# ", "## ", "### ", "\n", "\n\n", "- ", "1. ", "- [ ] ", "> ", "> [!NOTE]\n", "| a | b |\n|---|---|\n", "|", "`", "```\n", "*", "**",
        "~~", "_", "[", "](", ")", "]", "![", "[^a]", "[^a]: ", "[r]: ", "<", ">", "<b>", "</b>", "<!--", "-->", "<script>", "{{", "}}",
        " x | usd ", "{#id .steps}", "{", "}", "\\", "\"", "'", "&", "&#58;", "javascript:", "https://a.b/", "sops/x", "#a", "files/x.png", "    ",
        "\t", "---\n", "===\n", "é", "ñ", "\u{2028}", "\u{fdd0}", "\u{fdd0}x", "\u{0}", "\u{feff}", "🧭", "x", "word ", "2018", "\r\n", "\r",
    ]);
    prop::collection::vec(prop_oneof![4 => pieces.prop_map(String::from), 1 => any::<String>()], 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses_to_well_formed_html(text in markdown()) {
        let (document, faults) = read(&text);
        let html = html_of(&document);
        prop_assert_eq!(well_formed(&html), Ok(()), "{}", html);
        // Every place is within the text, and every fault can be told.
        for fault in &faults {
            if let crate::diag::Place::Span(span) = &fault.place {
                prop_assert!(span.end as usize <= text.len());
                prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{:?}", fault);
            }
        }
        let _ = told(&text, &faults);
        // Ids are unique.
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "{}", html);
        // The hidden expressions are all told again as written.
        for computation in &document.computations {
            prop_assert!(text.contains(&computation.expression));
        }
        let _ = (document.outline().len(), document.passages(&Computed::default()).len());
    }

    #[test]
    fn any_adaptation_makes_a_sound_document(base in markdown(), adapted in markdown()) {
        let (base, adapted) = (read(&base).0, read(&adapted).0);
        let html = html_of(&inherit(&base, &adapted));
        prop_assert_eq!(well_formed(&html), Ok(()), "{}", html);
        let _ = crate::doc::compare(&base, &adapted);
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in markdown()) {
        prop_assert_eq!(shown(&text), shown(&text));
    }

    #[test]
    fn hiding_keeps_every_length(text in markdown()) {
        let masked = crate::doc::mask::mask(&text);
        prop_assert_eq!(masked.text.len(), text.len());
        prop_assert_eq!(masked.restore(&masked.text, &(0..text.len())), text.as_str());
    }
}

#[test]
fn the_checker_itself_finds_what_is_wrong() {
    for bad in ["<p>", "</p>", "<p></b>", "a & b", "a > b", "<a href=x></a>", "<p onclick=\"x\"></p>", "<b", "&nbsp;", "<p a=\"1\" a=\"2\"></p>"] {
        assert!(well_formed(bad).is_err(), "{bad}");
    }
    assert_eq!(well_formed("<p>a<br />b &amp; <a href=\"#x\">c</a></p>"), Ok(()));
}

/// Not a test of correctness: prints what a page costs. `cargo test -- --ignored --nocapture cost`.
#[test]
#[ignore = "prints a measurement"]
#[expect(clippy::print_stdout, reason = "a measurement is for reading")]
fn cost_of_a_page() {
    let page = "## Steps {#steps .steps}\n\nText with *emphasis*, a [link](sops/registration) and {{ total | usd }}.\n\n1. Ask for the paper.\n\
        2. Write down **name** and date.\n   - **If** the person is alone, call the [office](pages/about#contact).\n\n| Who | What |\n|---|---|\n\
        | Officer | Checks |\n\n> [!WARNING]\n> Never keep the original.\n\n- [ ] Signed\n- [ ] Filed\n\n";
    let page: String = page.repeat(5).lines().map(|line| format!("{}\n", line.trim_start_matches("## Steps {#steps .steps}"))).collect();
    let start = std::time::Instant::now();
    for _ in 0..2000 {
        let _ = std::hint::black_box(read(&page));
    }
    let parsed = start.elapsed() / 2000;
    let document = read(&page).0;
    let start = std::time::Instant::now();
    for _ in 0..2000 {
        let _ = std::hint::black_box(html_of(&document));
    }
    println!("{} bytes: parsed in {parsed:?}, written in {:?}", page.len(), start.elapsed() / 2000);
}
