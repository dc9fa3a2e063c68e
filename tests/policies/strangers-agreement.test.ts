import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type AnalyzeResponse, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { policies } from "../../policies/pack.ts";
import { Analyzer } from "./analyzer.ts";
import { graphs } from "./strangers.ts";
import type { Change } from "./strangers-changes.ts";
import { data } from "./strangers-data.ts";
import { strangeAccount } from "./strangers-generated.ts";
import { named } from "./strangers-named.ts";
import { network } from "./strangers-network.ts";
import { permissions } from "./strangers-permissions.ts";
import { reviewed } from "./strangers-reviewed.ts";
import { line, roundsOf, type Stranger, saidIn, told } from "./strangers-rounds.ts";
import { second } from "./strangers-second.ts";
import { watch } from "./strangers-watch.ts";

const stranger = ([by, what, mutation, stack = "demo-prod"]: Change): Stranger => ({ by, what, mutation, stack });
const own = [...permissions, ...network, ...data, ...watch, ...second, ...reviewed].map(stranger);
/** Other tests find these one by one. The same types name an account in the other stores. */
const others = [
  ...named.map(stranger),
  ...(["demo-prod", "demo-account"] as const).flatMap((stack) =>
    strangeAccount(graphs[stack]).map(([type, mutation]) => stranger(["G32", type, mutation, stack])),
  ),
];
const all = [...own, ...others].map(told);

/** The SDK puts the policy's description before each message. */
const heard = (response: AnalyzeResponse): string[] =>
  response
    .getDiagnosticsList()
    .map((one) =>
      line(
        one.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
        one.getPolicyname(),
        one.getUrn(),
        one.getMessage().replace(`${one.getDescription()}\n`, ""),
      ),
    )
    .sort();

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
  expect(own.filter(({ mutation, stack }) => isDeepStrictEqual(mutation(graphs[stack]), graphs[stack])).map(({ what }) => what)).toEqual(
    [],
  );
});

test("each is found by its policy alone", () => {
  expect(all.filter(({ lines }) => lines.length === 0).map(({ what }) => what)).toEqual([]);
});

const rounds = roundsOf(all);

test("each is in a round", () => {
  expect(rounds.flatMap((round) => round.told)).toHaveLength(all.length);
  // Each costs seconds of the engine's: a change of what another changes is better made to another resource of the type.
  expect(rounds.length).toBeLessThanOrEqual(8);
});

test.each(rounds.map((round, at) => ({ ...round, at })))(
  "round $at, $stack: the engine hears what store check says",
  async ({ graph, verdict }) => {
    expect(verdict.faults).toEqual([]);
    expect(heard(await pack.analyze(graph))).toEqual(saidIn(verdict));
  },
);
