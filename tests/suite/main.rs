//! Everything that needs nothing but Rust, in one binary: the example as the biggest golden test, the invariants of
//! the house, and the command line as its users meet it.

#![allow(clippy::disallowed_methods, reason = "tests stand outside the house: they prepare disks and read what was written")]

mod audience;
mod bundle;
mod command;
mod content;
mod data;
mod errors;
mod example;
mod form;
mod invariants;
#[cfg(target_os = "linux")]
mod kill;
mod languages;
mod links;
#[cfg(feature = "pdf")]
mod print;
mod score_script;
mod scoring;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod source;
mod support;
mod theming;
mod training;
mod translations;
mod words;
