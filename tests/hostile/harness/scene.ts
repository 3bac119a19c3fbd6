import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Vault } from "../../../web/src/worker/vault";
import { CommandLine } from "./command-line";
import type { Holder } from "./holder";
import { Insider, ownOf } from "./insider";
import { newHolder } from "./new-holder";
import type { OwnClient } from "./outcome";
import { HostileProxy } from "./proxy";
import { text, type NamedSecret } from "./secrets";
import { Server } from "./server";
import { WebVault } from "./web-vault";

/** Stands in every document's contents: where it shows, plaintext shows. */
export const MARK = "Nadia née à Tlemcen, jugement du 3 mars";

/** Names and contents of the holder's documents. `large` spans three chunks of age's stream. */
export const papers = {
  bail: { name: "Bail rue des Lilas.txt", content: `${MARK} bail `.repeat(40) },
  jugement: { name: "Jugement 2231.txt", content: `${MARK} jugé `.repeat(40) },
  large: { name: "Dossier complet.txt", content: `${MARK} dossier `.repeat(3200) },
} as const;

export const folders = ["Logement-Nadia", "Justice-Nadia"] as const;

/** A holder with a locker on a real server behind the proxy, known to both clients. */
export interface Scene {
  proxy: HostileProxy;
  server: Server;
  holder: Holder;
  insider: Insider;
  commandLine: CommandLine;
  webVault: WebVault;
  clients: readonly OwnClient[];
  secrets: readonly NamedSecret[];
  /** For files of the tests. */
  folder: string;
  end: () => Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), "armoire-hostile-"));
  const proxy = await HostileProxy.start();
  const server = await Server.start(join(folder, "data"), proxy.origin);
  proxy.leadTo(server.port);
  const holder = await newHolder(proxy.origin, fill);
  const insider = await Insider.enter(proxy.origin, holder);
  const commandLine = new CommandLine(proxy.origin, holder, folder);
  const webVault = new WebVault(proxy.origin, holder);
  const end = async () => {
    await server.stop();
    await proxy.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const secrets = await secretsOf(holder, insider);
  return { proxy, server, holder, insider, commandLine, webVault, clients: [commandLine, webVault], secrets, folder, end };
}

/** Another holder on the same server, with an empty locker unless `made` puts something in: for what changes ways in. */
export async function apart(scene: Scene, made: (origin: string) => Promise<Holder> = newHolder): Promise<Scene> {
  const { proxy } = scene;
  proxy.play([]);
  const holder = await made(proxy.origin);
  const insider = await Insider.enter(proxy.origin, holder);
  const [commandLine, webVault] = [new CommandLine(proxy.origin, holder, scene.folder), new WebVault(proxy.origin, holder)];
  return { ...scene, holder, insider, commandLine, webVault, clients: [commandLine, webVault], secrets: await secretsOf(holder, insider) };
}

/** Folders, documents and a move. */
export async function fill(vault: Vault): Promise<void> {
  const [housing, justice] = [
    await vault.createFolder({ name: folders[0], pictogram: "home" }),
    await vault.createFolder({ name: folders[1], pictogram: "paper" }),
  ];
  const add = async ({ name, content }: { name: string; content: string }) => {
    const bytes = new TextEncoder().encode(content).buffer;
    const { id } = await vault.add({ name, type: "text/plain", bytes, folder: housing.id });
    return (await vault.sent(id)).id;
  };
  await vault.contents();
  const [, jugement] = [await add(papers.bail), await add(papers.jugement), await add(papers.large)];
  await vault.contents();
  await vault.move(jugement ?? "", justice.id);
  await vault.lock();
}

async function secretsOf(holder: Holder, insider: Insider): Promise<NamedSecret[]> {
  const names = Object.values(papers).map(({ name }) => text(`the name "${name}"`, name));
  const keys = {
    "the account key": insider.accountKey,
    "the signing key": insider.keyring.signing,
    "the card's identity": insider.keyring.identity,
    "the locker's root": ownOf(insider.keyring).root,
    "what the words give": insider.slotSecret.exposeSecret(),
  };
  return [
    text("the words", holder.words),
    text("the words, joined", holder.words.replaceAll(" ", "-")),
    text("the recovery card", holder.card),
    text("the recovery card's digits", holder.card.replaceAll(" ", "")),
    text("contents of documents", MARK),
    ...folders.map((name) => text(`the folder "${name}"`, name)),
    ...names,
    ...Object.entries(keys).map(([name, key]) => ({ name, bytes: key.exposeBytes() })),
  ];
}
