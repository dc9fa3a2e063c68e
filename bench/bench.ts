// `npm run bench [rounds] [-- --peers]`: what people wait for against its targets, in one call. Only prints: a shared machine decides too much.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { readGraph } from "../cli/offline/read-graph.ts";
import { benchCertificate } from "./certificate.ts";
import { largestWorker, writeStacks } from "./fleets.ts";
import { benchNginx } from "./nginx.ts";
import { measurePacks } from "./pack-start.ts";
import { benchPeers } from "./peers.ts";
import { measurePolicies } from "./policies.ts";
import { cpuOf, median, run, type Timed, targetRow, targetText, timed, timeRow, wallOf } from "./timed.ts";
import { measureWaf, REQUESTS } from "./waf.ts";

const STACKS = 100;
const MANY = 1000;
const MODEL = "demo-prod";
const root = join(import.meta.dirname, "..");
const rounds = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 7);
const [hundred, thousand] = [fleetOf(STACKS), fleetOf(MANY)];

const store = (name: string, ...args: string[]) => timed(name, [join(root, "cli/store.mjs"), ...args], root);
const request = ["--ip", "203.0.113.5", "--country", "DE", "--path", "/?target=login"];
const runs = {
  sdk: timed("loading @pulumi/pulumi", ["-e", "require('@pulumi/pulumi')"], root),
  preview: store(`store preview ${MODEL}`, "preview", MODEL),
  check: store(`store check ${MODEL}`, "check", MODEL),
  waf: store("store waf explain, one request", "waf", "explain", MODEL, ...request),
  hundred: store(`store preview --all, ${STACKS} stacks`, "preview", "--all", "--stacks", hundred),
  checked: store(`store check --all, ${STACKS} stacks`, "check", "--all", "--stacks", hundred),
  thousand: store(`store check --all, ${MANY} stacks`, "check", "--all", "--stacks", thousand),
} satisfies Record<string, Timed>;

try {
  const { sdk, preview, check, waf, hundred: previewed, checked, thousand: many } = runs;
  // Makes the bundle and its compile cache, as any earlier run has.
  for (const each of [preview, preview, check, waf]) run(each, false);
  for (let round = 0; round < rounds; round++) for (const each of [sdk, preview, check, waf]) run(each);
  // Fewer rounds: each takes as long as ten of the others, and the last one as a hundred.
  for (let round = 0; round < Math.ceil(rounds / 3); round++) for (const each of [previewed, checked]) run(each);
  run(many);
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${rounds} rounds in turn, ${availableParallelism()} cores, load ${load} at the end, Node ${process.versions.node}\n`);
  console.log(`  ${"milliseconds".padEnd(44)}     wall      cpu   runs   (medians; least processor time)`);
  for (const each of Object.values(runs)) console.log(timeRow(each));
  console.log(`\n  ${"ratios".padEnd(44)}     wall      cpu   target`);
  console.log(targetRow("a preview / loading the SDK", preview, sdk, 0.5));
  console.log(targetRow("a check / a preview", check, preview, 1.3));
  console.log(targetRow("waf explain / a preview", waf, preview, 1.2));
  console.log(targetRow(`${STACKS} previewed / one`, previewed, preview, 4));
  console.log(targetRow(`${STACKS} checked / one`, checked, check, 8));
  console.log(targetRow(`${MANY} checked / one`, many, check, 60));
  await others();
} finally {
  for (const each of [hundred, thousand]) rmSync(each, { recursive: true, force: true });
}
if (process.argv.includes("--peers")) await benchPeers(Math.ceil(rounds / 3), { preview: wallOf(runs.preview), cpu: cpuOf(runs.preview) });
else {
  await benchCertificate(rounds);
  await benchNginx(rounds);
}

function fleetOf(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), "store-bench-"));
  writeStacks(root, MODEL, folder, count);
  return folder;
}

/** What is no ratio of two commands. */
async function others(): Promise<void> {
  const [small, large] = [await largestWorker(root, hundred), await largestWorker(root, thousand)];
  console.log(targetText("largest worker, MiB", `${small.toFixed(0)}, ${large.toFixed(0)}`, large <= 600, "at most 600"));
  console.log(targetText(`the same of ${MANY} / of ${STACKS}`, (large / small).toFixed(2), large / small <= 1.2, "at most 1.2"));
  const { ours, trivial } = await measurePacks(root, rounds);
  const start = Math.min(...ours) / Math.min(...trivial);
  const packs = `${start.toFixed(2)} (median ${(median(ours) / median(trivial)).toFixed(2)})`;
  console.log(targetText("the pack's start / a trivial pack's", packs, start <= 1.3, "at most 1.3"));
  const file = join(hundred, "graph.json");
  run(store("store preview --graph", "preview", MODEL, "--json", "--graph", file), false);
  const { resources } = readGraph(file).deployment;
  const { loading, evaluating } = measureWaf(resources);
  const requests = `${evaluating.toFixed(0)} ms (loaded in ${loading.toFixed(0)})`;
  console.log(targetText(`${REQUESTS} requests on the web ACL`, requests, evaluating <= 1000, "at most 1000"));
  const { one, many } = measurePolicies(resources);
  const linear = many.each / one.each;
  const by = `${linear.toFixed(2)} (${one.each.toFixed(0)} and ${many.each.toFixed(0)} µs)`;
  console.log(targetText("the policies by resource, 10,000 / one stack", by, linear <= 1.2, "at most 1.2"));
}
