import { beforeAll, describe, expect, it } from "vitest";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import { encode } from "../../src/protocol/bytes";
import { randomId } from "../../src/protocol/id";
import { Vault } from "../../src/worker/vault";
import { until } from "./events";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";
import { enter, handIn, meet, openedPerson, type PhoneOwner } from "./others";
import { TestDevice } from "./test-device";

const server = serverForTests();
let luc: PhoneOwner;
let zoe: PhoneOwner;

beforeAll(async () => {
  [luc, zoe] = [await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
});

async function nadia() {
  const person = await openedPerson(server.origin, "Nadia");
  await meet(person, luc);
  return person;
}

function file(name: string, text = name) {
  return { name, type: "text/plain", bytes: new TextEncoder().encode(text).buffer };
}

describe("handing in", () => {
  it("waits until it is accepted, into a shelf; or refused, and nothing of it stays", async () => {
    const holder = await nadia();
    const told: [number, number][] = [];
    await luc.vault.handIn(holder.account, file("attestation.txt", "Elle habite ici."), (sent, total) => told.push([sent, total]));
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
    await luc.vault.handIn(holder.account, file("autre.txt"));
    const waiting = await holder.vault.inbox();
    expect(waiting).toMatchObject([
      { name: "attestation.txt", type: "text/plain", size: 16, from: { account: luc.account, name: "Luc Petit", organisation: "Mairie", trust: "scanned" } },
      { name: "autre.txt" },
    ]);
    expect((await holder.vault.contents()).documents).toEqual([]);
    const [first, second] = waiting.map(({ id }) => id);
    await holder.vault.acceptHandedIn(first!, holder.folder);
    expect(await holder.vault.inbox()).toMatchObject([{ id: second }]);
    expect((await holder.vault.contents()).documents).toMatchObject([{ id: first, folder: holder.folder, name: "attestation.txt", size: 16 }]);
    expect(new TextDecoder().decode((await holder.vault.open(first!)).bytes)).toBe("Elle habite ici.");
    await holder.vault.refuseHandedIn(second!);
    expect(await holder.vault.inbox()).toEqual([]);
    await expect(holder.vault.acceptHandedIn(second!, holder.folder)).rejects.toMatchObject({ code: "not_found" });
    await expect(holder.vault.refuseHandedIn(first!)).rejects.toMatchObject({ code: "not_found" });
    const { entries } = await holder.vault.journal({});
    expect(entries.slice(0, 4)).toMatchObject([{ act: "refused", whom: { name: "Luc Petit" } }, { act: "accepted", name: "attestation.txt", whom: { name: "Luc Petit" } }, { act: "deposited", by: { name: "Luc Petit" } }, { act: "folder" }]);
  });

  it("is opened on another device, after every key was replaced, and heard of by an open page", async () => {
    const holder = await nadia();
    const { vault, world } = new TestDevice(server.origin).page();
    world.hears();
    await vault.signIn(holder.words);
    await world.hearing();
    const heard = until(vault, ({ kind }) => kind === "changed");
    await luc.vault.handIn(holder.account, file("a.txt"));
    await heard;
    expect(await vault.inbox()).toMatchObject([{ name: "a.txt" }]);
    await vault.lock();
    await holder.vault.rotate("stolen", "fr");
    // What was handed in before opens by the inbox of then; what comes is for the new one.
    await luc.vault.handIn(holder.account, file("b.txt"));
    expect(await holder.vault.inbox()).toMatchObject([{ name: "a.txt" }, { name: "b.txt" }]);
    for (const { id } of await holder.vault.inbox()) await holder.vault.acceptHandedIn(id, holder.folder);
    expect((await holder.vault.contents()).documents).toHaveLength(2);
  });

  it("goes on while the locker's log does, and says who it isn't for", async () => {
    const [holder, stranger] = [await nadia(), await openedPerson(server.origin, "Ali")];
    let others = 0;
    luc.world.between = async (path, request, send) => {
      if (request.method === "POST" && path.endsWith("/acts") && others < 3) {
        others += 1;
        await holder.vault.rename(holder.folder, `Santé ${others}`);
      }
      return send(request);
    };
    await luc.vault.handIn(holder.account, file("a.txt"));
    luc.world.between = (_path, request, send) => send(request);
    expect([others, (await holder.vault.inbox()).length]).toEqual([3, 1]);
    await expect(luc.vault.handIn(stranger.account, file("a.txt"))).rejects.toMatchObject({ code: "not_found" });
    await expect(luc.vault.handIn(holder.account, file("a.txt", ""))).rejects.toMatchObject({ code: "empty_file" });
    // Somebody who hasn't said where.
    const computer = await enter(server.origin, luc.words);
    const people = computer.account.keyring.people.map(({ locker: _, ...person }) => person);
    await computer.account.change((keyring) => ({ ...keyring, people }), (keyring) => computer.api.prepareKeyring(computer.account.signer, keyring)());
    const vault = new Vault(new NodeWorld(server.origin));
    await vault.signIn(luc.words);
    expect(await vault.people()).toMatchObject([...(await vault.people()).map(() => ({ reachable: false }))]);
    await expect(vault.handIn(holder.account, file("a.txt"))).rejects.toMatchObject({ code: "no_locker" });
  });

  it("is only so much of one person", async () => {
    const [holder, ali] = [await nadia(), await openedPerson(server.origin, "Ali")];
    await meet(holder, ali);
    for (let times = 0; times < 5; times += 1) await ali.vault.handIn(holder.account, file("a.txt"));
    await expect(ali.vault.handIn(holder.account, file("a.txt"))).rejects.toMatchObject({ code: "too_many_deposits" });
  });
});

describe("a hostile server", () => {
  it("can't name an inbox of its own", async () => {
    const holder = await nadia();
    const theirs = await fetchTail(zoe);
    const tail = (change: (tail: Record<string, unknown>) => Record<string, unknown>) => {
      luc.world.between = async (path, request, send) => {
        const response = await send(request);
        if (!path.endsWith("/tail")) return response;
        return new Response(JSON.stringify(change((await response.json()) as Record<string, unknown>)), { status: 200 });
      };
    };
    const hand = () => luc.vault.handIn(holder.account, file("a.txt"));
    tail((honest) => ({ ...honest, inbox: theirs["inbox"] }));
    await expect(hand()).rejects.toMatchObject({ code: "recipient" });
    tail((honest) => ({ ...honest, inbox: theirs["inbox"], rotate: theirs["rotate"] }));
    await expect(hand()).rejects.toMatchObject({ code: "locker" });
    tail((honest) => ({ ...honest, rotate: resigned(honest["rotate"] as string) }));
    await expect(hand()).rejects.toMatchObject({ code: "signature" });
    expect(luc.world.sent.filter(({ path, request }) => request.method === "POST" && path.includes(holder.locker) && path.endsWith("/acts"))).toEqual([]);
    luc.world.between = (_path, request, send) => send(request);
    await hand();
  });

  it("can't show what was handed in as something else, and what nobody can open keeps nothing else from being seen", async () => {
    const holder = await nadia();
    const computer = await enter(server.origin, holder.words);
    await luc.vault.handIn(holder.account, file("vrai.txt"));
    // A form that isn't known, and a box that says another place than its act.
    await handIn(computer, await enter(server.origin, luc.words), randomId());
    expect(await holder.vault.inbox()).toMatchObject([{ name: "vrai.txt" }]);
    const world = new NodeWorld(server.origin);
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/beside")) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      bytes[bytes.length - 1]! ^= 1;
      return new Response(bytes, response);
    };
    const vault = new Vault(world);
    await vault.signIn(holder.words);
    expect(await vault.inbox()).toEqual([]);
    await expect(vault.acceptHandedIn((await holder.vault.inbox())[0]!.id, holder.folder)).rejects.toMatchObject({ code: "box" });
  });
});

async function fetchTail({ world, locker }: PhoneOwner): Promise<Record<string, unknown>> {
  const response = await world.fetch(`/api/v1/lockers/${locker}/tail`, { method: "GET" });
  return (await response.json()) as Record<string, unknown>;
}

/** The same act, with a signature that isn't one. */
function resigned(frame: string): string {
  const [act] = readFrames(new Uint8Array(Buffer.from(frame, "base64url")), 1);
  return encode(writeFrames([{ ...act!, signature: act!.signature.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) }]));
}
