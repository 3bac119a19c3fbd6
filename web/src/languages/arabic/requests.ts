/** What others ask. */
export const requests = {};
