import { ArmoireError, type People } from "../../bridge/bridge";
import type { Around } from "../ways/context";
import { invitations, invite, takeBackInvitation } from "./invitations";
import { changeKeyring, introducing, introductionIn, introductionOf, peopleIn, refreshKeyring, shownPerson } from "./known";
import { join, readInvitationOf } from "./meeting";

/** What the page may do with other people, of an open locker. It comes when it is used. */
export function peopleOf(around: Around): People {
  const { opened } = around;
  const built: Partial<People> = {
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
  };
  return built as People;
}

/** Whom the account has met is known without the server. */
function whenAway(error: unknown): void {
  if (!(error instanceof ArmoireError && (error.code === "network" || error.code === "unavailable"))) throw error;
}
