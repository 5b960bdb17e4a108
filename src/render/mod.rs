//! From outputs as values to bytes: pure functions, one room for each medium.
pub mod prose;
