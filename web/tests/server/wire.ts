import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Stands before a server, and counts every byte that passes, both ways: requests and answers with their heads, as they travel. */
export interface Wire {
  /** The address to use in the server's place. */
  origin: string;
  /** Bytes since the last time that this was asked. */
  passed(): number;
  stop(): Promise<void>;
}

export async function layWire(to: string): Promise<Wire> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let bytes = 0;
  const forward = (from: Socket, into: Socket): void => {
    sockets.add(from);
    from.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (!into.write(piece)) from.pause();
    });
    into.on("drain", () => from.resume());
    from.on("close", () => {
      sockets.delete(from);
      into.destroy();
    });
    from.on("error", () => into.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    passed: () => {
      const passed = bytes;
      bytes = 0;
      return passed;
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
