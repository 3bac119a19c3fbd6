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
