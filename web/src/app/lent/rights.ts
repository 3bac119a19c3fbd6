import type { LentContents, LentFolder, Loan, Right } from "../../bridge/bridge";

const order: readonly Right[] = ["read", "add", "edit", "manage"];

/** Whether a right lets one do what needs `least`. */
export function allows(right: Right | undefined, least: Right): boolean {
  return right !== undefined && order.indexOf(right) >= order.indexOf(least);
}

/** Whether papers may be added under one of these loans. */
export function mayAdd(loans: readonly Loan[]): boolean {
  return loans.some(({ on, right }) => (on === "shelf" || on === "locker") && allows(right, "add"));
}

/** Whether one runs the locker. */
export function runs(loans: readonly Loan[]): boolean {
  return loans.some(({ on, right }) => on === "locker" && right === "manage");
}

/** Whether something of it may be lent on. */
export function lendsOn(loans: readonly Loan[]): boolean {
  return loans.some(({ on, right }) => on !== "entry" && right === "manage");
}

/** Shelves onto which papers may be put. */
export function openShelves({ folders }: LentContents): LentFolder[] {
  return folders.filter(({ trashed, right }) => trashed === undefined && allows(right, "add"));
}
