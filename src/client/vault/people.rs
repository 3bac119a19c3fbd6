//! Meeting other people: inviting, answering, and taking in the answers.

use super::{Vault, sync::fetch_cards};
use crate::{
    client::{
        account::Keyring,
        api::types::{Mailbox, MailboxNew, MailboxReply},
        clock,
        hazmat::Key,
        people::{Carrier, Introduction, Invitation, KeptVouch, OpenInvitation, Person, Trust, find, greeting, reply},
        problem::{Problem, ProblemKind},
    },
    protocol::{Refusal, card::CardChain, id::AccountId},
};

/// What an invitation leads to, verified: who invites, by which card.
#[derive(Clone, Debug)]
pub struct Inviter {
    /// As they will stand among one's people.
    pub person: Person,
    /// Until when the invitation can be answered, milliseconds since 1970.
    pub until: u64,
}

/// What became of one's invitations since one last looked.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Somebody has answered, and is one of one's people now.
    Met(Person),
    /// Somebody else tried to answer too: this person may not be who they should be, and isn't trusted any more.
    TriedByAnother(Person),
    /// What was answered was refused: somebody has tampered with it, or the server doesn't tell the truth.
    Refused(Problem),
}

impl Vault {
    /// Invites somebody. The answer comes by [`Vault::take_answers`], on any device of this account's.
    ///
    /// # Errors
    /// `malformed` and `too_large` for an introduction that can't be shown, `too_many_mailboxes`, the server's, `network`.
    pub fn invite(&mut self, carrier: Carrier, who: &Introduction) -> Result<(Invitation, u64), Problem> {
        let who = &self.with_locker(who);
        who.check().map_err(Problem::written)?;
        self.take_vouches()?;
        let (secret, vouch) = (Key::generate(), self.carried());
        let card = self.log.reader.cards().newest().hash;
        // By the server's clock, which is the one that counts.
        let until = self.api.server()?.time.saturating_add(carrier.lifetime());
        let greeting = greeting::seal(&secret, self.account, who, vouch.as_ref()).map_err(Problem::written)?;
        // First where its answer can be opened.
        let open = OpenInvitation { secret: secret.clone(), card, carrier, until, person: None };
        self.change_keyring(|keyring| {
            if !keyring.invitations.contains(&open) {
                keyring.invitations.push(open.clone());
            }
            keyring.introduction = Some(who.clone());
        })?;
        let mailbox = MailboxNew { find: find(&secret), kind: carrier.name(), until, greeting: greeting.into() };
        if let Err(problem) = self.api.open_mailbox(&mailbox) {
            let _ = self.change_keyring(|keyring| keyring.invitations.retain(|known| known.secret != secret));
            return Err(problem);
        }
        let invitation = Invitation { inviter: self.account, card, secret, origin: self.origin.clone(), carrier };
        Ok((invitation, until))
    }

    /// Who invites, and whether the keys are theirs.
    ///
    /// # Errors
    /// `invitation_elsewhere` when it is another server's, `invitation_own`, `invitation_over` when it has ended, was taken back or never
    /// was; `card` when the server shows other keys than the invitation names; those of [`greeting::open`]; when an organisation whose code was
    /// scanned doesn't say of them what they show.
    pub fn look_at(&mut self, invitation: &Invitation) -> Result<Inviter, Problem> {
        if invitation.origin != self.origin {
            return Err(elsewhere(&invitation.origin, &self.origin));
        }
        if invitation.inviter == self.account {
            return Err(Problem::new(ProblemKind::Usage, "invitation_own", "This is your own invitation."));
        }
        let found = self.api.mailbox(&find(&invitation.secret)).map_err(over)?;
        if found.inviter != invitation.inviter {
            return Err(Problem::altered(Refusal::Card));
        }
        let (introduction, vouch) =
            greeting::open(&invitation.secret, invitation.inviter, &found.greeting.0).map_err(Problem::altered)?;
        let (_, chain) = fetch_cards(&self.api, invitation.inviter)?;
        if chain.find(invitation.card).is_none() {
            return Err(other_keys(&introduction.name));
        }
        let vouch = self.weigh(invitation.inviter, vouch.as_ref())?;
        let person = self.person(&chain, trust(invitation.carrier), introduction, vouch)?;
        Ok(Inviter { person, until: found.until })
    }

    /// Answers an invitation that was looked at: both are each other's people from now on.
    ///
    /// # Errors
    /// `mailbox_replied` when somebody else has answered it; `invitation_over`; as [`Vault::invite`].
    pub fn answer(&mut self, invitation: &Invitation, inviter: &Inviter, who: &Introduction) -> Result<(), Problem> {
        let who = &self.with_locker(who);
        who.check().map_err(Problem::written)?;
        self.take_vouches()?;
        let Invitation { inviter: account, card, secret, .. } = invitation;
        let to = reply::Answered { secret, inviter: *account, card: *card };
        let (own, vouch) = (self.log.reader.cards().newest().hash, self.carried());
        let sealed = reply::seal(to, self.account, own, &self.keyring.keys.signing, (who, vouch.as_ref()))
            .map_err(Problem::written)?;
        self.api.reply(&find(secret), sealed.into()).map_err(over)?;
        self.change_keyring(|keyring| {
            remember(keyring, &inviter.person);
            keyring.introduction = Some(who.clone());
        })
    }

    /// Looks whether invitations were answered, and takes in who did.
    ///
    /// # Errors
    /// The server's, `network`. A single answer that is refused is no error: it is told.
    pub fn take_answers(&mut self) -> Result<Vec<Answer>, Problem> {
        self.refresh_people()?;
        if self.keyring.invitations.is_empty() {
            return Ok(Vec::new());
        }
        let mailboxes = self.api.mailboxes()?;
        let now = clock::now();
        let mut answers = Vec::new();
        let (mut met, mut done) = (Vec::new(), Vec::new());
        for invitation in self.keyring.invitations.clone() {
            let find = invitation.find();
            let Some(mailbox) = mailboxes.iter().find(|mailbox| mailbox.find == find) else {
                // Over without an answer, or taken away.
                if !invitation.is_open(now) {
                    done.push(find);
                }
                continue;
            };
            match self.answer_in(&invitation, mailbox) {
                // Somebody else has tried: it was told, or they have met anew since. Nothing more is to be learnt from it.
                Ok(None) if mailbox.tried && invitation.person.is_some() => done.push(find.clone()),
                Ok(None) => {}
                Ok(Some(answer)) => {
                    match &answer {
                        Answer::Met(person) => met.push((find.clone(), person.clone())),
                        // Nothing more is to be learnt from it; and it must not be told again once both have met anew.
                        Answer::TriedByAnother(person) => {
                            met.push((find.clone(), person.clone()));
                            done.push(find.clone());
                        }
                        Answer::Refused(_) => {}
                    }
                    answers.push(answer);
                }
                // It stays: another server, or the same one tomorrow, may tell the truth.
                Err(problem) if problem.kind == ProblemKind::Altered => answers.push(Answer::Refused(problem)),
                Err(problem) => return Err(problem),
            }
            // Who comes second may come as long as it is open.
            if !invitation.is_open(now) && mailbox.reply.is_some() && !done.contains(&find) {
                done.push(find);
            }
        }
        if !met.is_empty() || !done.is_empty() {
            self.change_keyring(|keyring| {
                for (find, person) in &met {
                    remember(keyring, person);
                    let invitation = keyring.invitations.iter_mut().find(|known| known.find() == *find);
                    if let Some(invitation) = invitation {
                        invitation.person = Some(person.account);
                    }
                }
                keyring.invitations.retain(|known| !done.contains(&known.find()));
            })?;
        }
        for find in &done {
            // It goes by itself as well.
            let _ = self.api.close_mailbox(find);
        }
        Ok(answers)
    }

    /// Takes in whom another device of this account has met meanwhile.
    ///
    /// # Errors
    /// Those of [`Keyring::open`]; the server's, `network`.
    pub fn refresh_people(&mut self) -> Result<(), Problem> {
        self.take_newer_keyring().map(drop)
    }

    /// One's people, by name.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        let (known, now) = (self.known(), clock::now());
        let mut people: Vec<Person> = known.iter().map(|person| person.clone().among(&known, now)).collect();
        people.sort_by(|one, other| {
            (&one.introduction.name, one.account).cmp(&(&other.introduction.name, other.account))
        });
        people
    }

    /// Own invitations that nobody has answered yet and that still can be.
    #[must_use]
    pub fn open_invitations(&self) -> Vec<OpenInvitation> {
        let now = clock::now();
        self.keyring.invitations.iter().filter(|known| known.person.is_none() && known.is_open(now)).cloned().collect()
    }

    /// How the holder last introduced themselves.
    #[must_use]
    pub fn introduction(&self) -> Option<&Introduction> {
        self.keyring.introduction.as_ref()
    }

    /// Takes an invitation back: nobody can answer it any more.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn take_back(&mut self, invitation: &OpenInvitation) -> Result<(), Problem> {
        self.api.close_mailbox(&invitation.find())?;
        self.change_keyring(|keyring| keyring.invitations.retain(|known| known.secret != invitation.secret))
    }

    /// What a mailbox holds that isn't known yet.
    fn answer_in(&mut self, invitation: &OpenInvitation, mailbox: &Mailbox) -> Result<Option<Answer>, Problem> {
        let Some(MailboxReply { account, sealed }) = &mailbox.reply else { return Ok(None) };
        let known = invitation.person.and_then(|known| self.person_of(known));
        if let Some(known) = known {
            // Who was scanned since is known by another way than a link that others have seen.
            let elsewhere = known.trust == Trust::Scanned && invitation.carrier == Carrier::Link;
            let doubted = mailbox.tried && known.trust != Trust::Unverified && !elsewhere;
            return Ok(doubted
                .then(|| Answer::TriedByAnother(Person { trust: Trust::Unverified, since: clock::now(), ..known })));
        }
        let opened = reply::open(invitation.answered(self.account), *account, &sealed.0).map_err(Problem::altered)?;
        let chain = match fetch_cards(&self.api, *account) {
            Ok((_, chain)) => chain,
            // Who has left since is nobody to meet, and no reason not to hear the others.
            Err(problem) if problem.kind == ProblemKind::NotFound => return Ok(None),
            Err(problem) => return Err(problem),
        };
        opened.verify(&chain).map_err(Problem::altered)?;
        let trust = if mailbox.tried { Trust::Unverified } else { trust(invitation.carrier) };
        let vouch = self.weigh(*account, opened.vouch())?;
        let person = self.person(&chain, trust, opened.introduction(), vouch)?;
        Ok(Some(if mailbox.tried { Answer::TriedByAnother(person) } else { Answer::Met(person) }))
    }

    /// Somebody with a verified chain of cards, by what is already known of them: another card at the pinned number stops everything.
    fn person(
        &self,
        chain: &CardChain,
        trust: Trust,
        introduction: Introduction,
        heard: Option<KeptVouch>,
    ) -> Result<Person, Problem> {
        let known = self.person_of(chain.account());
        let newest = chain.newest();
        let (mut trust, is_scanned) = (trust, trust == Trust::Scanned);
        if let Some(known) = &known {
            match known.newest_card(chain) {
                Ok(_) if trust != Trust::Unverified => trust = trust.or_surer(known.trust),
                // Scanned face to face again, whoever has changed is who they are.
                Err(_) if trust != Trust::Scanned => return Err(other_keys(&known.introduction.name)),
                _ => {}
            }
        }
        let (seq, hash, vouch, unknown) =
            known.map(|known| (known.seq, known.hash, known.vouch, known.unknown)).unwrap_or_default();
        // Who meets face to face begins anew, whatever either was shown before.
        let (seq, hash) = if is_scanned { (None, None) } else { (seq, hash) };
        let mut person = Person {
            account: chain.account(),
            card: newest.hash,
            number: newest.content.number,
            trust,
            introduction,
            vouch,
            since: clock::now(),
            seq,
            hash,
            fork: None,
            unknown,
        };
        let (people, now) = (self.known(), clock::now());
        if let Some(heard) = heard {
            person.hear(heard, &people, now);
        }
        Ok(person.among(&people, now))
    }

    /// With where to hand something in.
    fn with_locker(&self, who: &Introduction) -> Introduction {
        Introduction { locker: Some(self.locker_id()), ..who.clone() }
    }

    /// One of one's people, by their account.
    #[must_use]
    pub fn person_of(&self, account: AccountId) -> Option<Person> {
        let known = self.known();
        let person = known.iter().find(|person| person.account == account)?;
        Some(person.clone().among(&known, clock::now()))
    }

    /// One's people as the keyring has them, without what organisations say of them.
    fn known(&self) -> Vec<Person> {
        self.keyring.people.iter().filter_map(Person::read).collect()
    }
}

/// Puts somebody among the people, in the place of what was known of them.
pub(super) fn remember(keyring: &mut Keyring, person: &Person) {
    let is_them = |known: &serde_json::Value| Person::read(known).is_some_and(|known| known.account == person.account);
    match keyring.people.iter_mut().find(|known| is_them(known)) {
        Some(known) => *known = person.write(),
        None => keyring.people.push(person.write()),
    }
}

fn trust(carrier: Carrier) -> Trust {
    match carrier {
        Carrier::Qr => Trust::Scanned,
        Carrier::Link => Trust::Invited,
    }
}

fn elsewhere(theirs: &str, own: &str) -> Problem {
    if own.starts_with(theirs) {
        return Problem::invitation(Refusal::Length);
    }
    let sentence = format!("This invitation is of another server, {theirs}; your locker is on {own}.");
    Problem::new(ProblemKind::Usage, "invitation_elsewhere", sentence).with("origin", theirs)
}

/// The server shows other keys for somebody than those that were met.
pub(super) fn other_keys(name: &str) -> Problem {
    let sentence = format!(
        "The server shows other keys for {name} than the ones you met. Nothing was done: do nothing with them before you have met face \
         to face and scanned again."
    );
    Problem { sentence, ..Problem::altered(Refusal::Card) }
}

fn over(problem: Problem) -> Problem {
    match problem.code.as_str() {
        "not_found" => Problem::new(
            ProblemKind::NotFound,
            "invitation_over",
            "This invitation is over: it has ended, or was taken back. Ask for a new one.",
        ),
        "mailbox_replied" => Problem::new(
            ProblemKind::Conflict,
            "mailbox_replied",
            "Somebody else has answered this invitation already. Tell whoever invited you, and ask for a new one.",
        ),
        _ => problem,
    }
}
