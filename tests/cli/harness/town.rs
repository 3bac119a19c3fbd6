//! Nadia, and people whom she has met, all on one server.

use armoire::protocol::act::{Act, Body, Put, read_frames};

use super::{Device, Outcome, Person, Server, Stores};

pub struct Town {
    pub server: Server,
    pub nadia: Person,
    pub luc: Person,
    pub yusuf: Person,
}

impl Town {
    /// Luc and Yusuf don't know each other.
    pub fn new() -> Self {
        Self::on(Stores::Beside)
    }

    /// The same, with what their server has kept there.
    pub fn on(stores: Stores) -> Self {
        let server = Server::on(stores);
        let person = |handle| Person::called(server.address(), handle);
        let town = Self { nadia: person("nadia4821"), luc: person("luc0001"), yusuf: person("yusuf1111"), server };
        meet((&town.nadia.device, "Nadia"), (&town.luc.device, "Luc"));
        meet((&town.nadia.device, "Nadia"), (&town.yusuf.device, "Yusuf"));
        town
    }

    /// Luc and Yusuf have met too.
    pub fn of_friends(stores: Stores) -> Self {
        let town = Self::on(stores);
        meet((&town.luc.device, "Luc"), (&town.yusuf.device, "Yusuf"));
        town
    }

    /// Somebody else, whom Nadia has met.
    pub fn newcomer(&self, handle: &str, name: &str) -> Person {
        let person = Person::called(self.server.address(), handle);
        meet((&self.nadia.device, "Nadia"), (&person.device, name));
        person
    }

    /// Nadia lends something for an hour.
    #[track_caller]
    pub fn lend(&self, what: &str, to: &str, right: &str) -> String {
        lend(&self.nadia.device, what, to, right, &[])
    }

    /// Adds a text to one of Nadia's folders; gives its id.
    #[track_caller]
    pub fn add(&self, name: &str, text: &str, folder: &str) -> String {
        let path = self.nadia.device.write(name, text);
        let added = self.nadia.device.run(["add".as_ref(), path.as_os_str(), "--folder".as_ref(), folder.as_ref()]);
        added.json()[0]["id"].as_str().unwrap().to_owned()
    }

    /// Acts of Nadia's locker, or on one of its nodes, as they are stored.
    pub fn acts(&self, node: Option<&str>) -> Vec<Act> {
        let told = self.nadia.device.run(["token"]).json();
        let uploads = told["tus"].as_str().unwrap().to_owned();
        let acts =
            uploads.replace("/uploads", "/acts") + &node.map_or("?from=0".to_owned(), |node| format!("?node={node}"));
        let bearer = format!("Bearer {}", told["token"].as_str().unwrap());
        let mut answer = ureq::get(acts).header("authorization", bearer).call().unwrap();
        read_frames(&answer.body_mut().read_to_vec().unwrap(), 1000).unwrap()
    }

    /// Epoch and turn of the key of a document's newest state.
    pub fn key_of(&self, document: &str) -> (u64, u64) {
        let acts = self.acts(Some(document));
        let mut keys = acts.iter().filter_map(|act| match &act.body {
            Some(Body::Put(Put::Document(put))) => Some((put.epoch, put.turn)),
            _ => None,
        });
        keys.next_back().unwrap()
    }
}

/// One invites, the other answers, face to face.
#[track_caller]
pub fn meet((host, name): (&Device, &str), (guest, called): (&Device, &str)) {
    let invitation = host.run(["invite", "--name", name]).json();
    guest.run(["join", invitation["invitation"].as_str().unwrap(), "--name", called, "--yes"]).json();
    host.run(["people"]).json();
}

/// Lends something for an hour, or half of one in another's locker; gives the grant.
#[track_caller]
pub fn lend(from: &Device, what: &str, to: &str, right: &str, more: &[&str]) -> String {
    // What is lent on ends before what it hangs on.
    let until = if more.is_empty() { "1h" } else { "30m" };
    let said = ["grant", what, "--to", to, "--right", right, "--until", until, "--purpose", "RSA file", "--yes"];
    from.run(said.iter().chain(more)).json()["grant"].as_str().unwrap().to_owned()
}

/// Names of what Nadia has lent to whoever uses this device, sorted.
#[track_caller]
pub fn lent(device: &Device) -> Vec<String> {
    let list = device.run(["list", "--locker", "Nadia"]).json();
    let mut names: Vec<String> =
        list.as_array().unwrap().iter().map(|paper| paper["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

pub fn read(device: &Device, id: &str) -> Outcome {
    device.read(["get", id, "--locker", "Nadia", "-o", "-"])
}

#[track_caller]
pub fn assert_reads(device: &Device, id: &str, text: &str) {
    let got = read(device, id);
    assert_eq!((got.code, got.stderr.as_str()), (0, ""));
    assert_eq!(String::from_utf8_lossy(&got.stdout), text);
}

#[track_caller]
pub fn assert_reads_nothing(device: &Device, id: &str) {
    let got = read(device, id);
    assert_eq!((got.code, got.stdout.len()), (4, 0), "{}", got.stderr);
    device.run(["list", "--locker", "Nadia"]).problem(4, "not_found");
    assert_eq!(device.run(["shared"]).json(), serde_json::json!([]));
}
