import type { Document } from "../../bridge/bridge";
import { displayName } from "../papers/names";
import { WholePaper } from "../viewer/whole";
import { useInside } from "./inside";

/** A paper of the open locker, as large as the screen. */
export function LargeScreen({ paper }: { paper: Document }) {
  const { opened } = useInside();
  return <WholePaper name={displayName(paper.name)} opened={opened} />;
}
