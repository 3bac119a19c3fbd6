export { change, createFolder, move } from "./deeds";
export { lentDocument, lentLocker, lentLockers } from "./contents";
export { keepNew, keepVersion, nameLent } from "./outgoing";
export { giveBack, grants, lendOn, takeBack } from "./lending";
export { acceptHandedIn, inbox, openHandedIn, refuseHandedIn } from "./waiting";
