import type { Page } from "playwright-core";

/** Chromium's virtual authenticator: a platform one that recognises its holder by itself. */
export interface Authenticator {
  /** Deletes its passkeys, as somebody does in the settings of a phone. */
  forget: () => Promise<void>;
  /** Whether it recognises who is there. */
  recognise: (known: boolean) => Promise<void>;
}

export async function addAuthenticator(page: Page, { prf = true }: { prf?: boolean } = {}): Promise<Authenticator> {
  const debugging = await page.context().newCDPSession(page);
  await debugging.send("WebAuthn.enable");
  const { authenticatorId } = await debugging.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: prf,
    },
  });
  return {
    forget: async () => {
      await debugging.send("WebAuthn.clearCredentials", { authenticatorId });
    },
    recognise: async (known) => {
      await debugging.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: known });
    },
  };
}

/** What the page asks of the browser from now on: each question, and whether its holder must be recognised for it. */
export async function watchQuestions(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    const { credentials } = navigator;
    const [create, get] = [credentials.create.bind(credentials), credentials.get.bind(credentials)];
    credentials.create = (options) => {
      asked.push(`create ${String(options?.publicKey?.authenticatorSelection?.userVerification)}`);
      return create(options);
    };
    credentials.get = (options) => {
      asked.push(`get ${String(options?.publicKey?.userVerification)}`);
      return get(options);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}
