import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { faultsOf, split } from "../../../functions/certificate/chain.ts";
import { newKey } from "../../../functions/certificate/keys.ts";
import { loopbackCertificate, type Pebble } from "../../support/emulators/pebble.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

let shared: Backdrop;
let pebble: Pebble;
let other: Pebble;

beforeAll(async () => {
  shared = await backdrop();
  [pebble, other] = [await shared.pebble(), await shared.pebble()];
});
afterAll(async () => await shared.stop());

describe("a chain that must not be imported", () => {
  let on: Stage;
  beforeEach(async () => {
    on = await stage(shared, [pebble, other]);
  });

  const altered = (change: (chain: readonly string[]) => readonly string[]) => {
    for (const { hooks } of on.authorities)
      hooks.after = ({ operation }, reply) =>
        operation === "certZ" ? { ...reply, body: change(split(reply.body)).join("\n") } : undefined;
  };

  test.each([
    ["ends at an authority that did not sign it", async () => [await other.root()], /is not signed by Pebble Root CA/],
    ["has no issuer", async () => [], /it holds no issuer/],
  ])("%s: nothing is imported, nothing is left, and the order is not taken up again", async (_, issuers, why) => {
    const wrong = await issuers();
    altered(([leaf = ""]) => [leaf, ...wrong]);
    await expect(on.run({ authorities: on.request.authorities.slice(0, 1) })).rejects.toThrow(why);
    expect((await on.standing()).issuer).toBe("CN=loopback");
    expect(await on.txt()).toEqual({});
    expect((await on.memory()).order).toBeUndefined();
  });

  test("is for another key", async () => {
    const { cert } = loopbackCertificate();
    altered((chain) => [cert, ...chain.slice(1)]);
    await expect(on.run()).rejects.toThrow("its chain is not imported: its key is not the one that was asked for; it does not hold www.");
  });

  test("ends elsewhere than is preferred: the next authority is asked", async () => {
    const preferredChain = await other.rootName(0);
    await on.run({ authorities: on.request.authorities.map((each) => ({ ...each, preferredChain })) });
    expect(await on.chainEnd()).toBe(preferredChain);
    expect(on.printed.find(({ event }) => event === "authority-failed")).toMatchObject({
      why: expect.stringMatching(/^its chain is not imported: it ends at Pebble Root CA .+, not at Pebble Root CA /),
    });
  });
});

describe("the faults of a chain", () => {
  test("are named, all of them", async () => {
    const { cert } = loopbackCertificate();
    const faults = faultsOf([cert, await other.root()], {
      key: await newKey("ecdsa-p256"),
      names: ["shop.example"],
      endsAt: "Someone",
      now: new Date("2099-01-01"),
    });
    expect(faults).toEqual([
      "its key is not the one that was asked for",
      "it does not hold shop.example",
      expect.stringMatching(/^loopback is not signed by Pebble Root CA .+, which follows it$/),
      "loopback is not valid now",
      expect.stringMatching(/^Pebble Root CA .+ is not valid now$/),
      expect.stringMatching(/^it ends at Pebble Root CA .+, not at Someone$/),
    ]);
  });

  test("are none that can be told of no certificate", async () => {
    expect(faultsOf([], { key: "", names: [], now: new Date() })).toEqual(["it holds no certificate"]);
  });
});
