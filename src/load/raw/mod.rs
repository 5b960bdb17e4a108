//! The kinds of files as their authors write them: loose structs that are never passed beyond `model`.
pub mod catalogues;
pub mod config;
pub mod prose;
pub mod sheet;
