import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readExchange } from "./read";
import { writeExchange } from "./write";

it("what this implementation writes for another one, it reads itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "armoire-exchange-"));
  try {
    const written = await writeExchange(folder);
    expect(await readExchange(folder)).toEqual({ read: written, disagreements: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
