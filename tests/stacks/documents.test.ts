import { beforeAll, expect, test } from "@jest/globals";
import { isAnything, isUnknown } from "../../domain/graph-values.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { policiesOf } from "../policies/support.ts";
import { graphWith } from "./graphs.ts";

const ofIam = policiesOf("iam");
const stacks = ["demo-account", "demo-dev", "demo-staging", "demo-prod"];
const graphs = new Map<string, readonly ExportedResource[]>();
beforeAll(async () => {
  for (const stack of stacks) graphs.set(stack, await graphWith(stack));
});

/** What holds a document: policies of identities, roles, keys, buckets, topics, queues, vaults, file systems, secrets, endpoints; SSM's. */
const documentProperties = ["policy", "assumeRolePolicy", "policyDocument", "inlinePolicy", "resourcePolicy", "content"];
const documentsIn = (stack: string) =>
  (graphs.get(stack) ?? []).flatMap(({ urn, inputs = {} }) =>
    documentProperties.flatMap((property) => (inputs[property] === undefined ? [] : [{ urn, property, value: inputs[property] }])),
  );

test.each(stacks)("no document of %s is unknown for want of an ARN", (stack) => {
  const documents = documentsIn(stack);
  expect(documents.length).toBeGreaterThan(20);
  expect(documents.filter(({ value }) => isAnything(value))).toEqual([]);
  expect(documents.some(({ value }) => isUnknown(value))).toBe(true);
});

test.each(stacks)("no policy waits for AWS to tell a document of %s", (stack) => {
  const waiting = evaluate(policies, stackOf(graphs.get(stack) ?? [])).flatMap(({ policy, unknown }) =>
    unknown.map(({ reason }) => `${policy.name}: ${reason}`),
  );
  expect(waiting.filter((line) => documentProperties.some((property) => line.includes(`: ${property} `)))).toEqual([]);
});

/** What is said of demo-prod with the first statement about an unknown ARN changed in a document. */
function saidWith(type: string, name: string, change: (statement: Record<string, unknown>) => Record<string, unknown>): string[] {
  let changed = 0;
  const graph = (graphs.get("demo-prod") ?? []).map((resource) => {
    if (resource.type !== type || !resource.urn.endsWith(`::${name}`)) return resource;
    const document: { Statement: Record<string, unknown>[] } = JSON.parse(String(resource.inputs?.policy));
    const at = document.Statement.findIndex(({ Resource }) => isUnknown([Resource].flat()[0]));
    expect(at).toBeGreaterThanOrEqual(0);
    const policy = JSON.stringify({ ...document, Statement: document.Statement.map((one, i) => (i === at ? change(one) : one)) });
    changed += 1;
    return { ...resource, inputs: { ...resource.inputs, policy }, outputs: { ...resource.outputs, policy } };
  });
  expect(changed).toBe(1);
  return evaluate(ofIam, stackOf(graph)).flatMap(({ policy, violations, faults }) => {
    expect(faults).toEqual([]);
    return violations.filter(({ resource }) => resource.name === name).map(({ message }) => `${policy.name}: ${message}`);
  });
}

test("every action for a node's role is reported while an ARN beside it is unknown", () => {
  const said = saidWith("aws:iam/policy:Policy", "web", (one) => ({ ...one, Action: "*" }));
  expect(said).toContainEqual(expect.stringMatching(/^aws-iam-policy-disallow-(full-service|administrator): /));
});

test("every action on every resource for a node's role is reported while other ARNs are unknown", () => {
  const said = saidWith("aws:iam/policy:Policy", "web", () => ({ Effect: "Allow", Action: "*", Resource: "*" }));
  expect(said).toContain(
    "aws-iam-policy-disallow-administrator: allows every action on every resource; name the actions and the resources",
  );
});
