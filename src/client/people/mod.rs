//! Other people: how two of them meet, and what each keeps of the other.
//!
//! An [`Invitation`] is carried as a QR code or a link; whoever has its secret reads the inviter's [`greeting`] and answers with a
//! [`reply`]. Both then keep a [`Person`] in their keyrings. One of those who help can be the holder's [`Referent`].

pub mod greeting;
pub(in crate::client) mod introduction;
mod invitation;
mod pending;
mod person;
pub mod referent;
pub mod reply;
pub mod vouch;

pub use introduction::Introduction;
pub use invitation::{Carrier, Invitation, find};
pub(super) use pending::OpenInvitationJson;
pub use pending::{OpenInvitation, merge_invitations};
pub use person::{Person, Trust, merge_people};
pub use referent::Referent;
pub use vouch::{KeptVouch, Membership, Vouch};
