//! What people hold: the code that seals and opens.

pub mod account;
pub mod api;
pub mod calendar;
pub mod clock;
pub mod command;
pub mod document;
pub mod envelope;
pub mod export;
pub mod hazmat;
pub mod people;
mod problem;
pub mod profile;
mod sealed_json;
mod unfinished;
pub mod vault;

pub use problem::{Problem, ProblemKind};
