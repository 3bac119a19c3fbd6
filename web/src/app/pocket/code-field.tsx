import { useId, useState } from "preact/hooks";
import { Box } from "../components/box";
import { onlyDigits } from "../digits";
import { useSetting } from "../setting";

/** Digits of a pocket's code. */
export const shortest = 4;
export const longest = 8;

interface Props {
  label: string;
  value: string;
  onInput: (digits: string) => void;
  wrong?: boolean;
  shown: boolean;
}

/** A field for the pocket's code: digits of any script, covered unless they are asked for. */
export function CodeField({ label, value, onInput, wrong = false, shown }: Props) {
  const id = useId();
  return (
    <div class="field code-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        dir="ltr"
        class={shown ? undefined : "masked"}
        inputMode="numeric"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        maxLength={longest}
        value={value}
        aria-invalid={wrong || undefined}
        onInput={({ currentTarget }) => {
          const digits = onlyDigits(currentTarget.value);
          currentTarget.value = digits;
          onInput(digits);
        }}
      />
    </div>
  );
}

/** Whether the digits are shown, and the box that says so. */
export function useShownCode() {
  const { texts } = useSetting();
  const [shown, setShown] = useState(false);
  return { shown, box: <Box label={texts.pocket.show} ticked={shown} onTick={setShown} /> };
}
