import type { Person } from "../../bridge/bridge";
import { PersonBody } from "./person-row";

interface Props {
  legend: string;
  /** Whether the legend is read out and not shown: the screen's title says it. */
  quiet?: boolean;
  people: readonly Person[];
  /** Accounts. */
  chosen: readonly string[];
  /** Several of them, or one. */
  several?: boolean;
  onChoose: (account: string) => void;
}

/** People to choose from, as boxes or as one of all. Who isn't verified is shown, with the reason, and can't be chosen. */
export function PeopleChoice({ legend, quiet = false, people, chosen, several = false, onChoose }: Props) {
  return (
    <fieldset class="field">
      <legend class={quiet ? "unseen" : undefined}>{legend}</legend>
      <ul class="panel">
        {people.map((person) => (
          <Row key={person.account} person={person} several={several} chosen={chosen.includes(person.account)} onChoose={onChoose} />
        ))}
      </ul>
    </fieldset>
  );
}

interface RowProps {
  person: Person;
  several: boolean;
  chosen: boolean;
  onChoose: (account: string) => void;
}

function Row({ person, several, chosen, onChoose }: RowProps) {
  if (person.trust === "unverified") {
    return (
      <li class="row off">
        <PersonBody person={person} closed />
      </li>
    );
  }
  return (
    <li>
      <label class="row choice">
        <PersonBody person={person} />
        <input
          type={several ? "checkbox" : "radio"}
          name={several ? undefined : "person"}
          checked={chosen}
          onChange={() => {
            onChoose(person.account);
          }}
        />
      </label>
    </li>
  );
}
