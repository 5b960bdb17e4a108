//! What the self-assessment form is made of besides its page: its script, the data that the script reads, and for the
//! single file everything inlined, with a content policy that names each piece by its hash.

mod pack;
mod prune;

use std::fmt::Write as _;
use std::sync::OnceLock;

use serde::Serialize;
use serde_json::Value as Json;

use super::policy::Policy;
use super::search::without_comments;
use crate::hash::policy_source;
use crate::theme::Theme;

pub(super) use pack::pack;

/// The scripts of the form, in the order in which they run.
const SCRIPTS: &[&str] = &[
    include_str!("../../client/form-base.js"),
    include_str!("../../client/form-words.js"),
    include_str!("../../client/form-data.js"),
    include_str!("../../client/sha256.js"),
    include_str!("../../client/form-checksum.js"),
    include_str!("../../client/form-file.js"),
    include_str!("../../client/form-text.js"),
    include_str!("../../client/form-draft.js"),
    include_str!("../../client/form-storage.js"),
    include_str!("../../client/form-question.js"),
    include_str!("../../client/form-details.js"),
    include_str!("../../client/form-score.js"),
    include_str!("../../client/form-help.js"),
    include_str!("../../client/form-chart.js"),
    include_str!("../../client/form-trace.js"),
    include_str!("../../client/form-results.js"),
    include_str!("../../client/form-hand-in.js"),
    include_str!("../../client/form-drafts.js"),
    include_str!("../../client/form-who.js"),
    include_str!("../../client/form-waiting.js"),
    include_str!("../../client/form-keep.js"),
    include_str!("../../client/form-steps.js"),
    include_str!("../../client/form.js"),
];

/// Words that the script takes from the tables of other pages; its own begin with [`PREFIX`].
pub const SHARED_WORDS: &[&str] = &[
    "number_group", "number_decimal", "number_group_from", "per_cent", "date", "date_first", "level_n", "level_of", "overall", "interval", "count_open", "count_unknown", "completeness", "lowest",
    "presence_no", "presence_partial", "presence_yes", "coverage_none", "coverage_some", "coverage_half", "coverage_most",
    "state_answered", "state_no", "state_unknown", "state_not_applicable", "state_skipped", "state_blank", "state_not_asked", "state_unscored", "state_scored", "state_insufficient",
    "evidence_document", "evidence_observation", "evidence_statement", "urgency", "urgency_none", "urgency_low", "urgency_medium", "urgency_high", "critical", "still_to_answer", "to_find_out",
    "how_calculated", "calculated_rule", "before_rounding", "shown_result", "answered_weight", "share_of_weight", "part", "state", "weight", "value", "rounding",
    "rounding_each", "rounding_final", "rounding_half_up", "rounding_half_even", "rounding_floor", "rule_sum", "rule_mean", "rule_weighted_mean", "rule_min", "rule_min_plus",
    "rule_max", "rule_median", "rule_geomean", "rule_scaled_geomean", "rule_top_half_mean", "rule_staged", "rule_share_met", "rule_lookup",
    "chart_value", "chart_interval", "no_result", "next_step", "now", "target", "question", "star_note", "plan_lead", "plan_partners", "plan_needs", "plan_activity", "sops", "practices", "legend", "from", "reason", "area", "results", "evidence", "formpage_guidance",
];

/// What the keys of the script's own words begin with.
pub const PREFIX: &str = "form_";

/// The script of the form as one file, the scoring engine first.
#[must_use]
pub fn script() -> String {
    super::scoring::score_script() + &SCRIPTS.iter().map(|script| without_comments(script)).collect::<String>()
}

/// JSON that may stand in a `<script>` element: nothing in it can end the element or begin a comment.
#[must_use]
pub fn embedded(json: &Json) -> String {
    json.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The script that writes out the packed parts of the single file.
const UNPACK: &str = include_str!("../../client/form-unpack.js");

/// What the single file holds inline. Its script and its data are packed, or it would be too large to be sent by phone.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Alone {
    style: String,
    /// Runs first, and puts the other two in their places.
    unpack: String,
    script: String,
    data: String,
    /// The content policy: the style and the two scripts, each by the hash of its plain text, and nothing else.
    policy: String,
}

/// What the policy of a single file allows under a directive: hashes, to be added to the policy of a page around it.
pub(super) fn allowed<'a>(page: &'a str, directive: &'a str) -> impl Iterator<Item = &'a str> {
    let policy = page.split_once("Content-Security-Policy\" content=\"").and_then(|(_, rest)| rest.split_once('"'));
    let lists = policy.into_iter().flat_map(|(policy, _)| policy.split(';'));
    lists.filter_map(move |part| part.trim().strip_prefix(directive)?.strip_prefix(' ')).flat_map(|list| list.split(' '))
}

/// The inline pieces of the single file. `body` is the page without them: what of the style it uses is kept.
pub(super) fn alone(theme: &Theme, body: &str, data: &str) -> Alone {
    // The script is the same in every file of every build.
    static SCRIPT: OnceLock<(String, String, String)> = OnceLock::new();
    let (script, packed_script, source) = SCRIPT.get_or_init(|| {
        let script = script();
        let (packed, source) = (packed(&script), policy_source(&script));
        (script, packed, source)
    });
    let style = prune::prune(&style_alone(theme, &["form.css"]), &prune::Names::of(&[body, script]));
    let unpack = without_comments(UNPACK);
    let policy = Policy::default().script(&unpack).sources([source.clone()], []).style(&style).to_string();
    Alone { style, unpack, script: packed_script.clone(), data: packed(data), policy }
}

/// The style of a page that needs nothing beside it: what single files take of the site's style, and further sheets of
/// the theme.
pub(super) fn style_alone(theme: &Theme, more: &[&str]) -> String {
    let asset = |name: &str| theme.asset(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let own = for_single_files(&asset("site.css"));
    // The look of the site comes last, as on its pages.
    let look = for_single_files(&asset("theme.css"));
    let more: Vec<String> = more.iter().map(|name| asset(name)).chain([look]).collect();
    let sheets: Vec<&str> = [super::chart::STYLE_SHEET, &own].into_iter().chain(more.iter().map(String::as_str)).collect();
    squeezed(&sheets)
}

/// Style sheets as one that may stand in a page.
pub(super) fn squeezed(sheets: &[&str]) -> String {
    let mut style = String::new();
    sheets.iter().for_each(|sheet| squeeze(sheet, &mut style));
    // A style sheet of an own theme must not end the element.
    style.replace("</", "<\\/")
}

/// Leaves out the sections of a style sheet whose heading says `(not in single files)`: menus, cards, search.
fn for_single_files(sheet: &str) -> String {
    let mut kept = true;
    let mut out = String::with_capacity(sheet.len());
    for line in sheet.lines() {
        if line.starts_with("/* ") && line.ends_with(" --- */") {
            kept = !line.contains("(not in single files)");
        }
        if kept {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Leaves out comments, indents and line breaks.
fn squeeze(sheet: &str, out: &mut String) {
    let mut rest = sheet;
    let mut plain = String::with_capacity(sheet.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    for line in plain.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let line = line.strip_suffix("; }").map_or_else(|| line.to_owned(), |line| format!("{line}}}"));
        _ = write!(out, "{}", line.replace(": ", ":").replace("; ", ";").replace(" {", "{").replace("{ ", "{").replace(", ", ","));
        // What goes on in the next line is kept apart, where a space may have a meaning.
        if !line.ends_with(['{', '}', ';', ',']) {
            out.push(' ');
        }
    }
    out.push('\n');
}

/// A text by DEFLATE, in base 85: four bytes are five characters that need no escape in a page.
fn packed(text: &str) -> String {
    const DIGITS: &[u8; 85] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_~()[]{}@%$#;";
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    let mut out = String::with_capacity(bytes.len() * 5 / 4 + 5);
    for chunk in bytes.chunks(4) {
        let mut word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (4 - chunk.len()));
        let mut digits = [0u8; 5];
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS[(word % 85) as usize];
            word /= 85;
        }
        out.extend(digits.iter().take(chunk.len() + 1).map(|digit| char::from(*digit)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{embedded, for_single_files, squeeze};

    #[test]
    fn embedded_data_cannot_end_its_element() {
        let text = embedded(&serde_json::json!({"a": "</script><!--\u{2028}<script>"}));
        assert!(!text.contains(['<', '>', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["a"], "</script><!--\u{2028}<script>");
    }

    #[test]
    fn single_files_take_the_sections_that_they_need() {
        let sheet = "/* 1 Base --- */\na { b: c; }\n/* 2 Menu (not in single files) --- */\nd { e: f; }\n/* 3 Print --- */\ng { h: i; }\n";
        let mut out = String::new();
        squeeze(&for_single_files(sheet), &mut out);
        assert_eq!(out, "a{b:c}g{h:i}\n");
    }

    #[test]
    fn squeezing_keeps_what_a_space_means() {
        let mut out = String::new();
        squeeze("a b,\nc > d {\n  margin: calc(1px + 2px) 0; /* x */\n  font:\n    1rem x;\n}\n", &mut out);
        assert_eq!(out, "a b,c > d{margin:calc(1px + 2px) 0;font: 1rem x;}\n");
    }
}
