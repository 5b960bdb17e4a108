//! Everything that needs nothing but Rust, in one binary: the example as the biggest golden test, the invariants of
//! the house, and the command line as its users meet it.

mod audience;
mod command;
mod example;
mod invariants;
#[cfg(target_os = "linux")]
mod kill;
mod links;
mod support;
