import { useId } from "preact/hooks";

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  /** Marks the field; the sentence stands where the screen shows refusals. */
  wrong?: boolean;
  digits?: boolean;
  /** What is typed has Latin letters and digits: it stands from left to right in every language. */
  latin?: boolean;
  /** In characters. */
  longest: number;
}

/** A field for one line of text. Nothing typed here is corrected, capitalised, remembered or looked up by the browser. */
export function Field({ label, value, onInput, hint, wrong = false, digits = false, latin = false, longest }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <span class="second" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        id={id}
        type="text"
        dir={latin || digits ? "ltr" : value === "" ? undefined : "auto"}
        inputMode={digits ? "numeric" : "text"}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        maxLength={longest}
        value={value}
        aria-invalid={wrong || undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(input) => {
          onInput(input.currentTarget.value);
        }}
      />
    </div>
  );
}
