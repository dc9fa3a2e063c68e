import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type AnalyzeResponse, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { type StackVerdict, verdictOn } from "../../cli/check/verdict.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { Analyzer } from "./analyzer.ts";
import type { Mutation } from "./mutate.ts";
import { type Demo, demos, graphs } from "./strangers.ts";
import { data } from "./strangers-data.ts";
import { strangeAccount } from "./strangers-generated.ts";
import { named } from "./strangers-named.ts";
import { network } from "./strangers-network.ts";
import { permissions } from "./strangers-permissions.ts";
import { watch } from "./strangers-watch.ts";

/** A change, and what has to find it: a policy, or the control of one. */
interface Change {
  readonly by: string;
  readonly what: string;
  readonly mutation: Mutation;
  readonly stack: Demo;
}

const given: readonly (readonly [by: string, what: string, mutation: Mutation, stack?: Demo])[] = [
  ...permissions,
  ...network,
  ...data,
  ...watch,
];
const own: readonly Change[] = given.map(([by, what, mutation, stack = "demo-prod"]) => ({ by, what, mutation, stack }));
const others: readonly Change[] = [
  ...named.map(([by, what, mutation, stack = "demo-prod"]): Change => ({ by, what, mutation, stack })),
  ...demos.flatMap((stack) => strangeAccount(graphs[stack]).map(([what, mutation]): Change => ({ by: "G32", what, mutation, stack }))),
];

/** Changes that touch different resources, in one graph: what each policy finds of them is one change's. */
interface Batch {
  readonly stack: Demo;
  readonly changes: Change[];
  readonly touched: Set<string>;
}

function batchesOf(changes: readonly Change[], isApart: (one: Change, other: Change) => boolean): Batch[] {
  const batches: Batch[] = [];
  for (const change of changes) {
    const touched = touchedBy(change);
    const fits = (batch: Batch) =>
      batch.stack === change.stack &&
      touched.every((urn) => !batch.touched.has(urn)) &&
      batch.changes.every((other) => isApart(change, other));
    const batch = batches.find(fits) ?? { stack: change.stack, changes: [], touched: new Set<string>() };
    if (batch.changes.length === 0) batches.push(batch);
    batch.changes.push(change);
    for (const urn of touched) batch.touched.add(urn);
  }
  return batches;
}

/** The URNs of what a change adds, alters or takes away. */
function touchedBy({ mutation, stack }: Change): string[] {
  const before = new Map(graphs[stack].map((one) => [one.urn, one]));
  const after = mutation(graphs[stack]);
  const there = new Set(after.map(({ urn }) => urn));
  const altered = after.filter((one) => before.get(one.urn) !== one && !isDeepStrictEqual(before.get(one.urn), one));
  return [...altered.map(({ urn }) => urn), ...[...before.keys()].filter((urn) => !there.has(urn))];
}

const applied = ({ stack, changes }: Batch): readonly ExportedResource[] =>
  changes.reduce<readonly ExportedResource[]>((graph, { mutation }) => mutation(graph), graphs[stack]);
const judged = (graph: readonly ExportedResource[]): StackVerdict => verdictOn(graph, { stack: "any", file: "any" });

const finds = ({ violations }: StackVerdict, { by }: Change): boolean => violations.some(({ policy }) => policy === by);

/** `level policy urn message`, sorted; the SDK puts the policy's description before each message. */
const heard = (response: AnalyzeResponse): string[] =>
  response
    .getDiagnosticsList()
    .map((one) =>
      [one.getEnforcementlevel(), one.getPolicyname(), one.getUrn(), one.getMessage().replace(`${one.getDescription()}\n`, "")].join(" "),
    )
    .sort();
const said = ({ violations, advisories }: StackVerdict): string[] =>
  [
    ...violations.map(({ policy, urn, message }) => [EnforcementLevel.MANDATORY, policy, urn, message].join(" ")),
    ...advisories.map(({ policy, urn, message }) => [EnforcementLevel.ADVISORY, policy, urn, message].join(" ")),
  ].sort();

let pack: Analyzer;
beforeAll(async () => {
  pack = await Analyzer.start();
});
afterAll(() => pack.stop());

test("there are changes of every kind, each told once, each by a policy that stops an update, and each changes something", () => {
  const mandatory = new Set(policies.filter(({ advisoryBecause }) => advisoryBecause === undefined).map(({ name }) => name));
  expect(own.length).toBeGreaterThan(250);
  expect(new Set(own.map(({ what }) => what)).size).toBe(own.length);
  expect(own.filter(({ by }) => !mandatory.has(by)).map(({ what }) => what)).toEqual([]);
  expect(own.filter((change) => touchedBy(change).length === 0).map(({ what }) => what)).toEqual([]);
});

describe("each is found, and the engine hears what store check says", () => {
  const batches = batchesOf(own, (one, other) => one.by !== other.by);
  test.each(batches.map((batch, at) => ({ batch, at, stack: batch.stack })))("$stack, batch $at", async ({ batch }) => {
    const graph = applied(batch);
    const verdict = judged(graph);
    // What another change of the batch excuses, as a replica needs no backup, is found alone.
    const missed = batch.changes.filter(
      (change) => !finds(verdict, change) && !finds(judged(change.mutation(graphs[change.stack])), change),
    );
    expect(missed.map(({ what }) => what)).toEqual([]);
    expect(verdict.faults).toEqual([]);
    expect(heard(await pack.analyze(graph))).toEqual(said(verdict));
  });
});

describe("of the other strangers' changes the engine hears the same", () => {
  const batches = batchesOf(others, () => true);
  test.each(batches.map((batch, at) => ({ batch, at, stack: batch.stack })))("$stack, batch $at", async ({ batch }) => {
    const graph = applied(batch);
    const verdict = judged(graph);
    expect(verdict.violations.length).toBeGreaterThanOrEqual(batch.changes.length);
    expect(heard(await pack.analyze(graph))).toEqual(said(verdict));
  });
});
