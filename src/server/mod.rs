//! The server: it stores and delivers, and can read nothing.
//!
//! `README.md` beside this file says how it is laid out, how it is configured and what is never logged.

pub mod clock;
pub mod storage;
