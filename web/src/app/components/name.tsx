import { displayName } from "../papers/names";

/** A name that a person wrote: shown as text, isolated from what stands around it, shortened when very long. */
export function Name({ of }: { of: string }) {
  return (
    <span class="name">
      <bdi>{displayName(of)}</bdi>
    </span>
  );
}
