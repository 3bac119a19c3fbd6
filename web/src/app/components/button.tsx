import type { ComponentChildren } from "preact";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";

interface Props {
  /** `main` is the honey one: at most one a screen, and it is the thing to do. */
  kind?: "main" | "second" | "plain" | "stop";
  small?: boolean;
  picture?: PictogramName;
  /** Submits its form instead of calling `onClick`. */
  submits?: boolean;
  /** The form that it submits, when it stands outside. */
  form?: string;
  busy?: boolean;
  /** What is missing before it can be pressed; it then says so in place of its word. */
  missing?: string | undefined;
  label?: string;
  onClick?: () => void;
  children: ComponentChildren;
}

export function Button(props: Props) {
  const { kind = "second", small = false, picture, submits = false, form, busy = false, missing, label, onClick } = props;
  const { texts } = useSetting();
  const waits = busy || missing !== undefined;
  return (
    <button
      type={submits ? "submit" : "button"}
      class={`button ${kind}${small ? " small" : ""}`}
      form={form}
      aria-busy={busy || undefined}
      aria-disabled={missing !== undefined || undefined}
      aria-label={waits ? undefined : label}
      onClick={busy || (missing !== undefined && !submits) ? undefined : onClick}
    >
      {busy ? <Pictogram name="clock" /> : picture !== undefined && <Pictogram name={picture} />}
      <span aria-live={busy ? "polite" : undefined}>{busy ? texts.wait : (missing ?? props.children)}</span>
    </button>
  );
}
