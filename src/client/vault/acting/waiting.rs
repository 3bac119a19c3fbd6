//! What others have handed in to a locker that one runs.

use std::fs::File;

use super::Acting;
use crate::{
    client::{
        document::handed_in::DepositPlace,
        problem::Problem,
        vault::{
            Progress, WaitingDeposit,
            deposits::{Opened, open_handed_in, paper, refuse_deposit},
            documents::{Target, put_with},
            transfer::fetch,
            unwanted::{is_over, not_answered},
            views::not_found,
        },
    },
    protocol::{
        Refusal,
        act::{Act, Body},
        bytes::Hash,
        id::NodeId,
        signing::{SignatureType, verify},
    },
};

impl Acting<'_> {
    /// Papers that wait, the oldest first. What can't be opened, wasn't signed by its author, or has waited too long is left out; the notices
    /// say so. Whom the holder has blocked only they know. What else was handed in waits for the holder.
    ///
    /// # Errors
    /// `author` for who doesn't run the whole locker; the server's, `network`.
    pub fn inbox(&mut self) -> Result<Vec<WaitingDeposit>, Problem> {
        self.by_which(self.whole_locker()).map_err(|problem| Problem {
            sentence: "What is handed in there shows to who runs the locker: `armoire shared` shows what you may."
                .to_owned(),
            ..problem
        })?;
        self.vault.refresh_people()?;
        let now = self.now.max(self.lent.state.time);
        let (mut papers, mut over) = (Vec::new(), 0);
        for (id, act) in &self.lent.waiting {
            if self.lent.state.deposits.get(id).is_some_and(|state| is_over(&self.lent.state, state, now)) {
                over += 1;
                continue;
            }
            match self.open_deposit(*id, act) {
                Ok(opened) => {
                    let person = self.vault.person_of(opened.state.author);
                    papers.extend(paper(opened, person));
                }
                Err(refusal) => {
                    let sentence = Problem::altered(refusal).sentence;
                    self.vault
                        .notices
                        .push(format!("Something that {} handed in can't be opened: {sentence}", act.header.author));
                }
            }
        }
        if over > 0 {
            self.vault.notices.push(not_answered(over, "when its holder next changes something"));
        }
        papers.sort_by_key(|deposit| (deposit.time, deposit.id));
        Ok(papers)
    }

    /// Writes what waits into `out`, and accepts nothing by it. What is there is worth nothing until this returned without error.
    ///
    /// # Errors
    /// As [`Vault::get`].
    ///
    /// [`Vault::get`]: super::super::Vault::get
    pub fn look(
        &mut self,
        deposit: &WaitingDeposit,
        out: &mut File,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        progress.step(&deposit.name);
        fetch(&self.vault.api, self.lent.id, deposit.object()?, &deposit.label, out, progress)
    }

    /// Takes what was handed in: it is a document of this folder from now on.
    ///
    /// # Errors
    /// `not_found` for the folder or when it doesn't wait any more; as [`Acting::add`].
    pub fn accept(&mut self, deposit: &WaitingDeposit, folder: NodeId) -> Result<(), Problem> {
        self.append(|draft, opens| {
            if !draft.locker.deposits.contains_key(&deposit.id) {
                return Err(not_found());
            }
            let target = Target { id: deposit.id, folder };
            put_with(draft, opens, target, (None, Some(deposit.act)), &deposit.label, &deposit.objects)
        })
    }

    /// Refuses what was handed in: it is deleted.
    ///
    /// # Errors
    /// `not_found` when it doesn't wait any more; as [`Acting::add`].
    pub fn refuse(&mut self, id: NodeId) -> Result<(), Problem> {
        self.append(|draft, _| refuse_deposit(draft, id))
    }

    fn open_deposit(&self, id: NodeId, act: &Act) -> Result<Opened, Refusal> {
        let lent = &self.lent;
        let state = lent.state.deposits.get(&id).ok_or(Refusal::Node)?.clone();
        let Some(Body::Deposit(body)) = &act.body else { return Err(Refusal::Kind) };
        if act.header.locker != Some(lent.id) {
            return Err(Refusal::Locker);
        }
        // The log isn't seen from here: who handed it in is certain by their signature alone.
        let card = lent.chains.of(state.author).and_then(|chain| chain.find(act.header.card)).ok_or(Refusal::Card)?;
        verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)?;
        if Hash::of(&act.beside) != body.file {
            return Err(Refusal::Box);
        }
        let place = DepositPlace { author: state.author, locker: lent.id, node: id, objects: body.objects.clone() };
        let (what, _) = open_handed_in(&lent.state, lent.opens(), &place, state.time, &act.beside)?;
        Ok(Opened { id, state, what })
    }
}
