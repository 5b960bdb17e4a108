//! Rumbo.
pub mod diag;
pub mod load;
pub mod model;
pub mod score;
pub mod source;
