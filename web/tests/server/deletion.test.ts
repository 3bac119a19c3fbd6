import { describe, expect, it } from "vitest";
import { serverForTests } from "./for-tests";
import { TestDevice, openedDevice } from "./test-device";

const server = serverForTests();

describe("an account that is to be deleted", () => {
  it("lives on when that is cancelled, by any way in and from another device", async () => {
    const { phone, vault, words } = await openedDevice(server.origin, "Nadia");
    await vault.setPin("042517");
    expect(await vault.deletion()).toBeNull();
    const due = await vault.askDeletion();
    expect(due).toBeGreaterThan(Date.now());
    // Asked again, the first time stands.
    expect(await vault.askDeletion()).toBe(due);
    const { vault: again } = phone.page();
    await again.unlockWithPin("042517");
    expect(await again.deletion()).toBe(due);
    const other = new TestDevice(server.origin).page().vault;
    await other.signIn(words);
    await other.cancelDeletion();
    expect(await again.deletion()).toBeNull();
    await again.contents();
  });
});
