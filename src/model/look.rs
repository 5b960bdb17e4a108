//! How a site looks where that differs from the built-in theme: colours, logo, fonts, foot of the page.
//!
//! In: `theme` of `rumbo.yaml` as written. Out: a [`Look`] whose colours can be read: each pair of a text and what is
//! behind it is at least 4.5 : 1, by the formula of WCAG 2.2 (success criterion 1.4.3). The files that it names are
//! looked for where the theme is put together.

use super::Text;
use crate::diag::{Code, Diagnostic};
use crate::load::raw::look::{RawColours, RawFont, RawLook};
use crate::source::{Loc, Span};

/// What a site changes about the built-in theme.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Colours on light, by the name of their variable in the style sheet.
    pub light: Vec<(&'static str, String)>,
    /// Colours on dark.
    pub dark: Vec<(&'static str, String)>,
    /// The logo in the frame of every page, by its path in the site.
    pub logo: Option<Loc<String>>,
    /// The font of text.
    pub text_font: Option<Font>,
    /// The font of headings.
    pub heading_font: Option<Font>,
    /// A sentence at the foot of every page.
    pub footer: Option<Text>,
    /// Logos at the foot of every page.
    pub partners: Vec<Partner>,
}

/// A font of the site's own: files by their paths in the site.
#[derive(Clone, Debug)]
pub struct Font {
    /// Its name: letters, digits, spaces and hyphens.
    pub family: String,
    /// The regular style.
    pub regular: Loc<String>,
    /// The bold one.
    pub bold: Option<Loc<String>>,
    /// The italic one.
    pub italic: Option<Loc<String>>,
}

/// A partner whose logo stands at the foot.
#[derive(Clone, Debug)]
pub struct Partner {
    /// Its name.
    pub title: Text,
    /// The path of its logo in the site.
    pub logo: Loc<String>,
    /// Its address.
    pub url: Option<String>,
}

impl Look {
    /// The colour that a site gives a variable, where it can be read on white paper.
    #[must_use]
    pub fn on_white(&self, variable: &str) -> Option<&str> {
        let (_, colour) = self.light.iter().find(|(known, _)| *known == variable)?;
        (contrast(rgb(colour)?, [255; 3]) >= LEAST).then_some(colour.as_str())
    }
}

/// The built-in colours that matter for contrast, on light and on dark: as in `assets/site/01-variables.css`.
pub const BUILT_IN: &[(&str, &str, &str)] = &[
    ("brand", "#143d6e", "#12304f"),
    ("accent", "#a34f09", "#f0ac5a"),
    ("accent-soft", "#f2a541", "#f2a541"),
    ("link", "#17497f", "#93c0f5"),
    ("paper", "#f8f6f1", "#0f1216"),
    ("surface", "#ffffff", "#16181c"),
    ("ink", "#1b232d", "#e9ebee"),
    ("muted", "#4c5866", "#b4bcc6"),
    ("on-brand", "#ffffff", "#ffffff"),
    ("on-highlight", "#1b232d", "#1b232d"),
];

/// Which colour of text stands on which ground.
const PAIRS: &[(&str, &[&str])] = &[
    ("ink", &["paper", "surface"]),
    ("muted", &["paper", "surface"]),
    ("link", &["paper", "surface"]),
    ("accent", &["paper", "surface"]),
    ("on-brand", &["brand"]),
    ("on-highlight", &["accent-soft"]),
];

/// The least contrast of text, in hundredths.
const LEAST: f64 = 4.5;

/// Reads and checks the look; `address` checks an address and gives it back.
pub(super) fn look(raw: RawLook, address: &dyn Fn(&Loc<String>, &mut Vec<Diagnostic>) -> String, faults: &mut Vec<Diagnostic>) -> Look {
    let light = colours(raw.colours.as_ref(), false, faults);
    let dark = colours(raw.dark_colours.as_ref(), true, faults);
    let (text_font, heading_font) = raw.fonts.map_or((None, None), |fonts| (fonts.text, fonts.headings));
    let partners = raw.partners.into_iter().map(|partner| {
        let url = partner.url.as_ref().map(|url| address(url, faults));
        Partner { title: partner.title, logo: partner.logo, url }
    });
    let partners = partners.collect();
    Look {
        light,
        dark,
        logo: raw.logo,
        text_font: text_font.and_then(|font| self::font(font, faults)),
        heading_font: heading_font.and_then(|font| self::font(font, faults)),
        footer: raw.footer,
        partners,
    }
}

fn font(raw: RawFont, faults: &mut Vec<Diagnostic>) -> Option<Font> {
    let family = raw.family.value.trim();
    if family.is_empty() || !family.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == ' ' || letter == '-') {
        faults.push(
            Diagnostic::error(Code::BadValue, raw.family.span, format!("`{}` is not a name of a font", raw.family.value))
                .hint("use letters, digits, spaces and hyphens, as in `Open Sans`"),
        );
        return None;
    }
    Some(Font { family: family.to_owned(), regular: raw.regular, bold: raw.bold, italic: raw.italic })
}

/// The colours that are given, each readable on what it stands on.
fn colours(raw: Option<&RawColours>, dark: bool, faults: &mut Vec<Diagnostic>) -> Vec<(&'static str, String)> {
    let Some(raw) = raw else { return Vec::new() };
    let written: [(&'static str, &'static str, &Option<Loc<String>>); 8] = [
        ("brand", "brand", &raw.brand),
        ("accent", "accent", &raw.accent),
        ("accent-soft", "highlight", &raw.highlight),
        ("link", "link", &raw.link),
        ("paper", "paper", &raw.paper),
        ("surface", "surface", &raw.surface),
        ("ink", "text", &raw.text),
        ("muted", "muted_text", &raw.muted_text),
    ];
    let mut given: Vec<(&'static str, &'static str, String, [u8; 3], Span)> = Vec::new();
    for (variable, key, value) in written {
        let Some(value) = value else { continue };
        match rgb(&value.value) {
            Some(parts) => given.push((variable, key, value.value.to_ascii_lowercase(), parts, value.span)),
            None => faults.push(
                Diagnostic::error(Code::BadValue, value.span, format!("`{}` is not a colour", value.value))
                    .hint("write `#` and six digits from 0 to f in quotes, as in `\"#143d6e\"`"),
            ),
        }
    }
    let of = |name: &str| {
        let own = given.iter().find(|(variable, ..)| *variable == name).map(|(_, key, text, parts, _)| (*key, text.as_str(), *parts));
        own.or_else(|| {
            let (variable, light, dark_one) = BUILT_IN.iter().find(|(variable, ..)| *variable == name)?;
            let text = if dark { dark_one } else { light };
            let key = match *variable {
                "on-brand" => "white",
                "on-highlight" => "dark text",
                "ink" => "text",
                "muted" => "muted_text",
                variable => variable,
            };
            Some((key, *text, rgb(text)?))
        })
    };
    for (text, grounds) in PAIRS {
        for ground in *grounds {
            // The one that was given is at fault; of two, the text.
            let Some((_, _, _, _, span)) = [text, ground].iter().find_map(|name| given.iter().find(|(variable, ..)| variable == *name)) else { continue };
            let (Some((text_key, text_colour, front)), Some((ground_key, ground_colour, back))) = (of(text), of(ground)) else { continue };
            let found = contrast(front, back);
            if found < LEAST {
                faults.push(
                    Diagnostic::error(
                        Code::LowContrast,
                        *span,
                        format!("`{text_key}` ({text_colour}) on `{ground_key}` ({ground_colour}) has a contrast of {found:.1} : 1"),
                    )
                    .hint("text needs 4.5 : 1; make one of the two colours darker or lighter"),
                );
                break;
            }
        }
    }
    given.into_iter().map(|(variable, _, text, ..)| (variable, text)).collect()
}

/// The parts of `#rrggbb`.
#[must_use]
pub fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let of = |one: &str, other: &str| format!("{:.2}", contrast(rgb(one).expect("a colour"), rgb(other).expect("a colour")));
        assert_eq!(of("#000000", "#ffffff"), "21.00");
        assert_eq!(of("#777777", "#ffffff"), "4.48");
        assert_eq!(of("#767676", "#ffffff"), "4.54");
        assert_eq!(rgb("#12345"), None);
        assert_eq!(rgb("#12345g"), None);
    }

    #[test]
    fn the_built_in_colours_are_those_of_the_style_sheet_and_can_be_read() {
        let sheet = include_str!("../../themes/default/assets/site/01-variables.css");
        let (light, dark) = sheet.split_once("@media screen and (prefers-color-scheme: dark)").expect("a dark scheme");
        for (name, on_light, on_dark) in BUILT_IN.iter().filter(|(name, ..)| *name != "on-highlight") {
            assert!(light.contains(&format!("--{name}: {on_light};")), "{name} on light");
            // What is not said again on dark is as on light.
            let again = dark.split_once('}').map_or(dark, |(block, _)| block);
            assert!(if on_light == on_dark { true } else { again.contains(&format!("--{name}: {on_dark};")) }, "{name} on dark");
        }
        for dark in [false, true] {
            let of = |name: &str| BUILT_IN.iter().find(|(known, ..)| *known == name).and_then(|(_, on_light, on_dark)| rgb(if dark { on_dark } else { on_light })).expect("a colour");
            for (text, grounds) in PAIRS {
                for ground in *grounds {
                    assert!(contrast(of(text), of(ground)) >= LEAST, "{text} on {ground}, dark: {dark}");
                }
            }
        }
    }
}
