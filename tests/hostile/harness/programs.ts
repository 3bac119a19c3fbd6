import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the programs under test are. `infra/mutate` names others. */
export interface Programs {
  /** The command line, `armoire`. */
  client: string;
  /** `armoire-server`. */
  server: string;
  /** The built web app. */
  web: string;
}

let found: Programs | undefined;

/** Builds what isn't named by the environment, once. */
export function programs(): Programs {
  found ??= find();
  return found;
}

function find(): Programs {
  const { ARMOIRE_HOSTILE_CLIENT: client, ARMOIRE_HOSTILE_SERVER: server, ARMOIRE_HOSTILE_WEB: web } = process.env;
  const target = process.env["CARGO_TARGET_DIR"] ?? join(root, "target");
  if (client === undefined || server === undefined) {
    execFileSync("cargo", ["build", "--locked", "--quiet", "--bins"], { cwd: root, stdio: "inherit" });
  }
  const built: Programs = {
    client: client ?? join(target, "debug/armoire"),
    server: server ?? join(target, "debug/armoire-server"),
    web: web ?? join(root, "web/dist"),
  };
  if (!existsSync(join(built.web, "index.html"))) throw new Error(`no web app in ${built.web}: run \`npm run build\` in web`);
  return built;
}
