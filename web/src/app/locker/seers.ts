import { useEffect, useState } from "preact/hooks";
import type { Grant } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { useInside } from "./inside";

/** Names of who loses sight of a paper, and of who gains it, when it goes from one folder to another. */
export function useSeers(from: string, to: string): { lose: string[]; gain: string[] } {
  const { armoire } = useSetting();
  const { contents } = useInside();
  const [grants, setGrants] = useState<readonly Grant[]>([]);
  // Where nobody sees anything, nothing is asked.
  const shared = (contents.others?.seeing ?? 0) > 0;

  useEffect(() => {
    if (!shared) return undefined;
    let here = true;
    armoire.grants().then(
      (told) => {
        if (here) setGrants(told.filter(({ over }) => over === undefined));
      },
      // Without a network the paper can't be moved either.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [armoire, shared]);

  const everywhere = new Set(grants.filter(({ on }) => on === "locker").map(({ to: { account } }) => account));
  const [before, after] = [seersOf(from, grants), seersOf(to, grants)];
  return { lose: without(before, after, everywhere), gain: without(after, before, everywhere) };
}

/** By account, the name of who is lent this folder. */
function seersOf(folder: string, grants: readonly Grant[]): Map<string, string> {
  return new Map(grants.filter(({ on, node }) => on === "shelf" && node === folder).map(({ to }) => [to.account, apart(displayName(to.name ?? "?"))]));
}

function without(these: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>, everywhere: ReadonlySet<string>): string[] {
  return [...these].filter(([account]) => !others.has(account) && !everywhere.has(account)).map(([, name]) => name);
}
