import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { knownFunctions, neededConversations } from "../../domain/network/conversations.ts";
import { tryRow } from "../../domain/network/expand.ts";
import { refusedConversations } from "../../domain/network/refused.ts";
import { functionsIn } from "../../policies/vpc/participants.ts";
import { section } from "../stacks/graphs.ts";
import { type Store, storeOf } from "./stores.ts";

describe.each<readonly [demo: string, what: string, change: Properties]>([
  ["demo-prod", "as it is", {}],
  ["demo-staging", "as it is", {}],
  ["demo-dev", "as it is", {}],
  [
    "demo-prod",
    "with a network firewall, endpoints in one zone, and mail by TLS",
    {
      network: { ...section("demo-prod", "network"), egress: "network-firewall", endpointZones: 1 },
      mail: { host: "smtp.example.com", port: 465 },
    },
  ],
  ["demo-staging", "over three zones, each with NAT", { network: { ...section("demo-staging", "network"), zones: 3, nat: "per-zone" } }],
])("in %s, %s", (demo, _what, change) => {
  let store: Store;
  beforeAll(async () => {
    store = await storeOf(demo, change);
  });

  test("every conversation that the store needs is held, from every zone to every zone", () => {
    const outcomes = neededConversations(store.facts).map((row) => tryRow(row, store.scene));
    expect(outcomes.flatMap(({ refused }) => refused)).toEqual([]);
    expect(outcomes.flatMap(({ held }) => held).length).toBeGreaterThan(100);
  });

  test("everybody that the table speaks of is there", () => {
    const silent = neededConversations(store.facts).filter((row) => tryRow(row, store.scene).held.length === 0);
    expect(silent.map(({ who, to }) => [who, to])).toEqual([]);
  });

  test("every conversation that must fail is refused", () => {
    const outcomes = refusedConversations(store.facts).map((row) => tryRow(row, store.scene));
    expect(outcomes.flatMap(({ held }) => held)).toEqual([]);
    expect(outcomes.filter(({ refused }) => refused.length === 0)).toEqual([]);
  });

  test("every function that stands in the VPC has rows of its own", () => {
    expect(
      functionsIn(store.stack)
        .map(({ name }) => name)
        .filter((name) => !knownFunctions.includes(name)),
    ).toEqual([]);
  });
});
