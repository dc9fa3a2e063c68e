import { beforeAll, describe, expect, test } from "@jest/globals";
import { knownFunctions, neededConversations } from "../../domain/network/conversations.ts";
import { tryRow } from "../../domain/network/expand.ts";
import { refusedConversations } from "../../domain/network/refused.ts";
import { functionsIn } from "../../policies/vpc/participants.ts";
import { type Store, storeOf } from "./stores.ts";

describe.each(["demo-prod", "demo-staging", "demo-dev"])("in %s", (demo) => {
  let store: Store;
  beforeAll(async () => {
    store = await storeOf(demo);
  });

  test("every conversation that the store needs is held, from every zone to every zone", () => {
    const outcomes = neededConversations(store.facts).map((row) => tryRow(row, store.scene));
    expect(outcomes.flatMap(({ refused }) => refused)).toEqual([]);
    expect(outcomes.flatMap(({ held }) => held).length).toBeGreaterThan(200);
  });

  test("everybody that the table speaks of is there", () => {
    const silent = neededConversations(store.facts).filter((row) => tryRow(row, store.scene).held.length === 0);
    expect(silent.map(({ who, to }) => [who, to])).toEqual([]);
  });

  test("every conversation that must fail is refused", () => {
    const outcomes = refusedConversations(store.facts).map((row) => tryRow(row, store.scene));
    expect(outcomes.flatMap(({ held }) => held)).toEqual([]);
    expect(outcomes.flatMap(({ refused }) => refused).length).toBeGreaterThan(200);
  });

  test("every function that stands in the VPC has rows of its own", () => {
    expect(
      functionsIn(store.stack)
        .map(({ name }) => name)
        .filter((name) => !knownFunctions.includes(name)),
    ).toEqual([]);
  });
});
