//! The kinds of files as their authors write them: loose structs that are never passed beyond `model`.

pub mod action;
pub mod adaptation;
pub mod answers;
pub mod catalogues;
pub mod config;
pub mod crosswalk;
pub mod framework;
pub mod look;
pub mod plan;
pub mod prose;
pub mod questionnaire;
pub mod routes;
pub mod sheet;
pub mod training;
pub mod unit;
