import { useLayoutEffect, useRef } from "preact/hooks";
import { westernDigits } from "../digits";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";

/** Digits of a PIN. */
export const pinLength = 6;

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;

interface Props {
  /** Digits so far. */
  typed: string;
  onType: (typed: string) => void;
  /** While it is being tried: keys do nothing, and a word says so. */
  busy?: boolean;
}

/**
 * Six dots and ten keys in their usual order, in every language from left to right. The keyboard's digits do as well, wherever
 * the focus is; how many digits are typed is said, never which.
 */
export function PinPad({ typed, onType, busy = false }: Props) {
  const { texts } = useSetting();
  const now = useRef(typed);
  now.current = typed;
  const press = (digit: string) => {
    if (busy || now.current.length >= pinLength) return;
    now.current += digit;
    onType(now.current);
  };
  const erase = () => {
    if (!busy) onType(now.current.slice(0, -1));
  };
  useDigits(press, erase);

  return (
    <>
      <p class="dots" aria-hidden="true">
        {Array.from({ length: pinLength }, (_, place) => (
          <span key={place} class={place < typed.length ? "filled" : undefined} />
        ))}
      </p>
      <p class={busy ? "busy" : "unseen"} role="status">
        {busy ? texts.wait : typed === "" ? "" : texts.pin.typed(typed.length)}
      </p>
      <div class="pad" role="group" aria-label={texts.pin.pad}>
        {keys.map((digit) => (
          <button
            key={digit}
            type="button"
            class={digit === "0" ? "zero" : undefined}
            aria-disabled={busy || undefined}
            onClick={() => {
              press(digit);
            }}
          >
            {digit}
          </button>
        ))}
        <button type="button" class="erase" aria-disabled={busy || undefined} onClick={erase}>
          <Pictogram name="erase" />
          {texts.pin.erase}
        </button>
      </div>
    </>
  );
}

/** Digits and Backspace of a keyboard, also from one that writes Arabic or Persian digits. */
function useDigits(press: (digit: string) => void, erase: () => void): void {
  const act = useRef({ press, erase });
  act.current = { press, erase };
  // With the keys on the screen, not after them: the first digit counts.
  useLayoutEffect(() => {
    const onKey = (key: KeyboardEvent) => {
      if (key.ctrlKey || key.altKey || key.metaKey || key.isComposing || key.target instanceof HTMLInputElement) return;
      const character = westernDigits(key.key);
      if (/^[0-9]$/.test(character)) act.current.press(character);
      else if (key.key === "Backspace") act.current.erase();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, []);
}
