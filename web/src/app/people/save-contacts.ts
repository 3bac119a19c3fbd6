import { fileName } from "../papers/names";
import { vcardsOf, type Contact } from "./vcard";

/** Saves contacts on this device, as a file that a telephone's address book opens. */
export function saveContacts(name: string, contacts: readonly Contact[]): void {
  const address = URL.createObjectURL(new Blob([vcardsOf(contacts)], { type: "text/vcard" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(name, ["vcf"]);
  link.click();
  // The browser has taken the address with the click.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
