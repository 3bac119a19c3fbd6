import { expect, test } from "vitest";
import { encode, hashOf, utf8 } from "../../../web/src/protocol/bytes";
import type { Row } from "../harness/attack";
import { Holder } from "../harness/holder";
import { apart } from "../harness/scene";
import { changeJson, serveSlot } from "../harness/tampers";
import { authsSent, clientIn, slotsSent } from "./row-04-kdf";

const elsewhere = "https://armoire.elsewhere.example";

export const row05: Row = {
  number: 5,
  attacks: [
    {
      name: "a slot sealed for another address",
      code: "commitment",
      tamper: async ({ insider: { account, accountKey, session }, holder }) => {
        const secret = await holder.secret(elsewhere);
        return [serveSlot(await secret.sealSlot(account, session.slot.id, accountKey))];
      },
    },
  ],
  tests: (name, scene, client, clientName) => {
    const namesAnother = changeJson("GET /server", (server) => ({ ...server, origin: elsewhere }));

    test(name("a server that names another address gets no proof made for it, at sign-in"), async () => {
      const { proxy, insider, holder } = scene();
      proxy.play([namesAnother]);
      const { code, exit } = await client().arrive();
      const ours = encode((await insider.slotSecret.auth()).exposeBytes());
      const chosen = encode((await (await holder.secret(elsewhere)).auth()).exposeBytes());
      expect(authsSent(scene())).not.toContain(chosen);
      if (client().name === "command line") {
        // It can't know which of the two addresses is right, and asks the person.
        expect({ code, exit, sent: authsSent(scene()) }).toEqual({ code: "origin", exit: 8, sent: [] });
      } else {
        // The page's own address is the one that counts; the server's word for it isn't read.
        expect({ code, sent: authsSent(scene()) }).toEqual({ code: undefined, sent: [ours] });
      }
    });

    test(name("a server that names another address gets no new words for it"), async () => {
      const own = await apart(scene());
      const { proxy, holder } = own;
      const device = await clientIn(own, client()).own("words");
      proxy.play([namesAnother]);
      const { code, shown } = await device.newWords();
      expect(code).toBeUndefined();
      const { words } = JSON.parse(shown) as { words: string | string[] };
      const newer = new Holder(holder.handle, typeof words === "string" ? words.split(" ") : words, holder.card.split(" "));
      const ours = hashOf((await (await newer.secret(proxy.origin)).auth()).exposeBytes());
      expect(slotsSent(own).map(({ verifier }) => verifier)).toEqual([ours]);
    });

    test(name("a server that names another address gets no PIN's proof for it"), async () => {
      const { proxy } = scene();
      const device = await clientIn(scene(), client()).own("pin");
      proxy.play([namesAnother]);
      const { code } = await device.signInAgain();
      // No address is mixed into a PIN's proof; the command line refuses all the same, since one of the two addresses is wrong.
      if (client().name === "command line") expect({ code, sent: authsSent(scene()) }).toEqual({ code: "origin", sent: [] });
      else expect(code).toBeUndefined();
    });

    if (clientName === "web vault") {
      test(name("a passkey is asked for the address that the person uses, whatever the server names"), async () => {
        const { proxy, webVault } = scene();
        const { vault } = await webVault.own("passkey");
        proxy.play([namesAnother]);
        const { input } = await vault.passkeyRequest();
        expect(encode(new Uint8Array(input))).toBe(hashOf(utf8(`armoire/1/passkey\n${proxy.origin}`)));
      });
    }

    test(name("a server that names another address makes no locker there"), async () => {
      const { proxy } = scene();
      proxy.play([namesAnother]);
      const { code, exit } = await client().signUp();
      if (client().name === "command line") {
        expect({ code, exit, requests: proxy.record.map(({ path }) => path) }).toEqual({ code: "origin", exit: 8, requests: ["/api/v1/server"] });
      } else {
        expect(code).toBeUndefined();
      }
    });
  },
};
