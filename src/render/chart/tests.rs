//! Properties that every chart keeps.
