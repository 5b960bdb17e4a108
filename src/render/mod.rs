//! Outputs to bytes.
pub mod prose;
