//! The HTTP interface. `router.rs` lists every route; `README.md` is the contract.

mod address;
mod body;
mod digest;
mod headers;
mod loan;
mod origin;
mod problem;
mod range;
mod router;
mod routes;
mod second_step;
mod session;
mod shapes;
mod signed;
mod tries;
mod tus;
mod unread;
mod writer;

use std::sync::Arc;

pub use body::accepts;
pub use headers::FRAME_POLICY;
pub use problem::Problem;
pub use router::{openapi, router};
pub use writer::Writer;

use super::{
    append::{Appending, Cards},
    clock::{Clock, Milliseconds},
    config::Policy,
    metrics::Metrics,
    objects::ObjectStore,
    pins::Pins,
    storage::Storage,
    transfers::Transfers,
};
use crate::protocol::id::AccountId;

/// What every request may use. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub storage: Storage,
    /// PINs of devices.
    pub pins: Arc<Pins>,
    /// Sealed objects.
    pub objects: Arc<dyn ObjectStore>,
    /// Uploads that come in parts.
    pub transfers: Arc<Transfers>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What is configured.
    pub policy: Arc<Policy>,
    /// Cards that were verified.
    pub cards: Arc<Cards>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl App {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Milliseconds {
        self.clock.now()
    }

    /// Somebody who appends now.
    #[must_use]
    pub fn appending(&self, account: AccountId) -> Appending {
        Appending { account, quota: self.policy.quota, now: self.now() }
    }
}

pub(super) use body::{next, timed_out};
