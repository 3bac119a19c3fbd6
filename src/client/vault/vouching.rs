//! Vouching: what an organisation says of its members, and what one makes of that.

use super::{
    Until, Vault, WaitingLetter,
    people::{other_keys, remember},
    sync::fetch_cards,
};
use crate::{
    client::{
        clock,
        document::{Letter, letter::Shown},
        hazmat::random,
        people::{
            KeptVouch, Membership, Person, Trust, Vouch,
            vouch::{carried, keep},
        },
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        card::CardChain,
        id::{AccountId, NodeId},
        limits,
    },
};

impl Vault {
    /// Vouches for one of one's people, as an organisation does for a member: they can show it to others from now on. Again before it is over
    /// renews it.
    ///
    /// # Errors
    /// `end` for a time that has passed or is more than 90 days ahead; `too_large` and `malformed` for texts; as [`Vault::check_grantee`] and
    /// [`Vault::hand_in`].
    pub fn vouch(
        &mut self,
        member: &Person,
        role: &str,
        site: Option<&str>,
        until: Until,
    ) -> Result<KeptVouch, Problem> {
        let now = clock::now();
        let until = until.end(now);
        if until <= now || until > now + limits::VOUCH_TIME {
            let sentence = "One vouches for a time that is ahead, and for at most 90 days; then again.";
            return Err(Problem::new(ProblemKind::Usage, "end", sentence));
        }
        let member = self.check_grantee(member.account)?;
        let (role, site) = (role.to_owned(), site.map(str::to_owned));
        let membership = Membership { member: member.account, role, site, until };
        let card = self.log.reader.cards().newest().hash;
        let vouch = membership.sign(self.account, card, &self.keyring.keys.signing).map_err(Problem::written)?;
        let kept = vouch.kept();
        self.write_to(&member, NodeId(random::bytes()), Letter::Vouch(Shown { vouch }))?;
        Ok(kept)
    }

    /// Shows somebody whom one has met already what an organisation says of oneself. Who meets one from now on sees it by itself.
    ///
    /// # Errors
    /// `vouch` when no organisation says anything that isn't over; as [`Vault::hand_in`].
    pub fn show_vouch(&mut self, person: &Person) -> Result<KeptVouch, Problem> {
        let Some(vouch) = self.carried() else {
            let sentence = "No organisation vouches for you at the moment: ask yours to say `armoire vouch`.";
            return Err(Problem::new(ProblemKind::NotFound, "vouch", sentence));
        };
        let kept = vouch.kept();
        self.write_to(person, NodeId(random::bytes()), Letter::Vouch(Shown { vouch }))?;
        Ok(kept)
    }

    /// What organisations say of oneself and isn't over.
    #[must_use]
    pub fn vouches(&self) -> Vec<KeptVouch> {
        let now = clock::now();
        self.keyring.vouches.iter().filter(|vouch| !vouch.is_over(now)).map(Vouch::kept).collect()
    }

    /// Takes in what has come by letter of what organisations say, and leaves the other letters where they are.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn take_vouches(&mut self) -> Result<(), Problem> {
        for opened in self.opened()? {
            let Some(letter) = self.waiting_letter(opened) else { continue };
            if let Letter::Vouch(Shown { vouch }) = &letter.letter {
                self.take_vouch(&letter, vouch)?;
            }
        }
        Ok(())
    }

    /// What others are shown when they meet one.
    pub(super) fn carried(&self) -> Option<Vouch> {
        carried(&self.keyring.vouches, clock::now()).cloned()
    }

    /// What is kept of what this member shows; nothing where it counts for nothing.
    ///
    /// # Errors
    /// When it doesn't hold: whatever it came with is refused. The server's, `network`.
    pub(super) fn weigh(&mut self, member: AccountId, vouch: Option<&Vouch>) -> Result<Option<KeptVouch>, Problem> {
        let Some(vouch) = vouch else { return Ok(None) };
        let Some(organisation) = self.person_of(vouch.organisation).filter(Person::may_vouch) else { return Ok(None) };
        Ok(self.holds(vouch, member, &organisation)?.then(|| vouch.kept()))
    }

    /// A letter that vouches: by an organisation for oneself, or shown by a member. It goes, whatever it says; true when it was taken in.
    pub(super) fn take_vouch(&mut self, letter: &WaitingLetter, vouch: &Vouch) -> Result<bool, Problem> {
        let taken = match self.taken_vouch(letter, vouch) {
            Err(problem) if problem.kind == ProblemKind::Altered => {
                self.notices.push(problem.sentence);
                false
            }
            other => other?,
        };
        self.refuse(letter.id)?;
        Ok(taken)
    }

    fn taken_vouch(&mut self, letter: &WaitingLetter, vouch: &Vouch) -> Result<bool, Problem> {
        let now = clock::now();
        let Some(author) = &letter.person else { return Ok(false) };
        if vouch.organisation == letter.author {
            let is_known = author.trust != Trust::Unverified && author.fork.is_none();
            if !is_known || !self.holds(vouch, self.account, author)? {
                return Ok(false);
            }
            self.change_keyring(|keyring| {
                keyring.vouches.retain(|known| !known.is_over(now));
                keep(&mut keyring.vouches, vouch);
            })?;
            return Ok(true);
        }
        let Some(kept) = self.weigh(letter.author, Some(vouch))? else { return Ok(false) };
        let people = self.people();
        self.change_keyring(|keyring| {
            let known = keyring.people.iter().filter_map(Person::read).find(|known| known.account == letter.author);
            if let Some(mut known) = known {
                known.hear(kept.clone(), &people, now);
                remember(keyring, &known);
            }
        })?;
        Ok(true)
    }

    /// Whether it holds, by the organisation's newest card, which is pinned then. False for what only grew old.
    fn holds(&mut self, vouch: &Vouch, member: AccountId, organisation: &Person) -> Result<bool, Problem> {
        let now = clock::now();
        let chain = match fetch_cards(&self.api, organisation.account) {
            Ok((_, chain)) => chain,
            // The organisation has gone.
            Err(problem) if problem.kind == ProblemKind::NotFound => return Ok(false),
            Err(problem) => return Err(problem),
        };
        match vouch.check(member, organisation, &chain, now) {
            Ok(()) => self.pin(organisation, &chain).map(|()| true),
            Err(Refusal::End | Refusal::Card) if vouch.is_old(organisation, &chain, now) => Ok(false),
            Err(Refusal::Card) if organisation.newest_card(&chain).is_err() => {
                Err(other_keys(&organisation.introduction.name))
            }
            Err(refusal) => Err(not_theirs(refusal, &organisation.introduction.name)),
        }
    }

    /// Raises what is pinned of somebody to the newest card of a chain that holds it.
    fn pin(&mut self, person: &Person, chain: &CardChain) -> Result<(), Problem> {
        let newest = chain.newest();
        if newest.content.number == person.number {
            return Ok(());
        }
        let raised = Person { card: newest.hash, number: newest.content.number, ..person.clone() };
        self.change_keyring(|keyring| remember(keyring, &raised))
    }
}

fn not_theirs(refusal: Refusal, organisation: &str) -> Problem {
    let sentence = format!(
        "{organisation} is said to vouch for somebody, and it isn't so: it was refused with all that it came in."
    );
    Problem { sentence, ..Problem::altered(refusal) }
}
