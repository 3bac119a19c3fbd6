import { afterAll, beforeAll } from "vitest";
import { startServer, type Server } from "./server";

/** The real server, from before the first test of the file that asks until after its last. */
export function serverForTests(): Readonly<Pick<Server, "origin" | "data">> {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  return {
    get origin() {
      return server.origin;
    },
    get data() {
      return server.data;
    },
  };
}
