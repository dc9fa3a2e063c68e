import { beforeAll, expect, test } from "@jest/globals";
import { type Compared, compare } from "../../../cli/diff/compare.ts";
import type { ResourceDiff, StackDiff } from "../../../cli/diff/report.ts";
import type { GraphResource } from "../../../cli/offline/graph.ts";
import { containsSecret, SECRET, SIGNATURE, UNKNOWN } from "../../../domain/graph-values.ts";
import { storeAssumptionsIn } from "../../../domain/prices/assumptions.ts";
import { isRecord } from "../../../domain/values.ts";
import { graphWith, section } from "../../stacks/graphs.ts";

const PROD = "demo-prod";
let prod: readonly GraphResource[] = [];
beforeAll(async () => {
  prod = await graphWith(PROD);
});

const since = (before: readonly GraphResource[], after: readonly GraphResource[], deployed = false): StackDiff =>
  compare({ stack: PROD, state: PROD, against: "before", before, after, deployed });

const change = async (settings: Record<string, unknown>) => since(prod, await graphWith(PROD, settings)).changes;

/** What changes, as `name path: before → after`. */
const told = (changes: readonly ResourceDiff[]): string[] =>
  changes.flatMap(({ action, name, properties }) =>
    action === "create" || action === "delete"
      ? [`${action} ${name}`]
      : properties.map(({ path, before, after }) => `${name} ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`),
  );

test("a stack does not differ from itself", () => {
  expect(since(prod, prod)).toEqual({
    stack: PROD,
    state: PROD,
    against: "before",
    summary: { created: 0, deleted: 0, updated: 0, replaced: 0, perhapsReplaced: 0, moved: 0, holdingData: 0 },
    changes: [],
    outputs: [],
    refused: [],
    cost: expect.objectContaining({ usd: { from: 0, to: 0 }, items: [] }),
    notes: [],
  });
});

const DATABASE = "aws:rds/instance:Instance";
const word = { resource: `${DATABASE}::database`, reason: "Its data is in the new one", until: "2099-12-31" };
/** Without what the database is made of it is another one. */
const otherDatabase = (graph: readonly GraphResource[]) =>
  graph.map((one) => (one.type === DATABASE ? { ...one, inputs: { ...one.inputs, username: "another" } } : one));
const refusedIn = (stack: string, rules: Compared["rules"], after = otherDatabase(prod)) =>
  compare({ stack, state: stack, against: "before", before: prod, after, deployed: false, ...(rules && { rules }) }).refused.map(
    ({ sentence }) => sentence,
  );

test("who replaces production's database is refused, without a word in the settings, or in the outputs of a graph without any", () => {
  const nothing = { allowReplacement: [] };
  const sentence = expect.stringMatching(/^aws:rds\/instance:Instance::database: replaced because of username, .* in allowReplacement$/);
  expect(refusedIn(PROD, { after: nothing, sameStack: true })).toEqual([sentence]);
  expect(refusedIn("demo-account", { after: nothing, sameStack: true })).toEqual([sentence]);
  expect(refusedIn(PROD, { after: { allowReplacement: [word] }, sameStack: true })).toEqual([]);
  expect(refusedIn(PROD, { sameStack: true })).toEqual([sentence]);
  const withOutput = otherDatabase(prod).map((one) =>
    one.type === "pulumi:pulumi:Stack" ? { ...one, outputs: { ...one.outputs, allowReplacement: [word] } } : one,
  );
  expect(refusedIn(PROD, { sameStack: true }, withOutput)).toEqual([]);
});

test("nothing is refused outside of production, between two stacks, and of a stack that goes as a whole", () => {
  const nothing = { allowReplacement: [] };
  expect(refusedIn("demo-staging", { after: nothing, sameStack: true })).toEqual([]);
  expect(refusedIn(PROD, { after: nothing, sameStack: false })).toEqual([]);
  expect(refusedIn(PROD, undefined)).toEqual([]);
  expect(refusedIn(PROD, { sameStack: true }, [])).toEqual([]);
});

test("money is told of what changes, and by what each side assumes", async () => {
  const larger = await graphWith(PROD, { database: { instanceClass: "db.m7g.xlarge" } });
  const { cost } = since(prod, larger);
  expect(cost.usd.from).toBeGreaterThan(50);
  expect(cost.items.map(({ size }) => size).sort()).toEqual(["db.m7g.large", "db.m7g.xlarge"]);
  const rules = (outGb: number) => ({ allowReplacement: [], assumptions: { ...storeAssumptionsIn("prod"), outGb } });
  const used = compare({
    ...{ stack: PROD, state: PROD, against: "before", before: prod, after: prod, deployed: false },
    rules: { before: rules(100), after: rules(200), sameStack: true },
  });
  expect(used.cost.items.map(({ what }) => what)).toContain("out to visitors");
});

test("a larger database and one more node are told by property, each in its component", async () => {
  const changes = await change({ database: { instanceClass: "db.m7g.xlarge" }, web: { minimum: 3 } });
  const found = told(changes);
  expect(found).toContain('database instanceClass: "db.m7g.large" → "db.m7g.xlarge"');
  expect(found).toContain("web minSize: 2 → 3");
  const database = changes.find(({ type }) => type === "aws:rds/instance:Instance");
  expect([database?.components, database?.kind]).toEqual([[{ name: "database", type: "Database" }], "RDS instance"]);
});

test("a longer list of staff's addresses is told by the address", async () => {
  const admin = { addresses: ["203.0.0.0/16", "2001:db8:51::/48"] };
  const changes = await change({ firewall: { ...section(PROD, "firewall"), admin } });
  expect(told(changes)).toContain('firewall-staff-ipv4 addresses[]: "203.0.113.0/26" → "203.0.0.0/16"');
});

test("another block of the network is told of every subnet, which a preview's text does not show", async () => {
  const changes = await change({ network: { cidr: "10.120.0.0/16" } });
  const found = told(changes);
  expect(found).toContain('network-vpc cidrBlock: "10.20.0.0/16" → "10.120.0.0/16"');
  expect(found.filter((line) => /^network-.*-\d cidrBlock/.test(line))).toHaveLength(12);
  const network = changes.find(({ name }) => name === "network-vpc");
  expect([network?.action, network?.because, network?.protected]).toEqual(["replace", ["cidrBlock"], true]);
});

test("a waiver, and whom the settings name, are told as outputs", async () => {
  const after = await graphWith(PROD, { payments: { hosts: ["api.stripe.com", "*.paypal.com", "pay.example.org"] } });
  expect(since(prod, after).outputs).toEqual([
    { path: "intended.names.hosts[]", after: "pay.example.org" },
    { path: "trusted[]", after: "pay.example.org" },
  ]);
});

test("what a program says to ignore is no change", () => {
  const withDatabase = (inputs: Record<string, unknown>) =>
    prod.map((one) => (one.type === "aws:rds/instance:Instance" ? { ...one, inputs: { ...one.inputs, ...inputs } } : one));
  expect(told(since(prod, withDatabase({ allocatedStorage: 400 })).changes)).toEqual([]);
  expect(told(since(prod, withDatabase({ allocatedStorage: 400, multiAz: false })).changes)).toEqual(["database multiAz: true → false"]);
});

test("a new stack is created, and one that is gone deleted", () => {
  const count = prod.filter(({ custom }) => custom).length;
  expect(since([], prod).summary).toEqual(expect.objectContaining({ created: count, updated: 0, deleted: 0 }));
  expect(since(prod, []).summary).toEqual(expect.objectContaining({ created: 0, updated: 0, deleted: count }));
});

/** A preview as `pulumi stack export` has it after an update: AWS has made up what was unknown, and the provider added its own. */
function exported(graph: readonly GraphResource[]): GraphResource[] {
  let made = 0;
  const known = (value: unknown): unknown => {
    if (typeof value === "string") return value.replace(/04da6b54-[0-9a-f-]+(<[^>]*>)?/g, () => `made-${++made}`);
    if (Array.isArray(value)) return value.map(known);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, known(part)]));
  };
  return graph.map((resource) => {
    const inputs = known(resource.inputs ?? {});
    const added = { region: "us-east-1", tagsAll: { stack: PROD }, autoNamed: `x-${++made}`, __defaults: ["autoNamed"] };
    return { ...resource, id: `id-${++made}`, inputs: { ...(resource.custom && added), ...(isRecord(inputs) && inputs) } };
  });
}

test("what only AWS knows, and what the provider adds, is no change of what is deployed", () => {
  const { changes } = since(exported(prod), prod, true);
  expect(told(changes)).toEqual([]);
});

test("what differs from what is deployed is told, also inside a document with ARNs", async () => {
  const after = await graphWith(PROD, { web: { minimum: 3 } });
  const { changes } = since(exported(prod), after, true);
  expect(told(changes)).toContain("web minSize: 2 → 3");
  const policy = after.find(({ type, inputs }) => type === "aws:iam/policy:Policy" && String(inputs?.policy).includes(UNKNOWN));
  const wider = after.map((resource) =>
    resource === policy
      ? { ...policy, inputs: { ...policy?.inputs, policy: String(policy?.inputs?.policy).replace('"Allow"', '"Deny"') } }
      : resource,
  );
  expect(told(since(exported(prod), wider, true).changes).filter((line) => line.includes('Effect: "Allow" → "Deny"'))).toHaveLength(1);
});

test("nothing that an export has of secrets in plain text is shown, wherever it stands", () => {
  const urn = `urn:pulumi:${PROD}::xcart-hosting::aws:ssm/parameter:Parameter::p`;
  const base = { urn, custom: true, type: "aws:ssm/parameter:Parameter", id: "p" };
  const secret = { [SIGNATURE]: SECRET, plaintext: '"hunter2-hunter2"' };
  const before = [{ ...base, inputs: { value: secret, description: "was hunter2-hunter2", tier: "Standard" } }];
  const after = [{ ...base, inputs: { value: "hunter2-hunter2", description: "none", tier: "Advanced" } }];
  const { changes } = since(before, after, true);
  expect(containsSecret(before[0]?.inputs)).toBe(true);
  expect(JSON.stringify(changes)).not.toContain("hunter2");
  expect(told(changes)).toEqual(['p description: "was (a secret)" → "none"', 'p tier: "Standard" → "Advanced"']);
});

test("a value of another resource is another one, though neither is known", () => {
  const urn = (name: string) => `urn:pulumi:${PROD}::xcart-hosting::aws:ec2/subnet:Subnet::${name}`;
  const mount = { urn: urn("mount"), custom: true, type: "aws:efs/mountTarget:MountTarget", inputs: { subnetId: UNKNOWN } };
  const from = (name: string) => [{ ...mount, propertyDependencies: { subnetId: [urn(name)] } }];
  expect(since(from("a"), from("a")).changes).toEqual([]);
  expect(since(from("a"), from("b")).changes[0]?.properties).toEqual([
    { path: "subnetId", before: "known after apply", after: "known after apply", forces: "always", from: ["subnet b"] },
  ]);
});
