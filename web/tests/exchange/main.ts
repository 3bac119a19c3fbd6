import { readExchange } from "./read";
import { writeExchange } from "./write";

// npm run exchange -- write DIR | read DIR
const [, , action, folder] = process.argv;
if (folder !== undefined && action === "write") {
  console.log(`${await writeExchange(folder)} scenarios written`);
} else if (folder !== undefined && action === "read") {
  const { read, disagreements } = await readExchange(folder);
  for (const disagreement of disagreements) console.error(disagreement);
  console.log(`${read} scenarios read, ${disagreements.length} disagreements`);
  // A folder without scenarios proves nothing.
  process.exitCode = read === 0 || disagreements.length > 0 ? 1 : 0;
} else {
  console.error("exchange write DIR | read DIR");
  process.exitCode = 2;
}
