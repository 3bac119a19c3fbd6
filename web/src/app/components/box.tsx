import { useId } from "preact/hooks";

interface Props {
  label: string;
  /** What ticking it means, said below it. */
  why?: string;
  ticked: boolean;
  onTick: (ticked: boolean) => void;
}

/** A box to tick; its whole row takes the touch. */
export function Box({ label, why, ticked, onTick }: Props) {
  const id = useId();
  return (
    <div>
      <label class="tick">
        <input
          type="checkbox"
          checked={ticked}
          aria-describedby={why !== undefined && ticked ? id : undefined}
          onChange={(change) => {
            onTick(change.currentTarget.checked);
          }}
        />
        <span>{label}</span>
      </label>
      {why !== undefined && ticked && (
        <p class="second" id={id}>
          {why}
        </p>
      )}
    </div>
  );
}
