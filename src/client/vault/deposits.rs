//! Handing a document in to somebody else's locker, and answering what was handed in.

use std::{fs::File, io::Seek, path::Path};

use super::{
    Progress, Vault,
    append::{frames, is_refused, is_time},
    documents::{Target, new_label, put_accepting, root},
    draft::{Draft, salt},
    heads::{Told, check_tail},
    opens::Opens,
    people::other_keys,
    sync::fetch_cards,
    transfer::{Outgoing, disk, seal},
    views::not_found,
};
use crate::{
    client::{
        api::types::Tail,
        clock,
        document::{
            DocumentLabel, HandedIn, Note,
            asked::Handed,
            handed_in::{self, DepositPlace, Heads},
            key::inbox_identity,
        },
        hazmat::{Recipient, random},
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Deposit, Header, ObjectName, Purge, read_frames},
        age_header::RecipientType,
        bytes::Hash,
        card::CardChain,
        id::{AccountId, LockerId, NodeId},
        log::{DepositState, Locker},
        signing::{SignatureType, verify},
    },
};

/// How often a deposit is signed again after the locker's log went on.
const TRIES: usize = 20;

/// Something that waits to be accepted or refused.
#[derive(Clone, Debug)]
pub struct WaitingDeposit {
    /// The document that it becomes.
    pub id: NodeId,
    /// Who has signed it.
    pub author: AccountId,
    /// Them, if they are one of one's people.
    pub person: Option<Person>,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// What they call it.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// True size, bytes.
    pub size: u64,
    pub(super) act: Hash,
    pub(super) label: DocumentLabel,
    pub(super) objects: Vec<ObjectName>,
}

/// A paper, sealed, and the cards of whom it is for.
struct SealedPaper {
    chain: CardChain,
    outgoing: Outgoing,
    label: Box<DocumentLabel>,
}

/// Something that waits, opened.
pub(super) struct Opened {
    pub(super) id: NodeId,
    pub(super) state: DepositState,
    pub(super) what: HandedIn,
}

impl WaitingDeposit {
    /// The paper itself.
    pub(super) fn object(&self) -> Result<&ObjectName, Problem> {
        self.objects.first().ok_or_else(|| Problem::altered(Refusal::Objects))
    }
}

impl Vault {
    /// Hands a file in to somebody's locker, where it waits. Nothing of that locker is seen. That it was is kept: [`Vault::handed`].
    ///
    /// # Errors
    /// `no_locker` when they haven't said where; `card` when the server shows another inbox than its holder has signed; `empty`, `too_large`,
    /// `too_many_deposits`, the file's, the server's, `network`.
    pub fn hand_in(
        &mut self,
        person: &Person,
        path: &Path,
        (name, media_type): (&str, &str),
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        let mut paper = self.sealed_paper(person, path, (name, media_type), progress)?;
        self.send_paper(person, &mut paper, progress)?;
        let (node, to, label) = (NodeId(random::bytes()), person.account, &paper.label);
        let (name, media_type, size) = (label.name.clone(), label.media_type.clone(), label.size);
        let (time, unknown) = (label.added, serde_json::Map::new());
        let kept = Note::Handed(Handed { deposit: node, to, time, name, media_type, size, unknown });
        self.send_noted(&kept, |vault| vault.name_paper(person, node, &paper))?;
        Ok(node)
    }

    /// Hands in once more what isn't known to have arrived, from its note: at the same node, which that locker takes once. Whatever became of
    /// it there, it lies there once; where they have refused it, it waits again. It is sent only once its place is known to be free.
    ///
    /// # Errors
    /// As [`Vault::hand_in`].
    pub fn hand_in_again(
        &mut self,
        handed: &Handed,
        person: &Person,
        path: &Path,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let mut paper = self.sealed_paper(person, path, (&handed.name, &handed.media_type), progress)?;
        match self.name_paper(person, handed.deposit, &paper) {
            Err(problem) if problem.code == "object_gone" => {
                self.send_paper(person, &mut paper, progress)?;
                self.name_paper(person, handed.deposit, &paper)
            }
            other => other,
        }
    }

    /// Seals a paper for somebody.
    fn sealed_paper(
        &self,
        person: &Person,
        path: &Path,
        (name, media_type): (&str, &str),
        progress: &mut dyn Progress,
    ) -> Result<SealedPaper, Problem> {
        person.introduction.locker.ok_or_else(|| no_locker(person))?;
        let (_, chain) = fetch_cards(&self.api, person.account)?;
        person.newest_card(&chain).map_err(|_| other_keys(&person.introduction.name))?;
        let outgoing = seal(path, progress)?;
        let label = Box::new(new_label(name, media_type, &outgoing, clock::now()));
        Ok(SealedPaper { chain, outgoing, label })
    }

    /// Sends it to their locker, where nothing names it yet.
    fn send_paper(
        &self,
        person: &Person,
        SealedPaper { outgoing, .. }: &mut SealedPaper,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let locker = person.introduction.locker.ok_or_else(|| no_locker(person))?;
        outgoing.ciphertext.rewind().map_err(|error| disk(&error))?;
        self.api.put_deposit((locker, outgoing.id), &outgoing.object, &mut outgoing.ciphertext, progress)
    }

    /// Names it there, by the act that hands it in.
    fn name_paper(&mut self, person: &Person, node: NodeId, paper: &SealedPaper) -> Result<(), Problem> {
        let what = HandedIn::Paper(paper.label.clone());
        self.send(person, &paper.chain, (node, vec![paper.outgoing.name()]), &what)
    }

    /// Hands something in to somebody with these cards, as this node of their locker.
    ///
    /// # Errors
    /// As [`Vault::hand_in`].
    pub(super) fn send(
        &mut self,
        person: &Person,
        chain: &CardChain,
        (node, objects): (NodeId, Vec<ObjectName>),
        what: &HandedIn,
    ) -> Result<(), Problem> {
        let locker = person.introduction.locker.ok_or_else(|| no_locker(person))?;
        let place = DepositPlace { author: self.account, locker, node, objects };
        let mut now = clock::now();
        let heads = Heads { own: Some(self.log.reader.locker().head), seen: self.seen_there(person, locker)? };
        for _ in 0..TRIES {
            let tail = self.api.tail(locker)?;
            check_tail(&tail, heads.seen)?;
            let inbox = verified_inbox(&tail, locker, chain).map_err(Problem::altered)?;
            let time = now.max(tail.time);
            let file = handed_in::seal(&inbox, tail.epoch, &place, time, (what, heads)).map_err(Problem::written)?;
            let act = self.deposit_act(&tail, &place, file, time);
            match self.api.append(locker, &frames(&[act])) {
                Err(problem) if problem.code == "log_conflict" => {}
                Err(problem) if is_time(&problem) => now = self.api.server()?.time,
                // The id is random and one's own: it lies there already, and only the answer was lost.
                Err(problem) if is_refused(&problem, Refusal::Node) => return Ok(()),
                other => return other,
            }
        }
        Err(Problem::new(ProblemKind::Conflict, "log_conflict", "That locker keeps changing at the moment: try again."))
    }

    /// Papers that wait, the oldest first. What can't be opened, or doesn't say what its act says, is left out; the notices say so.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn inbox(&mut self) -> Result<Vec<WaitingDeposit>, Problem> {
        let mut papers = Vec::new();
        for opened in self.opened()? {
            let person = self.person_of(opened.state.author);
            papers.extend(paper(opened, person));
        }
        Ok(papers)
    }

    /// Everything that waits, papers and letters, the oldest first. What can't be opened is left out; the notices say so.
    ///
    /// # Errors
    /// The server's, `network`.
    pub(super) fn opened(&mut self) -> Result<Vec<Opened>, Problem> {
        self.refresh_people()?;
        let (mut opened, mut told) = (Vec::new(), Told::default());
        let mut wanted = self.wanted();
        // What somebody says of their own locker counts in the order in which they said it.
        wanted.sort_by_key(|(_, state)| state.act.seq);
        for (id, state) in wanted {
            let read = self.open_deposit(id, &state).and_then(|(what, heads)| {
                self.compare_heads(&state, heads, &mut told)?;
                Ok(what)
            });
            match read {
                Ok(what) => opened.push(Opened { id, state, what }),
                Err(problem) if problem.kind == ProblemKind::Network => return Err(problem),
                Err(problem) => {
                    let sentence =
                        format!("Something that {} handed in can't be opened: {}", state.author, problem.sentence);
                    self.notices.push(sentence);
                }
            }
        }
        self.keep_heads(&told)?;
        opened.sort_by_key(|deposit| (deposit.state.time, deposit.id));
        Ok(opened)
    }

    /// Writes what waits into `out`, and accepts nothing by it. What is there is worth nothing until this returned without error.
    ///
    /// # Errors
    /// As [`Vault::get`].
    pub fn look(
        &mut self,
        deposit: &WaitingDeposit,
        out: &mut File,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        progress.step(&deposit.name);
        self.fetch_payload(deposit.object()?, &deposit.label, out, progress)
    }

    /// Takes what was handed in: it is a document of this folder from now on.
    ///
    /// # Errors
    /// `not_found` for the folder or when it doesn't wait any more, the server's, `network`.
    pub fn accept(&mut self, deposit: &WaitingDeposit, folder: NodeId) -> Result<(), Problem> {
        self.append(|draft, keyring| {
            if !draft.locker.deposits.contains_key(&deposit.id) {
                return Err(not_found());
            }
            let target = Target { id: deposit.id, folder };
            put_accepting(draft, keyring, target, (None, Some(deposit.act)), &deposit.label, &deposit.objects)
        })?;
        self.settle();
        Ok(())
    }

    /// Refuses what was handed in: it is deleted.
    ///
    /// # Errors
    /// `not_found` when it doesn't wait any more, the server's, `network`.
    pub fn refuse(&mut self, id: NodeId) -> Result<(), Problem> {
        self.append(|draft, _| refuse_deposit(draft, id))?;
        self.settle();
        Ok(())
    }

    fn deposit_act(&self, tail: &Tail, place: &DepositPlace, file: Vec<u8>, time: u64) -> Act {
        let body = Deposit { salt: salt(), node: place.node, objects: place.objects.clone(), file: Hash::of(&file) };
        let header = Header {
            locker: Some(place.locker),
            seq: tail.seq + 1,
            prev: Some(tail.hash),
            chain: Some(tail.people),
            author: self.account,
            card: self.log.reader.cards().newest().hash,
            time,
            body: Hash([0; 32]),
        };
        Act::sign(header, Body::Deposit(body), file, &self.keyring.keys.signing)
    }

    fn open_deposit(&self, id: NodeId, state: &DepositState) -> Result<(HandedIn, Heads), Problem> {
        let act = self.log.acts.iter().find(|act| act.hash == state.act.hash);
        let Some(Body::Deposit(body)) = act.and_then(|act| act.body.as_ref()) else {
            return Err(Problem::altered(Refusal::BodyMissing));
        };
        let file = self.api.beside(self.locker_id(), state.act.seq)?;
        if Hash::of(&file) != body.file {
            return Err(Problem::altered(Refusal::Box));
        }
        let (author, objects) = (state.author, state.objects.clone());
        let place = DepositPlace { author, locker: self.locker_id(), node: id, objects };
        let opens = root(&self.keyring)?;
        open_handed_in(self.log.reader.locker(), opens, &place, state.time, &file).map_err(Problem::altered)
    }
}

/// By the inbox of the newest epoch, or of the one in which it was sealed.
pub(super) fn open_handed_in(
    locker: &Locker,
    opens: Opens<'_>,
    place: &DepositPlace,
    time: u64,
    file: &[u8],
) -> Result<(HandedIn, Heads), Refusal> {
    let mut refusal = Refusal::Recipient;
    for epoch in (1..=locker.epoch()).rev() {
        let inbox = inbox_identity(&opens.locker(locker, epoch)?, epoch);
        match handed_in::open(&inbox, epoch, place, time, file) {
            Err(Refusal::Recipient) => {}
            Err(other) => {
                refusal = other;
                break;
            }
            Ok(what) => return Ok(what),
        }
    }
    Err(refusal)
}

/// What waits goes.
pub(super) fn refuse_deposit(draft: &mut Draft<'_>, id: NodeId) -> Result<(), Problem> {
    let waiting = draft.locker.deposits.get(&id).ok_or_else(not_found)?.act;
    let parent = draft.locker.id.as_node();
    let purge = Purge { salt: salt(), node: id, parent, base: waiting.hash, gone: vec![waiting.seq] };
    draft.push(Body::Purge(purge)).map(drop).map_err(Problem::altered)
}

/// A paper that waits.
pub(super) fn paper(opened: Opened, person: Option<Person>) -> Option<WaitingDeposit> {
    let Opened { id, state, what } = opened;
    let HandedIn::Paper(label) = what else { return None };
    Some(WaitingDeposit {
        id,
        author: state.author,
        person,
        time: state.time,
        name: label.name.clone(),
        media_type: label.media_type.clone(),
        size: label.size,
        act: state.act.hash,
        label: *label,
        objects: state.objects,
    })
}

/// The inbox that the holder has signed: the server alone could name one of its own.
fn verified_inbox(tail: &Tail, locker: LockerId, chain: &CardChain) -> Result<Recipient, Refusal> {
    let act = read_frames(&tail.rotate.0, 1)?.pop().ok_or(Refusal::Malformed)?;
    let Some(Body::Rotate(rotate)) = &act.body else { return Err(Refusal::Kind) };
    let (header, newest) = (&act.header, chain.newest());
    if header.locker != Some(locker) || rotate.node != locker.as_node() {
        return Err(Refusal::Locker);
    }
    // A rotation of the account replaces the locker's key as well: an older card's inbox isn't theirs any more.
    if header.author != chain.account() || header.card != newest.hash {
        return Err(Refusal::Card);
    }
    verify(SignatureType::Act, &newest.content.signing.0, &act.header_bytes, &act.signature)?;
    let inbox = rotate.inbox.as_ref().filter(|inbox| **inbox == tail.inbox && rotate.epoch == tail.epoch);
    let recipient: Recipient = inbox.ok_or(Refusal::Recipient)?.parse().map_err(|_| Refusal::Recipient)?;
    if recipient.recipient_type() == RecipientType::Hybrid { Ok(recipient) } else { Err(Refusal::Recipient) }
}

fn no_locker(person: &Person) -> Problem {
    let sentence = format!("{} hasn't said where to hand in: meet again.", person.introduction.name);
    Problem::new(ProblemKind::NotFound, "no_locker", sentence)
}
