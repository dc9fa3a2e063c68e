import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../support/emulators/gateway.ts";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { problem, refusal } from "./replies.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

let shared: Backdrop;
let first: Pebble;
let second: Pebble;
let on: Stage;
let ca0: Gateway;
let ca1: Gateway;

beforeAll(async () => {
  shared = await backdrop();
  [first, second] = [await shared.pebble(), await shared.pebble()];
});
afterAll(async () => await shared.stop());
beforeEach(async () => {
  on = await stage(shared, [first, second]);
  const [one, other] = on.authorities;
  if (!one || !other) throw new Error("expected two authorities");
  [ca0, ca1] = [one, other];
});

const later = (hours: number) => ({ now: () => new Date(Date.now() + hours * 3_600_000) });
const alone = () => ({ authorities: on.request.authorities.slice(0, 1) });
const orders = (authority: Gateway) => authority.passed.filter((operation) => operation === "order-plz").length;
/** The last value of each metric, with the authority where it is by authority. */
const metrics = () =>
  Object.fromEntries(
    on.printed
      .filter((line) => "_aws" in line)
      .flatMap(({ _aws, stack, authority, ...values }) =>
        Object.entries(values).map(([name, value]) => [[name, authority].filter(Boolean).join(" "), value]),
      ),
  );
const bootstrapStands = async () => (await on.standing()).issuer === "CN=loopback";

describe("an authority that fails", () => {
  test("by being down leaves the certificate to the next one", async () => {
    await ca0.stop();
    expect((await on.run()).action).toBe("issued");
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
    expect(metrics()).toMatchObject({ Success: 1, "Failures ca0": 1, "Failures ca1": 0 });
    expect((await on.memory()).issued?.directoryUrl).toBe(`${ca1.url}/dir`);
  });

  test.each(["dir", "nonce-plz", "sign-me-up", "order-plz", "authZ", "chalZ", "my-order", "finalize-order", "certZ"])(
    "by answering 500 to %s leaves it to the next one",
    async (operation) => {
      ca0.hooks.before = (request) =>
        request.operation === operation ? problem("serverInternal", "out of order", { status: 500 }) : undefined;
      await on.run();
      expect((await on.memory()).issued?.directoryUrl).toBe(`${ca1.url}/dir`);
      expect(await on.names()).toEqual([`www.${on.zone}`]);
      expect(await on.txt()).toEqual({});
    },
  );

  test("by offering another profile than the one that is asked for says which it offers", async () => {
    await expect(
      on.run({ authorities: [{ ...on.request.authorities[0], name: "ca0", directoryUrl: `${ca0.url}/dir`, profile: "x" }] }),
    ).rejects.toThrow("ca0: it does not offer the profile x, but default");
    expect(await bootstrapStands()).toBe(true);
  });

  test("by forgetting the account gets it again in the next run", async () => {
    await on.run(alone());
    ca0.hooks.before = ({ operation }) => (operation === "order-plz" ? problem("accountDoesNotExist", "who?") : undefined);
    await expect(on.run({ ...alone(), domains: [on.zone] })).rejects.toThrow("accountDoesNotExist: who?");
    ca0.hooks.before = undefined;
    await on.run({ ...alone(), domains: [on.zone] });
    expect(await on.names()).toEqual([on.zone]);
  });

  test("with a problem document has its type, detail and subproblems in the log and in the sentence", async () => {
    const document = {
      type: "urn:ietf:params:acme:error:rejectedIdentifier",
      detail: "some were refused",
      subproblems: [{ type: "urn:ietf:params:acme:error:caa", detail: "CAA forbids", identifier: { type: "dns", value: "www.example" } }],
    };
    ca0.hooks.before = ({ operation }) =>
      operation === "order-plz"
        ? { status: 403, headers: { "content-type": "application/problem+json" }, body: JSON.stringify(document) }
        : undefined;
    await expect(on.run(alone())).rejects.toThrow("answered 403: rejectedIdentifier: some were refused; www.example: caa: CAA forbids");
    expect(on.printed.find(({ event }) => event === "authority-failed")).toMatchObject({
      problem: {
        ...document,
        subproblems: [{ type: "urn:ietf:params:acme:error:caa", detail: "CAA forbids", identifier: { value: "www.example" } }],
      },
    });
  });
});

describe("an authority that asks to be left alone", () => {
  const limited = ({ detail, headers = {} }: { detail: string; headers?: Record<string, string> }) => {
    ca0.hooks.before = ({ operation }) =>
      operation === "order-plz" ? problem("rateLimited", detail, { status: 429, headers }) : undefined;
  };

  test.each([
    ["by Retry-After in seconds", () => ({ detail: "too many", headers: { "retry-after": "7200" } }), 2],
    [
      "by Retry-After as a date",
      () => ({ detail: "too many", headers: { "retry-after": new Date(Date.now() + 7_200_000).toUTCString() } }),
      2,
    ],
    [
      "by the text",
      () => ({
        detail: `too many, retry after ${new Date(Date.now() + 7_200_000).toISOString().replace("T", " ").slice(0, 19)} UTC: see …`,
      }),
      2,
    ],
    ["without a time, for an hour", () => ({ detail: "too many" }), 1],
    ["for a year, for a week", () => ({ detail: "too many", headers: { "retry-after": String(366 * 86_400) } }), 168],
  ])("%s is, also by later runs", async (_, said, hours) => {
    limited(said());
    await expect(on.run(alone())).rejects.toThrow("rateLimited: too many");
    ca0.hooks.before = undefined;
    const asked = ca0.passed.length;
    await expect(on.run(alone(), later(hours - 0.1))).rejects.toThrow("it asked to be left alone until");
    expect(ca0.passed).toHaveLength(asked);
    expect(await bootstrapStands()).toBe(true);
    expect((await on.run(alone(), later(hours + 0.1))).action).toBe("issued");
    expect((await on.memory()).leaveAlone).toEqual({});
  });

  test("leaves the certificate to the next one, and slows no one down", async () => {
    limited({ detail: "too many", headers: { "retry-after": "86400" } });
    expect((await on.run()).action).toBe("issued");
    expect((await on.memory()).issued?.directoryUrl).toBe(`${ca1.url}/dir`);
  });
});

describe("validation that fails", () => {
  beforeEach(() => {
    // Nothing of the zone reaches DNS, as before a delegation.
    on.aws.hooks.after = undefined;
  });

  test("leaves no record, and the old certificate", async () => {
    await expect(on.run()).rejects.toThrow(/^ca0: it could not validate www\..+; ca1: it could not validate www\./);
    expect(await bootstrapStands()).toBe(true);
    expect(await on.txt()).toEqual({});
    expect((await on.memory()).records).toEqual([]);
    expect(metrics()).toEqual({ Success: 0, FractionLeft: 0, "Failures ca0": 1, "Failures ca1": 1 });
  });

  test("is reported, not thrown, where `pulumi up` asks, with the accounts and the hint that the zone is not delegated", async () => {
    const outcome = await on.run(
      { onFailure: "report" },
      { dns: { resolveCname: async () => [], resolveNs: async () => ["ns.registrar.example"] } },
    );
    expect(outcome).toMatchObject({ action: "failed", issuer: "loopback", notAfter: (await on.standing()).validToDate.toISOString() });
    expect(outcome.why).toContain(`the zone ${on.zone} is not delegated to its name servers (ns-2048.awsdns-64.com, `);
    expect(Object.keys(outcome.accounts)).toEqual(["ca0", "ca1"]);
  });

  test("has no such hint where the zone is delegated", async () => {
    const { why } = await on.run(
      { onFailure: "report" },
      { dns: { resolveCname: async () => [], resolveNs: async () => ["ns-2048.awsdns-64.com"] } },
    );
    expect(why).not.toContain("not delegated");
  });
});

describe("AWS that fails", () => {
  const failing = (operation: string, reply: () => ReturnType<typeof refusal>, times = Number.POSITIVE_INFINITY) => {
    let left = times;
    on.aws.hooks.before = (request) => {
      if (request.operation !== operation || left <= 0) return undefined;
      left -= 1;
      return reply();
    };
  };

  test.each([
    ["Route 53 throttling changes", "ChangeResourceRecordSets", () => refusal("route53:ChangeResourceRecordSets", "Throttling"), 2],
    [
      "a change of the zone that is under way",
      "ChangeResourceRecordSets",
      () => refusal("route53:ChangeResourceRecordSets", "PriorRequestNotComplete"),
      1,
    ],
    ["Route 53 throttling the wait", "GetChange", () => refusal("route53:GetChange", "Throttling"), 2],
    ["ACM throttling the import", "ImportCertificate", () => refusal("acm:ImportCertificate", "ThrottlingException"), 2],
    ["Secrets Manager being out of order", "PutSecretValue", () => refusal("secretsmanager:PutSecretValue", "InternalServiceError"), 1],
  ])("is asked again: %s", async (_, operation, reply, times) => {
    failing(operation, reply, times);
    expect((await on.run()).action).toBe("issued");
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
  });

  test("by refusing changes of the zone is no reason to ask the next authority", async () => {
    failing("ChangeResourceRecordSets", () => refusal("route53:ChangeResourceRecordSets", "AccessDenied"));
    await expect(on.run()).rejects.toThrow("from a test: AccessDenied");
    expect(ca1.passed).toEqual([]);
    expect(await bootstrapStands()).toBe(true);
    expect(metrics()).toEqual({ Success: 0, FractionLeft: 0 });
  });

  test("by not letting records be taken away leaves that to the next run", async () => {
    let changes = 0;
    on.aws.hooks.before = ({ operation }) =>
      operation === "ChangeResourceRecordSets" && ++changes > 1 ? refusal("route53:ChangeResourceRecordSets", "AccessDenied") : undefined;
    expect((await on.run()).action).toBe("issued");
    expect(Object.keys(await on.txt())).toEqual([`_acme-challenge.www.${on.zone}.`]);
    on.aws.hooks.before = undefined;
    expect((await on.run()).action).toBe("kept");
    expect(await on.txt()).toEqual({});
    expect((await on.memory()).records).toEqual([]);
  });

  test("by refusing the import leaves the certificate to the next run, which orders no other", async () => {
    failing("ImportCertificate", () => refusal("acm:ImportCertificate", "AccessDeniedException"));
    await expect(on.run()).rejects.toThrow("from a test: AccessDeniedException");
    expect(await bootstrapStands()).toBe(true);
    expect(await on.txt()).toEqual({});
    on.aws.hooks.before = undefined;
    expect((await on.run()).action).toBe("issued");
    expect(orders(ca0)).toBe(1);
    expect(await on.names()).toEqual([`www.${on.zone}`]);
  });

  test("by not wanting a certificate makes the next authority's turn, and the first is left alone for a week", async () => {
    failing("ImportCertificate", () => refusal("acm:ImportCertificate", "ValidationException"), 1);
    expect((await on.run()).action).toBe("issued");
    expect([orders(ca0), orders(ca1)]).toEqual([1, 1]);
    expect(on.printed.find(({ event }) => event === "authority-failed")).toMatchObject({
      authority: "ca0",
      why: "ACM refused to import its certificate: from a test: ValidationException",
    });
    const { leaveAlone, order } = await on.memory();
    expect(Date.parse(leaveAlone.ca0 ?? "") - Date.now()).toBeGreaterThan(6 * 86_400_000);
    expect(order).toBeUndefined();
  });

  test("by not giving the secret is a failure that still tells the fraction", async () => {
    failing("GetSecretValue", () => refusal("secretsmanager:GetSecretValue", "AccessDeniedException"));
    await expect(on.run()).rejects.toThrow("from a test: AccessDeniedException");
    expect(metrics()).toEqual({ Success: 0, FractionLeft: 0 });
    expect(ca0.passed).toEqual([]);
  });

  test("by not giving the certificate is a failure that `pulumi up` outlives", async () => {
    failing("GetCertificate", () => refusal("acm:GetCertificate", "AccessDeniedException"));
    expect(await on.run({ onFailure: "report" })).toMatchObject({ action: "failed", issuer: "", notAfter: "" });
    expect(metrics()).toEqual({ Success: 0 });
  });

  test("with a secret of someone else's is not written over", async () => {
    const secretArn = await on.secret("hello");
    await expect(on.run({ secretArn })).rejects.toThrow("the function's secret: got something that it did not write");
    expect(on.aws.passed).not.toContain("PutSecretValue");
  });
});
