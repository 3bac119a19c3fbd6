//! What a person gets from the command line: the real `armoire` against the real `armoire-server`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod accounts;
mod acting;
mod alterations;
mod blocking;
mod budgets;
mod conflicts;
mod consents;
mod documents;
mod exports;
mod files;
mod harness;
mod help;
mod lending;
mod letters;
mod list;
mod losses;
mod meeting;
mod modes;
mod network;
mod people;
mod profiles;
mod reads;
mod referent;
mod resent;
mod secrets;
mod sessions;
mod stopped;
mod vouching;
mod ways;
