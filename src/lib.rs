//! Armoire.
