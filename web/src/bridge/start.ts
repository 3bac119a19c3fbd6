import workerAddress from "../worker/main.ts?worker&url";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): {
    createScriptURL: (address: string) => unknown;
  };
}

/**
 * Starts the worker that holds the keys. The page's policy (`trusted-types armoire`) knows one script address,
 * fixed when the page was built, and refuses all others.
 */
export function startWorker(): Worker {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const address =
    factory === undefined
      ? workerAddress
      : (factory.createPolicy("armoire", { createScriptURL: onlyOurs }).createScriptURL(workerAddress) as string);
  return new Worker(address, { type: "module" });
}

function onlyOurs(address: string): string {
  if (address !== workerAddress) throw new TypeError("not our worker");
  return address;
}
