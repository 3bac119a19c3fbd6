import { ArmoireError, type NewFile, type Progress } from "../../bridge/bridge";
import { randomId } from "../../protocol/id";
import type { DocumentLabel } from "../../protocol/locker/label";
import { sealPayload } from "../../protocol/locker/payload";
import { putForDeposit } from "../http/people-api";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { cardsOf, knownPerson } from "./known";
import { keep } from "./kept";
import { lockerOf, send } from "./sending";

/** Seals a file for somebody's locker and hands it in; `progress` counts sealed bytes. */
export async function handIn(around: PeopleAround, to: string, { name, type, bytes }: NewFile, progress?: Progress): Promise<void> {
  const { api, remote, opened } = around;
  const person = knownPerson(opened.account.keyring, asId(to));
  const locker = lockerOf(person);
  if (bytes.byteLength === 0) throw new ArmoireError("empty_file");
  const { chain } = await cardsOf(around, person);
  const size = bytes.byteLength;
  const { name: object, sealed, identity } = await sealPayload(new Uint8Array(bytes));
  progress?.(0, object.size);
  await putForDeposit(api, locker, object.id, sealed);
  progress?.(object.size, object.size);
  const now = remote.now();
  const label: DocumentLabel = { name, type, size, edition: 1, added: now, modified: now, payload: identity.exposeText() };
  const node = randomId();
  await send(around, person, chain, { node, objects: [object] }, { form: "paper", label });
  await keep(around, { note: "handed", handed: { deposit: node, to: person.account, time: now, name, type, size } });
}
