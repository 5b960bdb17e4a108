//! Rumbo.
pub mod diag;
pub mod doc;
pub mod load;
pub mod model;
pub mod render;
pub mod source;
