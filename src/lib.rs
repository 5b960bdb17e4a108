//! Rumbo compiles capacity-assessment questionnaires, answers, procedures, country sheets and good practices into
//! an offline site, scores and open data.
//!
//! Data flows one way; each stage is a plain function from values to a value and its faults:
//!
//! ```text
//! files ─load→ Project ─model→ Toolbox ─score→ Scores ─outline→ Outline ─render→ bytes ─write→ disk
//!              as written      as meant        numbers,         every output     html    staged,
//!              with places     resolved        traces           as a value       data    swapped
//! ```
//!
//! [`compile`] runs everything up to the outline, and renders what other outputs need; [`build`] writes the result.

pub mod cli;
pub mod diag;
pub mod doc;
pub mod fs;
pub mod hash;
pub mod load;
pub mod markup;
pub mod model;
pub mod outline;
pub mod render;
pub mod scaffold;
pub mod score;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod theme;
pub mod write;

mod site;

pub use site::{Built, Compiled, Options, Run, build, build_some, bundle, compile, one_file};
