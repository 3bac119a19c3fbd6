//! Ways in, the second step, and leaving.

use serde::Serialize;
use ureq::http::header;

use super::{
    Api, json, read_json,
    types::{Deletion, Pepper, SecondStep, SecondStepBegun, SecondStepCode, SessionName, Slot, Slots, WaysChange},
};
use crate::{
    client::problem::Problem,
    protocol::{bytes::Bytes, change::Signer},
};

/// How often a change whose answer was lost is sent again.
const TRIES: u32 = 3;

impl Api {
    pub(in crate::client) fn slots(&self) -> Result<Vec<Slot>, Problem> {
        self.get_json::<Slots>("slots").map(|answer| answer.slots)
    }

    /// A pepper for a new device slot.
    pub(in crate::client) fn pepper(&self) -> Result<Pepper, Problem> {
        read_json(&mut self.send(self.request("POST", "account/pepper"), ())?)
    }

    /// Changes ways in. A lost answer is asked for again: the server answers a repeated change like the first.
    pub(in crate::client) fn change_ways(&self, change: &WaysChange, signer: Signer<'_>) -> Result<Vec<Slot>, Problem> {
        let mut tries = 1;
        loop {
            match self
                .send_signed("POST", "account/ways", change, signer)
                .and_then(|mut answer| read_json::<Slots>(&mut answer))
            {
                Err(problem) if problem.code == "network" && tries < TRIES => tries += 1,
                other => return other.map(|answer| answer.slots),
            }
        }
    }

    pub(in crate::client) fn name_session(&self, sealed: Bytes) -> Result<(), Problem> {
        self.send_only("PUT", "session/name", &SessionName { sealed })
    }

    pub(in crate::client) fn deletion(&self) -> Result<Deletion, Problem> {
        self.get_json("account/deletion")
    }

    pub(in crate::client) fn ask_deletion(&self, signer: Signer<'_>) -> Result<Deletion, Problem> {
        read_json(&mut self.send(self.signed("POST", "account/deletion", &[], signer), ())?)
    }

    pub(in crate::client) fn cancel_deletion(&self) -> Result<(), Problem> {
        self.delete("account/deletion")
    }

    pub(in crate::client) fn second_step(&self) -> Result<SecondStep, Problem> {
        self.get_json("account/second-step")
    }

    pub(in crate::client) fn begin_second_step(&self, signer: Signer<'_>) -> Result<SecondStepBegun, Problem> {
        read_json(&mut self.send(self.signed("POST", "account/second-step", &[], signer), ())?)
    }

    pub(in crate::client) fn confirm_second_step(&self, code: &str, signer: Signer<'_>) -> Result<(), Problem> {
        self.send_signed("PUT", "account/second-step", &SecondStepCode { code }, signer).map(drop)
    }

    pub(in crate::client) fn end_second_step(&self, code: &str, signer: Signer<'_>) -> Result<(), Problem> {
        self.send_signed("DELETE", "account/second-step", &SecondStepCode { code }, signer).map(drop)
    }

    fn send_only(&self, method: &str, path: &str, body: &impl Serialize) -> Result<(), Problem> {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request, json(body)?.as_slice()).map(drop)
    }
}
