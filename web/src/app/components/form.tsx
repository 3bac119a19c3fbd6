import type { ComponentChildren } from "preact";

interface Props {
  id: string;
  /** Whether it is given in with empty fields, too: the screen then says itself what is missing. */
  gaps?: boolean;
  onSubmit: () => void;
  children: ComponentChildren;
}

/** A form that never leaves the page. When something is missing, the first empty field takes the focus. */
export function Form({ id, gaps = false, onSubmit, children }: Props) {
  return (
    <form
      id={id}
      class="stack grow"
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        const fields = [...submission.currentTarget.querySelectorAll("input")];
        const empty = gaps ? undefined : fields.find((field) => field.value.trim() === "");
        if (empty === undefined) onSubmit();
        else empty.focus();
      }}
    >
      {children}
    </form>
  );
}
