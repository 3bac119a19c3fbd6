//! A device with a PIN, and a passkey, as far as the server can tell.

use armoire::{
    protocol::{
        bytes::{Hash, encode},
        id::SlotId,
    },
    server::pins,
};
use serde_json::{Value, json};

use super::{Answer, Person, World, random, request::Call, sealed};

/// A device on which somebody has set a PIN, or a passkey of somebody's.
pub struct Way {
    /// Its slot.
    pub id: SlotId,
    /// `device` or `passkey`.
    pub kind: &'static str,
    /// What leads to it.
    pub find: String,
    /// What proves the PIN, or the passkey.
    pub proof: Vec<u8>,
    /// Of a device, as the server gave it.
    pub nonce: Option<Value>,
    /// The same.
    pub pepper: Option<Value>,
    sealed: Value,
}

impl Way {
    /// A device that has asked for a pepper and whose slot isn't up yet.
    pub async fn device(world: &World, token: &str) -> Self {
        let pepper = world.call("POST", "/account/pepper").bearer(token).send().await.expect(200).json();
        let (nonce, pepper) = (Some(pepper["nonce"].clone()), Some(pepper["pepper"].clone()));
        Self { nonce, pepper, ..Self::passkey("device") }
    }

    /// A passkey whose slot isn't up yet; or another kind of way.
    pub fn passkey(kind: &'static str) -> Self {
        let (find, proof) = (encode(&random::<32>()), random::<32>().to_vec());
        Self { id: SlotId(random()), kind, find, proof, nonce: None, pepper: None, sealed: json!(sealed(32)) }
    }

    /// A device whose slot is up.
    pub async fn enrolled(world: &World, person: &Person) -> Self {
        let device = Self::device(world, &person.token).await;
        change(world, person, &person.token, &[device.slot()], &[]).await.expect(200);
        device
    }

    /// What goes up.
    pub fn slot(&self) -> Value {
        let mut slot = json!({"id": self.id, "kind": self.kind, "find": self.find, "verifier": Hash::of(&self.proof), "sealed": self.sealed});
        if let Some(nonce) = &self.nonce {
            slot["nonce"] = nonce.clone();
        }
        slot
    }

    /// What signs in.
    pub fn request(&self, proof: &[u8]) -> Value {
        json!({"kind": self.kind, "find": self.find, "auth": encode(proof)})
    }

    /// Signs in with what is right.
    pub async fn sign_in(&self, world: &World) -> Answer {
        self.send(world.call("POST", "/session"), &self.proof).await
    }

    /// Tries something wrong; gives how many tries are left.
    pub async fn try_wrong(&self, world: &World) -> u64 {
        let problem = self.send(world.call("POST", "/session"), &random::<32>()).await;
        problem.expect_problem(401, "sign_in_refused")["left"].as_u64().expect("tries that are left")
    }

    /// Sends a proof by a call to `POST /session`.
    pub async fn send(&self, call: Call, proof: &[u8]) -> Answer {
        call.json(&self.request(proof)).send().await
    }

    /// By which the store of PINs knows it.
    pub fn pin(&self, person: &Person) -> pins::Device {
        pins::Device { account: person.cards.account(), slot: self.id }
    }
}

/// `POST /account/ways`, in any session of the person.
pub async fn change(world: &World, person: &Person, token: &str, add: &[Value], remove: &[SlotId]) -> Answer {
    let request = json!({"add": add, "remove": remove});
    world.call("POST", "/account/ways").bearer(token).json(&request).signed(person).send().await
}
