// `npm run bench [rounds]`: how long `store preview`, `store check`, the certificate's function and nginx take against their targets. Only prints: a shared machine decides too much.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { listStacks, readProject } from "../cli/offline/project.ts";
import { readGraph } from "../cli/offline/read-graph.ts";
import { previewFleet } from "../cli/preview/fleet.ts";
import { benchCertificate } from "./certificate.ts";
import { benchNginx } from "./nginx.ts";
import { measurePolicies } from "./policies.ts";
import { measureWaf, REQUESTS } from "./waf.ts";

const STACKS = 100;
const MANY = 1000;
const MODEL = "demo-prod";
const root = join(import.meta.dirname, "..");
const store = join(root, "cli/store.mjs");

/** Milliseconds of each run, in the order of the runs. */
interface Timed {
  readonly name: string;
  readonly command: readonly string[];
  readonly times: number[];
}

const rounds = Number(process.argv[2] ?? 7);
const folder = mkdtempSync(join(tmpdir(), "store-bench-"));
const large = mkdtempSync(join(tmpdir(), "store-bench-"));
try {
  writeStacks(folder, STACKS);
  writeStacks(large, MANY);
  const sdk = timed("require('@pulumi/pulumi')", ["-e", "require('@pulumi/pulumi')"]);
  // As JSON, since as text it asks the policies too.
  const one = timed(`store preview ${MODEL} --json`, [store, "preview", MODEL, "--json"]);
  const checked = timed(`store check ${MODEL}`, [store, "check", MODEL]);
  const all = timed(`store preview --all, ${STACKS} stacks`, [store, "preview", "--all", "--stacks", folder]);
  const allChecked = timed(`store check --all, ${STACKS} stacks`, [store, "check", "--all", "--stacks", folder]);
  const thousand = timed(`store check --all, ${MANY} stacks`, [store, "check", "--all", "--stacks", large]);
  for (const each of [one, checked]) run(each); // fills the compile cache, as any earlier run has
  for (let round = 0; round < rounds; round++) for (const each of [sdk, one, checked]) run(each, true);
  // Fewer rounds: each takes as long as ten of the others.
  for (let round = 0; round < Math.ceil(rounds / 3); round++) for (const each of [one, all, allChecked]) run(each, true);
  run(thousand, true); // once: it takes a minute
  console.log(`${rounds} rounds in turn, ${availableParallelism()} cores, Node ${process.versions.node}; milliseconds\n`);
  for (const each of [sdk, one, checked, all, allChecked, thousand])
    console.log(`  ${each.name.padEnd(40)} min ${text(Math.min(...each.times))}  median ${text(median(each.times))}`);
  console.log(`\n  one preview / loading the SDK:   ${ratio(one, sdk)}   target 1.6`);
  console.log(`  ${STACKS} stacks / one preview:        ${ratio(all, one)}   target 12`);
  console.log(`  one check / one preview:         ${ratio(checked, one)}   target 1.2`);
  console.log(`  ${STACKS} stacks checked:              ${text(Math.min(...allChecked.times))} ms   target 10000`);
  console.log(`  ${MANY} stacks checked:             ${text(Math.min(...thousand.times))} ms   target 90000`);
  console.log(`  ${REQUESTS} requests on the web ACL: ${wafText()}   target 1000`);
  console.log(`  the policies by resource:        ${policiesText()}   target 1.2`);
  console.log(`  largest worker:                  ${text(await largestWorker(folder))} MiB   target 600`);
} finally {
  for (const each of [folder, large]) rmSync(each, { recursive: true, force: true });
}
await benchCertificate(rounds);
await benchNginx(rounds);

/** The model's file under many names: a production store each, with names of its own, in a folder without a staging and an account. */
function writeStacks(folder: string, count: number): void {
  const model = readFileSync(join(readProject(root).stacks, `Pulumi.${MODEL}.yaml`), "utf8");
  const alone = model
    .replace("    patching:\n", "    patching:\n      soak: 0\n")
    .replace(/ {6}delegations:\n( {8}.*\n)+/, "")
    .replace(/ {4}account: .*\n/, "");
  for (let at = 1; at <= count; at++) {
    const name = `shop${String(at).padStart(4, "0")}`;
    writeFileSync(join(folder, `Pulumi.${name}-prod.yaml`), alone.replaceAll("shop.example.com", `${name}.example.com`));
  }
}

function timed(name: string, command: readonly string[]): Timed {
  return { name, command, times: [] };
}

function run({ name, command, times }: Timed, count = false): void {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ended with ${status}, expected 0\n${stderr}`);
  if (count) times.push(performance.now() - start);
}

/** Of the model's web ACL, from the graph that a preview writes. */
function wafText(): string {
  const file = join(folder, "graph.json");
  run(timed("store preview --graph", [store, "preview", MODEL, "--json", "--graph", file]));
  const { loading, evaluating } = measureWaf(readGraph(file).deployment.resources);
  return `${text(evaluating)} ms after ${text(loading).trim()} ms of loading`;
}

/** By the same graph, which is there by now. */
function policiesText(): string {
  const { one, many } = measurePolicies(readGraph(join(folder, "graph.json")).deployment.resources);
  const perResource = ({ each, resources }: typeof one) => `${each.toFixed(0)} µs of ${resources}`;
  return `${(many.each / one.each).toFixed(2)} times (${perResource(one)}, ${perResource(many)})`;
}

async function largestWorker(folder: string): Promise<number> {
  const project = readProject(root, folder);
  const { peakMiB } = await previewFleet(
    project,
    listStacks(project).map((stack) => ({ stack, check: true })),
  );
  return peakMiB;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ratio(a: Timed, b: Timed): string {
  const least = Math.min(...a.times) / Math.min(...b.times);
  return `min ${least.toFixed(2)}  median ${(median(a.times) / median(b.times)).toFixed(2)}`;
}

function text(value: number): string {
  return value.toFixed(0).padStart(6);
}
