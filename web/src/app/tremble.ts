/**
 * Fingers tremble: the second touch of a double one counts only on the button that the first one touched, not on what stands in its
 * place on the screen that came in between.
 */
export function holdAgainstTrembling(page: Document): void {
  let touched: Element | null = null;
  page.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button, a, label, input") : null;
      if (event.detail > 1 && button !== touched) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else {
        touched = button;
      }
    },
    { capture: true },
  );
}
