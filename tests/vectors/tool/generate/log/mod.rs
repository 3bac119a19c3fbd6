//! `frames` and `log`: what travels, and every rule of the fold.

mod builder;
mod frames;
mod good;
mod keys;
mod nodes;
mod order;
mod people;
pub mod sample;
mod served;
mod view;

use super::Scenarios;

pub fn add(scenarios: &mut Scenarios) {
    frames::add(scenarios);
    good::add(scenarios);
    order::add(scenarios);
    nodes::add(scenarios);
    keys::add(scenarios);
    served::add(scenarios);
    people::add(scenarios);
    view::add(scenarios);
}
