use crate::{
    client::{
        account::card::CardKeys,
        document::key::{NodeEpoch, inbox_identity, seal_node_key},
        hazmat::Key,
        vault::draft::{Draft, salt},
    },
    protocol::{
        Refusal,
        act::{Act, Body, FirstAct, Header, Rotate},
        bytes::Hash,
        card::CardChain,
        log::Locker,
    },
};

/// Acts 0 and 1 of a locker.
pub(super) fn first_acts(chain: &CardChain, keys: &CardKeys, root: &Key, now: u64) -> Result<Vec<Act>, Refusal> {
    let key = Key::generate();
    let inbox = inbox_identity(&key, 1).to_recipient().to_string();
    let header = Header {
        locker: None,
        seq: 0,
        prev: None,
        chain: None,
        author: chain.account(),
        card: chain.newest().hash,
        time: now,
        body: Hash([0; 32]),
    };
    let body = Body::Locker(FirstAct { salt: salt(), inbox: inbox.clone() });
    let first = Act::sign(header, body, Vec::new(), &keys.signing);
    let locker = Locker::begin(&first, chain)?;
    let place = NodeEpoch { locker: locker.id, node: locker.id.as_node(), epoch: 1 };
    let mut draft = Draft::new(locker, chain, &keys.signing, now);
    draft.push(Body::Rotate(Rotate {
        salt: salt(),
        node: place.node,
        epoch: 1,
        under: None,
        key: seal_node_key(root, place, &key).into(),
        prior: None,
        inbox: Some(inbox),
        boxes: Vec::new(),
        sealed: None,
    }))?;
    Ok(std::iter::once(first).chain(draft.into_acts()).collect())
}
