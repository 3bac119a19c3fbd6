use std::collections::BTreeMap;

use armoire::{
    client::{
        account::Keyring,
        api::types::CardJson,
        document::{
            DocumentLabel,
            key::{NodeEpoch, document_key, inbox_identity, open_node_key},
            label::LabelPlace,
        },
        hazmat::{Identity, Key},
        vault::Vault,
    },
    protocol::{
        act::{Act, Body, Header, Put, Seen, read_frames},
        bytes::{Hash, decode},
        card::{CardChain, SignedCard},
        id::{AccountId, LockerId, NodeId},
        log::{LogReader, Place, Signatures},
    },
};

/// A vault's secrets, taken out of what a device keeps.
pub struct Opened {
    pub account: AccountId,
    pub account_key: Key,
    pub keyring: Keyring,
    pub cards: CardChain,
    pub acts: Vec<Act>,
}

impl Opened {
    pub fn of(vault: &Vault) -> Self {
        let saved = vault.saved_state();
        let (json, log) = saved.expose_secret_parts().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let bytes = |value: &serde_json::Value| decode(value.as_str().unwrap()).unwrap();
        let account_key = Key::from_slice(&bytes(&json["account_key"])).unwrap();
        let stored = &json["keyring"];
        let version = stored["version"].as_u64().unwrap();
        let keyring =
            Keyring::open(&account_key, vault.account(), version, version, &bytes(&stored["sealed"])).unwrap();
        let account = vault.account();
        let cards: Vec<CardJson> = serde_json::from_value(json["cards"].clone()).unwrap();
        let cards: Vec<SignedCard> = cards.into_iter().map(|card| card.try_into().unwrap()).collect();
        let cards = CardChain::verify(account, &cards).unwrap();
        Self { account, account_key, keyring, cards, acts: read_frames(log, usize::MAX).unwrap() }
    }

    pub fn locker(&self) -> LockerId {
        self.keyring.lockers[0].locker
    }

    /// Hashes of all acts, in order.
    pub fn hashes(&self) -> Vec<Hash> {
        self.acts.iter().map(|act| act.hash).collect()
    }

    /// So many acts after the newest, signed by hand: each vouches for the one before it.
    pub fn sign_seen(&self, count: usize, time: u64) -> Vec<Act> {
        let reader = LogReader::open(self.locker(), &self.acts, self.cards.clone(), Signatures::Newest).unwrap();
        let (mut head, mut people) = (reader.locker().head, reader.locker().people_stream);
        let mut acts = Vec::new();
        for _ in 0..count {
            let header = Header {
                locker: Some(self.locker()),
                seq: head.seq + 1,
                prev: Some(head.hash),
                chain: Some(people.hash),
                author: self.account,
                card: self.cards.newest().hash,
                time,
                body: Hash([0; 32]),
            };
            let node = self.locker().as_node();
            let seen = Seen { salt: vec![7; 16].into(), node, seq: head.seq, hash: head.hash };
            let act = Act::sign(header, Body::Seen(seen), Vec::new(), &self.keyring.keys.signing);
            head = Place { seq: act.header.seq, hash: act.hash };
            people = head;
            acts.push(act);
        }
        acts
    }

    /// Keys of the locker, of its folders and documents, of all epochs that this root opens; and each identity of a label and of the
    /// inbox.
    pub fn keys(&self) -> (Vec<Key>, Vec<Identity>) {
        let root = &self.keyring.lockers[0].root;
        let locker = self.keyring.lockers[0].locker;
        let (mut keys, mut identities) = (BTreeMap::<(NodeId, u64), Key>::new(), Vec::new());
        let mut documents = Vec::new();
        for body in self.acts.iter().filter_map(|act| act.body.as_ref()) {
            match body {
                Body::Rotate(rotate) => {
                    let place = NodeEpoch { locker, node: rotate.node, epoch: rotate.epoch };
                    let parent = rotate.under.and_then(|under| keys.get(&(locker.as_node(), under))).unwrap_or(root);
                    // One under an earlier root is of an earlier account key.
                    if let Ok(key) = open_node_key(parent, place, &rotate.key.0) {
                        identities.extend(rotate.inbox.is_some().then(|| inbox_identity(&key, rotate.epoch)));
                        keys.insert((rotate.node, rotate.epoch), key);
                    }
                }
                Body::Put(Put::NewFolder(folder)) => {
                    let place = NodeEpoch { locker, node: folder.node, epoch: folder.epoch };
                    let parent = folder.under.and_then(|under| keys.get(&(locker.as_node(), under))).unwrap_or(root);
                    if let Ok(key) = open_node_key(parent, place, &folder.key.0) {
                        keys.insert((folder.node, folder.epoch), key);
                    }
                }
                Body::Put(Put::Document(put)) => {
                    let Some(folder) = keys.get(&(put.parent, put.epoch)) else { continue };
                    let key = document_key(folder, put.node, put.epoch, put.turn);
                    let place = LabelPlace { locker, node: put.node, version: put.version };
                    identities.push(DocumentLabel::open(&key, place, &put.label.0).unwrap().payload);
                    documents.push(key);
                }
                _ => {}
            }
        }
        (keys.into_values().chain(documents).collect(), identities)
    }
}
