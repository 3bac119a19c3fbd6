/** What comes when somebody looks back, or deletes for good. */
export { deleteDocument } from "./deletion";
export { journalOf } from "./journal";
export { openVersion, restoreVersion, versionsOf } from "./versions";
