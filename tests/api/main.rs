//! The interface, route by route, on both databases. `README.md` says how to run it on one only.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

mod harness;

mod accounts;
mod append;
mod blocked;
mod bucket;
mod checkpoints;
mod deletion;
mod deposits;
mod description;
mod distributed;
mod events;
mod grants;
mod headers;
mod inactivity;
mod keyring;
mod lockers;
mod mailboxes;
mod objects;
mod origin;
mod pins;
mod program;
mod purge;
mod ranges;
mod repair;
mod rotation;
mod second_step;
mod sessions;
mod sign_in;
mod storage;
mod strangers;
mod uploads;
mod uploads_of_others;
mod ways;
mod web;
