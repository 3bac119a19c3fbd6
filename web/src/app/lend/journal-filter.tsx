import { useId } from "preact/hooks";
import type { JournalAct, JournalEntry, Read, Somebody } from "../../bridge/bridge";
import { RadioTiles } from "../components/radio-tiles";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";

export const looks = ["all", "saw", "wrote", "lent"] as const;

/** What of the journal is shown. `who`: an account, `me` for the holder's own acts, or everybody where it is empty. */
export interface Filter {
  look: (typeof looks)[number];
  who: string;
}

export const me = "me";
export const everything: Filter = { look: "all", who: "" };

const lending: ReadonlySet<JournalAct> = new Set<JournalAct>(["lent", "taken_back", "given_back"]);
/** What nobody writes: the locker looks after itself. */
const itself: ReadonlySet<JournalAct> = new Set<JournalAct>(["locker", "keys", "card", "checkpoint", "gap"]);

/** Whether an act is shown. Whoever was lent something has to do with it as much as who did it. */
export function keepsAct({ look, who }: Filter, { act, by, whom }: JournalEntry): boolean {
  const isKind = look === "all" || (look === "lent" ? lending.has(act) : look === "wrote" && !lending.has(act) && !itself.has(act));
  const isTheirs = who === "" || (who === me ? by === undefined : by?.account === who || whom?.account === who);
  return isKind && isTheirs;
}

/** Whether an opening is shown: the holder's own aren't written down. */
export function keepsRead({ look, who }: Filter, read: Read): boolean {
  return (look === "all" || look === "saw") && (who === "" || read.who.account === who);
}

/** Everybody whom the journal names, by name. */
export function peopleOf(entries: readonly JournalEntry[], reads: readonly Read[]): { account: string; name: string }[] {
  const named = new Map<string, string>();
  const add = ({ account, name }: Somebody) => {
    if (account !== undefined && name !== undefined) named.set(account, displayName(name));
  };
  for (const { by, whom } of entries) for (const one of [by, whom]) if (one !== undefined) add(one);
  for (const { who } of reads) add(who);
  return [...named].map(([account, name]) => ({ account, name })).sort((one, other) => one.name.localeCompare(other.name));
}

interface Props {
  filter: Filter;
  people: readonly { account: string; name: string }[];
  onFilter: (filter: Filter) => void;
}

/** What is shown, and of whom. */
export function JournalFilter({ filter, people, onFilter }: Props) {
  const { texts } = useOthersSetting();
  const { journalFilter } = texts;
  const id = useId();
  return (
    <div class="stack off-paper">
      <RadioTiles
        legend={journalFilter.title}
        look="low four"
        options={looks}
        chosen={filter.look}
        words={journalFilter}
        onChoose={(look) => {
          onFilter({ ...filter, look });
        }}
      />
      <div class="field">
        <label for={id}>{journalFilter.who}</label>
        <select
          id={id}
          value={filter.who}
          onChange={(change) => {
            onFilter({ ...filter, who: change.currentTarget.value });
          }}
        >
          <option value="">{journalFilter.everybody}</option>
          <option value={me}>{journalFilter.me}</option>
          {people.map(({ account, name }) => (
            <option key={account} value={account}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
