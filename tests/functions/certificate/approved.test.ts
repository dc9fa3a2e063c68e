import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Reply } from "../../support/emulators/gateway.ts";
import { refusal } from "./replies.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

const hmacKey = Buffer.from("a key of thirty-two bytes, made up").toString("base64url");
const bindingArn = "arn:aws:acm:us-east-1:123456789012:acme-endpoint/11111111-2222-3333-4444-555555555555/acme-external-account-binding/1";
/** The operations of Route 53, as the stage names them. */
const dns = ["ChangeResourceRecordSets", "ListResourceRecordSets", "GetChange", "GetHostedZone"];

let shared: Backdrop;
let on: Stage;

beforeAll(async () => {
  shared = await backdrop();
});
afterAll(async () => await shared.stop());

/** An authority as ACM's endpoint is: it binds accounts, and does not ask again for what it knows. */
beforeEach(async () => {
  on = await stage(shared, [await shared.pebble({ bindings: { "kid-1": hmacKey }, reusedAuthorizations: 100 })]);
});

const credentials = (body: object): Reply => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

/** ACM knows the binding, which the emulator does not; Route 53 refuses all, where nothing may be asked of it. */
function answering({ route53, binding = credentials({ KeyId: "kid-1", MacKey: hmacKey }) }: { route53: boolean; binding?: Reply }) {
  const asked: string[] = [];
  on.aws.hooks.before = ({ operation, body }) => {
    if (operation === "GetAcmeExternalAccountBindingCredentials") {
      asked.push(JSON.parse(body).AcmeExternalAccountBindingArn);
      return binding;
    }
    return !route53 && dns.includes(operation) ? refusal(`route53:${operation}`, "AccessDenied") : undefined;
  };
  return asked;
}

const bound = () => on.request.authorities.map((authority) => ({ ...authority, bindingArn }));
const warnings = () => on.printed.filter(({ level }) => level === "WARN").map(({ event, why }) => `${event}: ${why}`);

/** Proves control of the names by the account that there is: what an administrator's validation does in ACM. */
async function approve() {
  answering({ route53: true });
  await on.run();
  answering({ route53: false });
}

describe("an authority of the store's own in ACM", () => {
  test("binds the account by credentials that ACM gives once, and that are neither kept nor printed", async () => {
    const asked = answering({ route53: false });
    const { accounts } = await on.run({ authorities: bound(), task: "accounts" });
    expect(accounts.ca0).toMatch(/^https:/);
    await on.run({ authorities: bound(), task: "accounts" });
    expect(asked).toEqual([bindingArn]);
    expect([JSON.stringify(await on.memory()), JSON.stringify(on.printed)].filter((text) => text.includes(hmacKey))).toEqual([]);
  });

  test("is asked for nothing where ACM gives no credentials, and the log says why without what was read", async () => {
    answering({ route53: false, binding: refusal("acm:GetAcmeExternalAccountBindingCredentials", "AccessDeniedException") });
    expect((await on.run({ authorities: bound(), task: "accounts" })).accounts).toEqual({});
    answering({ route53: false, binding: credentials({ KeyId: "kid-1" }) });
    await on.run({ authorities: bound(), task: "accounts" });
    expect(warnings()).toEqual([
      `no-account: ${bindingArn}: ACM gives no credentials (AccessDeniedException)`,
      `no-account: ${bindingArn}: ACM gives no credentials (not two texts)`,
    ]);
  });

  test("issues and renews without a challenge and without a word to Route 53", async () => {
    answering({ route53: false });
    await on.run({ authorities: bound(), task: "accounts" });
    await approve();
    const before = (await on.standing()).serialNumber;
    const challenges = on.authorities[0]?.passed.filter((operation) => operation === "chalZ").length;
    expect(challenges).toBeGreaterThan(0);
    on.aws.passed.length = 0;
    expect(await on.run({ authorities: bound(), keyType: "rsa-2048" })).toMatchObject({ action: "issued" });
    expect((await on.standing()).serialNumber).not.toBe(before);
    expect(on.aws.passed.filter((operation) => dns.includes(operation))).toEqual([]);
    expect(on.authorities[0]?.passed.filter((operation) => operation === "chalZ").length).toBe(challenges);
    expect((await on.memory()).order).toBeUndefined();
  });

  test("may say that an order is pending of which all names are approved", async () => {
    answering({ route53: false });
    await on.run({ authorities: bound(), task: "accounts" });
    await approve();
    let said = 0;
    for (const { hooks } of on.authorities)
      hooks.after = ({ operation }, reply) => {
        if (operation !== "order-plz") return undefined;
        said += 1;
        return { ...reply, body: reply.body.replace(/"status": ?"ready"/, '"status": "pending"') };
      };
    expect(await on.run({ authorities: bound(), keyType: "rsa-2048" })).toMatchObject({ action: "issued" });
    expect(said).toBe(1);
  });

  test("that has not approved a name is not answered by DNS, and the failure names it", async () => {
    answering({ route53: false });
    await expect(on.run({ authorities: bound() })).rejects.toThrow(
      `ca0: it has not approved www.${on.zone}: see the domain validations of its endpoint in ACM`,
    );
    expect(on.aws.passed.filter((operation) => operation === "ChangeResourceRecordSets")).toEqual([]);
  });
});
