import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ACMClient, AddTagsToCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { stringify } from "yaml";
import { type Backdrop, backdrop, type Stage, stage } from "../functions/certificate/stage.ts";
import { prod } from "../stacks/settings-fixture.ts";
import { type EmulatedAws, emulatedAws } from "../support/emulators/aws.ts";

const script = fileURLToPath(new URL("../../cli/store.mjs", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "certificate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the file of `shop-prod`, with changes. */
function written(change: object): void {
  const settings = { ...prod, ...change };
  writeFileSync(join(folder, "Pulumi.shop-prod.yaml"), stringify({ config: { "xcart-hosting:settings": settings } }));
}

/** Runs `store certificate …` on shop-prod as someone would, with this environment and no one's own credentials. */
async function store(environment: Readonly<Record<string, string>>, command: string, ...args: string[]) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_") && name !== "NODE_OPTIONS");
  const env = { ...Object.fromEntries(inherited), AWS_EC2_METADATA_DISABLED: "true", HOME: folder, ...environment };
  const child = spawn(process.execPath, [script, "certificate", command, "shop-prod", "--stacks", folder, ...args], { env });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

/** What the environment says, as options of an SDK client. */
function clientOf(environment: Readonly<Record<string, string>>) {
  const { AWS_ENDPOINT_URL: endpoint = "", AWS_REGION: region = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = environment;
  return { endpoint, region, credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } };
}

describe("store certificate dry-run", () => {
  let shared: Backdrop;
  let on: Stage;
  let trusting: Readonly<Record<string, string>> = {};
  let directory = "";
  beforeAll(async () => {
    shared = await backdrop();
    on = await stage(shared, [await shared.pebble()]);
    directory = on.request.authorities[0]?.directoryUrl ?? "";
    const roots = join(folder, "roots.pem");
    writeFileSync(roots, shared.loopback.cert);
    trusting = { ...on.environment, NODE_EXTRA_CA_CERTS: roots };
  });
  afterAll(async () => {
    await on.stop();
    await shared.stop();
  });

  test("orders a certificate for the stack's names, says what it would be, and leaves zone and ACM as they were", async () => {
    written({ domain: `shop.${on.zone}`, aliases: [`www.shop.${on.zone}`], dns: { zone: on.zone } });
    const before = (await on.standing()).fingerprint;
    const { status, stdout, stderr } = await store(trusting, "dry-run", "--directory", directory);
    expect([stderr, status]).toEqual(["", 0]);
    const day = "\\d{4}-\\d\\d-\\d\\d";
    expect(stdout.split("\n")).toEqual([
      "shop-prod  would get this certificate; nothing that is in use was changed",
      `  authority   letsencrypt, ${directory}`,
      "  profile     the authority's own",
      `  names       shop.${on.zone}, www.shop.${on.zone}`,
      "  key         ecdsa-p256",
      `  records     _acme-challenge.shop.${on.zone}, _acme-challenge.www.shop.${on.zone} (written, and taken away)`,
      expect.stringMatching(/^ {2}issuer {6}Pebble Intermediate CA \w+$/),
      expect.stringMatching(/^ {2}chain ends {2}Pebble Root CA \w+$/),
      expect.stringMatching(new RegExp(`^ {2}expires {5}${day}$`)),
      expect.stringMatching(new RegExp(`^ {2}renewed {5}${day}, or when the authority says$`)),
    ]);
    expect([await on.txt(), (await on.standing()).fingerprint]).toEqual([{}, before]);
  });

  test("tells a program the same as JSON", async () => {
    written({ domain: on.zone, dns: { zone: on.zone }, certificate: { keyType: "rsa-2048" } });
    const { status, stdout } = await store(trusting, "dry-run", "--directory", directory, "--json");
    const { notAfter, renewAt, ...rest } = JSON.parse(stdout);
    expect([status, rest]).toEqual([
      0,
      {
        stack: "shop-prod",
        authority: "letsencrypt",
        directoryUrl: directory,
        records: [`_acme-challenge.${on.zone}`],
        names: [on.zone],
        keyType: "rsa-2048",
        issuer: expect.stringMatching(/^Pebble Intermediate CA/),
        chainEndsAt: expect.stringMatching(/^Pebble Root CA/),
      },
    ]);
    expect(new Date(renewAt) < new Date(notAfter)).toBe(true);
  });

  test("and status then tell what the function issued, and for what name it is not yet", async () => {
    await on.run({ domains: [on.zone, `*.${on.zone}`] });
    const tags = { CertificateArn: on.request.certificateArn, Tags: [{ Key: "Name", Value: "shop-prod-certificate" }] };
    await new ACMClient(clientOf(on.environment)).send(new AddTagsToCertificateCommand(tags));
    written({ domain: on.zone, aliases: [`www.${on.zone}`, `a.b.${on.zone}`], dns: { zone: on.zone } });
    const { stdout } = await store(on.environment, "status");
    expect(stdout.split("\n")).toEqual([
      `shop-prod  ${on.request.certificateArn}`,
      expect.stringMatching(/^ {2}issuer {5}Pebble Intermediate CA \w+$/),
      `  names      *.${on.zone}, ${on.zone}`,
      `  missing    a.b.${on.zone}`,
      "  key        ecdsa-p256",
      expect.stringMatching(/^ {2}expires {4}\d{4}-\d\d-\d\d$/),
      "  life left  100 %",
      expect.stringMatching(/^ {2}due {8}\d{4}-\d\d-\d\d, or when the authority says$/),
    ]);
  });

  test("says that the authority cannot be reached", async () => {
    written({ domain: on.zone, dns: { zone: on.zone } });
    const { status, stdout, stderr } = await store(trusting, "dry-run", "--directory", "https://127.0.0.1:1/dir");
    expect([status, stdout, stderr.split("\n").length]).toEqual([1, "", 1]);
    expect(stderr).toMatch(/^shop-prod: .*ECONNREFUSED/);
  });

  test("says that the zone is not there", async () => {
    written({ domain: "shop.nowhere.example", dns: { zone: "nowhere.example" } });
    expect(await store(trusting, "dry-run")).toEqual({
      status: 1,
      stdout: "",
      stderr: "shop-prod: dns.zone: got no public zone of that name in this account, expected one: nowhere.example",
    });
  });

  test("says that there are two zones, rather than to take one of them", async () => {
    const route53 = new Route53Client(clientOf(on.environment));
    for (const CallerReference of ["one", "two"])
      await route53.send(new CreateHostedZoneCommand({ Name: "twice.example", CallerReference }));
    written({ domain: "shop.twice.example", dns: { zone: "twice.example" } });
    const { status, stderr } = await store(trusting, "dry-run");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^shop-prod: dns\.zone: got 2 public zones of that name \(\w+, \w+\) in this account, expected one, or dns\.zoneId$/,
    );
  });
});

const eabSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:eab";
const faults: readonly (readonly [condition: string, change: object, args: readonly string[], sentence: string])[] = [
  ["no credentials", {}, [], "shop-prod: got no AWS credentials, expected those of the store's account (AWS_PROFILE, `aws sso login`)"],
  [
    "a directory without TLS",
    {},
    ["--directory", "http://acme.example/dir"],
    '--directory: got "http://acme.example/dir", expected the https address of an ACME directory',
  ],
  [
    "an authority without a directory for trials",
    { certificate: { authorities: [{ name: "zerossl", eabSecretArn }] } },
    [],
    "shop-prod: got no ACME staging directory of zerossl, expected --directory URL",
  ],
  [
    "settings with a fault",
    { certificate: { authorities: [{ name: "zerossl" }] } },
    [],
    "shop-prod: the settings have a fault\n  FILE:15: certificate.authorities[0].eabSecretArn: missing; expected the ARN of a secret: zerossl asks for external account binding",
  ],
];

test.each(faults)("store certificate dry-run says in a sentence that there is %s", async (_, change, args, sentence) => {
  written(change);
  expect(await store({}, "dry-run", ...args)).toEqual({
    status: 1,
    stdout: "",
    stderr: sentence.replace("FILE:", `${join(folder, "Pulumi.shop-prod.yaml")}:`),
  });
});

describe("store certificate status", () => {
  let aws: EmulatedAws;
  let shared: Backdrop;
  beforeAll(async () => {
    aws = await emulatedAws();
    shared = await backdrop();
  });
  afterAll(async () => await shared.stop());

  test("says that there is none yet", async () => {
    written({});
    expect(await store(aws.environment, "status")).toEqual({
      status: 1,
      stdout: "",
      stderr: "shop-prod: got no certificate named shop-prod-certificate in this account and Region, expected one: deploy the stack first",
    });
  });

  test("finds the stack's own among others by its name, and says that it is still the bootstrap, and for which names it is not", async () => {
    const acm = new ACMClient(aws.client);
    const { cert, key } = shared.loopback;
    const arns = [];
    for (const Value of ["other-prod-certificate", "shop-prod-certificate"]) {
      const certificate = { Certificate: Buffer.from(cert), PrivateKey: Buffer.from(key), Tags: [{ Key: "Name", Value }] };
      arns.push((await acm.send(new ImportCertificateCommand(certificate))).CertificateArn);
    }
    written({});
    const { status, stdout } = await store(aws.environment, "status");
    expect([status, stdout.split("\n")]).toEqual([
      0,
      [
        `shop-prod  ${arns[1]}`,
        "  issuer   none: still the self-signed certificate, which browsers refuse",
        "  missing  shop.example.com",
        "  key      ecdsa-p256",
        expect.stringMatching(/^ {2}expires {2}\d{4}-\d\d-\d\d$/),
        "  due      now",
      ],
    ]);
    const json = JSON.parse((await store(aws.environment, "status", "--json")).stdout);
    expect(json).toMatchObject({ certificateArn: arns[1], bootstrap: true, missing: ["shop.example.com"], fractionLeft: 0 });
  });
});
