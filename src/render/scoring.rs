//! The script that scores in the browser: the twin of the Rust engine, for the form and the consolidation page.

use super::search::without_comments;

/// The scoring scripts, in the order in which they run.
const SCRIPTS: [&str; 11] = [
    include_str!("../client/score-exact.js"),
    include_str!("../client/score-expression.js"),
    include_str!("../client/score-answer.js"),
    include_str!("../client/score-leaf.js"),
    include_str!("../client/score-aggregate.js"),
    include_str!("../client/score-tree.js"),
    include_str!("../client/score-gap.js"),
    include_str!("../client/score-trace.js"),
    include_str!("../client/score-framework.js"),
    include_str!("../client/score-combine.js"),
    include_str!("../client/score.js"),
];

/// The scoring script as one file; it makes the global `RumboScore` that `src/client/score-types.d.ts` describes.
#[must_use]
pub fn score_script() -> String {
    SCRIPTS.iter().map(|script| without_comments(script)).collect()
}
