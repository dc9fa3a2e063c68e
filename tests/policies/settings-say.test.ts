import { beforeAll, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { isRecord } from "../../domain/values.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith, settingsOf } from "../stacks/graphs.ts";

const PROD = "demo-prod";
const ACCOUNT = "demo-account";
const mine = "aws-pulumi-stack-missing-intended";
const asked = policies.filter(({ name }) => [mine, "aws-lb-listener-enforce-planned-sign-in"].includes(name));
/** What a program whose default is another one makes of the same settings: its resources and its outputs fit each other. */
let talkedOver: readonly GraphResource[] = [];
let account: readonly GraphResource[] = [];
beforeAll(async () => {
  const signIn = settingsOf(PROD).adminSignIn;
  talkedOver = await graphWith(PROD, { adminSignIn: { ...(isRecord(signIn) && signIn), sessionMinutes: 30 } });
  account = await graphWith(ACCOUNT);
});

const found = (stack: string, graph: readonly GraphResource[], settings?: unknown) =>
  verdictOn(graph, { stack, file: "f", policies: asked, ...(settings !== undefined && { settings }) }).violations.map(
    ({ policy, message }) => [policy, message],
  );

const withOutputs = (graph: readonly GraphResource[], outputs: Record<string, unknown>) =>
  graph.map((one) => (one.type === "pulumi:pulumi:Stack" ? { ...one, outputs: { ...one.outputs, ...outputs } } : one));

test("a program that says other intentions is believed where there are no settings, and not where they are at hand", () => {
  expect(found(PROD, talkedOver)).toEqual([]);
  const messages = found(PROD, talkedOver, settingsOf(PROD));
  expect(messages).toContainEqual([
    mine,
    expect.stringMatching(/^the output intended\.signIn\.sessionMinutes is 30; the settings give \d+$/),
  ]);
  expect(messages.filter(([policy]) => policy === "aws-lb-listener-enforce-planned-sign-in")).not.toEqual([]);
});

test("the output of a program that does as the settings say differs in nothing from them", async () => {
  expect(found(PROD, await graphWith(PROD), settingsOf(PROD))).toEqual([]);
  expect(found(ACCOUNT, account, settingsOf(ACCOUNT))).toEqual([]);
});

test("a name that only the output trusts is a violation, of an account too, and trusted by no one", () => {
  const [whole] = account;
  const said = whole?.outputs?.trusted;
  const graph = withOutputs(account, { trusted: [...(Array.isArray(said) ? said : []), "999988887777"] });
  const verdict = verdictOn(graph, { stack: ACCOUNT, file: "f", policies: asked, settings: settingsOf(ACCOUNT) });
  expect(verdict.violations.map(({ message }) => message)).toEqual([
    "the output trusted has 999988887777, which the settings do not name; add it to the settings, or remove it from the output",
  ]);
  expect(verdict.trusted).not.toContain("999988887777");
  expect(verdictOn(graph, { stack: ACCOUNT, file: "f", policies: asked }).trusted).toContain("999988887777");
});

test("settings with a fault say nothing, and a graph that says nothing is a violation as before", () => {
  expect(found(PROD, talkedOver, { ...settingsOf(PROD), wfa: true })).toEqual([]);
  expect(found(PROD, withOutputs(talkedOver, { intended: undefined }), settingsOf(PROD))).toContainEqual([
    mine,
    expect.stringMatching(/^the output intended is missing/),
  ]);
});
