import { expect, it } from "vitest";
import { CorrectedRemote } from "../../src/worker/clock";

const NOW = 1_800_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

it.each([
  ["a clock that is behind follows the server's", DAY, { now: NOW + DAY, latest: NOW + DAY }],
  ["a server that is behind brings back nothing that is over", -DAY, { now: NOW - DAY, latest: NOW }],
  ["a difference of some seconds is nobody's", 5_000, { now: NOW, latest: NOW }],
])("%s", async (_, ahead, expected) => {
  const answer = () => Promise.resolve(new Response(null, { headers: { Date: new Date(NOW + ahead).toUTCString() } }));
  const remote = new CorrectedRemote({ origin: "https://armoire.example", now: () => NOW, fetch: answer });
  await remote.fetch("/", {});
  expect({ now: remote.now(), latest: remote.latest() }).toEqual(expected);
});
