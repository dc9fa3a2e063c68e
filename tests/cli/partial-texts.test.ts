// Before the SDK, whose functions it replaces.

import { expect, test } from "@jest/globals";
import { CustomResource, concat, interpolate, jsonStringify, type Output, output, secret } from "@pulumi/pulumi";
import { isPartly, isUnknown, markOf, UNKNOWN, withoutMarks } from "../../domain/graph-values.ts";
import { type GraphResource, offlineGraph } from "../support/offline.ts";

/** A resource of which AWS alone knows the ARN. */
class Made extends CustomResource {
  declare readonly arn: Output<string>;
  declare readonly policy: Output<string>;

  constructor(name: string, policy: unknown = "") {
    super("aws:iam/policy:Policy", name, { arn: undefined, policy });
  }
}

const mark = markOf("aws:iam/policy:Policy", "one", "arn");
const document = (Resource: unknown) => ({ Statement: [{ Action: "*", Resource }] });

/** What the graph has as the policy of a resource that is given `made` of another's ARN. */
async function given(made: (one: Made) => unknown): Promise<unknown> {
  const graph = await offlineGraph(() => void new Made("two", made(new Made("one"))));
  return two(graph)?.inputs?.policy;
}

const two = (graph: readonly GraphResource[]) => graph.find(({ urn }) => urn.endsWith("::two"));

test.each<[string, (one: Made) => unknown, unknown]>([
  ["an ARN in JSON", ({ arn }) => jsonStringify(document(arn)), document(mark)],
  [
    "a part of an ARN",
    ({ arn }) => jsonStringify(document([interpolate`${arn}/a/*`, concat(arn, ":", 1)])),
    document([`${mark}/a/*`, `${mark}:1`]),
  ],
  ["JSON by interpolation", ({ arn }) => interpolate`{"Statement":[{"Action":"*","Resource":"${arn}"}]}`, document(mark)],
  ["JSON in JSON", ({ arn }) => jsonStringify({ inner: jsonStringify(document(arn)) }), { inner: JSON.stringify(document(mark)) }],
  ["an output of a document", ({ arn }) => output(jsonStringify(output(document(arn)))), document(mark)],
  ["what a function makes of it", ({ arn }) => jsonStringify(document(arn.apply((text) => `${text}/*`))), document(UNKNOWN)],
])("what is known of %s is kept, and a mark says what is not", async (_, made, expected) => {
  const text = await given(made);
  expect(JSON.parse(String(text))).toEqual(expected);
  expect([isPartly(text), isUnknown(text)]).toEqual([true, true]);
});

test.each<[string, (one: Made) => unknown, unknown]>([
  ["a name", ({ arn }) => interpolate`name-${arn}`, UNKNOWN],
  ["an ARN alone", ({ arn }) => arn, UNKNOWN],
  ["JSON by a function of one's own", ({ arn }) => arn.apply((known) => JSON.stringify(document(known))), UNKNOWN],
  ["a secret document", ({ arn }) => secret(jsonStringify(document(arn))), UNKNOWN],
  ["a known document", () => jsonStringify(document("*")), JSON.stringify(document("*"))],
])("%s is what Pulumi's own engine is told", async (_, made, expected) => {
  expect(await given(made)).toBe(expected);
});

test("no function of a program meets a mark, neither of a text nor of the resource that has it", async () => {
  const met: unknown[] = [];
  const graph = await offlineGraph(() => {
    const one = new Made("one");
    const made = jsonStringify(document(one.arn));
    made.apply((text) => met.push(text));
    output({ made }).apply((text) => met.push(text));
    const [other] = [new Made("two", made)];
    other.policy.apply((text) => met.push(text));
  });
  expect(met).toEqual([]);
  expect(two(graph)?.outputs?.policy).toBe(two(graph)?.inputs?.policy);
  expect(two(graph)?.propertyDependencies?.policy).toEqual([expect.stringMatching(/::one$/)]);
});

test("a message shows a mark in words", () => {
  expect(withoutMarks(`${mark}/*, ${UNKNOWN}`)).toBe("<arn of Policy one>/*, <unknown>");
});
