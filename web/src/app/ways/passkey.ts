import { ArmoireError, type PasskeyRequest } from "../../bridge/bridge";

/**
 * Passkeys as a way in (WebAuthn with the PRF extension): the platform turns a constant input into 32 bytes that never
 * change for one passkey of this address, after it has recognised its holder. Nothing of the credential itself goes to
 * the server, and no assertion is verified: who has the 32 bytes holds the passkey.
 *
 * Refusals: `passkey_unsupported` where browser or platform can't do it, `passkey_none` when nothing came back: given up, timed
 * out, or the passkey was deleted on the platform; browsers don't say which.
 */

/** How long the platform may wait for its holder, in milliseconds. */
const patience = 120_000;

/** Bytes of an answer. */
const length = 32;

/** No assertion is verified: what proves is the answer, which never leaves the worker. */
const challenge = new Uint8Array(32);

// ES256, then RS256, which older Windows platforms know alone.
const algorithms = [-7, -257];

/** Whether this device recognises its holder by itself: without that there is nothing to offer. */
export async function hasPasskeys(): Promise<boolean> {
  if (!("PublicKeyCredential" in globalThis)) return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** Makes a passkey, and asks it twice: an authenticator that answers differently would lock its holder out. */
export async function makePasskey({ input, user, name }: PasskeyRequest): Promise<{ first: ArrayBuffer; second: ArrayBuffer }> {
  const created = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: "Armoire" },
        user: { id: user, name, displayName: name },
        challenge,
        pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        attestation: "none",
        timeout: patience,
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  );
  // Some platforms answer at once, others only say that they could.
  const { prf } = created.getClientExtensionResults();
  if (prf?.enabled !== true && prf?.results === undefined) throw new ArmoireError("passkey_unsupported");
  const atOnce = answerIn(created);
  const first = atOnce ?? (await evaluate(input, created.rawId));
  return { first, second: await evaluate(input, created.rawId) };
}

/** The answer of a passkey of this address, whichever its holder chooses. */
export function usePasskey({ input }: PasskeyRequest): Promise<ArrayBuffer> {
  return evaluate(input);
}

async function evaluate(input: Uint8Array<ArrayBuffer>, id?: ArrayBuffer): Promise<ArrayBuffer> {
  const asserted = await ask(() =>
    navigator.credentials.get({
      publicKey: {
        challenge,
        userVerification: "required",
        timeout: patience,
        extensions: { prf: { eval: { first: input } } },
        ...(id !== undefined && { allowCredentials: [{ type: "public-key", id }] }),
      },
    }),
  );
  const answer = answerIn(asserted);
  if (answer === undefined) throw new ArmoireError("passkey_unsupported");
  return answer;
}

/** The 32 bytes as a buffer of their own: they move to the worker, and the page keeps no copy. */
function answerIn(credential: PublicKeyCredential): ArrayBuffer | undefined {
  const given = credential.getClientExtensionResults().prf?.results?.first;
  if (given === undefined) return undefined;
  const bytes = new Uint8Array(given instanceof ArrayBuffer ? given : given.buffer.slice(given.byteOffset, given.byteOffset + given.byteLength));
  if (bytes.length !== length) throw new ArmoireError("passkey_unsupported");
  return new Uint8Array(bytes).buffer;
}

async function ask(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null;
  try {
    credential = await question();
  } catch (error) {
    const unable = error instanceof DOMException && ["NotSupportedError", "ConstraintError", "SecurityError"].includes(error.name);
    throw new ArmoireError(unable ? "passkey_unsupported" : "passkey_none");
  }
  if (!(credential instanceof PublicKeyCredential)) throw new ArmoireError("passkey_none");
  return credential;
}
