//! What the configuration changes about the look: a style sheet of its own, logos and fonts as assets, and what the
//! templates are told of them.
//!
//! In: the checked [`Look`], and the files of the site. A file that is not there or is not what it says is a fault.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::{Code, Diagnostic, nearest};
use crate::model::look::{BUILT_IN, Font, Look, rgb};
use crate::model::{Lang, Site};
use crate::source::Loc;

/// Where the files of the look stand among the assets.
const FOLDER: &str = "own/";
/// The style sheet of the look.
const SHEET: &str = "theme.css";

/// Whether an asset is a logo of the look.
pub(super) fn is_logo(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|name| name.starts_with("logo.") || name.starts_with("partner-"))
}

/// A picture among the assets.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Picture {
    /// Its path below `assets/`.
    pub(super) file: String,
    /// Its width, in pixels when it is 40 high.
    pub(super) width: u32,
    /// Its height, in pixels.
    pub(super) height: u32,
}

/// A partner, in one language.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PartnerView {
    /// Its name.
    pub(super) title: String,
    /// Its logo.
    pub(super) logo: Picture,
    /// Its address.
    pub(super) url: Option<String>,
}

/// What the templates are told, in one language.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct LookView {
    /// Whether there is a style sheet `theme.css`.
    pub(super) styles: bool,
    /// The logo in place of the built-in sign.
    pub(super) logo: Option<Picture>,
    /// The sentence at the foot.
    pub(super) footer: Option<String>,
    /// The partners at the foot.
    pub(super) partners: Vec<PartnerView>,
}

/// The look with its files: what the templates are told per language, and the assets.
pub(super) fn dress(site: &Site, files: &[(String, Arc<[u8]>)], assets: &mut BTreeMap<String, Arc<[u8]>>, faults: &mut Vec<Diagnostic>) -> BTreeMap<Lang, LookView> {
    let look = &site.look;
    let mut found = Files { files, assets, faults };
    let logo = look.logo.as_ref().and_then(|path| found.picture(path, "logo"));
    let partners: Vec<(usize, Picture)> =
        look.partners.iter().enumerate().filter_map(|(index, partner)| Some((index, found.picture(&partner.logo, &format!("partner-{}", index + 1))?))).collect();
    let mut sheet = colours(look);
    let mut fonts = String::new();
    for (variable, name, font) in [("sans", "text", &look.text_font), ("serif", "headings", &look.heading_font)] {
        if let Some(font) = font {
            found.font(font, variable, name, &mut fonts);
        }
    }
    if !fonts.is_empty() {
        sheet.push_str("/* Fonts (not in single files) --- */\n");
        sheet.push_str(&fonts);
    }
    let styles = !sheet.is_empty();
    if styles {
        found.assets.insert(String::from(SHEET), sheet.into_bytes().into());
    }
    let default = site.default_language();
    let views = site.languages.iter().map(|lang| {
        let partners = partners.iter().filter_map(|(index, logo)| {
            let partner = look.partners.get(*index)?;
            Some(PartnerView { title: partner.title.shown(lang, default).0.to_owned(), logo: logo.clone(), url: partner.url.clone() })
        });
        let footer = look.footer.as_ref().map(|footer| footer.shown(lang, default).0.to_owned());
        (lang.clone(), LookView { styles, logo: logo.clone(), footer, partners: partners.collect() })
    });
    views.collect()
}

/// The variables of the style sheet. Paper keeps its black, and readers who ask for more contrast get the built-in
/// colours for that, which are said with more weight.
fn colours(look: &Look) -> String {
    let mut light: Vec<(String, String)> = Vec::new();
    let mut dark: Vec<(String, String)> = Vec::new();
    for (variable, colour) in &look.light {
        light.push(((*variable).to_owned(), colour.clone()));
        if let Some((_, _, built_in)) = BUILT_IN.iter().find(|(name, ..)| name == variable) {
            // A frame behind white text can be read on dark as well; all else keeps the built-in colour there.
            let keeps = matches!(*variable, "brand" | "accent-soft");
            dark.push(((*variable).to_owned(), if keeps { colour.clone() } else { (*built_in).to_owned() }));
        }
        if *variable == "brand" {
            light.push((String::from("bar"), colour.clone()));
            light.push((String::from("brand-deep"), darker(colour)));
            dark.push((String::from("bar"), String::from("#5587b6")));
            dark.push((String::from("brand-deep"), darker(colour)));
        }
    }
    for (variable, colour) in &look.dark {
        dark.retain(|(known, _)| known != variable && !(*variable == "brand" && known == "brand-deep"));
        dark.push(((*variable).to_owned(), colour.clone()));
        if *variable == "brand" {
            dark.push((String::from("brand-deep"), darker(colour)));
        }
    }
    let mut sheet = String::new();
    for (media, rules) in [("screen", light), ("screen and (prefers-color-scheme: dark)", dark)] {
        if !rules.is_empty() {
            let rules: String = rules.iter().fold(String::new(), |mut text, (name, colour)| {
                let _ = write!(text, " --{name}: {colour};");
                text
            });
            let _ = writeln!(sheet, "@media {media} {{ :root {{{rules} }} }}");
        }
    }
    if sheet.is_empty() { sheet } else { format!("/* Colours --- */\n{sheet}") }
}

/// A colour with seven tenths of its light.
fn darker(colour: &str) -> String {
    let [red, green, blue] = rgb(colour).unwrap_or_default().map(|part| u16::from(part) * 7 / 10);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The files of the site, and the assets that some of them become.
struct Files<'a> {
    files: &'a [(String, Arc<[u8]>)],
    assets: &'a mut BTreeMap<String, Arc<[u8]>>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Files<'_> {
    fn bytes(&mut self, path: &Loc<String>) -> Option<Arc<[u8]>> {
        if let Some((_, bytes)) = self.files.iter().find(|(known, _)| *known == path.value) {
            return Some(bytes.clone());
        }
        let near = nearest(&path.value, self.files.iter().map(|(known, _)| known.as_str())).map(|near| format!("did you mean `{near}`?"));
        let hint = near.unwrap_or_else(|| String::from("put the file below `themes/` or `content/files/`, and write its path from the site's folder"));
        self.faults.push(Diagnostic::error(Code::ThemeFile, path.span, format!("there is no file `{}`", path.value)).hint(hint));
        None
    }

    /// A logo; its kind is told by its first bytes, as a browser does.
    fn picture(&mut self, path: &Loc<String>, name: &str) -> Option<Picture> {
        let bytes = self.bytes(path)?;
        let Some((end, size)) = kind_and_size(&bytes) else {
            self.faults.push(
                Diagnostic::error(Code::ThemeFile, path.span, format!("`{}` is not a picture that pages can show", path.value))
                    .hint("use SVG without scripts, PNG or JPEG"),
            );
            return None;
        };
        let file = format!("{FOLDER}{name}.{end}");
        self.assets.insert(file.clone(), bytes);
        let (width, height) = size;
        let at_40 = (u64::from(width) * 40 / u64::from(height.max(1))).clamp(1, 400);
        Some(Picture { file, width: u32::try_from(at_40).unwrap_or(40), height: 40 })
    }

    /// The rules of a font, and its files.
    fn font(&mut self, font: &Font, variable: &str, name: &str, sheet: &mut String) {
        let family = format!("{} {name}", font.family);
        // Headings are bold in the theme: their one style stands for all weights.
        let only = font.bold.is_none();
        let styles = [
            ("regular", Some(&font.regular), "normal", if only { "100 900" } else { "100 500" }),
            ("bold", font.bold.as_ref(), "normal", "501 900"),
            ("italic", font.italic.as_ref(), "italic", "100 900"),
        ];
        for (style, path, slant, weight) in styles {
            let Some(path) = path else { continue };
            let Some(bytes) = self.bytes(path) else { continue };
            if !bytes.starts_with(b"wOF2") {
                self.faults.push(Diagnostic::error(Code::ThemeFile, path.span, format!("`{}` is not a WOFF2 font", path.value)).hint("use the font's `.woff2` file"));
                continue;
            }
            let file = format!("{FOLDER}{name}-{style}.woff2");
            let _ = writeln!(
                sheet,
                "@font-face {{ font-family: \"{family}\"; font-style: {slant}; font-weight: {weight}; font-display: swap; src: url(\"{file}\") format(\"woff2\"); }}"
            );
            self.assets.insert(file, bytes);
        }
        let rest = if variable == "sans" { "\"Noto Sans\", \"Noto Sans Fallback\", system-ui, sans-serif" } else { "\"Noto Serif\", \"Noto Serif Fallback\", Georgia, serif" };
        let _ = writeln!(sheet, ":root {{ --{variable}: \"{family}\", {rest}; }}");
    }
}

/// The end of the name that fits a picture's content, and its width and height.
fn kind_and_size(bytes: &[u8]) -> Option<(&'static str, (u32, u32))> {
    let number = |at: usize, length: usize| bytes.get(at..at + length).map(|part| part.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(("png", (number(16, 4)?, number(20, 4)?)));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        let mut at = 2;
        // Segment after segment, to the one that begins the frame.
        while bytes.get(at) == Some(&0xff) {
            let marker = *bytes.get(at + 1)?;
            if (0xc0..=0xcf).contains(&marker) && ![0xc4, 0xc8, 0xcc].contains(&marker) {
                return Some(("jpg", (number(at + 7, 2)?, number(at + 5, 2)?)));
            }
            at += 2 + usize::try_from(number(at + 2, 2)?).ok()?;
        }
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let lower = text.to_ascii_lowercase();
    let (_, tag) = text.split_once("<svg")?;
    if lower.contains("<script") || lower.contains("javascript:") || lower.contains("<foreignobject") {
        return None;
    }
    let tag = tag.split('>').next()?;
    let attribute = |name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}="))?;
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        rest[1..].split(quote).next()
    };
    let whole = |text: &str| text.trim().trim_end_matches("px").split('.').next().and_then(|text| text.parse::<u32>().ok()).filter(|number| *number > 0);
    let by_box = || {
        let mut parts = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((whole(parts.next()?)?, whole(parts.next()?)?))
    };
    let by_size = || Some((whole(attribute("width")?)?, whole(attribute("height")?)?));
    Some(("svg", by_box().or_else(by_size).unwrap_or((40, 40))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_content() {
        let svg = |text: &str| kind_and_size(text.as_bytes());
        assert_eq!(svg("<svg xmlns='x' viewBox='0 0 120 40'></svg>"), Some(("svg", (120, 40))));
        assert_eq!(svg("<?xml version=\"1.0\"?><svg width=\"80px\" height=\"20.5\"/>"), Some(("svg", (80, 20))));
        assert_eq!(svg("<svg viewBox=\"0 0 9 9\"><script>1</script></svg>"), None);
        assert_eq!(svg("just text"), None);
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 1, 0, 0, 0, 0, 64]].concat();
        assert_eq!(kind_and_size(&png), Some(("png", (256, 64))));
        let jpg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 11, 8, 0, 50, 0, 100, 1];
        assert_eq!(kind_and_size(&jpg), Some(("jpg", (100, 50))));
        for cut in 0..png.len() {
            let _ = kind_and_size(&png[..cut]);
        }
        for cut in 0..jpg.len() {
            let _ = kind_and_size(&jpg[..cut]);
        }
    }
}
