//! The script of the consolidation page: the scoring script, parts of the form's, and its own.

use super::scoring::score_script;
use super::search::without_comments;

/// The scripts after the scoring, in the order in which they run.
const SCRIPTS: [&str; 17] = [
    include_str!("../client/form-base.js"),
    include_str!("../client/form-words.js"),
    include_str!("../client/form-data.js"),
    include_str!("../client/sha256.js"),
    include_str!("../client/form-checksum.js"),
    include_str!("../client/form-file.js"),
    include_str!("../client/form-text.js"),
    include_str!("../client/form-draft.js"),
    include_str!("../client/form-storage.js"),
    include_str!("../client/form-question.js"),
    include_str!("../client/form-details.js"),
    include_str!("../client/form-score.js"),
    include_str!("../client/workshop-files.js"),
    include_str!("../client/workshop-view.js"),
    include_str!("../client/workshop-agreed.js"),
    include_str!("../client/form-waiting.js"),
    include_str!("../client/workshop-keep.js"),
];

/// The script that joins the parts.
const PAGE_SCRIPT: &str = include_str!("../client/workshop.js");

/// What the keys of the script's own words begin with.
pub const PREFIX: &str = "workshop_";

/// The script of the consolidation page as one file.
#[must_use]
pub fn script() -> String {
    let parts = SCRIPTS.iter().copied().chain([PAGE_SCRIPT]).map(without_comments);
    std::iter::once(score_script()).chain(parts).collect()
}
