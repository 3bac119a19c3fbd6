//! The server: it stores and delivers, and can read nothing.
//!
//! `README.md` beside this file says how it is laid out, how it is configured and what is never logged.

pub mod append;
pub mod clock;
pub mod command;
pub mod config;
mod health;
pub mod http;
mod logging;
pub mod metrics;
pub mod objects;
pub mod pins;
mod random;
pub mod serve;
pub mod storage;
pub mod sweeper;
pub mod transfers;
mod upload;
mod web;
