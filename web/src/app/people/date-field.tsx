import { useId } from "preact/hooks";

interface Props {
  label: string;
  /** As `fieldDay` writes it; empty while none is chosen. */
  day: string;
  first?: string;
  last?: string;
  onDay: (day: string) => void;
}

/** A day, chosen as the device does it. */
export function DateField({ label, day, first, last, onDay }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        autocomplete="off"
        value={day}
        min={first}
        max={last}
        onInput={(input) => {
          onDay(input.currentTarget.value);
        }}
      />
    </div>
  );
}
