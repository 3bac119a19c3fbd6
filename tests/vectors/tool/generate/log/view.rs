//! `view`: what a grantee is served of one grant, and each way to spoil it.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{Act, Body, Document, Grant, Put, Right},
        id::NodeId,
        log::{ListedAct, lent_list},
    },
};
use serde_json::{Value, json};

use super::builder::{Log, frames};
use crate::generate::{Scenarios, envelope::accepted, with};

/// A grant and what followed it.
struct Loan {
    log: Log,
    grant: Grant,
    act: usize,
    living: Vec<ListedAct>,
    tail: Vec<Act>,
}

impl Loan {
    /// Two folders, a document in each; then the grant; then acts on both, of which `reached` are served.
    fn of(choose: impl Fn(&Log, [NodeId; 2], [NodeId; 2]) -> NodeId, reached: impl Fn(&Loan, &Act) -> bool) -> Self {
        let mut log = Log::begin_among(3);
        let locker = log.id().as_node();
        let (folder, other) = (log.add_folder(false), log.add_folder(false));
        let private = log.add_folder(true);
        let (document, second) = (log.add_document(folder), log.add_document(folder));
        log.add_document(other);
        log.give(folder, 1, Right::Manage);
        let node = choose(&log, [folder, other], [document, second]);
        let living = lent_list(log.state(), node);
        let grant = log.new_grant(node, 0, Right::Read);
        let act = log.acts.len();
        log.push(Body::Grant(grant.clone()));
        let next = log.next_document(document);
        log.push(Body::Put(Put::Document(next)));
        let beside = log.next_document(second);
        log.push(Body::Put(Put::Document(beside)));
        log.rotate(other);
        log.rotate(folder);
        log.rotate(private);
        let newer = log.next_document(document);
        log.push(Body::Put(Put::Document(newer)));
        log.move_document(second, other);
        log.add_document(other);
        log.move_document(second, folder);
        let named = log.next_folder(folder);
        log.push(Body::Put(Put::Folder(named)));
        let made = log.new_folder(false);
        log.push(Body::Put(Put::NewFolder(made)));
        let by_other = log.next_document(document);
        log.push_by(1, Body::Put(Put::Document(by_other)));
        let seen = log.seen(locker);
        log.push(Body::Seen(seen));
        let mut loan = Self { log, grant, act, living, tail: Vec::new() };
        let plain = loan.log.plain();
        loan.tail = plain[act..].iter().filter(|later| reached(&loan, later)).cloned().collect();
        loan
    }

    fn document() -> Self {
        Self::of(|_, _, [document, _]| document, |loan, act| act.body.as_ref().unwrap().node() == Some(loan.grant.node))
    }

    fn folder() -> Self {
        Self::of(
            |_, [folder, _], _| folder,
            |loan, act| match act.body.as_ref().unwrap() {
                Body::Put(Put::Document(put)) => put.parent == loan.grant.node,
                Body::Leave(leave) => leave.parent == loan.grant.node,
                body => body.node() == Some(loan.grant.node),
            },
        )
    }

    fn locker() -> Self {
        Self::of(
            |log, _, _| log.id().as_node(),
            |loan, act| {
                matches!(act.body, Some(Body::Put(_) | Body::Leave(_) | Body::Rotate(_)))
                    || act.hash == loan.log.acts[loan.act].hash
            },
        )
    }

    fn served(&self) -> Vec<Act> {
        let plain = self.log.plain();
        let living = self.living.iter().map(|listed| plain[usize::try_from(listed.0).unwrap()].clone());
        living.chain(self.tail.iter().cloned()).collect()
    }

    fn input(&self, acts: &[Act]) -> Value {
        let whole = self.log.input(&[]);
        let mut lent = json!({
            "locker": self.log.id().to_string(), "node": self.grant.node.to_string(), "epoch": self.grant.epoch,
            "grant": self.grant.grant.to_string(), "living": self.living,
        });
        if let Some(turn) = self.grant.turn {
            lent["turn"] = turn.into();
        }
        json!({
            "locker": whole["locker"], "holder": whole["holder"], "cards": whole["cards"], "others": whole["others"],
            "grantee": self.grant.grantee.to_string(), "grant": frames(&self.log.plain()[self.act..=self.act]),
            "file": armoire::protocol::bytes::encode(b"box"), "lent": lent, "acts": frames(acts),
        })
    }
}

pub fn add(scenarios: &mut Scenarios) {
    let loans = [("document", Loan::document()), ("folder", Loan::folder()), ("locker", Loan::locker())];
    for (name, loan) in &loans {
        accept(scenarios, loan, name, "What was lent, and what became of it.", &loan.served());
        add_spoilt(scenarios, name, loan);
    }
    let [(_, document), (_, folder), (_, locker)] = &loans;
    add_boxes(scenarios, folder);
    add_files(scenarios);
    let mut refused = |loan: &Loan, name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("view/{name}"), about, &loan.input(acts), error);
    };
    let without = |loan: &Loan, place: usize| {
        let mut acts = loan.served();
        acts.remove(loan.living.len() + place);
        acts
    };
    // After the grant itself.
    refused(document, "document-left-out", "A version of a document left out.", &without(document, 1), "base");
    refused(folder, "folder-left-out", "An act of a folder left out.", &without(folder, 1), "chain");
    refused(folder, "folder-rotation-left-out", "A folder's rotation left out.", &without(folder, 3), "epoch");
    refused(locker, "locker-left-out", "An act of a folder of the locker left out.", &without(locker, 1), "chain");
    refused(locker, "locker-rotation-left-out", "A rotation left out.", &without(locker, 3), "chain");
    let private =
        locker.tail.iter().position(|act| matches!(&act.body, Some(Body::Rotate(rotate)) if rotate.under.is_none()));
    let about = "A private folder's rotation left out: the stream of keys leads through it.";
    refused(locker, "locker-private-left-out", about, &without(locker, private.unwrap()), "chain");
    let foreign = |loan: &Loan, act: &Act| {
        let mut acts = loan.served();
        let place = acts.iter().position(|other| other.header.seq > act.header.seq).unwrap_or(acts.len());
        acts.insert(place, act.clone());
        acts
    };
    let plain = |loan: &Loan, seq: usize| loan.log.plain()[loan.act + seq].clone();
    refused(document, "document-foreign", "Another document's act.", &foreign(document, &plain(document, 2)), "node");
    refused(folder, "folder-foreign", "Another folder's rotation.", &foreign(folder, &plain(folder, 3)), "node");
    let about = "What vouches for the whole locker.";
    refused(locker, "locker-foreign", about, &foreign(locker, locker.log.plain().last().unwrap()), "node");
    let mut log_after = Loan::folder();
    let other = log_after.log.give(log_after.grant.node, 2, Right::Read);
    let revoked = log_after.log.act(Log::revocation(other));
    let mut acts = log_after.served();
    acts.push(revoked);
    refused(&log_after, "revoke-of-another", "Another grant, revoked.", &acts, "grant");
    let own = log_after.log.act(Log::revocation(log_after.grant.grant));
    *acts.last_mut().unwrap() = own;
    accept(scenarios, &log_after, "revoked", "The grant, revoked.", &acts);
}

/// The grantee's own file beside a new key.
fn add_files(scenarios: &mut Scenarios) {
    let loan = Loan::folder();
    let rotation = loan.log.act(Body::Rotate(loan.log.boxed(loan.grant.node, &[loan.grant.grant])));
    let with_file = |act: &Act, file: &[u8]| {
        let mut acts = loan.served();
        acts.push(Act { beside: file.to_vec(), ..act.clone() });
        acts
    };
    let own = loan.grant.grant.0;
    accept(scenarios, &loan, "file", "A new key, and the grantee's own file beside it.", &with_file(&rotation, &own));
    accept(scenarios, &loan, "file-absent", "A new key, and nothing beside it.", &with_file(&rotation, &[]));
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("view/{name}"), about, &loan.input(acts), error);
    };
    refused("file-other", "Another file than is named.", &with_file(&rotation, b"other"), "box");
    let joined = armoire::protocol::act::join_files([own.as_slice()]);
    refused("file-with-length", "The file after its length.", &with_file(&rotation, &joined), "box");
    refused("file-65537", "A file of 64 KiB and a byte.", &with_file(&rotation, &vec![0; 65_537]), "too_large");
    let bare = loan.log.act(Body::Rotate(loan.log.rotation(loan.grant.node)));
    refused("file-unnamed", "A file where none is named.", &with_file(&bare, &own), "malformed");
    let others = loan.log.state().grants.keys().find(|id| **id != loan.grant.grant).copied().unwrap();
    let for_other = loan.log.act(Body::Rotate(loan.log.boxed(loan.grant.node, &[others])));
    refused("file-of-another", "Somebody else's file.", &with_file(&for_other, &others.0), "malformed");
}

/// Refused for any scope.
fn add_spoilt(scenarios: &mut Scenarios, name: &str, loan: &Loan) {
    let good = loan.served();
    let mut refused = |what: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("view/{name}-{what}"), about, &loan.input(acts), error);
    };
    let tail = loan.living.len() + 1;
    let mut altered = good.clone();
    altered[tail].signature[5] ^= 1;
    refused("signature", "One bit of a signature.", &altered, "signature");
    let mut cut = good.clone();
    cut.remove(0);
    refused("living-left-out", "An act that the box names left out.", &cut, "list");
    let mut twice = good.clone();
    twice.insert(tail, good[tail].clone());
    refused("twice", "An act twice.", &twice, "seq");
    let mut empty = good.clone();
    (empty[tail].body, empty[tail].body_bytes) = (None, None);
    let last = empty[..=tail].to_vec();
    refused("body-missing", "A body is gone, and no purge says so.", &last, "body_missing");
    let mut unknown = loan.input(&good);
    unknown["others"] = json!([]);
    scenarios.refused(&format!("view/{name}-cards-unknown"), "The cards of an author aren't known.", &unknown, "card");
}

/// The grant, its box, and what the box says.
fn add_boxes(scenarios: &mut Scenarios, loan: &Loan) {
    let input = loan.input(&loan.served());
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("view/{name}"), about, input, error);
    };
    let said = |key: &str, value: Value| with(&input, "lent", with(&input["lent"], key, value));
    let node = NodeId(random::bytes()).to_string();
    refused("box-node", "A box for another node.", &said("node", node.clone().into()), "grant");
    refused("box-epoch", "A box of another epoch.", &said("epoch", 7.into()), "grant");
    refused("box-grant", "A box of another grant.", &said("grant", "AAAAAAAAAAAAAAAAAAAAAA".into()), "grant");
    refused("box-locker", "A box for another locker.", &said("locker", node.into()), "locker");
    let turned = {
        let mut turned = input.clone();
        turned["lent"]["turn"] = 0.into();
        turned
    };
    refused("box-turn", "A folder's box with a turn.", &turned, "grant");
    let mut exchanged = input["lent"]["living"].clone();
    exchanged.as_array_mut().unwrap().swap(0, 1);
    refused("box-list", "Two acts exchanged in the box's list.", &said("living", exchanged), "list");
    refused("box-other", "Another file than the grant names.", &with(&input, "file", "AAAA"), "box");
    let other = loan.log.others[1].account.to_string();
    refused("not-to-me", "A grant to somebody else.", &with(&input, "grantee", other), "grant");
    let plain = loan.log.plain();
    let not_a_grant = frames(&plain[loan.act + 1..=loan.act + 1]);
    refused("not-a-grant", "Another act than a grant.", &with(&input, "grant", not_a_grant), "kind");
    let mut altered = plain[loan.act].clone();
    altered.signature[1] ^= 1;
    refused(
        "grant-signature",
        "One bit of the grant's signature.",
        &with(&input, "grant", frames(&[altered])),
        "signature",
    );
    let stranger = Document { base: None, ..loan.log.new_document(loan.grant.node) };
    let mut acts = loan.served();
    let mut by_stranger = loan.log.act_by(2, Body::Put(Put::Document(stranger)));
    by_stranger.signature[0] ^= 1;
    acts.push(by_stranger);
    refused("stranger-signature", "An act at the end with a bad signature.", &loan.input(&acts), "signature");
}

fn accept(scenarios: &mut Scenarios, loan: &Loan, name: &str, about: &str, acts: &[Act]) {
    let input = loan.input(acts);
    let ok = accepted("view", &input).unwrap_or_else(|| panic!("view/{name} is refused"));
    scenarios.ok(&format!("view/{name}"), about, &input, ok);
}
