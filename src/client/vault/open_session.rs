use url::Url;

use crate::{
    client::{
        api::{Api, types::CurrentSession},
        hazmat::Key,
        problem::Problem,
    },
    protocol::Refusal,
};

/// A session of this device that the server still knows. It gives the server's half of the key of the device's own state,
/// which is what a vault is resumed from.
#[derive(Debug)]
pub struct OpenSession {
    pub(super) api: Api,
    pub(super) current: CurrentSession,
}

impl OpenSession {
    /// Asks the server for the session of `token`.
    ///
    /// # Errors
    /// `no_session` when it was ended, `network`.
    pub fn find(server: &Url, token: &str) -> Result<Self, Problem> {
        let api = Api::new(server, Some(token))?;
        let current = api.session()?;
        Ok(Self { api, current })
    }

    /// The server's half of the key of this device's state.
    ///
    /// # Errors
    /// `length` when the server gave none.
    pub fn half(&self) -> Result<Key, Problem> {
        let half = self.current.session.half.as_ref().and_then(|half| Key::from_slice(&half.0));
        half.ok_or_else(|| Problem::altered(Refusal::Length))
    }
}
