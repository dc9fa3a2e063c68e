import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { carrying, payloadOf } from "./replies.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

let shared: Backdrop;
let pebble: Pebble;
let on: Stage;

beforeAll(async () => {
  shared = await backdrop();
  pebble = await shared.pebble({ profiles: { default: 7_776_000, shortlived: 576_000 } });
});
afterAll(async () => await shared.stop());
beforeEach(async () => {
  on = await stage(shared, [pebble]);
});

describe("the first run", () => {
  test("imports a certificate of the authority over the bootstrap one, and leaves no record", async () => {
    const outcome = await on.run();
    const certificate = await on.standing();
    expect(outcome).toMatchObject({
      action: "issued",
      why: "the current certificate is the bootstrap certificate",
      notAfter: certificate.validToDate.toISOString(),
    });
    expect(certificate.issuer).toBe(`CN=${outcome.issuer}`);
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
  });

  test("leaves in the secret the account, and neither the certificate's key nor a lease", async () => {
    const { accounts } = await on.run();
    expect(await on.memory()).toEqual({
      accounts: {
        ca0: {
          directoryUrl: on.request.authorities[0]?.directoryUrl,
          key: expect.stringContaining("PRIVATE KEY"),
          url: accounts.ca0,
          contacts: on.request.contacts,
        },
      },
      records: [],
      leaveAlone: {},
      issued: { directoryUrl: on.request.authorities[0]?.directoryUrl },
    });
  });

  test("prints neither keys nor tokens", async () => {
    const tokens: string[] = [];
    on.aws.hooks.before = ({ operation, body }) => {
      if (operation === "ChangeResourceRecordSets") tokens.push(...(body.match(/[\w-]{43}/g) ?? []));
      return undefined;
    };
    await on.run();
    const printed = JSON.stringify(on.printed);
    expect(tokens).not.toEqual([]);
    expect([...tokens, "PRIVATE", "BEGIN"].filter((text) => printed.includes(text))).toEqual([]);
  });

  test("has an RSA key where the settings say so", async () => {
    await on.run({ keyType: "rsa-2048" });
    expect((await on.standing()).publicKey.asymmetricKeyType).toBe("rsa");
  });

  test("asks for the profile", async () => {
    await on.run({ authorities: on.request.authorities.map((each) => ({ ...each, profile: "shortlived" })) });
    const { validFromDate, validToDate } = await on.standing();
    expect((validToDate.getTime() - validFromDate.getTime()) / 1000).toBeLessThanOrEqual(576_000);
  });
});

describe("the zone", () => {
  test("has both values of an apex and its wildcard at once, beside what someone else has there", async () => {
    await on.record("TXT", { [`_acme-challenge.${on.zone}`]: '"of someone else"' });
    const seen: Record<string, string[]>[] = [];
    on.aws.hooks.after = async (request) => {
      await carrying(on.bridge)?.(request, { status: 200, headers: {}, body: "" });
      if (request.operation === "ChangeResourceRecordSets") seen.push(await on.txt());
      return undefined;
    };
    await on.run({ domains: [on.zone, `www.${on.zone}`, `*.${on.zone}`] });
    expect(seen.map((values) => Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each.length])))).toEqual([
      { [`_acme-challenge.${on.zone}.`]: 3, [`_acme-challenge.www.${on.zone}.`]: 1 },
      { [`_acme-challenge.${on.zone}.`]: 1 },
    ]);
    expect(await on.names()).toEqual([`*.${on.zone}`, on.zone, `www.${on.zone}`].sort());
    expect(await on.txt()).toEqual({ [`_acme-challenge.${on.zone}.`]: ["of someone else"] });
  });

  test("keeps what someone else has there also on its second page", async () => {
    await on.record("A", Object.fromEntries(Array.from({ length: 320 }, (_, at) => [`a${at}.${on.zone}`, "192.0.2.1"])));
    const name = `_acme-challenge.z.${on.zone}`;
    await on.record("TXT", { [name]: '"of someone else"' });
    await on.run({ domains: [`z.${on.zone}`] });
    expect(on.aws.passed.filter((operation) => operation === "ListResourceRecordSets").length).toBeGreaterThan(5);
    expect(await on.names()).toEqual([`z.${on.zone}`]);
    expect(await on.txt()).toEqual({ [`${name}.`]: ["of someone else"] });
  });

  test("is followed where it delegates a challenge to another zone", async () => {
    const other = `validation-${on.zone}`;
    const zoneId = await on.addZone(other);
    const record = `www.${other}`;
    await on.record("CNAME", { [`_acme-challenge.www.${on.zone}`]: record });
    const changed: string[] = [];
    on.aws.hooks.before = ({ operation, body }) => {
      if (operation === "ChangeResourceRecordSets") changed.push(...(body.match(/<Name>[^<]+/g) ?? []));
      return undefined;
    };
    await on.run({ delegations: [{ record, zoneId }] });
    expect(changed.map((each) => each.replace(/<Name>|\.$/g, ""))).toEqual([record, record]);
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
  });

  test("is asked only once all of Route 53's servers have the records", async () => {
    let asked = 0;
    on.aws.hooks.after = async ({ operation }, reply) => {
      if (operation !== "GetChange") return undefined;
      asked += 1;
      if (asked < 3) return { ...reply, body: reply.body.replace("INSYNC", "PENDING") };
      await on.bridge.carry();
      return undefined;
    };
    expect((await on.run()).action).toBe("issued");
    expect(asked).toBe(3);
    expect(await on.txt()).toEqual({});
  });

  test("holds a hundred names", async () => {
    const domains = Array.from({ length: 100 }, (_, at) => `n${at}.${on.zone}`);
    await on.run({ domains });
    expect(await on.names()).toEqual(domains.toSorted());
    expect(await on.txt()).toEqual({});
  });
});

describe("the authority", () => {
  test("may refuse nonces and use authorizations again", async () => {
    const moody = await shared.pebble({ refusedNonces: 15, reusedAuthorizations: 100 });
    const with_ = await stage(shared, [moody]);
    let refused = 0;
    let answered = 0;
    for (const authority of with_.authorities)
      authority.hooks.after = ({ operation }, { body }) => {
        if (body.includes("badNonce")) refused += 1;
        else if (operation === "chalZ") answered += 1;
        return undefined;
      };
    const names = Array.from({ length: 10 }, (_, at) => `n${at}.${with_.zone}`);
    await with_.run({ domains: names });
    expect(answered).toBe(10);
    await with_.run({ domains: [...names, with_.zone] });
    expect(answered).toBe(11);
    expect(refused).toBeGreaterThan(0);
    expect(await with_.names()).toEqual([...names, with_.zone].sort());
    expect(await with_.txt()).toEqual({});
  });

  test("may bind accounts to its own; the key for that comes from a secret", async () => {
    const hmacKey = Buffer.from("a key of thirty-two bytes, made up").toString("base64url");
    const binding = await stage(shared, [await shared.pebble({ bindings: { "kid-1": hmacKey } })]);
    const eabSecretArn = await binding.secret(JSON.stringify({ kid: "kid-1", hmacKey }));
    await expect(binding.run()).rejects.toThrow("ca0: 127.0.0.1");
    expect(binding.printed.find(({ event }) => event === "authority-failed")).toMatchObject({
      problem: { type: "urn:ietf:params:acme:error:externalAccountRequired" },
    });
    await binding.run({ authorities: binding.request.authorities.map((each) => ({ ...each, eabSecretArn })) });
    expect(await binding.names()).toEqual([`www.${binding.zone}`]);
  });

  test("may offer several chains, of which the preferred one is imported", async () => {
    const several = await shared.pebble({ alternateRoots: 2 });
    const choosing = await stage(shared, [several]);
    const preferredChain = await several.rootName(2);
    await choosing.run({ authorities: choosing.request.authorities.map((each) => ({ ...each, preferredChain })) });
    expect(await choosing.chainEnd()).toBe(preferredChain);
  });

  test("is asked again when it says", async () => {
    let done = Number.POSITIVE_INFINITY;
    let asked = 0;
    for (const { hooks } of on.authorities)
      hooks.after = ({ operation }, reply) => {
        if (operation !== "my-order" || performance.now() > done) return undefined;
        asked += 1;
        done = Math.min(done, performance.now() + 900);
        return {
          ...reply,
          headers: { ...reply.headers, "retry-after": "1" },
          body: reply.body.replace('"status": "ready"', '"status": "pending"'),
        };
      };
    expect((await on.run()).action).toBe("issued");
    expect(asked).toBe(1);
  });

  test("is told the contacts, and that they have changed", async () => {
    const told: unknown[] = [];
    for (const { hooks } of on.authorities)
      hooks.before = (passing) => {
        if (passing.operation === "sign-me-up" || passing.operation === "my-account") told.push(payloadOf(passing).contact);
        return undefined;
      };
    await on.run();
    await on.run({ contacts: ["new@shop.example"], domains: [on.zone] });
    expect(told).toEqual([["mailto:ops@shop.example"], ["mailto:new@shop.example"]]);
  });
});
