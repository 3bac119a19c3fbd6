import { useState } from "preact/hooks";
import { codeOf, placeOf } from "../../languages/refusal";
import { Field } from "../components/field";
import { Alert } from "../components/note";
import { onlyDigits } from "../digits";
import { isCard } from "../scan/scan";
import { useSetting } from "../setting";

const groupCount = 9;
const groupLength = 6;
const wholeCard = groupCount * groupLength;

/** What is typed of a card, and what is missing of it. Places count from 0; none are named before the card was given in. */
export interface TypedCard {
  groups: readonly string[];
  /** Groups with nothing in them: what can't be read on the card stays empty. */
  missing: readonly number[];
  /** Groups with a typing mistake. */
  wrong: readonly number[];
  type: (place: number, value: string) => void;
  /** Gives the card in: whole, or not at all. */
  submit: () => void;
}

/** `onCard` gets a whole card: nine groups, or the text of its square. */
export function useTypedCard(onCard: (card: string) => void): TypedCard {
  const { armoire } = useSetting();
  const [groups, setGroups] = useState<string[]>(() => Array.from({ length: groupCount }, () => ""));
  const [faults, setFaults] = useState<readonly number[]>([]);

  const fill = (next: string[]) => {
    // What is being typed again isn't wrong any more; what stays empty is missing still.
    setFaults((before) => before.filter((place) => next[place] === groups[place] || next[place] === ""));
    setGroups(next);
  };

  const type = (place: number, value: string) => {
    // What somebody pastes may be the text of a square, or what is left of one.
    if (isCard(value)) {
      const digits = digitsOfSquare(value);
      if (digits.length >= wholeCard) onCard(value.trim());
      else {
        const next = spread(groups.map(() => ""), 0, digits);
        setGroups(next);
        void check(next);
      }
      return;
    }
    const next = spread(groups, place, value);
    fill(next);
    if (next[place]?.length === groupLength && groups[place]?.length !== groupLength) focusGroup(place + 1);
  };

  /** Names what is wrong; whoever has the card in hand sees all of it at once. */
  const check = async (typed: string[]): Promise<number[]> => {
    // Where nobody can tell, the card itself is tried, and refused for the same.
    const found = await armoire.checkGroups(typed).catch(() => []);
    // Nothing is typed yet: there is nothing to find fault with.
    setFaults(typed.every((group) => group === "") ? [] : found);
    return found;
  };

  const submit = () => {
    void check(groups).then(([first]) => {
      if (first === undefined) onCard(groups.join(" "));
      else focusGroup(first);
    });
  };

  const missing = faults.filter((place) => groups[place] === "");
  const wrong = faults.filter((place) => groups[place] !== "");
  return { groups, missing, wrong, type, submit };
}

/** Nine fields, always from left to right. `error` may name the group that is wrong. */
export function CardGroups({ card: { groups, missing, wrong, type }, error }: { card: TypedCard; error: unknown }) {
  const { texts } = useSetting();
  const refused = codeOf(error) === "card_group" ? (placeOf(error) ?? 0) - 1 : undefined;
  return (
    <div class="groups" role="group" aria-label={texts.recover.groups} id="groups">
      {groups.map((group, place) => (
        <Field
          key={place}
          label={texts.recover.group(place + 1)}
          value={group}
          onInput={(value) => {
            type(place, value);
          }}
          digits
          longest={512}
          wrong={refused === place || missing.includes(place) || wrong.includes(place)}
        />
      ))}
    </div>
  );
}

/** Names each group that is missing or mistyped by its number: a card may be torn, or half of it washed away. */
export function GroupFaults({ card: { missing, wrong } }: { card: TypedCard }) {
  const { texts, language } = useSetting();
  const names = (places: readonly number[]) => new Intl.ListFormat(language.formats).format(places.map((place) => String(place + 1)));
  const sentences = [
    ...(missing.length > 0 ? [texts.recover.missing(missing.length, names(missing))] : []),
    ...(wrong.length > 0 ? [texts.recover.wrong(wrong.length, names(wrong))] : []),
  ];
  return <Alert sentence={sentences.length === 0 ? undefined : sentences.join(" ")} />;
}

function digitsOfSquare(text: string): string {
  return /^ARMOIRE:\d+:[A-Z2-7]*:(\d*)/.exec(text.trim().toUpperCase())?.[1] ?? "";
}

/** Puts typed or pasted digits into their groups; what doesn't fit into one group flows into the next. */
function spread(groups: readonly string[], place: number, value: string): string[] {
  const digits = onlyDigits(value);
  const next = [...groups];
  if (digits.length <= groupLength) {
    next[place] = digits;
    return next;
  }
  for (let group = place; group < groupCount; group += 1) {
    const start = (group - place) * groupLength;
    if (start >= digits.length) break;
    next[group] = digits.slice(start, start + groupLength);
  }
  return next;
}

function focusGroup(place: number): void {
  document.querySelectorAll<HTMLInputElement>("#groups input")[place]?.focus();
}
