import { describe, expect, test } from "@jest/globals";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { dev, faultsOf, prod, watched } from "./settings-fixture.ts";

const reason = "Staff sign in at the company's proxy before";
const open = { admin: { staffOnly: { relaxedBecause: "Staff have no fixed addresses" } } };
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/oidc-AbCdEf";
const oidc = {
  issuer: "https://id.example.com",
  authorizationEndpoint: "https://id.example.com/authorize",
  tokenEndpoint: "https://id.example.com/oauth2/token",
  userInfoEndpoint: "https://id.example.com/me",
  clientId: "shop",
  secretArn,
};
const person = (email: string, role = "manager") => ({ email, role });
const endpoint = "expected an address such as https://id.example.com/oauth2/token";
const providers = 'cognito, oidc, none, or { relaxedBecause: "why" }';
const minutes = "a whole number from 5 to 720 (minutes)";

/** Each `adminSignIn` section of a production store's file that is wrong, with all that is said about it. */
const wrong: [condition: string, adminSignIn: unknown, faults: unknown[]][] = [
  ["a provider that is none of them", { provider: "saml" }, [`adminSignIn.provider: got "saml", expected ${providers}`]],
  [
    "none in prod without a reason",
    { provider: "none" },
    ['adminSignIn.provider: got "none", expected cognito or oidc in prod, or { relaxedBecause: "why" }'],
  ],
  [
    "none for a bad reason",
    { provider: { relaxedBecause: "because" } },
    ['adminSignIn.provider.relaxedBecause: got "because", expected a reason of at least 10 characters'],
  ],
  ["no one on the staff", { staff: [] }, ["adminSignIn.staff: got [], expected at least one person"]],
  [
    "staff without an e-mail address",
    { staff: [{ role: "manager" }] },
    ["adminSignIn.staff[0].email: missing; expected an email address such as operations@example.com"],
  ],
  [
    "staff without a role",
    { staff: [{ email: "ada@example.com" }] },
    ["adminSignIn.staff[0].role: missing; expected administrator, manager or support"],
  ],
  [
    "two with the same address, in capitals or not",
    { staff: [person("ada@example.com"), person("grace@example.com"), person("Ada@Example.com", "support")] },
    ['adminSignIn.staff[2].email: got "Ada@Example.com", expected an address that is not listed already'],
  ],
  [
    "more people than Cognito mails to in a day",
    { staff: Array.from({ length: 51 }, (_, i) => person(`p${i}@example.com`)) },
    [expect.stringMatching(/^adminSignIn\.staff: .* expected at most 50 people, the maximum of Cognito's invitations by email in a day$/)],
  ],
  ["a session longer than X-Cart's", { sessionMinutes: 721 }, [`adminSignIn.sessionMinutes: got 721, expected ${minutes}`]],
  ["a session of four minutes", { sessionMinutes: 4 }, [`adminSignIn.sessionMinutes: got 4, expected ${minutes}`]],
  [
    "a provider of one's own that is not described",
    { provider: "oidc" },
    ["adminSignIn.oidc: missing; expected the provider's endpoints and the client, where adminSignIn.provider is oidc"],
  ],
  [
    "a description that no one reads",
    { oidc },
    [expect.stringMatching(/^adminSignIn\.oidc: got .* expected no value where adminSignIn\.provider is not oidc$/)],
  ],
  [
    "an endpoint without TLS, and one by its address",
    { provider: "oidc", oidc: { ...oidc, tokenEndpoint: "http://id.example.com/token", userInfoEndpoint: "https://10.0.0.1/me" } },
    [
      `adminSignIn.oidc.tokenEndpoint: got "http://id.example.com/token", ${endpoint}`,
      `adminSignIn.oidc.userInfoEndpoint: got "https://10.0.0.1/me", ${endpoint}`,
    ],
  ],
  [
    "an endpoint with a query",
    { provider: "oidc", oidc: { ...oidc, authorizationEndpoint: "https://id.example.com/authorize?tenant=1" } },
    [`adminSignIn.oidc.authorizationEndpoint: got "https://id.example.com/authorize?tenant=1", ${endpoint}`],
  ],
  [
    "the secret itself",
    { provider: "oidc", oidc: { ...oidc, secretArn: "hunter2" } },
    ['adminSignIn.oidc.secretArn: got "hunter2", expected the ARN of a secret in Secrets Manager'],
  ],
  [
    "a secret of another Region",
    { provider: "oidc", oidc: { ...oidc, secretArn: secretArn.replace("us-east-1", "eu-west-1") } },
    [expect.stringMatching(/^adminSignIn\.oidc\.secretArn: got .* expected a secret in the store's Region, us-east-1$/)],
  ],
];

describe("settings are refused", () => {
  test.each(wrong)("with %s", (_condition, adminSignIn, faults) => {
    expect(faultsOf({ ...prod, adminSignIn })).toEqual(faults);
  });

  test("where neither a sign-in nor addresses keep others out, in dev too", () => {
    const both = "expected cognito or oidc where firewall.admin.staffOnly is relaxed: the administration needs one of the two safeguards";
    expect(faultsOf({ ...dev, firewall: open }, "shop-dev")).toEqual([`adminSignIn.provider: got "none", ${both}`]);
    expect(faultsOf({ ...prod, firewall: open, adminSignIn: { provider: { relaxedBecause: reason } } })).toEqual([
      `adminSignIn.provider: got {"relaxedBecause":"${reason}"}, ${both}`,
    ]);
  });

  test.each(["aws", "amazon", "cognito"])("where Cognito does not take the stack's name, with %s in it", (word) => {
    const stack = `my${word}shop-prod`;
    const fault = `stack name: got "${stack}", expected a name without ${word}, which Cognito refuses in the name of a sign-in page`;
    expect(faultsOf(prod, stack)).toEqual([fault]);
    expect(faultsOf({ ...prod, adminSignIn: { provider: "oidc", oidc } }, stack)).toEqual([]);
  });

  test("where the administration's name is longer than a rule of the load balancer compares", () => {
    const host = `${"a".repeat(60)}.${"b".repeat(60)}.example.com`;
    const file = { ...prod, aliases: [host], firewall: { admin: { host } } };
    expect(faultsOf(file)).toEqual([expect.stringMatching(/^firewall\.admin\.host: got .* expected a name of at most 128 characters/)]);
  });
});

describe("settings are taken", () => {
  test.each<[string, object]>([
    ["addresses instead of a sign-in, for a reason", { adminSignIn: { provider: { relaxedBecause: reason } } }],
    ["a sign-in instead of addresses", { firewall: open }],
    ["a provider of one's own", { adminSignIn: { provider: "oidc", oidc } }],
    ["a session as long as X-Cart's own", { adminSignIn: { sessionMinutes: 720 } }],
  ])("with %s", (_what, change) => {
    expect(faultsOf({ ...prod, ...change })).toEqual([]);
  });
});

test("what is off is listed with its reason", () => {
  const { settings } = parseSettings("shop-prod", { ...watched, adminSignIn: { provider: { relaxedBecause: reason } } });
  expect(settings?.kind === "store" && relaxations(settings)).toEqual([`adminSignIn.provider: ${reason}`]);
});

test("the contacts are administrators where no one else is named, in Cognito in prod alone", () => {
  const staff = [{ email: "operations@example.com", role: "administrator" }];
  expect(parseSettings("shop-prod", prod).settings).toMatchObject({ adminSignIn: { provider: "cognito", staff, sessionMinutes: 480 } });
  expect(parseSettings("shop-dev", dev).settings).toMatchObject({ adminSignIn: { provider: "none" } });
});
