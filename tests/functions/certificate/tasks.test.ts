import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { bundle } from "../../../components/function/bundle.ts";
import { rehearse } from "../../../functions/certificate/rehearse.ts";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { refusal } from "./replies.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

let shared: Backdrop;
let pebbles: readonly Pebble[];
let on: Stage;

beforeAll(async () => {
  shared = await backdrop();
  pebbles = [await shared.pebble(), await shared.pebble()];
});
afterAll(async () => await shared.stop());
beforeEach(async () => {
  on = await stage(shared, pebbles);
});

describe("accounts", () => {
  test("are made with all authorities that answer, and nothing else is, where only they are asked for", async () => {
    const { action, accounts } = await on.run({ task: "accounts" });
    expect(action).toBe("kept");
    expect(accounts).toEqual({
      ca0: expect.stringContaining(`${on.authorities[0]?.url}/my-account/`),
      ca1: expect.stringContaining(`${on.authorities[1]?.url}/my-account/`),
    });
    expect((await on.standing()).issuer).toBe("CN=loopback");
    expect(on.printed.filter((line) => "_aws" in line)).toEqual([]);
  });

  test("stay the same, and are named also while their authority is down", async () => {
    const { accounts } = await on.run({ task: "accounts" });
    await on.authorities[1]?.stop();
    expect((await on.run({ onFailure: "report" })).accounts).toEqual(accounts);
  });

  test("are found again by a run that follows one that ended right after making them", async () => {
    const made: unknown[] = [];
    on.aws.hooks.before = ({ operation }) =>
      operation === "PutSecretValue" && made.length ? refusal("secretsmanager:PutSecretValue", "AccessDeniedException") : undefined;
    for (const { hooks } of on.authorities)
      hooks.after = ({ operation }, { headers }) => {
        if (operation === "sign-me-up") made.push(headers.location);
        return undefined;
      };
    await on.run({ task: "accounts", onFailure: "report", authorities: on.request.authorities.slice(0, 1) });
    on.aws.hooks.before = undefined;
    const later = { now: () => new Date(Date.now() + 3_600_000) };
    const { accounts } = await on.run({ task: "accounts", authorities: on.request.authorities.slice(0, 1) }, later);
    expect(made).toEqual([accounts.ca0, accounts.ca0]);
  });

  test("of an authority that has been down so far are left out", async () => {
    await on.authorities[1]?.stop();
    expect(Object.keys((await on.run({ onFailure: "report" })).accounts)).toEqual(["ca0"]);
  });
});

describe("a rehearsal", () => {
  test("issues, says what would happen, and touches neither the secret nor ACM", async () => {
    const [, trial] = on.authorities;
    const directoryUrl = `${trial?.url}/dir`;
    const request = { ...on.request, domains: [on.zone, `*.${on.zone}`] };
    await on.grant(request);
    const rehearsal = await rehearse(request, { directoryUrl, world: on.world() });
    expect(rehearsal).toMatchObject({
      authority: "ca0",
      directoryUrl,
      records: [`_acme-challenge.${on.zone}`],
      keyType: "ecdsa-p256",
      issuer: expect.stringMatching(/^Pebble Intermediate CA /),
      chainEndsAt: expect.stringMatching(/^Pebble Root CA /),
    });
    expect([...rehearsal.names].sort()).toEqual([`*.${on.zone}`, on.zone].sort());
    // Pebble's window is a day around a third of the lifetime.
    const left = (rehearsal.notAfter.getTime() - rehearsal.renewAt.getTime()) / 86_400_000;
    expect(Math.round(left / 5)).toBe(6);
    expect(new Set(on.aws.passed)).toEqual(new Set(["ListResourceRecordSets", "ChangeResourceRecordSets", "GetChange"]));
    expect(on.authorities[0]?.passed).toEqual([]);
    expect(await on.txt()).toEqual({});
  });

  test("leaves no record when it fails", async () => {
    on.aws.hooks.after = undefined;
    await expect(rehearse(on.request, { world: on.world() })).rejects.toThrow("it could not validate www.");
    expect(await on.txt()).toEqual({});
  });
});

describe("the bundle", () => {
  test("has its handler, and less than 2 MB", async () => {
    const file = join(root, bundle("certificate"), "index.mjs");
    const { handler }: { handler: unknown } = await import(file);
    expect(handler).toBeInstanceOf(Function);
    expect(statSync(file).size).toBeLessThan(2_000_000);
  });
});
