/**
 * What was touched has gone from the screen: the focus goes to its title, so that who uses a keyboard or listens isn't
 * sent back to the beginning of the page without a word.
 */
export function focusTitle(): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  });
}
