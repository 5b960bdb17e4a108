//! Properties that every chart keeps, whatever the number of categories and the length of their names.

use std::collections::BTreeSet;

use super::svg::{Canvas, Frame};
use super::{Common, NARROW, Order, Palette, STYLE_SHEET, WIDE, responsive, samples};
use super::{bars, gantt, heat_map, lines, map, radar, slope, stacked};

/// Every kind in every size, page and paper, wide and narrow.
fn every_chart(check: impl Fn(&str, Canvas<'_>)) {
    for count in [0, 1, 2, 3, 5, 8, 10, 11, 30, 37] {
        for long in [false, true] {
            for (palette, width) in [(Palette::Screen, WIDE), (Palette::Screen, NARROW), (Palette::Print, WIDE)] {
                let id = format!("t{count}");
                let common =
                    Common { id: &id, title: "A <title> & more", description: "What \"can\" be seen", palette, width };
                let at = |kind: &str| format!("{kind} of {count}, long {long}, {palette:?} {width}");
                check(&at("radar"), radar::draw(&common, &samples::radar(count, long)));
                check(&at("bars"), bars::draw(&common, &samples::bars(count, long, Order::Plain)));
                check(&at("ranked bars"), bars::draw(&common, &samples::bars(count, long, Order::Ranked)));
                check(&at("heat map"), heat_map::draw(&common, &samples::heat_map(count, 8, long)));
                check(&at("broad heat map"), heat_map::draw(&common, &samples::heat_map(3, count, long)));
                check(&at("stacked"), stacked::draw(&common, &samples::stacked(count, count.min(9), long)));
                check(&at("gantt"), gantt::draw(&common, &samples::gantt(count, count.min(8), long)));
                check(&at("lines"), lines::draw(&common, &samples::lines(count, 12, long)));
                check(&at("slopes"), slope::draw(&common, &samples::slopes(count, long)));
                check(&at("map"), map::draw(&common, &samples::map(count, long)));
                check(&at("many years"), lines::draw(&common, &samples::lines(4, count, long)));
            }
        }
    }
}

#[test]
fn no_label_lies_over_another_or_outside() {
    every_chart(|what, canvas| {
        let (width, height) = (canvas.width + 0.01, canvas.height + 0.01);
        for frame in &canvas.frames {
            let inside = frame.left >= -0.01 && frame.top >= -0.01 && frame.right <= width && frame.bottom <= height;
            assert!(inside, "{what}: {frame:?} outside {width} by {height}");
        }
        for (index, one) in canvas.frames.iter().enumerate() {
            for other in canvas.frames.iter().skip(index + 1) {
                assert!(!overlap(one, other), "{what}: {one:?} over {other:?}");
            }
        }
    });
}

fn overlap(one: &Frame, other: &Frame) -> bool {
    let slack = 0.5;
    one.left + slack < other.right
        && other.left + slack < one.right
        && one.top + slack < other.bottom
        && other.top + slack < one.bottom
}

#[test]
fn drawings_are_well_formed_and_plain() {
    every_chart(|what, canvas| {
        let svg = canvas.finish();
        let ids = read_xml(&svg).unwrap_or_else(|fault| panic!("{what}: {fault}\n{svg}"));
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{what}: {ids:?}");
        assert!(ids.iter().all(|id| id.starts_with('t') && id.contains('-')), "{what}: {ids:?}");
        for word in ["style=", "NaN", "inf\"", "<script", "\"-0\"", "-0 ", "javascript:"] {
            assert!(!svg.contains(word), "{what}: {word} in {svg}");
        }
        for used in svg.split("url(#").skip(1) {
            let id = used.split(')').next().unwrap_or_default();
            assert!(ids.iter().any(|known| known == id), "{what}: no {id}");
        }
        assert!(svg.contains("A &lt;title&gt; &amp; more"), "{what}");
    });
}

#[test]
fn numbers_have_two_decimals_at_most() {
    every_chart(|what, canvas| {
        let svg = canvas.finish();
        for path in svg.split(" d=\"").skip(1) {
            let path = path.split('"').next().unwrap_or_default();
            for number in path.split(|letter: char| letter.is_alphabetic() || letter == ' ') {
                let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                assert!(decimals <= 2, "{what}: {number}");
            }
        }
    });
}

#[test]
fn every_class_is_in_the_style_sheet() {
    every_chart(|what, canvas| {
        for classes in canvas.finish().split(" class=\"").skip(1) {
            let classes = classes.split('"').next().unwrap_or_default();
            for class in classes.split(' ').filter(|class| !class.starts_with("chart-")) {
                let plain = STYLE_SHEET.contains(&format!(".{class} ")) || STYLE_SHEET.contains(&format!(".{class},"));
                assert!(plain, "{what}: {class}");
            }
        }
    });
}

#[test]
fn paper_has_plain_colours_and_no_links() {
    let common = Common { id: "p", title: "", description: "", palette: Palette::Print, width: WIDE };
    let svg = super::heat_map(&common, &samples::heat_map(8, 8, true));
    assert!(!svg.contains("<a ") && !svg.contains(" class=\"b") && svg.contains("fill=\"#143d6e\""), "{svg}");
    assert!(svg.contains("role=\"img\""));
}

#[test]
fn a_picture_with_links_does_not_hide_them() {
    let common = Common { id: "l", title: "", description: "", palette: Palette::Screen, width: WIDE };
    assert!(super::bars(&common, &samples::bars(2, false, Order::Plain)).contains("role=\"group\""));
    assert!(super::lines(&common, &samples::lines(2, 4, false)).contains("role=\"img\""));
}

#[test]
fn the_same_chart_is_the_same_text() {
    let common = Common { id: "s", title: "", description: "", palette: Palette::Screen, width: WIDE };
    let draw = || responsive(&common, |common| super::radar(common, &samples::radar(8, true)));
    let pair = draw();
    assert_eq!(pair, draw());
    let ids = read_xml(&format!("<div>{pair}</div>")).unwrap_or_default();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    assert!(ids.iter().any(|id| id == "s-narrow-title"), "{ids:?}");
}

#[test]
fn only_a_broad_drawing_scrolls() {
    let common = Common { id: "b", title: "Thirty areas", description: "", palette: Palette::Screen, width: WIDE };
    let draw = |areas| responsive(&common, |common| super::heat_map(common, &samples::heat_map(3, areas, false)));
    assert!(!draw(8).contains("tabindex") && !draw(8).contains("chart-broad"));
    assert_eq!(draw(30).matches("tabindex=\"0\" role=\"group\" aria-label=\"Thirty areas\"").count(), 2);
}

#[test]
fn broken_numbers_draw_nothing_broken() {
    let common = Common { id: "n", title: "", description: "", palette: Palette::Screen, width: f64::NAN };
    let mut chart = samples::bars(3, false, Order::Ranked);
    chart.max = f64::NEG_INFINITY;
    for (row, value) in chart.rows.iter_mut().zip([f64::NAN, f64::INFINITY, -4.0]) {
        row.value = Some(value);
    }
    let svg = super::bars(&common, &chart);
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}

#[test]
fn colours_stand_out_from_the_page_by_three_to_one() {
    let (light, rest) = STYLE_SHEET.split_once("@media screen").unwrap_or_default();
    let dark = rest.split("@media").next().unwrap_or_default();
    for sheet in [light, dark] {
        let paper = luminance(variable(sheet, "paper"));
        for name in ["ink", "muted", "axis", "1", "2", "3", "4", "5", "6", "7", "8"] {
            let ratio = contrast(paper, luminance(variable(sheet, name)));
            let least = if ["ink", "muted"].contains(&name) { 7.0 } else { 3.0 };
            assert!(ratio >= least, "{name} {}: {ratio:.2}", variable(sheet, name));
        }
        let bands: Vec<f64> = (0..7).map(|band| luminance(variable(sheet, &format!("band-{band}")))).collect();
        let away: Vec<f64> = bands.iter().map(|band| contrast(paper, *band)).collect();
        assert!(away.is_sorted(), "bands stand out more and more: {away:?}");
    }
}

#[test]
fn paper_and_light_page_have_the_same_colours() {
    let (light, _) = STYLE_SHEET.split_once("@media screen").unwrap_or_default();
    for (index, colour) in super::palette::SERIES_COLOURS.iter().enumerate() {
        assert_eq!(variable(light, &(index + 1).to_string()), *colour);
    }
    for (index, colour) in super::palette::BAND_COLOURS.iter().enumerate() {
        assert_eq!(variable(light, &format!("band-{index}")), *colour);
    }
}

fn variable<'s>(sheet: &'s str, name: &str) -> &'s str {
    let found = sheet.split_once(&format!("--chart-{name}: ")).and_then(|(_, rest)| rest.split_once(';'));
    found.map_or_else(|| panic!("no --chart-{name}"), |(value, _)| value)
}

/// Relative luminance of `#rrggbb`, by WCAG 2.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let byte = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let part = f64::from(byte.unwrap_or_else(|| panic!("{colour} is no colour"))) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Reads just enough XML to find faults of nesting, quoting and escaping, and returns all ids.
fn read_xml(text: &str) -> Result<Vec<String>, String> {
    let (mut open, mut ids) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        read_references(before)?;
        let (tag, next) = after.split_once('>').ok_or("a tag without end")?;
        rest = next;
        if let Some(name) = tag.strip_prefix('/') {
            let expected = open.pop();
            if expected != Some(name) {
                return Err(format!("</{name}> closes {expected:?}"));
            }
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut seen = BTreeSet::new();
        while !attributes.trim().is_empty() {
            let (key, value) = attributes.split_once("=\"").ok_or_else(|| format!("bad attribute in {tag}"))?;
            let (value, others) = value.split_once('"').ok_or_else(|| format!("open quote in {tag}"))?;
            read_references(value)?;
            if !seen.insert(key.trim().to_owned()) {
                return Err(format!("{key} twice in {tag}"));
            }
            if key.trim() == "id" {
                ids.push(value.to_owned());
            }
            attributes = others;
        }
        if !empty {
            open.push(name);
        }
    }
    read_references(rest)?;
    if open.is_empty() { Ok(ids) } else { Err(format!("not closed: {open:?}")) }
}

fn read_references(text: &str) -> Result<(), String> {
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|name| part.starts_with(name));
        if !known {
            return Err(format!("&{part}"));
        }
    }
    Ok(())
}
