import type { ComponentChildren } from "preact";
import type { Grantee, Trust } from "../../bridge/bridge";
import { Name } from "../components/name";
import { displayName } from "../papers/names";
import type { PictogramName } from "../pictograms/pictogram";
import { useOthersSetting } from "./others-setting";
import { PersonToken, TrustState } from "./trust";

/** What a row shows of somebody: a person who was met, whom something is lent to, or an entry of the list. */
export interface Shown {
  name?: string;
  organisation?: string;
  trust?: Trust;
  kind?: "person" | "team";
}

interface Props {
  person: Shown;
  /** More lines below the organisation. */
  second?: ComponentChildren;
  /** Says also that somebody who isn't verified can't be shown anything. */
  closed?: boolean;
}

/** Somebody as a row has them: drawing, name, organisation, and how they are known in a word. */
export function PersonBody({ person, second, closed = false }: Props) {
  const { texts } = useOthersSetting();
  const { name, organisation, trust } = person;
  return (
    <>
      <PersonToken picture={personPicture(person)} />
      <span class="grow">
        {name === undefined ? <span class="name ours">{texts.trust.nobody}</span> : <Name of={name} />}
        {organisation !== undefined && (
          <span class="second block">
            <bdi>{displayName(organisation)}</bdi>
          </span>
        )}
        {second}
        {trust !== undefined && <TrustState trust={trust} closed={closed} />}
      </span>
    </>
  );
}

interface RowProps extends Props {
  /** Stands at the end of the row: a tool, an arrow. */
  end?: ComponentChildren;
}

/** The same as a row that isn't touched as a whole. */
export function PersonRow({ end, ...body }: RowProps) {
  return (
    <div class="row">
      <PersonBody {...body} />
      {end}
    </div>
  );
}

export function personPicture({ kind, organisation }: Shown): PictogramName {
  if (kind === "team") return "people";
  return organisation === undefined ? "people/person" : "people/pro";
}

/** A name in a sentence, or what stands for somebody whom the holder doesn't know. */
export function called({ name }: Pick<Grantee, "name">, unknown: string): string {
  return name === undefined ? unknown : displayName(name);
}
