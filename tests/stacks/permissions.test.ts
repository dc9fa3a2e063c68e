import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { deployPermissions, unrecorded } from "../../domain/permissions/deploy.ts";
import type { GraphResource, Permission } from "../../domain/permissions/permission.ts";
import { isAllowed, type Question, type RolePolicies } from "../support/judge.ts";
import { allows, questionsOf, type Right, rightsOf, rolesOf, without } from "../support/roles.ts";
import { deployed, graphWith, section, zoneOf } from "./graphs.ts";
import { keptRights } from "./kept-rights.ts";

const accountId = "123456789012";
const boundaryOf = (stack: string) => `demo-account-boundary-${stack}`;

interface Deployment {
  readonly resources: readonly GraphResource[];
  readonly role: RolePolicies;
  readonly rights: readonly Right[];
  readonly questions: readonly (Question & Pick<Permission, "because">)[];
}

/** Each demo store makes its zone. */
const creating = (store: Properties): Properties => ({ ...store, createsZone: { relaxedBecause: "The demo stores make their zones" } });

/** What brings a store up, changes it and takes it down, and by what role. */
async function deploymentOf(stack: string): Promise<Deployment> {
  const account = await graphWith("demo-account", { ci: { ...section("demo-account", "ci"), deploy: deployed().map(creating) } });
  const graph = await graphWith(stack);
  const resources = graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
  const region = String(graph.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region);
  const needed = deployPermissions(resources, { stack, accountId, region, boundary: boundaryOf(stack) });
  const caller = { stack, boundary: `arn:aws:iam::${accountId}:policy/${boundaryOf(stack)}`, zone: zoneOf(stack) };
  const role = rolesOf(account, accountId)(`demo-account-deploy-${stack}`);
  const questions = needed.flatMap((one) => questionsOf(one, caller).map((question) => ({ ...question, because: one.because })));
  return { resources, role, rights: rightsOf(role), questions };
}

const stores = ["demo-dev", "demo-staging", "demo-prod"] as const;
const deployments = new Map<string, Deployment>();
beforeAll(async () => {
  for (const stack of stores) deployments.set(stack, await deploymentOf(stack));
});
function of(stack: string): Deployment {
  const found = deployments.get(stack);
  if (!found) throw new Error(`${stack} is not previewed`);
  return found;
}

describe.each(stores)("the calls for %s", (stack) => {
  test("are recorded for each type of resource", () => {
    expect(unrecorded(of(stack).resources)).toEqual([]);
  });

  test("are allowed to its deploy role", async () => {
    const { role, questions } = of(stack);
    const refused: string[] = [];
    for (const question of questions)
      if (!(await isAllowed(role, question))) refused.push(`${question.action} on ${question.resource} for ${question.because.join(", ")}`);
    expect(refused).toEqual([]);
  });
});

test("the calls for an account are recorded too, for each type of resource", async () => {
  const resources = (await graphWith("demo-account")).map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
  expect(unrecorded(resources, true)).toEqual([]);
});

test("each action that a deploy role has is used by one of the stores, or kept for a reason", () => {
  const used = new Set<string>();
  const all = new Set<string>();
  for (const stack of stores) {
    const { rights, questions } = of(stack);
    for (const right of rights) {
      all.add(right.name);
      if (!used.has(right.name) && questions.some((question) => allows(right, question))) used.add(right.name);
    }
  }
  const unused = [...all].filter((name) => !used.has(name));
  expect(unused.filter((name) => !keptRights.some(({ names }) => names.includes(name)))).toEqual([]);
  expect(keptRights.flatMap(({ names }) => names).filter((name) => !unused.includes(name))).toEqual([]);
  console.log(`deploy roles: ${used.size} of ${all.size} rights are used, ${unused.length} are kept for a reason`);
});

test("without a right that alone allows a call, the call is refused: a sample of thirty, another each day", async () => {
  const { role, rights, questions } = of("demo-prod");
  const sole = rights.flatMap((right) => {
    const question = questions.find((one) => allows(right, one) && rights.filter((other) => allows(other, one)).length === 1);
    return question ? [{ right, question }] : [];
  });
  expect(sole.length).toBeGreaterThan(100);
  const day = Math.floor(Date.now() / 86_400_000);
  const sample = sole.filter((_, at) => (at + day) % Math.ceil(sole.length / 30) === 0);
  for (const { right, question } of sample)
    expect([right.name, await isAllowed(without(role, right), question)]).toEqual([right.name, false]);
});
