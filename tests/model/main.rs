//! Model tests: what must hold over any history, tried over thousands of random ones.
//!
//! The seed is printed; `ARMOIRE_SEED=… cargo test --test model` repeats a run, `ARMOIRE_HISTORIES=…` changes how many
//! histories are tried. The numbers of the invariants are those of `README.md` beside this file.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

mod envelopes;
mod fold;
mod history;
mod long;
mod mutants;
mod oracle;
mod people;
mod people_mutants;
mod seed;
mod society;
mod view;
