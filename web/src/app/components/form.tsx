import type { ComponentChildren } from "preact";

/** A form that never leaves the page. When something is missing, the first empty field takes the focus. */
export function Form({ id, onSubmit, children }: { id: string; onSubmit: () => void; children: ComponentChildren }) {
  return (
    <form
      id={id}
      class="stack grow"
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        const fields = [...submission.currentTarget.querySelectorAll("input")];
        const empty = fields.find((field) => field.value.trim() === "");
        if (empty === undefined) onSubmit();
        else empty.focus();
      }}
    >
      {children}
    </form>
  );
}
