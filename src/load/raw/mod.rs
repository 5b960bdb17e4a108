//! Files as their authors write them: one file per kind.

pub mod answers;
pub mod framework;
pub mod questionnaire;
pub mod unit;
