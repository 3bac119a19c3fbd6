//! One long history by several people, on a server that dies and is restored from backups now and then. What anybody tries is held against the
//! oracle at every act (`society.rs`); here: that a server's death loses nothing that was answered, that a device which knows more than a
//! restored server heals it, whoever has signed what was lost, or else finds out and the holder signs what is gone; and that all views of
//! the log agree, now and then.

use std::collections::BTreeMap;

use armoire::protocol::{
    Refusal,
    act::{Act, Body, Right},
    log::{Aside, Lent, LogReader, Place, Signatures, View, read_list},
};
use rand::RngExt as _;

use crate::{
    seed,
    society::{Backup, Society},
    view::{is_served, with_own_file},
};

/// Accepted acts, unless `ARMOIRE_ACTS` says how many.
const ACTS: u64 = 3000;
/// Acts between two looks by a few grantees, and by devices that read everything.
const LOOK: u64 = 250;
const READ: u64 = 1000;
/// Grantees who look at a time.
const GRANTEES: usize = 12;

/// What comes in every history.
const DUE: [&str; 9] =
    ["death before", "death after", "healed", "healed others' acts", "altered", "fork", "view", "view over", "cold"];

struct Long {
    society: Society,
    backup: Backup,
    /// A device of the holder, which keeps up.
    pinned: LogReader,
    taken: u64,
    /// How often what happened.
    seen: BTreeMap<&'static str, u64>,
}

#[test]
fn whatever_several_people_do_while_the_server_dies_and_comes_back_all_views_agree() {
    let acts = std::env::var("ARMOIRE_ACTS").ok().and_then(|text| text.parse().ok()).unwrap_or(ACTS);
    let (_, random) = seed::run("long", 1).next().expect("one");
    println!("long: {acts} acts");
    let mut long = Long::begin(random);
    // What is rare may not have come by then: the history goes on until it has, or is four times as long.
    while long.taken < acts || long.taken < 4 * acts && !long.missing().is_empty() {
        long.go_on();
    }
    long.read_everything();
    println!("long: {} acts taken, {} in the log: {:?}", long.taken, long.society.acts.len(), long.seen);
    assert!(long.missing().is_empty(), "never came: {:?}", long.missing());
}

impl Long {
    fn begin(random: rand_chacha::ChaCha8Rng) -> Self {
        let mut society = Society::begin(random);
        // Something for everybody to do.
        society.grant_to(0, society.locker.id.as_node(), 1, Right::Manage);
        let backup = society.backup();
        let pinned = open(&society, &society.served());
        Self { taken: society.acts.len() as u64, society, backup, pinned, seen: BTreeMap::new() }
    }

    fn missing(&self) -> Vec<&str> {
        DUE.into_iter().filter(|kind| !self.seen.contains_key(kind)).collect()
    }

    fn go_on(&mut self) {
        let before = self.society.acts.len();
        match self.society.random.random_range(0..100) {
            0..3 => self.die_before(),
            3..6 => self.die_after(),
            6..8 => self.backup = self.society.backup(),
            8 if self.society.chance(35) => self.lose(),
            _ => self.society.step(),
        }
        let new = (self.society.acts.len().saturating_sub(before)) as u64;
        let (from, to) = (self.taken, self.taken + new);
        self.taken = to;
        // Who has new keys and words makes sure of them: what a restored server does to a change of account is no matter of the log.
        let first_new = self.society.acts.len().min(before);
        if self.society.acts[first_new..].iter().any(|act| matches!(act.body, Some(Body::Card(_)))) {
            self.backup = self.society.backup();
        }
        self.keep_up();
        if from / LOOK != to / LOOK {
            self.look();
        }
        if from / READ != to / READ {
            self.read_everything();
        }
    }

    /// The holder's device reads what is new, as it is served.
    fn keep_up(&mut self) {
        let next = usize::try_from(self.pinned.locker().head.seq).expect("small") + 1;
        if next >= self.society.acts.len() {
            return;
        }
        for person in &self.society.people {
            let newest = person.cards.newest().hash;
            if self.pinned.chains().of(person.account).is_none_or(|known| known.newest().hash != newest) {
                self.pinned.add_cards(person.cards.clone()).expect("a continuation");
            }
        }
        let new: Vec<Act> = without_files(&self.society.acts[next..]);
        self.pinned.extend(&new, Signatures::Each).expect("what the rules took");
    }

    /// The server dies before anything of an append is kept: nobody was answered, and everybody tries something else.
    fn die_before(&mut self) {
        let (backup, head) = (self.society.backup(), self.society.locker.head);
        self.society.step();
        let lost = self.society.restore(backup);
        assert_eq!(self.society.locker.head, head);
        self.count("death before", u64::from(!lost.is_empty()));
        // The same acts, signed before, are good still.
        for act in lost {
            assert_eq!(self.society.take(act), None);
        }
    }

    /// It dies after an append was kept and before that was answered: sent again, the acts are found, and taken no second time.
    fn die_after(&mut self) {
        let before = self.society.acts.len();
        self.society.step();
        for act in &self.society.acts[before..] {
            let mut again = self.society.locker.clone();
            let refused = again.apply(act, &self.society.chains, &mut Aside::default());
            assert!(refused.is_err(), "{act:?} twice");
            let there = self.society.acts.iter().filter(|kept| kept.hash == act.hash).count();
            assert_eq!(there, 1);
            *self.seen.entry("death after").or_default() += 1;
        }
    }

    /// The server is restored from its backup. The holder's device comes first and heals it, or somebody else writes before that.
    fn lose(&mut self) {
        let (before, pin) = (self.society.settled(), self.society.locker.head);
        let backup = std::mem::replace(&mut self.backup, self.society.backup());
        let lost = self.society.restore(backup);
        // A device that has seen what was lost knows it, whatever else the holder has signed to be lost.
        let served = self.society.served();
        let shown = open(&self.society, &served).check_pin(&served, pin);
        if lost.is_empty() {
            assert_eq!(shown, Ok(()));
        } else {
            assert_eq!(shown, Err(Refusal::RolledBack));
            if self.society.chance(70) { self.heal(&lost, &before) } else { self.fork(&lost, pin) }
        }
        self.backup = self.society.backup();
    }

    /// The same acts, in their places, whoever signed them; then the holder's own word, of now.
    fn heal(&mut self, lost: &[Act], before: &armoire::protocol::log::Locker) {
        self.refuse_altered(lost);
        for act in lost {
            assert_eq!(self.society.take(act.clone()), None, "what was taken once is taken again");
        }
        assert_eq!(&self.society.settled(), before, "nothing is lost");
        self.society.vouch();
        let others: std::collections::BTreeSet<_> = lost.iter().map(|act| act.header.author).collect();
        self.count("healed", 1);
        self.count("healed others' acts", u64::from(others.len() > 2));
    }

    /// Who heals a server can't change a word of what was signed.
    fn refuse_altered(&mut self, lost: &[Act]) {
        let place = self.society.random.random_range(0..lost.len());
        let mut altered = without_files(lost);
        if self.society.chance(50) {
            altered[place].signature[9] ^= 1;
        } else {
            altered.swap_remove(place);
            altered.truncate(place + 1);
        }
        let offered = altered.len() > place;
        let known = self.society.served();
        let mut reader = open(&self.society, &known);
        let taken = reader.extend(&altered, Signatures::Each);
        if offered {
            assert!(taken.is_err(), "altered at {place} of {}", lost.len());
            self.count("altered", 1);
        }
    }

    /// Somebody wrote on what was restored: what was lost fits no more, and the holder signs that it is gone.
    fn fork(&mut self, lost: &[Act], pin: Place) {
        let before = self.society.acts.len();
        while self.society.acts.len() == before {
            self.society.step();
        }
        let offered = self.society.locker.clone().apply(&lost[0], &self.society.chains, &mut Aside::default());
        assert!(offered.is_err(), "another history");
        let served = self.society.served();
        let anew = open(&self.society, &served);
        let told = anew.check_pin(&served, pin);
        assert!(matches!(told, Err(Refusal::RolledBack | Refusal::Fork)), "{told:?}");
        // They wrote past where it had been, and the holder has said of nothing thereabouts that it is lost: the device that knew the first
        // history refuses the second. What has happened is read by another.
        if told == Err(Refusal::Fork) {
            assert!(self.society.locker.head.seq >= pin.seq);
            self.pinned = anew;
            self.count("fork for good", 1);
            return;
        }
        self.society.gap(pin);
        let served = self.society.served();
        self.pinned = open(&self.society, &served);
        assert_eq!(self.pinned.check_pin(&served, pin), Ok(()));
        self.count("fork", 1);
    }

    /// Some grantees look at what they were lent: it is what the log says, and nothing else. Who has nothing any more is served nothing, and
    /// what is written since is under keys that they weren't given: the oracle says so at every act.
    fn look(&mut self) {
        let all = self.society.served();
        let after = self.society.settled();
        let given: Vec<u64> = self.society.lent.keys().copied().collect();
        let not_over: Vec<u64> = after.grants.values().map(|state| state.act.seq).collect();
        for _ in 0..GRANTEES {
            let from = if not_over.is_empty() || self.society.chance(20) { &given } else { &not_over };
            let seq = from[self.society.random.random_range(0..from.len())];
            let at = |seq: u64| all[usize::try_from(seq).expect("small")].clone();
            let act = &self.society.acts[usize::try_from(seq).expect("small")];
            let Some(Body::Grant(grant)) = &act.body else { panic!("a grant") };
            if after.grants.get(&grant.grant).is_none_or(|state| state.act.seq != seq) {
                *self.seen.entry("view over").or_default() += 1;
                continue;
            }
            let living = self.society.lent[&seq].clone();
            let mut served: Vec<Act> = living.iter().map(|listed| at(listed.0)).collect();
            let since = &self.society.acts[usize::try_from(seq).expect("small")..];
            let reached = since.iter().filter(|later| later.hash == act.hash || is_served(&self.society, grant, later));
            served.extend(reached.map(|later| with_own_file(at(later.header.seq), grant)));
            let (locker, node) = (self.society.locker.id, grant.node);
            let lent = Lent { locker, node, epoch: grant.epoch, turn: grant.turn, grant: grant.grant, living };
            let file = (&lent, grant.salt.0.as_slice());
            let view = View::open(act, grant.grantee, file, &served, self.society.chains.clone())
                .unwrap_or_else(|refusal| panic!("grant {seq}: {refusal}"));
            let whole = node == locker.as_node();
            let shown = |folder| after.folders.get(&folder).is_some_and(|folder| !folder.private);
            let mut documents = after.documents.clone();
            documents.retain(|id, document| match grant.parent {
                Some(_) => *id == node,
                None => document.folder == node || whole && shown(document.folder),
            });
            assert_eq!(view.state().documents, documents, "grant {seq}");
            *self.seen.entry("view").or_default() += 1;
        }
    }

    /// Who reads all of it, from the beginning or from the newest checkpoint, comes to what the server has and the device that kept up.
    fn read_everything(&mut self) {
        self.society.checkpoint(0);
        self.keep_up();
        let (served, settled) = (self.society.served(), self.society.settled());
        assert_eq!(open(&self.society, &served).locker(), &settled, "read whole");
        assert_eq!(self.pinned.locker(), &settled, "kept up");
        let newest = served.iter().rposition(|act| matches!(act.body, Some(Body::Checkpoint(_))));
        if let Some(place) = newest {
            let list = read_list(&served[place].beside).expect("a good list");
            let living = list.iter().map(|listed| served[usize::try_from(listed.0).expect("small")].clone());
            let mut acts = vec![served[place].clone()];
            acts.extend(living);
            if acts.iter().all(|act| act.body.is_some()) {
                acts.extend_from_slice(&served[place + 1..]);
                assert_eq!(open(&self.society, &acts).locker(), &settled, "read from the checkpoint");
                self.count("cold", 1);
            }
        }
    }

    fn count(&mut self, what: &'static str, times: u64) {
        if times > 0 {
            *self.seen.entry(what).or_default() += times;
        }
    }
}

fn open(society: &Society, served: &[Act]) -> LogReader {
    LogReader::open(society.locker.id, served, society.chains.clone(), Signatures::Newest).expect("what the rules took")
}

/// As acts are served: with nothing beside but a checkpoint's list.
fn without_files(acts: &[Act]) -> Vec<Act> {
    let strip = |act: &Act| match &act.body {
        Some(Body::Checkpoint(_)) => act.clone(),
        _ => Act { beside: Vec::new(), ..act.clone() },
    };
    acts.iter().map(strip).collect()
}
