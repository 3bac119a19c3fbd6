//! One file a route, or a few that share a path.

pub mod accounts;
pub mod acts;
pub mod cards;
pub mod deletion;
pub mod events;
pub mod grants;
pub mod keyring;
pub mod lockers;
pub mod mailbox;
pub mod mailboxes;
pub mod object;
pub mod pepper;
pub mod reads;
pub mod rotation;
pub mod second_step;
pub mod server;
pub mod session;
pub mod session_name;
pub mod sessions;
pub mod sign_in;
pub mod slots;
pub mod tail;
pub mod upload;
pub mod uploads;
pub mod view;
pub mod ways;
mod ways_in;
