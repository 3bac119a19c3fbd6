//! What people hold: the code that seals and opens.

pub mod account;
pub mod document;
pub mod envelope;
pub mod hazmat;
mod sealed_json;
