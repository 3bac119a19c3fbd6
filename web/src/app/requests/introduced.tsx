import type { Introduction } from "../../bridge/bridge";
import { theirWords } from "../lent/called";

/** How somebody is introduced, line by line, in their own words. */
export function Introduced({ entry }: { entry: Introduction }) {
  const lines = [entry.name, entry.organisation, entry.site, entry.mission, entry.reach].filter((line) => line !== undefined);
  return (
    <>
      {lines.map((line, place) => (
        <p key={place} class="said">
          <bdi>{theirWords(line)}</bdi>
        </p>
      ))}
    </>
  );
}
