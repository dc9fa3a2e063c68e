// Asks the AWS provider which changes replace a resource, and writes domain/replacements/table.json. Where aws-check is beside the
// repository (it must have run once on this machine), after a type was added or the provider changed; some minutes:
//   node tests/support/replacements/write.ts && npx biome check --write domain/replacements
// With --check TYPE … it asks of those types only, writes nothing, and ends with 1 where the table says something else. It ends with 3
// where this machine has no provider.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { GraphResource } from "../../../cli/offline/graph.ts";
import { listStacks, ownProject, readStackConfig } from "../../../cli/offline/project.ts";
import { isRecord } from "../../../domain/values.ts";
import { demoGraph } from "../demo-graph.ts";
import { argumentsOf, sdkVersion } from "./arguments.ts";
import { type Answer, ask } from "./ask.ts";
import { Planner } from "./provider.ts";
import { awsCheck, startProvider } from "./started.ts";

const file = join(import.meta.dirname, "../../../domain/replacements/table.json");
/** Half a minute for each plan: what replaces it was read (domain/replacements/provider-facts.ts). */
const slow = "aws:wafv2/webAcl:WebAcl";
const { values, positionals } = parseArgs({ options: { check: { type: "boolean", default: false } }, allowPositionals: true });

const check = await awsCheck();
if (check === undefined) {
  console.error("skipped: this machine has no Terraform AWS provider, or aws-check has not run here yet");
  process.exit(3);
}
const { version, naming } = check;
const provider = await startProvider(check);
const answers = await answersOf(new Planner(provider, naming), positionals);
provider.stop();
if (values.check) process.exitCode = differences(answers).length === 0 ? 0 : 1;
else {
  writeFileSync(file, table(answers));
  for (const [type, { refused, unknown }] of answers) {
    if (refused.length > 0) console.log(`${type}: not planned: ${refused.join(", ")}`);
    // Each type has had a Region of its own since provider 6.
    const newer = unknown.filter((property) => property !== "region");
    if (newer.length > 0) console.log(`${type}: newer than provider ${version}: ${newer.join(", ")}`);
  }
}

/** What the provider answers for each of `only`, or for all types of the demo stacks that it knows. */
async function answersOf(planner: Planner, only: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
  const resources: GraphResource[] = [];
  for (const stack of listStacks(ownProject()).filter((name) => name.startsWith("demo-")))
    resources.push(...(await demoGraph(readStackConfig(ownProject(), stack))));
  const types = [...new Set(resources.map(({ type }) => type))].filter((type) => planner.knows(type) && type !== slow).sort();
  const found = new Map<string, Answer>();
  for (const type of types.filter((one) => only.length === 0 || only.includes(one))) {
    const given = resources.filter((one) => one.type === type).map(({ inputs = {} }) => inputs);
    found.set(type, await ask(planner, naming, type, unlike(given)));
  }
  return found;
}

/** Up to four that differ in which properties they have. */
function unlike(given: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>>[] {
  return [...new Map(given.map((inputs) => [Object.keys(inputs).sort().join(), inputs])).values()].slice(0, 4);
}

/** One line a type. */
function table(found: ReadonlyMap<string, Answer>): string {
  const lines = [...found].map(([type, answer]) => `    ${JSON.stringify(type)}: ${entryOf(type, answer)}`);
  return `{\n  "provider": "${version}",\n  "sdk": "${sdkVersion()}",\n  "types": {\n${lines.join(",\n")}\n  }\n}\n`;
}

/** With the Region, which is a property since provider 6 of all that is in one, and makes another resource. */
function entryOf(type: string, { always, perhaps }: Answer): string {
  const regional = argumentsOf(type).some(({ name }) => name === "region");
  return JSON.stringify({ always: regional ? [...always, "region"].sort() : always, ...(perhaps.length > 0 && { perhaps }) });
}

/** Types of which the table says something else, each also printed. */
function differences(found: ReadonlyMap<string, Answer>): string[] {
  const written: unknown = JSON.parse(readFileSync(file, "utf8"));
  const types = isRecord(written) && isRecord(written.types) ? written.types : {};
  const other = [...found].filter(([type, answer]) => JSON.stringify(types[type]) !== entryOf(type, answer)).map(([type]) => type);
  for (const type of other) console.error(`${type}: the table has ${JSON.stringify(types[type])}, provider ${version} answers otherwise`);
  console.log(`${found.size} types asked of provider ${version}, ${other.length} differ from the table`);
  return other;
}
