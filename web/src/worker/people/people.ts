import { ArmoireError, type People } from "../../bridge/bridge";
import { asId } from "../named";
import { parts } from "../parts";
import type { PeopleAround } from "./context";
import { grants } from "./grants";
import { answer, decide } from "./answering";
import { entries, removeEntry, saveEntry } from "./entries";
import { handIn } from "./hand-in";
import { acceptHandedIn, inbox, openHandedIn, refuseHandedIn } from "./inbox";
import { invitations, invite, takeBackInvitation } from "./invitations";
import { changeKeyring, introducing, introductionIn, introductionOf, peopleIn, refreshKeyring, shownPerson } from "./known";
import { lend, takeBack, takeBackAll } from "./lending";
import { ask, dismiss, letters, propose } from "./letters";
import { lentEntry, lentPapers, openLent } from "./lent-view";
import { loans } from "./loans";
import { reads } from "./reads";
import { endReferent, proposeReferent, referent } from "./referent";
import { asked, handed } from "./kept";
import { leave } from "./leaving";
import { join, readInvitationOf } from "./meeting";
import { standing } from "./standing";
import { block, blocked, unblock } from "./unwanted";
import { saidOfOneself, showVouch } from "./show-vouch";
import { vouchFor } from "./vouch-for";

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
      return peopleIn(opened.account.keyring).map((person) => shownPerson(around, person));
    },
    lend: ({ of, ...input }) => queue.run(async () => (of === undefined ? lend(around, input) : (await parts.acting()).lendOn(around, asId(of), input))),
    grants: (of) => queue.run(async () => (of === undefined ? grants(around) : (await parts.acting()).grants(around, asId(of)))),
    reads: () => reads(around),
    loans: () => loans(around),
    handIn: (to, file, progress) => handIn(around, to, file, progress),
    inbox: (of) => queue.run(async () => (of === undefined ? inbox(around) : (await parts.acting()).inbox(around, asId(of)))),
    openHandedIn: async (id, of, progress) =>
      of === undefined ? openHandedIn(around, id, progress) : (await parts.acting()).openHandedIn(around, asId(of), asId(id), progress),
    acceptHandedIn: (id, folder, of) =>
      queue.run(async () => (of === undefined ? acceptHandedIn(around, id, folder) : (await parts.acting()).acceptHandedIn(around, asId(of), asId(id), asId(folder)))),
    refuseHandedIn: (id, of) => queue.run(async () => (of === undefined ? refuseHandedIn(around, id) : (await parts.acting()).refuseHandedIn(around, asId(of), asId(id)))),
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
    ownVouch: () => queue.run(() => saidOfOneself(around)),
    showVouch: (to) => showVouch(around, to),
    vouch: (input) => vouchFor(around, input),
    lentPapers: (grant) => lentPapers(around, grant),
    lentEntry: (grant) => lentEntry(around, grant),
    openLent: (grant, id, progress) => openLent(around, grant, id, progress),
    lentLockers: async () => (await parts.acting()).lentLockers(around),
    lentLocker: async (of) => (await parts.acting()).lentLocker(around, asId(of)),
    giveBack: (ids) => queue.run(async () => (await parts.acting()).giveBack(around, ids)),
    takeBack: (ids, of) => queue.run(async () => (of === undefined ? takeBack(around, ids) : (await parts.acting()).takeBack(around, asId(of), ids))),
    block: (account) => queue.run(() => block(around, asId(account))),
    unblock: (account) => queue.run(() => unblock(around, asId(account))),
    blocked: () => blocked(around),
    asked: () => queue.run(() => asked(around)),
    handed: () => queue.run(() => handed(around)),
    standing: () => queue.run(() => standing(around)),
    leave: (input) => queue.run(() => leave(around, input)),
    takeBackAll: (account) => queue.run(() => takeBackAll(around, account)),
  };
}

/** Whom the account has met is known without the server. */
function whenAway(error: unknown): void {
  if (!(error instanceof ArmoireError && (error.code === "network" || error.code === "unavailable"))) throw error;
}
