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

/** What is typed of a card, and what is missing of it. */
export interface TypedCard {
  groups: readonly string[];
  /** Groups that aren't six digits, counted from 0; empty before the card was given in. */
  missing: readonly number[];
  type: (place: number, value: string) => void;
  /** Gives the card in: whole, or not at all. */
  submit: () => void;
}

/** `onCard` gets a whole card: nine groups, or the text of its square. */
export function useTypedCard(onCard: (card: string) => void): TypedCard {
  const [groups, setGroups] = useState<string[]>(() => Array.from({ length: groupCount }, () => ""));
  const [missing, setMissing] = useState<readonly number[]>([]);

  const fill = (next: string[]) => {
    setGroups(next);
    setMissing((before) => before.filter((place) => next[place]?.length !== groupLength));
  };

  const type = (place: number, value: string) => {
    // What somebody pastes may be the text of a square, or what is left of one.
    if (isCard(value)) {
      const digits = digitsOfSquare(value);
      if (digits.length >= wholeCard) onCard(value.trim());
      else {
        const next = spread(groups.map(() => ""), 0, digits);
        setGroups(next);
        setMissing(incomplete(next));
      }
      return;
    }
    const next = spread(groups, place, value);
    fill(next);
    if (next[place]?.length === groupLength && groups[place]?.length !== groupLength) focusGroup(place + 1);
  };

  const submit = () => {
    const lacking = incomplete(groups);
    // Nothing is typed yet: there is nothing to find fault with.
    setMissing(lacking.length === groupCount ? [] : lacking);
    if (lacking[0] === undefined) onCard(groups.join(" "));
    else focusGroup(lacking[0]);
  };

  return { groups, missing, type, submit };
}

/** Nine fields, always from left to right. `error` may name the group that is wrong. */
export function CardGroups({ card: { groups, missing, type }, error }: { card: TypedCard; error: unknown }) {
  const { texts } = useSetting();
  const wrong = codeOf(error) === "card_group" ? (placeOf(error) ?? 0) - 1 : undefined;
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
          wrong={wrong === place || missing.includes(place)}
        />
      ))}
    </div>
  );
}

/** Says which groups are missing: a card may be torn, or half of it washed away. */
export function MissingGroups({ missing }: { missing: readonly number[] }) {
  const { texts, language } = useSetting();
  const [first] = missing;
  const names = new Intl.ListFormat(language.formats).format(missing.map((place) => String(place + 1)));
  const sentence = first === undefined ? undefined : missing.length === 1 ? texts.recover.short(first + 1) : texts.recover.missing(names);
  return <Alert sentence={sentence} />;
}

function incomplete(groups: readonly string[]): number[] {
  return groups.flatMap((group, place) => (group.length === groupLength ? [] : [place]));
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
