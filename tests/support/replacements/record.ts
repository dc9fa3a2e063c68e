// Records what Pulumi's engine replaces: previews each change of tests/fixtures/replacements.json over a state that looks deployed, and writes its
// answer there. Where `pulumi` is on PATH and aws-check is beside the repository (it must have run once on this machine), some seconds for each change:
//   node tests/support/replacements/record.ts [STACK …] [--new]
// With --new it asks of those changes only that have no answer yet, and several of it may run at once. New ones are written into the file by hand
// (stack, path, value); propose.ts finds some. A change that the engine refuses is taken out of it. It ends with 3 where this machine has no provider.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { listStacks, ownProject, readStackConfig } from "../../../cli/offline/project.ts";
import { settingsWith } from "./cases.ts";
import { MadeUpAws } from "./engine/aws.ts";
import { Engine } from "./engine/engine.ts";
import { serveProviders } from "./engine/service.ts";
import { cases, isAnswered, keep } from "./kept.ts";
import { Planner } from "./provider.ts";
import { awsCheck, startProvider } from "./started.ts";

const { values, positionals } = parseArgs({ options: { new: { type: "boolean", default: false } }, allowPositionals: true });
const check = await awsCheck();
if (check === undefined) {
  console.error("skipped: this machine has no Terraform AWS provider, or aws-check has not run here yet");
  process.exit(3);
}
const versions = { engine: `pulumi ${execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim()}`, provider: check.version };
const provider = await startProvider(check);
const served = await serveProviders(new MadeUpAws(new Planner(provider, check.naming), check.naming, check.unknown));
const project = ownProject();
const engine = new Engine(served.port, project);
// The account first, which the stores read, and production last, which reads the others.
const demos = listStacks(project)
  .filter((name) => name.startsWith("demo-"))
  .sort((a, b) => Number(a.endsWith("-prod")) - Number(b.endsWith("-prod")));
const asked = positionals.length === 0 ? demos : demos.filter((name) => positionals.includes(name));
const needed = asked.some((name) => name.endsWith("-prod")) ? demos : [...new Set([...demos.slice(0, 1), ...asked])];
for (const stack of needed) {
  await engine.deploy(stack);
  if (asked.includes(stack)) await record(stack);
}
engine.end();
served.stop();
provider.stop();

async function record(stack: string): Promise<void> {
  const settings: unknown = JSON.parse(readStackConfig(project, stack).config[`${project.name}:settings`] ?? "{}");
  const still = await engine.preview(stack, settings);
  if ("fault" in still || still.steps.length > 0)
    throw new Error(`${stack}: the engine finds a difference where there is none: ${JSON.stringify(still).slice(0, 1000)}`);
  for (const one of cases().filter((each) => each.stack === stack)) {
    // Read anew: several of this may run at once.
    if (values.new && isAnswered(one)) continue;
    const started = performance.now();
    const found = await engine.preview(stack, settingsWith(settings, one.path.split("."), one.value));
    const told =
      "fault" in found
        ? `refused: ${found.fault.slice(0, 300)}`
        : `${found.replaced.length} replaced, ${found.deletedFirst.length} of them deleted first`;
    keep(one, "fault" in found ? undefined : found, versions);
    console.log(`${stack} ${one.path} ${JSON.stringify(one.value)}: ${told}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}
