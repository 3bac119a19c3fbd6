/** Of the holder's devices. */
export const PIN = "482913";
/** What the holder calls them. */
export const DEVICE = "Téléphone de Nadia";
