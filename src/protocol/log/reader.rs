use super::{Aside, Locker, Place, living_list, read_list, write_list};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Checkpoint},
    bytes::Hash,
    card::{CardChain, Chains, FindCard},
    id::LockerId,
    signing::{SignatureType, verify},
};

/// Which signatures to verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatures {
    /// The holder's newest act's: it vouches, through the hash chain, for what is before it.
    Newest,
    /// Each act's.
    Each,
}

/// A verified view of a whole locker, as a client keeps it: what it was served, folded by every rule.
#[derive(Clone, Debug)]
pub struct LogReader {
    locker: Locker,
    aside: Aside,
    cards: Chains,
}

impl LogReader {
    /// Reads a locker from its beginning (act 0 first), or from a checkpoint (the checkpoint with its list first, then the living
    /// acts in order, then all acts after it).
    ///
    /// # Errors
    /// The rule that what was served breaks; `locker` when it is another one.
    pub fn open(id: LockerId, acts: &[Act], cards: impl Into<Chains>, signatures: Signatures) -> Result<Self, Refusal> {
        let cards = cards.into();
        let (first, rest) = acts.split_first().ok_or(Refusal::Seq)?;
        let mut reader = match &first.body {
            Some(Body::Checkpoint(checkpoint)) => {
                let (living, tail) = rest.split_at_checked(list_length(first)?).ok_or(Refusal::List)?;
                let mut reader = Self::open_living(id, first, checkpoint, living, cards)?;
                reader.extend(tail, signatures)?;
                return Ok(reader);
            }
            _ => Self { locker: Locker::begin(first, &cards)?, aside: Aside::default(), cards },
        };
        if reader.locker.id != id {
            return Err(Refusal::Locker);
        }
        if signatures == Signatures::Each || rest.is_empty() {
            reader.verify(first)?;
        }
        reader.extend(rest, signatures)?;
        Ok(reader)
    }

    /// Takes the acts after the head. All or none.
    ///
    /// # Errors
    /// The rule that one of them breaks.
    pub fn extend(&mut self, acts: &[Act], signatures: Signatures) -> Result<(), Refusal> {
        let mut next = self.clone();
        for act in acts {
            next.locker.apply(act, &next.cards, &mut next.aside)?;
            if signatures == Signatures::Each {
                next.verify(act)?;
            }
            // A checkpoint itself changes nothing that its list names.
            if let Some(Body::Checkpoint(checkpoint)) = &act.body {
                next.check_list(checkpoint)?;
            }
        }
        if next.locker.is_moving() {
            return Err(Refusal::Limbo);
        }
        next.aside.finish()?;
        if signatures == Signatures::Newest {
            let by_holder = acts.iter().rposition(|act| act.header.author == next.locker.holder).unwrap_or(0);
            for act in acts.get(by_holder..).unwrap_or_default() {
                next.verify(act)?;
            }
        }
        *self = next;
        Ok(())
    }

    /// Checks what was served against the newest act that this client has verified before. `acts` are those served, in the order of
    /// [`LogReader::open`] or from the pin on. A `gap` excuses the acts that it names, and no others.
    ///
    /// # Errors
    /// `rolled_back`, `fork`; `rolled_back` too where a `gap` says that acts thereabouts are lost, but not this one: the person who
    /// holds the device may confirm that.
    pub fn check_pin(&self, acts: &[Act], pin: Place) -> Result<(), Refusal> {
        let gaps = || {
            acts.iter().filter_map(|act| match &act.body {
                Some(Body::Gap(gap)) => Some((act.header.seq, gap)),
                _ => None,
            })
        };
        if gaps().any(|(_, gap)| gap.names(pin.seq, pin.hash)) {
            return Ok(());
        }
        if self.locker.head.seq < pin.seq {
            return Err(Refusal::RolledBack);
        }
        match acts.iter().find(|act| act.header.seq == pin.seq) {
            Some(act) if act.hash != pin.hash => {
                let near = gaps().any(|(seq, gap)| seq <= pin.seq && gap.seq >= pin.seq);
                Err(if near { Refusal::RolledBack } else { Refusal::Fork })
            }
            _ => Ok(()),
        }
    }

    /// What the log amounts to.
    #[must_use]
    pub fn locker(&self) -> &Locker {
        &self.locker
    }

    /// The holder's cards.
    #[must_use]
    pub fn cards(&self) -> &CardChain {
        self.cards.holder_chain()
    }

    /// Everybody's cards.
    #[must_use]
    pub fn chains(&self) -> &Chains {
        &self.cards
    }

    /// Adds somebody's cards, or replaces them by a longer verified chain: those of each author are needed before what they did is
    /// read.
    ///
    /// # Errors
    /// `card` when it isn't a continuation.
    pub fn add_cards(&mut self, chain: CardChain) -> Result<(), Refusal> {
        self.cards.add(chain)
    }

    /// Replaces the holder's cards by a longer verified chain.
    ///
    /// # Errors
    /// `card` when it isn't a continuation.
    pub fn renew_cards(&mut self, cards: CardChain) -> Result<(), Refusal> {
        if cards.account() != self.cards.holder() {
            return Err(Refusal::Card);
        }
        self.cards.add(cards)
    }

    fn open_living(
        id: LockerId,
        act: &Act,
        checkpoint: &Checkpoint,
        living: &[Act],
        cards: Chains,
    ) -> Result<Self, Refusal> {
        let list = read_list(&act.beside)?;
        if Hash::of(&act.beside) != checkpoint.list || list.len() as u64 != checkpoint.living {
            return Err(Refusal::List);
        }
        let as_listed =
            living.iter().zip(&list).all(|(act, listed)| act.header.seq == listed.0 && act.hash == listed.1);
        if !as_listed || list.last().is_none_or(|last| last.0 >= act.header.seq) {
            return Err(Refusal::List);
        }
        let (first, rest) = living.split_first().ok_or(Refusal::List)?;
        let mut reader = Self { locker: Locker::begin(first, &cards)?, aside: Aside::default(), cards };
        if reader.locker.id != id || act.header.locker != Some(id) {
            return Err(Refusal::Locker);
        }
        for act in rest {
            reader.locker.set(act)?;
        }
        if act.header.author != reader.locker.holder {
            return Err(Refusal::Author);
        }
        if act.header.card != reader.locker.card {
            return Err(Refusal::Card);
        }
        reader.verify(act)?;
        reader.locker.stand_on(act);
        Ok(reader)
    }

    fn check_list(&self, checkpoint: &Checkpoint) -> Result<(), Refusal> {
        // What was purged since may have been living then, and can't be told any more.
        if !self.aside.is_empty() {
            return Ok(());
        }
        let list = living_list(&self.locker);
        if list.len() as u64 == checkpoint.living && Hash::of(&write_list(&list)) == checkpoint.list {
            Ok(())
        } else {
            Err(Refusal::List)
        }
    }

    fn verify(&self, act: &Act) -> Result<(), Refusal> {
        let card = self.cards.find_card(act.header.author, act.header.card).ok_or(Refusal::Card)?;
        verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)
    }
}

fn list_length(checkpoint: &Act) -> Result<usize, Refusal> {
    Ok(read_list(&checkpoint.beside)?.len())
}
