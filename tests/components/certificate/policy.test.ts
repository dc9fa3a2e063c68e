import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { jsonStringify } from "@pulumi/pulumi";
import { challengeRecords } from "../../../components/certificate/plan.ts";
import { type CertificatePolicyArgs, certificateStatements } from "../../../components/certificate/policy.ts";
import { deploy } from "../../support/offline.ts";
import { decide, list, statementsOf } from "../iam.ts";
import { accountId } from "../registrations.ts";

const role = `arn:aws:iam::${accountId}:role/test-certificate`;
const fixture: CertificatePolicyArgs = {
  region: "us-east-1",
  zone: "example.com",
  zoneId: "ZOWN",
  records: challengeRecords(["shop.example.com", "www.shop.example.com"]),
  delegations: [
    { record: "shop.challenges.example.net", zoneId: "ZCHALLENGES" },
    { record: "www.acme.example.com", zoneId: "ZBELOW" },
  ],
  certificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/own`,
  secretArn: `arn:aws:secretsmanager:us-east-1:${accountId}:secret:own`,
  eabSecretArns: [`arn:aws:secretsmanager:us-east-1:${accountId}:secret:eab`],
  bindingArns: [`arn:aws:acm:us-east-1:${accountId}:acme-endpoint/own/acme-external-account-binding/own`],
  challenged: true,
  dataKeyArn: `arn:aws:kms:us-east-1:${accountId}:key/data`,
};

/** The document as AWS gets it; who asks is the role. */
async function documentOf(args: CertificatePolicyArgs): Promise<string> {
  let text = "";
  await deploy(() => {
    jsonStringify({ Version: "2012-10-17", Statement: certificateStatements(args) }).apply((json) => {
      text = json;
    });
  });
  return text;
}
const asked = (document: string) => ({
  Version: "2012-10-17",
  Statement: statementsOf(document).map((statement) => ({ ...statement, Principal: { AWS: role } })),
});

let policy: unknown;
beforeAll(async () => {
  policy = asked(await documentOf(fixture));
});

const zoneArn = (id: string) => `arn:aws:route53:::hostedzone/${id}`;
const changes = (names: readonly string[], zone = "ZOWN", types: readonly string[] = ["TXT"]) =>
  decide(policy, {
    principal: role,
    action: "route53:ChangeResourceRecordSets",
    resource: zoneArn(zone),
    context: {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
      "route53:ChangeResourceRecordSetsRecordTypes": types,
    },
  });

describe("in the zone, the function", () => {
  const [first, second] = ["_acme-challenge.shop.example.com", "_acme-challenge.www.shop.example.com"];

  test("writes the challenges of its names, alone and together", () => {
    expect([changes([first]), changes([first, second])]).toEqual(["allowed", "allowed"]);
  });

  test.each([
    ["another record", ["shop.example.com"]],
    ["the challenge of another name", ["_acme-challenge.example.com"]],
    ["one of its own with another one", [first, "shop.example.com"]],
  ])("does not write %s", (_, names) => {
    expect(changes(names)).toBe("unmentioned");
  });

  test("writes no other type", () => {
    expect([changes([first], "ZOWN", ["A"]), changes([first], "ZOWN", ["TXT", "CNAME"])]).toEqual(["unmentioned", "unmentioned"]);
  });

  test("writes nothing that it does not name", () => {
    expect(decide(policy, { principal: role, action: "route53:ChangeResourceRecordSets", resource: zoneArn("ZOWN") })).toBe("unmentioned");
  });
});

test("in another zone it writes the records that challenges are delegated to, and each only there", () => {
  expect([
    changes(["shop.challenges.example.net"], "ZCHALLENGES"),
    changes(["www.acme.example.com"], "ZBELOW"),
    changes(["www.acme.example.com"], "ZCHALLENGES"),
    changes(["_acme-challenge.shop.example.com"], "ZCHALLENGES"),
    changes(["shop.challenges.example.net"], "ZOWN"),
    changes(["shop.challenges.example.net"], "ZELSE"),
  ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned", "unmentioned", "unmentioned"]);
});

test("a delegated record that is in the zone after all is written together with the others", () => {
  expect(changes(["_acme-challenge.shop.example.com", "www.acme.example.com"])).toBe("allowed");
});

test("it imports into its own certificate, and reads and writes its own secret", () => {
  const may = (action: string, resource: string) => decide(policy, { principal: role, action, resource });
  const [certificate, secret, eab] = [fixture.certificateArn, fixture.secretArn, fixture.eabSecretArns[0]].map(String);
  expect([
    may("acm:ImportCertificate", certificate ?? ""),
    may("acm:ImportCertificate", `arn:aws:acm:us-east-1:${accountId}:certificate/other`),
    may("acm:DeleteCertificate", certificate ?? ""),
    may("secretsmanager:PutSecretValue", secret ?? ""),
    may("secretsmanager:GetSecretValue", eab ?? ""),
    may("secretsmanager:PutSecretValue", eab ?? ""),
    may("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${accountId}:secret:other`),
  ]).toEqual(["allowed", "unmentioned", "unmentioned", "allowed", "allowed", "unmentioned", "unmentioned"]);
});

test("it reads the credentials of its own account binding in ACM, and makes none", () => {
  const may = (action: string, endpoint: string) =>
    decide(policy, {
      principal: role,
      action: `acm:${action}`,
      resource: `arn:aws:acm:us-east-1:${accountId}:acme-endpoint/${endpoint}/acme-external-account-binding/own`,
    });
  expect([
    may("GetAcmeExternalAccountBindingCredentials", "own"),
    may("GetAcmeExternalAccountBindingCredentials", "other"),
    may("CreateAcmeExternalAccountBinding", "own"),
  ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
});

test("where no authority asks a challenge it may read the zone's name servers, and write no record", async () => {
  const document = await documentOf({ ...fixture, challenged: false });
  const allowed = statementsOf(document).flatMap(({ Action }) => list(Action));
  expect(allowed.filter((action) => action.startsWith("route53:"))).toEqual(["route53:GetHostedZone"]);
});

test("it uses the key through Secrets Manager only", () => {
  const use = (service: string) =>
    decide(policy, {
      principal: role,
      action: "kms:Decrypt",
      resource: `arn:aws:kms:us-east-1:${accountId}:key/data`,
      context: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
    });
  expect([use("secretsmanager"), use("s3")]).toEqual(["allowed", "unmentioned"]);
});

test("it may call what its code calls, and nothing more", () => {
  const folder = new URL("../../../functions/certificate/", import.meta.url);
  const services = { "client-acm": "acm", "client-route-53": "route53", "client-secrets-manager": "secretsmanager" };
  const code = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const called = Object.entries(services).flatMap(([client, service]) =>
    code
      .flatMap((text) => [...text.matchAll(new RegExp(`import \\{([^}]*)\\} from "@aws-sdk/${client}"`, "g"))])
      .flatMap(([, names = ""]) => [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)])
      .map(([, paged, command]) => `${service}:${paged ?? command}`),
  );
  const allowed = statementsOf(policy).flatMap(({ Action }) => list(Action));
  expect([...new Set(allowed)].filter((action) => !action.startsWith("kms:")).sort()).toEqual([...new Set(called)].sort());
});

describe("a policy of IAM holds", () => {
  /** 6,144 characters, less what the function's log and the document itself take. */
  const room = 6144 - 300;
  const zone = "shops.example.com";
  const longNames = Array.from({ length: 100 }, (_, i) => `${"n".repeat(40)}${i}.${zone}`);
  const full: CertificatePolicyArgs = {
    ...fixture,
    zone,
    zoneId: `Z${"0".repeat(31)}`,
    certificateArn: `${fixture.certificateArn}-${"0".repeat(36)}`,
    secretArn: `${fixture.secretArn}-${"0".repeat(60)}`,
    eabSecretArns: Array.from(
      { length: 5 },
      (_, i) => `arn:aws:secretsmanager:us-east-1:${accountId}:secret:${String(i).padEnd(128, "0")}`,
    ),
    // The most that the settings admit: 22 of them in one zone.
    delegations: Array.from({ length: 22 }, (_, i) => ({
      record: `${String(i).padStart(2, "0")}-challenge.of.shops.example.net`.slice(0, 41),
      zoneId: `Z${"1".repeat(31)}`,
    })),
  };

  test("a hundred long names: then the function may write every challenge in the zone, and nothing else", async () => {
    const document = await documentOf({ ...full, records: challengeRecords(longNames) });
    expect(document.length).toBeLessThan(room);
    const may = (name: string) =>
      decide(asked(document), {
        principal: role,
        action: "route53:ChangeResourceRecordSets",
        resource: zoneArn(String(full.zoneId)),
        context: {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name],
          "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"],
        },
      });
    const names = [`_acme-challenge.${longNames[99]}`, `_acme-challenge.${zone}`, longNames[0] ?? "", `_acme-challenge.x${zone}`];
    expect(names.map(may)).toEqual(["allowed", "allowed", "unmentioned", "unmentioned"]);
  });

  test("forty usual names, each for itself", async () => {
    const records = challengeRecords(Array.from({ length: 40 }, (_, i) => `shop-${i + 10}.${zone}`));
    const document = await documentOf({ ...full, records });
    expect(document.length).toBeLessThan(room);
    expect(records.filter((record) => !document.includes(`"${record}"`))).toEqual([]);
  });
});
