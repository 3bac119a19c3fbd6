import { ArmoireError, type People } from "../../bridge/bridge";
import type { PeopleAround } from "./context";
import { grants } from "./grants";
import { answer, decide } from "./answering";
import { entries, removeEntry, saveEntry } from "./entries";
import { handIn } from "./hand-in";
import { acceptHandedIn, inbox, refuseHandedIn } from "./inbox";
import { invitations, invite, takeBackInvitation } from "./invitations";
import { changeKeyring, introducing, introductionIn, introductionOf, peopleIn, refreshKeyring, shownPerson } from "./known";
import { lend, takeBack } from "./lending";
import { ask, dismiss, letters, propose } from "./letters";
import { lentPapers, openLent } from "./lent-view";
import { loans } from "./loans";
import { reads } from "./reads";
import { endReferent, proposeReferent, referent } from "./referent";
import { join, readInvitationOf } from "./meeting";

export { countOthers } from "./counts";

/** What the page may do with other people, of an open locker. It comes when it is used. */
export function peopleOf(around: PeopleAround): People {
  const { opened, queue } = around;
  return {
    introduction: () => {
      const known = introductionIn(opened.account.keyring);
      if (known === undefined) return Promise.resolve(undefined);
      const { locker: _, ...words } = known;
      return Promise.resolve(words);
    },
    introduce: async (words) => {
      const introduction = introductionOf(words, opened.locker.id);
      await changeKeyring(around, (keyring) => introducing(keyring, introduction));
    },
    invite: (carrier) => invite(around, carrier),
    invitations: () => invitations(around),
    takeBackInvitation: (id) => takeBackInvitation(around, id),
    readInvitation: (text) => readInvitationOf(around, text),
    join: (text, introduction) => join(around, text, introduction),
    people: async () => {
      await refreshKeyring(around).catch(whenAway);
      return peopleIn(opened.account.keyring).map(shownPerson);
    },
    lend: (input) => queue.run(() => lend(around, input)),
    grants: () => queue.run(() => grants(around)),
    reads: () => reads(around),
    loans: () => loans(around),
    handIn: (to, file, progress) => handIn(around, to, file, progress),
    inbox: () => queue.run(() => inbox(around)),
    acceptHandedIn: (id, folder) => queue.run(() => acceptHandedIn(around, id, folder)),
    refuseHandedIn: (id) => queue.run(() => refuseHandedIn(around, id)),
    letters: () => queue.run(() => letters(around)),
    ask: (input) => ask(around, input),
    answer: (input) => queue.run(() => answer(around, input)),
    decide: (input) => queue.run(() => decide(around, input)),
    dismiss: (id) => queue.run(() => dismiss(around, id)),
    entries: () => queue.run(() => entries(around)),
    saveEntry: (entry) => queue.run(() => saveEntry(around, entry)),
    removeEntry: (id) => queue.run(() => removeEntry(around, id)),
    referent: () => queue.run(() => referent(around)),
    proposeReferent: (entry) => queue.run(() => proposeReferent(around, entry)),
    endReferent: (motive) => queue.run(() => endReferent(around, motive)),
    propose: (input) => propose(around, input),
    lentPapers: (grant) => lentPapers(around, grant),
    openLent: (grant, id, progress) => openLent(around, grant, id, progress),
    takeBack: (ids) => queue.run(() => takeBack(around, ids)),
  };
}

/** Whom the account has met is known without the server. */
function whenAway(error: unknown): void {
  if (!(error instanceof ArmoireError && (error.code === "network" || error.code === "unavailable"))) throw error;
}
