import { expect, test } from "vitest";
import { readInvitation } from "../../../web/src/protocol/people/invitation";
import { encodeBase32 } from "../../../web/src/protocol/hazmat/base32";
import { deviceOf } from "../harness/neighbourly";
import { secretsIn, text } from "../harness/secrets";
import type { Village } from "../harness/village";

/** Whoever has an invitation's secret can answer it, and read who did: the server must not learn it. */
export function row35(client: string, village: () => Village): void {
  for (const carrier of ["qr", "link"] as const) {
    test(`row 35 · ${client} · the secret of an invitation (${carrier}) never reaches the server`, async () => {
      const { scene, nadia, people } = village();
      const { proxy } = scene;
      proxy.play([]);
      const [inviter, invitee] = [await deviceOf(nadia, client, proxy.origin), await deviceOf(people.Luc, client, proxy.origin)];
      proxy.play([]);
      const { shown: invitation } = await inviter.invite(carrier);
      const { secret } = readInvitation(invitation);
      expect(await invitee.join(invitation)).not.toHaveProperty("code");
      expect((await inviter.answers()).shown).toContain(people.Luc.account);
      const { record } = proxy;
      proxy.play([]);
      const bytes = secret.exposeBytes();
      const forms = [
        { name: "the secret", bytes },
        text("the secret in base32", encodeBase32(bytes)),
        text("the secret in base32, as it is written", encodeBase32(bytes).toUpperCase()),
      ];
      expect(record.filter(({ path }) => path.includes("/mailboxes")).length, "requests about the invitation").toBeGreaterThan(3);
      expect(secretsIn(record, forms)).toEqual([]);
      expect(secretsIn(record, [text("who invites", nadia.name), text("who is invited", `"name":"${people.Luc.name}"`)])).toEqual([]);
    });
  }
}
