import workerAddress from "../worker/main.ts?worker&url";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): {
    createScriptURL: (address: string) => unknown;
  };
}

/** The scripts that the page may start: the worker that holds the keys, and the one that keeps the app's files. */
const addresses = { worker: workerAddress, service: "/service.js" } as const;

let policy: { createScriptURL: (address: string) => unknown } | undefined;

/**
 * The address of a script, as the browser wants it. The page's policy (`trusted-types armoire`) can be made once; it knows
 * these addresses, fixed when the page was built, and refuses all others.
 */
export function scriptAddress(which: keyof typeof addresses): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (factory === undefined) return addresses[which];
  policy ??= factory.createPolicy("armoire", { createScriptURL: onlyOurs });
  return policy.createScriptURL(addresses[which]) as string;
}

function onlyOurs(address: string): string {
  if (!Object.values<string>(addresses).includes(address)) throw new TypeError("not our script");
  return address;
}
