import { scriptAddress } from "./script";

/** Starts the worker that holds the keys. */
export function startWorker(): Worker {
  return new Worker(scriptAddress("worker"), { type: "module" });
}
