import type { Grant, Grantee } from "../../bridge/bridge";

/** What was lent to somebody in one go: it ends together, and is taken back by one touch. */
export interface Batch {
  key: string;
  grants: readonly Grant[];
  /** One of them: all have the same right, time, purpose and author. */
  first: Grant;
}

/** Somebody and everything that is lent to them. */
export interface Seer {
  grantee: Grantee;
  batches: readonly Batch[];
}

/** Grants that aren't over by person, then by what was lent together; whoever sees longest comes last. */
export function seersOf(grants: readonly Grant[], now: number): Seer[] {
  const seers = new Map<string, { grantee: Grantee; batches: Map<string, Grant[]> }>();
  for (const grant of [...grants].sort((one, other) => one.end - other.end)) {
    const { account } = grant.to;
    const seer = seers.get(account) ?? { grantee: grant.to, batches: new Map<string, Grant[]>() };
    seers.set(account, seer);
    const key = keyOf(grant, now);
    const batch = seer.batches.get(key) ?? [];
    seer.batches.set(key, batch);
    batch.push(grant);
  }
  return [...seers.values()].map(({ grantee, batches }) => ({
    grantee,
    batches: [...batches].flatMap(([key, [first, ...rest]]) => (first === undefined ? [] : [{ key, grants: [first, ...rest], first }])),
  }));
}

/** Whether somebody sees papers already; else all that they were lent begins later, or they are shown names of the list alone. */
export function seesNow({ batches }: Seer, now: number): boolean {
  return batches.some(({ grants }) => grants.some(({ start, on }) => start <= now && on !== "entry"));
}

/** What was lent by one yes has one end, right and purpose, and begins together where that is later. Names of the list are another thing. */
function keyOf({ start, end, right, purpose, by, on }: Grant, now: number): string {
  return JSON.stringify([start > now && start, end, right, purpose, by?.account, on === "entry"]);
}
