/** What others lend. */
export const lent = {};
