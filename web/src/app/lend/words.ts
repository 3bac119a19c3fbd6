import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { nodesOf, whyOf, type Draft } from "./draft";

/** What is lent, in words: one thing by its name, several by their number. Nothing while nothing is chosen. */
export function useWhat(draft: Draft): string | undefined {
  const { texts } = useOthersSetting();
  const { contents, shelves } = useInside();
  const { lend } = texts;
  const nodes = nodesOf(draft);
  if (nodes === undefined) return undefined;
  if (draft.what === "all") return lend.all;
  const [only] = nodes;
  if (draft.what === "shelves") {
    const shelf = nodes.length === 1 ? shelves.find(({ folder }) => folder?.id === only) : undefined;
    return shelf === undefined ? lend.shelves(nodes.length) : lend.one(displayName(shelf.name));
  }
  const paper = nodes.length === 1 ? contents.documents.find(({ id }) => id === only) : undefined;
  return paper === undefined ? lend.papers(nodes.length) : lend.one(displayName(paper.name));
}

/** How much is lent, in words, however it is called. Nothing while nothing is chosen. */
export function useCount(draft: Draft): string | undefined {
  const { texts } = useOthersSetting();
  const { lend } = texts;
  const nodes = nodesOf(draft);
  if (nodes === undefined || draft.what === "all") return nodes && lend.all;
  return draft.what === "papers" ? lend.papers(nodes.length) : lend.shelves(nodes.length);
}

/** What it is for: one of the drawers' words, or the person's own. */
export function usePurpose(draft: Draft): string | undefined {
  const { texts } = useOthersSetting();
  const why = whyOf(draft);
  if (why === undefined) return undefined;
  if (why !== "other") return texts.lendWhy.purposes[why];
  const own = draft.words.trim();
  return own === "" ? undefined : own;
}

