import { useEffect, useState } from "preact/hooks";
import type { Grant } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import { Note } from "../components/note";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";

/** Before a paper goes from one folder to another: who loses sight of it by that, and who gains it. */
export function MoveNotes({ from, to }: { from: string; to: string }) {
  const { texts } = useOthersSetting();
  const { lose, gain } = useSeers(from, to);
  if (from === to) return null;
  return (
    <>
      {lose.length > 0 && <Note kind="info">{texts.moved.lose(lose.join(", "))}</Note>}
      {gain.length > 0 && <Note kind="wait">{texts.moved.gain(gain.join(", "))}</Note>}
    </>
  );
}

/** Their names, as they are shown. */
function useSeers(from: string, to: string): { lose: string[]; gain: string[] } {
  const { armoire } = useOthersSetting();
  const [grants, setGrants] = useState<readonly Grant[]>([]);

  useEffect(() => {
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
  }, [armoire]);

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
