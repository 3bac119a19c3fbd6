//! Who is signed in, on which server.

use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use super::problem;
use crate::{
    client::problem::Problem,
    protocol::{canonical, id::AccountId},
};

pub(super) const LIMIT: usize = 64 * 1024;

/// A session of this profile. The token lets whoever has it talk to the server, but opens nothing.
#[derive(Clone, Serialize, Deserialize)]
pub struct SavedSession {
    /// The server.
    pub server: Url,
    /// As the person is called there.
    pub handle: String,
    /// Whose session it is.
    pub account: AccountId,
    token: String,
}

impl SavedSession {
    /// A session with its token.
    #[must_use]
    pub fn new(server: Url, handle: String, account: AccountId, token: &str) -> Self {
        Self { server, handle, account, token: token.to_owned() }
    }

    /// The token, for the server alone.
    #[must_use]
    pub fn expose_secret_token(&self) -> &str {
        &self.token
    }

    pub(super) fn parse(json: &[u8]) -> Result<Self, Problem> {
        // Authentic, since it was sealed: only another version of this program writes something else.
        serde_json::from_slice(json).map_err(|_| problem::damaged(std::path::Path::new(super::SESSION)))
    }

    pub(super) fn to_json(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(canonical::write(self))
    }
}

impl Drop for SavedSession {
    fn drop(&mut self) {
        self.token.zeroize();
    }
}

impl std::fmt::Debug for SavedSession {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SavedSession({}, {}, …)", self.server, self.handle)
    }
}
