import { expect, test } from "vitest";
import { encode } from "../../../web/src/protocol/bytes";
import type { Row } from "../harness/attack";
import { changeJson, serveSlot } from "../harness/tampers";
import { authsSent } from "./row-04-kdf";

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
  tests: (name, scene, client) => {
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
