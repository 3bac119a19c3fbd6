import type { Speech } from "../../languages";

/**
 * How the tab looks from outside: its name, its icon, the colour around it, and what it is called when it is put among the
 * phone's apps. `name` is a discreet one; without it the tab is the locker's.
 */
export function wear({ entry }: Speech, name: string | undefined): void {
  const plain = name !== undefined;
  change("link[rel=icon]", "href", plain ? "/calendar.svg" : "/icon.svg");
  change("link[rel=manifest]", "href", plain ? `/calendar-${entry.tag}.webmanifest` : "/armoire.webmanifest");
  change("meta[name=theme-color]", "content", plain ? "#ffffff" : "#57204b");
  if (name !== undefined) document.title = name;
}

function change(selector: string, attribute: string, value: string): void {
  const element = document.querySelector(selector);
  if (element !== null && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
