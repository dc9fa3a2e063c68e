import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { knownFunctions, neededConversations } from "../../domain/network/conversations.ts";
import { heldOf, refusedOf } from "../../domain/network/expand.ts";
import { refusedConversations } from "../../domain/network/refused-conversations.ts";
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
      mail: { provider: { host: "smtp.example.com", port: 465 } },
    },
  ],
  ["demo-staging", "over three zones, each with NAT", { network: { ...section("demo-staging", "network"), zones: 3, nat: "per-zone" } }],
])("in %s, %s", (demo, _what, change) => {
  let store: Store;
  beforeAll(async () => {
    store = await storeOf(demo, change);
  });

  test("every conversation that the store needs is held, from every zone to every zone", () => {
    const rows = neededConversations(store.facts);
    expect(rows.flatMap((row) => refusedOf(row, store.scene))).toEqual([]);
    expect(rows.flatMap((row) => heldOf(row, store.scene)).length).toBeGreaterThan(100);
  });

  test("everyone that the table speaks of is there", () => {
    expect(neededConversations(store.facts).filter((row) => heldOf(row, store.scene).length === 0)).toEqual([]);
    expect(refusedConversations(store.facts).filter((row) => refusedOf(row, store.scene).length === 0)).toEqual([]);
  });

  test("every route is understood", () => {
    const routes = store.scene.network.subnets.flatMap((subnet) => subnet.routes);
    expect(routes.filter(({ target }) => target.to === "unknown")).toEqual([]);
  });

  test("every conversation that must fail is refused", () => {
    expect(refusedConversations(store.facts).flatMap((row) => heldOf(row, store.scene))).toEqual([]);
  });

  test("every function that stands in the VPC has rows of its own", () => {
    expect(
      functionsIn(store.stack)
        .map(({ name }) => name)
        .filter((name) => !knownFunctions.includes(name)),
    ).toEqual([]);
  });
});
