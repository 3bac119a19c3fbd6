// Checks of the server's code, each with what removes it. `find` must stand in the file exactly once.
export const server = [].map((mutation) => ({ client: "server", ...mutation }));
