use super::{
    Log, Vault,
    others::{chains_of, unknown_authors},
};
use crate::{
    client::{api::Api, problem::Problem},
    protocol::{
        Refusal,
        act::Act,
        card::{CardChain, SignedCard},
        id::{AccountId, LockerId},
        log::{LogReader, Place, Signatures},
    },
};

/// Acts that the server gives at a time.
const PAGE: usize = 1000;

/// How far the server's log goes.
pub(super) enum Reached {
    /// To its head, which is this device's now.
    Head,
    /// Less far than this device has seen.
    Behind,
}

impl Vault {
    /// Fetches what is new and verifies it. A server that was restored from a backup is repaired with what this device
    /// still has; the notices say so.
    ///
    /// # Errors
    /// `fork`, the rule of the log that what was served breaks, the server's, `network`. What was verified before stands.
    pub fn sync(&mut self) -> Result<(), Problem> {
        match self.fetch_new()? {
            Reached::Head => Ok(()),
            Reached::Behind => self.repair(),
        }
    }

    /// Takes what is new, up to the server's head.
    pub(super) fn fetch_new(&mut self) -> Result<Reached, Problem> {
        loop {
            let head = self.log.reader.locker().head;
            // From the pin itself on: another hash there is another history.
            let acts = self.api.acts_from(self.locker_id(), head.seq)?;
            let Some((pinned, new)) = acts.split_first() else { return Ok(Reached::Behind) };
            if pinned.header.seq != head.seq || pinned.hash != head.hash {
                self.reopen_after_gap(head)?;
                return Ok(Reached::Head);
            }
            self.take_new(new)?;
            if acts.len() < PAGE {
                return Ok(Reached::Head);
            }
        }
    }

    fn take_new(&mut self, acts: &[Act]) -> Result<(), Problem> {
        let unknown =
            |act: &Act| act.header.author == self.account && self.log.reader.cards().find(act.header.card).is_none();
        if acts.iter().any(unknown) {
            let (cards, chain) = fetch_cards(&self.api, self.account)?;
            self.log.reader.renew_cards(chain).map_err(Problem::altered)?;
            self.cards = cards;
        }
        for (cards, chain) in unknown_authors(&self.api, self.log.reader.chains(), acts)? {
            self.log.others.insert(chain.account(), cards);
            self.log.reader.add_cards(chain).map_err(Problem::altered)?;
        }
        self.log.reader.extend(acts, Signatures::Newest).map_err(Problem::altered)?;
        self.log.acts.extend_from_slice(acts);
        Ok(())
    }

    /// Another history than this device has seen is a fork, unless the holder has signed that those acts are lost.
    fn reopen_after_gap(&mut self, pin: Place) -> Result<(), Problem> {
        let acts = all_acts(&self.api, self.locker_id())?;
        let (cards, chain) = fetch_cards(&self.api, self.account)?;
        let log = Log::open(&self.api, self.locker_id(), acts, chain)?;
        log.reader.check_pin(&log.acts, pin).map_err(Problem::altered)?;
        self.cards = cards;
        self.log = log;
        self.notices.push("The server was restored from a backup, and the newest changes before that are lost.".into());
        Ok(())
    }
}

impl Log {
    /// Opens a locker cold: the newest checkpoint, the living acts and what came after.
    pub(super) fn fetch(api: &Api, locker: LockerId, chain: CardChain, pin: Option<Place>) -> Result<Self, Problem> {
        let living = api.living(locker)?;
        // Where the pin lies before the checkpoint, or after the head, only the whole log can tell what became of it.
        let enough = pin.is_none_or(|pin| living.iter().any(|act| act.header.seq == pin.seq));
        let acts = if enough { living } else { all_acts(api, locker)? };
        let log = Self::open(api, locker, acts, chain)?;
        if let Some(pin) = pin {
            log.reader.check_pin(&log.acts, pin).map_err(Problem::altered)?;
        }
        Ok(log)
    }

    /// Verifies what was served, with the cards of everybody who has acted there.
    pub(super) fn open(api: &Api, locker: LockerId, acts: Vec<Act>, chain: CardChain) -> Result<Self, Problem> {
        let (chains, others) = chains_of(api, chain, &acts)?;
        let reader = LogReader::open(locker, &acts, chains, Signatures::Newest).map_err(Problem::altered)?;
        Ok(Self { reader, acts, others })
    }
}

/// An account's verified cards, as they travel and as a chain.
pub(super) fn fetch_cards(api: &Api, account: AccountId) -> Result<(Vec<SignedCard>, CardChain), Problem> {
    let cards = api.cards(account)?.cards;
    let cards: Vec<SignedCard> =
        cards.into_iter().map(TryInto::try_into).collect::<Result<_, Refusal>>().map_err(Problem::altered)?;
    let chain = CardChain::verify(account, &cards).map_err(Problem::altered)?;
    Ok((cards, chain))
}

/// Every act from the first on, unverified.
pub(super) fn all_acts(api: &Api, locker: LockerId) -> Result<Vec<Act>, Problem> {
    acts_from(api, locker, 0)
}

/// Every act from `seq` on, unverified.
pub(super) fn acts_from(api: &Api, locker: LockerId, seq: u64) -> Result<Vec<Act>, Problem> {
    let mut acts: Vec<Act> = Vec::new();
    loop {
        let page = api.acts_from(locker, seq + acts.len() as u64)?;
        let last = page.len() < PAGE;
        acts.extend(page);
        if last {
            return Ok(acts);
        }
    }
}
