import { expect, test } from "vitest";
import type { By, Client, Device, Outcome, OwnClient, OwnDevice } from "./outcome";
import type { Tamper } from "./proxy";
import { apart, MARK, folders, papers, type Scene } from "./scene";
import { secretsIn } from "./secrets";

/** The refusal's code, or several where a random byte decides; of each client where they look in another order. */
export type Codes = string | readonly string[] | { commandLine: string | readonly string[]; web: string | readonly string[] };

/** Something a hostile server does, and what our clients must answer. */
export interface Attack {
  name: string;
  code: Codes;
  /** How the command line ends: 8 ("server or object altered") unless said otherwise. */
  exit?: number;
  tamper: (scene: Scene) => readonly Tamper[] | Promise<readonly Tamper[]>;
  /** What a device does that has seen the locker before. Without it, a device arrives that has never seen it. */
  device?: (device: Device, scene: Scene) => Promise<Outcome>;
  /** What a device of the holder's own does, opened by `by`: by words unless said otherwise. */
  own?: (device: OwnDevice, scene: Scene) => Promise<Outcome>;
  by?: By;
  /** On a locker of its own: the ways into it change. */
  apart?: true;
  /** Shows what it made all the same: the server may have replaced the old, and nobody knows. */
  shows?: "command line";
  /** Of this client alone. */
  only?: string;
  /** What a new device does, other than to arrive. */
  fresh?: (client: Client, scene: Scene) => Promise<Outcome>;
  /** Looks at what passed. */
  also?: (scene: Scene) => void | Promise<void>;
}

/** A row of attacks.md. */
export interface Row {
  number: number;
  attacks: readonly Attack[];
  /** What doesn't fit into a table. */
  tests?: (name: (test: string) => string, scene: () => Scene, client: () => Client, clientName: string) => void;
}

/** One test for each attack: under it the client refuses with its code, sends no secret, and shows and writes nothing. */
export function runRow({ number, attacks, tests }: Row, client: string, scene: () => Scene): void {
  const name = (of: string) => `row ${number} · ${client} · ${of}`;
  for (const attack of attacks.filter(({ only }) => only === undefined || only === client)) {
    test(name(attack.name), () => runAttack(scene(), clientOf(scene(), client), attack));
  }
  tests?.(name, scene, () => clientOf(scene(), client), client);
}

export async function runAttack(scene: Scene, client: Client, attack: Attack): Promise<void> {
  if (attack.apart !== true) return runIn(scene, client, attack);
  const other = await apart(scene);
  return runIn(other, clientOf(other, client.name), attack);
}

async function runIn(scene: Scene, client: Client, attack: Attack): Promise<void> {
  const { proxy } = scene;
  proxy.play([]);
  const device = attack.device && (await client.device());
  const own = attack.own && (await ownOf(client, attack.by ?? "words"));
  const tampers = await attack.tamper(scene);
  proxy.play(tampers);
  const outcome = own !== undefined && attack.own !== undefined ? await attack.own(own, scene) : await act(scene, client, device, attack);
  const passed = proxy.record;
  const unused = proxy.unused();
  proxy.play([]);
  expectRefused(outcome, client, attack);
  expect(secretsIn(passed, scene.secrets), "secrets that were sent").toEqual([]);
  expect(unused, "changes that the client never met").toEqual([]);
  proxy.record = passed;
  await attack.also?.(scene);
}

function act(scene: Scene, client: Client, device: Device | undefined, { device: doing, fresh }: Attack): Promise<Outcome> {
  if (device !== undefined && doing !== undefined) return doing(device, scene);
  return fresh === undefined ? client.arrive() : fresh(client, scene);
}

function ownOf(client: Client, by: By): Promise<OwnDevice> {
  if (!("own" in client)) throw new Error(`${client.name} has no device of the holder's own`);
  return (client as OwnClient).own(by);
}

function expectRefused(outcome: Outcome, client: Client, { code, exit, shows }: Attack): void {
  const wanted = codesFor(client.name, code);
  expect(wanted, `the refusal, after having shown "${outcome.shown.slice(0, 200)}"`).toContain(outcome.code);
  if (outcome.exit !== undefined) expect(outcome.exit, "the exit code").toBe(exit ?? 8);
  if (shows !== client.name) expectNothingShown(outcome.shown);
}

/** What this client may answer. */
export function codesFor(client: string, code: Codes): readonly (string | undefined)[] {
  const own = typeof code === "object" && "web" in code ? (client === "command line" ? code.commandLine : code.web) : code;
  return typeof own === "string" ? [own] : own;
}

/** No name, no folder and no word of any document; no words and no card of a new locker. */
export function expectNothingShown(shown: string): void {
  const plain = [MARK, MARK.slice(0, 12), "Tlemcen", ...folders, ...Object.values(papers).map(({ name }) => name)];
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  expect(plain.filter((text) => shown.includes(text) || shown.includes(bytes(text)))).toEqual([]);
  expect(shown, "output of a command that was refused").not.toMatch(/"(words|card|id)"/);
}

export function clientOf(scene: Scene, name: string): OwnClient {
  const client = scene.clients.find((one) => one.name === name);
  if (client === undefined) throw new Error(`no client is called ${name}`);
  return client;
}
