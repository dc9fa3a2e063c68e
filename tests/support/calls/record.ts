// Records the calls of the AWS provider while each demo stack is created, read, changed and deleted in an emulated AWS, into
// domain/permissions/provider-calls.json, from which `store permissions` and the tests of the deploy roles read what a role needs. Where
// aws-check is beside the repository (it must have run once on this machine), after the graphs or the provider changed; half an hour, less
// where the file has changes of a type already:
//   node tests/support/calls/record.ts demo-account demo-dev demo-staging demo-prod
import { setTimeout as sleep } from "node:timers/promises";
import { findModels } from "../aws/model.ts";
import type { Request } from "../aws/wire.ts";
import { gateway } from "../emulators/gateway.ts";
import { program } from "../emulators/programs.ts";
import { freePort, start } from "../emulators/server.ts";
import { authorizationsOf } from "./authorization.ts";
import { type Cloud, loadAwsCheck, type Made } from "./aws-check.ts";
import { changesOf } from "./changes.ts";
import { generalise } from "./generalise.ts";
import { operations } from "./requests.ts";
import { type Purpose, Table } from "./table.ts";

const accountId = "123456789012";
const check = await loadAwsCheck();
const emulator = await startEmulator();
const operationOf = operations(await findModels());
const table = new Table(/terraform-provider-aws_v([\d.]+)/.exec(check.binary)?.[1] ?? "unknown");
const references: Record<string, unknown> = {};
/** Calls that naming.ts has no action for. */
const unmapped = new Set<string>();
/** Types of which a resource was read, and changed. */
const read = new Set<string>();
const changed = new Set<string>();
for (const stack of process.argv.slice(2)) await recordStack(stack);
await emulator.stop();
for (const line of unmapped) console.error(line);
process.exit(unmapped.size > 0 ? 1 : 0);

async function startEmulator() {
  const port = await freePort();
  const config = () => fetch(`http://127.0.0.1:${port}/moto-api/config`, { method: "POST", body: '{"lambda":{"use_docker":false}}' });
  const ready = () =>
    config().then(
      ({ ok }) => ok,
      () => false,
    );
  const env = { MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
  return await start(await program("moto_server"), ["-H", "127.0.0.1", "-p", String(port)], { port, ready, env });
}

async function recordStack(stack: string): Promise<void> {
  const region = check.readStack(".", stack).config["aws:region"] ?? "us-east-1";
  const ofAccount = stack.endsWith("account");
  let purpose: Purpose = { type: "pulumi:providers:aws", phase: "configure" };
  const say: Say = (next) => (purpose = { ...next, ofAccount });
  const seen: Promise<void>[] = [];
  const target = `http://127.0.0.1:${emulator.port}`;
  const proxy = await gateway({ target, operationOf: ({ url = "" }) => url });
  proxy.hooks.before = ({ request }) => {
    seen.push(note(request, purpose, { stack, accountId, region }));
    return undefined;
  };
  const cloudAt = (endpoint: string) => new check.Cloud({ binary: check.binary, endpoint, region, apply: true });
  const [recorded, unseen] = [cloudAt(proxy.url), cloudAt(target)];
  const made = await create(recorded, unseen, stack, say);
  await readAll(recorded, made, say);
  await changeEach(recorded, made, say);
  if (!ofAccount) await deleteAll(recorded, made, say);
  await Promise.all(seen);
  for (const cloud of [recorded, unseen]) await cloud.stop();
  await proxy.stop();
  table.write();
  console.log(`${stack}: ${table.size} kinds of calls`);
}

type Say = (purpose: Purpose) => void;

async function note(request: Request, purpose: Purpose, caller: { stack: string; accountId: string; region: string }): Promise<void> {
  if (purpose.phase === "plan") return;
  try {
    for (const asked of await authorizationsOf(operationOf(request), accountId)) table.add(purpose, generalise(asked, caller));
  } catch (error) {
    unmapped.add(String(error));
  }
}

/**
 * Runs the program; resources of a type that is not recorded yet one after the other, so that each call is known for whose it is, the others
 * at once and unseen.
 */
async function create(recorded: Cloud, unseen: Cloud, stack: string, say: Say): Promise<readonly Made[]> {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(purpose: Purpose, run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(() => {
      say(purpose);
      return run();
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  const made = recorded.create.bind(recorded);
  const invoke = recorded.invoke.bind(recorded);
  const known = (type: string, phase: Purpose["phase"]) => table.has(type, phase, stack.endsWith("account"));
  recorded.create = (type, name, ...rest) => {
    const physical = `${stack}-${name}`.slice(0, longest(type));
    if (known(type, "create")) return unseen.create(type, physical, ...rest);
    return inTurn({ type, phase: "create" }, () => made(type, physical, ...rest));
  };
  recorded.invoke = (type, ...rest) =>
    known(type, "invoke") ? unseen.invoke(type, ...rest) : inTurn({ type, phase: "invoke" }, () => invoke(type, ...rest));
  const run = await check.runProgram({ dir: ".", stack, settings: {}, cloud: recorded, references });
  for (const { severity, message } of run.log) if (severity === "error") console.error(`${stack}: ${message}`);
  references[stack] = run.outputs;
  return run.resources.filter(({ custom, created }) => custom && created?.state);
}

/** As Pulumi.yaml names: `<stack>-<name>-…`, in what the service takes. */
function longest(type: string): number {
  if (type.startsWith("aws:lb/")) return 24;
  return type.startsWith("aws:elasticache/") ? 32 : 64;
}

async function readAll(cloud: Cloud, made: readonly Made[], say: Say): Promise<void> {
  for (const { type, region, created } of made) {
    if (read.has(type)) continue;
    read.add(type);
    say({ type, phase: "read" });
    const provider = await cloud.provider(region);
    if (created?.state) await tolerant(provider.read(created.type, created.state));
  }
}

/** The first of each type of which no change is recorded, a property at a time; what would replace it is left. */
async function changeEach(cloud: Cloud, made: readonly Made[], say: Say): Promise<void> {
  for (const one of made) {
    if (changed.has(one.type) || table.has(one.type, "update")) continue;
    changed.add(one.type);
    for (const inputs of changesOf(one.inputs)) await tolerant(change(cloud, one, inputs, say));
  }
}

async function change(cloud: Cloud, { type, name, region, created }: Made, inputs: unknown, say: Say): Promise<void> {
  if (!created?.state) return;
  say({ type, phase: "plan" });
  cloud.apply = false;
  const { planned } = await cloud.change(type, name, inputs, created, region).finally(() => (cloud.apply = true));
  if (planned.replace.length > 0) return;
  say({ type, phase: "update" });
  await (await cloud.provider(region)).apply(created.type, created.state, planned);
}

/** What nothing else depends on goes first. */
async function deleteAll(cloud: Cloud, made: readonly Made[], say: Say): Promise<void> {
  const gone = new Set<string>();
  const remove = async (one: Made): Promise<void> => {
    if (gone.has(one.urn)) return;
    gone.add(one.urn);
    for (const other of made) if (other !== one && other.dependencies.includes(one.urn)) await remove(other);
    say({ type: one.type, phase: "delete" });
    await tolerant(cloud.destroy(one.created, one.region));
  };
  for (const one of made) await remove(one);
}

/**
 * The emulator refuses some of it, and never settles other; what counts is what the provider asked. What goes on asking after its time is
 * up is taken for the next resource's: look at the new lines before they are committed.
 */
async function tolerant(work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => undefined), sleep(5_000)]);
}
