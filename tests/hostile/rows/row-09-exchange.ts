import { encode } from "../../../web/src/protocol/bytes";
import { sealLabel } from "../../../web/src/protocol/locker/label";
import type { DocumentState } from "../../../web/src/protocol/act/body";
import type { Row } from "../harness/attack";
import { withBody } from "../harness/forge";
import { forgedLog, rewrittenLog } from "../harness/forged-log";
import { Insider } from "../harness/insider";
import { newHolder } from "../harness/new-holder";
import { papers } from "../harness/scene";
import { changeActs, serveLog, serveObject } from "../harness/tampers";

const { bail, jugement } = papers;

export const row09: Row = {
  number: 9,
  attacks: [
    {
      name: "another document's object, of the same size",
      code: "hash",
      device: async (device, { insider }) => device.open((await insider.document(bail.name)).id, bail.name),
      tamper: async ({ insider }) => [serveObject((await insider.object(bail.name)).id, await insider.ciphertext(jugement.name))],
    },
    {
      name: "another document's object, which the log names",
      code: "recipient",
      fresh: async (client, { insider }) => client.arriveAndOpen((await insider.document(bail.name)).id, bail.name),
      tamper: async ({ insider }) => {
        const other = await insider.object(jugement.name);
        const { id } = await insider.document(bail.name);
        return forgedLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, objects: [other] } : body));
      },
    },
    {
      name: "two documents' labels exchanged",
      code: "commitment",
      tamper: async ({ insider }) => {
        const [one, other] = [await state(insider, bail.name), await state(insider, papers.large.name)];
        return forgedLog(insider, (body) => {
          if (body.form !== "document") return body;
          if (body.node === one.node) return { ...body, label: other.label };
          return body.node === other.node ? { ...body, label: one.label } : body;
        });
      },
    },
    {
      name: "a label of another version",
      code: "commitment",
      tamper: async ({ insider }) => {
        const { id, key, label } = await insider.document(bail.name);
        const sealed = encode(await sealLabel(key, { locker: insider.locker, node: id, version: 2 }, label));
        return forgedLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, label: sealed } : body));
      },
    },
    {
      name: "two folders' keys exchanged",
      code: "commitment",
      tamper: ({ insider }) => exchangeFolders(insider, "key"),
    },
    {
      name: "two folders' labels exchanged",
      code: "commitment",
      tamper: ({ insider }) => exchangeFolders(insider, "label"),
    },
    {
      name: "a document in another folder than it was put in",
      code: "commitment",
      tamper: async ({ insider }) => {
        const { id } = await insider.document(papers.large.name);
        const { folders, documents } = insider.reader.locker;
        const other = [...folders.keys()].find((folder) => folder !== documents.get(id)?.folder);
        if (other === undefined) throw new Error("the holder has two folders");
        return rewrittenLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, parent: other } : body));
      },
    },
    {
      name: "two acts' bodies exchanged",
      code: "body",
      tamper: ({ insider }) => {
        const puts = insider.acts.filter(({ body }) => body?.form === "document");
        const [one, other] = [puts[0], puts[1]];
        return changeActs((acts) =>
          acts.map((act) => (act.header.seq === one?.header.seq && other?.body ? withBody(act, () => other.body as DocumentState) : act)),
        );
      },
    },
    {
      name: "another person's locker",
      code: "author",
      tamper: async ({ proxy }) => {
        const stranger = await newHolder(proxy.origin);
        return serveLog((await Insider.enter(proxy.origin, stranger)).acts);
      },
    },
  ],
};

async function state(insider: Insider, name: string): Promise<DocumentState> {
  const { id } = await insider.document(name);
  const put = insider.acts.findLast(({ body }) => body?.form === "document" && body.node === id);
  if (put?.body?.form !== "document") throw new Error(`${name} isn't in the log`);
  return put.body;
}

function exchangeFolders(insider: Insider, what: "key" | "label") {
  const made = insider.acts.flatMap(({ body }) => (body?.form === "new_folder" ? [body] : []));
  const [one, other] = made;
  if (one === undefined || other === undefined) throw new Error("the holder has two folders");
  return forgedLog(insider, (body) => {
    if (body.form !== "new_folder") return body;
    return { ...body, [what]: (body.node === one.node ? other : one)[what] };
  });
}
