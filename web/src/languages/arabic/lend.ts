/** Lending, and who sees what. */
export const lend = {};
